//! Order confirmation: of each order, how long its buyer waited for the mail, or why there is none.

use super::{
    played::PlayedDay,
    words::{seconds, spaced},
};
use crate::pages::{
    chart::Axis,
    svg::{At, Drawing, Mark, WIDTH},
};

/// The message that confirms.
const CONFIRMATION: &str = "order-confirmation";
/// Room for numbers on the left, and for a line on paper.
const LEFT: i64 = 86;
const ROW: i64 = 24;
const RIGHT: i64 = 76;

/// An order of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Whose.
    pub(super) shop: String,
    /// Its number.
    pub(super) number: String,
    /// What came of it.
    pub(super) end: End,
}

/// What came of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// Its buyer was told, so many milliseconds after the webhook that let it be.
    Confirmed(u64),
    /// Its buyer wasn't told, for this reason.
    Not(String),
}

/// All orders, as they came.
pub(super) fn orders(kept: &PlayedDay) -> Vec<Order> {
    let mut found: Vec<Order> = Vec::new();
    for row in kept.deliveries.iter().filter(|row| row.order.starts_with('#')) {
        let end = match &row.mail {
            Some(_) if row.decision == CONFIRMATION => Some(End::Confirmed(row.took_ms)),
            _ if ["nothing", "–", CONFIRMATION, "order-updated"].contains(&row.decision.as_str()) => None,
            _ => {
                // A decision that names its reason itself needs no other.
                let why =
                    row.because.lines().next().filter(|_| !row.decision.contains(':')).unwrap_or_default();
                Some(End::Not(joined(&spaced(&row.decision), &spaced(why))))
            }
        };
        let known = found.iter_mut().find(|order| order.shop == row.shop && order.number == row.order);
        match (known, end) {
            (Some(order), Some(end)) => {
                if !matches!(order.end, End::Confirmed(_)) {
                    order.end = end;
                }
            }
            (Some(_), None) => {}
            (None, end) => {
                let end = end.unwrap_or_else(|| End::Not(spaced(&row.answer)));
                found.push(Order { shop: row.shop.clone(), number: row.order.clone(), end });
            }
        }
    }
    found
}

fn joined(what: &str, why: &str) -> String {
    if why.is_empty() { what.to_owned() } else { format!("{what}: {why}") }
}

/// The waits of those that were confirmed, the shortest first.
pub(super) fn waits(orders: &[Order]) -> Vec<u64> {
    let mut waits: Vec<u64> = orders
        .iter()
        .filter_map(|order| match order.end {
            End::Confirmed(took) => Some(took),
            End::Not(_) => None,
        })
        .collect();
    waits.sort_unstable();
    waits
}

/// In a sentence.
pub(super) fn sentence(orders: &[Order]) -> String {
    let waits = waits(orders);
    let (Some(half), Some(last)) = (waits.get(waits.len() / 2), waits.last()) else {
        return format!("none of {} orders was confirmed", orders.len());
    };
    let not = orders.len() - waits.len();
    let rest = match not {
        0 => String::new(),
        1 => "; one had a reason not to be".to_owned(),
        n => format!("; {n} had a reason not to be"),
    };
    format!("half of the mails within {}, the last within {}{rest}", seconds(*half), seconds(*last))
}

/// A line for each order: how long it took, or why not.
pub(super) fn chart(orders: &[Order]) -> Drawing {
    let rows = i64::try_from(orders.len()).unwrap_or(0);
    let most = waits(orders).last().copied().and_then(|most| i64::try_from(most).ok()).unwrap_or(1);
    let (top, floor) = (8, 8 + rows * ROW);
    let x = Axis::whole(most, (LEFT, WIDTH - RIGHT));
    let told: Vec<String> = orders
        .iter()
        .map(|order| match &order.end {
            End::Confirmed(took) => format!("{} after {}", order.number, seconds(*took)),
            End::Not(why) => format!("{} {why}", order.number),
        })
        .collect();
    let mut drawing =
        Drawing::begin("orders", "From the webhook to the mailbox", &told.join("; "), floor + 30);
    for tick in x.steps() {
        let (at, ms) = (x.place(tick), u64::try_from(tick).unwrap_or(0));
        drawing.line("grid", (at, top), (at, floor));
        drawing.text("", (at, floor + 20), At::Middle, &seconds(ms));
    }
    for (order, nth) in orders.iter().zip(0i64..) {
        let y = top + nth * ROW;
        drawing.text("name", (LEFT - 10, y + 17), At::End, &order.number);
        match &order.end {
            End::Confirmed(took) => {
                let end = x.place(i64::try_from(*took).unwrap_or(most));
                drawing.bar("ours", (LEFT, y + 5), (end - LEFT, ROW - 10));
                drawing.text("value", (end + 7, y + 17), At::Start, &seconds(*took));
            }
            End::Not(why) => {
                drawing.mark(Mark::No, (LEFT + 8, y + 12));
                drawing.text("", (LEFT + 22, y + 17), At::Start, why);
            }
        }
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn an_order_is_told_once_whatever_comes_of_it_how_often() {
        let row = |order: &str, decision: &str, because: &str, took: u64, mail: bool| {
            sample::row(order, decision, because, took, mail)
        };
        let kept = PlayedDay {
            deliveries: vec![
                row("#1", "suppressed", "awaiting-payment\npromised Mon 1 Dec – Tue 2 Dec", 5, false),
                row("#1", CONFIRMATION, "payment-settled", 800, true),
                row("#2", CONFIRMATION, "payment-settled", 1_200, true),
                row("#2", "order-updated", "edited", 400, true),
                row("#2", "nothing", "already-confirmed", 10, false),
                row("#3", "held", "sums-differ", 10, false),
                row("#4", "withheld: before-live", "payment-settled", 10, false),
                row("#5", "–", "", 3, false),
                row("", "task", "erase-customer", 9, true),
            ],
            ..sample::kept()
        };
        let orders = orders(&kept);
        let ends: Vec<_> = orders.iter().map(|order| (order.number.as_str(), order.end.clone())).collect();
        assert_eq!(
            ends,
            [
                ("#1", End::Confirmed(800)),
                ("#2", End::Confirmed(1_200)),
                ("#3", End::Not("held: sums differ".into())),
                ("#4", End::Not("withheld: before live".into())),
                ("#5", End::Not("accepted".into())),
            ]
        );
        assert_eq!(
            sentence(&orders),
            "half of the mails within 1.2 s, the last within 1.2 s; 3 had a reason not to be"
        );
        let svg = chart(&orders).file();
        assert_eq!((svg.matches("<rect").count(), svg.matches("mark no").count()), (2, 3), "{svg}");
        assert!(chart(&[]).file().contains("</svg>") && sentence(&[]).starts_with("none"));
    }
}
