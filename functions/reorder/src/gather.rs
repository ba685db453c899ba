//! What a decision looks at.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Event, Failure, ShopId, Timestamp,
    reorder::{Class, Demand, Looked, Other, Record, Records, suppliers_of, takings},
    stock::{self, Item, Ledger, Movement, NETWORK, Quantities, Sales},
};
use store::{StoreError, proposals::Standing, stock::Catalogued};

use crate::{Desk, Memory, Reorder, review};

/// So many other places of an item are looked at.
const MOST_PLACES: usize = 20;
/// So many suppliers of an item are looked up.
const MOST_SUPPLIERS: usize = 10;
/// How the effects of movements begin that orders to suppliers make.
const PURCHASES: &str = "moved#purchase#";

impl Desk<'_> {
    /// Reads an item at a place, and what is known around it.
    pub(crate) async fn gather(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        item: &str,
        location: &str,
    ) -> Result<(Standing, Looked), Failure> {
        // The proposal first: what takes it away moves stock in the same moment, and that is read after it.
        let mut standings = self.store.standings(shop, std::slice::from_ref(entity)).await?;
        let standing = standings.pop().unwrap_or_default();
        let entry =
            self.store.catalogue(shop, &[item.to_owned()]).await?.into_iter().next().unwrap_or_default();
        let mut looked = self.seen(&standing, &entry, item, location)?;
        let others: Vec<EntityRef> = places(&entry, location).map(|place| stock::at(item, place)).collect();
        let others = self.store.ledgers(shop, &others).await?;
        looked.others = others.iter().filter_map(|(of, kept)| self.other(of, &kept.ledger)).collect();
        if location == NETWORK {
            self.together(&mut looked);
            for (of, kept) in &others {
                looked.unbooked += self.unbooked(shop, of, &kept.ledger).await?;
            }
        } else {
            looked.unbooked = self.unbooked(shop, entity, &standing.kept.ledger).await?;
        }
        looked.records = self.records(shop, &looked.item).await?;
        looked.class = self.class(shop, &looked).await?;
        Ok((standing, looked))
    }

    /// What head, ledger and catalogue say alone.
    pub(crate) fn seen(
        &self,
        standing: &Standing,
        entry: &Catalogued,
        item: &str,
        location: &str,
    ) -> Result<Looked, Failure> {
        let balance = standing.kept.ledger.balance(&self.settings.shop.time_zone());
        let Memory { proposals } =
            standing.head.recall(<Reorder as domain::Automation>::NAME)?.unwrap_or_default();
        Ok(Looked {
            item: entry.entry.item.clone().unwrap_or_else(|| unnamed(item)),
            location: location.to_owned(),
            pieces: balance.is_known().then_some(balance.pieces),
            sales: balance.sales().clone(),
            went: instant(balance.went),
            proposal: standing.proposal.clone(),
            proposals,
            ..Looked::default()
        })
    }

    fn other(&self, of: &EntityRef, ledger: &Ledger) -> Option<Other> {
        let (_, location) = stock::place(of)?;
        let balance = ledger.balance(&self.settings.shop.time_zone());
        balance.is_known().then(|| Other {
            location: location.to_owned(),
            pieces: balance.pieces,
            sales: balance.sales().clone(),
            came: instant(balance.came),
        })
    }

    /// All places together: their sum; what was sold without a place, beside.
    fn together(&self, looked: &mut Looked) {
        looked.pieces = looked.others.iter().map(|other| other.pieces).reduce(|one, other| one + other);
        let sales: Vec<Sales> =
            looked.others.iter().map(|other| &other.sales).chain([&looked.sales]).cloned().collect();
        looked.sales = Sales::together(&sales);
    }

    /// Pieces that orders to suppliers moved and the ledger doesn't know yet: it is folded a moment later.
    async fn unbooked(&self, shop: &ShopId, entity: &EntityRef, ledger: &Ledger) -> Result<i64, StoreError> {
        let events = self.store.events_named(shop, entity, PURCHASES).await?;
        Ok(events.iter().filter_map(|(_, event)| missing(event, ledger)).fold(0, i64::saturating_add))
    }

    async fn records(&self, shop: &ShopId, item: &Item) -> Result<BTreeMap<String, Records>, Failure> {
        let names = suppliers_of(item, &self.settings.shop.suppliers);
        let names: Vec<&str> = names.into_iter().take(MOST_SUPPLIERS).collect();
        let entities: Vec<EntityRef> = names
            .iter()
            .flat_map(|name| [Record::entity(name, Some(&item.id)), Record::entity(name, None)])
            .collect();
        let heads = self.store.heads(shop, &entities).await?;
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

    /// The class, by where the last night's look cut.
    async fn class(&self, shop: &ShopId, looked: &Looked) -> Result<Option<Class>, Failure> {
        let Some(cuts) = review::cuts(self.store, shop).await? else { return Ok(None) };
        Ok(self.takings(looked)?.map(|takings| cuts.class(takings)))
    }

    /// What an item takes, where its sales and its price are known.
    pub(crate) fn takings(&self, looked: &Looked) -> Result<Option<i64>, Failure> {
        let today = self.now.to_zoned(self.settings.shop.time_zone()).date();
        let cover = self.settings.shop.rules_of_stock()?.cover;
        let demand = Demand::of_sales(&looked.sales, today, &cover);
        Ok(demand.and_then(|demand| takings(&looked.item, &demand, &self.settings.shop.suppliers)))
    }
}

/// Other places that stock an item.
pub(crate) fn places<'e>(entry: &'e Catalogued, location: &'e str) -> impl Iterator<Item = &'e String> {
    let others = entry.entry.places.iter();
    others.filter(move |place| *place != location && *place != NETWORK).take(MOST_PLACES)
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

fn instant(millis: i64) -> Option<Timestamp> {
    (millis > 0).then(|| Timestamp::from_millisecond(millis).ok()).flatten()
}

/// An item of which only the stock is known.
fn unnamed(id: &str) -> Item {
    Item { id: id.to_owned(), title: id.to_owned(), tracked: true, offered: true, ..Item::default() }
}
