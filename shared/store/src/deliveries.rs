//! What is learned from: orders with their promises and parcels; and which model answers.

use std::collections::BTreeSet;

use domain::{
    EntityRef, Event, Head, ShopId, Timestamp,
    edd::{Adopted, InUse, Settled, Stored},
    event::Origin,
    order::Order,
    tracking::{self, Number, Parcel},
};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    parcels::{MOST_PARCELS, is_of},
};

/// An order, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// The newest snapshot.
    pub order: Order,
    /// What was promised.
    pub stored: Option<Stored>,
    /// That all of it is there.
    pub settled: Option<Settled>,
    /// What carriers say of its parcels.
    pub parcels: Vec<Parcel>,
}

impl Store {
    /// Which model of transit times answers, and the head at which that stands: who changes it gives the head back.
    pub async fn model_in_use(&self, shop: &ShopId) -> Result<(Head, InUse), StoreError> {
        let head = self.head(shop, &InUse::entity()).await?;
        let in_use =
            head.recall(InUse::NAME).map_err(|e| StoreError::unreadable("which model is in use", e))?;
        Ok((head, in_use.unwrap_or_default()))
    }

    /// The name of the model that answers, if one does.
    pub async fn model_answering(&self, shop: &ShopId) -> Result<Option<String>, StoreError> {
        let (_, in_use) = self.model_in_use(shop).await?;
        Ok(in_use.model.map(|model| model.hash))
    }

    /// Another model answers from now on, with the event that says so. `false` if another change was quicker.
    pub async fn use_model(
        &self,
        shop: &ShopId,
        head: &Head,
        in_use: &InUse,
        adopted: &Adopted,
        origin: Origin,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let entity = InUse::entity();
        let events = [adopted.event(in_use.changes)];
        let mut commit = Commit::on(shop, &entity, head, now);
        commit.events = &events;
        commit.origin = origin;
        commit.memory = vec![(InUse::NAME, serde_json::to_value(in_use).expect("plain data"))];
        match self.commit(commit).await {
            Ok(Committed::Done(_)) => Ok(true),
            Ok(Committed::AlreadyDone) | Err(StoreError::Stale) => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// Orders as far as they are known, with their promises, what settled them, and their parcels; those that aren't there are left
    /// out. For files of a day: nothing is decided by it.
    pub async fn deliveries(
        &self,
        shop: &ShopId,
        orders: &[&EntityRef],
    ) -> Result<Vec<Delivery>, StoreError> {
        let effects = [Stored::EFFECT, Settled::EFFECT];
        let wanted: Vec<_> = orders.iter().flat_map(|order| effects.map(|effect| (*order, effect))).collect();
        let events = self.events(shop, &wanted).await?;
        let snapshots = self.snapshots(shop, orders).await?;
        let numbers = snapshots.iter().flat_map(|order| tracking::of_order(order, MOST_PARCELS));
        let numbers: BTreeSet<Number> = numbers.collect();
        let parcels = self.parcels(shop, &numbers.into_iter().collect::<Vec<_>>()).await?;
        let unreadable = |e: domain::Failure| StoreError::unreadable("what is remembered of dates", e);
        let found = snapshots.into_iter().map(|order| {
            let entity = EntityRef::order(&order.id);
            let told = |effect: &str| {
                let is_it = |(name, event): &&(String, Event)| name == effect && event.subject == entity;
                events.iter().find(is_it).map(|(_, event)| event)
            };
            let own = tracking::of_order(&order, MOST_PARCELS);
            let is_own = |parcel: &&Parcel| own.contains(&parcel.number) && is_of(parcel, &order);
            Ok(Delivery {
                stored: told(Stored::EFFECT).map(Event::payload).transpose().map_err(unreadable)?,
                settled: told(Settled::EFFECT).map(Event::payload).transpose().map_err(unreadable)?,
                parcels: parcels.iter().filter(is_own).cloned().collect(),
                order,
            })
        });
        found.collect()
    }
}
