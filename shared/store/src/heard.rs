//! When a source was last heard: one small row each, so that silence shows.

use domain::{ShopId, Timestamp};

use crate::{
    Store, StoreError,
    engine::{Table, Write, text},
    keys,
};

impl Store {
    /// Writes down that a source was heard. The caller does so now and then, not for each delivery.
    pub async fn heard(&self, shop: &ShopId, source: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut item = keys::heard(shop, source).item();
        item.insert("v".into(), 1.into());
        item.insert("at".into(), now.to_string().into());
        Ok(self.engine.write(Write::put(Table::Shop, item)).await?)
    }

    /// When a source was last heard; never, if it wasn't.
    pub async fn last_heard(&self, shop: &ShopId, source: &str) -> Result<Option<Timestamp>, StoreError> {
        let item = self.engine.get(Table::Shop, keys::heard(shop, source)).await?;
        Ok(item.as_ref().and_then(|item| text(item, "at")).and_then(|at| at.parse().ok()))
    }
}
