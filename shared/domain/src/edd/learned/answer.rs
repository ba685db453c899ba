//! How long a parcel takes, and how that is known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    clock::Local,
    spread::{Paces, Spreads},
};

/// Which level answered: the closest one that has parcels enough. The wider ones have their part in what it says, the more so
/// the fewer parcels it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// From a zone to the beginning of a postcode.
    Lane,
    /// From a zone to another.
    Zone,
    /// From a country to another.
    Country,
}

/// How long it takes: a distribution.
#[derive(Debug, Clone)]
pub struct Answer<'m> {
    /// Which level answered.
    pub level: Level,
    /// From how many delivered parcels of that level.
    pub parcels: u64,
    /// The latest delivery among them.
    pub newest: Date,
    /// Until when the model had learned.
    pub as_of: Date,
    pub(super) from: i32,
    pub(super) expected: f32,
    pub(super) paces: Paces,
    pub(super) spread: &'m Spreads,
    pub(super) local: Local<'m>,
    pub(super) added: f32,
}

impl Answer<'_> {
    /// By the carrier's clock: so far it has gone when such a share (0 to 1) is there.
    fn gone(&self, share: f64) -> f32 {
        let usual = self.paces.usual(share as f32);
        ((self.expected + self.spread.value(self.expected, usual)).exp() - self.added).max(0.0)
    }

    /// In so many calendar days from the day of [`super::Ask::at`] it is there, with a chance of `share` (0 to 1).
    pub fn calendar_days(&self, share: f64) -> u16 {
        self.calendar_days_of(&[share]).first().copied().unwrap_or(0)
    }

    /// The same of several shares, the least first.
    pub fn calendar_days_of(&self, shares: &[f64]) -> Vec<u16> {
        self.local.days(self.from, shares.iter().map(|share| self.gone(*share)))
    }

    /// In so many delivery days, as [`crate::edd::Transit`] counts them.
    pub fn delivery_days(&self, share: f64) -> u16 {
        self.gone(share).ceil() as u16
    }
}
