//! Shopify: REST-shaped webhooks of orders and refunds.

mod address;
mod discounts;
mod id;
mod lines;
mod money;
mod notices;
mod order;
mod share;
mod shipping;
mod signature;
mod sums;
mod taxes;
mod wire;

use domain::{
    EntityRef, SourceVersion, Timestamp,
    event::hash_of,
    order::{Order, PaymentStatus},
    webhook::{Happened, Refusal, Translation},
};
use serde_json::Value;

use crate::{Headers, Secret, Source, Unverified, refusal::tame};

/// The source `shopify`.
pub(crate) struct Shopify;

/// A topic that is acted on.
struct Topic {
    /// Shopify's word.
    name: &'static str,
    /// Ours.
    kind: &'static str,
    /// Reads the body.
    read: fn(&[u8]) -> Result<Facts, Refusal>,
}

/// What a body says, before it has our kind and the body's hash.
struct Facts {
    order_id: String,
    at: Timestamp,
    order: Option<Order>,
    edited_at: Option<Timestamp>,
}

/// The topics that are acted on. A new one is an entry here.
const TOPICS: &[Topic] = &[
    Topic { name: "orders/create", kind: "order.created", read: order::read },
    Topic { name: "orders/updated", kind: "order.updated", read: order::read },
    Topic { name: "orders/paid", kind: "order.paid", read: order::read },
    Topic { name: "orders/cancelled", kind: "order.cancelled", read: order::read },
    Topic { name: "orders/fulfilled", kind: "order.fulfilled", read: order::read },
    Topic { name: "orders/edited", kind: "order.edited", read: notices::edit },
    Topic { name: "refunds/create", kind: "order.refunded", read: notices::refund },
];

/// Bodies by the keys that give them away; the first that has them all wins.
const SHAPES: &[(&str, &[&str])] = &[
    ("orders/edited", &["order_edit"]),
    ("refunds/create", &["order_id", "refund_line_items"]),
    ("draft_orders/create", &["line_items", "invoice_url"]),
    ("checkouts/create", &["line_items", "completed_at"]),
    ("orders/create", &["line_items", "financial_status"]),
    ("orders/create", &["line_items", "order_number"]),
    ("fulfillments/create", &["order_id", "tracking_numbers"]),
    ("carts/update", &["line_items", "token"]),
    ("products/update", &["variants", "handle"]),
    ("customers/update", &["email", "addresses"]),
    ("inventory_levels/update", &["inventory_item_id", "location_id"]),
    ("orders/create", &["line_items", "total_price"]),
];

const TOPIC: &str = "x-shopify-topic";

/// How far an order is. Shopify counts in seconds: of two snapshots of one second the further one is the newer. What
/// is as far is told apart by its hash, so that any order of arrival ends in one state.
fn progress(order: &Order) -> u8 {
    let paid = match order.payment.status {
        PaymentStatus::Pending => 0,
        PaymentStatus::Authorised => 1,
        PaymentStatus::Expired => 2,
        PaymentStatus::PartlyPaid => 3,
        PaymentStatus::Paid => 4,
        PaymentStatus::Voided => 5,
        PaymentStatus::PartlyRefunded => 6,
        PaymentStatus::Refunded => 7,
    };
    if order.cancelled_at.is_some() { 10 + paid } else { paid }
}

impl Source for Shopify {
    fn name(&self) -> &'static str {
        "shopify"
    }

    fn topic<'h>(&self, headers: &'h Headers) -> Option<&'h str> {
        headers.get(TOPIC).filter(|topic| !topic.is_empty())
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

    fn translate(&self, topic: &str, body: &[u8]) -> Result<Translation, Refusal> {
        let Some(known) = TOPICS.iter().find(|t| t.name == topic) else {
            let reason = format!("the topic \"{}\" is not among those acted on", tame(topic));
            return Ok(Translation::Ignored { reason });
        };
        let Facts { order_id, at, order, edited_at } = (known.read)(body)?;
        let mut hash = hash_of(body);
        hash.truncate(16);
        let tie = format!("{:02}-{hash}", order.as_ref().map_or(0, progress));
        Ok(Translation::Happened(Box::new(Happened {
            kind: known.kind.to_owned(),
            entity: EntityRef::order(&order_id),
            source: SourceVersion { at, tie },
            order,
            edited_at,
        })))
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        let body = body.as_object()?;
        let fits = |keys: &[&str]| keys.iter().all(|key| body.contains_key(*key));
        SHAPES.iter().find(|(_, keys)| fits(keys)).map(|(topic, _)| *topic)
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
