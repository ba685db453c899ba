//! Columns of values, and the same in at most 64 bins.

/// The most bins of a column; the first holds what is missing.
const BINS: usize = 64;
/// So many rows are looked at to draw the borders.
const LOOKED_AT: usize = 50_000;

/// Values by column; what is missing is NaN.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    columns: Vec<Vec<f32>>,
}

impl Columns {
    /// So many columns, without rows yet; there is room for so many.
    pub(crate) fn new(count: usize, rows: usize) -> Self {
        Self { columns: (0..count).map(|_| Vec::with_capacity(rows)).collect() }
    }

    /// One more row.
    pub(crate) fn push(&mut self, row: &[f32]) {
        for (column, value) in self.columns.iter_mut().zip(row) {
            column.push(*value);
        }
    }

    /// A row, into what is lent.
    pub(crate) fn row(&self, row: usize, into: &mut Vec<f32>) {
        into.clear();
        into.extend(self.columns.iter().map(|column| column[row]));
    }
}

/// Rows in bins, and what the bins' upper borders are.
pub(super) struct Binned {
    /// By column, by row among those that are used.
    pub(super) bins: Vec<Vec<u8>>,
    /// By column: the greatest value of bin 1, 2, …
    pub(super) borders: Vec<Vec<f32>>,
}

impl Binned {
    pub(super) fn new(columns: &Columns, uses: &[u32]) -> Self {
        let step = uses.len().div_ceil(LOOKED_AT).max(1);
        let borders: Vec<_> = columns
            .columns
            .iter()
            .map(|column| borders(uses.iter().step_by(step).map(|row| column[*row as usize])))
            .collect();
        let bins = columns
            .columns
            .iter()
            .zip(&borders)
            .map(|(column, borders)| uses.iter().map(|row| bin(column[*row as usize], borders)).collect())
            .collect();
        Self { bins, borders }
    }

    /// How many bins a column has.
    pub(super) fn count(&self, column: usize) -> usize {
        self.borders[column].len() + 2
    }
}

fn bin(value: f32, borders: &[f32]) -> u8 {
    if value.is_nan() {
        return 0;
    }
    let at = borders.partition_point(|border| *border < value);
    u8::try_from(at + 1).unwrap_or(u8::MAX)
}

/// Values between which as many rows lie, as far as that goes.
fn borders(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f32::total_cmp);
    let last = values.last().copied();
    let mut distinct = values.clone();
    distinct.dedup();
    let most = BINS - 2;
    let mut borders: Vec<f32> = if distinct.len() <= most {
        distinct
    } else {
        (1..=most).map(|part| values[(values.len() * part / (most + 1)).min(values.len() - 1)]).collect()
    };
    borders.dedup();
    if borders.last().copied() == last {
        borders.pop();
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_has_its_own_bin_and_the_rest_is_spread() {
        let cases: [(Vec<f32>, usize); 4] = [
            (vec![], 0),
            (vec![1.0, 1.0], 0),
            (vec![1.0, 2.0, f32::NAN, 3.0], 2),
            ((0..1000_u16).map(f32::from).collect(), 62),
        ];
        for (values, count) in cases {
            let borders = borders(values.iter().copied());
            assert_eq!(borders.len(), count, "{values:?}");
            assert_eq!(bin(f32::NAN, &borders), 0);
            let mut bins: Vec<u8> =
                values.iter().filter(|value| !value.is_nan()).map(|value| bin(*value, &borders)).collect();
            assert!(bins.is_sorted());
            bins.dedup();
            assert_eq!(bins.len(), if values.is_empty() { 0 } else { count + 1 });
        }
    }
}
