//! A forecast as reordering takes it.

use super::{Day, Method, Track};
use crate::{reorder::Demand, stock::PerDay};

const MILLION: f64 = 1_000_000.0;

/// Mean and deviation of a day's demand, by a method.
pub fn demand(track: &Track, method: Method) -> Demand {
    // A cast saturates: nobody sells that much.
    let per_day = |pieces: f64| PerDay((pieces.max(0.0) * MILLION).round() as i64);
    Demand {
        per_day: per_day(method.pieces(track, 28) / 28.0),
        deviation: per_day(track.day_variance().sqrt()),
    }
}

/// A day as sales are kept: pieces, or none where nothing could be sold. How many orders they were nobody kept: one.
pub fn day(sold: Option<u32>) -> Day {
    let pieces = sold.unwrap_or(0);
    Day { pieces, orders: u32::from(pieces > 0), out: sold.is_none() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demand_is_in_millionths() {
        let track = Track::of(&[day(Some(3)); 200]);
        let found = demand(&track, Method::Moving);
        assert_eq!((found.per_day, found.deviation), (PerDay(3_000_000), PerDay(0)));
        assert_eq!((day(None).out, day(Some(0)).orders, day(Some(7)).orders), (true, 0, 1));
    }
}
