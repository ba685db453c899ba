//! The rules that ours are measured against: each gives every item the same service.

use domain::forecast::{NegativeBinomial, Sba, Tsb};

use super::demand::{Demand, Item};

/// A rule with one knob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    /// So many pieces, for whatever it is.
    One,
    /// What the first months say, and never again.
    Static,
    /// The mean of so many days and `z` standard deviations.
    Moving(usize),
    /// Croston-SBA's mean, and the standard deviation of 91 days.
    Sba,
    /// Likewise with TSB.
    Tsb,
    /// A quantile of the distribution that 91 days have.
    Negative,
}

impl Plain {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::One => "one threshold for all",
            Self::Static => "static minimum from the first months",
            Self::Moving(28) => "moving average 28 days, normal",
            Self::Moving(_) => "moving average 91 days, normal",
            Self::Sba => "Croston (SBA), normal",
            Self::Tsb => "TSB, normal",
            Self::Negative => "negative binomial on 91 days",
        }
    }

    /// Thresholds by item and day of the evaluation, each as mean and reserve; or by item, day and level.
    pub(super) fn points(self, demand: &Demand, lead: u32) -> Points {
        let mut points = Vec::with_capacity(demand.items.len() * demand.evaluated());
        if self == Self::Negative {
            let levels = levels();
            for item in &demand.items {
                let sums = Sums::of(item);
                for day in demand.from..demand.days {
                    let (mean, variance) = sums.window(day, 91);
                    let lead = f64::from(lead);
                    let asked = NegativeBinomial::by_moments(mean * lead, variance * lead);
                    points.push(asked.quantiles(&levels).try_into().unwrap_or([0; LEVELS]));
                }
            }
            return Points::ByLevel(points);
        }
        let mut points = Vec::with_capacity(demand.items.len() * demand.evaluated());
        for item in &demand.items {
            self.follow(item, demand, f64::from(lead), &mut points);
        }
        Points::ByReserve(points)
    }

    fn follow(self, item: &Item, demand: &Demand, lead: f64, points: &mut Vec<(f64, f64)>) {
        let sums = Sums::of(item);
        let (mut sba, mut tsb) = (Sba::default(), Tsb::default());
        for (nth, day) in item.days.iter().enumerate() {
            sba.note(day.pieces);
            tsb.note(day.pieces);
            if nth < demand.from {
                continue;
            }
            let deviation = |window: usize| sums.window(nth, window).1.sqrt();
            let (mean, deviation) = match self {
                Self::One | Self::Negative => (0.0, 1.0 / lead.sqrt()),
                Self::Static => {
                    let (mean, variance) = sums.window(demand.from - 1, demand.from);
                    (mean, variance.sqrt())
                }
                Self::Moving(window) => (sums.window(nth, window).0, deviation(window)),
                Self::Sba => (sba.per_day(), deviation(91)),
                Self::Tsb => (tsb.per_day(), deviation(91)),
            };
            points.push((mean * lead, deviation * lead.sqrt()));
        }
    }
}

/// So many levels of service are reckoned.
const LEVELS: usize = 20;

/// From an even chance on, each halves twice what the second next leaves open.
fn levels() -> Vec<f64> {
    (0..LEVELS).map(|nth| 1.0 - 0.5_f64.powf(1.0 + nth as f64 / 2.0)).collect()
}

/// Thresholds with their service left to choose.
pub(super) enum Points {
    ByReserve(Vec<(f64, f64)>),
    ByLevel(Vec<[u32; LEVELS]>),
}

impl Points {
    /// The threshold of a cell at a setting of the knob; at levels between two of those reckoned, between the two.
    pub(super) fn pieces(&self, cell: usize, knob: f64) -> i64 {
        match self {
            Self::ByReserve(points) => {
                let (mean, reserve) = points[cell];
                (mean + knob * reserve).ceil() as i64
            }
            Self::ByLevel(points) => {
                let knob = knob.clamp(0.0, (LEVELS - 1) as f64);
                let below = knob.floor() as usize;
                let (a, b) =
                    (f64::from(points[cell][below]), f64::from(points[cell][(below + 1).min(LEVELS - 1)]));
                (a + (knob - knob.floor()) * (b - a)).ceil() as i64
            }
        }
    }

    /// A place between 0 and 1 as a setting of the knob.
    pub(super) fn knob(&self, place: f64) -> f64 {
        match self {
            Self::ByReserve(_) => knob(place),
            Self::ByLevel(_) => place * (LEVELS - 1) as f64,
        }
    }
}

/// Knobs of all sizes: from nothing over ones to thousands, in even steps of relation.
pub(super) fn knob(place: f64) -> f64 {
    (10_f64.powf(5.0 * place) - 1.0) / 20.0
}

/// Sums up to each day, and of squares.
struct Sums {
    pieces: Vec<f64>,
    squares: Vec<f64>,
}

impl Sums {
    fn of(item: &Item) -> Self {
        let add = |sum: &mut f64, x: f64| {
            *sum += x;
            Some(*sum)
        };
        let pieces = || item.days.iter().map(|day| f64::from(day.pieces));
        Self {
            pieces: std::iter::once(0.0).chain(pieces().scan(0.0, add)).collect(),
            squares: std::iter::once(0.0).chain(pieces().map(|x| x * x).scan(0.0, add)).collect(),
        }
    }

    /// Mean and variance of the so many days that end with `day`.
    fn window(&self, day: usize, days: usize) -> (f64, f64) {
        let since = (day + 1).saturating_sub(days);
        let count = (day + 1 - since) as f64;
        let mean = (self.pieces[day + 1] - self.pieces[since]) / count;
        (mean, ((self.squares[day + 1] - self.squares[since]) / count - mean * mean).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::sample;

    #[test]
    fn by_hand() {
        // 2 and 4 in turn: mean 3, deviation 1; 7 days: 21 and √7.
        let demand = sample::demand(&[&[2, 4].repeat(60)], 100);
        for rule in [Plain::Static, Plain::Moving(28)] {
            let points = rule.points(&demand, 7);
            assert_eq!((points.pieces(0, 0.0), points.pieces(19, 2.0)), (21, 27), "{rule:?}");
        }
        let one = Plain::One.points(&demand, 7);
        assert_eq!((one.pieces(0, 5.0), one.pieces(3, 40.0)), (5, 40));
        let level = Plain::Negative.points(&demand, 7);
        assert!((20..=21).contains(&level.pieces(0, 0.0)) && level.pieces(0, 10.0) > level.pieces(0, 4.5));
    }

    #[test]
    fn every_rule_asks_for_more_with_its_knob() {
        let demand = sample::demand(&[&sample::lumpy(200), &[1; 200]], 120);
        let rules = [Plain::One, Plain::Static, Plain::Moving(91), Plain::Sba, Plain::Tsb, Plain::Negative];
        for rule in rules {
            let points = rule.points(&demand, 7);
            let at = |place| points.pieces(10, points.knob(place));
            assert!(at(0.0) <= at(0.3) && at(0.3) <= at(0.6) && at(0.6) < at(1.0), "{rule:?}");
        }
    }
}
