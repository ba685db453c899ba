//! Carries the journal's events from the table's stream to the topic.
//!
//! Woken by the stream; reads nothing; publishes each event's text as it stands in the journal. What can't be
//! published is given back to the stream, from the first such event on; after its retries the stream puts the
//! records into the failures' bucket. An event published twice is settled once by whoever it wakes.

mod topic;

use std::future::Future;

use domain::{Failure, Payload, schedule::Heartbeat};
use serde::Deserialize;
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

/// As much of an event as its way needs; the rest is its readers' business.
#[derive(Deserialize)]
struct Addressed {
    #[serde(rename = "type")]
    kind: String,
    shop: String,
}

/// What can't be addressed is counted and passed over: the journal keeps it, and its neighbours go on.
fn outgoing(record: &Streamed) -> Option<Outgoing> {
    match serde_json::from_str::<Addressed>(&record.text) {
        Ok(Addressed { kind, shop }) => Some(Outgoing { text: record.text.clone(), kind, shop }),
        Err(e) => {
            tracing::error!(
                sequence = record.sequence,
                column = e.column(),
                "a journalled text has no address"
            );
            metrics::count("event-relay", "Bug", 1);
            None
        }
    }
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
            let messages: Vec<Outgoing> = records.iter().filter_map(outgoing).collect();
            beats += messages.iter().filter(|message| message.kind == Heartbeat::KIND).count() as u64;
            if messages.is_empty() {
                continue;
            }
            // With a record passed over, places shift: then the whole page is given back.
            let exact = messages.len() == records.len();
            let place = |at| if exact { start + at } else { start };
            self.0.publish(messages).await.map_err(|(at, failure)| (place(at), failure))?;
        }
        if beats > 0 {
            metrics::count("event-relay", "Heartbeat", beats);
        }
        Ok(())
    }
}
