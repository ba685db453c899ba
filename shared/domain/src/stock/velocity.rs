//! How fast an item sells.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Pieces a day, in millionths: slow movers sell a few a year. No floating point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerDay(pub i64);

impl PerDay {
    /// One piece a day.
    pub const ONE: Self = Self(1_000_000);
}

/// With one decimal, or as many as it takes to show anything: `3.5`, `0.02`.
impl fmt::Display for PerDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = if self.0 >= 100_000 || self.0 == 0 {
            1
        } else if self.0 >= 10_000 {
            2
        } else {
            3
        };
        let unit = 1_000_000 / 10_i64.pow(decimals);
        let rounded = (self.0 + unit / 2) / unit;
        let (whole, rest) = (rounded / (1_000_000 / unit), rounded % (1_000_000 / unit));
        write!(f, "{whole}.{rest:0width$}", width = decimals as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_shown_with_as_many_decimals_as_it_takes() {
        for (rate, shown) in [
            (3_500_000, "3.5"),
            (3_449_999, "3.4"),
            (3_450_000, "3.5"),
            (999_999, "1.0"),
            (100_000, "0.1"),
            (99_999, "0.10"),
            (21_400, "0.02"),
            (2_740, "0.003"),
            (0, "0.0"),
        ] {
            assert_eq!(PerDay(rate).to_string(), shown, "{rate}");
        }
    }
}
