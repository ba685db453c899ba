//! Our rules, night by night over the past: the same code that proposes orders and warns.

use domain::{
    forecast::{
        self, Families, Item, Method, Pace, Point, Pool, Threshold, Track, Warning, Weekdays, usual_order,
    },
    reorder,
};

use super::demand::Demand;

/// An order covers so many days of the usual.
pub(super) const COVER: u32 = 28;
/// The pool is measured anew each week; a night wouldn't tell the difference.
const ANEW: usize = 7;
/// Pooled ratios are taken over so many days, every so many of them.
const POOLED_DAYS: usize = 120;
const EVERY: usize = 4;
/// Before that a level isn't one.
const BURN_IN: usize = 30;

/// What is known of each item after each day of the evaluation.
pub(super) struct Nights {
    /// By item and day of the evaluation.
    pub(super) items: Vec<Vec<Night>>,
    /// By item and day since the first of all.
    levels: Vec<Vec<f32>>,
    sums: Vec<Vec<u64>>,
    /// By week of the evaluation: mean and variance of each item.
    spreads: Vec<Vec<(f64, f64)>>,
}

/// What is known of an item after a day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Night {
    /// With what its kind grows by.
    level: f64,
    lumpiness: f64,
    pub(super) order: u64,
    pub(super) restock: u64,
    warning: Warning,
    /// As `reorder` takes it.
    pub(super) demand: reorder::Demand,
}

impl Nights {
    /// Follows each item through all its days. `told` is called after each item.
    pub(super) fn of(demand: &Demand, mut told: impl FnMut()) -> Self {
        let weeks = demand.evaluated().div_ceil(ANEW);
        let mut nights = Self {
            items: Vec::with_capacity(demand.items.len()),
            levels: Vec::with_capacity(demand.items.len()),
            sums: Vec::with_capacity(demand.items.len()),
            spreads: vec![Vec::with_capacity(demand.items.len()); weeks],
        };
        let growth = growth(demand);
        for (place, item) in demand.items.iter().enumerate() {
            let mut track = Track::default();
            let (mut levels, mut own, mut sums) = (Vec::new(), Vec::new(), vec![0]);
            for (nth, day) in item.days.iter().enumerate() {
                track.note(day);
                let level = track.level().per_day();
                levels.push(level as f32);
                sums.push(sums[nth] + u64::from(day.pieces));
                let Some(evaluated) = nth.checked_sub(demand.from) else { continue };
                if evaluated.is_multiple_of(ANEW) {
                    let spread = (track.window_mean(), track.window_variance());
                    nights.spreads[evaluated / ANEW].push(spread);
                }
                own.push(Night {
                    level: level * growth[evaluated][place],
                    lumpiness: track.lumpiness(),
                    order: usual_order(&track, COVER),
                    restock: track.window_pieces(45).max(3),
                    warning: Warning::of(&track, 1),
                    demand: forecast::demand(&track, Method::Orders),
                });
            }
            nights.items.push(own);
            nights.levels.push(levels);
            nights.sums.push(sums);
            told();
        }
        nights
    }

    /// The reorder points, by item and day of the evaluation.
    pub(super) fn points(&self, demand: &Demand, lead: u32) -> Vec<Threshold> {
        let days = lead + 1;
        let pools: Vec<_> =
            (0..self.spreads.len()).map(|week| self.pool(demand, week, days as usize)).collect();
        let mut points = Vec::with_capacity(demand.items.len() * demand.evaluated());
        for (item, nights) in demand.items.iter().zip(&self.items) {
            for (nth, night) in nights.iter().enumerate() {
                let known = Item {
                    level: night.level,
                    lumpiness: night.lumpiness,
                    order: night.order,
                    price: item.price_known,
                };
                let serves = demand.weekday(demand.from + nth + days as usize);
                points.push(Point::of(&known, &pools[nth / ANEW], days, serves).threshold());
            }
        }
        points
    }

    /// The thresholds of warnings, by item and day of the evaluation.
    pub(super) fn warnings(&self, lead: u32) -> Vec<Warning> {
        let all = self.items.iter().flatten();
        all.map(|night| Warning { mean: night.warning.mean * f64::from(lead), ..night.warning }).collect()
    }

    /// What the items have in common, as it is known after the first day of a week.
    fn pool(&self, demand: &Demand, week: usize, days: usize) -> Pool {
        let today = demand.from + week * ANEW;
        let mut ratios = Vec::new();
        for (levels, sums) in self.levels.iter().zip(&self.sums) {
            let since = today.saturating_sub(POOLED_DAYS).max(BURN_IN);
            for then in (since..(today + 1).saturating_sub(days)).step_by(EVERY) {
                let level = f64::from(levels[then]);
                if level > 0.2 {
                    let asked = sums[then + 1 + days] - sums[then + 1];
                    ratios.push(asked as f64 / (level * days as f64));
                }
            }
        }
        let last = today.saturating_sub(90)..=today;
        let weekdays = Weekdays::of(last.map(|day| {
            let sold = self.sums.iter().map(|sums| sums[day + 1] - sums[day]).sum();
            (demand.weekday(day), sold)
        }));
        let spreads = &self.spreads[week];
        let (mut value, mut pieces) = (0.0, 0.0);
        for (item, (mean, _)) in demand.items.iter().zip(spreads) {
            value += item.price_known * mean;
            pieces += mean;
        }
        let price = if pieces > 0.0 { value / pieces } else { 0.0 };
        Pool::measured(spreads.iter().copied(), &mut ratios, weekdays, price)
    }
}

/// How each item's kind grows, by day of the evaluation and item.
fn growth(demand: &Demand) -> Vec<Vec<f64>> {
    let families = Families::of(demand.items.iter().map(|item| item.title.as_str()));
    let mut paces = vec![Pace::default(); demand.items.len()];
    let mut growth = Vec::with_capacity(demand.evaluated());
    for day in 0..demand.days {
        for (pace, item) in paces.iter_mut().zip(&demand.items) {
            pace.note(&item.days[day]);
        }
        if day >= demand.from {
            growth.push(families.growth(&paces));
        }
    }
    growth
}
