//! What a day teaches: of each order that something new was known of that day, how far it is. A file a day; times that are learned
//! and the report on kept promises are reckoned from these files alone.
//!
//! An order stands in the files of several days, each time as it was when the day was written, which is soon after it is over unless ticks
//! stayed away; the newest counts. No name, street, number or mail
//! address is in it, and of postcodes only the beginning.

mod entry;
mod file;
mod gathered;
#[cfg(test)]
mod tests;

pub use entry::{Entry, PromisedThen, There};
pub use file::{DayFile, Unreadable};
pub use gathered::Gathered;

use super::{Destination, learned::Spot};

/// The version of the files.
pub const VERSION: u32 = 1;

impl Spot {
    /// As much of a place as is kept.
    pub fn of(place: &Destination) -> Self {
        let place = place.normal();
        Self {
            postcode: place.postcode.map(|code| code.chars().take(super::learned::SIGNS).collect()),
            country: place.country,
            subdivision: place.subdivision,
        }
    }
}
