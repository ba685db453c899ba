//! Returns: a small head, a body with all that is known of one; and the small rows that returns share: of an order, of a
//! customer, of the shop's days.

use domain::{
    EntityRef, Head, NewEvent, ShopId, SourceVersion, Timestamp,
    event::hash_of,
    returns::{of_order::OfOrder, record::ReturnRecord, rma, told::Told},
    webhook::{Received, effect_of},
};

use crate::{Store, StoreError, orders, ties::Tie};

/// What was approved without a person, by day.
const DAYS: (&str, &str) = ("COUNTER", "returns");
/// The row of it.
const APPROVED: &str = "approved";
/// What is known of a customer's returns.
const PAST: &str = "returns";

impl Store {
    /// A return with its head; none where nothing is known of it but what doors have told.
    pub async fn rma(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<(Head, Option<ReturnRecord>), StoreError> {
        for _ in 1..orders::READS {
            match self.read_whole(shop, entity).await {
                Err(StoreError::Stale) => {}
                read => return read,
            }
        }
        self.read_whole(shop, entity).await
    }

    /// A return alone, as it stands now: one item, so that it can't be torn.
    pub async fn rma_alone(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<Option<ReturnRecord>, StoreError> {
        self.read_alone(shop, entity).await
    }

    /// Those that aren't over, the newest last.
    pub async fn open_returns(&self, shop: &ShopId) -> Result<Vec<(EntityRef, ReturnRecord)>, StoreError> {
        let mut open = Vec::new();
        for (_, entity) in self.members(shop, rma::OPEN).await? {
            // The index may be a moment late.
            let kept = self.rma_alone(shop, &entity).await?;
            open.extend(kept.filter(|kept| !kept.rma.state().is_over()).map(|kept| (entity, kept)));
        }
        Ok(open)
    }

    /// What all returns of an order come to.
    pub async fn returns_of_order(&self, shop: &ShopId, order: &str) -> Result<Tie, StoreError> {
        self.tie(shop, &EntityRef::order(order), OfOrder::TIE).await
    }

    /// What is known of a customer's returns.
    pub async fn returns_of_customer(&self, shop: &ShopId, customer: &str) -> Result<Tie, StoreError> {
        self.tie(shop, &EntityRef::customer(customer), PAST).await
    }

    /// What was approved without a person, by day.
    pub async fn returns_by_day(&self, shop: &ShopId) -> Result<Tie, StoreError> {
        self.tie(shop, &EntityRef::new(DAYS.0, DAYS.1), APPROVED).await
    }

    /// Journals what somebody tells of a return through a door of ours, as webhooks do: the same once more changes nothing. Answers
    /// whether it is new.
    pub async fn tell_return(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        (from, kind): (&str, &str),
        told: Told,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let tie = hash_of(serde_json::to_string(&told).unwrap_or_default());
        let received = Received {
            from: from.to_owned(),
            topic: kind.to_owned(),
            source: SourceVersion { at: now, tie: String::new() },
            superseded: false,
            details: [].into(),
            returned: Some(Box::new(told)),
            body: String::new(),
        };
        let effect = effect_of(from, kind, SourceVersion::UNDATED, &tie[..16]);
        let new = [NewEvent::named(kind, effect, &received)];
        Ok(!self.journal(shop, entity, &new, now).await?.is_empty())
    }
}
