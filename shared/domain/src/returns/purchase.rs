//! What was bought, as returns reckon with it: what was paid for each line, what was delivered, what went back.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Currency, Money, order::TenderKind};

/// An order as a return sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Purchase {
    /// The order's id.
    pub order: String,
    /// When it was placed: it decides which policy governs it.
    pub placed_at: Timestamp,
    /// What it was paid in; every amount here is in it.
    pub currency: Currency,
    /// Whether prices contain the tax.
    #[serde(default)]
    pub taxes_included: bool,
    /// Where it went, by two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The part of that country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Where it was bought, by the platform's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Names of its discounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// Tags of the order; unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Its lines.
    pub lines: Vec<Bought>,
    /// What a discount takes off the whole and off no line; spread over the lines by what they come to.
    pub order_discount: Money,
    /// Tax that no line names, where prices don't contain it and one rate is all there is; spread the same way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_tax: Option<Money>,
    /// What was paid for sending it.
    pub freight: Freight,
    /// What paid for it, and what went back there.
    pub tenders: Vec<Captured>,
    /// Discounts of the kind "three for two", which what is kept has to deserve; as far as the shop tells them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// How many returns of it there were, without this one.
    #[serde(default)]
    pub returns: i64,
}

/// A line of the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bought {
    /// Its id.
    pub line: String,
    /// How many were bought, edits applied.
    pub quantity: i64,
    /// Price of one, before discounts.
    pub unit_price: Money,
    /// What its discounts take off, all pieces together.
    pub discount: Money,
    /// The tax that was charged on it, or that its price contains; unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// The rate it was charged at, as the platform printed it: `0.19`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_rate: Option<String>,
    /// The parcels that pieces of it went in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<Part>,
    /// Whether it was made available instead of sent: then it counts as delivered when it was bought.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub digital: bool,
    /// The last day that was promised for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Date>,
    /// Pieces in returns that were neither refused nor called off, without this one's.
    #[serde(default)]
    pub requested: i64,
    /// Pieces whose money went back, or that were taken off the order.
    #[serde(default)]
    pub refunded: i64,
    /// Of those: pieces that stayed with the buyer, for a part of their money.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub kept: i64,
    /// Whether it came for an exchange: such a line has no money of its own to give back twice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_exchange: bool,
    /// The line that it is a part of, where it is a component of a bundle: it doesn't come back alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
}

impl Bought {
    /// How many pieces are there. Handed over and not scanned counts from the promised day on, and where nothing was promised: its
    /// window is then unknown, and a person looks.
    pub fn delivered(&self, now: Timestamp, today: Date) -> i64 {
        if self.digital {
            return self.quantity;
        }
        let due = self.promised.is_none_or(|promised| promised <= today);
        let there = |part: &&Part| {
            part.delivered.is_some_and(|at| at <= now)
                || (part.delivered.is_none() && part.shipped.is_some_and(|at| at <= now) && due)
        };
        self.parcels.iter().filter(there).fold(0_i64, |sum, part| sum.saturating_add(part.quantity.max(0)))
    }

    /// How many of so many pieces neither went back nor are asked for.
    pub fn left_of(&self, pieces: i64) -> i64 {
        pieces.min(self.quantity).saturating_sub(self.requested.max(self.refunded)).max(0)
    }
}

/// Pieces of a line in one parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The parcel's id.
    pub parcel: String,
    /// How many pieces.
    pub quantity: i64,
    /// When it was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped: Option<Timestamp>,
    /// When it was there, by a scan or by somebody's word; never a guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Timestamp>,
}

/// What was paid for sending the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Freight {
    /// All that was paid, discounts off, tax included.
    pub paid: Money,
    /// What the standard way would have cost, tax included; what was paid, if that isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<Money>,
    /// What of it went back.
    pub refunded: Money,
}

/// One means that paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Captured {
    /// Names it within the order: the platform's id of the transaction, or its place.
    pub id: String,
    /// What it is.
    pub kind: TenderKind,
    /// What came in.
    pub captured: Money,
    /// What went back, by whatever way.
    pub refunded: Money,
}

/// A discount that what is kept has to deserve, or a gift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promotion {
    /// What the shop calls it.
    pub name: String,
    /// The lines that count.
    pub lines: Vec<String>,
    /// So many pieces make a group: three for "three for two".
    pub group: i64,
    /// By line: what it took off there, all pieces together. It is part of that line's discount. A gift is a line of which
    /// everything was taken off.
    pub discounts: Vec<(String, Money)>,
    /// What was taken back of it so far, less what was given back.
    pub clawed_back: Money,
}
