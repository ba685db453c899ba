//! Stock: ledgers of items at places, their movements, and the catalogue that says what an item is.
//!
//! Movements stand in the journal outside their entity's chain of hashes: many writers would meet on its head. Each has
//! its own key, so it is there once; that none is missing shows in the ledger, which is rebuilt from them and compared.

use std::collections::BTreeSet;

use domain::{
    EntityRef, Event, Failure, Head, NewEvent, ShopId, Timestamp,
    event::Origin,
    stock::{Item, Ledger, Memory, Movement, NETWORK, Quantities},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    engine::{Attr, EngineError, Guard, Index, Item as Row, Key, Query, Table, Write, number, text},
    journal::{event_item, kept, of_events},
    keys, orders, pack,
};

const LEDGER_V: i64 = 1;
const ITEM_V: i64 = 1;

/// One read takes so many keys.
const BATCH: usize = 100;

/// All places of an item together are so many of them at most.
pub(crate) const MOST_PLACES: usize = 90;

/// The ledger of an item at a place as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StockRecord {
    /// Counts its writes; 0 if there is none yet.
    pub version: u64,
    /// When it was begun.
    pub since: Option<Timestamp>,
    /// The movements and what they come to.
    pub ledger: Ledger,
    /// What people were told.
    pub memory: Memory,
    /// What there was when it was last looked whether it suffices; for all places together too.
    pub judged: Option<Quantities>,
}

/// What is written of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Body {
    ledger: Ledger,
    #[serde(default)]
    memory: Memory,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    judged: Option<Quantities>,
}

/// What the catalogue says of an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogued {
    /// The item's id.
    pub id: String,
    /// Counts its writes; 0 if it isn't in the catalogue.
    pub version: u64,
    /// The item, and where it is known to be stocked.
    pub entry: Entry,
}

impl Catalogued {
    /// The item as a variant of this name: several may be stocked as one item, a parent that isn't called like any of them.
    pub fn named(&self, variant: &str) -> Option<Item> {
        let item = self.entry.item.clone()?;
        Some(Item { id: self.id.clone(), variant_id: Some(variant.to_owned()), ..item })
    }
}

/// An entry of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The item; absent while only its stock was told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Item>,
    /// How new that is, by the shop's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Timestamp>,
    /// Whether it is counted, where the shop said so of the item itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked: Option<bool>,
    /// Places that have a ledger of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Bundles that it is part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bundles: Vec<String>,
}

impl Entry {
    /// The places that are judged together, and ordered for together: nobody has more of them than these.
    pub fn places_together(&self) -> impl Iterator<Item = &String> {
        self.places.iter().filter(|place| *place != NETWORK).take(MOST_PLACES)
    }
}

/// A page of a shop's ledgers: entities, and where the next page begins.
pub type LedgerPage = (Vec<EntityRef>, Option<Row>);

impl Store {
    /// Journals a movement, or whatever else stands outside its entity's chain. `false` if it was there before.
    pub async fn journal_beside(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        new: &NewEvent,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        match self.engine.write(beside(shop, entity, new, origin, now)).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// An item at a place as it stands: the head of its entity, and its ledger. One read.
    pub async fn stock(&self, shop: &ShopId, entity: &EntityRef) -> Result<(Head, StockRecord), StoreError> {
        let keys = vec![keys::head(shop, entity), keys::ledger(shop, entity)];
        let rows = self.engine.batch_get(keys).await?;
        let row = |sk: &str| rows.iter().find(|row| text(row, "sk") == Some(sk));
        let head = row(keys::HEAD).map_or_else(|| Ok(Head::default()), orders::read_head)?;
        let kept = row(keys::LEDGER).map_or_else(|| Ok(StockRecord::default()), read_ledger)?;
        Ok((head, kept))
    }

    /// The ledger of an item at a place.
    pub async fn ledger(&self, shop: &ShopId, entity: &EntityRef) -> Result<StockRecord, StoreError> {
        let row = self.engine.get(Table::Shop, keys::ledger(shop, entity)).await?;
        row.as_ref().map_or_else(|| Ok(StockRecord::default()), read_ledger)
    }

    /// Several ledgers, as they stand; those that aren't there are left out.
    pub async fn ledgers(
        &self,
        shop: &ShopId,
        entities: &[EntityRef],
    ) -> Result<Vec<(EntityRef, StockRecord)>, StoreError> {
        let mut read = Vec::with_capacity(entities.len());
        for batch in entities.chunks(BATCH) {
            let keys = batch.iter().map(|entity| keys::ledger(shop, entity)).collect();
            for row in &self.engine.batch_get(keys).await? {
                let (_, entity) = keys::parse_entity(text(row, "pk").unwrap_or_default())?;
                read.push((entity, read_ledger(row)?));
            }
        }
        Ok(read)
    }

    /// Writes a ledger alone, if it is still as it was read. [`StoreError::Stale`] means: read again, fold again.
    pub async fn keep_ledger(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        kept: &StockRecord,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match self.engine.write(ledger_write(shop, entity, kept, now)).await {
            Ok(()) => Ok(()),
            Err(EngineError::Condition(_) | EngineError::Conflict) => Err(StoreError::Stale),
            Err(e) => Err(e.into()),
        }
    }

    /// Every movement of an item at a place, in no order: what its ledger is rebuilt from.
    pub async fn movements(&self, shop: &ShopId, entity: &EntityRef) -> Result<Vec<Movement>, StoreError> {
        let mut movements = Vec::new();
        for row in &of_events(shop, entity, "").every(|query| self.engine.query(query)).await? {
            let event: Event = kept(row)?.event;
            match Movement::of(&event) {
                Ok(movement) => movements.extend(movement),
                // It was given up when it came, with the reason; it never moved anything.
                Err(Failure::Permanent(_)) => {}
                Err(failure) => return Err(StoreError::unreadable("a movement", failure.to_string())),
            }
        }
        Ok(movements)
    }

    /// A page of a shop's ledgers in one of [`keys::SHARDS`], oldest first. The index may be a moment late.
    pub async fn ledger_page(
        &self,
        shop: &ShopId,
        shard: u8,
        after: Option<Row>,
    ) -> Result<LedgerPage, StoreError> {
        let query = Query { after, ..Query::all(Some(Index::ByTime), keys::list(shop, LEDGERS, shard)) };
        let page = self.engine.query(query).await?;
        let entity = |row: &Row| keys::parse_entity(text(row, "pk").unwrap_or_default());
        let entities = page.items.iter().map(|row| Ok(entity(row)?.1)).collect::<Result<_, StoreError>>()?;
        Ok((entities, page.next))
    }

    /// What the catalogue says of several items, in their order, of each as often as it is asked for.
    pub async fn catalogue(&self, shop: &ShopId, ids: &[String]) -> Result<Vec<Catalogued>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for batch in ids.chunks(BATCH) {
            // An item may be asked for twice; a key may not.
            let ids: BTreeSet<&String> = batch.iter().collect();
            let keys = ids.into_iter().map(|id| keys::catalogued(shop, id)).collect();
            let rows = self.engine.batch_get(keys).await?;
            for id in batch {
                let pk = keys::catalogued(shop, id).pk;
                let row = rows.iter().find(|row| text(row, "pk") == Some(pk.as_str()));
                found.push(match row {
                    Some(row) => read_item(id, row)?,
                    None => Catalogued { id: id.clone(), ..Catalogued::default() },
                });
            }
        }
        Ok(found)
    }

    /// Writes an entry of the catalogue, if it is still as it was read. [`StoreError::Stale`] means: read again.
    pub async fn keep_catalogued(&self, shop: &ShopId, item: &Catalogued) -> Result<(), StoreError> {
        let mut row = keys::catalogued(shop, &item.id).item();
        row.insert("v".into(), ITEM_V.into());
        row.insert("version".into(), orders::version_number(item.version + 1));
        row.insert("item".into(), serde_json::to_string(&item.entry).expect("plain data").into());
        let as_read = match item.version {
            0 => Guard::absent("item-is-new"),
            version => Guard::equals("item-as-read", "version", orders::version_number(version)),
        };
        match self.engine.write(Write::put(Table::Shop, row).when(as_read)).await {
            Ok(()) => Ok(()),
            Err(EngineError::Condition(_) | EngineError::Conflict) => Err(StoreError::Stale),
            Err(e) => Err(e.into()),
        }
    }

    /// The items that several variants are stocked as, by variant; those of which nothing is known are left out. One may be named
    /// more than once, as two lines of an order do.
    pub async fn items_of_variants(
        &self,
        shop: &ShopId,
        variants: &[String],
    ) -> Result<Vec<(String, String)>, StoreError> {
        let variants: Vec<&String> = variants.iter().collect::<BTreeSet<_>>().into_iter().collect();
        let mut found = Vec::with_capacity(variants.len());
        for batch in variants.chunks(BATCH) {
            let keys = batch.iter().map(|variant| keys::variant(shop, variant)).collect();
            for row in &self.engine.batch_get(keys).await? {
                let (_, entity) = keys::parse_entity(text(row, "pk").unwrap_or_default())?;
                found.extend(text(row, "item").map(|item| (entity.id().to_owned(), item.to_owned())));
            }
        }
        Ok(found)
    }

    /// Notes which item a variant is stocked as. It hardly ever changes, and the newest word counts.
    pub async fn keep_variant(&self, shop: &ShopId, variant: &str, item: &str) -> Result<(), StoreError> {
        let mut row = keys::variant(shop, variant).item();
        row.insert("v".into(), ITEM_V.into());
        row.insert("item".into(), item.into());
        Ok(self.engine.write(Write::put(Table::Shop, row)).await?)
    }
}

/// Where a page of ledgers ended, as plain data.
pub fn after_of(row: &Row) -> (String, String, String) {
    let part = |name: &str| text(row, name).unwrap_or_default().to_owned();
    (part("pk"), part("sk"), part("tsk"))
}

/// What stands before an article code among variants: codes may look like ids.
pub const SKU: &str = "sku:";

/// What an article code is noted as among variants.
pub fn of_sku(code: &str) -> String {
    format!("{SKU}{code}")
}

/// The same as the row that the next page of ledgers begins after.
pub fn row_of(shop: &ShopId, shard: u8, (pk, sk, tsk): &(String, String, String)) -> Row {
    let mut row = Key::new(pk.as_str(), sk.as_str()).item();
    row.insert("tpk".into(), keys::list(shop, LEDGERS, shard).into());
    row.insert("tsk".into(), tsk.as_str().into());
    row
}

/// The list of a shop's ledgers, in the time index.
const LEDGERS: &str = "ledgers";

/// The write of an event that stands outside its entity's chain: it has no number and names no event before it.
pub(crate) fn beside(
    shop: &ShopId,
    entity: &EntityRef,
    new: &NewEvent,
    origin: &Origin,
    now: Timestamp,
) -> Write {
    let event = Event::place(new, shop, entity, origin, (0, ""), now);
    let (text, hash) = event.seal();
    let item = event_item(&event, &new.effect, &text, &hash);
    Write::put(Table::Shop, item).when(Guard::absent("movement-is-new"))
}

/// The write of a ledger that was read as `kept.version`.
pub(crate) fn ledger_write(shop: &ShopId, entity: &EntityRef, kept: &StockRecord, now: Timestamp) -> Write {
    let body = Body { ledger: kept.ledger.clone(), memory: kept.memory.clone(), judged: kept.judged };
    let json = serde_json::to_vec(&body).expect("ledgers are plain data");
    let key = keys::ledger(shop, entity);
    let mut row = key.item();
    row.insert("v".into(), LEDGER_V.into());
    row.insert("version".into(), orders::version_number(kept.version + 1));
    row.insert("body".into(), Attr::B(pack::pack(&json)));
    row.insert("tpk".into(), keys::list(shop, LEDGERS, keys::shard(&key.pk)).into());
    row.insert("tsk".into(), keys::instant(kept.since.unwrap_or(now)).into());
    let as_read = match kept.version {
        0 => Guard::absent("ledger-is-new"),
        version => Guard::equals("ledger-as-read", "version", orders::version_number(version)),
    };
    Write::put(Table::Shop, row).when(as_read)
}

pub(crate) fn read_ledger(row: &Row) -> Result<StockRecord, StoreError> {
    orders::refuse_newer("a ledger", row, LEDGER_V)?;
    let Some(Attr::B(packed)) = row.get("body") else {
        return Err(StoreError::unreadable("a ledger", "it has no body"));
    };
    let json = pack::unpack("a ledger", packed)?;
    let Body { ledger, memory, judged } =
        serde_json::from_slice(&json).map_err(|e| StoreError::json("a ledger", &e))?;
    Ok(StockRecord {
        version: version(row),
        since: text(row, "tsk").and_then(|at| at.parse().ok()),
        ledger,
        memory,
        judged,
    })
}

fn read_item(id: &str, row: &Row) -> Result<Catalogued, StoreError> {
    orders::refuse_newer("an item", row, ITEM_V)?;
    let entry = serde_json::from_str(text(row, "item").unwrap_or_default())
        .map_err(|e| StoreError::json("an item", &e))?;
    Ok(Catalogued { id: id.to_owned(), version: version(row), entry })
}

fn version(row: &Row) -> u64 {
    number(row, "version").and_then(|version| u64::try_from(version).ok()).unwrap_or_default()
}
