//! What people are told of a stock.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Because, Cause, Incoming, Level, PerDay, Quantities};
use crate::{Money, Payload};

/// A stock is too little. Data of `stock.alerted`: all that a mail, a page or a digest's line says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// The item's id.
    pub item: String,
    /// The article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What it is called.
    pub title: String,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The id of the location; [`super::NETWORK`] for all of them together, [`super::ONLY`] where there is one only.
    pub location: String,
    /// What people call the location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The how-manieth alert it is of this item here: its name in links.
    pub number: u32,
    /// When it was found.
    pub at: Timestamp,
    /// How bad it is.
    pub level: Level,
    /// Why it is told.
    pub because: Because,
    /// Whether it is mailed at once or with the next digest.
    pub delivery: Delivery,
    /// Which of the shop's routes it takes.
    pub route: String,
    /// What there is.
    pub quantities: Quantities,
    /// Of those, what can be sold: without what is reserved and kept back.
    pub available: i64,
    /// What could be sold before, if that was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Pieces that are kept back.
    #[serde(default)]
    pub buffer: i64,
    /// What is on its way, soonest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<Incoming>,
    /// What it is measured by.
    pub threshold: Threshold,
    /// How it has been selling and for how long it lasts; absent where too little is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlook: Option<Outlook>,
    /// Whoever delivers it, and how fast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<Source>,
    /// How many it would be well to order, by the rules of reorder; absent where none are needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested: Option<i64>,
    /// Bundles that it limits, the scarcest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kits: Vec<Kits>,
    /// Why it moved the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// What could be sold at the end of each day, the last one being today: for a chart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<i64>,
}

impl Payload for Alert {
    const KIND: &'static str = "stock.alerted";
}

impl Alert {
    /// The name of the effect under which it is journalled.
    pub fn effect(number: u32) -> String {
        format!("stock#alerted#{number}")
    }
}

/// There is enough again. Data of `stock.recovered`; told with the next digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovered {
    /// The item's id.
    pub item: String,
    /// The article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What it is called.
    pub title: String,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The id of the location.
    pub location: String,
    /// What people call the location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The last alert, which this closes.
    pub number: u32,
    /// When it was found.
    pub at: Timestamp,
    /// Since when there wasn't enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// The worst level that was told.
    pub worst: Level,
    /// What can be sold now.
    pub available: i64,
    /// What it was measured by.
    pub threshold: Threshold,
    /// Which of the shop's routes it takes.
    pub route: String,
    /// Whoever delivers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
}

impl Payload for Recovered {
    const KIND: &'static str = "stock.recovered";
}

/// Whether something is told at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// In a mail of its own.
    AtOnce,
    /// With the next digest.
    Digest,
}

/// What a stock is measured by, and where that comes from. At the threshold itself it is low already (`≤`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    /// Available pieces at or below which it is low.
    pub pieces: i64,
    /// Available pieces above which it is well again.
    pub well_above: i64,
    /// Available pieces at or below which it is critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<i64>,
    /// Who says so.
    pub said_by: SaidBy,
}

/// Who says what the threshold is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum SaidBy {
    /// A rule for the item at this location.
    ItemHere,
    /// A rule for the item.
    Item,
    /// The storefront, with the item.
    Storefront,
    /// A rule for the product.
    Product,
    /// A rule for a category.
    Category {
        /// Which.
        name: String,
    },
    /// A rule for a supplier.
    Supplier {
        /// Whom.
        name: String,
    },
    /// A rule for the location.
    Location,
    /// The shop, for everything.
    Shop,
    /// What is sold in so many days: until the next delivery can be here.
    Cover {
        /// Lead time, review and safety together.
        days: u32,
    },
    /// The threshold of a bundle that it limits.
    Bundle {
        /// The bundle's name.
        title: String,
        /// The bundle's threshold.
        kits: i64,
    },
}

/// How an item sells, and how long it lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// Pieces a day, as usual.
    pub per_day: PerDay,
    /// How that was reckoned.
    pub method: Method,
    /// The season's percent today; absent where it is a usual day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<u32>,
    /// For how many days it lasts, in tenths; absent where it lasts longer than a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_tenths: Option<u32>,
    /// The date at the shop on which the last piece is sold, deliveries aside; absent where it lasts longer than a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runs_out: Option<Date>,
    /// The date on which a delivery makes it enough again: one that is on its way, or one that is ordered today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_delivery: Option<Date>,
    /// What isn't sold between those two dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Lost>,
}

/// How a velocity was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The mean of the days on which there was stock, the newer the heavier.
    Weighted,
    /// Croston's, as Syntetos and Boylan corrected it: few days with sales.
    Sba,
    /// Croston's: few days with sales.
    Croston,
    /// The category's: the item is new.
    Category,
}

/// An estimate of what isn't sold while there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Days without stock.
    pub days: u32,
    /// Pieces, rounded up.
    pub pieces: i64,
    /// What they sell for, where the price is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
}

/// Whoever delivers an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name in settings, or as the shop calls it.
    pub name: String,
    /// Days from an order to its delivery.
    pub lead_days: u16,
    /// Days between two looks at what to order.
    pub review_days: u16,
}

/// How many of a bundle can still be put together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kits {
    /// The bundle's item.
    pub item: String,
    /// What the bundle is called.
    pub title: String,
    /// How many of the part one bundle takes.
    pub pieces: i64,
    /// How many bundles remain.
    pub remain: i64,
}
