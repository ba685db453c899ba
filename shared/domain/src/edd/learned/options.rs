//! How it is learned.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::trees::Growth;

/// How it is learned. The defaults are for any shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The fewest delivered parcels from which a level answers.
    pub least: u32,
    /// So many days back are learned from.
    pub days_back: u16,
    /// How trees are grown.
    pub growth: Growth,
    /// By country: days without delivery besides the public holidays that the calendar knows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub closed: BTreeMap<String, Vec<Date>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { least: 30, days_back: 400, growth: Growth::default(), closed: BTreeMap::new() }
    }
}
