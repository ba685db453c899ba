//! EasyPost: trackers of any carrier, told by webhooks.

mod read;
mod signature;

use domain::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Headers, Secret, Source, Topic, Unverified,
    json::{self, Text},
    refusal::tame,
};

/// The source `easypost`.
pub(crate) struct EasyPost;

const PAPERS: &str = "labels and what they cost tell nothing of the way";

/// What becomes of each event, by its `description`. A new one is an entry here.
static TOPICS: &[Topic] = &[
    Topic::event("tracker.created", "parcel.scanned", read::tracker),
    Topic::event("tracker.updated", "parcel.scanned", read::tracker),
    Topic::nothing("batch.created", PAPERS),
    Topic::nothing("batch.updated", PAPERS),
    Topic::nothing("scan_form.created", PAPERS),
    Topic::nothing("scan_form.updated", PAPERS),
    Topic::nothing("shipment.invoice.created", PAPERS),
    Topic::nothing("shipment.invoice.updated", PAPERS),
];

/// What tells an event from another body.
#[derive(Deserialize)]
struct Envelope {
    object: Text,
    description: Text,
}

impl Source for EasyPost {
    fn name(&self) -> &'static str {
        "easypost"
    }

    fn is_platform(&self) -> bool {
        false
    }

    fn topics(&self) -> &'static [Topic] {
        TOPICS
    }

    fn topic(&self, _: &Headers, body: &[u8]) -> Option<String> {
        let Envelope { object, description } = json::read(body).ok()?;
        let topic = tame(description.0.trim());
        (object.0 == "Event" && !topic.is_empty()).then_some(topic)
    }

    /// EasyPost signs no time: a captured request stays valid, and only the name of its effect keeps it from happening twice.
    fn verify(
        &self,
        headers: &Headers,
        body: &[u8],
        secrets: &[Secret],
        _: Timestamp,
    ) -> Result<(), Unverified> {
        signature::verify(headers, body, secrets)
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        let named = |name: &str| body.get(name).and_then(Value::as_str);
        match named("object")? {
            "Event" => TOPICS.iter().map(|topic| topic.name).find(|name| named("description") == Some(name)),
            "Tracker" => Some("tracker.updated"),
            _ => None,
        }
    }

    fn sign(&self, _: &str, body: &[u8], secret: &Secret, _: Timestamp) -> Vec<(&'static str, String)> {
        vec![
            ("content-type", "application/json".to_owned()),
            (signature::HEADER, signature::sign(body, secret)),
        ]
    }
}
