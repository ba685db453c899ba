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
pub fn in_turn<T>(all: &[T], now: Timestamp, minutes: i64) -> impl Iterator<Item = &T> {
    let period = now.as_second().div_euclid(60 * minutes);
    let first = period.rem_euclid(i64::try_from(all.len().max(1)).unwrap_or(i64::MAX));
    let (before, from) = all.split_at(usize::try_from(first).unwrap_or_default());
    from.iter().chain(before)
}

/// The same, as long as so much of the tick's time is left: the rest is left to the next tick, and the log says how many.
pub fn in_turn_in_time<'a, T>(
    all: &'a [T],
    (now, minutes): (Timestamp, i64),
    (time, reserve): (&'a TimeLeft, Duration),
) -> impl Iterator<Item = &'a T> {
    in_turn(all, now, minutes).enumerate().map_while(move |(nth, one)| {
        if time.left() < reserve {
            tracing::warn!(left = all.len() - nth, "some are left for the next tick");
            return None;
        }
        Some(one)
    })
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
}
