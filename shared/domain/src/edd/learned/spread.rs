//! How far parcels come out from what was expected of them, and how that runs of late.
//!
//! The spread is the distribution of what was left over, by parcels that were delivered. Its *stages* run faster or slower than
//! that from day to day: of all parcels under way, so many were to be delivered today, and so many were. That is a period life
//! table (Chiang, *The Life Table*, 1984, ch. 4): parcels that haven't arrived count from the first day on which they might have,
//! so a network that slows down is seen before they do, and one that recovers is seen at once. The early stages forget within
//! days, the late ones within months; each keeps to its bounds.

use serde::{Deserialize, Serialize};

/// The stages, by the share of parcels that are delivered by then.
const CUTS: [f32; STAGES + 1] = [0.0, 0.25, 0.5, 0.75, 0.9, 0.97, 1.0];
/// How many.
pub(super) const STAGES: usize = 6;
/// So many days back counts half, by stage.
const HALF_LIVES: [f32; STAGES] = [4.0, 4.0, 5.0, 10.0, 21.0, 45.0];
/// What draws a stage to its usual pace, in parcels that were to be delivered.
const DRAWN: f32 = 20.0;
/// No stage runs slower or faster than this.
const PACES: (f32, f32) = (0.4, 2.5);
/// The greatest share that is spoken of.
const MOST: f32 = 0.9995;
/// So many points draw the spread.
const POINTS: usize = 200;
/// A model that wasn't learned again forgets how it ran, by half in so many days.
const STALE: f32 = 30.0;

/// What was left over, as a distribution: the values at even shares.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Spread(Vec<f32>);

impl Spread {
    /// Of values and their weights.
    pub(super) fn new(mut values: Vec<(f32, f32)>) -> Self {
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
    pub(super) fn share(&self, value: f32) -> f32 {
        let at = self.0.partition_point(|point| *point <= value);
        let (Some(below), Some(above)) = (at.checked_sub(1).map(|at| self.0[at]), self.0.get(at)) else {
            return if at == 0 { 0.0 } else { 1.0 };
        };
        let part = if *above > below { (value - below) / (above - below) } else { 0.0 };
        (at as f32 - 0.5 + part) / POINTS as f32
    }

    /// By which value a share has come.
    pub(super) fn value(&self, share: f32) -> f32 {
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

    /// Whether it rises, and is made of numbers.
    pub(super) fn is_whole(&self) -> bool {
        self.0.len() == POINTS && self.0.is_sorted() && self.0.iter().all(|point| point.is_finite())
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
    /// A parcel that went from a share to another on the day. `lost` is the share of parcels that never arrive: the longer one
    /// has been on its way, the likelier it is one of those, and the less is expected of it.
    pub(super) fn note(&mut self, from: f32, to: f32, is_delivered: bool, lost: f32) {
        let still = (1.0 - from) * (1.0 - lost);
        let alive = still / (still + lost + 1e-9);
        for stage in 0..STAGES {
            self.expected[stage] += f64::from(hazard(stage, from, to) * alive);
        }
        if is_delivered {
            let middle = ((from + to) / 2.0).min(MOST - 1e-4);
            let stage = CUTS.partition_point(|cut| *cut <= middle).clamp(1, STAGES);
            self.delivered[stage - 1] += 1.0;
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
    /// By days, the last one first, drawn to `usual`.
    pub(super) fn new(days: &[Day], usual: Self) -> Self {
        let mut paces = usual;
        for stage in 0..STAGES {
            let keep = 0.5_f64.powf(1.0 / f64::from(HALF_LIVES[stage]));
            let (mut weight, mut expected, mut delivered) = (1.0, 0.0, 0.0);
            for day in days {
                expected += weight * day.expected[stage];
                delivered += weight * day.delivered[stage];
                weight *= keep;
            }
            let drawn = f64::from(DRAWN);
            let pace = (delivered + drawn * f64::from(usual.0[stage])) / (expected + drawn);
            paces.0[stage] = (pace as f32).clamp(PACES.0, PACES.1);
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
