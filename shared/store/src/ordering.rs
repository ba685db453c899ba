//! What is read of an item before it is reckoned how much to order: whoever says a number says the same one.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Event, Failure, ShopId,
    reorder::{Class, Cuts, Demand, Looked, Record, Records, suppliers_of, takings},
    settings::Suppliers,
    stock::{self, Item, Ledger, Movement, Quantities, rules::Cover},
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{Store, StoreError};

/// So many suppliers of an item are looked up.
const MOST_SUPPLIERS: usize = 10;
/// How the effects of movements begin that orders to suppliers make.
const PURCHASES: &str = "moved#purchase#";

impl Store {
    /// Pieces that orders to suppliers moved and the ledger doesn't know yet: it is folded a moment later.
    pub async fn unbooked(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        ledger: &Ledger,
    ) -> Result<i64, StoreError> {
        let events = self.events_named(shop, entity, PURCHASES).await?;
        Ok(events.iter().filter_map(|(_, event)| missing(event, ledger)).fold(0, i64::saturating_add))
    }

    /// What was measured of an item's suppliers.
    pub async fn supplier_records(
        &self,
        shop: &ShopId,
        item: &Item,
        suppliers: &Suppliers,
    ) -> Result<BTreeMap<String, Records>, Failure> {
        Ok(self.records_of(shop, &[item], suppliers).await?.pop().unwrap_or_default())
    }

    /// The same of several items, in their order: what is known of a supplier is read once for all of them.
    pub async fn records_of(
        &self,
        shop: &ShopId,
        items: &[&Item],
        suppliers: &Suppliers,
    ) -> Result<Vec<BTreeMap<String, Records>>, Failure> {
        let kept = |item: &Item| -> Vec<(String, [EntityRef; 2])> {
            let names = suppliers_of(item, suppliers).into_iter().take(MOST_SUPPLIERS);
            let both = |name| [Some(item.id.as_str()), None].map(|item| Record::entity(name, item));
            names.map(|name| (name.to_owned(), both(name))).collect()
        };
        let kept: Vec<_> = items.iter().map(|item| kept(item)).collect();
        let entities: BTreeSet<&EntityRef> = kept.iter().flatten().flat_map(|(_, both)| both).collect();
        let entities: Vec<EntityRef> = entities.into_iter().cloned().collect();
        let mut heads = BTreeMap::new();
        for (entity, head) in self.heads(shop, &entities).await? {
            heads.insert(entity, head.recall::<Record>(Record::KEPT_BY)?.unwrap_or_default());
        }
        let record = |of: &EntityRef| heads.get(of).copied().unwrap_or_default();
        let found = kept.into_iter().map(|of_item| {
            let found = of_item.into_iter().map(|(name, [item, supplier])| {
                (name, Records { item: record(&item), supplier: record(&supplier) })
            });
            found.filter(|(_, found)| *found != Records::default()).collect()
        });
        Ok(found.collect())
    }

    /// Where the last night's look cut the classes.
    pub async fn cuts(&self, shop: &ShopId) -> Result<Option<Cuts>, Failure> {
        #[derive(Deserialize)]
        struct Last {
            #[serde(default)]
            cuts: Option<Cuts>,
        }
        let last: Option<Last> = self.head(shop, &Cuts::entity()).await?.recall(Cuts::KEPT_BY)?;
        Ok(last.and_then(|last| last.cuts))
    }

    /// An item's class, by where the last night's look cut.
    pub async fn class_of(
        &self,
        shop: &ShopId,
        looked: &Looked,
        today: Date,
        cover: &Cover,
        suppliers: &Suppliers,
    ) -> Result<Option<Class>, Failure> {
        let Some(cuts) = self.cuts(shop).await? else { return Ok(None) };
        let demand = Demand::of_sales(&looked.sales, today, cover);
        let takings = demand.and_then(|demand| takings(&looked.item, &demand, suppliers));
        Ok(takings.map(|takings| cuts.class(takings)))
    }
}

/// What a movement adds to the position, if the ledger doesn't know it.
fn missing(event: &Event, ledger: &Ledger) -> Option<i64> {
    let movement = Movement::of(event).ok()??;
    if ledger.is_settled(&movement) || ledger.window().any(|known| *known == movement) {
        return None;
    }
    let stock::Does::Changes { by, .. } = movement.does else { return None };
    let Quantities { on_hand, reserved, incoming, in_transit, .. } = by;
    Some(on_hand.saturating_sub(reserved).saturating_add(incoming).saturating_add(in_transit))
}
