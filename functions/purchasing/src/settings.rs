//! The table `[automations.purchasing]`. How far orders go out without asking stands with `reorder`, suppliers under
//! `[suppliers]`.

use domain::purchase::Chasing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.purchasing]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// The route of whoever approves orders and is told of trouble with them.
    pub route: String,
    /// How the numbers of orders begin. 1 to 10 of `A-Z a-z 0-9`.
    #[schemars(length(min = 1, max = 10), extend("format" = "code"))]
    pub number_prefix: String,
    /// For how many minutes a draft waits for more lines before it is put before its approver. 0 to 1440.
    #[schemars(range(min = 0, max = 1440))]
    pub gather_minutes: u16,
    /// How many hours before the supplier's cut-off it is put before them at the latest. 1 to 168.
    #[schemars(range(min = 1, max = 168))]
    pub ask_hours: u16,
    /// For how many days an order below the supplier's minimum waits for more; then its approver decides. 0 to 60.
    #[schemars(range(min = 0, max = 60))]
    pub hold_days: u16,
    /// When suppliers are asked where an order is.
    pub chasing: Chasing,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            route: "buying".into(),
            number_prefix: "PO".into(),
            gather_minutes: 10,
            ask_hours: 24,
            hold_days: 7,
            chasing: Chasing::default(),
        }
    }
}
