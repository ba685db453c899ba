//! Lists that entities are members of: small rows in their own collection, found through the time index.

use domain::{EntityRef, ShopId, Timestamp};

use crate::{
    Store, StoreError,
    engine::{EngineError, Guard, Index, Item, Query, Table, Write, text},
    keys,
};

impl Store {
    /// The members of a list, by time. Reads the whole list: for lists that people keep short.
    pub async fn members(
        &self,
        shop: &ShopId,
        list: &str,
    ) -> Result<Vec<(Timestamp, EntityRef)>, StoreError> {
        let mut members = Vec::new();
        for shard in 0..keys::SHARDS {
            let query = Query::all(Some(Index::ByTime), keys::list(shop, list, shard));
            for item in &query.every(|query| self.engine.query(query)).await? {
                members.push(member(item)?);
            }
        }
        members.sort();
        Ok(members)
    }

    /// The members of a list up to a time, oldest first: at most `most` of each of its [`keys::SHARDS`].
    pub async fn members_until(
        &self,
        shop: &ShopId,
        list: &str,
        until: Timestamp,
        most: u16,
    ) -> Result<Vec<(Timestamp, EntityRef)>, StoreError> {
        let mut members = Vec::new();
        for shard in 0..keys::SHARDS {
            let whole = Query::all(Some(Index::ByTime), keys::list(shop, list, shard));
            let query = Query { until: keys::instant(until), limit: most, ..whole };
            for item in &self.engine.query(query).await?.items {
                members.push(member(item)?);
            }
        }
        members.sort();
        Ok(members)
    }

    /// Moves an entity within a list, unless it was moved or left since it was read there. Answers whether it moved.
    pub async fn move_as_read(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        list: &str,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<bool, StoreError> {
        let moved = Write::put(Table::Shop, member_item(shop, entity, list, to));
        self.as_read(moved, from).await
    }

    /// Takes an entity off a list, unless it has joined again since it was read there. Answers whether it left.
    pub async fn leave_as_read(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        list: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let key = keys::member(shop, entity, list);
        self.as_read(Write::delete(Table::Shop, key), at).await
    }

    /// Writes where a member still stands at `at`. Answers whether it did.
    async fn as_read(&self, write: Write, at: Timestamp) -> Result<bool, StoreError> {
        let still = Guard::equals("listed-as-read", "tsk", keys::instant(at));
        match self.engine.write(write.when(still)).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// Takes an entity off a list, where nothing else is to be written. It may have left before.
    pub async fn leave(&self, shop: &ShopId, entity: &EntityRef, list: &str) -> Result<(), StoreError> {
        let key = keys::member(shop, entity, list);
        Ok(self.engine.write(Write::delete(Table::Shop, key)).await?)
    }
}

/// The item of a membership.
pub(crate) fn member_item(shop: &ShopId, entity: &EntityRef, list: &str, at: Timestamp) -> Item {
    let key = keys::member(shop, entity, list);
    let mut item = key.item();
    item.insert("v".into(), 1.into());
    item.insert("tpk".into(), keys::list(shop, list, keys::shard(&key.pk)).into());
    item.insert("tsk".into(), keys::instant(at).into());
    item
}

fn member(item: &Item) -> Result<(Timestamp, EntityRef), StoreError> {
    let (_, entity) = keys::parse_entity(text(item, "pk").unwrap_or_default())?;
    let at = text(item, "tsk").and_then(|at| at.parse().ok());
    let at = at.ok_or_else(|| StoreError::unreadable("a member of a list", "its time can't be read"))?;
    Ok((at, entity))
}
