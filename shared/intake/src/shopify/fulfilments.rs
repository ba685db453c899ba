//! Webhooks of fulfilments: parcels of an order, and what carriers say of them.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::{facts::notice, id};
use crate::{
    json::{self, Id, Instant, Text, filled},
    topic::Facts,
};

/// `fulfillments/*`.
#[derive(Debug, Deserialize)]
struct Fulfilment {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    order_id: Id,
    status: Option<Text>,
    shipment_status: Option<Text>,
    location_id: Option<Id>,
    updated_at: Option<Instant>,
    created_at: Option<Instant>,
}

/// A fulfilment of an order was made or changed.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let it: Fulfilment = json::read(body)?;
    let id = id::exact("Fulfillment", "", &it.id, &it.admin_graphql_api_id)?;
    Ok(notice(EntityRef::order(&it.order_id.0), it.updated_at.or(it.created_at))
        .detail("fulfilment", Some(id))
        .detail("status", filled(&it.status))
        .detail("shipment", filled(&it.shipment_status))
        .detail("location", it.location_id.map(|id| id.0)))
}

/// `fulfillment_events/*`.
#[derive(Debug, Deserialize)]
struct Event {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    fulfillment_id: Id,
    order_id: Id,
    status: Option<Text>,
    happened_at: Option<Instant>,
    updated_at: Option<Instant>,
}

/// A carrier's word on a fulfilment.
pub(super) fn event(body: &[u8]) -> Result<Facts, Refusal> {
    let it: Event = json::read(body)?;
    let id = id::exact("FulfillmentEvent", "", &it.id, &it.admin_graphql_api_id)?;
    Ok(notice(EntityRef::order(&it.order_id.0), it.updated_at.or(it.happened_at))
        .detail("fulfilment", Some(it.fulfillment_id.0))
        .detail("shipment", filled(&it.status))
        .detail("shipment-event", Some(id)))
}

/// A carrier's word was taken back: what the fulfilment's state is now, this doesn't say.
pub(super) fn event_deleted(body: &[u8]) -> Result<Facts, Refusal> {
    let mut facts = event(body)?;
    facts.details.remove("shipment");
    Ok(facts.detail("taken-back", Some("yes")))
}
