//! Finds items by what people call them, and puts together what is to be known of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Event, ShopId, Timestamp,
    settings::For,
    stock::{self, Alert, Categories, Item, NETWORK, PartOf, Rules, Terms},
};
use store::{
    Store, Together, keys,
    stock::{Entry, StockRecord},
};

use crate::{
    cloud::{
        target::Target,
        which::{OneShop, There},
    },
    trouble::Trouble,
};

/// A shop whose stock is looked at.
pub(crate) struct Shop {
    pub(crate) store: Store,
    pub(crate) id: ShopId,
    pub(crate) settings: For<Rules>,
    pub(crate) now: Timestamp,
    /// How its categories sell.
    categories: Categories,
}

/// An item at a place.
pub(crate) struct Place {
    pub(crate) entity: EntityRef,
    pub(crate) item: Item,
    pub(crate) location: String,
    /// What else the catalogue says of the item.
    pub(crate) entry: Entry,
    pub(crate) kept: StockRecord,
}

impl Shop {
    pub(crate) async fn open(shop: &OneShop) -> Result<Self, Trouble> {
        let there = shop.open().await?;
        let now = Timestamp::now();
        let history = there.settings().await?;
        let said =
            |failure: domain::Failure| Trouble::input("the shop's settings can't be read").saying(failure);
        let settings =
            history.at(now).and_then(|version| version.for_automation("low-stock-alert")).map_err(said)?;
        let There { store, shop: id, .. } = there;
        let categories = store.categories(&id).await.map_err(said)?;
        Ok(Self { store, id, settings, now, categories })
    }

    /// Every item at every place, in the order of their ids.
    pub(crate) async fn all(&self) -> Result<Vec<Place>, Trouble> {
        let mut entities = Vec::new();
        for shard in 0..keys::SHARDS {
            let mut after = None;
            loop {
                let (page, next) =
                    self.store.ledger_page(&self.id, shard, after).await.map_err(Target::trouble)?;
                entities.extend(page);
                after = next;
                if after.is_none() {
                    break;
                }
            }
        }
        entities.sort();
        self.of(entities).await
    }

    async fn of(&self, entities: Vec<EntityRef>) -> Result<Vec<Place>, Trouble> {
        let ids: Vec<String> =
            entities.iter().filter_map(stock::place).map(|(item, _)| item.to_owned()).collect();
        let known = self.store.catalogue(&self.id, &ids).await.map_err(Target::trouble)?;
        let known: BTreeMap<String, Entry> = known.into_iter().map(|entry| (entry.id, entry.entry)).collect();
        let mut kept: BTreeMap<EntityRef, StockRecord> =
            self.store.ledgers(&self.id, &entities).await.map_err(Target::trouble)?.into_iter().collect();
        let place = |entity: EntityRef| {
            let (item, location) = stock::place(&entity)?;
            let entry = known.get(item).cloned().unwrap_or_default();
            let item = entry.item.clone().unwrap_or_else(|| Item::unnamed(item));
            let location = location.to_owned();
            Some(Place { kept: kept.remove(&entity)?, item, location, entry, entity })
        };
        Ok(entities.into_iter().filter_map(place).collect())
    }

    /// Items of the catalogue by what people call them, their own ids or their variants'. Article codes have no index: an item
    /// that nobody has counted is named by an id.
    pub(crate) async fn catalogued(
        &self,
        called: &BTreeSet<String>,
    ) -> Result<Vec<(String, String)>, Trouble> {
        let ids: Vec<String> = called.iter().cloned().collect();
        let mut found = self.store.items_of_variants(&self.id, &ids).await.map_err(Target::trouble)?;
        let entries = self.store.catalogue(&self.id, &ids).await.map_err(Target::trouble)?;
        let items = entries.into_iter().filter(|entry| entry.version > 0);
        found.extend(items.map(|entry| (entry.id.clone(), entry.id)));
        Ok(found)
    }

    /// An item by its id, or by its article code: all its places.
    pub(crate) async fn item(&self, called: &str) -> Result<Vec<Place>, Trouble> {
        let found = self.store.catalogue(&self.id, &[called.to_owned()]).await.map_err(Target::trouble)?;
        let places = found.iter().flat_map(|entry| &entry.entry.places).map(|place| stock::at(called, place));
        let mut entities: Vec<EntityRef> = places.collect();
        if !entities.is_empty() {
            entities.push(stock::at(called, NETWORK));
            return self.of(entities).await;
        }
        let mut all = self.all().await?;
        all.retain(|place| place.item.sku.as_deref() == Some(called) || place.item.id == called);
        if all.is_empty() {
            return Err(Trouble::input(format!("the shop {} has no stock of this name", self.id))
                .mend("write an article code, or the id of an item: cargo nightshift stock list"));
        }
        Ok(all)
    }

    /// How a stock stands, as an alert would tell it; nothing where nobody has counted it. All places together are looked at
    /// where rules judge them together.
    pub(crate) async fn view(&self, place: &Place) -> Result<Option<Alert>, Trouble> {
        let zone = self.settings.shop.time_zone();
        let (id, entry, rules) = (&place.item.id, &place.entry, &self.settings.own);
        let seen = if place.location == NETWORK {
            self.store.together(&self.id, id, entry, &place.kept, &zone).await.map_err(Target::trouble)?
        } else {
            let balance = place.kept.ledger.balance(&zone);
            Together {
                pieces: balance.is_known().then_some(balance.pieces),
                incoming: balance.incoming(),
                sales: balance.sales().clone(),
                places: 1,
            }
        };
        let bundles = self.store.bundles_of(&self.id, id, &place.location, entry, &zone).await;
        let bundles = bundles.map_err(Target::trouble)?;
        let bundles: Vec<_> = bundles.iter().map(PartOf::seen).collect();
        let stock = stock::Stock {
            item: &place.item,
            location: &place.location,
            before: seen.pieces,
            after: seen.pieces,
            incoming: &seen.incoming,
            sales: &seen.sales,
            category: self.categories.of(&place.item).map(|rate| rate.times(seen.places)),
            bundles: &bundles,
            cause: None,
            run: None,
        };
        let terms = Terms { rules, suppliers: &self.settings.shop.suppliers, zone: &zone };
        Ok(stock::view(&stock, &terms, self.now))
    }

    /// What moved or counted it, the newest first.
    pub(crate) async fn movements(&self, place: &Place, most: usize) -> Result<Vec<Event>, Trouble> {
        let mut events = Vec::new();
        for prefix in ["moved#", "counted#", "shopify#", "own#", "bigcommerce#"] {
            let found = self.store.events_named(&self.id, &place.entity, prefix).await;
            events.extend(found.map_err(Target::trouble)?.into_iter().map(|(_, event)| event));
        }
        let at = |event: &Event| stock::Movement::of(event).ok().flatten().map(|movement| movement.at);
        events.retain(|event| at(event).is_some());
        events.sort_by_key(|event| std::cmp::Reverse(at(event)));
        events.truncate(most);
        Ok(events)
    }
}
