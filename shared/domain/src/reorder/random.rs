//! What holds of every reckoning.

use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Boundary, Demand, Looked, Next, Policy, Rules, Shop, plan, service, steps};
use crate::{
    settings::{Offer, Suppliers},
    stock::{self, Item, PerDay, Quantities},
};

fn now() -> Timestamp {
    "2026-11-10T09:00:00Z".parse().expect("an instant")
}

fn policies() -> impl Strategy<Value = Value> {
    let boundary = prop::sample::select(vec!["at-or-below", "below"]);
    let policy = prop::sample::select(vec!["service", "min-max", "fixed", "to-cover", "lot-for-lot"]);
    (policy, boundary, 0_i64..50, 0_i64..100, 1_i64..50, prop::sample::select(vec!["up", "down"])).prop_map(
        |(policy, boundary, min, more, quantity, round)| {
            json!({"policy": policy, "boundary": boundary, "round": round, "min": min, "max": min + more,
                "quantity": quantity})
        },
    )
}

fn offers() -> impl Strategy<Value = Value> {
    (1_i64..30, 1_i64..15, 0_u16..40, 1_i64..90).prop_map(|(minimum, multiple, lead_days, price)| {
        json!({"sku": "7", "price": format!("{price}.00"), "minimum": minimum, "multiple": multiple,
            "lead_days": lead_days})
    })
}

fn looked(on_hand: i64, reserved: i64, incoming: i64, demand: Option<(i64, i64)>) -> Looked {
    let item = Item { id: "7".into(), title: "Mug".into(), tracked: true, offered: true, ..Item::default() };
    Looked {
        item,
        location: "berlin".into(),
        pieces: Some(Quantities { on_hand, reserved, incoming, ..Quantities::default() }),
        demand: demand.map(|(d, sd)| Demand { per_day: PerDay(d), deviation: PerDay(sd) }),
        ..Looked::default()
    }
}

proptest! {
    /// Whole packs, at least the least, never over the cap; nothing more is needed once it is there.
    #[test]
    fn a_quantity_can_be_ordered_and_suffices(
        position in -100_i64..100, need in 0_i64..200, offer in offers(), cap in prop::option::of(0_i64..300),
        down in any::<bool>(),
    ) {
        let offer: Offer = serde_json::from_value(offer).expect("an offer");
        let bounds = steps::Bounds {
            position,
            reorder_point: position,
            boundary: Boundary::AtOrBelow,
            round: if down { super::Round::Down } else { super::Round::Up },
            cap,
            offer: Some(&offer),
            currency: "EUR".parse().ok(),
        };
        let (quantity, taken) = steps::quantity(need, &bounds);
        let (minimum, multiple) = (offer.minimum.expect("said"), offer.multiple.expect("said"));
        prop_assert!(quantity == 0 || (quantity >= minimum && quantity % multiple == 0), "{taken:?}");
        prop_assert!(quantity == 0 || cap.is_none_or(|cap| position + quantity <= cap), "{taken:?}");
        prop_assert!(need == 0 || cap.is_some() || quantity > 0, "{taken:?}");
        prop_assert!(need == 0 || down || cap.is_some() || quantity >= need, "{taken:?}");
        prop_assert_eq!(taken.last().map(|step| step.after), Some(quantity));
        prop_assert!(taken.windows(2).all(|two| two[0].after == two[1].before && two[0].step < two[1].step));
    }

    /// Looked at again it stays; ordered, it is gone; with more on hand, nothing more is needed.
    #[test]
    fn what_is_proposed_is_proposed_once_and_suffices(
        rules in policies(), offer in offers(), on_hand in -20_i64..80, reserved in 0_i64..20, incoming in 0_i64..30,
        demand in prop::option::of((0_i64..20_000_000, 0_i64..9_000_000)),
    ) {
        let rules: Rules = serde_json::from_value(rules).expect("rules");
        let suppliers: Suppliers = serde_json::from_value(
            json!({"Kiln": {"currency": "EUR", "offers": [offer]}})).expect("suppliers");
        let stock = stock::Rules::default();
        let shop = Shop { rules: &rules, stock: &stock, suppliers: &suppliers, zone: &TimeZone::UTC };
        let mut seen = looked(on_hand, reserved, incoming, demand);
        let first = plan(&seen, &shop, now());
        prop_assert_eq!(&plan(&seen, &shop, now()), &first, "pure");
        let Next::Proposes(proposal) = first.next else {
            prop_assert_eq!(first.suggested, None);
            return Ok(());
        };
        prop_assert_eq!(first.suggested, Some(proposal.quantity));
        seen.proposal = Some((*proposal).clone());
        prop_assert_eq!(&plan(&seen, &shop, now()).next, &Next::Stays, "proposed just so");
        seen.proposal = None;
        seen.unbooked = proposal.quantity;
        let ordered = plan(&seen, &shop, now());
        // What lacks to the point of a fixed quantity ends on the point itself (LS-G3).
        let is_at = |trace: &super::Trace| trace.position.total() == trace.need.reorder_point;
        let on_the_point = rules.policy == Policy::Fixed && ordered.trace.as_ref().is_some_and(is_at);
        prop_assert!(on_the_point || ordered.suggested.is_none(), "{:?}, then {:?}", proposal.trace, ordered.trace);
    }

    /// More service and more doubt never lower the point.
    #[test]
    fn the_point_rises_with_service_and_with_doubt(
        mean in 0_i64..50_000_000, deviation in 0_i64..50_000_000, lead in 0_i64..90_000, of_lead in 0_i64..30_000,
        service in 50_u8..99, more in 0_i64..9_000_000,
    ) {
        let point = |deviation, of_lead, service| {
            let demand = Demand { per_day: PerDay(mean), deviation: PerDay(deviation) };
            let span = service::Span { milli_days: lead, deviation_milli_days: of_lead };
            service::reorder_point(demand, span, service::z_milli(service)).millionths
        };
        let usual = point(deviation, of_lead, service);
        prop_assert!(point(deviation, of_lead, service + 1) >= usual);
        prop_assert!(point(deviation + more, of_lead, service) >= usual);
        prop_assert!(point(deviation, of_lead + more / 1000, service) >= usual);
        prop_assert!(usual >= i128::from(mean) * i128::from(lead) / 1000);
    }
}
