//! Cases on a made-up shop: Germany, sent from Berlin, near and far, six days a week.

mod files;
mod properties;

use jiff::{
    Span,
    civil::{Date, Weekday, date},
};

use super::{trees::mixed, *};
use crate::calendar::holidays::is_holiday;

/// The last day that is known, and the first that isn't.
pub(super) const TODAY: Date = date(2026, 6, 15);

/// Days that a parcel takes on working days, by where it goes, before chance.
const LANES: [(&str, u64); 4] = [("10", 1), ("12", 1), ("20", 2), ("80", 4)];

/// Where to, by the beginning of a postcode.
pub(super) fn way(to: &str) -> Way {
    let spot =
        |postcode: &str| Spot { country: "DE".into(), subdivision: None, postcode: Some(postcode.into()) };
    Way {
        origin: "berlin".into(),
        service: "DHL/parcel".into(),
        from: spot("10115"),
        to: spot(to),
        ..Way::default()
    }
}

pub(super) fn add(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// A parcel that needs so many working days, of which the carrier lost some.
pub(super) fn parcel(id: u64, begun: Date, to: &str, working: u64) -> Shipment {
    let (mut on, mut left) = (begun, working);
    while left > 0 {
        on = add(on, 1);
        let is_holiday = is_holiday("DE", None, on) == Some(true);
        left -= u64::from(on.weekday() != Weekday::Sunday && !is_holiday);
    }
    Shipment {
        id: format!("p{id}"),
        at: begun.at(16, 30, 0, 0),
        way: way(to),
        handed_over: Some(begun),
        delivered: Some(on),
        given_up: None,
    }
}

/// So many parcels on each day of `days` before today; each takes a day or two more than its lane does, by chance, and
/// `late` more of those that are handed over in the last `lately` days.
pub(super) fn past(days: i32, a_day: u64, lately: i32, late: u64) -> Vec<Shipment> {
    let mut past = vec![];
    for back in 1..=days {
        let begun = add(TODAY, -back);
        if begun.weekday() == Weekday::Sunday {
            continue;
        }
        for nth in 0..a_day {
            let id = u64::from(back.unsigned_abs()) * 1000 + nth;
            let (to, usual) = LANES[(mixed(1, id) % 4) as usize];
            let chance = [0, 0, 0, 0, 0, 1, 1, 1, 2, 4][(mixed(2, id) % 10) as usize];
            let more = if back <= lately { late } else { 0 };
            past.push(parcel(id, begun, to, usual + chance + more));
        }
    }
    past
}

pub(super) fn learner(shipments: &[Shipment]) -> Learner {
    let mut learner = Learner::new(Options::default());
    shipments.iter().for_each(|shipment| learner.add(shipment));
    learner
}

pub(super) fn learned(shipments: &[Shipment]) -> Model {
    learner(shipments).learn(TODAY).expect("enough")
}

/// The days of shares, for something handed over today, a Monday.
fn days(model: &Model, to: &str, shares: &[f64]) -> Vec<u16> {
    let way = way(to);
    let answer = model.answer(&Ask { at: TODAY.at(16, 30, 0, 0), way: &way }).expect("known");
    shares.iter().map(|share| answer.delivery_days(*share)).collect()
}

#[test]
fn lanes_are_told_apart() {
    let model = learned(&past(120, 24, 0, 0));
    for (to, expected) in [("10", [1, 3]), ("20", [2, 4]), ("80", [4, 6])] {
        let found = days(&model, to, &[0.4, 0.85]);
        assert!(
            found.iter().zip(expected).all(|(found, expected)| found.abs_diff(expected) <= 1),
            "{to}: {found:?}, not {expected:?}"
        );
    }
}

#[test]
fn the_closest_level_that_knows_enough_answers() {
    let model = learned(&past(120, 24, 0, 0));
    for (to, expected) in
        [("80331", Some(Level::Lane)), ("81", Some(Level::Zone)), ("55", Some(Level::Country))]
    {
        let way = way(to);
        let answer = model.answer(&Ask { at: TODAY.at(9, 0, 0, 0), way: &way });
        assert_eq!(answer.map(|answer| answer.level), expected, "{to}");
    }
    let from_answer = |change: &dyn Fn(&mut Way)| {
        let mut way = way("10");
        change(&mut way);
        model
            .answer(&Ask { at: TODAY.at(9, 0, 0, 0), way: &way })
            .map(|answer| (answer.level, answer.parcels))
    };
    assert!(from_answer(&|_| ()).is_some_and(|(_, parcels)| parcels > 300));
    assert_eq!(from_answer(&|way| way.to.country = "FR".into()), None);
    assert_eq!(from_answer(&|way| way.service = "UPS/saver".into()), None);
    // A warehouse of which nothing is known goes by its lane.
    assert_eq!(from_answer(&|way| way.origin = "jena".into()).map(|(level, _)| level), Some(Level::Lane));
}

#[test]
fn an_empty_past_and_a_short_one_are_told() {
    for (parcels, expected) in [(0, Some(0)), (29, Some(29)), (30, None)] {
        let past = past(60, 4, 0, 0);
        let known = past.iter().rev().take(parcels).cloned().collect::<Vec<_>>();
        match (learner(&known).learn(TODAY), expected) {
            (Err(TooLittle::Few { parcels, least: 30, .. }), Some(expected)) => assert_eq!(parcels, expected),
            (Ok(model), None) => assert_eq!(model.parcels(), 30),
            (found, _) => panic!("{parcels}: {found:?}"),
        }
    }
    let told = learner(&[]).learn(TODAY).expect_err("nothing").to_string();
    assert!(told.contains("0 parcels were delivered in the 400 days before 2026-06-15"), "{told}");
}

#[test]
fn one_lane_answers_for_itself_and_its_country() {
    let past: Vec<_> = (0..60).map(|n| parcel(n, add(TODAY, -20 - n as i32), "10", 2)).collect();
    let model = learned(&past);
    let level = |to: &str| {
        let way = way(to);
        model.answer(&Ask { at: TODAY.at(9, 0, 0, 0), way: &way }).map(|answer| answer.level)
    };
    assert_eq!((level("10"), level("80")), (Some(Level::Lane), Some(Level::Country)));
    assert_eq!(days(&model, "10", &[0.5]), [2]);
}

#[test]
fn parcels_that_do_not_arrive_lengthen_before_they_do() {
    let before = learned(&past(150, 24, 0, 0));
    // What was handed over in the last days takes six days more: hardly any of it has arrived.
    let after = learned(&past(150, 24, 8, 6));
    for to in ["10", "20", "80"] {
        let shares = [0.5, 0.75, 0.9];
        let (before, after) = (days(&before, to, &shares), days(&after, to, &shares));
        let never_shorter = before.iter().zip(&after).all(|(before, after)| after >= before);
        assert!(
            never_shorter && after.iter().sum::<u16>() > before.iter().sum(),
            "{to}: {before:?} {after:?}"
        );
    }
}

#[test]
fn after_a_stand_still_promises_keep_within_bounds_and_recover() {
    let usual = past(200, 24, 0, 0);
    let from = add(TODAY, -21);
    // Nothing is delivered for three weeks.
    let stopped: Vec<_> = usual
        .iter()
        .map(|shipment| Shipment {
            delivered: shipment.delivered.filter(|day| *day < from),
            ..shipment.clone()
        })
        .collect();
    let (before, after) = (days(&learned(&usual), "80", &[0.9]), days(&learned(&stopped), "80", &[0.9]));
    assert!(after[0] > before[0] && after[0] <= before[0] * 5 / 2 + 2, "{before:?} {after:?}");
    // Six weeks ago it stood still for a week; since then all is as it was.
    let (from, to) = (add(TODAY, -42), add(TODAY, -35));
    let recovered: Vec<_> = usual
        .iter()
        .map(|shipment| Shipment {
            delivered: shipment
                .delivered
                .map(|day| if (from..to).contains(&day) { add(day, 7) } else { day }),
            ..shipment.clone()
        })
        .collect();
    let recovered = days(&learned(&recovered), "80", &[0.5, 0.9]);
    let usual = days(&learned(&usual), "80", &[0.5, 0.9]);
    assert!(recovered[0] <= usual[0] + 1 && recovered[1] <= usual[1] + 1, "{usual:?} {recovered:?}");
}

#[test]
fn what_never_comes_is_lost_whether_or_not_somebody_gave_it_up() {
    let mut past = past(200, 24, 0, 0);
    past.iter_mut().step_by(20).for_each(|shipment| shipment.delivered = None);
    // As the days' files tell it: what nobody has heard of for sixty days is given up then.
    let given_up = |shipment: &Shipment| {
        let day = add(shipment.at.date(), 60);
        let given_up = (shipment.delivered.is_none() && day <= TODAY).then_some(day);
        Shipment { given_up, ..shipment.clone() }
    };
    let told: Vec<_> = past.iter().map(given_up).collect();
    assert!(told.iter().any(|shipment| shipment.given_up.is_some()));
    assert_eq!(learned(&past), learned(&told));
}

#[test]
fn sundays_and_holidays_hardly_count() {
    let model = learned(&past(150, 24, 0, 0));
    let way = way("10");
    let calendar = |day: Date| {
        let answer = model.answer(&Ask { at: day.at(16, 30, 0, 0), way: &way }).expect("known");
        (answer.calendar_days(0.4), answer.delivery_days(0.4))
    };
    let (monday, saturday) = (date(2026, 6, 15), date(2026, 6, 20));
    assert_eq!(calendar(monday).0, 1);
    assert_eq!(calendar(saturday).0, 2, "Sunday lies between");
    assert_eq!(calendar(date(2026, 12, 24)).0, 4, "two days of Christmas and a Sunday");
}

#[test]
fn a_challenger_takes_over_unless_it_is_worse() {
    let past = past(200, 24, 0, 0);
    let from = add(TODAY, -28);
    let usual = learner(&past).learn(from).expect("enough");
    let slow: Vec<_> = past
        .iter()
        .map(|shipment| Shipment { delivered: shipment.delivered.map(|day| add(day, 3)), ..shipment.clone() })
        .collect();
    let slow = learner(&slow).learn(from).expect("enough");
    let same = compare(&usual, &usual, &past, from, TODAY);
    assert!(same.takes_over && same.parcels > 300 && (0.8..1.0).contains(&same.kept.0), "{same:?}");
    let worse = compare(&usual, &slow, &past, from, TODAY);
    assert!(!worse.takes_over && worse.new > worse.in_use, "{worse:?}");
    assert!(compare(&slow, &usual, &past, from, TODAY).takes_over);
    let nothing = compare(&usual, &slow, &[], from, TODAY);
    assert!(nothing.takes_over && nothing.parcels == 0);
}
