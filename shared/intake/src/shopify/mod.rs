//! Shopify: REST-shaped webhooks, and the same orders asked for by GraphQL.

mod address;
mod customers;
mod discounts;
mod facts;
mod fulfilments;
pub mod graphql;
mod id;
mod lines;
mod list;
mod money;
mod notices;
mod order;
mod payment;
mod privacy;
mod products;
mod returns;
mod shapes;
mod shipments;
mod shipping;
mod signature;
mod stock;
mod sums;
mod taxes;
mod topics;
mod wire;

use domain::{Timestamp, event::hash_of};
use serde_json::Value;

use crate::{Headers, Secret, Source, Topic, Unverified};

/// The source `shopify`.
pub(crate) struct Shopify;

const TOPIC: &str = "x-shopify-topic";

impl Source for Shopify {
    fn name(&self) -> &'static str {
        "shopify"
    }

    fn topics(&self) -> &'static [Topic] {
        topics::TOPICS
    }

    fn topic(&self, headers: &Headers, _: &[u8]) -> Option<String> {
        headers.get(TOPIC).filter(|topic| !topic.is_empty()).map(str::to_owned)
    }

    /// Shopify signs no time: a captured request stays valid, and only the name of its effect keeps it from
    /// happening twice.
    fn verify(
        &self,
        headers: &Headers,
        body: &[u8],
        secrets: &[Secret],
        _now: Timestamp,
    ) -> Result<(), Unverified> {
        signature::verify(headers, body, secrets)
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        shapes::guess(body.as_object()?)
    }

    fn sign(&self, topic: &str, body: &[u8], secret: &Secret, now: Timestamp) -> Vec<(&'static str, String)> {
        let mut delivery = hash_of(format!("{topic}|{now}|{}", hash_of(body)));
        delivery.truncate(32);
        vec![
            ("content-type", "application/json".to_owned()),
            (TOPIC, topic.to_owned()),
            (signature::HEADER, signature::sign(body, secret)),
            ("x-shopify-api-version", "2026-04".to_owned()),
            ("x-shopify-triggered-at", now.to_string()),
            ("x-shopify-webhook-id", delivery),
        ]
    }
}
