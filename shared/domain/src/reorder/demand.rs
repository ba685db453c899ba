//! What is known of an item's demand, as far as reordering needs it: its mean and its deviation from day to day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    forecast::{Basis, expected},
    stock::{PerDay, Sales, rules::Cover, velocity},
};

/// Demand on a usual day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Its mean.
    pub per_day: PerDay,
    /// Its standard deviation.
    pub deviation: PerDay,
}

/// What wasn't sold on so many days with stock has no demand.
const UNSOLD_DAYS: usize = 28;

impl Demand {
    /// What past sales say, by the forecast. `None` where so little is known that alerts know no velocity either.
    pub fn of_sales(sales: &Sales, today: Date, cover: &Cover) -> Option<Self> {
        Self::with_basis(sales, today, cover).map(|(demand, _)| demand)
    }

    /// The same, and how it came out; nothing needs to be reckoned of what isn't sold at all.
    pub(super) fn with_basis(sales: &Sales, today: Date, cover: &Cover) -> Option<(Self, Option<Basis>)> {
        let days = sales.in_stock(today);
        if days.len() >= UNSOLD_DAYS && days.iter().all(|sold| *sold == 0) {
            return Some((Self::default(), None));
        }
        velocity(sales, today, cover, None)?;
        let (demand, basis) = expected(sales, today);
        Some((demand, Some(basis)))
    }

    /// The same where so many percent of the usual are sold.
    #[must_use]
    pub fn times_percent(self, percent: u32) -> Self {
        let times = |PerDay(rate)| {
            let scaled = i128::from(rate) * i128::from(percent) / 100;
            PerDay(i64::try_from(scaled).unwrap_or(i64::MAX))
        };
        Self { per_day: times(self.per_day), deviation: times(self.deviation) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_says_nothing_and_what_lies_unsold_has_no_demand() {
        let (from, cover) = (jiff::civil::date(2026, 3, 1), Cover::default());
        for (what, days, sold, expected) in [
            ("a week isn't over", 6, 5, None),
            ("a week", 7, 5, Some(5_000_000)),
            ("nothing in four weeks", 28, 0, Some(0)),
            ("nothing in three", 27, 0, None),
        ] {
            let (mut sales, mut date) = (Sales::default(), from);
            for _ in 0..days {
                sales.note(date, sold, 90, 90);
                date = date.tomorrow().expect("in range");
            }
            let found = Demand::of_sales(&sales, date, &cover);
            assert_eq!(found.map(|demand| demand.per_day.0), expected, "{what}");
        }
    }
}
