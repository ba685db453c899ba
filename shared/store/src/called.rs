//! What people call a thing that a mail is about.

use domain::{EntityRef, Head, ShopId, purchase, returns::rma};

use crate::{Store, StoreError};

impl Store {
    /// An entity's head, and the number by which people speak of it: an order's, a purchase order's, a return's. What has a
    /// body of another shape, or none, has no number.
    pub async fn called(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
    ) -> Result<(Head, Option<String>), StoreError> {
        match entity.kind() {
            "ORDER" => {
                let known = self.order(shop, entity).await?;
                Ok((known.head, known.order.map(|order| order.name)))
            }
            purchase::ENTITY => {
                let (head, order) = self.purchase(shop, entity).await?;
                Ok((head, order.and_then(|order| order.number().map(str::to_owned))))
            }
            rma::ENTITY => {
                let (head, kept) = self.rma(shop, entity).await?;
                Ok((head, kept.map(|kept| kept.rma.number)))
            }
            _ => Ok((self.head(shop, entity).await?, None)),
        }
    }
}
