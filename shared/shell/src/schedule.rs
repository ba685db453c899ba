//! Functions woken by a schedule. A tick carries its time.

use std::{future::Future, process::ExitCode, sync::Arc, time::Duration};

use domain::{Failure, ShopId, Timestamp};
use lambda_runtime::{LambdaEvent, service_fn};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Boot, BootError, Face, TimeLeft, boot, metrics,
    terminal::{SWITCHED, Words},
};

/// Whoever does something each time the clock says so.
pub trait Scheduled: Send + Sync + 'static {
    /// Does what is due at `now`. The same tick may come twice, and ticks may stay away.
    fn tick(&self, now: Timestamp, time: &TimeLeft) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// All of them, another one first in each period of `minutes`: if a tick's time should not suffice for all, it does for each
/// in turn.
fn in_turn<T>(all: &[T], now: Timestamp, minutes: i64) -> impl Iterator<Item = &T> {
    let period = now.as_second().div_euclid(60 * minutes);
    let first = period.rem_euclid(i64::try_from(all.len().max(1)).unwrap_or(i64::MAX));
    let (before, from) = all.split_at(usize::try_from(first).unwrap_or_default());
    from.iter().chain(before)
}

/// All of them in turn, as long as so much of the tick's time is left: the rest is left to the next tick, and the log says how many.
pub fn in_turn_in_time<'a, T>(
    all: &'a [T],
    (now, minutes): (Timestamp, i64),
    (time, reserve): (&'a TimeLeft, Duration),
) -> Turns<'a, T> {
    Turns { all: in_turn(all, now, minutes).collect(), next: 0, time, reserve }
}

/// A tick's work, one after the other.
#[derive(Debug)]
pub struct Turns<'a, T> {
    all: Vec<&'a T>,
    next: usize,
    time: &'a TimeLeft,
    reserve: Duration,
}

impl<'a, T> Turns<'a, T> {
    /// The next, if time is left for it, with its share of the time: what is left in equal parts, but no less than the reserve.
    pub fn next_with_share(&mut self) -> Option<(&'a T, TimeLeft)> {
        let (left, time) = (self.left(), self.time.left());
        let one = self.next()?;
        let share = time / u32::try_from(left).unwrap_or(u32::MAX);
        Some((one, TimeLeft::span(share.max(self.reserve).min(time))))
    }

    /// How many had no turn yet.
    pub fn left(&self) -> u64 {
        u64::try_from(self.all.len() - self.next).unwrap_or(u64::MAX)
    }
}

impl<'a, T> Iterator for Turns<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let one = self.all.get(self.next)?;
        if self.time.left() < self.reserve {
            tracing::warn!(left = self.left(), "some are left for the next tick");
            return None;
        }
        self.next += 1;
        Some(one)
    }
}

/// One that fails doesn't keep the others waiting: its failure is logged with what it means, and the last one answered in the end.
pub fn note(done: &mut Result<(), Failure>, shop: &ShopId, what: &str, looked_after: Result<(), Failure>) {
    if let Err(failure) = looked_after {
        tracing::error!(shop = shop.as_str(), class = failure.class(), %failure, "{what}");
        *done = Err(failure);
    }
}

/// One tick of `function`. A tick that is done is a heartbeat; one that isn't is logged.
pub async fn tick_once(
    function: &str,
    scheduled: &impl Scheduled,
    now: Timestamp,
    time: &TimeLeft,
) -> Result<(), Failure> {
    let done = scheduled.tick(now, time).await;
    match &done {
        Ok(()) => metrics::count(function, "Heartbeat", 1),
        Err(failure) => tracing::error!(class = failure.class(), %failure, "the tick isn't done"),
    }
    done
}

#[derive(Deserialize)]
struct Tick {
    /// When the schedule meant it; the clock's time if it can't be read.
    #[serde(default)]
    time: Option<String>,
}

/// Runs a scheduled function.
pub fn schedule<S: Scheduled>(face: Face, open: impl FnOnce(&Boot) -> Result<S, BootError>) -> ExitCode {
    run(face, Words::default(), open)
}

/// Runs a scheduled function that has a table `T` of its own in the shop's settings. It knows no shadow: what it tells,
/// it tells the shop's own people.
pub fn schedule_with<T: JsonSchema, S: Scheduled>(
    face: Face,
    open: impl FnOnce(&Boot) -> Result<S, BootError>,
) -> ExitCode {
    run(face, Words { settings_schema: Some(unswitched::<T>), decide: None }, open)
}

fn unswitched<T: JsonSchema>() -> Value {
    let mut schema = schemars::schema_for!(T);
    schema.insert(SWITCHED.to_owned(), false.into());
    schema.to_value()
}

fn run<S: Scheduled>(face: Face, words: Words, open: impl FnOnce(&Boot) -> Result<S, BootError>) -> ExitCode {
    let name = face.name;
    boot::run(face, words, async |boot| {
        let scheduled = Arc::new(open(&boot)?);
        lambda_runtime::run(service_fn(move |event: LambdaEvent<Tick>| {
            let scheduled = Arc::clone(&scheduled);
            async move {
                let time = TimeLeft::until(event.context.deadline());
                let now = event.payload.time.and_then(|t| t.parse().ok()).unwrap_or_else(Timestamp::now);
                // Boxed: a future inside futures all the way down is too deep for the compiler.
                Box::pin(tick_once(name, &*scheduled, now, &time)).await.map_err(lambda_runtime::Error::from)
            }
        }))
        .await
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_first_in_its_turn_and_nobody_is_left_out() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).expect("an instant");
        let turn =
            |all: &[&'static str], minute| in_turn(all, at(minute), 5).copied().collect::<Vec<_>>().concat();
        for (minute, order) in
            [(0, "abc"), (4, "abc"), (5, "bca"), (10, "cab"), (15, "abc"), (-1, "cab"), (-5, "cab")]
        {
            assert_eq!(turn(&["a", "b", "c"], minute), order, "{minute}");
        }
        assert_eq!((turn(&["a"], 5).as_str(), turn(&[], 5).as_str()), ("a", ""));
    }
    #[test]
    fn each_has_an_equal_share_and_none_without_time() {
        let (noon, minute) = (Timestamp::from_second(0).expect("an instant"), Duration::from_secs(60));
        let seconds = |time: TimeLeft| time.left().as_secs_f64().round();
        for (time, reserve, shares, left) in [
            (minute, 1, vec![20.0, 30.0, 60.0], 0),
            (minute, 25, vec![25.0, 30.0, 60.0], 0),
            (minute, 61, vec![], 3),
        ] {
            let time = TimeLeft::span(time);
            let mut turns =
                in_turn_in_time(&["a", "b", "c"], (noon, 5), (&time, Duration::from_secs(reserve)));
            let taken: Vec<_> =
                std::iter::from_fn(|| turns.next_with_share()).map(|(_, s)| seconds(s)).collect();
            assert_eq!((taken, turns.left()), (shares, left), "a reserve of {reserve} s");
        }
    }
}
