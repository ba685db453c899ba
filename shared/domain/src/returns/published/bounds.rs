//! What a number can come to that several rules say something of: from the least to the most, whatever is asked for.

use crate::returns::rules::Strategy;

/// What it can come to. `said` stands in the order in which the rules go, each with whether its rule always holds; `otherwise`
/// counts where none does.
pub(super) fn bounds(strategy: Strategy, otherwise: i64, said: &[(i64, bool)]) -> (i64, i64) {
    let always = || said.iter().filter(|(_, always)| *always).map(|(value, _)| *value);
    let all = || said.iter().map(|(value, _)| *value);
    let beside = |base: i64, keep: &dyn Fn(i64) -> bool| {
        all().filter(|value| keep(*value)).chain([base]).collect::<Vec<_>>()
    };
    let can: Vec<i64> = match strategy {
        // The first of those that hold: those before the first that always does, and that one.
        Strategy::First => {
            let until = said.iter().position(|(_, always)| *always);
            let some = said[..until.map_or(said.len(), |at| at + 1)].iter().map(|(value, _)| *value);
            some.chain(until.is_none().then_some(otherwise)).collect()
        }
        Strategy::Highest => match always().max() {
            Some(base) => beside(base, &|value| value > base),
            None => beside(otherwise, &|_| true),
        },
        Strategy::Lowest => match always().min() {
            Some(base) => beside(base, &|value| value < base),
            None => beside(otherwise, &|_| true),
        },
    };
    (can.iter().copied().min().unwrap_or(otherwise), can.iter().copied().max().unwrap_or(otherwise))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_rules_can_come_to() {
        use Strategy::{First, Highest, Lowest};
        for (strategy, said, expected) in [
            (Lowest, &[][..], (30, 30)),
            (Lowest, &[(10, false)], (10, 30)),
            (Lowest, &[(60, false)], (30, 60)),
            (Lowest, &[(10, true)], (10, 10)),
            (Lowest, &[(10, true), (20, false)], (10, 10)),
            (Lowest, &[(10, true), (5, false)], (5, 10)),
            (Highest, &[(10, true), (5, false)], (10, 10)),
            (Highest, &[(10, true), (20, true), (40, false)], (20, 40)),
            (First, &[(40, false), (10, true), (5, false)], (10, 40)),
            (First, &[(10, false)], (10, 30)),
            (First, &[(10, true), (99, true)], (10, 10)),
        ] {
            assert_eq!(bounds(strategy, 30, said), expected, "{strategy:?} {said:?}");
        }
    }
}
