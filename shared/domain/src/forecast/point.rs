//! The reorder point, with service spread over items by what a unit of stock earns.
//!
//! A piece more in reserve is used up once in so many order cycles, as demand happens to exceed the rest: it earns
//! `P(demand > s) · μ / Q` pieces a day, at the cost `c` of keeping it. Equal earnings everywhere (the Lagrangian of "most
//! pieces served for so much stock") ask for `P(demand > s) = λ · c · Q / μ` with one λ for all. With the Pareto tail that shops'
//! demand has, `P(> x) = (x / σ)^−α`, that is
//!
//! ```text
//! s = ⌈ w · ( ¾ · d · μ  +  z · σ · (c · q)^(−1/α) ) ⌉        z = λ^(−1/α)
//! ```
//!
//! | | |
//! |---|---|
//! | `μ` | pieces a day ([`Level`](super::Level)), times the growth of its kind ([`Families`](super::Families)) |
//! | `d` | days until the order of the next night would arrive: lead time plus review, in days |
//! | `σ` | `μ^(p/2) · h^0.3`: spread by Taylor's law, times how the item's demand is heaped ([`Track::lumpiness`](super::Track::lumpiness)) |
//! | `p`, `α` | the pool's power and tail |
//! | `c` | ¾ + ¼ · price / mean price: stock costs room as well as money |
//! | `q` | days that a usual order lasts at today's pace, in units of 28: an item that fades, or had one huge order, is ordered later |
//! | `w` | share of the weekday on which the order would first serve, to the power ¼; without trade on that day it waits |
//! | `z` | the one knob, the same for all; the backtest says which fill it leads to |
//!
//! ¾, 0.3 and ¼ are round numbers in the middle of wide, flat optima.
//!
//! After one huge order the position lies far below `s`. The usual order is on its way anyway, and the huge one seldom comes
//! again at once: [`eased`] takes what lacks as covered by the usual order, up to half of it. Half is the middle of an
//! optimum between 0 and ¾, in each season that was looked at.

use std::fmt;

use jiff::civil::Weekday;

use super::Pool;

/// The reorder point of an item for which nothing is to be ordered tonight, however little is there.
pub const fn never() -> i64 {
    -1
}

/// What is known of an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    /// Pieces a day, above 0.
    pub level: f64,
    /// How its demand is heaped; 1 is even.
    pub lumpiness: f64,
    /// Pieces that are usually ordered at once.
    pub order: u64,
    /// What one costs, in the unit of the pool's price.
    pub price: f64,
}

/// The reorder point of an evening with `position` pieces there or on their way, where `usual` pieces are ordered at least
/// and what lacks to the point is ordered on top. Whether anything is ordered stays as it is.
pub fn eased(point: i64, position: u64, usual: u64) -> i64 {
    match i64::try_from(position) {
        Ok(position) if position <= point => {
            let half = i64::try_from(usual.div_ceil(2)).unwrap_or(i64::MAX);
            position.max(point.saturating_sub(half))
        }
        _ => point,
    }
}

/// Pieces of a usual order: `days` of a mean day, 1 at least.
pub fn usual_order(track: &super::Track, days: u32) -> u64 {
    track.window_pieces(days).max(1)
}

/// A reorder point before its service is chosen: `mean + z · reserve`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    item: Item,
    days: u32,
    power: f64,
    tail: f64,
    cost: f64,
    lasts: f64,
    weekday: f64,
    /// Nothing is sold on the day on which it would first serve.
    waits: bool,
}

const OF_MEAN: f64 = 0.75;
const OF_LUMPS: f64 = 0.3;
const OF_WEEKDAY: f64 = 0.25;
/// Of the cost of keeping a piece: its price against the mean.
const OF_PRICE: f64 = 0.25;
const CYCLE: f64 = 28.0;

impl Point {
    /// For an order that would arrive `days` from now, on the morning of a `serves`.
    pub fn of(item: &Item, pool: &Pool, days: u32, serves: Weekday) -> Self {
        let share = pool.weekdays.share(serves);
        Self {
            item: *item,
            days,
            power: pool.power,
            tail: pool.tail,
            cost: (1.0 - OF_PRICE + OF_PRICE * item.price / pool.price).max(1.0 - OF_PRICE),
            lasts: (item.order as f64 + 0.5) / (CYCLE * item.level),
            weekday: share.unwrap_or(1.0).powf(OF_WEEKDAY),
            waits: share.is_none(),
        }
    }

    /// Demand that is expected anyway.
    pub fn mean(&self) -> f64 {
        self.weekday * OF_MEAN * f64::from(self.days) * self.item.level
    }

    /// What is kept beyond, for each unit of `z`.
    pub fn reserve(&self) -> f64 {
        let spread = self.item.level.powf(self.power / 2.0) * self.item.lumpiness.powf(OF_LUMPS);
        self.weekday * spread * (self.cost * self.lasts).powf(-1.0 / self.tail)
    }

    /// Whether it waits for a day on which it can serve.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// All of it that counts once the inputs are told: small, for a shop's many items and nights.
    pub fn threshold(&self) -> Threshold {
        let kept = if self.waits { None } else { Some((self.mean(), self.reserve())) };
        Threshold { kept }
    }

    /// The reorder point in pieces at a service of `z`, 0 or more; [`never()`] where an order would only lie about.
    pub fn pieces(&self, z: f64) -> i64 {
        self.threshold().pieces(z)
    }
}

/// A reorder point that has only its service left to choose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    kept: Option<(f64, f64)>,
}

impl Threshold {
    /// As [`Point::pieces`].
    pub fn pieces(&self, z: f64) -> i64 {
        let Some((mean, reserve)) = self.kept else { return never() };
        // Beyond what any shop stocks a cast saturates.
        (mean + z.max(0.0) * reserve).ceil() as i64
    }
}

/// The formula with its numbers, as proposals print it.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { item, days, power, tail, cost, lasts, weekday, .. } = self;
        write!(
            f,
            "{weekday:.2} · (0.75 · {days} d · {:.3}/d + z · {:.3}^{:.2} · {:.2}^0.3 · ({cost:.2} · {lasts:.2})^(−1/{tail:.2}))",
            item.level,
            item.level,
            power / 2.0,
            item.lumpiness,
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::forecast::Weekdays;

    const STEADY: Item = Item { level: 2.0, lumpiness: 1.0, order: 56, price: 3.0 };

    fn pool() -> Pool {
        Pool { power: 2.0, tail: 2.0, weekdays: Weekdays::default(), price: 3.0 }
    }

    #[test]
    fn by_hand() {
        let point = Point::of(&STEADY, &pool(), 8, Weekday::Monday);
        // 0.75 · 8 · 2 = 12; σ = 2; an order lasts 56.5/56 of 28 days.
        assert!((point.mean() - 12.0).abs() < 1e-9);
        assert!((point.reserve() - 2.0 / (56.5_f64 / 56.0).sqrt()).abs() < 1e-9);
        assert_eq!((point.pieces(0.0), point.pieces(4.0), point.pieces(-9.0)), (12, 20, 12));
        // Four times the price: (¾ + 1) times the cost; a quarter of the order: half the cycle.
        let dear = Point::of(&Item { price: 12.0, ..STEADY }, &pool(), 8, Weekday::Monday);
        assert!((point.reserve() / dear.reserve() - 1.75_f64.sqrt()).abs() < 1e-9);
        let shown = point.to_string();
        assert_eq!(
            shown,
            "1.00 · (0.75 · 8 d · 2.000/d + z · 2.000^1.00 · 1.00^0.3 · (1.00 · 1.01)^(−1/2.00))"
        );
    }

    #[test]
    fn what_lacks_is_in_the_usual_order_up_to_half_of_it() {
        for (position, usual, expected, ordered) in [
            (31, 20, 30, None),
            (30, 20, 30, Some(20)),
            (25, 20, 25, Some(20)),
            (20, 20, 20, Some(20)),
            (0, 20, 20, Some(40)),
            (0, 21, 19, Some(40)),
            (0, 100, 0, Some(100)),
        ] {
            let point = eased(30, position, usual);
            let lacks = u64::try_from(point).expect("not below 0").saturating_sub(position);
            let due = i64::try_from(position).expect("few") <= point;
            assert_eq!((point, due.then_some(lacks + usual)), (expected, ordered), "{position} {usual}");
        }
        assert_eq!((eased(never(), 0, 20), eased(30, u64::MAX, 20)), (never(), 30));
    }

    #[test]
    fn an_order_waits_for_a_day_with_trade() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
        let sold = all.map(|day| (day, if day == Saturday { 0 } else { 10 }));
        let weekdays = Weekdays::of(std::iter::repeat_n(sold, 6).flatten());
        let pool = Pool { weekdays, ..pool() };
        assert_eq!(Point::of(&STEADY, &pool, 8, Saturday).pieces(9.0), never());
        assert!(Point::of(&STEADY, &pool, 8, Sunday).pieces(9.0) > 12);
    }

    proptest! {
        #[test]
        fn more_service_more_days_more_sales_never_need_less(
            level in 0.003..500.0_f64,
            lumpiness in 1.0..30.0_f64,
            order in 1..20_000_u64,
            price in 0.0..200.0_f64,
            z in 0.0..60.0_f64,
            days in 1..60_u32,
        ) {
            let item = Item { level, lumpiness, order, price };
            let at = |item: &Item, z, days| Point::of(item, &pool(), days, Weekday::Monday).pieces(z);
            let found = at(&item, z, days);
            prop_assert!(found >= 0);
            prop_assert!(at(&item, z + 1.0, days) >= found);
            prop_assert!(at(&item, z, days + 1) >= found);
            let faster = Item { level: level * 1.1, ..item };
            let (dearer, larger) = (Item { price: price + 1.0, ..item }, Item { order: order * 2, ..item });
            prop_assert!(at(&faster, z, days) >= found);
            prop_assert!(at(&dearer, z, days) <= found && at(&larger, z, days) <= found);
        }
    }
}
