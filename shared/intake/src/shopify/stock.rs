//! Webhooks of stock: how much of an item there is at a location, and the items themselves.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::{
    facts::{notice, state},
    id,
};
use crate::{
    json::{self, Id, Instant, Level, Text, filled},
    topic::Facts,
};

/// `inventory_levels/*`.
#[derive(Debug, Deserialize)]
struct AtLocation {
    inventory_item_id: Id,
    location_id: Id,
    available: Option<Level>,
    updated_at: Option<Instant>,
    admin_graphql_api_id: Option<Text>,
}

impl AtLocation {
    fn entity(&self) -> Result<EntityRef, Refusal> {
        let item = id::exact_item(&self.inventory_item_id, &self.admin_graphql_api_id)?;
        Ok(EntityRef::new("SKU", &format!("{item}#{}", self.location_id.0)))
    }
}

/// How much is available at a location. Below zero where more was sold than there was; unknown where stock isn't
/// tracked.
pub(super) fn level(body: &[u8]) -> Result<Facts, Refusal> {
    let level: AtLocation = json::read(body)?;
    let available = level.available.map(|level| level.0.to_string());
    Ok(state(level.entity()?, level.updated_at).detail("available", available))
}

/// The location doesn't stock the item any more.
pub(super) fn disconnected(body: &[u8]) -> Result<Facts, Refusal> {
    Ok(notice(json::read::<AtLocation>(body)?.entity()?, None).detail("stocked", Some("no")))
}

/// `inventory_items/*`.
#[derive(Debug, Deserialize)]
struct Item {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    updated_at: Option<Instant>,
    sku: Option<Text>,
    tracked: Option<bool>,
}

impl Item {
    fn entity(&self) -> Result<EntityRef, Refusal> {
        let id = id::exact("InventoryItem", "", &self.id, &self.admin_graphql_api_id)?;
        Ok(EntityRef::new("ITEM", &id))
    }
}

/// The item as it now is.
pub(super) fn item(body: &[u8]) -> Result<Facts, Refusal> {
    let item: Item = json::read(body)?;
    let tracked = item.tracked.map(|tracked| if tracked { "yes" } else { "no" });
    Ok(state(item.entity()?, item.updated_at).detail("sku", filled(&item.sku)).detail("tracked", tracked))
}

/// The item is no more.
pub(super) fn item_deleted(body: &[u8]) -> Result<Facts, Refusal> {
    Ok(notice(json::read::<Item>(body)?.entity()?, None))
}
