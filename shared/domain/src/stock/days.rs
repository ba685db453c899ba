//! How an item sold, day by day, as a ledger keeps it: what [`Sales`] are made of.

use jiff::{
    Span,
    civil::{Date, date},
};
use serde::{Deserialize, Serialize};

use super::{Sales, sales::DAYS};

/// Local days up to the last movement, without gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Days {
    /// The last of them, counted from 1970.
    #[serde(default, rename = "l")]
    last: i32,
    /// Oldest first, what was wanted. On a day without any stock one less than zero minus that: -1, -2, …
    #[serde(default, rename = "d", skip_serializing_if = "Vec::is_empty")]
    days: Vec<i64>,
    /// What could be sold at the end of each.
    #[serde(default, rename = "e", skip_serializing_if = "Vec::is_empty")]
    left: Vec<i64>,
}

const FIRST: Date = date(1970, 1, 1);

/// A date counted from 1970.
fn number(of: Date) -> i32 {
    FIRST.until(of).map_or(0, |span| span.get_days())
}

fn kept(sold: i64, in_stock: bool) -> i64 {
    let sold = sold.max(0);
    if in_stock { sold } else { -1 - sold }
}

fn sold(kept: i64) -> i64 {
    if kept < 0 { -1 - kept } else { kept }
}

impl Days {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The days go on until `date`; on those between so much was left, and there was stock or not.
    pub(super) fn reach(&mut self, date: Date, in_stock: bool, left: i64) {
        let day = number(date);
        if self.days.is_empty() {
            *self = Self { last: day, days: vec![kept(0, in_stock)], left: vec![left] };
        }
        let missing = usize::try_from(day.saturating_sub(self.last)).unwrap_or(0);
        if missing == 0 {
            return;
        }
        self.days.extend(std::iter::repeat_n(kept(0, in_stock), missing.min(DAYS)));
        self.left.extend(std::iter::repeat_n(left, missing.min(DAYS)));
        self.last = day;
        let old = self.days.len().saturating_sub(DAYS);
        self.days.drain(..old);
        self.left.drain(..old);
    }

    /// So many more were wanted on the last day.
    pub(super) fn wanted(&mut self, pieces: i64) {
        if let Some(day) = self.days.last_mut() {
            *day = kept(sold(*day).saturating_add(pieces), *day >= 0);
        }
    }

    /// So much is left on the last day for now; there was stock on it for a while at least, if there is now.
    pub(super) fn leave(&mut self, in_stock: bool, left: i64) {
        if let (Some(day), Some(end)) = (self.days.last_mut(), self.left.last_mut()) {
            *end = left;
            if in_stock {
                *day = sold(*day);
            }
        }
    }

    /// As it is told.
    pub(super) fn sales(&self) -> Sales {
        let told = |kept: &i64| (*kept != -1).then(|| u32::try_from(sold(*kept)).unwrap_or(u32::MAX));
        Sales {
            until: (!self.is_empty()).then(|| FIRST.saturating_add(Span::new().days(self.last))),
            sold: self.days.iter().map(told).collect(),
            left: self.left.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_no_gaps_and_end_after_a_while() {
        let mut days = Days::default();
        assert_eq!(days.sales(), Sales::default());
        days.reach(date(2026, 1, 10), true, 4);
        days.wanted(3);
        days.leave(true, 1);
        days.reach(date(2026, 1, 12), false, 0);
        days.wanted(1);
        days.reach(date(2026, 1, 13), false, 0);
        days.leave(true, 9);
        days.reach(date(2026, 1, 11), true, 7);
        let expected = Sales {
            until: Some(date(2026, 1, 13)),
            sold: vec![Some(3), None, Some(1), Some(0)],
            left: vec![1, 0, 0, 9],
        };
        assert_eq!(days.sales(), expected);
        days.reach(date(2027, 1, 1), true, 9);
        let sales = days.sales();
        assert_eq!((sales.until, sales.sold), (Some(date(2027, 1, 1)), vec![Some(0); DAYS]));
    }
}
