//! A shop without a platform, and parcels without a tracker that we know: Standard Webhooks around CloudEvents 1.0, in a format
//! of ours. README.md beside this file is its documentation, and a test reads the examples in it.

mod delivery;
mod event;
mod notices;
mod order;
mod parcel;
mod payment;
mod returns;
mod stock;
mod wire;

use domain::{
    Timestamp,
    event::hash_of,
    webhook::{Refusal, Translation},
};
use serde_json::Value;

use crate::{
    Headers, Secret, Source, Topic, Unverified, json,
    refusal::{missing, tame},
    standard, topic,
};

/// A source of this format.
pub(crate) struct Own {
    name: &'static str,
    topics: &'static [Topic],
    is_platform: bool,
}

/// The source `own`: all of it.
pub(crate) static SHOP: Own = Own { name: "own", topics: TOPICS, is_platform: true };

/// The source `parcels`: nothing but scans, beside a shop's platform.
pub(crate) static PARCELS: Own = Own { name: "parcels", topics: &[SCANNED], is_platform: false };

const SCANNED: Topic = Topic::event("parcel.scanned", "parcel.scanned", parcel::read);

/// The types that are understood: our own kinds. A new one is an entry here.
static TOPICS: &[Topic] = &[
    Topic::event("order.created", "order.created", order::read),
    Topic::event("order.updated", "order.updated", order::read),
    Topic::event("order.paid", "order.paid", order::read),
    Topic::event("order.cancelled", "order.cancelled", order::read),
    Topic::event("order.partly-fulfilled", "order.partly-fulfilled", order::read),
    Topic::event("order.fulfilled", "order.fulfilled", order::read),
    Topic::event("order.edited", "order.edited", order::edited),
    Topic::event("order.refunded", "order.refunded", order::refunded),
    Topic::event("order.deleted", "order.deleted", notices::order),
    Topic::event("fulfilment.created", "fulfilment.created", notices::fulfilment),
    Topic::event("fulfilment.updated", "fulfilment.updated", notices::fulfilment),
    Topic::event("customer.created", "customer.created", notices::customer),
    Topic::event("customer.updated", "customer.updated", notices::customer),
    Topic::event("customer.deleted", "customer.deleted", notices::customer),
    Topic::event("product.created", "product.created", stock::product),
    Topic::event("product.updated", "product.updated", stock::product),
    Topic::event("product.deleted", "product.deleted", notices::product),
    Topic::event("stock.level-set", "stock.level-set", stock::level),
    Topic::event("stock.counted", "stock.level-set", stock::counted),
    Topic::event("stock.changed", "stock.changed", stock::changed),
    Topic::event("stock.received", "stock.received", stock::received),
    Topic::event("return.requested", "return.requested", returns::read),
    Topic::event("return.approved", "return.approved", returns::read),
    Topic::event("return.declined", "return.declined", returns::read),
    Topic::event("return.updated", "return.updated", returns::read),
    Topic::event("return.closed", "return.closed", returns::read),
    Topic::event("return.cancelled", "return.cancelled", returns::read),
    Topic::event("return.reopened", "return.reopened", returns::read),
    Topic::event("return.processed", "return.processed", returns::read),
    Topic::event("return.shipped", "return.parcel-shipped", returns::shipped),
    Topic::event("return.received", "return.parcel-arrived", returns::arrived),
    Topic::event("return.graded", "return.parcel-graded", returns::graded),
    SCANNED,
];

impl Source for Own {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_platform(&self) -> bool {
        self.is_platform
    }

    fn topics(&self) -> &'static [Topic] {
        self.topics
    }

    fn topic(&self, _: &Headers, body: &[u8]) -> Option<String> {
        let event::Type { name } = json::read(body).ok()?;
        Some(tame(name.0.trim())).filter(|name| !name.is_empty())
    }

    fn verify(
        &self,
        headers: &Headers,
        body: &[u8],
        secrets: &[Secret],
        now: Timestamp,
    ) -> Result<(), Unverified> {
        let keys = standard::keys(secrets);
        if keys.is_empty() {
            return Err(Unverified::NoSecret);
        }
        standard::verify(headers, body, keys.iter(), now)
    }

    fn translate(&self, topic: &str, body: &[u8]) -> Result<Translation, Refusal> {
        if topic.is_empty() {
            json::read::<event::Type>(body)?;
            return Err(missing("type"));
        }
        topic::translate(self.topics, topic, body)
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        let name = body.get("type")?.as_str()?;
        self.topics.iter().find(|topic| topic.covers(name)).map(|topic| topic.name)
    }

    /// Without a secret of the standard's form there is nothing to sign with, and the signature is left out.
    fn sign(&self, _: &str, body: &[u8], secret: &Secret, now: Timestamp) -> Vec<(&'static str, String)> {
        let keys = standard::keys(std::slice::from_ref(secret));
        let mut headers = standard::sign(
            standard::id(hash_of(body)),
            body,
            keys.first().map_or(&[][..], Vec::as_slice),
            now,
        );
        headers.retain(|(name, _)| *name != standard::SIGNATURE || !keys.is_empty());
        headers
    }
}
