//! What is journalled at a parcel.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Code, Parcel, Scan};
use crate::{Payload, SourceVersion};

/// Data of `parcel.scanned`: something new is known of a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scanned {
    /// Who told it, such as `easypost`.
    pub from: String,
    /// Its own word for what happened.
    pub topic: String,
    /// How new its message is, by its own count.
    pub source: SourceVersion,
    /// Ids of the orders in it, as far as they are known by now; the newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// Ids of the scans that are new ([`Scan::id`]), oldest first; none where only the carrier's estimate is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<String>,
    /// How far it now is.
    pub state: Code,
    /// How far it was before.
    pub before: Code,
    /// When the newest scan was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Timestamp>,
    /// When it was delivered to its buyer, by a scan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Timestamp>,
    /// The carrier's newest estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Date>,
    /// Hash of the body, hexadecimal, under which it is kept for a while.
    pub body: String,
}

impl Payload for Scanned {
    const KIND: &'static str = "parcel.scanned";
}

impl Scanned {
    /// What a parcel says once it has come from `before` to `parcel` by these new scans.
    pub fn of(before: &Parcel, parcel: &Parcel, new: &[Scan], told: Told, orders: Vec<String>) -> Self {
        let Told { from, topic, source, body } = told;
        Self {
            from,
            topic,
            source,
            orders,
            scans: new.iter().map(Scan::id).collect(),
            state: parcel.state(),
            before: before.state(),
            last: parcel.last().map(|scan| scan.at),
            delivered: parcel.delivered().map(|scan| scan.at),
            expected: parcel.expected.map(|expected| expected.day),
            body,
        }
    }
}

/// Who told it, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The sender, such as `easypost`.
    pub from: String,
    /// Its own word for what happened.
    pub topic: String,
    /// How new its message is.
    pub source: SourceVersion,
    /// Hash of the body.
    pub body: String,
}
