//! Whether promises were kept (ED-22), whose fault it was where they weren't (ED-23), and of which nobody knows (ED-24).
//!
//! What was due in a stretch counts, whenever it was promised. What no scan shows delivered is *unknown*, unless it left after it
//! should have been there.

mod report;
mod tally;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::daily::Entry;

pub use report::{ADHERENCE_WEEKS, Part, Report, Week};
pub use tally::{Tally, Verdict};

/// Of a hundred promises, so many are to be kept.
pub const TARGET: u16 = 90;
/// From so many on the dates are longer than they need be.
pub const PADDED: u16 = 95;
/// An order so close to the cut-off counts as one that the cut-off let through.
const CLOSE_TO_CUT_OFF: i32 = 120;

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was there by the promised day.
    Kept,
    /// It came after it, or left only then.
    Missed(Fault),
    /// Nobody knows: no scan shows it.
    Unknown,
}

/// What broke a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It came shortly before the cut-off, and was handed over a working day late: as if it had come after it.
    CutOff,
    /// It was handed over late.
    Processing,
    /// It was handed over in time, and was too long on its way.
    Transit,
    /// It isn't known when it was handed over, or by when it had to be.
    NotKnown,
}

/// What became of an order's promise, if it was due by the end of `until`.
pub fn outcome(entry: &Entry, until: Date) -> Option<Outcome> {
    let promise = entry.promise.as_ref().filter(|promise| promise.arrival.latest <= until)?;
    if entry.cancelled {
        return None;
    }
    let latest = promise.arrival.latest;
    Some(match (entry.there.filter(|there| there.scanned), entry.handed_over) {
        (Some(there), _) if there.day <= latest => Outcome::Kept,
        (Some(_), _) => Outcome::Missed(fault(entry)),
        (None, Some(handed_over)) if handed_over > latest => Outcome::Missed(fault(entry)),
        (None, _) => Outcome::Unknown,
    })
}

/// Whose fault it is that an order came late.
fn fault(entry: &Entry) -> Fault {
    let by = entry.promise.as_ref().and_then(|promise| promise.ship_by);
    match entry.last_handed_over().zip(by) {
        None => Fault::NotKnown,
        Some((on, by)) if on <= by && entry.days_late == 0 => Fault::Transit,
        Some(_) if entry.days_late == 1 && is_close_to_cut_off(entry) => Fault::CutOff,
        Some(_) => Fault::Processing,
    }
}

fn is_close_to_cut_off(entry: &Entry) -> bool {
    entry.to_cut_off.is_some_and(|minutes| (0..=CLOSE_TO_CUT_OFF).contains(&minutes))
}
