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

    /// Takes an entity off a list, unless it has joined again since it was read there. Answers whether it left.
    pub async fn leave_as_read(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        list: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let still = Guard::equals("listed-as-read", "tsk", keys::instant(at));
        let key = keys::member(shop, entity, list);
        match self.engine.write(Write::delete(Table::Shop, key).when(still)).await {
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
