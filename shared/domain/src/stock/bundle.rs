//! Bundles: they have no stock of their own, but their parts have.

use serde::{Deserialize, Serialize};

use super::{InBundle, Item, Kits, SaidBy, Threshold};

/// A bundle that an item is part of, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PartOf {
    /// The bundle.
    pub bundle: Item,
    /// How many of the item one takes.
    pub pieces: i64,
    /// How many the other parts suffice for; absent where there are none, or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<i64>,
}

impl PartOf {
    /// As a judgement takes it.
    pub fn seen(&self) -> InBundle<'_> {
        InBundle { bundle: &self.bundle, pieces: self.pieces, others: self.others }
    }
}

/// How many bundles so many pieces of a part suffice for.
fn kits(available: i64, pieces: i64) -> i64 {
    available.max(0) / pieces.max(1)
}

/// How many bundles its parts suffice for, and which part limits that: the first of the scarcest. Each part is what can be
/// sold of it, where that is known, and how many pieces a bundle takes.
pub fn limited_by(parts: &[(Option<i64>, i64)]) -> Option<(usize, i64)> {
    let known = parts
        .iter()
        .enumerate()
        .filter_map(|(at, (available, pieces))| Some((at, kits((*available)?, *pieces))));
    known.min_by_key(|(_, kits)| *kits)
}

/// What a bundle of `kits` at least asks of a part: at or below so many pieces there are so few bundles.
fn of_part(kits: i64, pieces: i64) -> i64 {
    kits.saturating_add(1).saturating_mul(pieces.max(1)).saturating_sub(1)
}

/// What the bundles make of a part's threshold: the part runs low when a bundle does that it limits. `measure` is what
/// each bundle is measured by itself.
pub(super) fn raise(
    own: Threshold,
    available: i64,
    bundles: &[(InBundle<'_>, Threshold)],
) -> (Threshold, Vec<Kits>) {
    let mut raised = own;
    let mut limited = Vec::new();
    for (InBundle { bundle, pieces, others }, measure) in bundles {
        let remain = kits(available, *pieces);
        // It is well again only when the bundle is, even if another part limits that meanwhile.
        raised.well_above = raised.well_above.max(of_part(measure.well_above, *pieces));
        if others.is_some_and(|others| others < remain) {
            continue;
        }
        limited.push(Kits { item: bundle.id.clone(), title: bundle.title.clone(), pieces: *pieces, remain });
        let asked = of_part(measure.pieces, *pieces);
        if asked > raised.pieces {
            raised.pieces = asked;
            raised.said_by = SaidBy::Bundle { title: bundle.title.clone(), kits: measure.pieces };
        }
        // Where no bundle remains, that is critical, though the part itself isn't out.
        let critical = of_part(measure.critical.unwrap_or_default(), *pieces);
        raised.critical = raised.critical.max(Some(critical).filter(|pieces| *pieces > 0));
    }
    limited.sort_by_key(|kits| kits.remain);
    (raised, limited)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::Item;

    #[test]
    fn the_scarcest_part_limits() {
        for (parts, expected) in [
            (vec![], None),
            (vec![(None, 1)], None),
            (vec![(Some(9), 4), (Some(3), 1)], Some((0, 2))),
            (vec![(Some(9), 4), (Some(1), 1), (None, 2)], Some((1, 1))),
            (vec![(Some(8), 4), (Some(2), 1)], Some((0, 2))),
            (vec![(Some(-8), 4), (Some(2), 1)], Some((0, 0))),
            (vec![(Some(7), 0)], Some((0, 7))),
        ] {
            assert_eq!(limited_by(&parts), expected, "{parts:?}");
        }
    }

    #[test]
    fn a_part_runs_low_when_a_bundle_does_that_it_limits() {
        let bundle = Item { id: "set".into(), title: "Tea set".into(), ..Item::default() };
        let own = Threshold { pieces: 2, well_above: 3, critical: None, said_by: SaidBy::Shop };
        let asks = |kits| Threshold { pieces: kits, well_above: kits + 1, ..own.clone() };
        for (available, pieces, others, kits, (low, well), remain) in [
            // Three bundles take 12 cups, so that with 11 there are two.
            (11, 4, None, 2, (11, 15), Some(2)),
            (12, 4, None, 2, (11, 15), Some(3)),
            (11, 4, Some(2), 2, (11, 15), Some(2)),
            (11, 4, Some(1), 2, (2, 15), None),
            (1, 1, Some(5), 0, (2, 3), Some(1)),
            (-3, 4, Some(5), 2, (11, 15), Some(0)),
        ] {
            let one = [(InBundle { bundle: &bundle, pieces, others }, asks(kits))];
            let (found, limited) = raise(own.clone(), available, &one);
            assert_eq!((found.pieces, found.well_above), (low, well), "{available} of {pieces}, {others:?}");
            assert_eq!(
                limited.first().map(|kits| kits.remain),
                remain,
                "{available} of {pieces}, {others:?}"
            );
        }
    }
}
