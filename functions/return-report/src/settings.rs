//! The function's table in `shop.toml`.

use domain::digest::Digest;
use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.return-report]`. It is the shop's own mail: it is on for shops with `[automations.returns-approval]`, unless it is
/// switched off here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Whether it is made at all.
    pub enabled: bool,
    /// On which day of the month it is made, of the month before. 1 to 28.
    #[schemars(range(min = 1, max = 28))]
    pub day: i8,
    /// When, by the shop's own clock, such as `08:00`; within an hour.
    #[schemars(with = "String", extend("format" = "time"))]
    pub at: Time,
    /// Whom it is mailed to: a route of the shop.
    pub to: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enabled: true, day: 1, at: Time::constant(8, 0, 0, 0), to: Digest::ROUTE.to_owned() }
    }
}
