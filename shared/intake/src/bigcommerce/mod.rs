//! BigCommerce: Standard Webhooks that carry ids and nothing else.

mod read;

use domain::{
    Timestamp,
    event::hash_of,
    webhook::{Refusal, Translation},
};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Headers, Secret, Source, Topic, Unverified,
    json::{self, Text},
    mac,
    refusal::{missing, tame},
    standard, topic,
};

/// The source `bigcommerce`.
pub(crate) struct BigCommerce;

const CARTS: &str = "carts are nobody's order yet, and hold addresses of people who bought nothing";
const PARTS: &str = "the customer as a whole is told of by store/customer/*";
const TAGS: &str = "metafields are notes of other apps";

/// What becomes of each topic. A new one is an entry here.
static TOPICS: &[Topic] = &[
    Topic::event("store/order/created", "order.created", read::order),
    Topic::event("store/order/updated", "order.updated", read::order),
    Topic::event("store/order/statusUpdated", "order.updated", read::status),
    // Taking an order off the list is all the deleting there is.
    Topic::event("store/order/archived", "order.deleted", read::order),
    Topic::event("store/order/refund/created", "order.refunded", read::refund),
    Topic::nothing("store/order/message/created", "people write messages to people"),
    Topic::nothing(
        "store/order/transaction/*",
        "what a payment changes is told of by store/order/statusUpdated",
    ),
    Topic::nothing("store/order/metafield/*", TAGS),
    Topic::event("store/shipment/created", "fulfilment.created", read::shipment),
    Topic::event("store/shipment/updated", "fulfilment.updated", read::shipment),
    Topic::event("store/shipment/deleted", "fulfilment.deleted", read::shipment),
    Topic::event("store/customer/created", "customer.created", read::customer),
    Topic::event("store/customer/updated", "customer.updated", read::customer),
    Topic::event("store/customer/deleted", "customer.deleted", read::customer),
    Topic::nothing("store/customer/address/*", PARTS),
    Topic::nothing("store/customer/payment/instrument/default/updated", PARTS),
    Topic::nothing("store/customer/channel/login/access/updated", PARTS),
    Topic::event("store/product/created", "product.created", read::product),
    Topic::event("store/product/updated", "product.updated", read::product),
    Topic::event("store/product/deleted", "product.deleted", read::product),
    Topic::nothing("store/product/price/updated", "store/product/updated tells the same"),
    Topic::nothing("store/product/metafield/*", TAGS),
    Topic::event("store/product/inventory/updated", "stock.level-set", read::product_stock),
    Topic::event("store/product/inventory/order/updated", "stock.level-set", read::product_stock),
    Topic::event("store/sku/created", "stock.item-created", read::item),
    Topic::event("store/sku/updated", "stock.item-updated", read::item),
    Topic::event("store/sku/deleted", "stock.item-deleted", read::item),
    Topic::event("store/sku/inventory/updated", "stock.level-set", read::item_stock),
    Topic::event("store/sku/inventory/order/updated", "stock.level-set", read::item_stock),
    Topic::nothing("store/cart/*", CARTS),
    Topic::nothing("store/cart/lineItem/*", CARTS),
    Topic::nothing("store/channel/*/cart/*", CARTS),
    Topic::nothing(
        "store/channel/*/notifications/abandonedCart/*",
        "these are settings of BigCommerce's own mails",
    ),
    Topic::nothing("store/subscriber/*", "newsletters are kept elsewhere"),
    Topic::nothing("store/category/*", "nobody acts on categories"),
    Topic::nothing("store/information/updated", "a shop's particulars are in its settings here"),
    Topic::event("store/app/uninstalled", "app.uninstalled", read::uninstalled),
];

/// The one key that every body has for this.
#[derive(Deserialize)]
struct Scope {
    scope: Text,
}

impl Source for BigCommerce {
    fn name(&self) -> &'static str {
        "bigcommerce"
    }

    fn topics(&self) -> &'static [Topic] {
        TOPICS
    }

    fn topic(&self, _: &Headers, body: &[u8]) -> Option<String> {
        let Scope { scope } = json::read(body).ok()?;
        Some(tame(scope.0.trim())).filter(|scope| !scope.is_empty())
    }

    /// The key is the app's client secret as it stands: what a Standard Webhooks library is given is its base64. The
    /// body's `hash` is no proof of anything, as anybody can make one.
    fn verify(
        &self,
        headers: &Headers,
        body: &[u8],
        secrets: &[Secret],
        now: Timestamp,
    ) -> Result<(), Unverified> {
        standard::verify(headers, body, mac::set(secrets)?.map(Secret::bytes), now)
    }

    fn translate(&self, topic: &str, body: &[u8]) -> Result<Translation, Refusal> {
        if topic.is_empty() {
            json::read::<Scope>(body)?;
            return Err(missing("scope"));
        }
        topic::translate(TOPICS, topic, body)
    }

    fn guess_topic(&self, body: &Value) -> Option<&'static str> {
        let scope = body.get("scope")?.as_str()?;
        TOPICS.iter().find(|topic| topic.covers(scope)).map(|topic| topic.name)
    }

    fn sign(&self, _: &str, body: &[u8], secret: &Secret, now: Timestamp) -> Vec<(&'static str, String)> {
        standard::sign(standard::id(hash_of(body)), body, secret.bytes(), now)
    }
}
