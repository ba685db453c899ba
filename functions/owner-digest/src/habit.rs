//! How many orders a day are usual, and when none is suspicious. Pure.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The orders of the last days that were told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Habit(Vec<(Date, u32)>);

/// How many days are remembered: two weeks, so that each weekday is known twice.
const DAYS: usize = 14;
/// From so many days on the habit is known.
const KNOWN_FROM: usize = 7;
/// From so many orders a day on a day without any is suspicious.
const MANY: u32 = 5;

impl Habit {
    /// A day was told, with so many orders.
    pub(crate) fn remember(&mut self, date: Date, orders: u64) {
        self.0.retain(|(known, _)| *known != date);
        self.0.push((date, u32::try_from(orders).unwrap_or(u32::MAX)));
        let excess = self.0.len().saturating_sub(DAYS);
        self.0.drain(..excess);
    }

    /// How many orders a day are usual, if a day without any is suspicious: half of the days had as many, and the shop
    /// doesn't rest on this weekday.
    pub(crate) fn would_miss(&self, date: Date) -> Option<u64> {
        let mut counts: Vec<u32> = self.0.iter().map(|(_, count)| *count).collect();
        if counts.len() < KNOWN_FROM {
            return None;
        }
        counts.sort_unstable();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or_default();
        let rests = |(known, count): &(Date, u32)| known.weekday() == date.weekday() && *count == 0;
        (usual >= MANY && !self.0.iter().any(rests)).then_some(u64::from(usual))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shop whose days from a Monday on had so many orders, and what it would miss on the day after.
    fn missed(days: &[u64]) -> Option<u64> {
        let mut habit = Habit::default();
        let mut date: Date = "2026-01-05".parse().expect("a Monday");
        for orders in days {
            habit.remember(date, *orders);
            date = date.tomorrow().expect("in range");
        }
        habit.would_miss(date)
    }

    #[test]
    fn a_day_without_orders_is_suspicious_where_there_are_usually_many() {
        let week = [9, 8, 7, 9, 12, 3, 0];
        let two_weeks = [week, week].concat();
        for (shop, days, expected) in [
            ("unknown", vec![], None),
            ("known for six days", vec![9; 6], None),
            ("known for a week", vec![9; 7], Some(9)),
            ("two orders a day", vec![2; 14], None),
            ("closed on Sundays, on a Monday", two_weeks.clone(), Some(8)),
            ("closed on Sundays, on a Sunday", two_weeks[..13].to_vec(), None),
            ("busy at weekends only", [0, 0, 0, 0, 0, 40, 40].repeat(2), None),
            ("silent since yesterday", [vec![9; 13], vec![0]].concat(), Some(9)),
        ] {
            assert_eq!(missed(&days), expected, "{shop}");
        }
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let mut habit = Habit::default();
        let mut date: Date = "2026-01-05".parse().expect("a date");
        for _ in 0..100 {
            habit.remember(date, u64::MAX);
            habit.remember(date, u64::MAX);
            date = date.tomorrow().expect("in range");
        }
        let text = serde_json::to_string(&habit).expect("plain data");
        assert!(text.len() < 400, "{} bytes", text.len());
    }
}
