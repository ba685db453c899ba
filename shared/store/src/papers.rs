//! What papers say: beside their entity, under kind and revision, compressed. Written with the event that asks for them.

use domain::{
    EntityRef, ShopId,
    document::{Says, Wanted},
};
use serde::de::DeserializeOwned;

use crate::{
    Store, StoreError,
    engine::{Attr, Item, Table},
    keys, pack,
};

/// What is kept is told of as this.
const WHAT: &str = "what a paper says";

impl Store {
    /// What a paper says, if that was ever written.
    pub async fn paper<P: DeserializeOwned>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        wanted: &Wanted,
    ) -> Result<Option<P>, StoreError> {
        let key = keys::paper(shop, entity, &wanted.kind, wanted.revision);
        let Some(item) = self.engine.get(Table::Shop, key).await? else { return Ok(None) };
        let Some(Attr::B(packed)) = item.get("paper") else {
            return Err(StoreError::unreadable(WHAT, "it holds nothing"));
        };
        let json = pack::unpack(WHAT, packed)?;
        serde_json::from_slice(&json).map(Some).map_err(|e| StoreError::unreadable(WHAT, e))
    }
}

/// The item of a paper's facts.
pub(crate) fn paper_item(shop: &ShopId, entity: &EntityRef, wanted: &Wanted, paper: Says<'_>) -> Item {
    let json = serde_json::to_vec(&paper).expect("papers are plain data");
    let mut item = keys::paper(shop, entity, &wanted.kind, wanted.revision).item();
    item.insert("v".into(), 1.into());
    item.insert("paper".into(), Attr::B(pack::pack(&json)));
    item
}
