//! What a decision looks at. Whoever gathers it names what isn't known as unknown; it is never guessed.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Purchase, Trait};
use crate::{Currency, Money};

/// Everything that a decision about a return looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What was bought, delivered, paid and given back so far.
    pub purchase: Purchase,
    /// By line of the order: what it is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub products: BTreeMap<String, Product>,
    /// Who bought it, as far as that is known.
    #[serde(default)]
    pub customer: Customer,
    /// What has happened today and in the days before: for limits and the breaker.
    #[serde(default)]
    pub shop: ShopDay,
    /// By variant: what one costs that is wanted instead, tax included.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instead: BTreeMap<String, Money>,
    /// The buyer's IANA zone; the shop's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Until when this order may be returned by somebody's word, whatever the windows say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception_until: Option<Date>,
}

/// What is known of a product. Lists are empty and words absent where the shop says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// The article code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The shop's type of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Categories and collections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Who makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// Tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What it is besides what the settings say: digital goods and gift cards say so themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<Trait>,
}

/// What is known of the buyer; `None` where nobody knows, as with a guest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    /// Orders that were delivered, this one included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub orders: Option<i64>,
    /// Returns so far, without this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns: Option<i64>,
    /// Of a hundred in money that was delivered, so much came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_rate_value: Option<i64>,
    /// Of a hundred pieces that were delivered, so many came back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_rate_pieces: Option<i64>,
    /// How many things they kept with their money back, of the last hundred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeps: Option<i64>,
    /// Payments that failed or were charged back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_payments: Option<i64>,
    /// Returns that came with nothing, or something else, inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_boxes: Option<i64>,
    /// Different addresses that they had things sent to in ninety days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<i64>,
    /// Tags, such as a tier's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Whether they are on the shop's block list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
    /// Whether they are on its allow list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<bool>,
}

/// What has been approved without a person: today, and in the days before as the norm.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopDay {
    /// What today's approvals come to, in the policy's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_value: Option<Money>,
    /// How many returns were approved today.
    pub approved: i64,
    /// How many were approved on each of the days before, newest first; empty while the shop is new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<i64>,
    /// Whether somebody opened the breaker by hand, and until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breaker_until: Option<Timestamp>,
}

/// By day of the shop's clock: what was approved without a person.
pub type Days = BTreeMap<Date, Day>;

/// So many days are remembered.
const DAYS_KEPT: usize = 29;

/// Counts a return that was approved without a person; its worth, where that is in the policy's currency.
pub fn approved_on(today: Date, worth: Option<Money>, days: &mut Days) {
    let day = days.entry(today).or_default();
    day.returns = day.returns.saturating_add(1);
    day.minor = day.minor.saturating_add(worth.map_or(0, |worth| worth.minor));
    while days.len() > DAYS_KEPT {
        days.pop_first();
    }
}

/// What was approved without a person on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// How many returns.
    pub returns: i64,
    /// What they come to, in minor units of the policy's currency.
    pub minor: i64,
}

impl ShopDay {
    /// What is known on a day; amounts are in the policy's currency.
    pub fn on(today: Date, days: &Days, currency: Option<Currency>) -> Self {
        let of_day = days.get(&today).copied().unwrap_or_default();
        Self {
            approved: of_day.returns,
            approved_value: currency.map(|currency| Money::new(of_day.minor, currency)),
            before: days.iter().rev().filter(|(day, _)| **day < today).map(|(_, day)| day.returns).collect(),
            breaker_until: None,
        }
    }
}
