//! What is read beside a ledger before it is judged: all places together, the bundles that the item is part of, how its
//! category sells.

use std::collections::BTreeSet;

use domain::{
    EntityRef, Failure, ShopId,
    stock::{self, Categories, Incoming, Item, NETWORK, PartOf, Quantities, Sales, limited_by},
};
use jiff::tz::TimeZone;

use crate::{
    Store, StoreError,
    stock::{Entry, MOST_PLACES, StockRecord},
};

/// A part of more bundles than this is judged by the first of them.
const MOST_BUNDLES: usize = 10;

/// An item at all its places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Together {
    /// Pieces, where anybody has counted them.
    pub pieces: Option<Quantities>,
    /// How it sold, what was sold without a place among it.
    pub sales: Sales,
    /// What is on its way to any of them.
    pub incoming: Vec<Incoming>,
    /// How many places those are.
    pub places: usize,
}

impl Store {
    /// All places of an item together; `unplaced` is what was sold without saying from where, its ledger at [`NETWORK`].
    pub async fn together(
        &self,
        shop: &ShopId,
        item: &str,
        entry: &Entry,
        unplaced: &StockRecord,
        zone: &TimeZone,
    ) -> Result<Together, StoreError> {
        let places: Vec<EntityRef> = entry.places_together().map(|place| stock::at(item, place)).collect();
        let ledgers = self.ledgers(shop, &places).await?;
        let balances: Vec<_> = ledgers.iter().map(|(_, kept)| kept.ledger.balance(zone)).collect();
        let known = balances.iter().filter(|balance| balance.is_known());
        let unplaced = unplaced.ledger.balance(zone);
        let sales: Vec<Sales> =
            balances.iter().chain([&unplaced]).map(|balance| balance.sales().clone()).collect();
        let mut incoming: Vec<Incoming> = balances.iter().flat_map(stock::Balance::incoming).collect();
        incoming.sort_by_key(|one| (one.on.is_none(), one.on));
        Ok(Together {
            pieces: known.map(|balance| balance.pieces).reduce(|one, other| one + other),
            sales: Sales::together(&sales),
            incoming,
            places: places.len(),
        })
    }

    /// The bundles that an item is part of, with what their other parts suffice for at this place.
    pub async fn bundles_of(
        &self,
        shop: &ShopId,
        item: &str,
        location: &str,
        entry: &Entry,
        zone: &TimeZone,
    ) -> Result<Vec<PartOf>, StoreError> {
        let ids: Vec<String> = entry.bundles.iter().take(MOST_BUNDLES).cloned().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let bundles = self.catalogue(shop, &ids).await?;
        let bundles: Vec<Item> = bundles.into_iter().filter_map(|bundle| bundle.entry.item).collect();
        let parts = bundles.iter().flat_map(|bundle| &bundle.parts).map(|part| &part.item);
        let others: BTreeSet<&String> = parts.filter(|part| *part != item).collect();
        let others: Vec<EntityRef> =
            others.into_iter().take(MOST_PLACES).map(|part| stock::at(part, location)).collect();
        let ledgers = self.ledgers(shop, &others).await?;
        let available = |part: &str| {
            let entity = stock::at(part, location);
            let (_, kept) = ledgers.iter().find(|(found, _)| *found == entity)?;
            if location == NETWORK {
                // All places together have no ledger of pieces: what they last came to is kept.
                return kept.judged.map(|pieces| pieces.available(0));
            }
            let balance = kept.ledger.balance(zone);
            balance.is_known().then(|| balance.pieces.available(0))
        };
        let told = |bundle: Item| {
            let pieces = bundle.parts.iter().find(|part| part.item == item)?.pieces;
            let parts = bundle.parts.iter().filter(|part| part.item != item);
            let parts: Vec<_> = parts.map(|part| (available(&part.item), part.pieces)).collect();
            let others = limited_by(&parts).map(|(_, bundles)| bundles);
            Some(PartOf { bundle, pieces, others })
        };
        Ok(bundles.into_iter().filter_map(told).collect())
    }

    /// How the shop's categories sell, as the last sweep found.
    pub async fn categories(&self, shop: &ShopId) -> Result<Categories, Failure> {
        let head = self.head(shop, &Categories::entity()).await?;
        Ok(head.recall(Categories::KEPT_BY)?.unwrap_or_default())
    }
}
