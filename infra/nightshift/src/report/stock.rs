//! Low stock and reorder: of each item that ran low, what there was step by step, when it was told, what was ordered.

use std::collections::BTreeSet;

use domain::{
    EntityRef, Event, Payload as _, Timestamp,
    purchase::Happened,
    reorder::{Proposal, Withdrawn},
    stock::{Alert, Ledger, Movement, Recovered},
};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{
    played::PlayedDay,
    words::{day, many, spaced},
};
use crate::pages::{
    chart::Axis,
    svg::{At, Drawing, WIDTH},
};

const LEFT: i64 = 44;
const RIGHT: i64 = 16;
const TOP: i64 = 20;
const HEIGHT: i64 = 200;

/// An item at a place that ran low.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Whose.
    pub(super) shop: String,
    /// What it is called, and its code.
    pub(super) title: String,
    /// At or below this it is low.
    pub(super) threshold: i64,
    /// At or below this it is ordered, where that was reckoned.
    pub(super) reorder_point: Option<i64>,
    /// What happened.
    pub(super) steps: Vec<Step>,
    /// Numbers of the orders that were placed for it.
    pub(super) orders: BTreeSet<String>,
    /// How often it was alerted of.
    pub(super) alerts: usize,
    /// Whether there is enough again.
    pub(super) recovered: bool,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Step {
    /// In words.
    pub(super) said: String,
    /// Who did it: a function, or who told us.
    pub(super) by: String,
    /// What could be sold after it.
    pub(super) available: i64,
    /// What was on its way after it.
    pub(super) incoming: i64,
}

/// All items that were alerted of.
pub(super) fn items(kept: &PlayedDay) -> Vec<Item> {
    let mut alerted: Vec<&Event> = Vec::new();
    for event in kept.events.iter().filter(|event| event.kind == Alert::KIND) {
        let known = |known: &&Event| known.shop == event.shop && known.subject == event.subject;
        if !alerted.iter().any(known) {
            alerted.push(event);
        }
    }
    let mut items: Vec<Item> = alerted.into_iter().filter_map(|event| item(kept, event)).collect();
    // What has the whole story comes first.
    items.sort_by_key(|item| std::cmp::Reverse(item.steps.len()));
    items
}

fn item(kept: &PlayedDay, alerted: &Event) -> Option<Item> {
    let alert: Alert = alerted.payload().ok()?;
    let zone = kept.shop(&alerted.shop)?.time_zone();
    let of_shop = || kept.events.iter().filter(|event| event.shop == alerted.shop);
    // Orders that have it on a line say so once they are placed.
    let has_it = |event: &&Event| {
        let placed = event.payload::<Happened>().ok().filter(|_| event.subject.kind() == "PURCHASE");
        placed.is_some_and(|placed| {
            placed.prices.contains_key(&alert.item) || placed.items.contains_key(&alert.item)
        })
    };
    let purchases: BTreeSet<&EntityRef> = of_shop().filter(has_it).map(|event| &event.subject).collect();
    let mut its: Vec<&Event> = of_shop()
        .filter(|event| event.subject == alerted.subject || purchases.contains(&event.subject))
        .collect();
    let played = as_played(&its);
    its.sort_by_key(|event| (played(event), event.seq));

    let variant = alert.variant.as_deref().map(|variant| format!(", {variant}")).unwrap_or_default();
    let code = alert.sku.as_deref().unwrap_or(&alert.item);
    let mut item = Item {
        shop: alerted.shop.to_string(),
        title: format!("{}{variant} ({code})", alert.title),
        threshold: alert.threshold.pieces,
        reorder_point: None,
        steps: Vec::new(),
        orders: BTreeSet::new(),
        alerts: 0,
        recovered: false,
    };
    let mut moved: Vec<Movement> = Vec::new();
    let mut there = (0, 0);
    for event in its {
        let before = there;
        if event.subject == alerted.subject
            && let Ok(Some(movement)) = Movement::of(event)
        {
            moved.push(movement);
            there = balance(&moved, &zone);
        }
        if let Some(said) = told(&mut item, event, before, there, &alert.item) {
            let by = event.by.clone().unwrap_or_else(|| teller(event));
            item.steps.push(Step { said, by, available: there.0, incoming: there.1 });
        }
    }
    Some(item)
}

/// When each of them was really written. A clock that was put forward for one step would else put it after what followed
/// from it.
fn as_played(all: &[&Event]) -> impl Fn(&Event) -> Timestamp + use<> {
    let times: Vec<(EntityRef, u64, Timestamp)> =
        all.iter().filter(|event| event.seq > 0).map(|e| (e.subject.clone(), e.seq, e.time)).collect();
    move |event| {
        let follows = |of: &EntityRef, seq: u64| event.seq > 0 && seq >= event.seq && *of == event.subject;
        let later = times.iter().filter(|(of, seq, _)| follows(of, *seq));
        later.map(|(_, _, at)| *at).fold(event.time, Ord::min)
    }
}

/// What can be sold, and what is on its way.
fn balance(moved: &[Movement], zone: &TimeZone) -> (i64, i64) {
    let pieces = Ledger::rebuild(moved.iter().cloned(), zone).balance(zone).pieces;
    (pieces.available(0), pieces.incoming + pieces.in_transit)
}

fn teller(event: &Event) -> String {
    event.data["from"].as_str().or_else(|| event.data["role"].as_str()).unwrap_or("staff").to_owned()
}

/// A step in words; nothing for what only notes something.
fn told(item: &mut Item, event: &Event, before: (i64, i64), now: (i64, i64), id: &str) -> Option<String> {
    let purchase = |words: &dyn Fn(&Happened, String) -> Option<String>| {
        let happened: Happened = event.payload().ok()?;
        let number = happened.number.clone().unwrap_or_else(|| "the order".to_owned());
        words(&happened, number)
    };
    match event.kind.as_str() {
        Alert::KIND => {
            let alert: Alert = event.payload().ok()?;
            item.alerts += 1;
            let how = match alert.delivery {
                domain::stock::Delivery::AtOnce => "told at once",
                domain::stock::Delivery::Digest => "waits for the digest",
            };
            Some(format!(
                "Alert: {}, {} left and {} is the least; {how}",
                spaced(alert.level.as_str()),
                alert.available,
                alert.threshold.pieces
            ))
        }
        Recovered::KIND => {
            item.recovered = true;
            Some("Enough again: the alert is over".to_owned())
        }
        Withdrawn::KIND => Some("The proposal is taken back: nothing is needed any more".to_owned()),
        "reorder.proposed" | "reorder.amended" => {
            let proposal: Proposal = event.payload().ok()?;
            item.reorder_point = Some(proposal.trace.need.reorder_point);
            let from = proposal.supplier().map(|from| format!(" from {from}")).unwrap_or_default();
            Some(format!(
                "{} to be ordered{from}: at {} it is time to",
                many(usize::try_from(proposal.quantity).unwrap_or(0), "piece"),
                proposal.trace.need.reorder_point
            ))
        }
        "purchase.asked" => {
            purchase(&|happened, _| Some(format!("A draft of {} waits for whoever buys", happened.total)))
        }
        "purchase.approved" => {
            let number = purchase(&|_, number| Some(number))?;
            item.orders.insert(number.clone());
            Some(format!("Approved: {number}"))
        }
        "purchase.sent" => {
            purchase(&|happened, number| Some(format!("{number} goes to {}", happened.supplier)))
        }
        "purchase.confirmed" => purchase(&|_, _| Some("The supplier confirms".to_owned())),
        "purchase.received" => purchase(&|happened, number| {
            let came = usize::try_from(*happened.items.get(id)?).ok()?;
            Some(format!("{} of {number} are there", many(came, "piece")))
        }),
        kind if kind.starts_with(domain::action::Taken::KIND) && event.subject.kind() == "SKU" => {
            let until: Option<Timestamp> = event.data["until"].as_str().and_then(|at| at.parse().ok());
            let until = until.map(|at| format!(" until {}", day(at.to_zoned(TimeZone::UTC).date())));
            Some(format!("Staff: {}{}", event.data["word"].as_str()?, until.unwrap_or_default()))
        }
        // What an order moves is told with the order.
        _ if now == before || event.by.as_deref() == Some("purchasing") => None,
        _ => Some(if item.steps.is_empty() {
            format!("{} counted", now.0)
        } else {
            format!("{} left, {:+}", now.0, now.0 - before.0).replace('-', "−")
        }),
    }
}

/// In a sentence.
pub(super) fn sentence(items: &[Item]) -> String {
    let orders: BTreeSet<&String> = items.iter().flat_map(|item| &item.orders).collect();
    let recovered = items.iter().filter(|item| item.recovered).count();
    let orders = match orders.len() {
        0 => "nothing ordered".to_owned(),
        1..=3 => format!("ordered by {}", orders.into_iter().cloned().collect::<Vec<_>>().join(", ")),
        n => format!("{n} purchase orders"),
    };
    let again = match recovered {
        0 => String::new(),
        n => format!("; {n} of them restocked"),
    };
    let alerts = items.iter().map(|item| item.alerts).sum();
    format!("{}; {orders}{again}", many(alerts, "alert"))
}

/// What there was after each step, as columns with the steps' numbers below.
pub(super) fn chart(item: &Item, id: &str) -> Drawing {
    let steps = &item.steps;
    let count = i64::try_from(steps.len()).unwrap_or(0).max(1);
    let heights = steps.iter().map(|step| step.available.max(0) + step.incoming.max(0));
    let most = heights.chain([item.threshold, item.reorder_point.unwrap_or(0), 1]).max().unwrap_or(1);
    let floor = TOP + HEIGHT;
    let axis = Axis::whole(most, (floor, TOP));
    let y = |pieces: i64| axis.place(pieces);
    let told: Vec<String> = steps
        .iter()
        .enumerate()
        .map(|(nth, step)| format!("{}: {} to sell, {} on order", nth + 1, step.available, step.incoming))
        .collect();
    let title = format!("Stock of {}, step by step", item.title);
    let mut drawing = Drawing::begin(id, &title, &told.join("; "), floor + 36);
    for tick in axis.steps() {
        drawing.line("grid", (LEFT, y(tick)), (WIDTH - RIGHT, y(tick)));
        drawing.text("", (LEFT - 8, y(tick) + 5), At::End, &tick.to_string());
    }
    let again = item.reorder_point.filter(|point| *point != item.threshold);
    for (class, level) in [("least", Some(item.threshold)), ("again", again)] {
        if let Some(level) = level {
            drawing.line(class, (LEFT, y(level)), (WIDTH - RIGHT, y(level)));
        }
    }
    let room = (WIDTH - LEFT - RIGHT) / count;
    let wide = (room * 3 / 5).min(48);
    for (step, nth) in steps.iter().zip(0i64..) {
        let x = LEFT + nth * room + (room - wide) / 2;
        let (there, all) = (y(step.available), y(step.available.max(0) + step.incoming));
        if step.incoming > 0 {
            drawing.bar("coming", (x, all), (wide, there - all));
        }
        drawing.bar("ours", (x, there), (wide, floor - there));
        let class = if step.available <= item.threshold { "value low" } else { "value" };
        drawing.text(class, (x + wide / 2, there - 6), At::Middle, &step.available.to_string());
        drawing.number((x + wide / 2, floor + 20), usize::try_from(nth + 1).unwrap_or(0));
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn an_item_is_followed_from_its_count_to_its_delivery() {
        let items = items(&sample::kept());
        let [item] = &items[..] else { panic!("{items:?}") };
        let steps: Vec<_> = item
            .steps
            .iter()
            .map(|step| (step.said.as_str(), step.by.as_str(), step.available, step.incoming))
            .collect();
        assert_eq!(
            steps,
            [
                ("14 counted", "shopify", 14, 0),
                ("2 left, −12", "shopify", 2, 0),
                ("Alert: critical, 2 left and 5 is the least; told at once", "low-stock-alert", 2, 0),
                ("40 pieces to be ordered from Leuchtwerk: at 5 it is time to", "reorder", 2, 0),
                // Its clock was put forward by an hour.
                ("A draft of 1080.00 EUR waits for whoever buys", "purchasing", 2, 0),
                ("Approved: PO-1", "purchasing", 2, 40),
                ("40 pieces of PO-1 are there", "purchasing", 42, 0),
                ("Enough again: the alert is over", "low-stock-alert", 42, 0),
            ]
        );
        assert_eq!(sentence(&items), "1 alert; ordered by PO-1; 1 of them restocked");
        let svg = chart(item, "lamp").file();
        assert_eq!(
            (svg.matches("class=\"ours\"").count(), svg.matches("class=\"coming\"").count()),
            (8, 1),
            "{svg}"
        );
        assert!(svg.contains("Lamp &lt;b&gt; (LAMP)") && svg.contains("6: 2 to sell, 40 on order"), "{svg}");
    }
}
