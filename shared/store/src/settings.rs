//! A shop's settings: immutable versions, each an item of its own.

use domain::{
    EntityRef, ShopId, Timestamp,
    schedule::house,
    settings::{History, Shop, Version},
};
use futures::future::BoxFuture;

use crate::{
    Store, StoreError,
    engine::{EngineError, Guard, Item, Page, Query, Table, Write, number, text},
    keys, lists,
};

/// The house's list of all shops that ever published settings: [`Store::members`] of [`house`] reads it.
pub const SHOPS: &str = "shops";

impl Store {
    /// All versions of a shop's settings; none for a shop that nobody set up.
    pub async fn settings(&self, shop: &ShopId) -> Result<History, StoreError> {
        self.versions(shop, |query| self.engine.query(query)).await
    }

    /// The same for half the units; what was published in the last moment may be missing.
    pub async fn settings_lately(&self, shop: &ShopId) -> Result<History, StoreError> {
        self.versions(shop, |query| self.engine.query_lately(query)).await
    }

    async fn versions<'s>(
        &'s self,
        shop: &ShopId,
        read: impl Fn(Query) -> BoxFuture<'s, Result<Page, EngineError>>,
    ) -> Result<History, StoreError> {
        let found = Query::all(None, keys::settings(shop)).every(read).await?;
        Ok(History::new(found.iter().map(version).collect::<Result<_, _>>()?))
    }

    /// Every shop that has settings.
    pub async fn shops(&self) -> Result<Vec<ShopId>, StoreError> {
        let known = self.members(&house(), SHOPS).await?;
        Ok(known.iter().filter_map(|(_, shop)| shop.id().parse().ok()).collect())
    }

    /// Publishes settings as the next version. Of two that publish at once, one is told that the facts changed.
    pub async fn publish_settings(&self, shop: &Shop, effective_from: Timestamp) -> Result<u32, StoreError> {
        let history = self.settings(&shop.id).await?;
        let next = history.newest().map_or(1, |v| v.number + 1);
        self.publish_version(shop, next, effective_from).await.map(|()| next)
    }

    /// Publishes settings as the version `number`, for somebody who has seen all versions before it, and makes the shop
    /// known. If that version is there by now, the facts changed, and nothing is written.
    pub async fn publish_version(
        &self,
        shop: &Shop,
        number: u32,
        effective_from: Timestamp,
    ) -> Result<(), StoreError> {
        let mut item = keys::settings_version(&shop.id, number).item();
        item.insert("v".into(), 1.into());
        item.insert("number".into(), i64::from(number).into());
        item.insert("effective_from".into(), effective_from.to_string().into());
        let body = serde_json::to_string(shop).map_err(|e| StoreError::json("settings", &e))?;
        item.insert("shop".into(), body.into());
        let known = EntityRef::new("SHOP", shop.id.as_str());
        let writes = vec![
            Write::put(Table::Shop, item).when(Guard::absent("version-is-new")),
            Write::put(Table::Shop, lists::member_item(&house(), &known, SHOPS, effective_from)),
        ];
        match self.engine.transact(writes).await {
            Ok(()) => Ok(()),
            Err(EngineError::Condition(_) | EngineError::Conflict) => Err(StoreError::Stale),
            Err(e) => Err(e.into()),
        }
    }
}

fn version(item: &Item) -> Result<Version, StoreError> {
    let unreadable = |why: &str| StoreError::unreadable("settings", why);
    Ok(Version {
        number: number(item, "number")
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(|| unreadable("no number"))?,
        effective_from: text(item, "effective_from")
            .and_then(|t| t.parse().ok())
            .ok_or_else(|| unreadable("no effective_from"))?,
        shop: serde_json::from_str(text(item, "shop").unwrap_or_default())
            .map_err(|e| StoreError::json("settings", &e))?,
    })
}
