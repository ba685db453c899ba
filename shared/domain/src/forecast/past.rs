//! The days before those that are remembered one by one: the same sums as a [`Track`](super::Track)'s, in whole thousandths.
//!
//! They are kept with an item's ledger, which is compared to the bit with one that is made anew of all movements. Floating
//! point may round otherwise on another processor, or be read back otherwise than it was written; whole numbers don't.

use serde::{Deserialize, Serialize};

use super::{
    Day,
    track::{LONG, MIDDLE, SPEEDS},
};

/// What is left of a sum after a day, in parts of 2³²: ½ to the power of one over the half-life.
const KEEPS: [(f64, u64); 6] = [
    (5.0, 3_738_986_199),
    (10.0, 4_007_346_185),
    (20.0, 4_148_664_943),
    (45.0, 4_229_317_660),
    (70.0, 4_252_647_960),
    (90.0, 4_262_016_076),
];
/// Nobody sells more of an item in a day; so no sum runs over.
const MOST: u32 = 1_000_000;
/// After so many days nothing is left of what was before.
const FORGOTTEN: usize = 2_000;
/// How many sums there are.
pub(super) const SUMS: usize = 9;

/// Sums over an item's days with stock, each of which forgets at its own speed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// How many days.
    days: u32,
    /// Orders at four speeds and in the long run; pieces lately and in the long run; their squares; their power of 1½.
    sums: Vec<u64>,
}

impl Past {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.days == 0
    }

    /// One more day. On a day without stock nothing could be asked for, so it says nothing.
    pub fn note(&mut self, day: &Day) {
        if day.out {
            return;
        }
        let pieces = u128::from(day.pieces.min(MOST));
        let orders = u128::from(day.orders.min(MOST));
        // √(p³ · 10⁶) is a thousand times p^1.5.
        let lumps = (pieces * pieces * pieces * 1_000_000).isqrt();
        let [orders, squares, pieces] = [orders, pieces * pieces, pieces].map(|value| value * 1000);
        let values = [orders, orders, orders, orders, orders, pieces, pieces, squares, lumps];
        self.sums.resize(SUMS, 0);
        for ((sum, value), half_life) in self.sums.iter_mut().zip(values).zip(half_lives()) {
            let kept = (u128::from(*sum) * u128::from(keep(half_life))) >> 32;
            *sum = u64::try_from(kept + value).unwrap_or(u64::MAX);
        }
        self.days = self.days.saturating_add(1);
    }

    /// So many days on each of which there was something to sell, and nothing was asked for.
    pub fn pass(&mut self, days: usize) {
        (0..days.min(FORGOTTEN)).for_each(|_| self.note(&Day::default()));
    }

    /// The days, and each sum with its half-life.
    pub(super) fn sums(&self) -> (u32, [(f64, f64); SUMS]) {
        let mut sums = half_lives().map(|half_life| (half_life, 0.0));
        for ((_, sum), kept) in sums.iter_mut().zip(&self.sums) {
            *sum = *kept as f64 / 1000.0;
        }
        (self.days, sums)
    }
}

fn half_lives() -> [f64; SUMS] {
    let [(a, _), (b, _), (c, _), (d, _)] = SPEEDS;
    let [orders, pieces, squares, lumps] = LONG;
    [a, b, c, d, orders, MIDDLE, pieces, squares, lumps]
}

fn keep(half_life: f64) -> u64 {
    let known = KEEPS.iter().find(|(of, _)| (of - half_life).abs() < f64::EPSILON);
    known.map_or(0, |(_, keep)| *keep)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_speed_has_its_power_of_a_half() {
        for half_life in half_lives() {
            let expected = (0.5_f64.powf(1.0 / half_life) * 4_294_967_296.0).round();
            assert!((keep(half_life) as f64 - expected).abs() < 0.5, "{half_life}");
        }
    }

    #[test]
    fn what_never_ends_runs_over_nothing() {
        let mut past = Past::default();
        (0..3000).for_each(|_| past.note(&Day { pieces: u32::MAX, orders: u32::MAX, out: false }));
        assert!(past.sums.iter().all(|sum| *sum > 0 && *sum < u64::MAX), "{past:?}");
        past.pass(usize::MAX);
        assert!(past.sums.iter().take(4).all(|sum| *sum == 0), "{past:?}");
        let text = serde_json::to_string(&past).expect("plain data");
        assert_eq!(serde_json::from_str::<Past>(&text).expect("reads back"), past);
    }
}
