//! Functions woken by a schedule. A tick carries its time.

use std::{future::Future, process::ExitCode, sync::Arc};

use domain::{Failure, Timestamp};
use lambda_runtime::{LambdaEvent, service_fn};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Boot, BootError, Face, TimeLeft, boot,
    terminal::{SWITCHED, Words},
};

/// Whoever does something each time the clock says so.
pub trait Scheduled: Send + Sync + 'static {
    /// Does what is due at `now`. The same tick may come twice, and ticks may stay away.
    fn tick(&self, now: Timestamp, time: &TimeLeft) -> impl Future<Output = Result<(), Failure>> + Send;
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
    boot::run(face, words, async |boot| {
        let scheduled = Arc::new(open(&boot)?);
        lambda_runtime::run(service_fn(move |event: LambdaEvent<Tick>| {
            let scheduled = Arc::clone(&scheduled);
            async move {
                let time = TimeLeft::until(event.context.deadline());
                let now = event.payload.time.and_then(|t| t.parse().ok()).unwrap_or_else(Timestamp::now);
                // Boxed: a future inside futures all the way down is too deep for the compiler.
                Box::pin(scheduled.tick(now, &time)).await.map_err(|failure| {
                    tracing::error!(class = failure.class(), %failure, "the tick isn't done");
                    lambda_runtime::Error::from(failure)
                })
            }
        }))
        .await
    })
}
