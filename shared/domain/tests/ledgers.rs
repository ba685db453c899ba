//! A balance follows from the set of its movements: not from their order of arrival, nor from how often each came.

use domain::{
    Timestamp,
    forecast::expected,
    stock::{Cause, Does, Folded, Ledger, Movement, Quantities, Says},
};
use jiff::tz::TimeZone;
use proptest::prelude::*;

const NOON: i64 = 1_767_265_200_000; // 2026-01-01T12:00:00+01:00

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("a zone")
}

fn movement(minute: i64, id: &str, does: Does) -> Movement {
    Movement::new(Timestamp::from_millisecond(NOON + minute * 60_000).expect("an instant"), id, does)
}

fn sale(minute: i64, id: &str, pieces: i64) -> Movement {
    movement(
        minute,
        id,
        Does::Changes { cause: Cause::Sale, by: Quantities::reserved(pieces), sold: pieces, expected: None },
    )
}

fn says(minute: i64, id: &str, says: Says) -> Movement {
    movement(minute, id, Does::Says(says))
}

/// Folds one by one, as they arrive; rebuilds from all that is journalled where a ledger asks for it.
fn folded(arriving: &[Movement], journal: &[Movement]) -> Ledger {
    let mut ledger = Ledger::default();
    for movement in arriving {
        if ledger.fold(std::slice::from_ref(movement), &zone()) == Folded::TooLate {
            ledger = Ledger::rebuild(journal.iter().cloned(), &zone());
        }
    }
    ledger
}

/// What was dated ahead stands under that time in an older release's window; told again it is of its own.
#[test]
fn a_movement_counts_once_whatever_time_it_had_before() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.fold(&[sale(90, "a", 2)], &zone()), Folded::Taken(1));
    assert_eq!(ledger.fold(&[sale(5, "a", 2), sale(6, "b", 1)], &zone()), Folded::Taken(1));
    assert_eq!(ledger.balance(&zone()).pieces.reserved, 3);
}

#[test]
fn counts_anchor_and_movements_after_them_change() {
    let state = |movements: &[Movement]| folded(movements, movements).balance(&zone());
    for (name, movements, available, on_hand, known, drift) in [
        ("nothing is known before a count", vec![sale(1, "a", 2)], -2, 0, false, None),
        (
            "a count of what is available keeps what is reserved",
            vec![sale(1, "a", 2), says(2, "b", Says::Available(10))],
            10,
            12,
            true,
            Some(0),
        ),
        (
            "and what comes after changes it",
            vec![says(2, "b", Says::Available(10)), sale(3, "a", 2)],
            8,
            10,
            true,
            Some(0),
        ),
        (
            "what is from before a count is in it, however late it comes",
            vec![says(2, "b", Says::Available(10)), sale(1, "a", 2)],
            10,
            12,
            true,
            Some(0),
        ),
        (
            "an older count changes nothing but the drift",
            vec![says(5, "b", Says::Available(10)), says(2, "a", Says::Available(7)), sale(3, "c", 1)],
            10,
            11,
            true,
            Some(4),
        ),
        (
            "a count on the shelf doesn't know what is sold",
            vec![sale(1, "a", 2), says(2, "b", Says::OnHand(10))],
            8,
            10,
            true,
            Some(0),
        ),
        (
            "whoever counts in the same instant has seen the sale",
            vec![says(2, "a", Says::Available(5)), sale(2, "z", 1)],
            5,
            6,
            true,
            Some(0),
        ),
        (
            "a place that gives an item up knows nothing of it",
            vec![says(1, "a", Says::Available(5)), says(2, "b", Says::Unstocked)],
            5,
            5,
            false,
            Some(0),
        ),
        (
            "of two counts of one instant the id decides",
            vec![says(2, "b", Says::Available(3)), says(2, "a", Says::Available(5))],
            3,
            3,
            true,
            Some(-2),
        ),
    ] {
        let state = state(&movements);
        let told = (
            state.pieces.available(0),
            state.pieces.on_hand,
            state.is_known(),
            state.counted.map(|c| c.drift),
        );
        assert_eq!(told, (available, on_hand, known, drift), "{name}");
    }
}

#[test]
fn days_tell_what_was_wanted_and_when_there_was_none() {
    let day = 24 * 60;
    let movements = [
        says(0, "a", Says::Available(2)),
        sale(1, "b", 2),
        sale(day, "c", 1),
        says(3 * day, "d", Says::Available(5)),
        sale(3 * day + 1, "e", 3),
    ];
    let balance = folded(&movements, &movements).balance(&zone());
    let told = serde_json::to_value(balance.sales()).expect("plain data");
    let expected = serde_json::json!({"until": "2026-01-04", "sold": [2, 1, null, 3], "left": [0, -1, -1, 2], "orders": [1, 1, 0, 1]});
    assert_eq!(told, expected);
}

#[test]
fn a_window_holds_few_unless_they_are_recent() {
    let spread: Vec<_> = (0..1000).map(|n| sale(n * 10, &format!("{n:04}"), 1)).collect();
    assert_eq!(folded(&spread, &spread).window().count(), 32);
    let burst: Vec<_> = (0..1000).map(|n| sale(0, &format!("{n:04}"), 1)).collect();
    let ledger = folded(&burst, &burst);
    assert_eq!((ledger.window().count(), ledger.balance(&zone()).pieces.reserved), (256, 1000));
}

#[test]
fn what_is_settled_asks_for_a_rebuild_and_changes_nothing() {
    let spread: Vec<_> = (0..100).map(|n| sale(n * 10, &format!("{n:04}"), 1)).collect();
    let mut ledger = folded(&spread, &spread);
    let before = ledger.clone();
    assert_eq!(ledger.fold(&spread[50..60], &zone()), Folded::TooLate);
    assert_eq!(ledger, before);
    assert_eq!(ledger.fold(&spread[90..], &zone()), Folded::Taken(0));
    assert_eq!(ledger, before);
}

#[test]
fn every_permutation_ends_in_one_state() {
    let movements = [
        says(0, "a", Says::Available(9)),
        sale(1, "b", 2),
        sale(1, "c", 1),
        says(2, "d", Says::OnHand(8)),
        movement(
            2,
            "e",
            Does::Changes { cause: Cause::Receipt, by: Quantities::on_hand(5), sold: 0, expected: None },
        ),
        says(3, "f", Says::Available(4)),
        sale(4, "g", 1),
    ];
    let expected = Ledger::rebuild(movements.clone(), &zone());
    let mut count = 0;
    permute(&mut movements.to_vec(), 0, &mut |order| {
        count += 1;
        assert_eq!(folded(order, order), expected, "{order:?}");
    });
    assert_eq!(count, 5040);
}

fn permute(movements: &mut Vec<Movement>, from: usize, each: &mut impl FnMut(&[Movement])) {
    if from == movements.len() {
        return each(movements);
    }
    for at in from..movements.len() {
        movements.swap(from, at);
        permute(movements, from + 1, each);
        movements.swap(from, at);
    }
}

fn does() -> impl Strategy<Value = Does> {
    let pieces = -5_i64..20;
    let causes = prop::sample::select(vec![Cause::Sale, Cause::Return, Cause::Fulfilment, Cause::Correction]);
    let by = (pieces.clone(), pieces.clone(), pieces.clone());
    let by = by.prop_map(|(on_hand, reserved, incoming)| Quantities {
        on_hand,
        reserved,
        incoming,
        ..Quantities::default()
    });
    let says = prop_oneof![
        pieces.clone().prop_map(Says::Available),
        pieces.clone().prop_map(Says::OnHand),
        Just(Says::Unstocked),
    ];
    prop_oneof![
        4 => (causes, by, pieces).prop_map(|(cause, by, sold)| Does::Changes { cause, by, sold, expected: None }),
        1 => says.prop_map(Does::Says),
    ]
}

/// Movements over some days, many of them of one instant; arriving in any order, some of them twice.
fn arrivals() -> impl Strategy<Value = (Vec<Movement>, Vec<Movement>)> {
    let minutes = prop_oneof![0_i64..4, 0_i64..20_000];
    prop::collection::vec((minutes, does()), 1..120).prop_flat_map(|all| {
        let all: Vec<_> = all
            .into_iter()
            .enumerate()
            .map(|(n, (minute, does))| movement(minute, &format!("{n:06}"), does))
            .collect();
        let twice: Vec<_> = all.iter().chain(all.iter().step_by(3)).cloned().collect();
        (Just(all), Just(twice).prop_shuffle())
    })
}

/// Sales and deliveries over two years, most of them in their order, some late or twice.
fn years() -> impl Strategy<Value = (Vec<Movement>, Vec<Movement>)> {
    const DAYS: i64 = 24 * 60;
    let one = (0..2 * 365 * DAYS, 1_i64..30, prop::bool::weighted(0.9), 0_usize..200);
    prop::collection::vec(one, 1..200).prop_map(|all| {
        let movement = |(n, (minute, pieces, sells, late)): (usize, (i64, i64, bool, usize))| {
            let by = |on_hand| Does::Changes {
                cause: Cause::Receipt,
                by: Quantities { on_hand, ..Quantities::default() },
                sold: 0,
                expected: None,
            };
            let id = format!("{n:06}");
            (late, if sells { sale(minute, &id, pieces) } else { movement(minute, &id, by(pieces * 9)) })
        };
        let mut all: Vec<_> = all.into_iter().enumerate().map(movement).collect();
        all.sort_by_key(|(_, movement)| movement.at);
        let mut arriving: Vec<_> = all
            .iter()
            .enumerate()
            // One of seven comes up to ninety movements later than it should.
            .map(|(n, (late, movement))| (n + if late % 7 == 0 { late % 90 } else { 0 }, movement.clone()))
            .collect();
        arriving.sort_by_key(|(turn, _)| *turn);
        let twice = arriving.iter().step_by(5).cloned().collect::<Vec<_>>();
        let arriving = arriving.into_iter().chain(twice).map(|(_, movement)| movement).collect();
        (all.into_iter().map(|(_, movement)| movement).collect(), arriving)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_order_of_arrival_ends_in_what_a_rebuild_says((all, arriving) in arrivals()) {
        let rebuilt = Ledger::rebuild(all.clone(), &zone());
        prop_assert_eq!(&folded(&arriving, &all), &rebuilt);
        let mut batched = Ledger::default();
        for batch in arriving.chunks(10) {
            if batched.fold(batch, &zone()) == Folded::TooLate {
                batched = Ledger::rebuild(all.clone(), &zone());
            }
        }
        prop_assert_eq!(&batched, &rebuilt);
        let kept = serde_json::to_string(&rebuilt).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Ledger>(&kept).expect("readable"), rebuilt);
    }

    #[test]
    fn a_forecasts_memory_carried_on_is_the_one_that_all_movements_make((all, arriving) in years()) {
        let rebuilt = Ledger::rebuild(all.clone(), &zone());
        let carried = folded(&arriving, &all);
        // Long before the last day: what is remembered in sums is told from what is remembered day by day.
        let today = "2028-06-01".parse().expect("a day");
        let of = |ledger: &Ledger| ledger.balance(&zone()).sales().clone();
        prop_assert_eq!(of(&carried).track(today), of(&rebuilt).track(today));
        let kept = serde_json::to_string(&carried).expect("plain data");
        let kept: Ledger = serde_json::from_str(&kept).expect("readable");
        prop_assert_eq!(of(&kept).track(today), of(&rebuilt).track(today));
        prop_assert_eq!(expected(&of(&kept), today), expected(&of(&rebuilt), today));
        prop_assert!(serde_json::to_string(of(&carried).past()).expect("plain data").len() < 250);
    }
}
