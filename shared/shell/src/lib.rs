//! Lambda: boot, settings, secrets, logs, metrics, the per-record loop, deadlines, HTTP.
//!
//! The only crate that knows `lambda_runtime`. A function's `main` calls one of [`automation`], [`consumer`],
//! [`relay`], [`schedule`] and [`door`] with what it is and how it is opened; everything that a hundred functions
//! have in common happens here.

mod answer;
mod automation;
mod aws;
mod boot;
mod cache;
mod dead_letters;
mod http;
mod links;
mod logs;
pub mod metrics;
mod queue;
mod request;
mod schedule;
mod secrets;
mod stream;
mod terminal;
mod time;
mod visitors;

pub use answer::{Answer, Body};
pub use automation::{automation, automation_with, desk};
pub use boot::{Boot, BootError, Face, Role};
pub use cache::Cache;
pub use dead_letters::DeadLetters;
pub use http::{Door, answer_one, door};
pub use links::{LinkKeys, Opener};
pub use queue::{Batch, Consumer, Message, Verdict, consumer, work_off};
pub use request::HttpRequest;
pub use schedule::{Scheduled, Turns, in_turn_in_time, note, schedule, schedule_with, tick_once};
pub use secrets::{Credentials, SecretError, Secrets};
pub use stream::{Relay, Streamed, relay};
pub use time::TimeLeft;
pub use visitors::{Visitors, notice, unanswerable};
