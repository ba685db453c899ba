//! What the shop's own people say beside the policy of returns: it stands in the rows that returns share, and why, in the journal.

use domain::{
    EntityRef, NewEvent, Payload, ShopId, Timestamp,
    returns::{
        Past,
        exceptions::{Extended, Listed},
        of_order::OfOrder,
    },
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    remember::{ROUNDS, pause},
    ties::Tie,
};

impl Store {
    /// Lets an order come back for longer, or by the windows alone again. `false` if it is so already.
    pub async fn extend_returns(
        &self,
        shop: &ShopId,
        order: &EntityRef,
        said: &Extended,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let tie = || self.returns_of_order(shop, order.id());
        self.say_beside(shop, order, tie, |row: &mut OfOrder| row.exception_until = said.until, said, now)
            .await
    }

    /// Puts a customer on a list of the shop's, or on none. `false` if it is so already.
    pub async fn list_customer(
        &self,
        shop: &ShopId,
        customer: &str,
        said: &Listed,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let entity = EntityRef::customer(customer);
        let tie = || self.returns_of_customer(shop, customer);
        self.say_beside(shop, &entity, tie, |row: &mut Past| row.list = said.list, said, now).await
    }

    /// Row and event together, on the entity as it stands; once more if somebody else was quicker.
    async fn say_beside<T, R>(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        row: impl Fn() -> R,
        change: impl Fn(&mut T),
        said: &impl Payload,
        now: Timestamp,
    ) -> Result<bool, StoreError>
    where
        T: Clone + Default + PartialEq + Serialize + DeserializeOwned,
        R: Future<Output = Result<Tie, StoreError>>,
    {
        for round in 0..ROUNDS {
            let head = self.head(shop, entity).await?;
            let mut tie = row().await?;
            let before: T = tie.said().map_err(|e| StoreError::unreadable("what returns share", e))?;
            let mut after = before.clone();
            change(&mut after);
            if after == before {
                return Ok(false);
            }
            tie.after = Some(serde_json::to_string(&after).expect("rows are plain data"));
            // Each word is one of its own: what it changes was read with the head that names it.
            let event = NewEvent::of(format!("said-of-returns#{}", head.version + 1), said);
            let mut commit = Commit::on(shop, entity, &head, now);
            commit.events = std::slice::from_ref(&event);
            commit.ties = std::slice::from_ref(&tie);
            match self.commit(commit).await {
                Ok(Committed::Done(_)) => return Ok(true),
                Ok(Committed::AlreadyDone) | Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e),
            }
        }
        Err(StoreError::Stale)
    }
}
