//! Storms by seed: 200 orders, several workers at once, and whatever can go wrong. A slice by default; with
//! `NIGHTSHIFT_FULL=1` ten thousand seeds, with `NIGHTSHIFT_SEEDS=n` as many as that. `NIGHTSHIFT_SEED=n` plays the one that
//! failed.

use std::{thread, time::Instant};

use bundle_tests::storm::{Outcome, Weather, storm};
use domain::send::OnDoubt;
use jiff::SignedDuration;

const ORDERS: u64 = 200;

/// What was counted over all seeds.
#[derive(Debug, Default)]
struct Counts {
    seeds: u64,
    orders: u64,
    mails: u64,
    deaths: usize,
    parked: usize,
    redriven: usize,
    longest_minutes: i64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.seeds += other.seeds;
        self.orders += other.orders;
        self.mails += other.mails;
        self.deaths += other.deaths;
        self.parked += other.parked;
        self.redriven += other.redriven;
        self.longest_minutes = self.longest_minutes.max(other.longest_minutes);
    }
}

/// Plays storms over the machine's cores; `judge` says what must hold of each.
fn play(
    what: &str,
    slice: u64,
    all: u64,
    weather: fn(u64) -> Weather,
    judge: fn(&Outcome) -> Result<(), String>,
) {
    let told = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let (one, asked) = (told("NIGHTSHIFT_SEED"), told("NIGHTSHIFT_SEEDS"));
    let count = asked.unwrap_or(if testkit::is_full() { all } else { slice });
    let seeds = one.map_or(0..count, |seed| seed..seed + 1);
    let (started, workers) = (Instant::now(), thread::available_parallelism().map_or(1, usize::from) as u64);
    let mut counts = Counts::default();
    thread::scope(|scope| {
        let mine = |worker: u64| {
            let mut counts = Counts::default();
            for seed in seeds.clone().filter(|seed| seed % workers == worker) {
                let mut runtime = tokio::runtime::Builder::new_current_thread();
                let runtime = runtime.enable_time().start_paused(true).build().expect("a runtime");
                // The functions jitter by chance of their own.
                fastrand::seed(seed);
                let weather = weather(seed);
                let outcome = runtime.block_on(storm(seed, &weather));
                if let Err(why) = judge(&outcome) {
                    let mut told = outcome;
                    told.mails.retain(|_, mails| *mails != 1);
                    panic!(
                        "{what}, NIGHTSHIFT_SEED={seed}: {why}\n{weather:?}\nall but one mail each: {told:#?}"
                    );
                }
                counts += Counts {
                    seeds: 1,
                    orders: weather.orders,
                    mails: outcome.mails.values().map(|count| u64::from(*count)).sum(),
                    deaths: outcome.deaths,
                    parked: outcome.sends.get("parked").copied().unwrap_or_default(),
                    redriven: outcome.dead.len(),
                    longest_minutes: outcome.minutes,
                };
            }
            counts
        };
        let handles: Vec<_> = (0..workers).map(|worker| scope.spawn(move || mine(worker))).collect();
        for handle in handles {
            counts += handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        }
    });
    println!("figure: {what}: {counts:?}, played in {} s", started.elapsed().as_secs());
}

/// Nothing lost, nothing twice, nothing in the air, nothing wrong.
fn once(outcome: &Outcome) -> Result<(), String> {
    whole(outcome)?;
    match outcome.with_mails(|mails| mails != 1) {
        0 => Ok(()),
        others => Err(format!("{others} orders haven't exactly one mail")),
    }
}

fn whole(outcome: &Outcome) -> Result<(), String> {
    let in_the_air = outcome.sends.get("sending").copied().unwrap_or_default();
    if !outcome.wrong.is_empty() || !outcome.lost.is_empty() || in_the_air > 0 {
        return Err(format!(
            "{in_the_air} sends are in the air; lost {:?}; wrong {:?}",
            outcome.lost, outcome.wrong
        ));
    }
    Ok(())
}

/// R1, R16, R17: up to three deaths, messages that come twice, calls that take longer than any lease, invocations with 0 to
/// 200 ms left, processes that go on when their time is over.
fn deadly(seed: u64) -> Weather {
    let mut chance = fastrand::Rng::with_seed(!seed);
    Weather {
        workers: chance.usize(2..=6),
        slow: chance.u16(0..=10),
        twice: chance.u8(0..=20),
        deaths: (&[], chance.usize(0..=3)),
        short_of_time: true,
        ..Weather::calm(ORDERS)
    }
}

#[test]
fn whoever_dies_or_sleeps_each_order_has_exactly_one_mail() {
    play("R1 R16 R17 deaths and zombies", 12, 10_000, deadly, once);
}

/// R12: of the attempts at calls of DynamoDB 1 to 50 % are throttled, fail, meet a conflict, or lose their answer.
fn erring(seed: u64) -> Weather {
    let mut chance = fastrand::Rng::with_seed(!seed);
    Weather {
        workers: chance.usize(2..=6),
        errors: chance.u8(1..=50),
        twice: chance.u8(0..=20),
        ..Weather::calm(50)
    }
}

#[test]
fn however_often_dynamodb_errs_each_order_has_exactly_one_mail() {
    play("R12 errors of 1 to 50 %", 24, 10_000, erring, once);
}

/// All of that at once, and a topic and an SES that err as well.
fn rough(seed: u64) -> Weather {
    let mut chance = fastrand::Rng::with_seed(!seed);
    Weather { errors: chance.u8(1..=50), outside_errors: chance.u8(0..=10), ..deadly(seed) }
}

/// In such weather a mail's five attempts may all come to nothing. Then it is parked, and says so: never twice, never lost
/// in silence.
#[test]
fn in_any_storm_each_order_has_its_mail_or_a_parked_send() {
    play("storms of everything", 8, 500, rough, |outcome| {
        whole(outcome)?;
        let (twice, unsent) = (outcome.with_mails(|mails| mails > 1), outcome.with_mails(|mails| mails == 0));
        let parked = outcome.sends.get("parked").copied().unwrap_or_default();
        if twice > 0 || unsent > parked {
            return Err(format!("{twice} twice; {unsent} unsent, {parked} parked"));
        }
        Ok(())
    });
}

/// R18: two workers, one clock ten minutes ahead and one behind. SES's word has to be waited for longer than they differ.
fn skewed(seed: u64) -> Weather {
    let skew = SignedDuration::from_mins(10);
    let patience = skew * 2 + SignedDuration::from_mins(5);
    Weather { workers: 2, skew, patience, ..deadly(seed) }
}

#[test]
fn clocks_that_differ_by_twenty_minutes_change_nothing() {
    play("R18 two workers, clocks 600 s ahead and behind, 25 min of patience", 4, 200, skewed, once);
}

/// With the patience that is set by default, clocks may differ by four minutes.
fn slightly_skewed(seed: u64) -> Weather {
    Weather { workers: 2, skew: SignedDuration::from_mins(2), ..deadly(seed) }
}

#[test]
fn clocks_that_differ_by_four_minutes_change_nothing_by_default() {
    play("R18 two workers, clocks 120 s ahead and behind, 5 min of patience", 4, 200, slightly_skewed, once);
}

/// R2: deaths around the call to SES only, and SES tells nothing.
fn doubtful(seed: u64, on_doubt: OnDoubt) -> Weather {
    let around = &["send-is-new", "send", "sent-by-its-owner"];
    let mut chance = fastrand::Rng::with_seed(!seed);
    Weather {
        deaths: (around, chance.usize(0..=3)),
        ses_events: false,
        on_doubt: Some(on_doubt),
        ..Weather::calm(ORDERS)
    }
}

#[test]
fn without_ses_events_at_least_once_is_at_most_one_more_per_death() {
    play(
        "R2 at least once",
        4,
        500,
        |seed| doubtful(seed, OnDoubt::PreferDuplicate),
        |outcome| {
            whole(outcome)?;
            let mails: u64 = outcome.mails.values().map(|count| u64::from(*count)).sum();
            let lost = outcome.with_mails(|mails| mails == 0);
            let expected = ORDERS + outcome.deaths_after_send as u64;
            if lost > 0 || mails != expected {
                return Err(format!("{lost} lost; {mails} mails, not {expected}"));
            }
            Ok(())
        },
    );
}

#[test]
fn without_ses_events_at_most_once_parks_one_per_death() {
    play(
        "R2 at most once",
        4,
        500,
        |seed| doubtful(seed, OnDoubt::PreferSkip),
        |outcome| {
            whole(outcome)?;
            let twice = outcome.with_mails(|mails| mails > 1);
            let parked = outcome.sends.get("parked").copied().unwrap_or_default();
            let unsent = outcome.with_mails(|mails| mails == 0);
            // Who died before it took a send left nothing in doubt; some died at the mail that tells of a parked one.
            if twice > 0
                || parked > outcome.deaths
                || unsent > parked
                || parked > unsent + outcome.deaths_after_send
            {
                return Err(format!(
                    "{twice} twice, {parked} parked after {} deaths, {unsent} unsent",
                    outcome.deaths
                ));
            }
            Ok(())
        },
    );
}
