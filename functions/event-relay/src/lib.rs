//! Carries the journal's events from the table's stream to the topic.
//!
//! Woken by the stream; reads nothing; publishes each event's text as it stands in the journal. What can't be
//! published is given back to the stream, from the first such event on; after its retries the stream puts the
//! records into the failures' bucket. An event published twice is settled once by whoever it wakes.

mod topic;

use std::future::Future;

use domain::{Event, Failure, Payload, schedule::Heartbeat};
use shell::{Relay, Streamed, TimeLeft, metrics};

pub use topic::Topic;

/// The most that one call to the topic takes.
pub const MOST: usize = 10;

/// A message for the topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The event's text.
    pub text: String,
    /// Its kind, by which queues choose.
    pub kind: String,
    /// Its shop: the message group, so that one busy shop can't starve the others.
    pub shop: String,
}

/// Somewhere to publish to.
pub trait Publish: Send + Sync + 'static {
    /// Publishes up to [`MOST`] messages. On failure: the index of the first that wasn't published.
    fn publish(&self, messages: Vec<Outgoing>) -> impl Future<Output = Result<(), (usize, Failure)>> + Send;
}

/// The relay.
#[derive(Debug)]
pub struct EventRelay<P>(pub P);

impl<P: Publish> Relay for EventRelay<P> {
    const ATTRIBUTE: &'static str = store::journal::EVENT;

    async fn carry(&self, records: &[Streamed], _: &TimeLeft) -> Result<(), (usize, Failure)> {
        let mut beats = 0;
        for (page, records) in records.chunks(MOST).enumerate() {
            let start = page * MOST;
            let mut messages = Vec::with_capacity(records.len());
            let mut unreadable = None;
            for (at, record) in records.iter().enumerate() {
                match Event::parse(&record.text) {
                    Ok(event) => {
                        beats += u64::from(event.kind == Heartbeat::KIND);
                        messages.push(Outgoing {
                            kind: event.kind,
                            shop: event.shop.to_string(),
                            text: record.text.clone(),
                        });
                    }
                    Err(failure) => {
                        unreadable = Some((start + at, failure));
                        break;
                    }
                }
            }
            if !messages.is_empty() {
                self.0.publish(messages).await.map_err(|(at, failure)| (start + at, failure))?;
            }
            if let Some(unreadable) = unreadable {
                return Err(unreadable);
            }
        }
        if beats > 0 {
            metrics::count("event-relay", "Heartbeat", beats);
        }
        Ok(())
    }
}
