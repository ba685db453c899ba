//! The function's table in `shop.toml`.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.owner-digest]`. It is the shop's own mail: it is on unless it is switched off here. It goes to the route
/// `digest`, or to the default one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Whether it is mailed at all.
    pub enabled: bool,
    /// When it is mailed, by the shop's own clock, such as `08:00`; within a quarter of an hour.
    #[schemars(with = "String", extend("format" = "time"))]
    pub at: Time,
    /// Whether a day without orders is told, where that is unusual.
    pub silence: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enabled: true, at: Time::constant(8, 0, 0, 0), silence: true }
    }
}
