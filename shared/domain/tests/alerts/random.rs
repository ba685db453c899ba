//! Random walks against the plainest possible reckoning.

use domain::{
    Timestamp,
    settings::Suppliers,
    stock::{Item, Level, Memory, ONLY, Quantities, Rules, Sales, Stock, Terms, Verdict, judge},
};
use jiff::{SignedDuration, tz::TimeZone};
use proptest::prelude::*;

fn item() -> Item {
    Item { id: "1".into(), title: "Mug".into(), tracked: true, offered: true, ..Item::default() }
}

/// The levels of the alerts and the number of recoveries as the stock takes these values; each a minute after the other.
fn alerts(rules: &Rules, values: &[i64]) -> (Vec<Level>, usize) {
    let (item, suppliers, sales, zone) = (item(), Suppliers::new(), Sales::default(), TimeZone::UTC);
    let terms = Terms { rules, suppliers: &suppliers, zone: &zone };
    let mut now = Timestamp::from_second(1_768_467_600).expect("in range");
    let (mut memory, mut told, mut recovered) = (Memory::default(), Vec::new(), 0);
    for pair in values.windows(2) {
        let stock = Stock {
            item: &item,
            location: ONLY,
            before: Some(Quantities::on_hand(pair[0])),
            after: Some(Quantities::on_hand(pair[1])),
            incoming: &[],
            sales: &sales,
            category: None,
            bundles: &[],
            cause: None,
            run: None,
        };
        let judged = judge(&stock, &terms, &memory, now);
        match judged.verdict {
            Verdict::Alert(alert) => told.push(alert.level),
            Verdict::Recovered(_) => recovered += 1,
            Verdict::Silent => {}
        }
        // A webhook that comes again, or a save that changes nothing: never told.
        let again = Stock { before: stock.after, ..stock };
        assert_eq!(judge(&again, &terms, &judged.memory, now).verdict, Verdict::Silent, "{pair:?} again");
        memory = judged.memory;
        now += SignedDuration::from_mins(1);
    }
    (told, recovered)
}

/// The plainest reckoning: two states, and the worst that was told in the lower one.
fn naive(threshold: i64, hysteresis: i64, values: &[i64]) -> (Vec<Level>, usize) {
    let level = |value: i64| match value {
        ..0 => Level::Negative,
        0 => Level::Out,
        _ if value <= threshold => Level::Low,
        _ => Level::Enough,
    };
    let (mut told, mut recovered, mut worst) = (Vec::new(), 0, None::<Level>);
    for value in &values[1..] {
        let now = level(*value);
        match worst {
            None if now > Level::Enough => {
                worst = Some(now);
                told.push(now);
            }
            Some(known) if now > known => {
                worst = Some(now);
                told.push(now);
            }
            Some(_) if *value > threshold + hysteresis => {
                worst = None;
                recovered += 1;
            }
            _ => {}
        }
    }
    (told, recovered)
}

fn rules(threshold: i64, hysteresis: i64) -> Rules {
    Rules { threshold, hysteresis: Some(hysteresis), quiet_hours: 0, ..Rules::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Within an episode only worse levels are told. (With a quiet period of nothing, a level that comes back after a
    /// better one is told again: so walks go by steps that never get better within an episode, or leave it.)
    #[test]
    fn alerts_are_the_crossings_of_a_naive_reckoning(
        threshold in 0_i64..12,
        hysteresis in 0_i64..4,
        falls in prop::collection::vec(prop::collection::vec(0_i64..6, 0..12), 1..8),
    ) {
        let full = threshold + hysteresis + 1;
        let mut values = vec![full];
        for fall in falls {
            let mut value = full + 3;
            values.push(value);
            for step in fall {
                value -= step;
                values.push(value);
            }
        }
        values.push(full);
        prop_assert_eq!(alerts(&rules(threshold, hysteresis), &values), naive(threshold, hysteresis, &values));
    }

    /// Any walk at all, within one quiet period: each level at most once, each worse than the one before.
    #[test]
    fn within_the_quiet_period_only_worse_levels_are_told(
        threshold in 0_i64..12,
        values in prop::collection::vec(-3_i64..20, 2..60),
    ) {
        let mut values = values;
        values[0] = 40;
        let (told, _) = alerts(&Rules { threshold, ..Rules::default() }, &values);
        prop_assert!(told.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", told);
        let worst = values.iter().copied().min().unwrap_or_default();
        prop_assert_eq!(told.last().copied().unwrap_or_default() >= Level::Low, worst <= threshold);
    }

    /// A level that flaps over the threshold by less than the hysteresis is told once.
    #[test]
    fn flapping_is_told_once(threshold in 1_i64..200, flaps in 1_usize..30, quiet in 0_u16..2) {
        let mut values = vec![threshold + 100];
        values.extend([threshold, threshold + 1].repeat(flaps));
        let rules = Rules { threshold, quiet_hours: quiet, ..Rules::default() };
        prop_assert_eq!(alerts(&rules, &values), (vec![Level::Low], 0));
    }

    /// Numbers of any size are judged, whatever they are.
    #[test]
    fn nothing_overflows(
        values in prop::collection::vec(any::<i64>(), 2..10),
        threshold in any::<i64>(),
        buffer in any::<i64>(),
        hysteresis in prop::option::of(any::<i64>()),
    ) {
        let rules = Rules { threshold, buffer, hysteresis, ..Rules::default() };
        alerts(&rules, &values);
    }
}

/// A thousand decrements from above: one alert at each level that is passed.
#[test]
fn a_thousand_decrements_are_one_crossing_a_level() {
    let values: Vec<i64> = (-10..=990).rev().collect();
    let rules = Rules { threshold: 500, critical: Some(100), ..Rules::default() };
    let expected = vec![Level::Low, Level::Critical, Level::Out, Level::Negative];
    assert_eq!(alerts(&rules, &values), (expected, 0));
}
