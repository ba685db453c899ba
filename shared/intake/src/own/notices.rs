//! Events about anything but an order that is carried whole.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::event::{self, Key};
use crate::{json::Instant, topic::Facts};

/// A thing as it now stands; of all that may be said of it, only what is acted on is read.
#[derive(Deserialize)]
#[serde(expecting = "an object with an id")]
struct Thing {
    id: Key,
    updated_at: Option<Instant>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id and order")]
struct Fulfilment {
    id: Key,
    order: Key,
    status: Option<Key>,
    location: Option<Key>,
    updated_at: Option<Instant>,
}

fn thing(kind: &str, body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, Thing { id, updated_at }) = event::read(body)?;
    Ok(Facts::about(EntityRef::new(kind, &id.0), updated_at.map_or(sent, |at| at.0)).whole())
}

pub(super) fn customer(body: &[u8]) -> Result<Facts, Refusal> {
    thing("CUSTOMER", body)
}

pub(super) fn product(body: &[u8]) -> Result<Facts, Refusal> {
    thing("PRODUCT", body)
}

/// An order that is no more.
pub(super) fn order(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, Thing { id, updated_at }) = event::read(body)?;
    Ok(Facts::about(EntityRef::order(&id.0), updated_at.map_or(sent, |at| at.0)))
}

/// A parcel, told of on its order.
pub(super) fn fulfilment(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, Fulfilment { id, order, status, location, updated_at }) = event::read(body)?;
    Ok(Facts::about(EntityRef::order(&order.0), updated_at.map_or(sent, |at| at.0))
        .detail("fulfilment", Some(id.0))
        .detail("status", status.map(|status| status.0))
        .detail("location", location.map(|location| location.0)))
}
