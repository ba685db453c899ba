//! What no key leads to from a person: the newest of the journal is walked through for it, as far as bodies are kept.

use std::collections::BTreeSet;

use domain::{
    EntityRef, ShopId, Timestamp,
    privacy::is_same_address,
    returns::rma,
    tracking::Number,
    webhook::{SetAside, told_by},
};
use serde_json::Value;

use super::Person;
use crate::{Store, StoreError, raw};

/// Entities that somebody else's word may have made, and that no key leads to from a person: what couldn't be read, the platform's own
/// returns, parcels.
const ASIDE: [&str; 3] = [SetAside::ENTITY, rma::ENTITY, Number::ENTITY];

impl Store {
    /// Customers of whom a body bears this address as a whole: who registered and never bought has no order that leads to them.
    pub(super) async fn customers_of_address(
        &self,
        shop: &ShopId,
        address: &str,
        now: Timestamp,
    ) -> Result<BTreeSet<EntityRef>, StoreError> {
        let mut found = BTreeSet::new();
        for (entity, effect) in self.of_kinds(shop, &["CUSTOMER"], now - raw::KEPT, now).await? {
            if found.contains(&entity) || told_by(&effect).is_none() {
                continue;
            }
            let told = self.told(shop, &entity, &effect).await?;
            let read = told.and_then(|(_, body)| serde_json::from_str::<Value>(&body).ok());
            if read.is_some_and(|body| bears(&body, address)) {
                found.insert(entity);
            }
        }
        Ok(found)
    }

    /// Finds the parcels and the bodies that no key leads to and that are about a person; all of them, if `all` are meant.
    pub(super) async fn find_asides(
        &self,
        shop: &ShopId,
        person: &mut Person,
        all: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if !all && person.texts.is_empty() && person.ids.is_empty() && person.orders.is_empty() {
            return Ok(());
        }
        let of_orders = person.orders.iter().flat_map(|placed| placed.returns.iter().chain(&placed.parcels));
        let known: BTreeSet<EntityRef> = of_orders.cloned().collect();
        let own: BTreeSet<&str> = person.orders.iter().map(|placed| placed.order.id()).collect();
        let rows = self.of_kinds(shop, &ASIDE, now - raw::KEPT, now).await?;
        let numbers: BTreeSet<Number> = rows.iter().filter_map(|(entity, _)| Number::of(entity)).collect();
        let within = self.orders_in_each(shop, &numbers.into_iter().collect::<Vec<_>>()).await?;
        let (mut parcels, mut by_body, mut asides) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (entity, effect) in rows {
            let is_foreign = effect == SetAside::REFUSED || told_by(&effect).is_some();
            if !is_foreign || known.contains(&entity) || parcels.contains(&entity) {
                continue;
            }
            let is_parcel = entity.kind() == Number::ENTITY;
            let orders = within.get(&entity).map(Vec::as_slice).unwrap_or_default();
            let of_own = orders.iter().filter(|order| own.contains(order.as_str())).count();
            if is_parcel && (all || (of_own > 0 && of_own == orders.len())) {
                parcels.insert(entity);
                continue;
            }
            // Who is in somebody else's parcel alone has nothing to do with it.
            if of_own == 0 && !orders.is_empty() {
                continue;
            }
            let Some((hash, body)) = self.told(shop, &entity, &effect).await? else { continue };
            if !all && !person.is_meant_in(&body) {
                continue;
            }
            if is_parcel && orders.is_empty() {
                parcels.insert(entity.clone());
                by_body.insert(entity);
            } else {
                asides.insert((entity, hash));
            }
        }
        person.parcels = parcels;
        person.by_body.extend(by_body);
        person.asides = asides.into_iter().collect();
        Ok(())
    }

    /// The body of an event, with its hash; nothing where it has none or its time is over.
    async fn told(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        effect: &str,
    ) -> Result<Option<(String, String)>, StoreError> {
        let Some(kept) = self.event(shop, entity, effect).await? else { return Ok(None) };
        let Some(hash) = kept.event.data["body"].as_str().filter(|hash| !hash.is_empty()) else {
            return Ok(None);
        };
        let body = self.raw(shop, hash).await?.filter(|body| !body.is_empty());
        Ok(body.map(|body| (hash.to_owned(), String::from_utf8_lossy(&body).into_owned())))
    }
}

/// Whether some text of a body is this address, and nothing beside it.
fn bears(body: &Value, address: &str) -> bool {
    match body {
        Value::String(text) => is_same_address(text, address),
        Value::Array(values) => values.iter().any(|value| bears(value, address)),
        Value::Object(fields) => fields.values().any(|value| bears(value, address)),
        _ => false,
    }
}
