//! The crash-point sweep: every call on the path goes wrong in every way, once per run, under every order of
//! arrival; the end must be that of a run in which nothing went wrong.

use std::{collections::BTreeMap, sync::Arc};

use domain::Timestamp;
use testkit::{Faults, Memory};

use crate::{
    arrivals::{deliveries, sequences},
    world::{EndState, World},
};

/// What a sweep covered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Orders of arrival.
    pub sequences: usize,
    /// Places where a call can go wrong, over all sequences.
    pub crash_points: usize,
    /// Runs.
    pub runs: usize,
    /// Runs in which a mail went out twice. Only where SES's events stay away.
    pub doubled: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.sequences += other.sequences;
        self.crash_points += other.crash_points;
        self.runs += other.runs;
        self.doubled += other.doubled;
    }
}

/// When the sweep's day begins.
pub const DAY: &str = "2026-01-15T09:00:00Z";

/// One run: deliveries in this order, with these faults. `at_once`: all arrive before anything else happens.
pub async fn run(
    counts: &[usize],
    sequence: &[(usize, usize)],
    faults: &Arc<Faults>,
    (ses_events, at_once): (bool, bool),
) -> World<Memory> {
    let now: Timestamp = DAY.parse().expect("an instant");
    let orders: Vec<_> = (1_001..).zip(counts).map(|(id, count)| deliveries(id, now, *count)).collect();
    let mut world = World::new(Arc::new(Memory::default()), Arc::clone(faults), ses_events, now).await;
    for (entity, which) in sequence {
        let status = world.deliver(&orders[*entity][*which]).await;
        assert_eq!(status, 200, "the shop hears that its delivery arrived");
        if !at_once {
            world.run(false).await;
        }
    }
    world.run(true).await;
    world
}

/// Mails per recipient.
pub fn mails(world: &World<Memory>) -> BTreeMap<String, usize> {
    let mut mails = BTreeMap::new();
    for mail in &world.outside.state().mails {
        *mails.entry(mail.to.clone()).or_default() += 1;
    }
    mails
}

/// Sweeps the sequences that `sequence_chosen` picks by number, and of each the (crash point, fault) pairs that
/// `pair_chosen` picks by sequence and number.
///
/// # Panics
/// When a run ends otherwise than the undisturbed one, naming what reproduces it.
pub async fn sweep(
    counts: &[usize],
    ses_events: bool,
    sequence_chosen: impl Fn(usize) -> bool,
    pair_chosen: impl Fn(usize, usize) -> bool,
) -> Counts {
    let mut done = Counts::default();
    for (number, sequence) in
        sequences(counts).iter().enumerate().filter(|(number, _)| sequence_chosen(*number))
    {
        let at_once = number % 2 == 1;
        let calm = Faults::plan([]);
        let undisturbed = run(counts, sequence, &calm, (ses_events, at_once)).await;
        let expected = undisturbed.end_state();
        check_mails(&undisturbed, counts.len(), 0);
        for (pair, (point, fault)) in calm.points().into_iter().enumerate() {
            if !pair_chosen(number, pair) {
                continue;
            }
            let faults = Faults::plan([(point, fault)]);
            let world = run(counts, sequence, &faults, (ses_events, at_once)).await;
            let told = format!(
                "counts {counts:?}, sequence {sequence:?}, at once {at_once}, SES's events {ses_events}: {fault:?} \
                 at call {point} ({})",
                faults.names().get(point).copied().unwrap_or("none")
            );
            same_end(&world.end_state(), &expected, &told);
            let dead = world.outside.state().dead.clone();
            assert!(dead.is_empty(), "{told}: dead letters {dead:?}");
            done.doubled += usize::from(check_mails(&world, counts.len(), usize::from(!ses_events)));
            done.runs += 1;
        }
        done.sequences += 1;
        done.crash_points += calm.calls();
    }
    done
}

fn same_end(end: &EndState, expected: &EndState, told: &str) {
    assert_eq!(end, expected, "{told}");
}

/// Each order has one mail, or up to `spare` more. Answers whether any has more.
fn check_mails(world: &World<Memory>, orders: usize, spare: usize) -> bool {
    let mails = mails(world);
    assert_eq!(mails.len(), orders, "each order has its mail: {mails:?}");
    let most = mails.values().copied().max().unwrap_or_default();
    assert!(most <= 1 + spare, "{mails:?}");
    most > 1
}
