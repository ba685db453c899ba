//! Customers, products, and what was deleted.

use domain::{
    EntityRef, SourceVersion, Timestamp,
    stock::{Item, ItemKind, Part},
    webhook::Refusal,
};

use super::{
    money::finely,
    time::Utc,
    wire::{self, shown, word},
};
use crate::{
    json::{self, Loose},
    refusal::{missing, refuse},
    topic::Facts,
};

/// How new a resource is.
pub(super) fn newness(modified: Option<Utc>, created: Option<Utc>) -> Result<Timestamp, Refusal> {
    modified.or(created).map(|utc| utc.0).ok_or_else(|| missing("date_modified_gmt"))
}

/// `customer.created` and `customer.updated`.
pub(super) fn customer(body: &[u8]) -> Result<Facts, Refusal> {
    let customer: wire::Customer = json::read(body)?;
    let at = newness(customer.date_modified_gmt, customer.date_created_gmt)?;
    Ok(Facts::about(EntityRef::customer(&customer.id.0), at).whole())
}

/// `product.created`, `product.updated` and `product.restored`, with what is known of its stock.
pub(super) fn product(body: &[u8]) -> Result<Facts, Refusal> {
    let product: wire::Product = json::read(body)?;
    let at = newness(product.date_modified_gmt, product.date_created_gmt)?;
    let parent = product.parent_id.as_ref().filter(|id| id.0 != "0");
    Ok(Facts::about(EntityRef::new("PRODUCT", &product.id.0), at)
        .whole()
        .detail("parent", parent.map(|id| id.0.clone()))
        .detail("sku", word(&product.sku))
        .detail("manage_stock", word(&product.manage_stock))
        .detail("stock_quantity", number("stock_quantity", &product.stock_quantity)?)
        .detail("stock_status", word(&product.stock_status))
        .detail("low_stock_amount", number("low_stock_amount", &product.low_stock_amount)?)
        .items(item(&product).into_iter().collect()))
}

/// What is stocked: the product, or a variation of its own stock. WooCommerce names no currency, so no price is read.
fn item(product: &wire::Product) -> Option<Item> {
    let kind = word(&product.kind).unwrap_or("simple");
    if matches!(kind, "grouped" | "external") || word(&product.manage_stock) == Some("parent") {
        return None;
    }
    let parent = product.parent_id.as_ref().filter(|id| id.0 != "0");
    let terms = product.categories.iter().chain(product.tags.iter());
    let parts = product.bundled_items.iter().filter_map(|part| {
        let pieces = part.quantity_min.as_ref().and_then(|text| text.0.trim().parse().ok());
        Some(Part {
            item: part.product_id.as_ref()?.0.clone(),
            pieces: pieces.filter(|n| *n > 0).unwrap_or(1),
        })
    });
    let parts: Vec<_> = if kind == "bundle" { parts.collect() } else { Vec::new() };
    Some(Item {
        id: product.id.0.clone(),
        sku: shown(&product.sku),
        title: shown(&product.name).unwrap_or_else(|| product.id.0.clone()),
        variant: None, // the name says it
        variant_id: Some(product.id.0.clone()),
        product: Some(parent.unwrap_or(&product.id).0.clone()),
        categories: terms.filter_map(|term| shown(&term.name)).collect(),
        vendor: None,
        kind: match word(&product.is_virtual) {
            _ if !parts.is_empty() => ItemKind::Bundle,
            Some("true") => ItemKind::Digital,
            _ => ItemKind::Goods,
        },
        tracked: word(&product.manage_stock) == Some("true"),
        offered: word(&product.status).is_none_or(|status| status == "publish"),
        price: None,
        threshold: word(&product.low_stock_amount).and_then(|pieces| pieces.parse().ok()),
        parts,
    })
}

/// A number of pieces as it was written; below zero where more was sold than there is.
fn number<'w>(path: &str, text: &'w Option<Loose>) -> Result<Option<&'w str>, Refusal> {
    let Some(text) = word(text) else { return Ok(None) };
    if finely(text).is_none() {
        return Err(refuse(path, "is not a number of pieces", "send a plain number such as 12"));
    }
    Ok(Some(text))
}

/// `order.deleted`: it was put into the trash, or is gone.
pub(super) fn deleted_order(body: &[u8]) -> Result<Facts, Refusal> {
    deleted("ORDER", body)
}

/// `customer.deleted`.
pub(super) fn deleted_customer(body: &[u8]) -> Result<Facts, Refusal> {
    deleted("CUSTOMER", body)
}

/// `product.deleted`: it was put into the trash, or is gone.
pub(super) fn deleted_product(body: &[u8]) -> Result<Facts, Refusal> {
    deleted("PRODUCT", body)
}

/// The body says only which, not when; so it can't be weighed against other news, and isn't whole.
fn deleted(kind: &str, body: &[u8]) -> Result<Facts, Refusal> {
    let deleted: wire::Deleted = json::read(body)?;
    Ok(Facts::about(EntityRef::new(kind, &deleted.id.0), SourceVersion::UNDATED))
}
