//! How right forecasts were, and whether a method is worth more than none.

use super::{Method, NegativeBinomial, Track};

/// What will be asked for in the next days: what is expected, and a band that holds it four times of five.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Pieces that are expected.
    pub pieces: f64,
    /// One time of ten it is fewer than these.
    pub low: u32,
    /// One time of ten it is more.
    pub high: u32,
}

impl Forecast {
    /// By a method, from what is remembered of the item: days as spread as they were, one like the other.
    pub fn of(track: &Track, method: Method, days: u32) -> Self {
        let pieces = method.pieces(track, days);
        let variance = track.day_variance() * f64::from(days);
        let band = NegativeBinomial::by_moments(pieces, variance).quantiles(&[0.1, 0.9]);
        Self { pieces, low: band[0], high: band[1] }
    }
}

/// How right forecasts were.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Accuracy {
    asked: f64,
    off: f64,
    over: f64,
    inside: f64,
    count: f64,
}

impl Accuracy {
    /// One more forecast, and what was asked for then.
    pub fn note(&mut self, forecast: &Forecast, asked: u64) {
        let pieces = asked as f64;
        self.asked += pieces;
        self.off += (forecast.pieces - pieces).abs();
        self.over += forecast.pieces - pieces;
        let inside = u64::from(forecast.low) <= asked && asked <= u64::from(forecast.high);
        self.inside += if inside { 1.0 } else { 0.0 };
        self.count += 1.0;
    }

    /// Weighted absolute percentage error: Σ|forecast − asked| / Σ asked. `None` where nothing was asked for.
    pub fn wape(&self) -> Option<f64> {
        (self.asked > 0.0).then(|| self.off / self.asked)
    }

    /// What was forecast too much, all in all, as a part of what was asked for.
    pub fn bias(&self) -> Option<f64> {
        (self.asked > 0.0).then(|| self.over / self.asked)
    }

    /// How often what was asked for lay in the band.
    pub fn covered(&self) -> Option<f64> {
        (self.count > 0.0).then(|| self.inside / self.count)
    }
}

/// The declared method, unless it was no better than the naive one.
pub fn choose(declared: Method, of_declared: &Accuracy, of_naive: &Accuracy) -> Method {
    match (of_declared.wape(), of_naive.wape()) {
        (Some(ours), Some(naive)) if ours >= naive => Method::Naive,
        _ => declared,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::Day;

    fn noted(forecasts: &[(f64, u64)]) -> Accuracy {
        let mut accuracy = Accuracy::default();
        for (pieces, asked) in forecasts {
            accuracy.note(&Forecast { pieces: *pieces, low: 2, high: 6 }, *asked);
        }
        accuracy
    }

    #[test]
    fn errors_by_hand() {
        let accuracy = noted(&[(4.0, 2), (4.0, 8), (4.0, 0)]);
        // Off by 2, 4 and 4 of 10; 12 forecast, 10 asked for; one of three in the band.
        assert_eq!((accuracy.wape(), accuracy.bias()), (Some(1.0), Some(0.2)));
        assert!((accuracy.covered().expect("some") - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!((Accuracy::default().wape(), Accuracy::default().covered()), (None, None));
    }

    #[test]
    fn the_naive_one_is_taken_where_it_isn_t_beaten() {
        let (good, bad) = (noted(&[(4.0, 4)]), noted(&[(9.0, 4)]));
        for (ours, naive, expected) in [
            (good, bad, Method::Orders),
            (bad, good, Method::Naive),
            (good, good, Method::Naive),
            (Accuracy::default(), bad, Method::Orders),
        ] {
            assert_eq!(choose(Method::Orders, &ours, &naive), expected);
        }
    }

    #[test]
    fn a_band_holds_what_is_expected_and_widens_with_the_spread() {
        let days = |pieces: u32| Day { pieces, orders: 1, out: false };
        let even = Track::of(&vec![days(10); 150]);
        let heaped =
            Track::of(&(0..150).map(|n| days(if n % 10 == 0 { 100 } else { 0 })).collect::<Vec<_>>());
        let (even, heaped) =
            (Forecast::of(&even, Method::Moving, 8), Forecast::of(&heaped, Method::Moving, 8));
        assert!(even.low < 80 && even.high > 80, "{even:?}");
        assert!(heaped.low < even.low && heaped.high > even.high, "{heaped:?}");
    }
}
