//! What is proposed for an item at a place: one open proposal, as its key is there once.

use domain::{EntityRef, ShopId, reorder::Proposal};

use crate::{
    Store, StoreError,
    engine::{Table, Write, text},
    keys,
};

impl Store {
    /// The open proposal of an item at a place.
    pub async fn proposal(&self, shop: &ShopId, place: &EntityRef) -> Result<Option<Proposal>, StoreError> {
        let row = self.engine.get(Table::Shop, keys::proposal(shop, place)).await?;
        let read = |row| serde_json::from_str(text(row, "proposal").unwrap_or_default());
        row.as_ref().map(read).transpose().map_err(|e| StoreError::json("a proposal", &e))
    }

    /// Puts a proposal where it belongs.
    pub async fn propose(
        &self,
        shop: &ShopId,
        place: &EntityRef,
        proposal: Option<&Proposal>,
    ) -> Result<(), StoreError> {
        let key = keys::proposal(shop, place);
        let write = match proposal {
            Some(proposal) => {
                let mut row = key.item();
                row.insert("v".into(), 1.into());
                row.insert("proposal".into(), serde_json::to_string(proposal).expect("plain data").into());
                Write::put(Table::Shop, row)
            }
            None => Write::delete(Table::Shop, key),
        };
        Ok(self.engine.write(write).await?)
    }
}
