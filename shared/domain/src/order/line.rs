//! What was bought, line by line.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Money;

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineItem {
    /// The shop's id of the line.
    pub id: String,
    /// The shop's own article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What stock knows it by: the shop's id of the variant, or of the product where it has no variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_id: Option<String>,
    /// What it is called.
    pub title: String,
    /// Which one, such as `Blue / M`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Choices and engravings, as name and value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    /// How many, edits applied.
    pub quantity: i64,
    /// Price of one, before discounts.
    pub unit_price: Money,
    /// What all discounts together take off this line; zero or positive.
    pub discount: Money,
    /// A picture, `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Its page in the shop, `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it is sent or only made available.
    #[serde(default, skip_serializing_if = "LineKind::is_goods")]
    pub kind: LineKind,
    /// Whether it is there to be sent.
    #[serde(default, skip_serializing_if = "Availability::is_in_stock")]
    pub availability: Availability,
}

impl LineItem {
    /// Price times quantity.
    pub fn gross(&self) -> Money {
        self.unit_price.times(self.quantity)
    }

    /// What the line costs after its discounts.
    pub fn total(&self) -> Money {
        self.gross() - self.discount
    }
}

/// Whether something is sent or only made available.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Goods that are sent or fetched.
    #[default]
    Goods,
    /// A download, a licence, a ticket, a service: nothing is sent.
    Digital,
    /// A gift card: a code by mail.
    GiftCard,
}

impl LineKind {
    fn is_goods(&self) -> bool {
        *self == Self::Goods
    }
}

/// Whether something is there to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Availability {
    /// It is there.
    #[default]
    InStock,
    /// It was sold out when it was bought, and is sent when it is there again.
    BackOrder {
        /// When that is expected, a date at the shop.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Date>,
    },
    /// It was bought before it came out.
    PreOrder {
        /// When it comes out, a date at the shop.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Date>,
    },
}

impl Availability {
    /// Whether it is there.
    pub fn is_in_stock(&self) -> bool {
        *self == Self::InStock
    }
}
