//! Gradient-boosted regression trees on binned columns, for squared loss.
//!
//! Friedman, *Greedy function approximation*, Annals of Statistics 29, 2001; histograms and growth by the best leaf as in Ke et
//! al., *LightGBM*, NeurIPS 2017. Everything is summed in one order: the same rows lead to the same bytes.

mod bins;
mod grow;

use serde::{Deserialize, Serialize};

use bins::Binned;
pub(super) use bins::Columns;
pub(super) use grow::mixed;

/// How trees are grown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Growth {
    /// How many trees.
    pub trees: u16,
    /// The most leaves of one.
    pub leaves: u16,
    /// The fewest rows of a leaf.
    pub rows: u32,
    /// The part of what a leaf found that is taken.
    pub pace: f32,
}

impl Default for Growth {
    fn default() -> Self {
        Self { trees: 120, leaves: 15, rows: 40, pace: 0.08 }
    }
}

/// A tree: inner nodes side by side, and leaves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Tree {
    /// By node: the column that it looks at.
    f: Vec<u8>,
    /// By node: up to this value it goes left, as does what is missing.
    t: Vec<f32>,
    /// By node: the next on the left and on the right; a leaf is written as `!leaf`.
    n: Vec<[i16; 2]>,
    /// By leaf: what is added.
    v: Vec<f32>,
}

/// Trees whose leaves are summed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Forest {
    base: f32,
    trees: Vec<Tree>,
}

impl Forest {
    /// Grows trees on the rows of `columns` that `uses` names, in its order, towards `target` (of all rows).
    pub(super) fn grow(columns: &Columns, uses: &[u32], target: &[f32], growth: Growth) -> Self {
        let binned = Binned::new(columns, uses);
        grow::forest(&binned, uses, target, growth)
    }

    /// What they say of a row; a value that is missing is NaN.
    pub(super) fn predict(&self, row: &[f32]) -> f32 {
        self.trees.iter().fold(self.base, |sum, tree| sum + tree.predict(row))
    }

    /// Whether every node leads on within its tree, looks at a column that is there, and ends.
    pub(super) fn is_whole(&self, columns: usize) -> bool {
        self.base.is_finite() && self.trees.iter().all(|tree| tree.is_whole(columns))
    }
}

impl Tree {
    fn predict(&self, row: &[f32]) -> f32 {
        let mut at = 0_i16;
        if self.n.is_empty() {
            return self.v.first().copied().unwrap_or_default();
        }
        while let Ok(node) = usize::try_from(at) {
            let right = row[usize::from(self.f[node])] > self.t[node];
            at = self.n[node][usize::from(right)];
        }
        self.v[usize::from((!at).unsigned_abs())]
    }

    fn is_whole(&self, columns: usize) -> bool {
        let inner = self.n.len();
        self.f.len() == inner
            && self.t.len() == inner
            && self.v.len() == inner + 1
            && self.v.iter().all(|value| value.is_finite())
            && self.f.iter().all(|column| usize::from(*column) < columns)
            && self.n.iter().enumerate().all(|(node, next)| {
                next.iter().all(|next| match usize::try_from(*next) {
                    Ok(next) => next > node && next < inner,
                    Err(_) => usize::from((!next).unsigned_abs()) < self.v.len(),
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(rows: u32, of: impl Fn(f32, f32) -> f32) -> (Forest, Columns, Vec<f32>) {
        let mut columns = Columns::new(2, 0);
        let mut target = vec![];
        for row in 0..rows {
            let (x, y) = ((row * 37 % 101) as f32, (row * 53 % 97) as f32);
            columns.push(&[x, if row % 11 == 0 { f32::NAN } else { y }]);
            target.push(of(x, y));
        }
        let uses: Vec<u32> = (0..rows).collect();
        (Forest::grow(&columns, &uses, &target, Growth::default()), columns, target)
    }

    #[test]
    fn steps_and_how_they_meet_are_found() {
        let (forest, ..) = grown(4000, |x, y| if x > 50.0 && y > 40.0 { 2.0 } else { 1.0 });
        for (row, expected) in
            [([10.0, 90.0], 1.0), ([90.0, 90.0], 2.0), ([90.0, 10.0], 1.0), ([60.0, 50.0], 2.0)]
        {
            let found = forest.predict(&row);
            assert!((found - expected).abs() < 0.1, "{row:?}: {found}");
        }
        assert!(forest.is_whole(2) && !forest.is_whole(1));
        let again: Forest =
            serde_json::from_slice(&serde_json::to_vec(&forest).expect("json")).expect("json");
        assert_eq!(again, forest);
    }

    #[test]
    fn few_rows_are_their_mean() {
        let (forest, ..) = grown(20, |x, _| x);
        let mean = (0..20).map(|row| (row * 37 % 101) as f32).sum::<f32>() / 20.0;
        assert!((forest.predict(&[3.0, f32::NAN]) - mean).abs() < 1e-3);
        assert!(Forest::default().is_whole(0));
    }
}
