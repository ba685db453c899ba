//! The night's look at everything: after the sweep has put the ledgers right, page by page. Each page is an event of its
//! own, which says where it begins and what the pages before it found; a page that is delivered twice is looked at twice,
//! and goes on once.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    Automation as _, EntityRef, Event, Failure, NewEvent, Payload, Settled, purchase,
    reorder::{
        Along, Cuts, Looked, Ordering, Shop, Soonest, Spread, along, plan, suppliers_of, top_up::Soon,
    },
    settings::BelowMinimum,
    stock::{self, Item},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    commit::Commit,
    keys,
    settle::until_settled,
    stock::{after_of, row_of},
};

use crate::{Reorder, Round, gather::places};

/// The night's sweep is over: every ledger is what its movements come to.
pub const SWEPT: &str = "stock.swept";

/// Data of `reorder.review`: a page that is to be looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The shop's own date.
    pub date: Date,
    /// The shard of the list of ledgers.
    #[serde(default)]
    pub shard: u8,
    /// The how-manieth page of it.
    #[serde(default)]
    pub page: u32,
    /// The last row of the page before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<(String, String, String)>,
    /// What items take, as far as it was seen.
    #[serde(default)]
    pub spread: Spread,
    /// What was found until then.
    #[serde(default)]
    pub found: Found,
}

impl Payload for Review {
    const KIND: &'static str = "reorder.review";
}

impl Review {
    fn event(&self) -> NewEvent {
        NewEvent::of(format!("review#{}#{}#{}", self.date, self.shard, self.page), self)
    }
}

/// What a night's look found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// Items at places that were looked at.
    pub looked: u64,
    /// Of those, so many were proposed anew, otherwise, or not any more.
    pub changed: u64,
    /// Of those, so many couldn't be looked at.
    pub failed: u64,
}

/// Data of `reorder.reviewed`: the night's look is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    /// The shop's own date.
    pub date: Date,
    /// What it found.
    #[serde(flatten)]
    pub found: Found,
    /// From which takings on an item is of class A and B; absent where nothing was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cuts: Option<Cuts>,
}

impl Payload for Reviewed {
    const KIND: &'static str = "reorder.reviewed";
}

#[derive(Debug, Deserialize)]
struct Swept {
    date: Date,
}

impl Round<'_> {
    /// The sweep is over: the first page follows.
    pub(crate) async fn begin_review(&self, event: &Event) -> Result<Settled, Failure> {
        let swept: Swept = serde_json::from_value(event.data.clone())
            .map_err(|e| Failure::permanent(format!("data of {SWEPT}: {e}")))?;
        self.go_on(event, &Review { date: swept.date, ..Review::default() }).await
    }

    /// A page: each item at its place is looked at, and the next page follows.
    pub(crate) async fn review(&self, event: &Event, time_left: Duration) -> Result<Settled, Failure> {
        let mut review: Review = event.payload()?;
        let after = review.after.as_ref().map(|after| row_of(&event.shop, review.shard, after));
        let (entities, next) = self.store.ledger_page(&event.shop, review.shard, after).await?;
        self.look_over(event, &entities, &mut review, time_left).await?;
        match next {
            Some(next) => (review.page, review.after) = (review.page + 1, Some(after_of(&next))),
            None => (review.shard, review.page, review.after) = (review.shard + 1, 0, None),
        }
        if review.shard < keys::SHARDS {
            self.go_on(event, &review).await
        } else {
            self.end(event, &review).await
        }
    }

    async fn go_on(&self, event: &Event, review: &Review) -> Result<Settled, Failure> {
        let (new, origin) = (review.event(), self.origin(event, "reviewed"));
        let is_new = self.store.journal_beside(&event.shop, &Cuts::entity(), &new, &origin, self.now).await?;
        Ok(Settled::of(&Ordering::Reviewed, is_new.then_some(new.kind)))
    }

    async fn end(&self, event: &Event, review: &Review) -> Result<Settled, Failure> {
        let cuts = review.spread.cuts(&self.settings.own.classes);
        let reviewed = Reviewed { date: review.date, found: review.found, cuts };
        let events = [NewEvent::of(format!("reviewed#{}", review.date), &reviewed)];
        let entity = Cuts::entity();
        let head = self.store.head(&event.shop, &entity).await?;
        let mut commit = Commit::on(&event.shop, &entity, &head, self.now);
        commit.events = &events;
        commit.memory = vec![(Reorder::NAME, serde_json::to_value(reviewed).expect("plain data"))];
        commit.origin = self.origin(event, "reviewed");
        match self.store.commit(commit).await {
            Ok(_) | Err(StoreError::Stale) => {
                Ok(Settled::of(&Ordering::Reviewed, [Reviewed::KIND.to_owned()]))
            }
            Err(e) => Err(e.into()),
        }
    }

    /// First by what few reads of many items say; only where that may change what is proposed, everything around the item
    /// is read.
    async fn look_over(
        &self,
        event: &Event,
        entities: &[EntityRef],
        review: &mut Review,
        time_left: Duration,
    ) -> Result<(), Failure> {
        let standings = self.store.standings(&event.shop, entities).await?;
        let of = entities.iter().zip(&standings);
        let of: Vec<_> = of.filter_map(|(entity, at)| Some((entity, stock::place(entity)?, at))).collect();
        let ids: Vec<String> = of.iter().map(|(_, (item, _), _)| (*item).to_owned()).collect();
        let entries = self.store.catalogue(&event.shop, &ids).await?;
        let mut page = Vec::with_capacity(of.len());
        for ((entity, (item, location), standing), entry) in of.into_iter().zip(&entries) {
            let elsewhere = places(entry, location).next().is_some();
            page.push((entity, self.seen(standing, entry, item, location)?, elsewhere));
        }
        let stock = self.settings.shop.rules_of_stock()?;
        let zone = self.settings.shop.time_zone();
        let suppliers = &self.settings.shop.suppliers;
        let shop = Shop { rules: &self.settings.own, stock: &stock, suppliers, zone: &zone };
        let tops_up =
            |name: &str| suppliers.get(name).filter(|known| known.below_minimum == BelowMinimum::TopUp);
        // Class and lead time move the reorder point: without them an item would be passed over that is needed.
        let items: Vec<&Item> = page.iter().map(|(_, looked, _)| &looked.item).collect();
        let records = self.store.records_of(&event.shop, &items, suppliers).await?;
        let cuts = self.store.cuts(&event.shop).await?;
        let mut soon: BTreeMap<String, Vec<Soon>> = BTreeMap::new();
        for ((entity, mut looked, elsewhere), records) in page.into_iter().zip(records) {
            review.found.looked += 1;
            let takings = self.takings(&looked)?;
            takings.into_iter().for_each(|takings| review.spread.note(takings));
            looked.class = cuts.zip(takings).map(|(cuts, takings)| cuts.class(takings));
            looked.records = records;
            if !may_change(&looked, &shop, self.now, elsewhere) {
                let names = suppliers_of(&looked.item, suppliers).into_iter();
                for name in names.filter(|name| looked.proposal.is_none() && tops_up(name).is_some()) {
                    if let Some(Along { soon: one, .. }) = along(&looked, &shop, name, self.now) {
                        let slot = purchase::slot(name, &looked.location, one.unit_price.currency);
                        soon.entry(slot).or_default().push(one);
                    }
                }
                continue;
            }
            match until_settled(time_left, || self.settle(event, entity)).await {
                Ok(settled) => review.found.changed += u64::from(!settled.events.is_empty()),
                // The others are looked at all the same, and this one tomorrow.
                Err(failure) => {
                    let (shop, class) = (event.shop.as_str(), failure.class());
                    tracing::error!(shop, %entity, class, %failure, "what to order of an item isn't known");
                    review.found.failed += 1;
                }
            }
        }
        for (slot, soon) in soon {
            let note = |soonest: &mut Soonest| {
                soon.iter().for_each(|one| soonest.note(review.date, &one.item, one.on));
            };
            self.store.remember(&event.shop, &Soonest::entity(&slot), Reorder::NAME, self.now, note).await?;
        }
        Ok(())
    }
}

/// Whether a closer look may come to something else than what is proposed. What is on order and unknown to the ledger, and
/// what other places have, is seen only by that.
fn may_change(looked: &Looked, shop: &Shop<'_>, now: jiff::Timestamp, elsewhere: bool) -> bool {
    if looked.location == stock::NETWORK {
        return true;
    }
    let planned = plan(looked, shop, now);
    planned.next != domain::reorder::Next::Stays || (planned.suggested.is_some() && elsewhere)
}
