//! How many pieces a day: how often an item is ordered times how many pieces at once.
//!
//! Croston's split, by the order instead of by the day: a wholesale order of 300 pieces is one order, and says little about
//! how often the next one comes. The mean of that and of the plain mean is taken, since how many are bought at once
//! also changes.

use super::{Track, track::FLOOR};

/// Pieces a day; never below a few a year.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Level {
    /// By orders: orders a day × pieces in an order.
    pub by_orders: f64,
    /// By pieces: their plain weighted mean.
    pub by_pieces: f64,
}

/// A piece a year.
const LEAST: f64 = 0.003;
const BIT: f64 = 0.001;

impl Level {
    pub(super) fn of(track: &Track) -> Self {
        let at_once = (track.pieces_long() + BIT) / (track.orders_long() + BIT);
        Self { by_orders: track.orders() * at_once, by_pieces: track.pieces() }
    }

    /// What is expected a day.
    pub fn per_day(self) -> f64 {
        f64::midpoint(self.by_orders, self.by_pieces) + LEAST
    }

    /// Whether so much is sold that its figures say something.
    pub fn is_known(self) -> bool {
        self.per_day() > 10.0 * FLOOR
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Day;

    fn day(pieces: u32, orders: u32) -> Day {
        Day { pieces, orders, out: false }
    }

    #[test]
    fn what_sells_evenly_is_its_own_level() {
        let level = Track::of(&vec![day(6, 2); 200]).level();
        assert!((level.by_orders - 6.0).abs() < 0.01 && (level.per_day() - 6.0).abs() < 0.01, "{level:?}");
    }

    #[test]
    fn one_huge_order_moves_orders_less_than_pieces() {
        let mut days = vec![day(2, 1); 200];
        days.push(day(1000, 1));
        let level = Track::of(&days).level();
        assert!(level.by_pieces > 12.0 && level.by_orders < level.by_pieces, "{level:?}");
    }

    #[test]
    fn what_isn_t_sold_any_more_fades_and_never_reaches_zero() {
        let mut days = vec![day(2, 1); 100];
        let before = Track::of(&days).level().per_day();
        days.extend([day(0, 0); 60]);
        let after = Track::of(&days).level().per_day();
        assert!(after < before / 2.0 && after > 0.0, "{after}");
        assert!(Track::default().level().per_day() > 0.0);
    }
}
