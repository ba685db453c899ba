//! What was sold of an item on which day, and what was left.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// So many days are remembered.
pub const DAYS: usize = 120;

/// The last days of an item at a place, by the shop's own dates: what was sold, and what could be sold at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sales {
    /// The newest day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) until: Option<Date>,
    /// Pieces sold each day, the newest last; `null` where nothing could be sold because nothing was there.
    #[serde(default)]
    pub(super) sold: Vec<Option<u32>>,
    /// What could be sold at the end of each day.
    #[serde(default)]
    pub(super) left: Vec<i64>,
}
