//! What is known of an item's demand, as far as reordering needs it: its mean and its deviation from day to day. A forecast
//! may say it instead of these.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::stock::{PerDay, Sales, rules::Cover, velocity};

/// Demand on a usual day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Its mean.
    pub per_day: PerDay,
    /// Its standard deviation.
    pub deviation: PerDay,
}

const MILLION: i128 = 1_000_000;
/// What wasn't sold on so many days with stock has no demand.
const UNSOLD_DAYS: usize = 28;

impl Demand {
    /// What past sales say: the mean as alerts reckon it, and the deviation of the days on which there was something to
    /// sell. `None` where too little is known.
    pub fn of_sales(sales: &Sales, today: Date, cover: &Cover) -> Option<Self> {
        let days = sales.in_stock(today);
        if days.len() >= UNSOLD_DAYS && days.iter().all(|sold| *sold == 0) {
            return Some(Self::default());
        }
        let (per_day, _) = velocity(sales, today, cover, None)?;
        Some(Self { per_day, deviation: deviation(&days) })
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

/// The sample's standard deviation.
fn deviation(days: &[u32]) -> PerDay {
    let n = i128::try_from(days.len()).unwrap_or_default();
    if n < 2 {
        return PerDay(0);
    }
    let sum: i128 = days.iter().map(|sold| i128::from(*sold)).sum();
    let squares: i128 = days.iter().map(|sold| i128::from(*sold) * i128::from(*sold)).sum();
    let spread = (n * squares - sum * sum).max(0);
    let variance = spread.saturating_mul(MILLION * MILLION) / (n * (n - 1));
    PerDay(i64::try_from(variance.isqrt()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deviation_is_the_samples() {
        for (days, expected) in [
            (vec![], 0),
            (vec![3], 0),
            (vec![2, 4, 4, 4, 5, 5, 7, 9], 2_138_089),
            (vec![1, 1, 1], 0),
            (vec![0, 2], 1_414_213),
        ] {
            assert_eq!(deviation(&days), PerDay(expected), "{days:?}");
        }
    }
}
