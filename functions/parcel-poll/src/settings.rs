//! The function's table in `shop.toml`.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.parcel-poll]`. It asks for shops that have `[automations.edd-calculation]` and say under `[platforms.easypost]` or
/// `[platforms.aftership]` how to ask; without either nothing is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Whether trackers are asked at all.
    pub enabled: bool,
    /// For how many hours nothing may be heard of a parcel before it is asked after, and asked after again. 4 to 240.
    #[schemars(range(min = 4, max = 240))]
    pub silent_hours: u16,
    /// The most requests of a day, by the shop's own clock, to all trackers together. 0 to 20 000.
    #[schemars(range(min = 0, max = 20_000))]
    pub a_day: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { enabled: true, silent_hours: 24, a_day: 500 }
    }
}

impl Settings {
    /// How long nothing may be heard.
    pub(crate) fn silence(&self) -> SignedDuration {
        SignedDuration::from_hours(self.silent_hours.into())
    }
}
