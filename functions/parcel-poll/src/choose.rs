//! Which parcels are asked after, and which first. Pure.

use domain::{
    Timestamp,
    edd::{Memory, given_up_at},
    order::Order,
    tracking::{Code, Number, Parcel, of_order, of_shipment},
};
use jiff::{SignedDuration, civil::Date};
use store::parcels::MOST_PARCELS;

/// A promise is near from so many days before its latest day.
const NEAR_BEFORE: i32 = 2;
/// Until so many days after it.
const NEAR_AFTER: i32 = 7;

/// What is to be done about an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    /// Nothing any more: it is there, called off, or given up.
    Over,
    /// Nothing yet: it is looked at again then.
    Later(Timestamp),
    /// These parcels of it have been silent for long enough.
    Ask(Vec<Number>),
}

/// Looks at an order: of each parcel that is under way, whether it has been silent for as long as `silence`. Of more than are read
/// with an order nobody knows whether they are there: they aren't asked after.
pub(crate) fn look(
    order: Option<&Order>,
    memory: Option<&Memory>,
    parcels: &[Parcel],
    silence: SignedDuration,
    now: Timestamp,
) -> Look {
    let Some(order) = order.filter(|order| order.cancelled_at.is_none()) else { return Look::Over };
    let is_there = memory.is_some_and(|memory| memory.delivered.is_some());
    if is_there || now > given_up_at(order, memory) {
        return Look::Over;
    }
    let read = of_order(order, MOST_PARCELS);
    let (mut silent, mut later) = (Vec::new(), now + silence);
    for shipment in order.shipments.iter().filter(|shipment| shipment.status.has_left()) {
        for number in of_shipment(shipment) {
            let parcel = parcels.iter().find(|parcel| parcel.number == number);
            if parcel.is_some_and(|parcel| is_over(parcel.state()))
                || silent.contains(&number)
                || !read.contains(&number)
            {
                continue;
            }
            let scanned = parcel.and_then(|parcel| parcel.last()).map(|scan| scan.at);
            let heard = scanned.or(shipment.shipped_at).unwrap_or(order.placed_at).min(now);
            if heard + silence <= now {
                silent.push(number);
            } else {
                later = later.min(heard + silence);
            }
        }
    }
    if silent.is_empty() { Look::Later(later) } else { Look::Ask(silent) }
}

/// Whether nothing is to be heard of a parcel any more that anybody waits for: one that is there isn't asked after, nor one that its
/// buyer has to fetch.
fn is_over(state: Code) -> bool {
    state.is_final() || state == Code::AvailableForPickup
}

/// An order with silent parcels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Silent<E> {
    /// The order.
    pub(crate) order: E,
    /// Since when it waits to be asked after.
    pub(crate) since: Timestamp,
    /// The latest day that its buyer was promised.
    pub(crate) promised: Option<Date>,
    /// Its silent parcels.
    pub(crate) parcels: Vec<Number>,
}

/// Who is asked after first: orders whose promise is near, then the others; among each of them whoever has waited longest. What is
/// asked after waits anew, so all have their turn however small the budget is.
pub(crate) fn rank<E>(silent: &mut [Silent<E>], today: Date) {
    silent.sort_by_key(|one| (!one.promised.is_some_and(|day| is_near(day, today)), one.since));
}

fn is_near(promised: Date, today: Date) -> bool {
    today.until(promised).is_ok_and(|until| (-NEAR_AFTER..=NEAR_BEFORE).contains(&until.get_days()))
}

#[cfg(test)]
mod tests {
    use domain::{
        edd::Span,
        order::{Shipment, ShipmentStatus},
        tracking::{Place, Report, Scan},
    };
    use jiff::tz::TimeZone;

    use super::*;

    /// Hours after a Monday's noon.
    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(1_772_452_800 + 3600 * hours).expect("in range")
    }

    fn order(shipments: &[(&str, i64, ShipmentStatus)]) -> Order {
        let mut order = bare();
        order.placed_at = at(0);
        let sent = |(numbers, hours, status): &(&str, i64, ShipmentStatus)| Shipment {
            id: "1".into(),
            status: *status,
            carrier: None,
            tracking: Some((*numbers).to_owned()),
            url: None,
            lines: vec![],
            shipped_at: Some(at(*hours)),
        };
        order.shipments = shipments.iter().map(sent).collect();
        order
    }

    fn parcel(number: &str, scans: &[(i64, Code)]) -> Parcel {
        let number: Number = number.parse().expect("a number");
        let scan = |(hours, code): &(i64, Code)| Scan {
            at: at(*hours),
            code: *code,
            day: at(*hours).to_zoned(TimeZone::UTC).date(),
            place: Place::default(),
            carrier: String::new(),
            word: String::new(),
        };
        let scans = scans.iter().map(scan).collect();
        let report = Report { number: number.clone(), scans, expected: None, order: None };
        Parcel::new(number).with(&report).parcel
    }

    fn bare() -> Order {
        let none = serde_json::json!({"minor": 0, "currency": "EUR"});
        serde_json::from_value(serde_json::json!({
            "id": "1", "name": "#1", "placed_at": "2026-03-02T12:00:00Z", "created_at": "2026-03-02T12:00:00Z",
            "currency": "EUR", "payment": {"status": "paid"}, "lines": [],
            "totals": {"subtotal": none, "discounts": none, "shipping": none, "tax": none, "total": none},
        }))
        .expect("an order")
    }

    #[test]
    fn no_more_parcels_are_asked_after_than_are_read() {
        let all: Vec<String> = (0..25).map(|n| format!("AA{n:04}")).collect();
        let order = order(&[(all.join(", ").as_str(), 0, ShipmentStatus::Shipped)]);
        let asked = look(Some(&order), None, &[], SignedDuration::from_hours(24), at(48));
        let first: Vec<Number> =
            all[..MOST_PARCELS].iter().map(|number| number.parse().expect("a number")).collect();
        assert_eq!(asked, Look::Ask(first));
    }

    #[test]
    fn silence_is_asked_about_and_only_of_what_is_under_way() {
        use ShipmentStatus::{Delivered, Preparing, Shipped};
        let day = SignedDuration::from_hours(24);
        let ask =
            |numbers: &[&str]| Look::Ask(numbers.iter().map(|n| n.parse().expect("a number")).collect());
        let one = [("11111", 0, Shipped)];
        type Sent = Vec<(&'static str, i64, ShipmentStatus)>;
        for (what, shipments, parcels, hours, expected) in [
            ("nothing has left", Sent::new(), vec![], 30, Look::Later(at(54))),
            ("it isn't handed over", vec![("11111", 0, Preparing)], vec![], 30, Look::Later(at(54))),
            ("nobody has told of it", one.to_vec(), vec![], 24, ask(&["11111"])),
            ("not for long enough", one.to_vec(), vec![], 23, Look::Later(at(24))),
            ("no number", vec![("by hand", 0, Shipped)], vec![], 90, Look::Later(at(114))),
            (
                "scanned since",
                one.to_vec(),
                vec![parcel("11111", &[(20, Code::InTransit)])],
                30,
                Look::Later(at(44)),
            ),
            (
                "silent since a scan",
                one.to_vec(),
                vec![parcel("11111", &[(20, Code::InTransit)])],
                44,
                ask(&["11111"]),
            ),
            (
                "a scan ahead of us",
                one.to_vec(),
                vec![parcel("11111", &[(40, Code::InTransit)])],
                30,
                Look::Later(at(54)),
            ),
            (
                "it is there",
                one.to_vec(),
                vec![parcel("11111", &[(20, Code::Delivered)])],
                90,
                Look::Later(at(114)),
            ),
            (
                "it waits for its buyer",
                one.to_vec(),
                vec![parcel("11111", &[(2, Code::AvailableForPickup)])],
                90,
                Look::Later(at(114)),
            ),
            (
                "it goes back",
                one.to_vec(),
                vec![parcel("11111", &[(2, Code::Returning)])],
                90,
                ask(&["11111"]),
            ),
            (
                "one of two is there, by its scan",
                vec![("11111, 22222", 0, Shipped)],
                vec![parcel("11111", &[(20, Code::Delivered)])],
                48,
                ask(&["22222"]),
            ),
            (
                "in two shipments once",
                vec![("11111", 0, Shipped), ("11111", 3, Shipped)],
                vec![],
                48,
                ask(&["11111"]),
            ),
            (
                "the other one is heard of",
                vec![("11111", 0, Shipped), ("22222", 40, Shipped)],
                vec![parcel("11111", &[(50, Code::InTransit)])],
                60,
                Look::Later(at(64)),
            ),
            ("the shop's word isn't a scan's", vec![("11111", 0, Delivered)], vec![], 48, ask(&["11111"])),
        ] {
            let looked = look(Some(&order(&shipments)), Some(&Memory::default()), &parcels, day, at(hours));
            assert_eq!(looked, expected, "{what}");
        }
    }

    #[test]
    fn what_is_over_is_not_asked_after() {
        let day = SignedDuration::from_hours(24);
        let sent = order(&[("11111", 0, ShipmentStatus::Shipped)]);
        let cancelled = Order { cancelled_at: Some(at(1)), ..sent.clone() };
        let there = Memory { delivered: Some(Date::constant(2026, 3, 4)), ..Memory::default() };
        let until =
            |latest| Memory { promised: Some(Span { earliest: Date::MIN, latest }), ..Memory::default() };
        let (open, later) = (until(Date::constant(2026, 3, 2)), until(Date::constant(2026, 3, 20)));
        for (what, order, memory, hours, over) in [
            ("under way", Some(&sent), Some(&open), 48, false),
            ("nothing remembered", Some(&sent), None, 48, false),
            ("there", Some(&sent), Some(&there), 48, true),
            ("called off", Some(&cancelled), Some(&open), 48, true),
            ("unknown", None, None, 48, true),
            // The promised day is over twelve hours after this order was placed.
            ("not given up yet", Some(&sent), Some(&open), 120 * 24 + 12, false),
            ("given up", Some(&sent), Some(&open), 120 * 24 + 13, true),
            ("given up, and nothing was promised", Some(&sent), None, 120 * 24 + 1, true),
            ("promised later", Some(&sent), Some(&later), 130 * 24, false),
        ] {
            assert_eq!(look(order, memory, &[], day, at(hours)) == Look::Over, over, "{what}");
        }
    }

    #[test]
    fn near_promises_come_first_and_then_whoever_has_waited_longest() {
        let today = Date::constant(2026, 3, 10);
        let one = |order: &'static str, since: i64, promised: Option<i8>| Silent {
            order,
            since: at(since),
            promised: promised.map(|day| Date::constant(2026, 3, day)),
            parcels: vec![],
        };
        let mut silent = vec![
            one("far", 0, Some(20)),
            one("no promise", 1, None),
            one("today", 9, Some(10)),
            one("in two days", 5, Some(12)),
            one("in three days", 2, Some(13)),
            one("a week late", 7, Some(3)),
            one("long late", 3, Some(2)),
        ];
        rank(&mut silent, today);
        let order: Vec<_> = silent.iter().map(|one| one.order).collect();
        assert_eq!(
            order,
            ["in two days", "a week late", "today", "far", "no promise", "in three days", "long late"]
        );
    }
}
