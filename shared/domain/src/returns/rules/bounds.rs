//! What isn't worth sending back, what is suspicious, how far without a person, and by when: as settings say it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{returns::Condition, settings::Amount};

/// When it isn't worth sending back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Keep {
    /// What a return costs: freight, handling, duties.
    pub return_cost: Amount,
    /// What it loses when it is sold again, in percent.
    #[schemars(range(min = 0, max = 100))]
    pub resale_loss_percent: i64,
    /// It is kept where cost and loss come to more than so many percent of its value.
    #[serde(default = "Keep::all")]
    #[schemars(range(min = 1, max = 1000))]
    pub above_percent: i64,
    /// How many things one customer may keep.
    #[serde(default = "Keep::usual_most")]
    #[schemars(range(min = 0, max = 1000))]
    pub most: i64,
    /// Whether it is given away instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub donate: bool,
}

impl Keep {
    fn all() -> i64 {
        100
    }

    fn usual_most() -> i64 {
        2
    }
}

/// What makes a return suspicious: points, and from how many on a person looks. Points refuse nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Fraud {
    /// From so many points on.
    #[schemars(range(min = 1, max = 1000))]
    pub review_from: i64,
    /// Of a hundred pieces so many came back: 30 points.
    #[schemars(range(min = 1, max = 100))]
    pub serial_percent: i64,
    /// At least so many returns for that.
    #[schemars(range(min = 1, max = 1000))]
    pub serial_returns: i64,
    /// Worn and brought back: used, by the buyer's choice, so many days or more after it was there: 20 points.
    #[schemars(range(min = 1, max = 365))]
    pub wardrobing_days: i64,
    /// So many addresses in ninety days: 20 points.
    #[schemars(range(min = 2, max = 1000))]
    pub addresses: i64,
    /// The first order, and it is worth more than this: 30 points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_order_above: Option<Amount>,
}

impl Default for Fraud {
    fn default() -> Self {
        Self {
            review_from: 50,
            serial_percent: 60,
            serial_returns: 3,
            wardrobing_days: 5,
            addresses: 4,
            first_order_above: None,
        }
    }
}

/// How far returns are approved without a person. Withdrawals by law aren't bounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Limits {
    /// The most that one return comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_return: Option<Amount>,
    /// The most that a day's returns come to, by the shop's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Amount>,
    /// The breaker: a day's approvals may be so many percent of a usual day's.
    #[schemars(range(min = 101, max = 10_000))]
    pub breaker_percent: i64,
    /// And a day has so many at least before it is looked at.
    #[schemars(range(min = 1, max = 100_000))]
    pub breaker_least: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_return: None, per_day: None, breaker_percent: 300, breaker_least: 20 }
    }
}

/// By when what is approved has to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Ship {
    /// Days.
    #[schemars(range(min = 1, max = 365))]
    pub days: u16,
    /// So many days before that, the buyer is reminded.
    #[schemars(range(min = 0, max = 364))]
    pub remind_days: u16,
    /// Whether a parcel that comes back broken or used is graded before its money goes back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inspect: Vec<Condition>,
    /// The carrier that buyers are to send with, as the paper for the parcel names it; whichever they like, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 60))]
    pub carrier: Option<String>,
    /// What else the paper for the parcel says, in a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub instructions: Option<String>,
}

impl Default for Ship {
    fn default() -> Self {
        Self { days: 14, remind_days: 3, inspect: Vec::new(), carrier: None, instructions: None }
    }
}

/// Photos of what comes back. They are deleted by the shop's day or the bucket's (the stack's parameter `PhotoDays`), whichever
/// comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Photos {
    /// How many of each line; none are taken at 0.
    #[schemars(range(min = 0, max = 10))]
    pub most_per_line: u8,
    /// The longest one, in bytes.
    #[schemars(range(min = 100_000, max = 8_388_608))]
    pub max_bytes: u64,
    /// After so many days they are deleted.
    #[schemars(range(min = 1, max = 365))]
    pub keep_days: u16,
}

impl Photos {
    /// No shop takes longer ones.
    pub const LONGEST: u64 = 8 << 20;

    /// The longest one that is taken.
    pub fn longest(&self) -> u64 {
        self.max_bytes.min(Self::LONGEST)
    }
}

impl Default for Photos {
    fn default() -> Self {
        Self { most_per_line: 4, max_bytes: Self::LONGEST, keep_days: 90 }
    }
}
