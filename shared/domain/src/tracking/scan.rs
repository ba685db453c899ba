//! One scan, and all that somebody tells of a parcel at once.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Code, Number};
use crate::event::hash_of;

/// Where it was, as far as it is needed to tell two scans apart and to show one. Never a street, nor a postcode: the last scan is
/// at a buyer's door.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The town, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province or prefecture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Place {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What tells it from another place: small and large letters don't.
    fn key(&self) -> String {
        let parts = [&self.city, &self.region, &self.country].map(|part| part.as_deref().unwrap_or_default());
        parts.join("|").to_lowercase()
    }
}

/// What a carrier said of a parcel at a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scan {
    /// When.
    pub at: Timestamp,
    /// What.
    pub code: Code,
    /// The day on the clock of its place. Trackers often don't tell the offset, so it isn't always that of `at`.
    pub day: Date,
    /// Where.
    #[serde(default, skip_serializing_if = "Place::is_empty")]
    pub place: Place,
    /// Who scanned it, by the tracker's word for the carrier.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carrier: String,
    /// The words it came as: codes of tracker and carrier, `in_transit/arrived_at_facility/AR`. Never their sentence: those say who
    /// signed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub word: String,
}

impl Scan {
    /// What makes it the same scan, whoever tells it, in whatever words.
    pub(super) fn key(&self) -> (Timestamp, Code, String) {
        (self.at, self.code, self.place.key())
    }

    /// Its name within its parcel: 16 hexadecimal digits.
    pub fn id(&self) -> String {
        let mut id = hash_of(format!("{}|{}|{}", self.at, self.code.as_str(), self.place.key()));
        id.truncate(16);
        id
    }
}

/// The carrier's own estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// When it was said: the newest word counts.
    pub said: Timestamp,
    /// The day at the destination.
    pub day: Date,
}

impl Expected {
    /// The newer of two; of one instant the later day, so that nobody is promised too much.
    pub(super) fn newer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        [one, other].into_iter().flatten().max_by_key(|expected| (expected.said, expected.day))
    }
}

/// What one message tells of a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Which parcel.
    pub number: Number,
    /// Its scans, or some of them: trackers mostly send all that they know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<Scan>,
    /// When the carrier thinks that it will be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// The order that it belongs to, where the message names one by the shop's own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

impl Report {
    /// Whether it tells nothing that is kept.
    pub fn is_empty(&self) -> bool {
        self.scans.is_empty() && self.expected.is_none() && self.order.is_none()
    }
}
