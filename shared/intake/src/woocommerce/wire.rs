//! WooCommerce's shapes, as far as they are read. Everything else in a body is passed over, the order's key above all:
//! it opens the buyer's page.
//!
//! Derived structs refuse a key that comes twice, so an amount can't be smuggled past whoever reads the first.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{meta::Metas, time::Utc};
use crate::{
    entities::plain,
    json::{Code, Decimal, Few, Id, Loose, Text},
};

/// `order.*`.
#[derive(Debug, Deserialize)]
pub(super) struct Order {
    pub(super) id: Id,
    pub(super) number: Option<Loose>,
    pub(super) status: Text,
    pub(super) created_via: Option<Loose>,
    pub(super) date_created_gmt: Option<Utc>,
    pub(super) date_modified_gmt: Option<Utc>,
    pub(super) date_paid_gmt: Option<Utc>,
    pub(super) customer_id: Option<Id>,
    pub(super) billing: Option<Address>,
    pub(super) shipping: Option<Address>,
    pub(super) payment_method: Option<Loose>,
    pub(super) payment_method_title: Option<Loose>,
    #[serde(default)]
    pub(super) meta_data: Metas,

    pub(super) currency: Code,
    pub(super) prices_include_tax: Option<Loose>,
    pub(super) line_items: Few<LineItem>,
    #[serde(default)]
    pub(super) tax_lines: Few<TaxLine>,
    #[serde(default)]
    pub(super) shipping_lines: Few<Way>,
    #[serde(default)]
    pub(super) fee_lines: Few<Fee>,
    #[serde(default)]
    pub(super) coupon_lines: Few<Coupon>,
    #[serde(default)]
    pub(super) gift_cards: Few<GiftCard>,
    #[serde(default)]
    pub(super) refunds: Few<Refund>,

    pub(super) discount_total: Option<Decimal>,
    pub(super) discount_tax: Option<Decimal>,
    pub(super) shipping_total: Option<Decimal>,
    pub(super) shipping_tax: Option<Decimal>,
    pub(super) total: Decimal,
    pub(super) total_tax: Option<Decimal>,
}

/// A line of an order. Its amounts are for all pieces, without tax.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct LineItem {
    pub(super) id: Id,
    pub(super) name: Option<Loose>,
    pub(super) sku: Option<Loose>,
    pub(super) product_id: Option<Id>,
    /// 0 where the product has no variations.
    pub(super) variation_id: Option<Id>,
    pub(super) quantity: Decimal,
    /// Before discounts.
    pub(super) subtotal: Option<Decimal>,
    pub(super) subtotal_tax: Option<Decimal>,
    /// After discounts.
    pub(super) total: Option<Decimal>,
    pub(super) total_tax: Option<Decimal>,
    /// Of one piece after discounts, unrounded.
    pub(super) price: Option<Loose>,
    #[serde(default)]
    pub(super) taxes: Few<Part>,
    #[serde(default)]
    pub(super) meta_data: Metas,
    #[serde(default)]
    pub(super) image: Image,
}

/// What one rate comes to on a line, unrounded.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Part {
    pub(super) subtotal: Option<Loose>,
    pub(super) total: Option<Loose>,
}

/// A picture's address, where there is one: plugins put other things here.
#[derive(Debug, Default)]
pub(super) struct Image(pub(super) Option<String>);

impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Source {
            src: Text,
        }
        let raw = <&RawValue>::deserialize(d)?;
        Ok(Self(serde_json::from_str::<Source>(raw.get()).ok().and_then(|image| image.src.filled())))
    }
}

/// What one rate comes to on the order.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct TaxLine {
    pub(super) label: Option<Loose>,
    pub(super) rate_code: Option<Loose>,
    pub(super) rate_percent: Option<Loose>,
    pub(super) tax_total: Option<Decimal>,
    pub(super) shipping_tax_total: Option<Decimal>,
}

/// A way of shipping.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Way {
    pub(super) method_id: Option<Loose>,
    pub(super) method_title: Option<Loose>,
    pub(super) total: Option<Decimal>,
    pub(super) total_tax: Option<Decimal>,
    #[serde(default)]
    pub(super) meta_data: Metas,
}

/// A surcharge, or something off where it is below zero.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Fee {
    pub(super) name: Option<Loose>,
    pub(super) total: Option<Decimal>,
    pub(super) total_tax: Option<Decimal>,
}

/// A coupon with what it takes off, unrounded.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Coupon {
    pub(super) code: Option<Loose>,
    pub(super) discount: Option<Decimal>,
    pub(super) discount_tax: Option<Decimal>,
}

/// A gift card that paid a part. Its code is as good as money, and isn't read.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct GiftCard {
    pub(super) amount: Option<Decimal>,
}

/// A refund; its total is below zero.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Refund {
    pub(super) total: Option<Decimal>,
}

/// A postal address.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Address {
    /// Where the buyer gets mail; only who pays has it.
    pub(super) email: Option<Loose>,
    pub(super) first_name: Option<Loose>,
    pub(super) last_name: Option<Loose>,
    pub(super) company: Option<Loose>,
    pub(super) address_1: Option<Loose>,
    pub(super) address_2: Option<Loose>,
    pub(super) city: Option<Loose>,
    pub(super) state: Option<Loose>,
    pub(super) postcode: Option<Loose>,
    pub(super) country: Option<Loose>,
}

/// `customer.*`, of which no name and no address is read.
#[derive(Debug, Deserialize)]
pub(super) struct Customer {
    pub(super) id: Id,
    pub(super) date_created_gmt: Option<Utc>,
    pub(super) date_modified_gmt: Option<Utc>,
}

/// `product.*`: a product, or a variation of its parent.
#[derive(Debug, Deserialize)]
pub(super) struct Product {
    pub(super) id: Id,
    pub(super) parent_id: Option<Id>,
    pub(super) sku: Option<Loose>,
    /// Whether stock is counted: true, false, or `parent` where the parent's stock is.
    pub(super) manage_stock: Option<Loose>,
    pub(super) stock_quantity: Option<Loose>,
    pub(super) stock_status: Option<Loose>,
    pub(super) low_stock_amount: Option<Loose>,
    pub(super) name: Option<Loose>,
    #[serde(rename = "type")]
    pub(super) kind: Option<Loose>,
    pub(super) status: Option<Loose>,
    #[serde(rename = "virtual")]
    pub(super) is_virtual: Option<Loose>,
    #[serde(default)]
    pub(super) categories: Few<Term>,
    #[serde(default)]
    pub(super) tags: Few<Term>,
    /// Of the plugin Product Bundles.
    #[serde(default)]
    pub(super) bundled_items: Few<Bundled>,
    pub(super) date_created_gmt: Option<Utc>,
    pub(super) date_modified_gmt: Option<Utc>,
}

/// A category or a tag.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Term {
    pub(super) name: Option<Loose>,
}

/// A part of a bundle.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Bundled {
    pub(super) product_id: Option<Id>,
    pub(super) quantity_min: Option<Loose>,
}

/// `*.deleted`: that is all it says.
#[derive(Debug, Deserialize)]
pub(super) struct Deleted {
    pub(super) id: Id,
}

/// What a free field shows, unless it is blank.
pub(super) fn shown(text: &Option<Loose>) -> Option<String> {
    text.as_ref().map(|loose| plain(&loose.0)).filter(|text| !text.is_empty())
}

/// A word of WooCommerce's own, unless it is blank.
pub(super) fn word(text: &Option<Loose>) -> Option<&str> {
    text.as_ref().map(|loose| loose.0.trim()).filter(|word| !word.is_empty())
}
