//! What holds whatever is known.

use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::json;

use super::*;

prop_compose! {
    fn scans(number: &'static str)(
        scans in prop::collection::vec((0..Code::ALL.len(), 0..500_i64), 1..6), expected in prop::option::of(0..25_i64),
    ) -> String {
        let from = at("2026-03-01T00:00:00Z");
        let scan = |(code, hours): &(usize, i64)| {
            let at = from + SignedDuration::from_hours(*hours);
            format!("{} {}", Code::ALL[*code].as_str(), at.strftime("%Y-%m-%dT%H:%M"))
        };
        let mut words: Vec<_> = scans.iter().map(scan).collect();
        words.extend(expected.map(|days| {
            format!("expected {}", (from + SignedDuration::from_hours(24 * days)).strftime("%Y-%m-%d"))
        }));
        format!("{number} {}", words.join(", "))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// If nothing is heard, nothing changes until it is looked at again; and it is worth the look.
    #[test]
    fn nothing_changes_before_it_is_looked_at_again(
        by in prop::sample::select(vec![By::Us, By::Shop, By::Nobody]), to in prop::sample::select(vec!["DE", "US-CA", "JP", "NZ"]),
        status in prop::option::of(prop::sample::select(vec!["shipped", "in-transit", "delivered", "preparing"])), left in 0..200_i64,
        (one, other) in (prop::option::of(scans("AA111")), prop::option::of(scans("BB222"))), part in any::<bool>(),
        hours in 0..700_i64, thousandth in 0..1_000_i64,
    ) {
        let start = at("2026-03-01T00:00:00Z");
        let parcels: Vec<_> = one.iter().chain(&other).map(String::as_str).collect();
        let numbers: Vec<_> = parcels.iter().map(|parcel| &parcel[..5]).collect();
        let lines = if part { json!([{"line": "a", "quantity": 1}]) } else { json!([]) };
        let shipment = |status| json!({"id": "1", "status": status, "tracking": numbers.join(", "), "lines": lines,
            "shipped_at": start + SignedDuration::from_hours(left)});
        let case = Case { by, to, lines: &["a", "b"], then: &[], shipments: status.map(shipment).into_iter().collect(), parcels: &parcels };
        let now = start + SignedDuration::from_hours(hours);
        let followed = case.followed(now);
        prop_assert_eq!(&followed, &case.followed(now));
        // By the shop's word alone it came when the shop was heard.
        if followed.delivered.is_some_and(|(_, scanned)| !scanned) {
            return Ok(());
        }
        let until = followed.look_again.unwrap_or(now + SignedDuration::from_hours(2_000));
        prop_assert!(until > now);
        let between = (until.as_second() - now.as_second()) * thousandth / 1_000;
        for then in [now + SignedDuration::from_secs(between), until - SignedDuration::from_secs(1)] {
            prop_assert_eq!(&followed, &case.followed(then), "{} to {}", now, then);
        }
        if let Some(again) = followed.look_again {
            prop_assert_ne!(followed, case.followed(again));
        }
    }
}
