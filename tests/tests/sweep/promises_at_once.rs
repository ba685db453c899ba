//! Both automations of an order's promise at once, on an engine that lags, with deaths and lost answers: by seed.
//! `NIGHTSHIFT_SEED=n` plays the one that failed.

use bundle_tests::{
    parcels::{expected, tracked},
    promising::{First, NUMBER, Promising, fulfilled, placed},
};
use domain::{
    Payload as _,
    edd::{Delay, Memory, Moved, Settled},
    mail::MailRequested,
};
use testkit::{Fault, Faults, orders::at};

use super::promises::{DEPOT, HUB, MADE, PLACED, TAKEN, THERE, VAN, promise, scans};

/// Calls among which the faults of a seed fall.
const CALLS: usize = 160;

async fn storm(seed: u64) -> usize {
    let mut chance = fastrand::Rng::with_seed(seed);
    // The functions jitter by chance of their own.
    fastrand::seed(seed);
    let faults = (0..chance.usize(0..=8)).map(|_| (chance.usize(..CALLS), Fault::ALL[chance.usize(..4)]));
    let faults: Vec<_> = faults.collect();
    let faults = Faults::plan(faults);
    let placed_at = at(PLACED);
    let first = if chance.bool() { First::Dates } else { First::Confirmation };
    let mut house = Promising::new(&faults, placed_at, first).await;
    house.engine.lag();
    let mut past = vec![];
    let order = placed(placed_at);
    house.at_once(&[order.clone(), order], &mut past, &mut chance).await;
    let stored = promise(&house).await;
    let left = fulfilled(placed_at, at("2026-03-03T13:30:00Z"));
    let scan = tracked(NUMBER, at("2026-03-03T14:05:00Z"), &scans(&[MADE, TAKEN]));
    let late = expected(NUMBER, at("2026-03-04T11:55:00Z"), &scans(&[HUB]), "2026-03-09");
    let later = expected(NUMBER, at("2026-03-05T11:30:00Z"), &[], "2026-03-11");
    let there = tracked(NUMBER, at("2026-03-11T11:05:00Z"), &scans(&[VAN, THERE]));
    let depot = tracked(NUMBER, at("2026-03-10T08:05:00Z"), &scans(&[DEPOT]));
    for (when, mut news) in [
        ("2026-03-03T15:00:00Z", vec![left.clone(), left, scan.clone(), scan]),
        ("2026-03-05T12:00:00Z", vec![late.clone(), later.clone(), late, later]),
        ("2026-03-11T12:00:00Z", vec![there.clone(), depot.clone(), there, depot]),
    ] {
        house.until(at(when)).await;
        chance.shuffle(&mut news);
        house.at_once(&news, &mut past, &mut chance).await;
    }
    house.until(at("2026-03-25T12:00:00Z")).await;
    let told = format!("NIGHTSHIFT_SEED={seed}");
    assert_eq!(promise(&house).await, stored, "{told}: it never changes");
    let story = house.story().await;
    let asked: Vec<MailRequested> = story.iter().filter_map(|event| event.payload().ok()).collect();
    let confirmations = asked.iter().filter(|asked| asked.message == "order-confirmation").count();
    assert_eq!(confirmations, 1, "{told}: {asked:?}");
    // Who hears of the later day first is told of it alone.
    let moves: Vec<Moved> = story
        .iter()
        .filter(|event| event.kind == Moved::KIND)
        .map(|event| event.payload().expect("a move"))
        .collect();
    let days: Vec<_> = moves.iter().filter_map(|moved| Some(moved.to?.latest)).collect();
    let notices = asked.iter().filter(|asked| asked.message == Delay::MESSAGE).count();
    let late_days =
        days.iter().filter(|day| **day > at("2026-03-06T12:00:00Z").to_zoned(jiff::tz::TimeZone::UTC).date());
    assert!(
        days.is_sorted() && notices == late_days.count() && (1..=2).contains(&notices),
        "{told}: {days:?} {notices}"
    );
    let settled = story.iter().filter(|event| event.kind == Settled::KIND).count();
    assert_eq!(settled, 1, "{told}");
    let head = house.store.head(&bundle_tests::promising::acme(), &bundle_tests::promising::entity()).await;
    let memory: Memory = head.expect("readable").recall(Memory::NAME).expect("readable").expect("remembered");
    assert_eq!(
        (memory.delivered.map(|day| day.to_string()), memory.told.map(|day| day.to_string())),
        (Some("2026-03-11".into()), Some("2026-03-11".into())),
        "{told}"
    );
    faults.calls()
}

#[test]
fn both_automations_at_once_on_an_engine_that_lags() {
    let one = std::env::var("NIGHTSHIFT_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let count = if testkit::is_full() { 2_000 } else { 60 };
    let seeds = one.map_or(0..count, |seed| seed..seed + 1);
    let mut calls = 0;
    for seed in seeds.clone() {
        calls += crate::paused().block_on(storm(seed));
    }
    println!(
        "figure: storms of promises and scans on an engine that lags: {} seeds, {calls} calls",
        seeds.count()
    );
}

/// A scan that finds its order handed over a moment ago sees that, wherever it is read: once the order's own event is done, nothing
/// would come back to it.
#[tokio::test(start_paused = true)]
async fn a_scan_sees_what_was_handed_over_a_moment_ago() {
    let mut house = Promising::new(&Faults::plan([]), at(PLACED), First::Dates).await;
    house.hear(&placed(at(PLACED))).await;
    house.run().await;
    house.until(at("2026-03-03T15:00:00Z")).await;
    house.engine.lag();
    house.hear(&fulfilled(at(PLACED), at("2026-03-03T13:30:00Z"))).await;
    house.hear(&tracked(NUMBER, at("2026-03-03T14:05:00Z"), &scans(&[MADE, TAKEN]))).await;
    house.run_only("parcel.scanned").await;
    assert!(house.story().await.iter().any(|event| event.kind == Moved::KIND));
}
