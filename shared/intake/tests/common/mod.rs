//! What the tests of this crate share.

#![allow(dead_code, reason = "each test file uses its own part of it")]

use domain::{
    order::Order,
    webhook::{Happened, Refusal, Translation},
};

/// Our own payload of this name, as text.
pub(crate) fn payload(name: &str) -> String {
    let path = format!("{}/tests/payloads/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What Shopify's `body` means under `topic`.
pub(crate) fn translate(topic: &str, body: &str) -> Result<Translation, Refusal> {
    intake::source("shopify").expect("a source").translate(topic, body.as_bytes())
}

/// What happened, or panic.
pub(crate) fn happened(topic: &str, body: &str) -> Happened {
    match translate(topic, body) {
        Ok(Translation::Happened(happened)) => *happened,
        other => panic!("{topic}: {other:?}"),
    }
}

/// The order in our payload of this name.
pub(crate) fn order(name: &str) -> Order {
    happened("orders/create", &payload(name)).order.expect("orders/create carries the order")
}
