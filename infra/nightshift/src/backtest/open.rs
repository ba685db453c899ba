//! The open loop: nothing is ordered. A warning is raised once; with the first piece that is short a cycle ends, and the next
//! day begins with a new stock.

use super::{demand::Demand, rules::Nights};

/// What became of the warnings, of cycles that lasted as long as the lead time at least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) cycles: u64,
    /// At least the lead time before.
    pub(super) in_time: u64,
    pub(super) late: u64,
    /// No warning at all.
    pub(super) missed: u64,
    /// Of those in time, more than two weeks before they had to be; and those that were still open then, at the end.
    pub(super) early: u64,
    pub(super) open: u64,
}

const TOO_EARLY: usize = 14;

impl Outcome {
    pub(super) fn in_time(&self) -> f64 {
        self.in_time as f64 / (self.cycles as f64).max(1.0)
    }

    /// Of all warnings.
    pub(super) fn too_early(&self) -> f64 {
        (self.early + self.open) as f64 / ((self.in_time + self.late + self.open) as f64).max(1.0)
    }
}

/// What each item starts with: 45 days of the last 91's mean.
fn first(demand: &Demand, nth: usize) -> u64 {
    let last = &demand.items[nth].days[demand.from.saturating_sub(91)..demand.from];
    let sum: u64 = last.iter().map(|day| u64::from(day.pieces)).sum();
    (sum * 45).div_ceil(last.len().max(1) as u64).max(3)
}

/// Plays all items. `threshold` tells that of a cell: item × days + day.
pub(super) fn run(demand: &Demand, nights: &Nights, lead: u32, threshold: impl Fn(usize) -> i64) -> Outcome {
    let (days, lead) = (demand.evaluated(), lead as usize);
    let mut all = Outcome::default();
    for (nth, item) in demand.items.iter().enumerate() {
        let mut stock = first(demand, nth);
        let (mut since, mut warned): (usize, Option<usize>) = (0, None);
        for day in 0..days {
            let asked = u64::from(item.days[demand.from + day].pieces);
            if asked <= stock {
                stock -= asked;
                if warned.is_none() && i64::try_from(stock).is_ok_and(|s| s <= threshold(nth * days + day)) {
                    warned = Some(day);
                }
                continue;
            }
            if day - since >= lead {
                all.cycles += 1;
                match warned.map(|warned| day - warned) {
                    None => all.missed += 1,
                    Some(before) if before < lead => all.late += 1,
                    Some(before) => {
                        all.in_time += 1;
                        all.early += u64::from(before > lead + TOO_EARLY);
                    }
                }
            }
            // Tomorrow's stock is by what is known tonight.
            stock = nights.items[nth][day].restock;
            (since, warned) = (day + 1, None);
        }
        all.open += u64::from(warned.is_some_and(|warned| days - 1 - warned > lead + TOO_EARLY));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::sample;

    /// One a day from 45: short on the 46th day. A warning at `s` is raised when `s` are left, `s + 1` days before.
    #[test]
    fn in_time_late_early_and_missed() {
        let demand = sample::demand(&[&[1; 200]], 100);
        let nights = Nights::of(&demand, || ());
        let cycles = Outcome { cycles: 2, ..Outcome::default() };
        for (threshold, expected) in [
            (-1, Outcome { missed: 2, ..cycles }),
            (0, Outcome { late: 2, ..cycles }),
            (5, Outcome { late: 2, ..cycles }),
            (6, Outcome { in_time: 2, ..cycles }),
            (20, Outcome { in_time: 2, ..cycles }),
            (21, Outcome { in_time: 2, early: 2, ..cycles }),
        ] {
            assert_eq!(run(&demand, &nights, 7, |_| threshold), expected, "{threshold}");
        }
    }

    #[test]
    fn warnings_still_open_at_the_end_count_where_they_are_old_enough() {
        let demand = sample::demand(&[&[1; 140]], 100);
        let nights = Nights::of(&demand, || ());
        let open = |threshold| run(&demand, &nights, 7, |_| threshold).open;
        // 39 days after the first 44 are left, 22 days before the end 22.
        assert_eq!((open(44), open(27), open(26), open(-1)), (1, 1, 0, 0));
    }
}
