//! What like items say together, where one item says little: measured on all items of a shop, each night anew.

use jiff::civil::Weekday;

/// What a shop's items have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Pool {
    /// A day's variance grows with its mean to this power (Taylor's law); from 1 (Poisson) to 2 (the same in relation).
    pub power: f64,
    /// How fast the chance of ever more demand falls: `P(> x) ~ x^−tail` (Pareto). Small is heavy.
    pub tail: f64,
    /// What is sold on which weekday.
    pub weekdays: Weekdays,
    /// What a piece that is sold costs in the mean, in any unit.
    pub price: f64,
}

/// What shops are like about whom nothing is known yet.
impl Default for Pool {
    fn default() -> Self {
        Self { power: USUAL_POWER, tail: USUAL_TAIL, weekdays: Weekdays::default(), price: 1.0 }
    }
}

const USUAL_POWER: f64 = 1.7;
const USUAL_TAIL: f64 = 1.75;
/// Fewer values than this don't speak for a shop.
const ENOUGH: usize = 200;
/// An item takes part from a piece in ten days on.
const TAKES_PART: f64 = 0.1;
/// The tail is what lies above nineteen of twenty.
const IN_TAIL: usize = 20;

impl Pool {
    /// By a day's mean and variance of each item, and by what was asked for in the lead time over what was expected, for as
    /// many items and nights as there are. What is too little, or beyond reason, stays usual.
    pub fn measured(
        spreads: impl IntoIterator<Item = (f64, f64)>,
        ratios: &mut [f64],
        weekdays: Weekdays,
        price: f64,
    ) -> Self {
        Self {
            power: taylor(spreads).unwrap_or(USUAL_POWER).clamp(1.0, 2.0),
            tail: hill(ratios).unwrap_or(USUAL_TAIL).clamp(1.2, 4.0),
            weekdays,
            price: if price > 0.0 { price } else { 1.0 },
        }
    }
}

/// The power of Taylor's law: the slope of ln(variance) over ln(mean), by least squares.
pub fn taylor(spreads: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let logs: Vec<_> = spreads
        .into_iter()
        .filter(|(mean, variance)| *mean > TAKES_PART && *variance > 0.0)
        .map(|(mean, variance)| (mean.ln(), variance.ln()))
        .collect();
    if logs.len() < ENOUGH {
        return None;
    }
    let count = logs.len() as f64;
    let (x, y) = logs.iter().fold((0.0, 0.0), |(x, y), (a, b)| (x + a / count, y + b / count));
    let (mut both, mut own) = (0.0, 0.0);
    for (a, b) in &logs {
        both += (a - x) * (b - y);
        own += (a - x) * (a - x);
    }
    (own > 0.0).then(|| both / own)
}

/// Hill's estimate of a tail: one over the mean of `ln(value / threshold)` over the twentieth that lies above it. Reorders
/// `values`.
pub fn hill(values: &mut [f64]) -> Option<f64> {
    let above = values.len() / IN_TAIL;
    if values.len() < ENOUGH {
        return None;
    }
    let (top, threshold, _) = values.select_nth_unstable_by(above, |a, b| b.total_cmp(a));
    let threshold = *threshold;
    if threshold <= 0.0 {
        return None;
    }
    let mean: f64 = top.iter().map(|value| (value / threshold).ln()).sum::<f64>() / above as f64;
    (mean > 0.0).then(|| 1.0 / mean)
}

/// How much is sold on each weekday; 1 is an even share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weekdays([f64; 7]);

impl Default for Weekdays {
    fn default() -> Self {
        Self([1.0; 7])
    }
}

/// A weekday with less than a twentieth of an even share is one without trade.
const NO_TRADE: f64 = 0.05;

impl Weekdays {
    /// By the pieces that were sold on days, over some whole weeks at least; even before that.
    pub fn of(days: impl IntoIterator<Item = (Weekday, u64)>) -> Self {
        let (mut pieces, mut count) = ([0.0; 7], [0_u32; 7]);
        for (weekday, sold) in days {
            pieces[at(weekday)] += sold as f64;
            count[at(weekday)] += 1;
        }
        let total: f64 = pieces.iter().sum();
        let days: u32 = count.iter().sum();
        if total <= 0.0 || count.iter().any(|count| *count < 4) {
            return Self::default();
        }
        let even = total / f64::from(days);
        let mut nth = 0;
        Self(pieces.map(|sold| {
            nth += 1;
            sold / f64::from(count[nth - 1]) / even
        }))
    }

    /// A weekday's share; `None` where next to nothing is sold.
    pub fn share(&self, weekday: Weekday) -> Option<f64> {
        Some(self.0[at(weekday)]).filter(|share| *share > NO_TRADE)
    }
}

fn at(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taylors_power_is_found_again() {
        for power in [1.0, 1.4, 2.0] {
            let spreads = (1..=400).map(|n| {
                let mean = f64::from(n) / 7.0;
                (mean, 3.0 * mean.powf(power))
            });
            let found = taylor(spreads).expect("enough");
            assert!((found - power).abs() < 1e-9, "{found}");
        }
        assert_eq!(taylor([(1.0, 1.0); 199]), None);
        assert_eq!(taylor([(1.0, 1.0); 400]), None, "one mean has no slope");
    }

    #[test]
    fn hills_tail_of_a_pareto_distribution_is_its_own() {
        for tail in [1.5, 2.5] {
            let mut values: Vec<_> =
                (0..20_000).map(|n| ((f64::from(n) + 0.5) / 20_000.0).powf(-1.0 / tail)).collect();
            let found = hill(&mut values).expect("enough");
            assert!((found - tail).abs() < 0.02, "{found}");
        }
        assert_eq!(hill(&mut [1.0; 100]), None);
        assert_eq!(hill(&mut [0.0; 1_000]), None);
    }

    #[test]
    fn a_shop_that_says_nothing_is_a_usual_one() {
        assert_eq!(Pool::measured([], &mut [], Weekdays::default(), 0.0), Pool::default());
    }

    #[test]
    fn a_weekday_without_trade_has_no_share() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let week =
            [(Monday, 100), (Tuesday, 100), (Wednesday, 100), (Thursday, 250), (Friday, 100), (Sunday, 50)];
        let weeks = || std::iter::repeat_n(week.into_iter().chain([(Saturday, 0)]), 5).flatten();
        let weekdays = Weekdays::of(weeks());
        assert_eq!(weekdays.share(Saturday), None);
        assert_eq!((weekdays.share(Monday), weekdays.share(Thursday)), (Some(1.0), Some(2.5)));
        assert_eq!(Weekdays::of(weeks().take(21)), Weekdays::default());
    }
}
