//! Purchase orders: a small head, a body with all of its lines.

use domain::{
    EntityRef, Head, ShopId,
    purchase::{OPEN, PurchaseOrder},
};

use crate::{Store, StoreError, orders, ties::Tie};

/// The entity under which a number leads to its order, and the row that says so.
const NUMBERED: (&str, &str) = ("PURCHASE-NUMBER", "order");
/// Counters of the whole shop: which row is which count follows from its name.
const COUNTS: (&str, &str) = ("COUNTER", "purchases");
/// In which draft an item stands at its place.
const DRAFTED: &str = "drafted";

impl Store {
    /// A purchase order with its head; none where there is nothing of that name.
    pub async fn purchase(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<(Head, Option<PurchaseOrder>), StoreError> {
        for _ in 1..orders::READS {
            match self.read_whole(shop, entity).await {
                Err(StoreError::Stale) => {}
                read => return read,
            }
        }
        self.read_whole(shop, entity).await
    }

    /// A purchase order alone, as it stands now: one item, so that it can't be torn.
    pub async fn purchase_alone(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<Option<PurchaseOrder>, StoreError> {
        self.read_alone(shop, entity).await
    }

    /// Those that aren't over, the newest last.
    pub async fn open_purchases(&self, shop: &ShopId) -> Result<Vec<(EntityRef, PurchaseOrder)>, StoreError> {
        let mut open = Vec::new();
        for (_, entity) in self.members(shop, OPEN).await? {
            // The index may be a moment late.
            let (_, order) = self.purchase(shop, &entity).await?;
            open.extend(order.filter(|order| !order.state.is_over()).map(|order| (entity, order)));
        }
        Ok(open)
    }

    /// Which order a number leads to.
    pub async fn purchase_numbered(&self, shop: &ShopId, number: &str) -> Result<Tie, StoreError> {
        self.tie(shop, &EntityRef::new(NUMBERED.0, number), NUMBERED.1).await
    }

    /// A count of the shop's, such as how many numbers a year has given.
    pub async fn purchase_count(&self, shop: &ShopId, of: &str) -> Result<Tie, StoreError> {
        self.tie(shop, &EntityRef::new(COUNTS.0, COUNTS.1), of).await
    }

    /// In which draft an item stands at a place, and from which proposal.
    pub async fn drafted(&self, shop: &ShopId, place: &EntityRef) -> Result<Tie, StoreError> {
        self.tie(shop, place, DRAFTED).await
    }
}
