//! What is known of a customer's returns: a small row of the customer.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// How many there were.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub returns: i64,
    /// How many pieces came back or were kept with their money.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub pieces: i64,
    /// By currency: what went back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub minor: BTreeMap<String, i64>,
    /// On which days something was kept with its money.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Date>,
    /// How many parcels came empty or with something else.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub empty: i64,
}
