//! The sweep over commands to a shop: every call gone wrong in every way, on every way of telling a shop, alone and in pairs; the
//! event delivered twice. Never two refunds, and never none without a task.

use std::{sync::Arc, thread};

use bundle_tests::commanded::{Commanded, ORDER, Way, asked, refund};
use domain::command::{Requested, State};
use serde_json::json;
use testkit::{Fault, Faults};

use crate::{SEED, paused};

/// What a sweep covered.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    points: usize,
    runs: usize,
    done: usize,
    parked: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.points += other.points;
        self.runs += other.runs;
        self.done += other.done;
        self.parked += other.parked;
    }
}

/// A command from asking to its end, with these faults. Its message is delivered twice.
async fn run(way: Way, requested: &Requested, faults: &Arc<Faults>) -> Commanded {
    let mut scene = Commanded::new(way, faults).await;
    scene.platform.till.request("7");
    let event = scene.ask(requested).await.expect("it is new");
    scene.settle(&[event.clone(), event]).await;
    scene
}

/// Holds what it came to against what must be. Answers whether it was done.
async fn check(scene: &Commanded, requested: &Requested, told: &str) -> bool {
    assert_eq!(scene.dead, Vec::<String>::new(), "{told}: dead letters");
    let entries = scene.entries().await;
    let [entry] = entries.as_slice() else { panic!("{told}: {entries:?}") };
    let effects = match requested.command.money() {
        Some(_) => scene.platform.till.ours(ORDER).len(),
        None => usize::from(scene.platform.till.status("7") == Some("OPEN")),
    };
    let story = scene.told("7").await;
    let ends = story.iter().filter(|kind| kind.starts_with("command.")).count();
    let tasks = story.iter().filter(|kind| kind.starts_with("task ")).count();
    assert!(effects <= 1, "{told}: done {effects} times");
    assert_eq!(ends, 1, "{told}: whoever asked hears one end: {story:?}");
    match entry.state {
        State::Done => assert_eq!((effects, tasks), (1, 0), "{told}: {story:?}"),
        State::Refused | State::Parked => assert_eq!(tasks, 1, "{told}: {story:?}"),
        State::Asked | State::Sending => panic!("{told}: it doesn't come to its end: {entry:?}"),
    }
    entry.state == State::Done
}

async fn sweep(way: Way, requested: &Requested, chosen: impl Fn(usize) -> bool) -> Counts {
    let calm = Faults::plan([]);
    let scene = run(way, requested, &calm).await;
    assert!(check(&scene, requested, "undisturbed").await, "it is done where nothing goes wrong");
    let points = calm.calls();
    let single = calm.points().into_iter().map(|point| vec![point]);
    // A second fault may meet calls that only the first one led to.
    let second = |first: (usize, Fault)| {
        (first.0 + 1..points + 4)
            .flat_map(move |point| Fault::ALL.map(move |fault| vec![first, (point, fault)]))
    };
    let pairs = calm.points().into_iter().flat_map(second);
    let mut counts = Counts { points, ..Counts::default() };
    for (nth, plan) in single.chain(pairs).enumerate() {
        if !chosen(nth) {
            continue;
        }
        let faults = Faults::plan(plan.clone());
        let scene = run(way, requested, &faults).await;
        let names = faults.names();
        let names: Vec<_> =
            plan.iter().map(|(at, fault)| (names.get(*at).copied().unwrap_or("none"), fault)).collect();
        let is_done =
            check(&scene, requested, &format!("{way:?}, {}: {plan:?} {names:?}", requested.command.kind()))
                .await;
        counts.runs += 1;
        counts.done += usize::from(is_done);
        counts.parked += usize::from(!is_done);
    }
    counts
}

#[test]
fn never_two_refunds_and_never_none_without_a_task() {
    let approve = asked("7", json!({"kind": "return.approve", "id": "7"}));
    let refunds = Way::ALL.map(|way| (way, refund("7", 500)));
    let courses: Vec<_> = refunds.into_iter().chain([(Way::Shopify, approve)]).collect();
    let every = if testkit::is_full() { 1 } else { 5 };
    let mut total = Counts::default();
    thread::scope(|scope| {
        let handles: Vec<_> = courses
            .iter()
            .map(|(way, requested)| {
                scope.spawn(move || {
                    paused().block_on(sweep(*way, requested, |nth| nth % every == SEED % every))
                })
            })
            .collect();
        for handle in handles {
            total += handle.join().expect("a sweep");
        }
    });
    let Counts { points, runs, done, parked } = total;
    println!(
        "figure: {points} crash points of commands, {runs} runs: {done} done once, {parked} with a task"
    );
    assert!(runs > 500, "{runs} runs");
}
