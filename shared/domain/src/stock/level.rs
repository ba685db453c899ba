//! How bad a stock is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How bad a stock is, the best first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Above the threshold.
    #[default]
    Enough,
    /// At or below the threshold.
    Low,
    /// At or below the critical level.
    Critical,
    /// Nothing is available.
    Out,
    /// More is sold than is there.
    Negative,
}

impl Level {
    /// In one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::Low => "low",
            Self::Critical => "critical",
            Self::Out => "out",
            Self::Negative => "negative",
        }
    }
}
