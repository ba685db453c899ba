//! Numbers of a part: of a lane, a carrier, a warehouse, a week, or all.

use serde::{Deserialize, Serialize};

use super::{Fault, Outcome, PADDED, TARGET, outcome};
use crate::edd::daily::Entry;
use jiff::civil::Date;

/// From so few nothing is said.
const TOO_FEW: u64 = 20;

/// What became of promises.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Kept, as scans show.
    pub kept: u64,
    /// Missed.
    pub missed: u64,
    /// Nobody knows.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub unknown: u64,
    /// Of those missed: the cut-off let them through.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub by_cut_off: u64,
    /// Of those missed: handed over late.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub by_processing: u64,
    /// Of those missed: too long on their way.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub by_transit: u64,
    /// There on the promised day itself.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub exact: u64,
    /// There on that day, or the one before or after it.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub within_one: u64,
    /// There by the first day of what was promised: a fifth, where that is what it should be.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub by_earliest: u64,
    /// Handed over by the promised day, whatever became of it then.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub handed_over_in_time: u64,
    /// Handed over later.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub handed_over_late: u64,
    /// By how many days what was there came before the promised day (less than none: after it): days and how many came so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub padding: Vec<(i32, u64)>,
}

/// What a share means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Too few are known to say.
    TooFew,
    /// Fewer are kept than should be.
    Below,
    /// As it should be.
    OnTarget,
    /// More are kept than need be: the dates are too long.
    Padded,
}

impl Tally {
    /// One more order, if it was due by the end of `until`.
    pub(super) fn count(&mut self, entry: &Entry, until: Date) {
        let (Some(outcome), Some(promise)) = (outcome(entry, until), entry.promise.as_ref()) else { return };
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Unknown => self.unknown += 1,
            Outcome::Missed(fault) => {
                self.missed += 1;
                match fault {
                    Fault::CutOff => self.by_cut_off += 1,
                    Fault::Processing => self.by_processing += 1,
                    Fault::Transit => self.by_transit += 1,
                    Fault::NotKnown => {}
                }
            }
        }
        if let Some((on, by)) = entry.last_handed_over().zip(promise.ship_by) {
            let is_in_time = on <= by && entry.days_late == 0;
            if is_in_time { self.handed_over_in_time += 1 } else { self.handed_over_late += 1 }
        }
        let Some(there) = entry.there.filter(|there| there.scanned) else { return };
        let days = (promise.arrival.latest - there.day).get_days();
        self.exact += u64::from(days == 0);
        self.within_one += u64::from(days.abs() <= 1);
        self.by_earliest += u64::from(there.day <= promise.arrival.earliest);
        self.add_padding(days, 1);
    }

    /// Takes another one's numbers in.
    pub(super) fn merge(&mut self, other: &Self) {
        let Self { kept, missed, unknown, by_cut_off, by_processing, by_transit, exact, within_one, .. } =
            other;
        self.kept += kept;
        self.missed += missed;
        self.unknown += unknown;
        self.by_cut_off += by_cut_off;
        self.by_processing += by_processing;
        self.by_transit += by_transit;
        self.exact += exact;
        self.within_one += within_one;
        self.by_earliest += other.by_earliest;
        self.handed_over_in_time += other.handed_over_in_time;
        self.handed_over_late += other.handed_over_late;
        for (days, many) in &other.padding {
            self.add_padding(*days, *many);
        }
    }

    fn add_padding(&mut self, days: i32, many: u64) {
        match self.padding.binary_search_by_key(&days, |(days, _)| *days) {
            Ok(place) => self.padding[place].1 += many,
            Err(place) => self.padding.insert(place, (days, many)),
        }
    }

    /// Of how many it is known what became of them.
    pub fn known(&self) -> u64 {
        self.kept + self.missed
    }

    /// All that were due.
    pub fn due(&self) -> u64 {
        self.known() + self.unknown
    }

    /// How many were delivered by a scan.
    pub fn delivered(&self) -> u64 {
        self.padding.iter().map(|(_, many)| many).sum()
    }

    /// Of a thousand that are known, so many were kept; `None` where none is known.
    pub fn kept_per_mille(&self) -> Option<u16> {
        per_mille(self.kept, self.known())
    }

    /// Of a thousand that were delivered, so many came on the promised day, and within a day of it.
    pub fn accuracy_per_mille(&self) -> Option<(u16, u16)> {
        let delivered = self.delivered();
        Some((per_mille(self.exact, delivered)?, per_mille(self.within_one, delivered)?))
    }

    /// Of a thousand that were delivered, so many came by the first promised day.
    pub fn by_earliest_per_mille(&self) -> Option<u16> {
        per_mille(self.by_earliest, self.delivered())
    }

    /// Of a thousand of which it is known, so many were handed over by the promised day.
    pub fn handed_over_per_mille(&self) -> Option<u16> {
        per_mille(self.handed_over_in_time, self.handed_over_in_time + self.handed_over_late)
    }

    /// By how many days half of them came before the promised day or sooner: the lower median.
    pub fn median_padding(&self) -> Option<i32> {
        let half = self.delivered().div_ceil(2);
        let mut seen = 0;
        self.padding
            .iter()
            .find(|(_, many)| {
                seen += many;
                half > 0 && seen >= half
            })
            .map(|(days, _)| *days)
    }

    /// What its share means.
    pub fn verdict(&self) -> Verdict {
        match self.kept_per_mille().filter(|_| self.known() >= TOO_FEW) {
            None => Verdict::TooFew,
            Some(kept) if kept < TARGET * 10 => Verdict::Below,
            Some(kept) if kept > PADDED * 10 => Verdict::Padded,
            Some(_) => Verdict::OnTarget,
        }
    }
}

fn per_mille(part: u64, whole: u64) -> Option<u16> {
    let doubled = part.checked_mul(2000)?.checked_add(whole)?;
    u16::try_from(doubled.checked_div(whole.checked_mul(2)?)?).ok()
}
