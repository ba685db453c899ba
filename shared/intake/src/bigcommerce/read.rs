//! Bodies of `{scope, store_id, data, hash, created_at, producer}`: which resource, and when.

use domain::{
    EntityRef, Timestamp,
    webhook::{Refusal, Wants},
};
use serde::{Deserialize, Deserializer};

use crate::{
    json::{self, Id, Level, Text, own},
    refusal::refuse,
    topic::Facts,
};

/// A body with `data` of one kind.
#[derive(Deserialize)]
struct Sent<D> {
    created_at: Seconds,
    data: D,
}

/// An instant in seconds since 1970.
struct Seconds(Timestamp);

impl<'de> Deserialize<'de> for Seconds {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Id(digits) = Id::deserialize(d)?;
        let at = digits.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        at.map(Self).ok_or_else(|| own("is not a time in seconds since 1970"))
    }
}

/// Only which one.
#[derive(Deserialize)]
#[serde(expecting = "an object with an id")]
struct Which {
    id: Id,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id and status")]
struct WithStatus {
    id: Id,
    status: Status,
}

/// Numbers of BigCommerce's own list of states.
#[derive(Deserialize)]
#[serde(expecting = "an object with new_status_id")]
struct Status {
    previous_status_id: Option<Id>,
    new_status_id: Id,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id and refund")]
struct WithRefund {
    id: Id,
    refund: Refund,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with refund_id")]
struct Refund {
    refund_id: Id,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id and orderId")]
struct Shipment {
    id: Id,
    #[serde(rename = "orderId")]
    order: Id,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id and inventory")]
struct WithStock {
    id: Id,
    inventory: Stock,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with method and value")]
struct Stock {
    method: Text,
    value: Level,
    product_id: Option<Id>,
    variant_id: Option<Id>,
}

/// Reads a body about something of `kind`.
fn which(kind: &str, body: &[u8]) -> Result<Facts, Refusal> {
    let sent: Sent<Which> = json::read(body)?;
    Ok(Facts::about(EntityRef::new(kind, &sent.data.id.0), sent.created_at.0))
}

pub(super) fn order(body: &[u8]) -> Result<Facts, Refusal> {
    which("ORDER", body)
}

pub(super) fn customer(body: &[u8]) -> Result<Facts, Refusal> {
    which("CUSTOMER", body)
}

pub(super) fn product(body: &[u8]) -> Result<Facts, Refusal> {
    which("PRODUCT", body)
}

/// A SKU: what is stocked, be it a product or a variant of one.
pub(super) fn item(body: &[u8]) -> Result<Facts, Refusal> {
    which("ITEM", body)
}

/// Another state of an order.
pub(super) fn status(body: &[u8]) -> Result<Facts, Refusal> {
    let Sent { created_at, data: WithStatus { id, status } } = json::read(body)?;
    Ok(Facts::about(EntityRef::order(&id.0), created_at.0)
        .detail("status", Some(status.new_status_id.0))
        .detail("status-before", status.previous_status_id.map(|id| id.0)))
}

/// A refund exists; whether money has moved is another matter.
pub(super) fn refund(body: &[u8]) -> Result<Facts, Refusal> {
    let Sent { created_at, data: WithRefund { id, refund } } = json::read(body)?;
    Ok(Facts::about(EntityRef::order(&id.0), created_at.0).detail("refund", Some(refund.refund_id.0)))
}

/// A shipment, told of on its order.
pub(super) fn shipment(body: &[u8]) -> Result<Facts, Refusal> {
    let Sent { created_at, data: Shipment { id, order } } = json::read(body)?;
    Ok(Facts::about(EntityRef::order(&order.0), created_at.0).detail("fulfilment", Some(id.0)))
}

/// The stock of a product as a whole. Products and SKUs are counted apart, so it isn't told of on a SKU.
pub(super) fn product_stock(body: &[u8]) -> Result<Facts, Refusal> {
    stock(body, |id| EntityRef::new("PRODUCT", id))
}

/// The stock of a SKU in the whole shop: the body names no location.
pub(super) fn item_stock(body: &[u8]) -> Result<Facts, Refusal> {
    stock(body, |id| EntityRef::new("SKU", &format!("{id}#all")))
}

fn stock(body: &[u8], entity: fn(&str) -> EntityRef) -> Result<Facts, Refusal> {
    let Sent { created_at, data: WithStock { id, inventory } } = json::read(body)?;
    let available = match inventory.method.0.as_str() {
        "absolute" => Some(inventory.value.0.to_string()),
        // Two sales of one second have one body, and only the first counts: there is no adding changes up.
        "relative" => None,
        _ => {
            let mend = "send absolute or relative; a new word needs a new version of Nightshift";
            return Err(refuse("data.inventory.method", "is not a known way of setting stock", mend));
        }
    };
    Ok(Facts::about(entity(&id.0), created_at.0)
        .detail("available", available)
        .detail("product", inventory.product_id.map(|id| id.0))
        .detail("variant", inventory.variant_id.map(|id| id.0)))
}

#[derive(Deserialize)]
struct Uninstalled {
    created_at: Seconds,
    store_id: Id,
}

/// From now on the shop tells nothing, and nothing can be asked.
pub(super) fn uninstalled(body: &[u8]) -> Result<Facts, Refusal> {
    let Uninstalled { created_at, store_id } = json::read(body)?;
    let wants = Wants { reason: "app-uninstalled", owner: "default", days: 1 };
    Ok(Facts { wants: Some(wants), ..Facts::about(EntityRef::new("SHOP", &store_id.0), created_at.0) })
}
