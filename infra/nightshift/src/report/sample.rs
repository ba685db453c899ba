//! A small day for tests, made by hand: each automation has something to tell, and some of it is hostile. The browser's tests
//! have the page of the same file.

use domain::EntityRef;

use super::played::PlayedDay;
use crate::day::shown::{Mail, Row};

/// A row of the table.
pub(super) fn row(order: &str, decision: &str, because: &str, took: u64, mail: bool) -> Row {
    Row {
        shop: "acme".into(),
        source: "shopify".into(),
        entity: (!order.is_empty()).then(|| EntityRef::order(order.trim_start_matches('#'))),
        order: order.into(),
        event: "orders/create".into(),
        story: "What it shows".into(),
        answer: "accepted".into(),
        decision: decision.into(),
        because: because.into(),
        mail: mail.then(|| Mail {
            number: 1,
            to: "a…a@buyer.example".into(),
            subject: "Confirmed".into(),
            reported: "delivery".into(),
        }),
        took_ms: took,
        as_told: true,
    }
}

/// The day.
pub(super) fn kept() -> PlayedDay {
    serde_json::from_str(include_str!("sample.json")).expect("a day")
}
