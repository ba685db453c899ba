//! Webhook bodies as they came, kept for a while.

use domain::{ShopId, Timestamp};
use jiff::SignedDuration;

use crate::{
    Store, StoreError,
    engine::{Attr, Table, Write},
    keys, pack,
};

/// How long a body is kept: as long as any redelivery or dispute about a delivery lasts.
pub const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What one item may hold, keys aside. Larger bodies are refused at the door.
pub const LARGEST_PACKED: usize = 390 * 1024;

impl Store {
    /// Keeps a body under its hash. Repeating it changes nothing. `false` if it is too large even compressed.
    pub async fn keep_raw(
        &self,
        shop: &ShopId,
        body_hash: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let packed = pack::pack(body);
        if packed.len() > LARGEST_PACKED {
            return Ok(false);
        }
        let mut item = keys::raw(shop, body_hash).item();
        item.insert("v".into(), 1.into());
        item.insert("body".into(), Attr::B(packed));
        item.insert("ttl".into(), (now + KEPT).as_second().into());
        self.engine.write(Write::put(Table::Shop, item)).await?;
        Ok(true)
    }

    /// Empties a body, if one is kept: whoever keeps bodies may delete nothing.
    pub(crate) async fn empty_raw(
        &self,
        shop: &ShopId,
        body_hash: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.raw(shop, body_hash).await?.is_some_and(|body| !body.is_empty()) {
            self.keep_raw(shop, body_hash, &[], now).await?;
        }
        Ok(())
    }

    /// Forgets a body. Whether it was there.
    pub(crate) async fn forget_raw(&self, shop: &ShopId, body_hash: &str) -> Result<bool, StoreError> {
        let key = keys::raw(shop, body_hash);
        let was_there = self.engine.get(Table::Shop, key.clone()).await?.is_some();
        if was_there {
            self.engine.write(Write::delete(Table::Shop, key)).await?;
        }
        Ok(was_there)
    }

    /// A kept body, if it is still there.
    pub async fn raw(&self, shop: &ShopId, body_hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.engine.get(Table::Shop, keys::raw(shop, body_hash)).await? {
            Some(item) => match item.get("body") {
                Some(Attr::B(packed)) => Ok(Some(pack::unpack("a raw body", packed)?)),
                _ => Err(StoreError::unreadable("a raw body", "it has no body")),
            },
            None => Ok(None),
        }
    }
}
