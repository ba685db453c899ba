//! AfterShip Tracking: parcels of any carrier, told by webhooks.

mod countries;
mod read;
mod signature;

use domain::Timestamp;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use crate::{
    Headers, Secret, Source, Topic, Unverified,
    json::{self, Text},
    refusal::tame,
};

/// The source `aftership`.
pub(crate) struct AfterShip;

/// What becomes of each event, by its word in the body. A new one is an entry here.
static TOPICS: &[Topic] = &[
    Topic::event("tracking_update", "parcel.scanned", read::tracking),
    Topic::event("edd_revise", "parcel.scanned", read::tracking),
    Topic::nothing("tracking_pending_time", "silence is noticed here, by the shop's own delivery days"),
];

/// What tells an event from another body.
#[derive(Deserialize)]
struct Envelope {
    event: Text,
    #[serde(rename = "msg")]
    _msg: IgnoredAny,
}

impl Source for AfterShip {
    fn name(&self) -> &'static str {
        "aftership"
    }

    fn is_platform(&self) -> bool {
        false
    }

    fn topics(&self) -> &'static [Topic] {
        TOPICS
    }

    fn topic(&self, _: &Headers, body: &[u8]) -> Option<String> {
        let Envelope { event, .. } = json::read(body).ok()?;
        Some(tame(event.0.trim())).filter(|topic| !topic.is_empty())
    }

    /// AfterShip signs no time: a captured request stays valid, and only the name of its effect keeps it from happening twice.
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
        if let Some(event) = body.get("event").and_then(Value::as_str).filter(|_| body.get("msg").is_some()) {
            return TOPICS.iter().map(|topic| topic.name).find(|name| *name == event);
        }
        let has = |key: &str| body.get(key).is_some();
        (has("tracking_number") && has("checkpoints")).then_some("tracking_update")
    }

    fn sign(&self, _: &str, body: &[u8], secret: &Secret, _: Timestamp) -> Vec<(&'static str, String)> {
        vec![
            ("content-type", "application/json".to_owned()),
            (signature::HEADER, signature::sign(body, secret)),
        ]
    }
}
