//! How right the forecasts were: the declared method of each kind of item beside the naive one, night by night.

use domain::forecast::{Accuracy, Forecast, Method, Pattern, Track, choose};
use serde::Serialize;

use super::demand::{Demand, Item};

/// Forecasts are made once a week.
const EVERY: usize = 7;
/// Before that there is nothing to forecast from.
const BURN_IN: usize = 60;

/// A kind of item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Kind {
    pub(super) pattern: &'static str,
    pub(super) items: usize,
    pub(super) declared: &'static str,
    /// The declared one, or the naive one where the days before the evaluation didn't show that it is better.
    pub(super) used: &'static str,
    pub(super) ours: Errors,
    pub(super) naive: Errors,
}

/// Errors in the evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct Errors {
    pub(super) wape: Option<f64>,
    pub(super) bias: Option<f64>,
    /// How often demand lay in the band that should hold it four times of five.
    pub(super) covered: Option<f64>,
}

impl Errors {
    fn of(accuracy: &Accuracy) -> Self {
        Self { wape: accuracy.wape(), bias: accuracy.bias(), covered: accuracy.covered() }
    }
}

/// Errors of both methods, before the evaluation and in it.
#[derive(Default)]
struct Both {
    items: usize,
    before: [Accuracy; 2],
    after: [Accuracy; 2],
}

/// Forecasts the demand of `days` from each night on.
pub(super) fn measure(demand: &Demand, days: u32) -> Vec<Kind> {
    let mut kinds: [Both; 4] = Default::default();
    for item in &demand.items {
        let pattern = Pattern::of(&item.days[..demand.from]);
        let nth = Pattern::ALL.iter().position(|one| *one == pattern).unwrap_or(0);
        kinds[nth].items += 1;
        follow(item, demand.from, pattern.declared(), days, &mut kinds[nth]);
    }
    let kinds = Pattern::ALL.into_iter().zip(kinds).filter(|(_, both)| both.items > 0);
    kinds
        .map(|(pattern, both)| {
            let used = choose(pattern.declared(), &both.before[0], &both.before[1]);
            let ours = if used == Method::Naive { &both.after[1] } else { &both.after[0] };
            Kind {
                pattern: pattern.name(),
                items: both.items,
                declared: pattern.declared().name(),
                used: used.name(),
                ours: Errors::of(ours),
                naive: Errors::of(&both.after[1]),
            }
        })
        .collect()
}

fn follow(item: &Item, from: usize, declared: Method, days: u32, both: &mut Both) {
    let ahead = days as usize;
    let mut track = Track::default();
    for (nth, day) in item.days.iter().enumerate() {
        track.note(day);
        let (first, end) = (nth + 1, nth + 1 + ahead);
        // What is known before the evaluation ends before it.
        let before = end <= from;
        let told = nth >= BURN_IN && nth.is_multiple_of(EVERY) && (before || nth + 1 >= from);
        if !told || end > item.days.len() {
            continue;
        }
        let asked = item.days[first..end].iter().map(|day| u64::from(day.pieces)).sum();
        let into = if before { &mut both.before } else { &mut both.after };
        for (accuracy, method) in into.iter_mut().zip([declared, Method::Naive]) {
            accuracy.note(&Forecast::of(&track, method, days), asked);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::sample;

    #[test]
    fn what_sells_in_turns_is_better_forecast_by_its_mean_and_what_grows_by_what_was_last() {
        // Days of 8 after days of none: eight days hold what sixteen do, half or one and a half times.
        let turns: Vec<u32> = (0..240).map(|day| if (day / 9) % 2 == 0 { 8 } else { 0 }).collect();
        let grows: Vec<u32> = (0..240).map(|day| day / 2).collect();
        for (what, asked, used) in [("turns", turns, "orders"), ("grows", grows, "naive")] {
            let kinds = measure(&sample::demand(&[&asked], 150), 9);
            assert_eq!(kinds.len(), 1, "{what}");
            assert!(kinds[0].used.starts_with(used), "{what}: {kinds:?}");
            let [ours, naive] = [kinds[0].ours, kinds[0].naive].map(|errors| errors.wape.expect("asked for"));
            assert!(ours <= naive, "{what}: {kinds:?}");
        }
    }
}
