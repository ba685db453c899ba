//! What is read of an item before it is reckoned how much to order: whoever says a number says the same one.

use std::collections::BTreeMap;

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
        let names = suppliers_of(item, suppliers);
        let names: Vec<&str> = names.into_iter().take(MOST_SUPPLIERS).collect();
        let entities: Vec<EntityRef> = names
            .iter()
            .flat_map(|name| [Record::entity(name, Some(&item.id)), Record::entity(name, None)])
            .collect();
        if entities.is_empty() {
            return Ok(BTreeMap::new());
        }
        let heads = self.heads(shop, &entities).await?;
        let mut records = BTreeMap::new();
        for name in names {
            let recall = |of: EntityRef| {
                let head = heads.iter().find(|(entity, _)| *entity == of);
                head.map(|(_, head)| head.recall::<Record>(Record::KEPT_BY)).transpose()
            };
            let of_item = recall(Record::entity(name, Some(&item.id)))?.flatten().unwrap_or_default();
            let of_supplier = recall(Record::entity(name, None))?.flatten().unwrap_or_default();
            let found = Records { item: of_item, supplier: of_supplier };
            if found != Records::default() {
                records.insert(name.to_owned(), found);
            }
        }
        Ok(records)
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
        #[derive(Deserialize)]
        struct Last {
            #[serde(default)]
            cuts: Option<Cuts>,
        }
        let last: Option<Last> = self.head(shop, &Cuts::entity()).await?.recall(Cuts::KEPT_BY)?;
        let Some(cuts) = last.and_then(|last| last.cuts) else { return Ok(None) };
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
