//! How fast an item sells.
//!
//! - Weighted mean: exponential weights `((n − 1) / (n + 1))^k` for the `k`-th day back, divided by their sum; `n` is the
//!   span (α = 2 / (n + 1); NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.3.1; pandas' `ewm(span=n, adjust=True)`).
//! - What is slow: a mean interval between days with sales above 1.32 (Syntetos, Boylan, Croston, "On the categorization
//!   of demand patterns", JORS 56, 2005).
//! - Croston's method: size and interval are smoothed apart (Croston, "Forecasting and stock control for intermittent
//!   demands", Operational Research Quarterly 23, 1972); times `1 − α/2` against its bias (Syntetos, Boylan, "The accuracy of
//!   intermittent demand estimates", International Journal of Forecasting 21, 2005).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Method, Sales,
    rules::{Cover, Slow},
};

/// Pieces a day, in millionths: slow movers sell a few a year. No floating point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerDay(pub i64);

impl PerDay {
    /// One piece a day.
    pub const ONE: Self = Self(1_000_000);
    /// What is slower isn't known to sell at all: nothing is divided by it.
    pub const SLOWEST: Self = Self(1_000);

    /// At so many places, each of which sells so fast.
    #[must_use]
    pub fn times(self, places: usize) -> Self {
        Self(self.0.saturating_mul(i64::try_from(places).unwrap_or(i64::MAX)))
    }
}

/// With one decimal, or as many as it takes to show anything: `3.5`, `0.02`.
impl fmt::Display for PerDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = match self.0 {
            0 | 100_000.. => 1,
            10_000.. => 2,
            _ => 3,
        };
        let unit = 1_000_000 / 10_i64.pow(decimals);
        let rounded = self.0.saturating_add(unit / 2) / unit;
        let (whole, rest) = (rounded / (1_000_000 / unit), rounded % (1_000_000 / unit));
        write!(f, "{whole}.{rest:0width$}", width = decimals as usize)
    }
}

/// An item is new for so many days at most: one that never sells doesn't take its category's sales for ever.
const NEW_FOR_DAYS: usize = 60;
/// From so many days with stock on the mean of an item without a category is taken.
const KNOWN_FROM: usize = 7;
/// Croston's smoothing: one tenth, as is usual.
const TENTH: i128 = 10;
/// From so many days with sales on there is an interval to speak of.
const INTERVALS_FROM: usize = 2;
/// The weight of the newest day.
const WEIGHT: i128 = 1_000_000_000_000;
const MILLION: i128 = 1_000_000;

/// How fast an item sells, and how that is known; `None` where too little is known, or next to nothing is sold.
pub fn velocity(
    sales: &Sales,
    today: Date,
    cover: &Cover,
    category: Option<PerDay>,
) -> Option<(PerDay, Method)> {
    let days = sales.in_stock(today);
    let is_new = is_new(sales, &days, cover);
    let selling = days.iter().filter(|sold| **sold > 0).count();
    // 1.32 days and more from one with sales to the next.
    let is_slow = days.len() * 100 > selling * 132;
    let found = match (category, cover.slow) {
        (Some(category), _) if is_new => Some((category, Method::Category)),
        _ if days.len() < KNOWN_FROM || selling == 0 => None,
        _ if !is_slow => Some((weighted(&days, cover.span_days), Method::Weighted)),
        (_, Slow::Pieces) => None,
        _ if selling < INTERVALS_FROM => None,
        (_, Slow::Croston) => Some((croston(&days), Method::Croston)),
        (_, Slow::Sba) => {
            let PerDay(rate) = croston(&days);
            Some((PerDay(rate - rate / 20), Method::Sba))
        }
    };
    found.filter(|(rate, _)| *rate >= PerDay::SLOWEST)
}

/// Whether an item was sold too seldom yet to speak for itself: then its category's rate counts.
pub fn asks_category(sales: &Sales, today: Date, cover: &Cover) -> bool {
    is_new(sales, &sales.in_stock(today), cover)
}

fn is_new(sales: &Sales, in_stock: &[u32], cover: &Cover) -> bool {
    let total: u64 = in_stock.iter().map(|sold| u64::from(*sold)).sum();
    sales.len() < NEW_FOR_DAYS && total < u64::from(cover.new_until_sales)
}

fn weighted(days: &[u32], span: u16) -> PerDay {
    let span = i128::from(span.max(2));
    let (mut weight, mut sum, mut weights) = (WEIGHT, 0, 0);
    for sold in days.iter().rev() {
        sum += weight * i128::from(*sold);
        weights += weight;
        weight = weight * (span - 1) / (span + 1);
    }
    rate(sum, weights)
}

fn croston(days: &[u32]) -> PerDay {
    let mut smoothed: Option<(i128, i128)> = None;
    let mut interval: i128 = 1;
    for sold in days {
        if *sold == 0 {
            interval += 1;
            continue;
        }
        let (size, gap) = (i128::from(*sold) * MILLION, interval * MILLION);
        smoothed = Some(match smoothed {
            None => (size, gap),
            Some((z, p)) => (z + (size - z) / TENTH, p + (gap - p) / TENTH),
        });
        interval = 1;
    }
    let Some((size, gap)) = smoothed else { return PerDay(0) };
    // Since the last sale it has taken longer than it usually does: then that is the interval, so that what isn't sold
    // any more fades. Croston's own would stay as it is for ever.
    rate(size, gap.max((interval - 1) * MILLION))
}

fn rate(pieces: i128, days: i128) -> PerDay {
    let millionths = if days > 0 { pieces * MILLION / days } else { 0 };
    PerDay(i64::try_from(millionths).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_shown_with_as_many_decimals_as_it_takes() {
        for (rate, shown) in [
            (3_500_000, "3.5"),
            (3_449_999, "3.4"),
            (3_450_000, "3.5"),
            (999_999, "1.0"),
            (100_000, "0.1"),
            (99_999, "0.10"),
            (21_400, "0.02"),
            (2_740, "0.003"),
            (0, "0.0"),
        ] {
            assert_eq!(PerDay(rate).to_string(), shown, "{rate}");
        }
    }

    /// What is known of an item that sold so many on each day until yesterday; `None`: nothing was there.
    fn of(days: &[Option<u32>], cover: Cover, category: Option<i64>) -> Option<(i64, Method)> {
        let today = jiff::civil::date(2026, 3, 1);
        let mut sales = Sales::default();
        for (nth, sold) in days.iter().enumerate() {
            let date = today - jiff::Span::new().days(i64::try_from(days.len() - nth).expect("small"));
            let there = |day: Option<&Option<u32>>| i64::from(day.is_none_or(Option::is_some)) * 99;
            sales.note(
                date,
                sold.map_or(0, i64::from),
                there(Some(sold)),
                there(Some(sold)).min(there(days.get(nth + 1))),
            );
        }
        let found = velocity(&sales, today, &cover, category.map(PerDay));
        found.map(|(PerDay(rate), method)| (rate, method))
    }

    fn sold(days: &[u32]) -> Vec<Option<u32>> {
        days.iter().map(|day| Some(*day)).collect()
    }

    #[test]
    fn steady_sales_are_their_mean_and_days_without_stock_change_nothing() {
        let steady = vec![Some(3); 28];
        let gaps = [vec![Some(3); 20], vec![None; 14], vec![Some(3); 8], vec![None; 5]].concat();
        for days in [steady, gaps] {
            assert_eq!(of(&days, Cover::default(), None), Some((3_000_000, Method::Weighted)));
        }
    }

    #[test]
    fn newer_days_weigh_more() {
        // A span of 3 halves each weight: (8 + 4/2 + 2/4 + 1/8 + …) / (1 + 1/2 + 1/4 + …) = 5.392156…
        let cover = Cover { span_days: 3, ..Cover::default() };
        let (rate, method) = of(&sold(&[1, 1, 1, 1, 1, 2, 4, 8]), cover, None).expect("known");
        assert_eq!((rate, method), (5_392_156, Method::Weighted));
        // The newest fourteen of a span of 28 weigh 1 − (27/29)^14 = 63 %.
        let step = [vec![Some(2); 100], vec![Some(4); 14]].concat();
        let (rate, _) = of(&step, Cover::default(), None).expect("known");
        assert!((3_260_000..3_270_000).contains(&rate), "{rate}");
    }

    #[test]
    fn few_days_with_sales_go_by_croston() {
        // Sizes 2, 4, 3 at intervals 3, 4, 2: z = 2 → 2.2 → 2.28, p = 3 → 3.1 → 2.99; z/p = 0.762541…, times 0.95.
        let days = sold(&[0, 0, 2, 0, 0, 0, 4, 0, 3]);
        let with = |slow| of(&days, Cover { slow, new_until_sales: 0, ..Cover::default() }, None);
        assert_eq!(with(Slow::Croston), Some((762_541, Method::Croston)));
        assert_eq!(with(Slow::Sba), Some((724_414, Method::Sba)));
        assert_eq!(with(Slow::Pieces), None);
    }

    #[test]
    fn what_is_not_sold_any_more_fades_and_nothing_is_divided_by_next_to_nothing() {
        let mut last = i64::MAX;
        for silence in [0, 10, 50, 100] {
            let days = [sold(&[1, 0, 0, 1, 0, 0, 1, 0, 0, 1]), vec![Some(0); silence]].concat();
            let (rate, _) = of(&days, Cover::default(), None).expect("known");
            assert!(rate <= last, "{rate} after {silence}");
            last = rate;
        }
        assert!(last < 10_000, "{last}");
        for (what, days) in [
            ("never sold", vec![Some(0); 119]),
            ("sold once", [vec![Some(0); 60], vec![Some(1)], vec![Some(0); 50]].concat()),
            ("never there", vec![None; 100]),
            ("unknown", vec![]),
        ] {
            assert_eq!(of(&days, Cover::default(), None), None, "{what}");
        }
    }

    #[test]
    fn a_new_item_sells_like_its_category_until_it_was_sold_often_enough() {
        let category = Some((2_000_000, Method::Category));
        let busy = of(&[Some(1); 8], Cover::default(), None);
        assert_eq!(busy, Some((1_000_000, Method::Weighted)));
        for (what, days, expected) in [
            ("no day yet", vec![], category),
            ("sold four times", vec![Some(1); 4], category),
            ("sold five times, known for too short", vec![Some(1); 5], None),
            ("sold eight times", vec![Some(1); 8], busy),
            ("never sold in sixty days", vec![Some(0); 61], None),
        ] {
            assert_eq!(of(&days, Cover::default(), Some(2_000_000)), expected, "{what}");
        }
        assert_eq!(of(&[], Cover::default(), Some(999)), None);
    }
}
