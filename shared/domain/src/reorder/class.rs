//! A, B and C: which items make most of the takings. A night's sweep sees every item once and remembers none: takings are
//! counted in narrow ranges, and the classes are cut between ranges.

use serde::{Deserialize, Serialize};

use super::rules::Classes;
use crate::EntityRef;

/// An item's class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// Among the best items, which together make most of the takings.
    A,
    /// Among those that follow.
    B,
    /// Among the rest.
    C,
}

/// Each doubling of takings is cut into so many ranges.
const PARTS: u32 = 8;

/// How the takings are spread over items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Spread(
    /// By range: what its items take in all.
    std::collections::BTreeMap<u32, i64>,
);

/// From which takings on an item is of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cuts {
    /// Class A from here on.
    pub a: i64,
    /// Class B from here on.
    pub b: i64,
}

impl Spread {
    /// An item that takes so much.
    pub fn note(&mut self, takings: i64) {
        if takings > 0 {
            let sum = self.0.entry(range(takings)).or_default();
            *sum = sum.saturating_add(takings);
        }
    }

    /// Where the classes are cut; `None` while nothing is taken.
    pub fn cuts(&self, classes: &Classes) -> Option<Cuts> {
        let total: i128 = self.0.values().map(|sum| i128::from(*sum)).sum();
        if total == 0 {
            return None;
        }
        // A range belongs to a class if the better ones together make less than the class's part.
        let cut = |percent: u8| {
            let mut better = 0_i128;
            let mut least = i64::MAX;
            for (range, sum) in self.0.iter().rev() {
                if better * 100 >= total * i128::from(percent) {
                    break;
                }
                better += i128::from(*sum);
                least = begins(*range);
            }
            least
        };
        Some(Cuts { a: cut(classes.a), b: cut(classes.b.max(classes.a)) })
    }
}

impl Cuts {
    /// The function that keeps them.
    pub const KEPT_BY: &'static str = "reorder";

    /// Where they are remembered.
    pub fn entity() -> EntityRef {
        EntityRef::new("WATCH", Self::KEPT_BY)
    }

    /// The class of an item that takes so much.
    pub fn class(&self, takings: i64) -> Class {
        match takings {
            takings if takings >= self.a => Class::A,
            takings if takings >= self.b => Class::B,
            _ => Class::C,
        }
    }
}

/// The range of takings: doublings, and eighths of each.
fn range(takings: i64) -> u32 {
    let takings = takings.max(1).unsigned_abs();
    let doublings = takings.ilog2();
    let part = ((u128::from(takings) * u128::from(PARTS)) >> doublings) - u128::from(PARTS);
    doublings * PARTS + u32::try_from(part).unwrap_or_default()
}

/// The least takings of a range.
fn begins(range: u32) -> i64 {
    let (doublings, part) = (range / PARTS, range % PARTS);
    let least = (u128::from(PARTS + part) << doublings).div_ceil(u128::from(PARTS));
    i64::try_from(least).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_best_items_are_class_a() {
        let classes = |takings: &[i64]| {
            let mut spread = Spread::default();
            takings.iter().for_each(|takings| spread.note(*takings));
            let cuts = spread.cuts(&Classes::default());
            takings.iter().map(|takings| cuts.map(|cuts| cuts.class(*takings))).collect::<Vec<_>>()
        };
        use Class::{A, B, C};
        for (takings, expected) in [
            (&[][..], vec![]),
            (&[0, 0], vec![None, None]),
            (&[100], vec![Some(A)]),
            (&[800, 150, 50, 0], vec![Some(A), Some(B), Some(C), Some(C)]),
            // The item that passes 80 % is class A itself.
            (&[700, 200, 60, 40], vec![Some(A), Some(A), Some(B), Some(C)]),
        ] {
            assert_eq!(classes(takings), expected, "{takings:?}");
        }
    }

    proptest! {
        #[test]
        fn takings_lie_in_their_range(takings in 1_i64..) {
            let range = range(takings);
            prop_assert!(begins(range) <= takings && (takings < begins(range + 1) || begins(range + 1) == i64::MAX));
        }

        /// Class A makes at least its part, and without its last range less.
        #[test]
        fn classes_make_their_part(takings in prop::collection::vec(1_i64..1_000_000, 1..60)) {
            let mut spread = Spread::default();
            takings.iter().for_each(|takings| spread.note(*takings));
            let cuts = spread.cuts(&Classes::default()).expect("something is taken");
            let total: i64 = takings.iter().sum();
            let sum = |from: i64| takings.iter().filter(|takings| **takings >= from).sum::<i64>();
            prop_assert!(sum(cuts.a) * 100 >= total * 80 && sum(cuts.b) * 100 >= total * 95);
            prop_assert!(cuts.a >= cuts.b);
            prop_assert!(sum(begins(range(cuts.a) + 1)) * 100 < total * 80);
        }
    }
}
