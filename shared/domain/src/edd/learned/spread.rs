//! How far parcels come out from what was expected of them, and how that runs of late.
//!
//! The spread is the distribution of what was left over, by parcels that were delivered. Its *stages* run faster or slower than
//! that from day to day: of all parcels under way, so many were to be delivered today, and so many were. That is a period life
//! table (Chiang, *The Life Table*, 1984, ch. 4): parcels that haven't arrived count from the first day on which they might have,
//! so a network that slows down is seen before they do, and one that recovers is seen at once. The early stages forget within
//! days, the late ones within months and hardly leave what is usual; each keeps to its bounds.

use serde::{Deserialize, Serialize};

/// The stages, by the share of parcels that are delivered by then.
const CUTS: [f32; STAGES + 1] = [0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0];
/// How many.
pub(super) const STAGES: usize = 6;
/// So many days back counts half, by stage.
const HALF_LIVES: [f32; STAGES] = [4.0, 4.0, 5.0, 30.0, 60.0, 120.0];
/// What draws a stage to its usual pace, in parcels that were to be delivered: the late ones hardly leave it, as their few parcels
/// say little, and the spread itself remembers months.
const DRAWN: [f64; STAGES] = [20.0, 20.0, 20.0, 400.0, 400.0, 400.0];
/// A part of the network is drawn to the whole by so much more.
const PART_DRAWN: f64 = 4.0;
/// A part of the network remembers so much longer than the whole.
const LONGER: f64 = 2.0;
/// No stage runs slower or faster than this.
const PACES: (f32, f32) = (0.4, 2.5);
/// The greatest share that is spoken of.
const MOST: f32 = 0.9995;
/// So many points draw the spread.
const POINTS: usize = 200;
/// The most spreads, and how many parcels one takes.
const PARTS: usize = 4;
const A_PART: usize = 200;
/// A model that wasn't learned again forgets how it ran, by half in so many days.
const STALE: f32 = 30.0;

/// What was left over, as a distribution: the values at even shares.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Spread(Vec<f32>);

impl Spread {
    /// Of values and their weights.
    fn new(mut values: Vec<(f32, f32)>) -> Self {
        values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let total: f64 = values.iter().map(|(_, weight)| f64::from(*weight)).sum();
        let (mut points, mut gone) = (Vec::with_capacity(POINTS), 0.0);
        for (value, weight) in values {
            gone += f64::from(weight);
            while points.len() < POINTS && gone >= total * (points.len() as f64 + 0.5) / POINTS as f64 - 1e-9
            {
                points.push(value);
            }
        }
        Self(points)
    }

    /// Which share has come by a value.
    fn share(&self, value: f32) -> f32 {
        let at = self.0.partition_point(|point| *point <= value);
        let (Some(below), Some(above)) = (at.checked_sub(1).map(|at| self.0[at]), self.0.get(at)) else {
            return if at == 0 { 0.0 } else { 1.0 };
        };
        let part = if *above > below { (value - below) / (above - below) } else { 0.0 };
        (at as f32 - 0.5 + part) / POINTS as f32
    }

    /// By which value a share has come.
    fn value(&self, share: f32) -> f32 {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return 0.0 };
        let at = share * POINTS as f32 - 0.5;
        if at <= 0.0 {
            return *first;
        }
        let below = at.floor() as usize;
        match (self.0.get(below), self.0.get(below + 1)) {
            (Some(below), Some(above)) => below + (above - below) * at.fract(),
            _ => *last,
        }
    }

    fn is_whole(&self) -> bool {
        self.0.len() == POINTS && self.0.is_sorted() && self.0.iter().all(|point| point.is_finite())
    }
}

/// The spread of what is expected soon, and of what is expected late: they differ, and what lies between is between.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Spreads {
    /// What is expected of those in the middle of each.
    middles: Vec<f32>,
    spreads: Vec<Spread>,
}

impl Spreads {
    /// Of what was expected, what was left over, and its weight.
    pub(super) fn new(mut values: Vec<(f32, f32, f32)>) -> Self {
        values
            .sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        let parts = (values.len() / A_PART).clamp(1, PARTS);
        let size = values.len().div_ceil(parts).max(1);
        let mut spreads = Self::default();
        for part in values.chunks(size) {
            spreads.middles.push(part[part.len() / 2].0);
            spreads
                .spreads
                .push(Spread::new(part.iter().map(|(_, left, weight)| (*left, *weight)).collect()));
        }
        spreads
    }

    /// The two spreads next to what is expected, and how much of the second.
    fn next_to(&self, expected: f32) -> (&Spread, &Spread, f32) {
        let above = self.middles.partition_point(|middle| *middle <= expected);
        let last = self.spreads.len() - 1;
        let (below, above) = (above.saturating_sub(1), above.min(last));
        let (from, to) = (self.middles[below], self.middles[above]);
        let part = if to > from { ((expected - from) / (to - from)).clamp(0.0, 1.0) } else { 0.0 };
        (&self.spreads[below], &self.spreads[above], part)
    }

    /// Which share has come when so much more than what is expected has gone.
    pub(super) fn share(&self, expected: f32, more: f32) -> f32 {
        let (below, above, part) = self.next_to(expected);
        below.share(more) * (1.0 - part) + above.share(more) * part
    }

    /// How much more than what is expected has gone when a share has come.
    pub(super) fn value(&self, expected: f32, share: f32) -> f32 {
        let (below, above, part) = self.next_to(expected);
        below.value(share) * (1.0 - part) + above.value(share) * part
    }

    /// Whether all rise, and are made of numbers.
    pub(super) fn is_whole(&self) -> bool {
        !self.spreads.is_empty()
            && self.spreads.len() == self.middles.len()
            && self.middles.is_sorted()
            && self.middles.iter().all(|middle| middle.is_finite())
            && self.spreads.iter().all(Spread::is_whole)
    }
}

/// The hazard that lies between two shares within a stage.
fn hazard(stage: usize, from: f32, to: f32) -> f32 {
    let within = |share: f32| share.clamp(CUTS[stage], CUTS[stage + 1].min(MOST));
    (-within(from)).ln_1p() - (-within(to)).ln_1p()
}

/// What was to be delivered on a day, and what was, by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Day {
    expected: [f64; STAGES],
    delivered: [f64; STAGES],
}

impl Day {
    /// A parcel that goes from a share to another on the day. It weighs 1 while it is on its way, and less the share of parcels
    /// that never arrive, always: those who are still there at a stage are fewer than who seem to be.
    pub(super) fn note(&mut self, from: f32, to: f32, weight: f32, is_delivered: bool) {
        let left = (1.0 - from).max(1e-4);
        let step = (to - from).max(1e-6);
        for stage in 0..STAGES {
            let within = (to.min(CUTS[stage + 1]) - from.max(CUTS[stage])).max(0.0);
            self.expected[stage] += f64::from(within / left * weight);
            if is_delivered {
                self.delivered[stage] += f64::from(within / step);
            }
        }
    }
}

/// How fast each stage runs of late; 1 is as usual.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Paces([f32; STAGES]);

impl Default for Paces {
    fn default() -> Self {
        Self([1.0; STAGES])
    }
}

impl Paces {
    /// By days, the last one first: of the whole network.
    pub(super) fn new(days: &[Day]) -> Self {
        Self::default().within(days, 1.0, 1.0)
    }

    /// Of a part of the network, drawn to the whole: a part has fewer parcels, and remembers them longer.
    pub(super) fn part(self, days: &[Day]) -> Self {
        self.within(days, LONGER, PART_DRAWN)
    }

    fn within(self, days: &[Day], longer: f64, more_drawn: f64) -> Self {
        let mut paces = self;
        for (stage, pace) in paces.0.iter_mut().enumerate() {
            let keep = 0.5_f64.powf(1.0 / (f64::from(HALF_LIVES[stage]) * longer));
            let (mut weight, mut expected, mut delivered) = (1.0, 0.0, 0.0);
            for day in days {
                expected += weight * day.expected[stage];
                delivered += weight * day.delivered[stage];
                weight *= keep;
            }
            let usual = f64::from(*pace);
            let drawn = DRAWN[stage] * more_drawn;
            let ratio = (delivered + drawn) / (expected.max(0.0) * usual + drawn);
            *pace = ((usual * ratio) as f32).clamp(PACES.0, PACES.1);
        }
        paces
    }

    /// After so many days without news.
    pub(super) fn after(self, days: i32) -> Self {
        let keep = 0.5_f32.powf(days.max(0) as f32 / STALE);
        Self(self.0.map(|pace| pace.powf(keep)))
    }

    /// Which share would usually have come when `share` comes at these paces.
    pub(super) fn usual(&self, share: f32) -> f32 {
        let mut rest = -(-share.clamp(0.0, MOST)).ln_1p();
        for stage in 0..STAGES {
            let whole = hazard(stage, CUTS[stage], CUTS[stage + 1]) * self.0[stage];
            if rest <= whole || stage == STAGES - 1 {
                let left = (1.0 - CUTS[stage]) * (-rest / self.0[stage]).exp();
                return (1.0 - left).min(MOST);
            }
            rest -= whole;
        }
        MOST
    }

    /// Whether they keep to their bounds.
    pub(super) fn is_whole(&self) -> bool {
        self.0.iter().all(|pace| (PACES.0..=PACES.1).contains(pace))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even() -> Spread {
        Spread::new((0..1000_u16).map(|n| (f32::from(n) / 1000.0, 1.0)).collect())
    }

    #[test]
    fn values_and_shares_are_each_others_way_back() {
        let spread = even();
        assert!(spread.is_whole());
        for share in [0.01, 0.25, 0.5, 0.9, 0.99] {
            assert!((spread.value(share) - share).abs() < 0.005, "{share}");
            assert!((spread.share(spread.value(share)) - share).abs() < 0.001, "{share}");
        }
        assert_eq!((spread.share(-1.0), spread.share(2.0)), (0.0, 1.0));
        // Twice the weight is as good as twice told.
        let heavy = Spread::new(vec![(0.0, 1.0), (1.0, 3.0)]);
        assert_eq!((heavy.value(0.2), heavy.value(0.3)), (0.0, 1.0));
    }

    #[test]
    fn at_half_the_pace_it_takes_as_long_as_usual_takes_for_more() {
        assert!((Paces::default().usual(0.9) - 0.9).abs() < 1e-5);
        for (pace, share, expected) in [(0.5, 0.5, 0.75), (2.0, 0.75, 0.5), (0.5, 0.9, 0.99)] {
            let found = Paces([pace; STAGES]).usual(share);
            assert!((found - expected).abs() < 1e-3, "{pace} {share}: {found}");
        }
    }

    #[test]
    fn days_on_which_less_came_than_was_to_come_are_slow() {
        let day = |delivered: u32| {
            let mut day = Day::default();
            for nth in 0..100 {
                day.note(0.0, 0.4, 1.0, nth < delivered);
            }
            day
        };
        // Of 100 that go from nothing to four tenths, 40 are to be delivered.
        let usual = Paces::new(&[day(40); 60]);
        assert!(usual.0.iter().all(|pace| (pace - 1.0).abs() < 1e-4), "{usual:?}");
        let slow = Paces::new(&[day(0); 60]);
        assert!(slow.0[0] <= PACES.0 + 1e-6 && slow.is_whole(), "{slow:?}");
        // The last day counts most, and what has been long ago nothing.
        let mut days = vec![day(40); 60];
        days[..5].fill(day(10));
        let lately = Paces::new(&days);
        assert!(lately.0[0] < usual.0[0], "{lately:?}");
        assert!((slow.after(3000).0[0] - 1.0).abs() < 1e-3);
        assert!(slow.after(0) == slow);
    }

    #[test]
    fn what_never_arrives_is_not_expected() {
        // A hundred set out, ten of them for ever; after the first half of the rest is there, 55 seem to be on their way.
        let mut day = Day::default();
        for nth in 0..100 {
            let still = if nth < 55 { 1.0 } else { 0.0 };
            day.note(0.5, 0.75, still - 0.1, nth < 22);
        }
        let expected: f64 = day.expected.iter().sum();
        assert!((expected - 22.5).abs() < 1e-3, "{expected}");
    }
}
