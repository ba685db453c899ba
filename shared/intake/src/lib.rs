//! Foreign formats and signatures become domain events.
//!
//! Pure: no I/O, no clock. A shop platform is one [`Source`]; a topic of it is one entry in its table.

mod aftership;
mod amount;
mod bigcommerce;
mod easypost;
mod entities;
mod fixture;
mod headers;
mod json;
mod mac;
mod own;
mod refusal;
mod scans;
mod secret;
mod share;
mod shopify;
mod standard;
mod tags;
mod tender;
mod topic;
mod woocommerce;

use domain::{
    Timestamp,
    webhook::{Refusal, Translation},
};

pub use fixture::{Unwrapped, unwrap_fixture};
pub use headers::Headers;
pub use json::{elements, elements_at};
pub use secret::Secret;
pub use shopify::graphql as shopify_orders;
pub use standard::sign_webhook;
pub use topic::{Becomes, Topic};

/// A platform that sends webhooks.
pub trait Source: Sync {
    /// Its name in addresses and settings, such as `shopify`.
    fn name(&self) -> &'static str;

    /// Whether it is a shop's platform. One that isn't tells of parcels only, by carriers' numbers, so that it may stand beside a
    /// platform: no ids meet.
    fn is_platform(&self) -> bool {
        true
    }

    /// What becomes of each topic. A topic that isn't here is left aside by name.
    fn topics(&self) -> &'static [Topic];

    /// The platform's word for what happened, such as `orders/create`; some write it into the body.
    fn topic(&self, headers: &Headers, body: &[u8]) -> Option<String>;

    /// Whether this is the platform trying whether somebody is there: unsigned, answered with 200, and nothing else.
    fn is_ping(&self, _headers: &Headers, _body: &[u8]) -> bool {
        false
    }

    /// Whether the holder of one of `secrets` signed exactly these bytes. Fails closed. `now` is for the platforms
    /// that sign a timestamp.
    fn verify(
        &self,
        headers: &Headers,
        body: &[u8],
        secrets: &[Secret],
        now: Timestamp,
    ) -> Result<(), Unverified>;

    /// What the body means. Never panics, whatever the bytes.
    fn translate(&self, topic: &str, body: &[u8]) -> Result<Translation, Refusal> {
        topic::translate(self.topics(), topic, body)
    }

    /// The topic that a body of this shape most likely came under: for people at a terminal, never for the door.
    fn guess_topic(&self, body: &serde_json::Value) -> Option<&'static str>;

    /// The headers that a true sender would set.
    fn sign(&self, topic: &str, body: &[u8], secret: &Secret, now: Timestamp) -> Vec<(&'static str, String)>;
}

/// Why a signature doesn't hold. The sender is told none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The shop has no secret for this source, or only empty ones.
    #[error("no secret is set for this source")]
    NoSecret,
    /// The signature's header is missing.
    #[error("the signature header is missing")]
    MissingHeader,
    /// The signature isn't of the right form or length.
    #[error("the signature is malformed")]
    Malformed,
    /// None of the secrets makes this signature.
    #[error("the signature doesn't match the body")]
    Mismatch,
    /// The signed time is too far from now.
    #[error("the signed time is too far from now")]
    Stale,
}

/// Every source. A new one is a folder or file with its [`Source`], and an entry here.
static SOURCES: &[&dyn Source] = &[
    &shopify::Shopify,
    &woocommerce::WooCommerce,
    &bigcommerce::BigCommerce,
    &own::SHOP,
    &easypost::EasyPost,
    &aftership::AfterShip,
    &own::PARCELS,
];

/// Every source there is.
pub fn sources() -> &'static [&'static dyn Source] {
    SOURCES
}

/// The source of this name.
pub fn source(name: &str) -> Option<&'static dyn Source> {
    SOURCES.iter().copied().find(|s| s.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_found_by_name() {
        for known in sources() {
            assert_eq!(source(known.name()).map(Source::name), Some(known.name()));
        }
        let beside: Vec<_> = sources().iter().filter(|s| !s.is_platform()).map(|s| s.name()).collect();
        assert_eq!(beside, domain::settings::BESIDE_A_PLATFORM);
        assert!(source("Shopify").is_none());
        assert!(source("").is_none());
    }
}
