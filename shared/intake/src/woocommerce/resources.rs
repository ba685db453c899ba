//! Customers, products, and what was deleted.

use domain::{EntityRef, Timestamp, webhook::Refusal};

use super::{
    money::finely,
    time::Utc,
    wire::{self, word},
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
    Ok(Facts::about(EntityRef::new("CUSTOMER", &customer.id.0), at).whole())
}

/// `product.created`, `product.updated` and `product.restored`, with what is known of its stock.
pub(super) fn product(body: &[u8]) -> Result<Facts, Refusal> {
    let product: wire::Product = json::read(body)?;
    let at = newness(product.date_modified_gmt, product.date_created_gmt)?;
    let parent = product.parent_id.filter(|id| id.0 != "0");
    Ok(Facts::about(EntityRef::new("PRODUCT", &product.id.0), at)
        .whole()
        .detail("parent", parent.map(|id| id.0))
        .detail("sku", word(&product.sku))
        .detail("manage_stock", word(&product.manage_stock))
        .detail("stock_quantity", number("stock_quantity", &product.stock_quantity)?)
        .detail("stock_status", word(&product.stock_status))
        .detail("low_stock_amount", number("low_stock_amount", &product.low_stock_amount)?))
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
    Ok(Facts::about(EntityRef::new(kind, &deleted.id.0), Timestamp::UNIX_EPOCH))
}
