//! What is stocked: an item of the catalogue as its shop describes it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Money;

/// An item: the smallest thing that is stocked, a product's variant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The shop's id of what is stocked: Shopify's inventory item, WooCommerce's product or variation.
    pub id: String,
    /// The article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What it is called.
    pub title: String,
    /// Which one, such as `Blue / M`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The shop's id of the variant, as orders name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<String>,
    /// The shop's id of the product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Categories, types, collections and tags, as the shop calls them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Who makes or delivers it, as the shop says; settings may say otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// What kind of thing it is.
    #[serde(default)]
    pub kind: ItemKind,
    /// Whether the shop counts it.
    #[serde(default = "counted")]
    pub tracked: bool,
    /// Whether it is offered now; a draft, an archived or trashed product isn't.
    #[serde(default = "counted")]
    pub offered: bool,
    /// What one is sold for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// The threshold that the shop itself keeps with the variant (WooCommerce's `low_stock_amount`). 0 and absent differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<i64>,
    /// What a bundle is made of; empty for what isn't a bundle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

fn counted() -> bool {
    true
}

impl Item {
    /// An item of which only the stock is known.
    #[must_use]
    pub fn unnamed(id: &str) -> Self {
        Self { id: id.to_owned(), title: id.to_owned(), tracked: true, offered: true, ..Self::default() }
    }
}

/// What kind of thing an item is: some kinds never run low.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// Goods that lie on a shelf.
    #[default]
    Goods,
    /// A download, a service, a gift card.
    Digital,
    /// Put together from other items when it is sold.
    Bundle,
    /// Sent by the supplier; the stock is theirs.
    DropShip,
}

/// A part of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The item.
    pub item: String,
    /// How many of it one bundle takes; 1 or more.
    pub pieces: i64,
}

/// Pieces that a supplier or another location has promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    /// When they are expected, a date at the location; unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// How many.
    pub pieces: i64,
}
