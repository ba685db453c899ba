//! For how long things come back, as settings say it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// From when the days count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// From the day after it was there.
    #[default]
    Delivery,
    /// From the day after it was handed over.
    Shipment,
    /// From the day after it was ordered.
    Order,
}

/// For how long things come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Window {
    /// Days, the last one to its end; -1 for ever.
    #[schemars(range(min = -1, max = 3650))]
    pub days: i32,
    /// From when.
    pub from: From,
    /// Days that are added to the promised day where nobody knows when it was there.
    #[schemars(range(min = 0, max = 365))]
    pub grace_days: u16,
    /// Days for what is faulty or came broken; the shop answers for it by law far longer than for a change of mind.
    #[schemars(range(min = 0, max = 3650))]
    pub fault_days: i32,
    /// Whether a window that ends on a weekend or a holiday lasts until the next business day.
    pub to_business_day: bool,
    /// What is bought in a season may come back until a day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// By tag of the customer: days instead, where that is longer. Where nobody tells the tags, a person looks at what a tag would take
    /// back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tiers: BTreeMap<String, i32>,
    /// Days of the withdrawal that the law grants, where it grants one.
    #[schemars(range(min = 14, max = 3650))]
    pub withdrawal_days: i32,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            days: 30,
            from: From::Delivery,
            grace_days: 7,
            fault_days: 730,
            to_business_day: false,
            seasons: Vec::new(),
            tiers: BTreeMap::new(),
            withdrawal_days: 14,
        }
    }
}

/// What is bought from a day to another may come back until a third.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Season {
    /// The first day of buying.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// The last.
    #[schemars(with = "String", extend("format" = "date"))]
    pub to: Date,
    /// The last day on which it comes back.
    #[schemars(with = "String", extend("format" = "date"))]
    pub until: Date,
}
