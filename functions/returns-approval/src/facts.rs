//! What a decision looks at.

use std::collections::BTreeMap;

use domain::returns::{self, Days, Past, Rules, of_order::OfOrder, record::ReturnRecord};
use serde::{Deserialize, Serialize};

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The return's id.
    pub id: String,
    /// What is kept of it, once it was opened.
    pub kept: Option<ReturnRecord>,
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
