//! Finds orders by number or id, and whose they are.

use std::collections::BTreeMap;

use domain::{
    EntityRef, ShopId, Timestamp,
    purchase::{ENTITY, PurchaseOrder},
};
use jiff::tz::TimeZone;
use store::Store;

use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// A shop whose orders are looked at.
pub(super) struct Shop {
    pub(super) store: Store,
    pub(super) id: ShopId,
    pub(super) zone: TimeZone,
    pub(super) now: Timestamp,
    /// What places are called, by their ids.
    pub(super) places: BTreeMap<String, String>,
}

impl Shop {
    pub(super) async fn open(shop: &OneShop) -> Result<Self, Trouble> {
        let there = shop.open().await?;
        let history = there.settings().await?;
        let shop = history.newest().map(|version| &version.shop);
        let zone = shop.map_or(TimeZone::UTC, domain::settings::Shop::time_zone);
        let named = shop.into_iter().flat_map(|shop| &shop.places);
        let places = named.map(|(id, place)| (id.clone(), place.name.clone())).collect();
        Ok(Self { store: there.store, id: there.shop, zone, now: Timestamp::now(), places })
    }

    /// What a place is called; its id, where settings don't say.
    pub(super) fn place<'a>(&'a self, id: &'a str) -> &'a str {
        self.places.get(id).map_or(id, String::as_str)
    }

    /// The order of this number or id; else the only open one whose id begins so.
    pub(super) async fn find(&self, word: &str) -> Result<(EntityRef, PurchaseOrder), Trouble> {
        let word = word.trim().trim_start_matches("PURCHASE#");
        let numbered = self.store.purchase_numbered(&self.id, word).await.map_err(Target::trouble)?;
        let entity = EntityRef::new(ENTITY, numbered.before.as_deref().unwrap_or(word));
        if let Some(order) = self.store.purchase_alone(&self.id, &entity).await.map_err(Target::trouble)? {
            return Ok((entity, order));
        }
        let open = self.store.open_purchases(&self.id).await.map_err(Target::trouble)?;
        let begins =
            |(entity, _): &(EntityRef, PurchaseOrder)| !word.is_empty() && entity.id().starts_with(word);
        let mut fitting = open.into_iter().filter(begins);
        match (fitting.next(), fitting.next()) {
            (Some(found), None) => Ok(found),
            (Some(_), Some(_)) => Err(Trouble::input(format!("more than one open order begins with {word}"))
                .mend("write more of its id")),
            (None, _) => Err(Trouble::input(format!("the shop {} has no purchase order {word}", self.id))
                .mend(format!("see cargo nightshift purchases list --shop {}", self.id))),
        }
    }
}
