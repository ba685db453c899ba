//! What a decision looks at.

use domain::{
    Money,
    purchase::PurchaseOrder,
    reorder::{Bounds, Proposal},
};
use serde::{Deserialize, Serialize};

/// What a decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The order's id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purchase: String,
    /// The order; absent where there is none yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<PurchaseOrder>,
    /// What is proposed for an item at its place now, if the order is the one that it belongs into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// How many numbers this year has given.
    pub numbered: u32,
    /// What was ordered today without asking, in minor units of the order's currency.
    pub today: i64,
    /// By line: what one cost last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub last: Vec<Option<Money>>,
    /// How far orders go out without asking.
    pub bounds: Bounds,
    /// Whether anything may leave the house: what is ordered in shadow would be waited for, and never come.
    pub withheld: bool,
}
