//! What isn't needed yet, and will be soon: it is ordered along where an order is below its supplier's least value.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Autonomy, Boundary, Looked, Proposal, Shop, Step, StepKind, Trace, Way,
    choose::{self, Reckoned},
    plan::{Found, Here},
    top_up::Soon,
};
use crate::{
    EntityRef,
    stock::{self, NETWORK},
};

/// What isn't needed within four weeks isn't ordered along.
const AHEAD_DAYS: i64 = 28;
/// So many are remembered of a supplier and a place.
const MOST: usize = 12;

/// An item that is ordered along, if anything is.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    /// What it comes to.
    pub soon: Soon,
    /// As it is proposed.
    pub proposal: Proposal,
}

/// What an item here would be ordered for from a supplier when its position falls to its reorder point, if that is soon. Nothing
/// of what is needed already, what isn't bought from them, or what has no price.
pub fn along(looked: &Looked, shop: &Shop<'_>, supplier: &str, now: Timestamp) -> Option<Along> {
    let pieces = looked.pieces.filter(|_| looked.location != NETWORK)?;
    let today = now.to_zoned(shop.zone.clone()).date();
    let measure = shop.stock.measure(&looked.item, &looked.location, shop.suppliers);
    if stock::suppressed(&looked.item, &looked.location, &measure, shop.stock, today).is_some() {
        return None;
    }
    let here = Here::new(looked, shop, pieces, today, now);
    let (now_, _) = choose::choose(here.reckoned(0), here.runs_out())?;
    if now_.need.pieces > 0 || now_.need.reorder_point < 0 {
        return None;
    }
    let boundary = here.terms_from(&now_.bid.supplier).boundary;
    let above = here.position.total().saturating_sub(now_.need.reorder_point);
    let ahead = above.saturating_add(i64::from(boundary == Boundary::Below));
    let on = falls_on(today, ahead, here.demand?.per_day.0)?;
    let (chosen, offers) = choose::choose(here.reckoned(ahead), here.runs_out())?;
    let Reckoned { bid, order, code, need, steps, .. } = chosen;
    let terms = here.terms_from(&bid.supplier);
    let unit_price = bid.unit_price?;
    if bid.supplier != supplier || bid.quantity <= 0 || terms.autonomy == Autonomy::Alert {
        return None;
    }
    let mut trace = Trace { position: here.position, need, steps, offers, ..Trace::default() };
    trace
        .need
        .formula
        .push_str(&format!("; needed on {on}, and ordered along with what comes to too little"));
    trace.steps.push(Step { step: StepKind::TopUp, before: bid.quantity, after: bid.quantity, by: ahead });
    let soon = Soon {
        item: looked.item.id.clone(),
        location: looked.location.clone(),
        on,
        quantity: bid.quantity,
        unit_price,
    };
    let proposal = here.proposal(Found {
        location: looked.location.clone(),
        way: Way::Purchase { supplier: bid.supplier, code, unit_price: bid.unit_price },
        quantity: bid.quantity,
        order_by: order.by,
        expected: bid.expected,
        autonomy: terms.autonomy,
        trace,
    });
    Some(Along { soon, proposal })
}

/// When so many pieces are sold, if that is soon.
fn falls_on(today: Date, pieces: i64, per_day: i64) -> Option<Date> {
    if per_day <= 0 {
        return None;
    }
    let days = (i128::from(pieces.max(0)) * 1_000_000 + i128::from(per_day) - 1) / i128::from(per_day);
    let days = i64::try_from(days).ok().filter(|days| *days <= AHEAD_DAYS)?;
    today.checked_add(days.days()).ok()
}

/// What will be needed soon of a supplier at a place, as the night's look found it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Soonest {
    /// The night.
    #[serde(skip_serializing_if = "Option::is_none")]
    night: Option<Date>,
    /// By item: when it is needed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    items: BTreeMap<String, Date>,
}

impl Soonest {
    /// Where it is remembered of a purchase order's slot.
    pub fn entity(slot: &str) -> EntityRef {
        EntityRef::new("SOON", slot)
    }

    /// An item will be needed. Those that are needed last are forgotten; what another night found, too.
    pub fn note(&mut self, night: Date, item: &str, on: Date) {
        if self.night != Some(night) {
            *self = Self { night: Some(night), ..Self::default() };
        }
        self.items.insert(item.to_owned(), on);
        while self.items.len() > MOST {
            let last = self.items.iter().max_by_key(|(item, on)| (**on, (*item).clone()));
            let Some(last) = last.map(|(item, _)| item.clone()) else { return };
            self.items.remove(&last);
        }
    }

    /// The items.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};
    use serde_json::json;

    use super::*;
    use crate::{
        reorder::{Demand, Rules, plan},
        settings::Suppliers,
        stock::{Item, PerDay, Quantities},
    };

    #[test]
    fn what_is_needed_soon_is_ordered_along_and_what_is_needed_now_is_not() {
        let suppliers: Suppliers = serde_json::from_value(json!({
            "Kiln": {"currency": "EUR", "lead_days": 7, "offers": [{"sku": "A", "price": "2.00", "multiple": 6}]},
            "Dear": {"currency": "EUR", "lead_days": 7, "offers": [{"sku": "A", "price": "3.00"}]},
        }))
        .expect("suppliers");
        let rules: Rules =
            serde_json::from_value(json!({"policy": "min-max", "min": 10, "max": 40})).expect("rules");
        let below: Rules =
            serde_json::from_value(json!({"policy": "min-max", "min": 10, "max": 40, "boundary": "below"}))
                .expect("rules");
        let room: Rules = serde_json::from_value(
            json!({"policy": "min-max", "min": 10, "max": 40, "rules": [{"most": 44}]}),
        )
        .expect("rules");
        let stock = stock::Rules::default();
        for (what, rules, on_hand, per_day, supplier, expected) in [
            ("needed now", &rules, 10, 1, "Kiln", None),
            ("in two days", &rules, 12, 1, "Kiln", Some((2, 30))),
            ("in one day, as two a day are sold", &rules, 12, 2, "Kiln", Some((1, 30))),
            ("a day later where the point itself suffices", &below, 12, 1, "Kiln", Some((3, 36))),
            ("in four weeks", &rules, 38, 1, "Kiln", Some((28, 30))),
            ("later than that", &rules, 39, 1, "Kiln", None),
            ("isn't sold", &rules, 12, 0, "Kiln", None),
            ("is bought from another", &rules, 12, 1, "Dear", None),
            ("there is room for so many", &room, 30, 1, "Kiln", Some((20, 12))),
        ] {
            let looked = Looked {
                item: Item { id: "A".into(), tracked: true, offered: true, ..Item::default() },
                location: "berlin".into(),
                pieces: Some(Quantities::on_hand(on_hand)),
                demand: Some(Demand { per_day: PerDay(per_day * 1_000_000), deviation: PerDay(0) }),
                ..Looked::default()
            };
            let shop = Shop { rules, stock: &stock, suppliers: &suppliers, zone: &TimeZone::UTC };
            let now = "2026-11-02T09:00:00Z".parse().expect("an instant");
            let found = along(&looked, &shop, supplier, now);
            let of = |one: &Along| ((one.soon.on - date(2026, 11, 2)).get_days(), one.soon.quantity);
            assert_eq!(found.as_ref().map(of), expected, "{what}");
            let Some(Along { proposal, .. }) = found else { continue };
            // It stays as long as it goes along, and goes when it doesn't.
            for goes in [true, false] {
                let looked = Looked { proposal: Some(proposal.clone()), along: goes, ..looked.clone() };
                let stays = plan(&looked, &shop, now).next == crate::reorder::Next::Stays;
                assert_eq!(stays, goes, "{what}");
            }
        }
    }

    #[test]
    fn the_soonest_of_a_night_are_remembered() {
        let mut soonest = Soonest::default();
        soonest.note(date(2026, 11, 1), "old", date(2026, 11, 2));
        for n in 0..30_i8 {
            soonest.note(date(2026, 11, 2), &format!("I-{n:02}"), date(2026, 12, 31 - n));
        }
        let items: Vec<_> = soonest.items().collect();
        assert_eq!((items.len(), items[0], items[11]), (MOST, "I-18", "I-29"));
    }
}
