//! What holds whatever the shop, the stock and the moment: over both changes of the clocks, ends of years, leap days, fourteen hours ahead
//! and twelve behind.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan as _};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    super::{yard::Courier, yard::Yard, *},
    random::{Drawn, drawn},
};
use crate::settings::Shop;

pub(super) fn reckoned(shop: &Value, asked: &Value, stock: &Value) -> Result<Answer, NoDate> {
    let shop: Shop = serde_json::from_value(shop.clone()).expect("settings");
    let asked: QuoteRequest = serde_json::from_value(asked.clone()).expect("a question");
    let stock: Vec<Stocked> = serde_json::from_value(stock.clone()).expect("stock");
    let rules = shop.rules_of_edd().expect("rules");
    Reckoner::new(Arc::new(shop), rules).reckon(&asked, &stock, None, &Table::default())
}

impl Drawn {
    fn answer(&self) -> Result<Answer, NoDate> {
        reckoned(&self.shop, &self.asked, &self.stock)
    }

    fn at(&self) -> Timestamp {
        serde_json::from_value(self.asked["at"].clone()).expect("an instant")
    }

    /// The same, asked at another time.
    fn asked_at(&self, at: Timestamp) -> Self {
        let mut other = self.clone();
        other.asked["at"] = json!(at);
        other
    }

    /// The same with more of a number.
    fn with_more(&self, pointer: &str, more: u64) -> Self {
        let mut other = self.clone();
        if let Some(number) = other.shop.pointer_mut(pointer) {
            *number = json!(number.as_u64().expect("a number") + more);
        }
        other
    }

    /// The same with days on which somebody is closed.
    fn with_closed(&self, pointer: &str, from: &str, to: &str) -> Self {
        let mut other = self.clone();
        if let Some(closed) = other.shop.pointer_mut(pointer) {
            closed.as_array_mut().expect("a list").push(json!({"from": from, "to": to}));
        }
        other
    }
}

/// What comes of a change that can only take longer. That there is no date any more is late, too.
fn is_never_sooner(before: &Result<Answer, NoDate>, after: &Result<Answer, NoDate>) -> bool {
    match (before, after) {
        (Ok(before), Ok(after)) => {
            before.arrival.latest <= after.arrival.latest
                && before.arrival.earliest <= after.arrival.earliest
                && before.ship_by <= after.ship_by
        }
        (_, Err(_)) => true,
        (Err(_), Ok(_)) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn days_are_in_their_order(drawn in drawn()) {
        let answer = drawn.answer();
        prop_assert_eq!(&answer, &drawn.answer());
        let Ok(answer) = answer else { return Ok(()) };
        prop_assert!(answer.order_by.is_none_or(|by| by > drawn.at()));
        prop_assert!(answer.arrival.earliest <= answer.arrival.latest);
        for planned in &answer.shipments {
            let (left, there) = (planned.hand_over, planned.arrival);
            prop_assert!(planned.begins <= left.earliest && left.earliest <= left.latest, "{planned:?}");
            prop_assert!(left.earliest <= there.earliest && left.latest <= there.latest, "{planned:?}");
            prop_assert!(there.earliest <= there.latest, "{planned:?}");
            prop_assert!(planned.waits.is_none_or(|waits| waits.until.earliest <= waits.until.latest));
        }
    }

    #[test]
    fn who_orders_later_is_never_served_sooner(drawn in drawn(), later in 1_i64..2_000_000) {
        let after = drawn.asked_at(drawn.at() + later.seconds()).answer();
        prop_assert!(is_never_sooner(&drawn.answer(), &after), "{after:?}");
    }

    #[test]
    fn more_days_are_never_sooner(drawn in drawn(), more in 1_u64..5) {
        let answer = drawn.answer();
        let (rules, service) = ("/automations/edd-calculation", "/carriers/C/services/parcel");
        for (under, keys) in [
            (rules, ["min_days", "max_days"]),
            (&format!("{rules}/rules/0"), ["min_days", "max_days"]),
            (&format!("{rules}/customs/0"), ["min_days", "max_days"]),
            (&format!("{rules}/busy/0"), ["days", ""]),
            (rules, ["receiving_days", "supplier_late_days"]),
            (service, ["min_days", "max_days"]),
            (service, ["max_days", ""]),
        ] {
            let longer = keys.iter().filter(|key| !key.is_empty())
                .fold(drawn.clone(), |drawn, key| drawn.with_more(&format!("{under}/{key}"), more));
            let then = longer.answer();
            prop_assert!(is_never_sooner(&answer, &then), "{under} {keys:?}: {answer:?}\n{then:?}");
        }
    }

    #[test]
    fn a_further_holiday_is_never_sooner(drawn in drawn(), ahead in -3_i32..30, long in 0_i32..5) {
        let answer = drawn.answer();
        let day = drawn.at().to_zoned(jiff::tz::TimeZone::UTC).date() + ahead.days();
        let (from, to) = (day.to_string(), (day + long.days()).to_string());
        for whose in ["/places/w/calendar/closed", "/carriers/C/closed", "/carriers/C/pick_up/closed"] {
            let then = drawn.with_closed(whose, &from, &to).answer();
            prop_assert!(is_never_sooner(&answer, &then), "{whose}: {answer:?}\n{then:?}");
        }
    }

    #[test]
    fn until_order_by_the_dates_are_the_same(drawn in drawn(), between in 0_i64..1_000) {
        let Ok(answer) = drawn.answer() else { return Ok(()) };
        let Some(by) = answer.order_by else { return Ok(()) };
        let (at, left) = (drawn.at(), by.as_second() - drawn.at().as_second());
        for then in [at + (left * between / 1_000).seconds(), at.max(by - 1.second())] {
            let same = drawn.asked_at(then).answer().expect("it is so until then");
            prop_assert_eq!(same.arrival, answer.arrival, "{} before {}", then, by);
        }
        let then = drawn.asked_at(by).answer();
        prop_assert!(is_never_sooner(&Ok(answer), &then), "{then:?}");
    }

    #[test]
    fn what_counts_is_open_and_counted_once(drawn in drawn()) {
        let Ok(answer) = drawn.answer() else { return Ok(()) };
        let shop: Shop = serde_json::from_value(drawn.shop.clone()).expect("settings");
        let to: Destination = serde_json::from_value(drawn.asked["to"].clone()).expect("a place");
        let rules = shop.rules_of_edd().expect("rules");
        let (yard, courier) = (&Yard::all(&shop, &rules)[0], &Courier::all(&shop, &rules)[0]);
        let (pick_up, delivery) = (courier.pick_up(yard), courier.delivery(&to));
        for planned in &answer.shipments {
            for step in planned.steps.iter().filter(|step| !matches!(step.why, Why::AfterCutOff | Why::Arrives)) {
                let is_open = match step.stage {
                    Stage::Order | Stage::Supply | Stage::Receiving | Stage::Processing => yard.work.is_open(step.on),
                    Stage::PickUp => yard.work.is_open(step.on) && pick_up.is_open(step.on),
                    Stage::Customs | Stage::Transit => delivery.is_open(step.on),
                };
                prop_assert_eq!(is_open, step.why.counts(), "{:?}", step);
            }
            let counted = |stage| planned.steps.iter().filter(move |step| step.stage == stage && step.why.counts());
            let count = |stage| u16::try_from(counted(stage).count()).expect("few");
            let last = |stage| counted(stage).next_back().map(|step| step.on);
            prop_assert_eq!((count(Stage::Order), last(Stage::Order)), (1, Some(planned.begins)));
            let put_away = match planned.waits {
                Some(waits) if count(Stage::Receiving) > 0 && waits.on != Awaited::Release => rules.receiving_days + 1,
                _ => count(Stage::Receiving).min(1),
            };
            prop_assert_eq!(count(Stage::Receiving), put_away);
            let ready_from = last(Stage::Receiving).unwrap_or(planned.begins);
            let processing = planned.processing.max + rules.more_days(ready_from, &yard.work);
            prop_assert_eq!(count(Stage::Processing), processing);
            prop_assert_eq!((count(Stage::PickUp), last(Stage::PickUp)), (1, Some(planned.hand_over.latest)));
            let (customs, transit) = (planned.customs.unwrap_or_default().max, planned.transit.days.max);
            prop_assert_eq!(count(Stage::Customs), customs);
            prop_assert_eq!(count(Stage::Transit), if customs + transit == 0 { 1 } else { transit });
            prop_assert_eq!(planned.steps.last().map(|step| step.on), Some(planned.arrival.latest));
            let as_far_as_known = planned.steps.iter().any(|step| step.why == Why::CountsAsFarAsKnown);
            prop_assert_eq!(planned.as_far_as_known, as_far_as_known);
        }
    }

    /// Several lines, each with its own stock, in two places.
    #[test]
    fn the_last_shipment_decides_whatever_the_order_of_lines(
        drawn in drawn(), rows in prop::collection::vec((0..5_usize, any::<bool>(), 0..3_i64, -3_i64..20), 0..8),
        order in Just(vec![0, 1, 2, 3, 4]).prop_shuffle(), split in prop::sample::select(vec!["as-soon-as-possible", "together"]),
    ) {
        let names = ["a", "b", "c", "d", "e"];
        let mut drawn = drawn;
        drawn.shop["places"]["x"] = json!({"name": "Another", "country": "DE", "calendar": {"zone": "Europe/Berlin"}});
        drawn.shop["automations"]["edd-calculation"]["split"] = json!(split);
        let day = |ahead: i64| drawn.at().to_zoned(jiff::tz::TimeZone::UTC).date() + ahead.days();
        let mut seen = std::collections::BTreeSet::new();
        let rows = rows.into_iter().filter(|(item, here, ..)| seen.insert((*item, *here)));
        drawn.stock = rows.map(|(item, here, available, ahead)| json!({
            "item": names[item], "location": if here { "w" } else { "x" }, "available": available,
            "incoming": [{"on": day(ahead), "pieces": 3}],
        })).collect();
        let line = |name: &str| json!({"id": name, "quantity": 1, "item": {"id": name, "title": name}});
        let lines: Vec<_> = names.iter().map(|name| line(name)).collect();
        let with = |lines: Vec<Value>| {
            let mut asked = drawn.asked.clone();
            asked["lines"] = lines.into();
            reckoned(&drawn.shop, &asked, &drawn.stock)
        };
        let (one, other) = (with(lines.clone()), with(order.iter().map(|at| lines[*at].clone()).collect()));
        match (&one, &other) {
            (Ok(one), Ok(other)) => {
                let days = |answer: &Answer| (answer.arrival, answer.ship_by, answer.order_by);
                prop_assert_eq!(days(one), days(other));
            }
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
        let Ok(answer) = one else { return Ok(()) };
        let all = || answer.shipments.iter();
        prop_assert_eq!(Some(answer.arrival.latest), all().map(|one| one.arrival.latest).max());
        prop_assert_eq!(Some(answer.arrival.earliest), all().map(|one| one.arrival.earliest).max());
        prop_assert_eq!(Some(answer.ship_by), all().map(|one| one.hand_over.latest).max());
        let mut sent: Vec<_> = all().flat_map(|one| one.lines.clone()).collect();
        sent.sort_unstable();
        prop_assert_eq!(sent, names.map(str::to_owned).to_vec(), "each line is sent once");
    }

    /// Whatever somebody asks: an answer, or a reason.
    #[test]
    fn nothing_that_is_asked_breaks_it(
        drawn in drawn(), second in prop::sample::select(vec![i64::MIN, -62_000_000_000, 0, 253_402_000_000, i64::MAX]), country in ".{0,3}",
        subdivision in prop::option::of(".{0,4}"), postcode in prop::option::of(".{0,12}"), quantity in any::<i64>(),
        service in prop::option::of(".{0,8}"), days in 0_u16..2_000, wild in any::<bool>(),
    ) {
        let mut drawn = drawn;
        let at = Timestamp::from_second(second).unwrap_or(if second < 0 { Timestamp::MIN } else { Timestamp::MAX });
        drawn.asked["at"] = json!(at);
        let to = json!({"country": country, "subdivision": subdivision, "postcode": postcode});
        drawn.asked["to"] = if wild { to } else { drawn.asked["to"].clone() };
        if let (Some(service), true) = (service, wild) {
            drawn.asked["service"] = json!(service);
        }
        let twice = json!({"id": "a2", "quantity": quantity, "item": {"id": "a", "title": "a"}});
        drawn.asked["lines"].as_array_mut().expect("a list").push(twice);
        let rules = &mut drawn.shop["automations"]["edd-calculation"];
        rules["max_days"] = json!(days);
        rules["rules"][0]["grams"] = json!(u64::MAX / 2);
        rules["customs"] = json!([{"to": ["DE:islands", "GB:KW15-KW17", "*"], "min_days": 1, "max_days": days}]);
        drawn.shop["carriers"]["C"]["services"]["parcel"]["max_grams"] = json!(1_000);
        if let Ok(answer) = drawn.answer() {
            prop_assert!(answer.arrival.earliest <= answer.arrival.latest);
        }
    }
}
