//! What scheduled functions keep at an entity's head, and say of it once. Another tick may be writing, too.

use std::time::Duration;

use domain::{EntityRef, Failure, NewEvent, ShopId, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::sleep;

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
};

/// How often it is tried against other writers.
pub(crate) const ROUNDS: u32 = 5;
/// The longest pause before the second round; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Lets another writer finish.
pub(crate) async fn pause(round: u32) {
    sleep((FIRST_PAUSE * 2_u32.pow(round)).mul_f64(fastrand::f64())).await;
}

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
        for round in 0..ROUNDS {
            let head = self.head(shop, entity).await?;
            let before: M = head.recall(name)?.unwrap_or_default();
            let mut memory = before.clone();
            change(&mut memory);
            if memory == before {
                return Ok(memory);
            }
            let mut commit = Commit::on(shop, entity, &head, now);
            commit.memory.push((name, serde_json::to_value(&memory).expect("memories are plain data")));
            match self.commit(commit).await {
                Ok(Committed::Done(_) | Committed::AlreadyDone) => return Ok(memory),
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale.into())
    }

    /// Journals an event on an entity, unless its effect has happened. Answers whether it is new.
    pub async fn say_once(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        event: &NewEvent,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        for round in 0..ROUNDS {
            let (head, said_before) = self.head_and_effect(shop, entity, &event.effect).await?;
            if said_before {
                return Ok(false);
            }
            let mut commit = Commit::on(shop, entity, &head, now);
            commit.events = std::slice::from_ref(event);
            match self.commit(commit).await {
                Ok(Committed::Done(_)) => return Ok(true),
                Ok(Committed::AlreadyDone) => return Ok(false),
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale.into())
    }
}
