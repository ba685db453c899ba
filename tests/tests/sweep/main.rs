//! The crash-point sweep, in memory and on a real DynamoDB engine; that of promises and scans, and of stock; storms by seed.
//! `NIGHTSHIFT_FULL=1` sweeps all of it.

mod commands;
mod promises;
mod promises_at_once;
mod stock_race;
mod storm;

use std::{sync::Arc, thread};

use bundle_tests::{
    arrivals::{deliveries, sequences},
    sweep::{Counts, DAY, run, sweep},
    tapped::Tapped,
    world::World,
};
use domain::{EntityRef, Timestamp};
use testkit::Faults;

/// One more than what every so many-th run of the sample is chosen by; fixed, so that the sample is.
const SEED: usize = 7;

fn paused() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().start_paused(true).build().expect("a runtime")
}

/// Up to three orders with up to three deliveries each. What differs only by the orders' names is one case.
const COUNTS: [&[usize]; 19] = [
    &[1],
    &[2],
    &[3],
    &[1, 1],
    &[1, 2],
    &[1, 3],
    &[2, 2],
    &[2, 3],
    &[3, 3],
    &[1, 1, 1],
    &[1, 1, 2],
    &[1, 1, 3],
    &[1, 2, 2],
    &[1, 2, 3],
    &[1, 3, 3],
    &[2, 2, 2],
    &[2, 2, 3],
    &[2, 3, 3],
    &[3, 3, 3],
];

/// Of how many (crash point, fault) pairs one is taken per sequence. Up to six deliveries: all of them. Beyond, the
/// sequences take turns, so that all pairs and all sequences are covered, though not each with each.
fn stride(deliveries: usize) -> usize {
    match deliveries {
        0..=6 => 1,
        7 => 4,
        8 => 16,
        _ => 64,
    }
}

/// Sweeps all counts over the machine's cores. In the sample: some sequences of each size, and one pair in seven.
fn sweep_all(ses_events: bool) -> Counts {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut total = Counts::default();
    thread::scope(|scope| {
        let one = |worker: usize| {
            let mut counts = Counts::default();
            for of_each in COUNTS {
                let every = if testkit::is_full() { 1 } else { sequences(of_each).len().div_ceil(3) };
                let stride = if testkit::is_full() { stride(of_each.iter().sum()) } else { 7 };
                let mine = |n: usize| n % every == SEED % every && (n / every) % workers == worker;
                let pair = |sequence: usize, pair: usize| (pair + sequence / every).is_multiple_of(stride);
                counts += paused().block_on(sweep(of_each, ses_events, mine, pair));
            }
            counts
        };
        let handles: Vec<_> = (0..workers).map(|worker| scope.spawn(move || one(worker))).collect();
        for handle in handles {
            total += handle.join().expect("no run ended otherwise");
        }
    });
    total
}

#[test]
fn every_crash_ends_in_one_mail_per_order() {
    let counts = sweep_all(true);
    println!("figure: sweep, SES's events arrive: {counts:?}");
    assert!(counts.runs > 1_000, "{counts:?}");
    assert_eq!(counts.doubled, 0);
}

#[test]
fn without_ses_events_the_declared_policy_decides() {
    let counts = sweep_all(false);
    println!("figure: sweep, SES's events stay away: {counts:?}");
    assert!(counts.runs > 1_000, "{counts:?}");
    // `prefer-duplicate`: at least one mail each, at most one more per crash, and some crash does cause one.
    assert!(counts.doubled > 0 && counts.doubled < counts.runs / 10, "{counts:?}");
}

#[tokio::test]
async fn on_a_real_engine_one_order_with_two_deliveries() {
    let now: Timestamp = DAY.parse().expect("an instant");
    let of_order = deliveries(1_001, now, 2);
    let calm = Faults::plan([]);
    one_order(&of_order, &calm, now).await;
    let every = if testkit::is_full() { 1 } else { 3 };
    let mut runs = 0;
    for point in calm.points().into_iter().skip(SEED % every).step_by(every) {
        one_order(&of_order, &Faults::plan([point]), now).await;
        runs += 1;
    }
    println!("figure: sweep on dynoxide: {} calls, {runs} runs", calm.calls());
    assert!(runs > 20);
}

async fn one_order(deliveries: &[bundle_tests::arrivals::Delivery], faults: &Arc<Faults>, now: Timestamp) {
    let engine = Arc::new(Tapped::new(testkit::dynamo::start().await));
    let mut world = World::new(engine, Arc::clone(faults), true, now).await;
    for delivery in deliveries {
        assert_eq!(world.deliver(delivery).await, 200);
        world.run(false).await;
    }
    world.run(true).await;
    let told = format!("{faults:?}");
    assert_eq!(world.outside.state().mails.len(), 1, "{told}");
    assert!(world.outside.state().dead.is_empty(), "{told}");
    let past_faults = store::Store::on(world.engine.clone());
    let shop = "acme".parse().expect("a shop");
    let story = past_faults.story(&shop, &EntityRef::order("1001")).await.expect("a story");
    assert_eq!(story.broken, None, "{told}");
    let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
    assert_eq!(kinds, ["order.created", "mail.requested.transactional"], "{told}");
}

#[tokio::test(start_paused = true)]
async fn ten_duplicates_five_at_the_same_instant_are_one_mail() {
    // OC-G1: the door, the automation and the carrier each meet themselves.
    let now: Timestamp = DAY.parse().expect("an instant");
    let delivery = deliveries(1_001, now, 1).remove(0);
    let calm = Faults::plan([]);
    let mut world = World::new(Arc::new(testkit::Memory::default()), calm, true, now).await;
    let five = || futures::future::join_all((0..5).map(|_| world.deliver(&delivery)));
    let statuses = [five().await, five().await].concat();
    assert_eq!(statuses, vec![200; 10]);
    world.run(true).await;
    assert_eq!(world.outside.state().mails.len(), 1);
    assert_eq!(world.end_state().events.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn every_arrival_of_the_same_news_ends_in_one_state() {
    // R7 for what this path knows: all permutations of three deliveries, one end.
    let mut ends = Vec::new();
    for sequence in [[0, 1, 2], [0, 2, 1], [2, 0, 1]].map(|which| which.map(|w| (0, w))) {
        for at_once in [false, true] {
            let world = run(&[3], &sequence, &Faults::plan([]), (true, at_once)).await;
            let mut end = world.end_state();
            end.events.sort();
            ends.push((end, world.outside.state().mails.clone()));
        }
    }
    assert!(ends.len() == 6 && ends.windows(2).all(|pair| pair[0] == pair[1]), "{ends:#?}");
}
