//! The stock at which to warn, so that there is time to act and not too much of it.
//!
//! ```text
//! s = ⌊ 1.35 · L · μ  +  z · v · μ^0.6 ⌋
//! ```
//!
//! `L` is the lead time in days, `μ` the orders a day times the pieces in one, `v` a day's standard deviation over its mean, `z` the
//! one knob. A warning counts the same for each item, whatever it sells: so an item whose demand is a gamble gets less
//! than the usual `σ = v · μ`, and one that sells steadily a little more. 1.35 and 0.6 are the middle of wide optima.

use super::{Track, track::FLOOR};

const OF_MEAN: f64 = 1.35;
const OF_LEVEL: f64 = 0.6;

/// A threshold before its service is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Warning {
    /// Demand that is expected anyway, in pieces.
    pub mean: f64,
    /// What is kept beyond, for each unit of `z`.
    pub reserve: f64,
}

impl Warning {
    /// For an item that takes `lead_days` to come.
    pub fn of(track: &Track, lead_days: u32) -> Self {
        let level = track.level().by_orders + FLOOR / 8.0;
        Self {
            mean: OF_MEAN * f64::from(lead_days) * level,
            reserve: track.variation() * level.powf(OF_LEVEL),
        }
    }

    /// The threshold in pieces at a service of `z`, 0 or more.
    pub fn pieces(&self, z: f64) -> i64 {
        (self.mean + z.max(0.0) * self.reserve).floor() as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Day;

    #[test]
    fn by_hand() {
        let track = Track::of(&vec![Day { pieces: 4, orders: 1, out: false }; 120]);
        let warning = Warning::of(&track, 7);
        // 1.35 · 7 · 4 = 37.8; 4^0.6 = 2.297.
        assert_eq!((warning.pieces(0.0), warning.pieces(2.0)), (37, 42));
        assert!((warning.reserve - 2.297).abs() < 0.01, "{warning:?}");
    }

    #[test]
    fn an_item_that_never_sold_needs_no_warning() {
        assert_eq!(Warning::of(&Track::default(), 14).pieces(1.0), 0);
    }
}
