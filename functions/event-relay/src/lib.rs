//! Carries the journal's events from the table's stream to the topic.
//!
//! Woken by the stream; reads nothing; publishes each event's text as it stands in the journal. What can't be
//! published is given back to the stream, from the first such event on; after its retries the stream puts the
//! records into the failures' bucket. An event published twice is settled once by whoever it wakes.

mod topic;

use std::future::Future;

use domain::{Failure, Outgoing, Payload, outgoing, schedule::Heartbeat};
use serde::Deserialize;
use shell::{Relay, Streamed, TimeLeft, metrics};

pub use topic::Topic;

/// Somewhere to publish to.
pub trait Publish: Send + Sync + 'static {
    /// Publishes what goes in one call. On failure: the index of the first that wasn't published.
    fn publish(&self, messages: Vec<Outgoing>) -> impl Future<Output = Result<(), (usize, Failure)>> + Send;
}

/// As much of an event as its way needs; the rest is its readers' business.
#[derive(Deserialize)]
struct Addressed {
    #[serde(rename = "type")]
    kind: String,
    shop: String,
}

/// What can't be addressed, or is more than the topic takes of any message, is counted and passed over: the journal keeps it,
/// and its neighbours go on.
fn publishable(record: &Streamed) -> Option<Outgoing> {
    let addressed = match serde_json::from_str::<Addressed>(&record.text) {
        Ok(Addressed { kind, shop }) => Ok(Outgoing { text: record.text.clone(), kind, shop }),
        Err(e) => Err(format!("has no address, as its column {} shows", e.column())),
    };
    let fits = addressed.and_then(|message| match message.weight() {
        weight if weight > outgoing::MOST_BYTES => Err(format!("weighs {weight} bytes")),
        _ => Ok(message),
    });
    fits.inspect_err(|why| {
        tracing::error!(sequence = record.sequence, "a journalled text {why}: it isn't published");
        metrics::count("event-relay", "Bug", 1);
    })
    .ok()
}

/// The relay.
#[derive(Debug)]
pub struct EventRelay<P>(pub P);

impl<P: Publish> Relay for EventRelay<P> {
    const ATTRIBUTE: &'static str = store::journal::EVENT;

    async fn carry(&self, records: &[Streamed], _: &TimeLeft) -> Result<(), (usize, Failure)> {
        let mut beats = 0;
        let (places, messages): (Vec<_>, Vec<_>) =
            records.iter().enumerate().filter_map(|(at, record)| Some((at, publishable(record)?))).unzip();
        for call in outgoing::calls(messages.iter().map(Outgoing::weight)) {
            let start = call.start;
            let messages = messages[call].to_vec();
            beats += messages.iter().filter(|message| message.kind == Heartbeat::KIND).count() as u64;
            let published = self.0.publish(messages).await;
            published.map_err(|(at, failure)| (places[start + at], failure))?;
        }
        if beats > 0 {
            metrics::count("event-relay", "Heartbeat", beats);
        }
        Ok(())
    }
}
