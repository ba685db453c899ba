//! The protocol's figures.

use domain::edd::learned::pinball;
use serde::Serialize;

/// The levels at which every predictor is asked: the knob is turned along them.
pub(super) fn levels() -> Vec<f64> {
    (1..400).map(|nth| f64::from(nth) / 400.0).chain([0.9985, 0.9995]).collect()
}

/// Where a level is among them.
pub(super) fn at(level: f64) -> usize {
    (level * 400.0).round() as usize - 1
}

/// What was told of an order, and what came of it.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// Days until it was there.
    pub(super) actual: u16,
    /// Days that the marketplace had named.
    pub(super) promise: u16,
    /// The week, and the lane.
    pub(super) week: i32,
    pub(super) pair: String,
    /// By level: days.
    pub(super) days: Vec<u16>,
}

/// The table of a predictor.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Figures {
    pub(super) orders: usize,
    /// The mean promise at the marketplace's own share, at 90 % and at 95 %, with the level at which that is; none if out of reach.
    pub(super) at_own: Option<(f64, f64)>,
    pub(super) at_90: Option<(f64, f64)>,
    pub(super) at_95: Option<(f64, f64)>,
    pub(super) mae: f64,
    pub(super) rmse: f64,
    pub(super) pinball_50: f64,
    pub(super) pinball_90: f64,
    /// The share kept at the stated 50, 80, 90, 95 %.
    pub(super) kept: [f64; 4],
    /// The mean length of the stated 90 and 95 %.
    pub(super) length: [f64; 2],
    /// The share within a day and two of the median.
    pub(super) within: [f64; 2],
}

/// The levels of which it is told how they were kept.
pub(super) const STATED: [f64; 4] = [0.5, 0.8, 0.9, 0.95];

/// The marketplace's own share and mean.
pub(super) fn marketplace(told: &[Told]) -> (f64, f64) {
    let kept = told.iter().filter(|told| told.actual <= told.promise).count();
    (part(kept, told.len()), mean(told.iter().map(|told| f64::from(told.promise))))
}

/// All figures.
pub(super) fn figures(told: &[Told]) -> Figures {
    let (own, _) = marketplace(told);
    let off = |told: &Told| f64::from(told.actual) - f64::from(told.days[at(0.5)]);
    let loss = |level: f64| {
        mean(told.iter().map(|told| pinball(level, told.actual.into(), told.days[at(level)].into())))
    };
    let within = |days: f64| part(told.iter().filter(|told| off(told).abs() <= days).count(), told.len());
    Figures {
        orders: told.len(),
        at_own: turned(told, own),
        at_90: turned(told, 0.9),
        at_95: turned(told, 0.95),
        mae: mean(told.iter().map(|told| off(told).abs())),
        rmse: mean(told.iter().map(|told| off(told).powi(2))).sqrt(),
        pinball_50: loss(0.5),
        pinball_90: loss(0.9),
        kept: STATED.map(|level| kept(told, at(level))),
        length: [0.9, 0.95].map(|level| length(told, at(level))),
        within: [1.0, 2.0].map(within),
    }
}

/// The share of orders that came within a level.
pub(super) fn kept(told: &[Told], level: usize) -> f64 {
    part(told.iter().filter(|told| told.actual <= told.days[level]).count(), told.len())
}

fn length(told: &[Told], level: usize) -> f64 {
    mean(told.iter().map(|told| f64::from(told.days[level])))
}

/// The mean promise at the first level that keeps a share; between it and the level before by as much as is lacking there.
fn turned(told: &[Told], share: f64) -> Option<(f64, f64)> {
    let levels = levels();
    let first = (0..levels.len()).find(|level| kept(told, *level) >= share)?;
    let Some(before) = first.checked_sub(1) else { return Some((length(told, first), levels[first])) };
    let (a, b) = (kept(told, before), kept(told, first));
    let part = if b > a { (share - a) / (b - a) } else { 1.0 };
    let between = |a: f64, b: f64| a + (b - a) * part;
    Some((between(length(told, before), length(told, first)), between(levels[before], levels[first])))
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

fn part(of: usize, all: usize) -> f64 {
    of as f64 / all.max(1) as f64
}
