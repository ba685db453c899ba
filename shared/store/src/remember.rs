//! Changes of an entity that hold whatever else happens to it meanwhile: another tick, a door or a decision may be
//! writing, too.

use std::time::Duration;

use domain::{EntityRef, Event, Failure, Head, NewEvent, ShopId, Timestamp, event::Origin};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::time::sleep;

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
};

/// How often it is tried against other writers.
pub(crate) const ROUNDS: u32 = 5;
/// The longest pause before the second round; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Lets another writer finish. The pauses of two that met differ, so that they don't meet again.
pub(crate) async fn pause(round: u32) {
    sleep((FIRST_PAUSE * 2_u32.pow(round)).mul_f64(fastrand::f64())).await;
}

/// What comes to an entity, whatever its head says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Added<'a> {
    pub(crate) events: &'a [NewEvent],
    pub(crate) origin: Origin,
    /// The list that the entity joins, and where in it.
    pub(crate) list: Option<(&'static str, Timestamp)>,
}

/// What is to be remembered at the head, under which names; `None` if nothing is to be written at all.
pub(crate) type Remembered = Option<Vec<(&'static str, Value)>>;

impl Store {
    /// Changes what is remembered of an entity under `name`, if that changes it. Answers what is remembered then.
    pub async fn remember<M>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        name: &'static str,
        now: Timestamp,
        change: impl Fn(&mut M),
    ) -> Result<M, Failure>
    where
        M: Default + Clone + PartialEq + Serialize + DeserializeOwned,
    {
        let mut memory = M::default();
        let remembered = |head: &Head| {
            let before: M = head.recall(name)?.unwrap_or_default();
            memory = before.clone();
            change(&mut memory);
            let changed = || vec![(name, serde_json::to_value(&memory).expect("memories are plain data"))];
            Ok::<_, Failure>((memory != before).then(changed))
        };
        self.commit_on_newest(shop, entity, &Added::default(), now, remembered).await?;
        Ok(memory)
    }

    /// Journals an event on an entity, unless its effect has happened. Answers whether it is new.
    pub async fn say_once(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        event: &NewEvent,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        if self.head_and_effect(shop, entity, &event.effect).await?.1 {
            return Ok(false);
        }
        let added = Added { events: std::slice::from_ref(event), ..Added::default() };
        Ok(self.add(shop, entity, &added, now).await?.is_some())
    }

    /// Commits `added`. Answers its events; `None` if one of the effects had happened before.
    pub(crate) async fn add(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        added: &Added<'_>,
        now: Timestamp,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let nothing = |_: &Head| Ok::<Remembered, StoreError>(Some(Vec::new()));
        match self.commit_on_newest(shop, entity, added, now, nothing).await? {
            Some(Committed::Done(events)) => Ok(Some(events)),
            Some(Committed::AlreadyDone) | None => Ok(None),
        }
    }

    /// Commits on the entity's head as it stands; on its next one, if another writer was quicker.
    async fn commit_on_newest<E: From<StoreError>>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        added: &Added<'_>,
        now: Timestamp,
        mut remembered: impl FnMut(&Head) -> Result<Remembered, E>,
    ) -> Result<Option<Committed>, E> {
        for round in 0..ROUNDS {
            let head = self.head(shop, entity).await?;
            let Some(memory) = remembered(&head)? else { return Ok(None) };
            let mut commit = Commit::on(shop, entity, &head, now);
            commit.events = added.events;
            commit.origin = added.origin.clone();
            commit.lists.extend(added.list.map(|(list, at)| (list.to_owned(), at)));
            commit.memory = memory;
            match self.commit(commit).await {
                Ok(committed) => return Ok(Some(committed)),
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale.into())
    }
}
