//! What a decision looks at.

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    reorder::{Demand, Looked, Other, takings},
    stock::{self, Item, Ledger, NETWORK, Sales},
};
use jiff::civil::Date;
use store::{proposals::Standing, stock::Catalogued};

use crate::{Memory, Reorder, Round};

impl Round<'_> {
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
        let elsewhere: Vec<EntityRef> =
            places(&entry, location).map(|place| stock::at(item, place)).collect();
        // Proposals first here, too: what is given away meanwhile rather counts twice than is promised again.
        let proposed = match location {
            NETWORK => Vec::new(),
            _ => self.store.proposals_of(shop, &elsewhere).await?,
        };
        let others = self.store.ledgers(shop, &elsewhere).await?;
        looked.others = others.iter().filter_map(|(of, kept)| self.other(of, &kept.ledger)).collect();
        proposed.iter().for_each(|(_, proposal)| looked.is_promised(proposal));
        if location == NETWORK {
            self.together(&mut looked);
            for (of, kept) in &others {
                looked.unbooked += self.store.unbooked(shop, of, &kept.ledger).await?;
            }
        } else {
            looked.unbooked = self.store.unbooked(shop, entity, &standing.kept.ledger).await?;
        }
        let suppliers = &self.settings.shop.suppliers;
        let (today, cover) = (self.today(), self.settings.shop.rules_of_stock()?.cover);
        looked.records = self.store.supplier_records(shop, &looked.item, suppliers).await?;
        looked.class = self.store.class_of(shop, &looked, today, &cover, suppliers).await?;
        looked.along = match looked.proposal.as_ref().filter(|proposal| proposal.is_along()) {
            Some(proposal) => self.goes_along(shop, entity, proposal).await?,
            None => false,
        };
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
            item: entry.entry.item.clone().unwrap_or_else(|| Item::unnamed(item)),
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

    /// What an item takes, where its sales and its price are known.
    pub(crate) fn takings(&self, looked: &Looked) -> Result<Option<i64>, Failure> {
        let cover = self.settings.shop.rules_of_stock()?.cover;
        let demand = Demand::of_sales(&looked.sales, self.today(), &cover);
        Ok(demand.and_then(|demand| takings(&looked.item, &demand, &self.settings.shop.suppliers)))
    }

    fn today(&self) -> Date {
        self.settings.shop.day(self.now)
    }
}

/// Other places that stock an item; of all places together, the same that an alert looks at.
pub(crate) fn places<'e>(entry: &'e Catalogued, location: &'e str) -> impl Iterator<Item = &'e String> {
    entry.entry.places_together().filter(move |place| *place != location)
}

fn instant(millis: i64) -> Option<Timestamp> {
    (millis > 0).then(|| Timestamp::from_millisecond(millis).ok()).flatten()
}
