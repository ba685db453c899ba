//! How an item sells, and by which method it is therefore forecast.

use serde::{Deserialize, Serialize};

use super::{Day, Track};

/// How an item sells: how often, and how evenly when it does (Syntetos, Boylan, Croston, "On the categorization of demand
/// patterns", *JORS* 56, 2005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pattern {
    /// Often and evenly.
    Smooth,
    /// Often, now few and now many.
    Erratic,
    /// Seldom, about as many each time.
    Intermittent,
    /// Seldom, now few and now many.
    Lumpy,
}

/// Days between two with demand, on average.
const SELDOM: f64 = 1.32;
/// Variance over squared mean of what is sold on a day with demand.
const UNEVEN: f64 = 0.49;

impl Pattern {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Smooth, Self::Erratic, Self::Intermittent, Self::Lumpy];

    /// How an item sold on `days`; days without stock say nothing. What never sold is lumpy: nothing is known of it.
    pub fn of(days: &[Day]) -> Self {
        let days: Vec<_> = days.iter().filter(|day| !day.out).collect();
        let sizes: Vec<_> = days.iter().map(|day| f64::from(day.pieces)).filter(|size| *size > 0.0).collect();
        let count = sizes.len() as f64;
        if sizes.is_empty() {
            return Self::Lumpy;
        }
        let mean = sizes.iter().sum::<f64>() / count;
        let variance = sizes.iter().map(|size| (size - mean) * (size - mean)).sum::<f64>() / count;
        match (days.len() as f64 / count >= SELDOM, variance / (mean * mean) >= UNEVEN) {
            (false, false) => Self::Smooth,
            (false, true) => Self::Erratic,
            (true, false) => Self::Intermittent,
            (true, true) => Self::Lumpy,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Smooth => "smooth",
            Self::Erratic => "erratic",
            Self::Intermittent => "intermittent",
            Self::Lumpy => "lumpy",
        }
    }

    /// The method that is declared for it.
    pub fn declared(self) -> Method {
        match self {
            Self::Smooth => Method::Moving,
            Self::Erratic | Self::Intermittent | Self::Lumpy => Method::Orders,
        }
    }
}

/// A way to forecast pieces a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The mean of 91 days.
    Moving,
    /// How often it is ordered × how many at once: [`Level`](super::Level).
    Orders,
    /// As much as in as many days just before: what every other has to beat.
    Naive,
}

impl Method {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Moving => "moving average, 91 days",
            Self::Orders => "orders × pieces in one",
            Self::Naive => "naive",
        }
    }

    /// Pieces that will be asked for in the next `days`.
    pub fn pieces(self, track: &Track, days: u32) -> f64 {
        let days = days.max(1);
        match self {
            Self::Moving => track.window_mean() * f64::from(days),
            Self::Orders => track.level().per_day() * f64::from(days),
            Self::Naive => track.last(days) as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(pieces: &[u32]) -> Vec<Day> {
        pieces.iter().map(|p| Day { pieces: *p, orders: u32::from(*p > 0), out: false }).collect()
    }

    #[test]
    fn a_pattern_is_how_often_and_how_evenly() {
        for (pieces, expected) in [
            (vec![2, 3, 2, 2, 3], Pattern::Smooth),
            (vec![1, 1, 20, 1, 1], Pattern::Erratic),
            (vec![0, 0, 4, 0, 0, 5], Pattern::Intermittent),
            (vec![0, 1, 0, 0, 30, 1], Pattern::Lumpy),
            (vec![0, 0], Pattern::Lumpy),
            (vec![], Pattern::Lumpy),
        ] {
            assert_eq!(Pattern::of(&days(&pieces)), expected, "{pieces:?}");
        }
        let mut gap = days(&[2, 3, 2, 2, 3]);
        gap.extend([Day { out: true, ..Day::default() }; 9]);
        assert_eq!(Pattern::of(&gap), Pattern::Smooth, "days without stock say nothing");
    }

    #[test]
    fn methods_agree_on_what_sells_evenly() {
        let track = Track::of(&days(&[2; 150]));
        for method in [Method::Moving, Method::Orders, Method::Naive] {
            assert!((method.pieces(&track, 8) - 16.0).abs() < 0.1, "{method:?}");
        }
    }
}
