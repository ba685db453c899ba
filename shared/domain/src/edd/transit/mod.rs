//! How long a parcel is on its way: the waterfall of sources. The table that a shop or its carrier writes is one of them.

mod line;
mod table;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Declared, Destination, Measured};

pub use table::{ReadTable, Table};

/// A number of days, from the least to the most; both included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The least.
    pub min: u16,
    /// The most.
    pub max: u16,
}

impl Days {
    /// From `min` to `max` days.
    pub const fn new(min: u16, max: u16) -> Self {
        Self { min, max }
    }
}

/// What a parcel's time depends on.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a> {
    /// The place that it leaves, by its id.
    pub origin: &'a str,
    /// Where that place is; `country` and `postcode` of it count.
    pub from: &'a Destination,
    /// Where it goes.
    pub to: &'a Destination,
    /// Carrier and service, such as `DHL/parcel`.
    pub service: &'a str,
    /// What it weighs in grams, if that is known.
    pub grams: Option<u64>,
    /// Whether money is collected at the door.
    pub cash_on_delivery: bool,
    /// The day on which the carrier has it, where that is known.
    pub hand_over: Option<Date>,
}

/// How long it takes, in delivery days at the destination, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transit {
    /// From the day of hand-over.
    pub days: Days,
    /// Who says so.
    pub source: Source,
    /// Of a hundred parcels, so many come within `max`; absent where nobody has measured it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// Who says how long it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Source {
    /// The shop's own deliveries.
    Learned {
        /// Which level answered, such as `lane`.
        level: String,
        /// From how many parcels.
        parcels: u64,
        /// The latest delivery among them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newest: Option<Date>,
        /// Until when it was learned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<Date>,
    },
    /// The carrier's word for the service, as the settings have it.
    Declared,
    /// A line of the shop's table.
    Table {
        /// The line of the file.
        line: u64,
    },
}

/// Something that may know how long a parcel takes.
pub trait TransitSource {
    /// What it says of a lane; `None` if it doesn't know: then the next one is asked.
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit>;
}

/// Sources in the order in which they are asked: learned, then declared, then the table; where none knows, there is no date.
#[derive(Default)]
pub struct Waterfall<'a>(Vec<&'a dyn TransitSource>);

impl<'a> Waterfall<'a> {
    /// Of these, in this order.
    pub fn new(sources: impl IntoIterator<Item = &'a dyn TransitSource>) -> Self {
        Self(sources.into_iter().collect())
    }

    /// What was learned, if anything, then the carrier's word, then the table.
    pub(super) fn down(
        measured: Option<&'a Measured<'a>>,
        declared: &'a Declared<'a>,
        table: &'a Table,
    ) -> Self {
        let first = measured.map(|measured| measured as &dyn TransitSource);
        Self::new(first.into_iter().chain([declared as &dyn TransitSource, table]))
    }
}

impl TransitSource for Waterfall<'_> {
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit> {
        self.0.iter().find_map(|source| source.transit(lane))
    }
}
