//! Webhooks of products: what is offered, and what is stocked of it.

use domain::{
    EntityRef,
    stock::{Item, ItemKind},
    webhook::Refusal,
};
use serde::Deserialize;

use super::{
    facts::{notice, state},
    id,
};
use crate::{
    json::{self, Few, Id, Instant, Loose, Text, filled},
    tags::Tags,
    topic::Facts,
};

/// `products/*`. It names no currency, so no price is read.
#[derive(Debug, Deserialize)]
struct Product {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    updated_at: Option<Instant>,
    status: Option<Text>,
    title: Option<Text>,
    vendor: Option<Text>,
    product_type: Option<Text>,
    tags: Option<Tags>,
    variants: Option<Few<Variant>>,
}

/// A variant: what is sold. What is stocked is its inventory item.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
struct Variant {
    id: Option<Id>,
    admin_graphql_api_id: Option<Text>,
    title: Option<Text>,
    sku: Option<Text>,
    inventory_item_id: Option<Id>,
    /// Who counts it, if anybody does; newer versions don't say.
    #[serde(default, deserialize_with = "said")]
    inventory_management: Option<Option<Text>>,
    requires_shipping: Option<bool>,
}

/// Tells what isn't said from what is `null`.
fn said<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Option<Text>>, D::Error> {
    Option::<Loose>::deserialize(d).map(|word| Some(word.map(|word| Text(word.0))))
}

impl Product {
    fn id(&self) -> Result<String, Refusal> {
        id::exact("Product", "", &self.id, &self.admin_graphql_api_id)
    }

    fn items(&self) -> Result<Option<Vec<Item>>, Refusal> {
        let Some(variants) = &self.variants else { return Ok(None) };
        let product = self.id()?;
        let title = filled(&self.title).unwrap_or_else(|| product.clone());
        let mut items = Vec::with_capacity(variants.len());
        for (index, variant) in variants.iter().enumerate() {
            let path = format!("variants[{index}]");
            let own = id::either("ProductVariant", &path, &variant.id, &variant.admin_graphql_api_id)?;
            // Samples have none: then nothing is stocked.
            let Some(item) = &variant.inventory_item_id else { continue };
            items.push(Item {
                id: item.0.clone(),
                sku: filled(&variant.sku),
                title: title.clone(),
                variant: filled(&variant.title).filter(|title| title != "Default Title"),
                variant_id: Some(own),
                product: Some(product.clone()),
                categories: self.categories(),
                vendor: filled(&self.vendor),
                kind: if variant.requires_shipping == Some(false) {
                    ItemKind::Digital
                } else {
                    ItemKind::Goods
                },
                tracked: variant.inventory_management.as_ref().is_none_or(Option::is_some),
                offered: filled(&self.status).is_none_or(|status| status.eq_ignore_ascii_case("active")),
                price: None,
                threshold: None,
                parts: Vec::new(),
            });
        }
        Ok(Some(items))
    }

    /// Its type and its tags.
    fn categories(&self) -> Vec<String> {
        let tags = self.tags.as_ref().and_then(Tags::words).unwrap_or_default();
        let kind = filled(&self.product_type).filter(|kind| kind.len() <= 255);
        kind.into_iter().chain(tags).collect()
    }
}

/// The product as it now is.
pub(super) fn changed(body: &[u8]) -> Result<Facts, Refusal> {
    let product: Product = json::read(body)?;
    let entity = EntityRef::new("PRODUCT", &product.id()?);
    let items = product.items()?;
    let facts = state(entity, product.updated_at).detail("status", filled(&product.status));
    Ok(Facts { items, ..facts })
}

/// The product is no more.
pub(super) fn deleted(body: &[u8]) -> Result<Facts, Refusal> {
    let product: Product = json::read(body)?;
    Ok(notice(EntityRef::new("PRODUCT", &product.id()?), None))
}
