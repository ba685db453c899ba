//! What is remembered of an item: a few sums, carried on night by night. 100,000 items are a few megabytes.

use super::{Level, Past, Smooth};

/// What happened to an item on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// Pieces asked for.
    pub pieces: u32,
    /// Orders that asked for it.
    pub orders: u32,
    /// Nothing could be sold, as nothing was there. Such a day says nothing about demand.
    pub out: bool,
}

/// Level shifts come at all speeds; half-lives in days, and their weights in fifths.
pub(super) const SPEEDS: [(f64, f64); 4] = [(5.0, 0.2), (10.0, 0.2), (20.0, 0.4), (45.0, 0.2)];
/// Pieces in an order change slowly.
const SLOW: f64 = 70.0;
const SLOWEST: f64 = 90.0;
pub(super) const MIDDLE: f64 = 45.0;
/// Of orders, pieces, their squares and their power of 1½, in the long run.
pub(super) const LONG: [f64; 4] = [SLOWEST, SLOW, SLOW, SLOW];
/// The moving window, as buyers know it.
const WINDOW: usize = 91;

/// An item's past in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    orders: [Smooth; 4],
    orders_long: Smooth,
    pieces: Smooth,
    pieces_long: Smooth,
    squares: Smooth,
    lumps: Smooth,
    window: Vec<u32>,
    at: usize,
    days: usize,
}

impl Default for Track {
    fn default() -> Self {
        Self {
            orders: SPEEDS.map(|(half_life, _)| Smooth::new(half_life)),
            orders_long: Smooth::new(SLOWEST),
            pieces: Smooth::new(MIDDLE),
            pieces_long: Smooth::new(SLOW),
            squares: Smooth::new(SLOW),
            lumps: Smooth::new(SLOW),
            window: Vec::new(),
            at: 0,
            days: 0,
        }
    }
}

impl Track {
    /// What `days` come to, the oldest first.
    pub fn of<'d>(days: impl IntoIterator<Item = &'d Day>) -> Self {
        let mut track = Self::default();
        for day in days {
            track.note(day);
        }
        track
    }

    /// What `days` come to after those that are kept in sums. The moving window begins with them.
    pub fn after<'d>(past: &Past, days: impl IntoIterator<Item = &'d Day>) -> Self {
        let (before, sums) = past.sums();
        let [o1, o2, o3, o4, orders_long, pieces, pieces_long, squares, lumps] =
            sums.map(|(half_life, sum)| Smooth::after(half_life, sum, before));
        let orders = [o1, o2, o3, o4];
        let days_before = before as usize;
        let sums = Self { orders, orders_long, pieces, pieces_long, squares, lumps, ..Self::default() };
        let mut track = Self { days: days_before, ..sums };
        for day in days {
            track.note(day);
        }
        track
    }

    /// One more day.
    pub fn note(&mut self, day: &Day) {
        if day.out {
            return;
        }
        let pieces = f64::from(day.pieces);
        let orders = f64::from(day.orders);
        self.orders.iter_mut().for_each(|speed| speed.note(orders));
        self.orders_long.note(orders);
        self.pieces.note(pieces);
        self.pieces_long.note(pieces);
        self.squares.note(pieces * pieces);
        self.lumps.note(pieces * pieces.sqrt());
        if self.window.len() < WINDOW {
            self.window.push(day.pieces);
        } else {
            self.window[self.at] = day.pieces;
        }
        self.at = (self.at + 1) % WINDOW;
        self.days += 1;
    }

    /// Bytes that it takes in memory.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(self.window.as_slice())
    }

    /// Days that said something.
    pub fn days(&self) -> usize {
        self.days
    }

    /// Orders a day, now.
    pub(super) fn orders(&self) -> f64 {
        self.orders.iter().zip(SPEEDS).map(|(speed, (_, weight))| speed.mean() * weight).sum()
    }

    /// Orders a day, in the long run.
    pub(super) fn orders_long(&self) -> f64 {
        self.orders_long.mean()
    }

    /// Pieces a day, over the last weeks.
    pub(super) fn pieces(&self) -> f64 {
        self.pieces.mean()
    }

    /// Pieces a day, in the long run.
    pub(super) fn pieces_long(&self) -> f64 {
        self.pieces_long.mean()
    }

    /// How demand is heaped: 1 where every day is the same; `(E x^1.5)^(2/3) / E x`. Its power is below 2, so that one
    /// huge order doesn't drown the rest.
    pub fn lumpiness(&self) -> f64 {
        (self.lumps.mean().cbrt().powi(2) + FLOOR) / (self.pieces_long.mean() + FLOOR)
    }

    /// Standard deviation over mean of a day's demand.
    pub fn variation(&self) -> f64 {
        (self.squares.mean().sqrt() + FLOOR) / (self.pieces_long.mean() + FLOOR)
    }

    /// Mean of a day's demand in the last 91 days, or in those there are.
    pub fn window_mean(&self) -> f64 {
        if self.window.is_empty() { 0.0 } else { self.total() as f64 / self.window.len() as f64 }
    }

    /// The mean of the last 91 days times `days`, rounded up; in whole numbers, as a product of fractions rounds wrongly.
    pub fn window_pieces(&self, days: u32) -> u64 {
        (self.total() * u64::from(days)).div_ceil(self.window.len().max(1) as u64)
    }

    /// Variance of a day's demand in those days.
    pub fn window_variance(&self) -> f64 {
        let mean = self.window_mean();
        let squares: f64 = self.window.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
        (squares / self.window.len().max(1) as f64 - mean * mean).max(0.0)
    }

    /// Variance of a day's demand, the last weeks counting most.
    pub fn day_variance(&self) -> f64 {
        let mean = self.pieces_long.mean();
        (self.squares.mean() - mean * mean).max(0.0)
    }

    /// Pieces asked for in the last `days`, or as many as the window holds, as if each were like those it holds.
    pub fn last(&self, days: u32) -> u64 {
        let held = self.window.len();
        let count = held.min(days as usize);
        let newest = (0..count).map(|back| self.window[(self.at + WINDOW - 1 - back) % WINDOW]);
        newest.map(u64::from).sum::<u64>() * u64::from(days) / (count.max(1) as u64)
    }

    /// Pieces a day.
    pub fn level(&self) -> Level {
        Level::of(self)
    }

    fn total(&self) -> u64 {
        self.window.iter().map(|x| u64::from(*x)).sum()
    }
}

/// Seven pieces a year: what sells less isn't told apart.
pub(super) const FLOOR: f64 = 0.02;

#[cfg(test)]
mod tests {
    use super::*;

    fn day(pieces: u32) -> Day {
        Day { pieces, orders: u32::from(pieces > 0), out: false }
    }

    #[test]
    fn the_window_holds_ninety_one_days_and_forgets_the_rest() {
        let mut track = Track::default();
        assert_eq!(track.window_pieces(28), 0);
        for pieces in 1..=200 {
            track.note(&day(pieces));
        }
        // 110 to 200: their mean is 155.
        assert!((track.window_mean() - 155.0).abs() < 1e-9);
        assert_eq!(track.window_pieces(28), 155 * 28);
        assert!((track.window_variance() - (91.0 * 91.0 - 1.0) / 12.0).abs() < 1e-6);
        assert_eq!(track.days(), 200);
        assert_eq!((track.last(3), track.last(0)), (200 + 199 + 198, 0));
        assert_eq!(track.last(182), 2 * 155 * 91);
        assert_eq!(Track::of(&[day(4), day(2)]).last(4), 12);
    }

    #[test]
    fn what_is_remembered_stays_small() {
        assert!(Track::of(&vec![day(3); 400]).bytes() < 700);
    }

    #[test]
    fn days_without_stock_say_nothing() {
        let sold = [day(3), day(0), day(2)];
        let mut gap = sold.to_vec();
        gap.insert(1, Day { out: true, ..day(0) });
        gap.extend([Day { out: true, ..day(0) }; 40]);
        assert_eq!(Track::of(&sold), Track::of(&gap));
    }

    #[test]
    fn what_is_kept_in_sums_goes_on_as_if_nothing_had_been_forgotten() {
        let days: Vec<Day> = (0_u32..500)
            .map(|n| Day { pieces: (n * n) % 23 % (n % 5 + 1) * 3, orders: n % 3, out: n % 17 == 0 })
            .collect();
        for kept in [0, 1, 60, 350, 409] {
            let mut past = Past::default();
            days[..kept].iter().for_each(|day| past.note(day));
            let (carried, whole) = (Track::after(&past, &days[kept..]), Track::of(&days));
            assert_eq!(carried.days(), whole.days(), "{kept}");
            for of in [Track::orders, Track::orders_long, Track::pieces, Track::pieces_long, Track::lumpiness]
            {
                let (carried, whole) = (of(&carried), of(&whole));
                assert!((carried - whole).abs() < 0.001, "{kept}: {carried} and {whole}");
            }
            assert!((carried.day_variance() - whole.day_variance()).abs() < 0.01, "{kept}");
        }
    }

    #[test]
    fn a_heap_is_lumpier_than_the_same_spread_out() {
        let even = Track::of(&vec![day(2); 100]);
        let heaped = Track::of(&(0..100).map(|n| day(if n % 20 == 0 { 40 } else { 0 })).collect::<Vec<_>>());
        assert!((even.lumpiness() - 1.0).abs() < 1e-9 && (even.variation() - 1.0).abs() < 1e-9);
        assert!(heaped.lumpiness() > 2.0 && heaped.variation() > heaped.lumpiness());
    }
}
