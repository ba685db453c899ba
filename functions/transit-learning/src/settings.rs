//! The function's table in `shop.toml`.

use domain::stock::rules::Day;
use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.transit-learning]`. It learns for shops that have `[automations.edd-calculation]`; whether what was learned is asked
/// for dates is said there (`learned`). The report goes to the route `digest`, or to the default one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Whether days are kept and learned from at all.
    pub enabled: bool,
    /// When it learns, by the shop's own clock, such as `03:30`; within an hour.
    #[schemars(with = "String", extend("format" = "time"))]
    pub at: Time,
    /// On which day of the week it learns; every night, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// Whether the report on kept promises is mailed.
    pub report: bool,
    /// On which day of the week, at `report_at`.
    pub report_on: Day,
    /// When, by the shop's own clock, such as `08:00`; within an hour.
    #[schemars(with = "String", extend("format" = "time"))]
    pub report_at: Time,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: true,
            at: Time::constant(3, 30, 0, 0),
            on: None,
            report: true,
            report_on: Day::Monday,
            report_at: Time::constant(8, 0, 0, 0),
        }
    }
}
