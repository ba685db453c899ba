//! Shops, stock and questions at random: one place, one service, so that a peer can walk the same.

use jiff::{Timestamp, ToSpan as _, civil::date, tz::TimeZone};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

/// An hour to and fro, half an hour, midnights that there aren't, fourteen hours ahead and twelve behind.
const ZONES: [&str; 10] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "Africa/Cairo",
    "America/Havana",
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Etc/GMT+12",
];
const PLACES: [(&str, &str); 9] = [
    ("DE", ""),
    ("DE", "BY"),
    ("DE", "BE"),
    ("US", "CA"),
    ("US", ""),
    ("FR", ""),
    ("JP", ""),
    ("GB", "SCT"),
    ("XX", ""),
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What was drawn, as JSON has it.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) shop: Value,
    pub(super) asked: Value,
    pub(super) stock: Value,
}

/// A day within some weeks of `at`.
fn near(at: Timestamp, days: i32) -> String {
    (at.to_zoned(TimeZone::UTC).date() + days.days()).to_string()
}

/// Any moment of ten years; or one near a change of the clocks, the end of a year, or the end of a February.
fn moment(zone: &str) -> impl Strategy<Value = Timestamp> + use<> {
    let zone = TimeZone::get(zone).expect("a zone");
    let any = 1_714_000_000_i64..2_030_000_000;
    (any, 0..4, -200_000_i64..200_000).prop_map(move |(second, kind, beside)| {
        let any = Timestamp::from_second(second).expect("near");
        let year = any.to_zoned(TimeZone::UTC).year();
        let start = |day: jiff::civil::Date| day.to_zoned(zone.clone()).expect("near").timestamp();
        let about = match kind {
            0 => zone.following(any).next().map_or(any, |change| change.timestamp()),
            1 => start(date(year, 1, 1)),
            2 => start(date(year, 3, 1)),
            _ => return any,
        };
        if (1_714_000_000..2_060_000_000).contains(&about.as_second()) {
            about + beside.seconds()
        } else {
            any
        }
    })
}

fn week() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        3 => Just(vec![]),
        1 => Just(DAYS[..6].to_vec()),
        1 => Just(DAYS.to_vec()),
        1 => proptest::sample::subsequence(DAYS.to_vec(), 1..7),
    ]
}

fn time() -> impl Strategy<Value = String> {
    (0..24_u8, select(vec![0_u8, 15, 30, 59])).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
}

fn closed() -> impl Strategy<Value = Vec<(i32, i32)>> {
    vec((-5..40_i32, 0..6_i32), 0..3)
}

fn stretches(at: Timestamp, closed: Vec<(i32, i32)>) -> Vec<Value> {
    let stretch = |(from, days)| json!({"from": near(at, from), "to": near(at, from + days)});
    closed.into_iter().map(stretch).collect()
}

prop_compose! {
    fn warehouse(at: Timestamp, zone: &'static str)(
        week in week(), cut_off in option::of(time()), friday in option::of(time()), single in option::of((0..9_i32, time())),
        closed in closed(), open in vec(-3..20_i32, 0..3),
    ) -> Value {
        let mut calendar = json!({"zone": zone, "work_days": week, "closed": stretches(at, closed)});
        calendar["open"] = open.into_iter().map(|day| near(at, day)).collect();
        calendar["cut_offs"] = friday.map_or(json!({}), |time| json!({"friday": time}));
        calendar["dates"] = single.into_iter().map(|(day, time)| json!({"on": near(at, day), "cut_off": time})).collect();
        if let Some(time) = cut_off {
            calendar["cut_off"] = json!(time);
        }
        calendar
    }
}

prop_compose! {
    fn carrier(at: Timestamp)(
        pick_up in option::of((week(), closed())), week in week(), own in week(), on_holidays in any::<bool>(),
        closed in closed(), min in 0..4_u16, more in 0..5_u16, cut_off in option::of(time()), monday in option::of(time()),
    ) -> Value {
        let mut service = json!({"min_days": min, "max_days": min + more, "delivery_days": own});
        service["cut_offs"] = monday.map_or(json!({}), |time| json!({"monday": time}));
        if let Some(time) = cut_off {
            service["cut_off"] = json!(time);
        }
        let closed = stretches(at, closed);
        let mut carrier = json!({"delivery_days": week, "on_holidays": on_holidays, "closed": closed, "services": {"parcel": service}});
        if let Some((week, closed)) = pick_up {
            carrier["pick_up"] = json!({"work_days": week, "closed": stretches(at, closed)});
        }
        carrier
    }
}

prop_compose! {
    fn rules(at: Timestamp)(
        min in 0..3_u16, more in 0..4_u16, receiving in 0..3_u16, late in 0..5_u16, busy in vec((-9..20_i32, 0..9_i32, 1..6_u16), 0..3),
        customs in option::of((0..3_u16, 0..4_u16)), own in option::of((0..6_u16, 0..4_u16)), made in any::<bool>(),
        out in option::weighted(0.2, -3..30_i32),
    ) -> Value {
        let mut rule = json!({"sku": "a", "made_to_order": made});
        if let Some((min, more)) = own {
            rule["min_days"] = json!(min);
            rule["max_days"] = json!(min + more);
        }
        if let Some(day) = out {
            rule["comes_out"] = json!(near(at, day));
        }
        let busy: Vec<_> = busy.into_iter()
            .map(|(from, long, days)| json!({"from": near(at, from), "to": near(at, from + long), "days": days})).collect();
        let customs: Vec<_> = customs.into_iter()
            .map(|(min, more)| json!({"to": ["US", "JP"], "min_days": min, "max_days": min + more})).collect();
        json!({
            "min_days": min, "max_days": min + more, "receiving_days": receiving, "supplier_late_days": late, "busy": busy,
            "customs": customs, "rules": [rule], "split": "together",
        })
    }
}

prop_compose! {
    fn stock(at: Timestamp)(
        counted in any::<bool>(), available in -2..4_i64, incoming in vec((-9..30_i32, 1..5_i64), 0..3),
    ) -> Value {
        let incoming: Vec<_> =
            incoming.into_iter().map(|(day, pieces)| json!({"on": near(at, day), "pieces": pieces})).collect();
        let row = json!({"item": "a", "location": "w", "available": available, "incoming": incoming});
        if counted { json!([row]) } else { json!([]) }
    }
}

fn lies(place: &mut Value, (country, subdivision): (&str, &str)) {
    place["country"] = json!(country);
    if !subdivision.is_empty() {
        place["subdivision"] = json!(subdivision);
    }
}

/// A whole case.
pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    select(&ZONES[..]).prop_flat_map(|zone| (Just(zone), moment(zone))).prop_flat_map(|(zone, at)| {
        let at = Timestamp::from_second(at.as_second()).expect("near");
        let from = option::of(select(&PLACES[..]));
        let parts = (warehouse(at, zone), carrier(at), rules(at), stock(at));
        (parts, from, select(&PLACES[..]), 1..4_i64, any::<bool>()).prop_map(
            move |((calendar, carrier, rules, stock), from, to, quantity, two)| {
                let mut place = json!({"name": "Warehouse", "calendar": calendar});
                if let Some(from) = from {
                    lies(&mut place, from);
                }
                let mut destination = json!({});
                lies(&mut destination, to);
                let line = |id: &str, quantity: i64| json!({"id": id, "quantity": quantity, "item": {"id": id, "title": id}});
                let mut lines = vec![line("a", quantity)];
                if two {
                    lines.push(line("b", 1));
                }
                Drawn {
                    shop: json!({
                        "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
                        "sender": {"address": "shop@acme.example"}, "places": {"w": place}, "carriers": {"C": carrier},
                        "automations": {"edd-calculation": rules},
                    }),
                    asked: json!({"at": at, "to": destination, "lines": lines}),
                    stock,
                }
            },
        )
    })
}
