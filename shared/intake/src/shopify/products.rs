//! Webhooks of products.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::{
    facts::{notice, state},
    id,
};
use crate::{
    json::{self, Id, Instant, Text, filled},
    topic::Facts,
};

/// `products/*`.
#[derive(Debug, Deserialize)]
struct Product {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    updated_at: Option<Instant>,
    status: Option<Text>,
}

impl Product {
    fn entity(&self) -> Result<EntityRef, Refusal> {
        let id = id::exact("Product", "", &self.id, &self.admin_graphql_api_id)?;
        Ok(EntityRef::new("PRODUCT", &id))
    }
}

/// The product as it now is.
pub(super) fn changed(body: &[u8]) -> Result<Facts, Refusal> {
    let product: Product = json::read(body)?;
    Ok(state(product.entity()?, product.updated_at).detail("status", filled(&product.status)))
}

/// The product is no more.
pub(super) fn deleted(body: &[u8]) -> Result<Facts, Refusal> {
    Ok(notice(json::read::<Product>(body)?.entity()?, None))
}
