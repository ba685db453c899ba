//! What dates are reckoned from: items by whatever a page calls them, their stock, and tables of transit times.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Head, Payload as _, ShopId,
    edd::{self, Dates, Memory, ReadTable, Stocked, Stored, Table},
    event::event_id,
    settings::Shop,
    stock::{self, Booked, Moved},
};
use jiff::tz::TimeZone;

use crate::{
    Store, StoreError,
    journal::kept,
    keys,
    stock::{Catalogued, SKU, StockRecord},
};

/// A table is told of as this.
const WHAT: &str = "a table of transit times";

impl Store {
    /// What the catalogue knows of items, by the names that were asked for: ids of items or variants, or article codes as
    /// [`of_sku`](crate::stock::of_sku) writes them, which may look like ids. A code that nobody has may be an item's id. What isn't
    /// in the catalogue is left out. At most two reads for a hundred names.
    pub async fn items_named(
        &self,
        shop: &ShopId,
        names: &[String],
    ) -> Result<BTreeMap<String, Catalogued>, StoreError> {
        let ties: BTreeMap<String, String> = self.items_of_variants(shop, names).await?.into_iter().collect();
        let id = |name: &String| {
            ties.get(name).map_or_else(|| name.strip_prefix(SKU).unwrap_or(name), String::as_str).to_owned()
        };
        let by_name: BTreeMap<&String, String> = names.iter().map(|name| (name, id(name))).collect();
        let ids: BTreeSet<String> = by_name.values().cloned().collect();
        let ids: Vec<String> = ids.into_iter().collect();
        let known: BTreeMap<String, Catalogued> = self
            .catalogue(shop, &ids)
            .await?
            .into_iter()
            .filter(|entry| entry.version > 0)
            .map(|entry| (entry.id.clone(), entry))
            .collect();
        let found =
            by_name.into_iter().filter_map(|(name, id)| Some((name.clone(), known.get(&id)?.clone())));
        Ok(found.collect())
    }

    /// What is known of the stock of items at places: of those places where the catalogue knows them to be stocked. What `own`, an
    /// order, has reserved for itself is there for it. One read for a hundred of both.
    pub async fn stocked(
        &self,
        shop: &ShopId,
        items: &[&Catalogued],
        places: &[&str],
        own: Option<(&str, &Booked)>,
        zone: &TimeZone,
    ) -> Result<Vec<Stocked>, StoreError> {
        let at = |entry: &&&Catalogued| -> Vec<EntityRef> {
            let own = entry.entry.places.iter().filter(|place| places.contains(&place.as_str()));
            own.map(|place| stock::at(&entry.id, place)).collect()
        };
        // Several variants may be stocked as one item.
        let entities: BTreeSet<EntityRef> = items.iter().flat_map(|entry| at(&entry)).collect();
        let entities: Vec<EntityRef> = entities.into_iter().collect();
        let ledgers = self.ledgers(shop, &entities).await?;
        let seen = ledgers.iter().filter_map(|(entity, kept)| {
            let own = own.map_or(0, |(order, booked)| reserved(shop, entity, kept, order, booked));
            seen(entity, kept, own, zone)
        });
        Ok(seen.collect())
    }

    /// What is known of the dates of an order with this head; nothing where nobody reckons any. One read more where something was
    /// promised, which may be of a moment ago: a promise that isn't there yet is read again.
    pub async fn dates(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        head: &Head,
    ) -> Result<Option<Dates>, StoreError> {
        let unreadable = |e: domain::Failure| StoreError::unreadable("what is remembered of dates", e);
        let Some(memory) = head.recall::<Memory>(Memory::NAME).map_err(unreadable)? else { return Ok(None) };
        let mut dates = Dates { memory, stored: None, moved: None };
        if dates.memory.promised.is_none() {
            return Ok(Some(dates));
        }
        let moves = Some(dates.memory.moves).filter(|moves| *moves > 0).map(edd::Moved::effect);
        let effects: Vec<&str> = std::iter::once(Stored::EFFECT).chain(moves.as_deref()).collect();
        let keys = || effects.iter().map(|effect| keys::event(shop, entity, effect)).collect();
        let mut found = self.engine.batch_get_lately(keys()).await?;
        if found.len() < effects.len() {
            found = self.engine.batch_get(keys()).await?;
        }
        for item in &found {
            let event = kept(item)?.event;
            match event.kind.as_str() {
                Stored::KIND => dates.stored = event.payload().map(Some).map_err(unreadable)?,
                edd::Moved::KIND => dates.moved = event.payload().map(Some).map_err(unreadable)?,
                _ => {}
            }
        }
        Ok(Some(dates))
    }

    /// The table of transit times that a version of the settings names, by its hash: it never changes.
    pub async fn transit_table(&self, shop: &Shop, named: Option<&str>) -> Result<Table, StoreError> {
        let Some(text) = self.transit_text(shop, named).await? else { return Ok(Table::default()) };
        let read = ReadTable::of_shop(text.as_bytes(), shop);
        Ok(read.map_err(|e| StoreError::unreadable(WHAT, e))?.table)
    }

    /// The same as it was written; nothing where none is named.
    pub async fn transit_text(&self, shop: &Shop, named: Option<&str>) -> Result<Option<String>, StoreError> {
        let Some(hash) = named.and_then(|name| shop.files.get(name)) else { return Ok(None) };
        let file = self.file(&shop.id, hash).await?;
        let file = file.ok_or_else(|| StoreError::unreadable(WHAT, "the store has lost it"))?;
        String::from_utf8(file).map(Some).map_err(|e| StoreError::unreadable(WHAT, e))
    }
}

/// What an order has reserved, as far as the ledger knows of it: booking comes a moment before folding.
fn reserved(shop: &ShopId, entity: &EntityRef, kept: &StockRecord, order: &str, booked: &Booked) -> i64 {
    let Some((item, place)) = stock::place(entity) else { return 0 };
    let is_folded = (1..=booked.revision).any(|revision| {
        let effect = Moved::effect(&Booked::source(order, revision));
        let id = event_id(shop, entity, &effect);
        kept.ledger.window().any(|movement| movement.is_of(&id))
    });
    if is_folded { booked.reserved(item, place) } else { 0 }
}

/// What a ledger says of what may be sold.
fn seen(entity: &EntityRef, kept: &StockRecord, own: i64, zone: &TimeZone) -> Option<Stocked> {
    let (item, location) = stock::place(entity)?;
    let balance = kept.ledger.balance(zone);
    balance.is_known().then(|| Stocked {
        item: item.to_owned(),
        location: location.to_owned(),
        available: balance.pieces.available(0).saturating_add(own),
        incoming: balance.incoming(),
    })
}
