//! What people call a thing that a mail is about.

use domain::{EntityRef, ShopId, purchase, returns::rma};

use crate::{Store, StoreError};

impl Store {
    /// The number by which people speak of an entity: an order's, a purchase order's, a return's. Anything else has none.
    pub async fn called(&self, shop: &ShopId, entity: &EntityRef) -> Result<Option<String>, StoreError> {
        Ok(match entity.kind() {
            "ORDER" => self.snapshot(shop, entity).await?.map(|order| order.name),
            purchase::ENTITY => {
                let order = self.purchase_alone(shop, entity).await?;
                order.and_then(|order| order.number().map(str::to_owned))
            }
            rma::ENTITY => self.rma_alone(shop, entity).await?.map(|kept| kept.rma.number),
            _ => None,
        })
    }
}
