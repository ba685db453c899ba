//! What is told together: the digest of a day or a week, and the summary of a storm.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Alert, Cause, Level, Recovered, rules};
use crate::Payload;

/// What people are told together. Data of `stock.digest-made`; one for each route and date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// The shop's own date on which it is made.
    pub date: Date,
    /// Which of the shop's routes it takes.
    pub route: String,
    /// What its groups are.
    pub group: rules::Group,
    /// The alerts, by supplier or location, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What there is enough of again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovered: Vec<Recovered>,
}

impl Payload for Digest {
    const KIND: &'static str = "stock.digest-made";
}

/// The alerts of one supplier, or of one location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Which; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its alerts, the worst first, then by which runs out first.
    pub alerts: Vec<Alert>,
}

/// So many alerts at once that they are told in one mail. Data of `stock.summary-made`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Which of the shop's routes it takes.
    pub route: String,
    /// When the first of them was found.
    pub from: Timestamp,
    /// When the last of them was.
    pub to: Timestamp,
    /// How many of each level, the worst first.
    pub levels: Vec<(Level, u32)>,
    /// What they have in common, if most of them have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<Likely>,
    /// The alerts, the worst first.
    pub alerts: Vec<Alert>,
}

impl Payload for Summary {
    const KIND: &'static str = "stock.summary-made";
}

/// What most alerts of a storm have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely {
    /// How many of them.
    pub alerts: u32,
    /// Why those moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Where those are, if all at one location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}
