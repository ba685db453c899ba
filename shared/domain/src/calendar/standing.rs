//! What a day is to a place, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a day is. The closest word counts: what is said of the day itself, then the day of the week, then the holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A working day.
    Open,
    /// Open because somebody said so of this day, such as a Saturday before Christmas.
    OpenBySettings,
    /// A working day as far as anybody knows: which holidays this year has isn't known.
    OpenAsFarAsKnown,
    /// Not one of the days of the week on which they work.
    Weekend,
    /// A public holiday that they keep.
    Holiday,
    /// Closed because somebody said so of this day.
    ClosedBySettings,
}

impl Standing {
    /// Whether the day counts.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::OpenBySettings | Self::OpenAsFarAsKnown)
    }
}
