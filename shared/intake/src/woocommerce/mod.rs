//! WooCommerce: webhooks with the bodies of its REST API, version 3.

mod address;
mod discounts;
mod lines;
mod meta;
mod money;
mod order;
mod payment;
mod pickup;
mod resources;
mod shipments;
mod signature;
mod sums;
mod taxes;
mod tenders;
mod time;
mod wire;

use domain::{
    Timestamp,
    event::hash_of,
    webhook::{Refusal, Translation},
};
use serde_json::Value;

use crate::{Headers, Secret, Source, Topic, Unverified, topic};

/// The source `woocommerce`.
pub(crate) struct WooCommerce;

const COUPONS: &str = "nobody acts on coupons yet";

/// Stands in the table for every topic that begins so.
const ACTIONS: &str = "action.*";

/// What becomes of each topic. A new one is an entry here.
static TOPICS: &[Topic] = &[
    Topic::event("order.created", "order.created", order::created),
    Topic::event("order.updated", "order.updated", order::updated),
    Topic::event("order.deleted", "order.deleted", resources::deleted_order),
    Topic::event("order.restored", "order.updated", order::updated),
    Topic::event("customer.created", "customer.created", resources::customer),
    Topic::event("customer.updated", "customer.updated", resources::customer),
    Topic::event("customer.deleted", "customer.deleted", resources::deleted_customer),
    Topic::event("product.created", "product.created", resources::product),
    Topic::event("product.updated", "product.updated", resources::product),
    Topic::event("product.deleted", "product.deleted", resources::deleted_product),
    Topic::event("product.restored", "product.updated", resources::product),
    Topic::nothing("coupon.created", COUPONS),
    Topic::nothing("coupon.updated", COUPONS),
    Topic::nothing("coupon.deleted", COUPONS),
    Topic::nothing("coupon.restored", COUPONS),
    Topic::nothing(ACTIONS, "what a plugin's action carries is documented nowhere"),
];

/// Bodies by the keys that give them away; the first that has them all wins. Refunds come under no topic.
const SHAPES: &[(Option<&str>, &[&str])] = &[
    (None, &["amount", "reason", "refunded_by"]),
    (Some("order.created"), &["order_key", "line_items"]),
    (Some("order.created"), &["line_items", "number", "billing"]),
    (Some("product.updated"), &["sku", "stock_status"]),
    (Some("product.updated"), &["sku", "manage_stock"]),
    (Some("customer.updated"), &["is_paying_customer"]),
    (Some("customer.updated"), &["avatar_url", "billing"]),
    (Some("coupon.updated"), &["code", "discount_type"]),
];

const TOPIC: &str = "x-wc-webhook-topic";

impl Source for WooCommerce {
    fn name(&self) -> &'static str {
        "woocommerce"
    }

    fn topics(&self) -> &'static [Topic] {
        TOPICS
    }

    fn topic(&self, headers: &Headers, _: &[u8]) -> Option<String> {
        headers.get(TOPIC).filter(|topic| !topic.is_empty()).map(str::to_owned)
    }

    /// A new webhook is tried with an unsigned form of one number, `webhook_id=7`. Whatever has any of a webhook's
    /// headers, another type or another word in it is no ping and must be signed.
    fn is_ping(&self, headers: &Headers, body: &[u8]) -> bool {
        let form = |kind: &str| {
            let essence = kind.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        };
        let number = body.strip_prefix(b"webhook_id=").unwrap_or_default();
        (1..=20).contains(&number.len())
            && number.iter().all(u8::is_ascii_digit)
            && headers.get("content-type").is_none_or(form)
            && !headers.iter().any(|(name, _)| name.starts_with("x-wc-webhook-"))
    }

    /// WooCommerce signs no time: a captured request stays valid, and only the name of its effect keeps it from
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
        let listed = if topic.starts_with("action.") { ACTIONS } else { topic };
        topic::translate(TOPICS, listed, body)
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        let body = body.as_object()?;
        let fits = |keys: &[&str]| keys.iter().all(|key| body.contains_key(*key));
        SHAPES.iter().find(|(_, keys)| fits(keys)).and_then(|(topic, _)| *topic)
    }

    /// The delivery's id is as WooCommerce makes it: one for all deliveries of a webhook in one second.
    fn sign(&self, topic: &str, body: &[u8], secret: &Secret, now: Timestamp) -> Vec<(&'static str, String)> {
        let (resource, event) = topic.split_once('.').unwrap_or((topic, ""));
        let mut delivery = hash_of(format!("1{}", now.as_second()));
        delivery.truncate(32);
        vec![
            ("content-type", "application/json".to_owned()),
            ("x-wc-webhook-source", "https://shop.example/".to_owned()),
            (TOPIC, topic.to_owned()),
            ("x-wc-webhook-resource", resource.to_owned()),
            ("x-wc-webhook-event", event.to_owned()),
            (signature::HEADER, signature::sign(body, secret)),
            ("x-wc-webhook-id", "1".to_owned()),
            ("x-wc-webhook-delivery-id", delivery),
        ]
    }
}
