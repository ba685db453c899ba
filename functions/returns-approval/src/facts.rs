//! What a decision looks at.

use std::collections::BTreeMap;

use domain::returns::{self, Rules, kept::Kept, of_order::OfOrder};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The return's id.
    pub id: String,
    /// What is kept of it, once it was opened.
    pub kept: Option<Kept>,
    /// What people call the order.
    pub order_name: String,
    /// What all returns of the order come to.
    pub of_order: OfOrder,
    /// What a decision by the policy looks at; absent where none is due, or the order's snapshot hasn't come.
    pub case: Option<returns::Facts>,
    /// The policy of the day of the purchase, where it isn't the present one.
    pub governing: Option<Governing>,
    /// What was approved without a person, by day.
    pub days: Days,
    /// The platform's id of who bought it, where a decision is due.
    pub customer: Option<String>,
    /// What is known of the customer's returns; absent for guests.
    pub past: Option<Past>,
    /// By line of the order: the item that it is stocked as.
    pub items: BTreeMap<String, String>,
}

/// A policy of another day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Governing {
    /// The settings' version.
    pub version: u32,
    /// What it says.
    pub rules: Rules,
}

/// By day: what was approved without a person.
pub type Days = BTreeMap<Date, Day>;

/// What was approved without a person on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// How many returns.
    pub returns: i64,
    /// What they come to, in minor units of the policy's currency.
    pub minor: i64,
}

/// So many days are remembered.
pub(crate) const DAYS_KEPT: usize = 29;

/// What is known of a customer's returns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// How many there were.
    #[serde(skip_serializing_if = "is_none")]
    pub returns: i64,
    /// How many pieces came back or were kept with their money.
    #[serde(skip_serializing_if = "is_none")]
    pub pieces: i64,
    /// By currency: what went back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub minor: BTreeMap<String, i64>,
    /// On which days something was kept with its money.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Date>,
    /// How many parcels came empty or with something else.
    #[serde(skip_serializing_if = "is_none")]
    pub empty: i64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &i64) -> bool {
    *count == 0
}
