//! A rule's curve over its knob, refined where it is read.

use serde::Serialize;

/// The curve at one setting.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(super) struct At {
    pub(super) knob: f64,
    /// Share served, or share warned in time.
    pub(super) reached: f64,
    /// What it costs: pieces and value of stock, or the share of warnings that came too early.
    pub(super) cost: [f64; 2],
}

/// Even steps before anything is refined.
const STEPS: u32 = 14;
/// It is read between two points no further apart than this.
const FINE: f64 = 0.003;
const HALVINGS: u32 = 8;

/// Runs a rule at settings of its knob, `at` being given a place between 0 and 1. Points rise by place.
pub(super) fn draw(targets: &[f64], mut at: impl FnMut(f64) -> At) -> Vec<At> {
    let mut points: Vec<_> = (0..=STEPS)
        .map(|step| {
            let place = f64::from(step) / f64::from(STEPS);
            (place, at(place))
        })
        .collect();
    for target in targets {
        for _ in 0..HALVINGS {
            let Some(nth) = points.windows(2).position(|two| crosses(&two[0].1, &two[1].1, *target)) else {
                break;
            };
            if points[nth + 1].1.reached - points[nth].1.reached <= FINE {
                break;
            }
            let place = f64::midpoint(points[nth].0, points[nth + 1].0);
            points.insert(nth + 1, (place, at(place)));
        }
    }
    points.into_iter().map(|(_, at)| at).collect()
}

fn crosses(a: &At, b: &At, target: f64) -> bool {
    a.reached < target && b.reached >= target
}

/// The curve where it first reaches `target`, between its two points; its beginning if that is beyond already; `None` if
/// it never does.
pub(super) fn read(points: &[At], target: f64) -> Option<At> {
    if let Some(first) = points.first().filter(|first| first.reached >= target) {
        return Some(*first);
    }
    let two = points.windows(2).find(|two| crosses(&two[0], &two[1], target))?;
    let (a, b) = (two[0], two[1]);
    let part = (target - a.reached) / (b.reached - a.reached);
    let between = |a: f64, b: f64| a + part * (b - a);
    Some(At {
        knob: between(a.knob, b.knob),
        reached: target,
        cost: [between(a.cost[0], b.cost[0]), between(a.cost[1], b.cost[1])],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_refined_where_it_is_read() {
        let mut runs = 0;
        let points = draw(&[0.9, 0.999_9], |place| {
            runs += 1;
            At { knob: place, reached: place.sqrt() * 0.99, cost: [place * 100.0, 0.0] }
        });
        assert_eq!(runs, points.len());
        assert!(points.is_sorted_by_key(|at| at.knob));
        let read_off = read(&points, 0.9).expect("reached");
        assert!((read_off.cost[0] - (0.9_f64 / 0.99).powi(2) * 100.0).abs() < 0.01, "{read_off:?}");
        assert_eq!(read(&points, 0.999_9), None);
        assert_eq!(read(&points[3..], 0.1), Some(points[3]));
    }
}
