//! One tree after the other, each on what the ones before left over.

use super::{Forest, Growth, Tree, bins::Binned};

/// What draws a leaf's value to zero, in rows.
const SHRINK: f64 = 5.0;
/// Of a hundred columns, so many are looked at by a tree.
const COLUMNS: u64 = 70;
/// Of a hundred rows, so many are looked at by a tree.
const ROWS: u64 = 80;

/// A sum over rows: what is left over, and how many.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    left: f64,
    rows: f64,
}

impl Sum {
    fn minus(self, other: Self) -> Self {
        Self { left: self.left - other.left, rows: self.rows - other.rows }
    }

    fn gain(self) -> f64 {
        self.left * self.left / (self.rows + SHRINK)
    }
}

/// A leaf that may be split further.
struct Leaf {
    /// Its rows: from and to in the order.
    rows: (usize, usize),
    sums: Vec<Vec<Sum>>,
    whole: Sum,
    best: Option<Split>,
    /// Which node leads to it, and on which side; none of the root.
    parent: Option<(usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Split {
    gain: f64,
    column: usize,
    /// The last bin that goes left.
    bin: usize,
}

struct Grower<'g> {
    binned: &'g Binned,
    growth: Growth,
    /// What is left over, by row.
    over: Vec<f32>,
    /// The columns that this tree looks at.
    columns: Vec<usize>,
}

pub(super) fn forest(binned: &Binned, uses: &[u32], target: &[f32], growth: Growth) -> Forest {
    let count = uses.len().max(1) as f64;
    let base = (uses.iter().map(|row| f64::from(target[*row as usize])).sum::<f64>() / count) as f32;
    let over: Vec<f32> = uses.iter().map(|row| target[*row as usize] - base).collect();
    let mut grower = Grower { binned, growth, over, columns: vec![] };
    let trees = (0..growth.trees).filter_map(|nth| grower.tree(u64::from(nth))).collect();
    Forest { base, trees }
}

impl Grower<'_> {
    /// One more tree; `None` if nothing is worth a split.
    fn tree(&mut self, nth: u64) -> Option<Tree> {
        let all = 0..self.binned.bins.len();
        self.columns = all.clone().filter(|column| mixed(nth, *column as u64) % 100 < COLUMNS).collect();
        if self.columns.is_empty() {
            self.columns = all.collect();
        }
        // All rows, those that this tree looks at first.
        let count = self.over.len() as u64;
        let (mut order, aside): (Vec<u32>, Vec<u32>) =
            (0..count as u32).partition(|row| mixed(nth << 32 | 1 << 24, u64::from(*row)) % 100 < ROWS);
        let whole = (0, order.len());
        let mut leaves = vec![self.leaf(&order, whole, None, None)];
        let mut tree = Tree::default();
        while leaves.len() < usize::from(self.growth.leaves.max(1)) {
            let best = leaves.iter().enumerate().filter_map(|(at, leaf)| Some((leaf.best?.gain, at)));
            // Of equals the first.
            let Some((_, at)) = best.reduce(|a, b| if b.0 > a.0 { b } else { a }) else { break };
            let leaf = leaves.swap_remove(at);
            let Some(split) = leaf.best else { break };
            let node = tree.f.len();
            if let Some((parent, side)) = leaf.parent {
                tree.n[parent][side] = i16::try_from(node).unwrap_or(i16::MAX);
            }
            tree.f.push(u8::try_from(split.column).unwrap_or(u8::MAX));
            tree.t.push(self.border(split));
            tree.n.push([0, 0]);
            let (from, to) = leaf.rows;
            let middle = from + self.part(&mut order[from..to], split);
            let (small, large) = if middle - from <= to - middle {
                (((from, middle), 0), ((middle, to), 1))
            } else {
                (((middle, to), 1), ((from, middle), 0))
            };
            let first = self.leaf(&order, small.0, Some((node, small.1)), None);
            let rest = minus(leaf.sums, &first.sums);
            let second = self.leaf(&order, large.0, Some((node, large.1)), Some(rest));
            leaves.push(first);
            leaves.push(second);
        }
        if tree.f.is_empty() {
            return None;
        }
        for (nth, leaf) in leaves.iter().enumerate() {
            let value = leaf.whole.left / (leaf.whole.rows + SHRINK) * f64::from(self.growth.pace);
            let value = value as f32;
            tree.v.push(value);
            if let Some((parent, side)) = leaf.parent {
                tree.n[parent][side] = !i16::try_from(nth).unwrap_or(i16::MAX);
            }
            for row in &order[leaf.rows.0..leaf.rows.1] {
                self.over[*row as usize] -= value;
            }
        }
        for row in aside {
            let value = self.walk(&tree, row as usize);
            self.over[row as usize] -= value;
        }
        Some(tree)
    }

    fn leaf(
        &self,
        order: &[u32],
        rows: (usize, usize),
        parent: Option<(usize, usize)>,
        sums: Option<Vec<Vec<Sum>>>,
    ) -> Leaf {
        let sums = sums.unwrap_or_else(|| self.sums(&order[rows.0..rows.1]));
        let whole = sums.first().map_or(Sum::default(), |bins| {
            bins.iter().fold(Sum::default(), |a, b| Sum { left: a.left + b.left, rows: a.rows + b.rows })
        });
        let best = self.best(&sums, whole);
        Leaf { rows, sums, whole, best, parent }
    }

    fn sums(&self, rows: &[u32]) -> Vec<Vec<Sum>> {
        self.columns
            .iter()
            .map(|column| {
                let bins = &self.binned.bins[*column];
                let mut sums = vec![Sum::default(); self.binned.count(*column)];
                for row in rows {
                    let sum = &mut sums[usize::from(bins[*row as usize])];
                    sum.left += f64::from(self.over[*row as usize]);
                    sum.rows += 1.0;
                }
                sums
            })
            .collect()
    }

    fn best(&self, sums: &[Vec<Sum>], whole: Sum) -> Option<Split> {
        let least = f64::from(self.growth.rows);
        if whole.rows < 2.0 * least {
            return None;
        }
        let mut best: Option<Split> = None;
        for (column, bins) in self.columns.iter().zip(sums) {
            let mut left = Sum::default();
            for (bin, sum) in bins[..bins.len() - 1].iter().enumerate() {
                left = Sum { left: left.left + sum.left, rows: left.rows + sum.rows };
                let right = whole.minus(left);
                if left.rows < least || right.rows < least {
                    continue;
                }
                let gain = left.gain() + right.gain() - whole.gain();
                if gain > 1e-9 && best.is_none_or(|best| gain > best.gain) {
                    best = Some(Split { gain, column: *column, bin });
                }
            }
        }
        best
    }

    /// The value up to which a split goes left; only what is missing does, if it is below all.
    fn border(&self, split: Split) -> f32 {
        match split.bin.checked_sub(1) {
            None => f32::MIN,
            Some(at) => self.binned.borders[split.column][at],
        }
    }

    /// Sorts rows by the side they go to, and keeps their order on each; how many go left.
    fn part(&self, rows: &mut [u32], split: Split) -> usize {
        let bins = &self.binned.bins[split.column];
        let (left, right): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|row| usize::from(bins[**row as usize]) <= split.bin);
        rows[..left.len()].copy_from_slice(&left);
        rows[left.len()..].copy_from_slice(&right);
        left.len()
    }

    /// Where a row ends that the tree didn't look at.
    fn walk(&self, tree: &Tree, row: usize) -> f32 {
        let mut at = 0_i16;
        while let Ok(node) = usize::try_from(at) {
            let column = usize::from(tree.f[node]);
            let borders = &self.binned.borders[column];
            let bin = usize::from(self.binned.bins[column][row]);
            let right = bin > 0 && bin > borders.partition_point(|border| *border <= tree.t[node]);
            at = tree.n[node][usize::from(right)];
        }
        tree.v[usize::from((!at).unsigned_abs())]
    }
}

fn minus(whole: Vec<Vec<Sum>>, part: &[Vec<Sum>]) -> Vec<Vec<Sum>> {
    let mut rest = whole;
    for (bins, part) in rest.iter_mut().zip(part) {
        for (sum, part) in bins.iter_mut().zip(part) {
            *sum = sum.minus(*part);
        }
    }
    rest
}

/// A number that looks like chance and is always the same (SplitMix64).
pub(crate) fn mixed(seed: u64, nth: u64) -> u64 {
    let mut x =
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(nth).wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
