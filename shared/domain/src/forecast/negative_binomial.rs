//! Demand whose variance is above its mean.

/// Mean and variance of the pieces asked for in a stretch of days. With a variance at or below the mean it is Poisson's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NegativeBinomial {
    mean: f64,
    variance: f64,
}

/// Where it stops: nobody stocks more of anything.
const MOST: u32 = 1_000_000;

impl NegativeBinomial {
    /// By its moments; both in pieces, 0 or more.
    pub fn by_moments(mean: f64, variance: f64) -> Self {
        let mean = mean.max(0.0);
        Self { mean, variance: variance.max(mean * 1.000_01) }
    }

    /// For each of `levels` (rising, each below 1) the fewest pieces that suffice so often. One walk along the
    /// distribution: `p(k + 1) / p(k) = (k + r) / (k + 1) · (1 − mean/variance)`.
    pub fn quantiles(&self, levels: &[f64]) -> Vec<u32> {
        let mut found = Vec::with_capacity(levels.len());
        if self.mean <= 0.0 {
            return vec![0; levels.len()];
        }
        let tight = self.mean / self.variance;
        let r = self.mean * tight / (1.0 - tight);
        // In logarithms, as (mean/variance)^r is too small for a number where much is sold.
        let mut log = r * tight.ln();
        let (mut below, mut k) = (log.exp(), 0_u32);
        for level in levels {
            while below < *level && k < MOST {
                log += ((f64::from(k) + r) / f64::from(k + 1)).ln() + (1.0 - tight).ln();
                below += log.exp();
                k += 1;
                // Rounding may keep the sum just below the level for ever.
                if f64::from(k) > self.mean && log < -45.0 {
                    break;
                }
            }
            found.push(k);
        }
        found
    }

    /// The fewest pieces that suffice with a chance of `level`.
    pub fn quantile(&self, level: f64) -> u32 {
        self.quantiles(&[level]).first().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From scipy.stats: `nbinom.ppf(q, mean²/(variance − mean), mean/variance)`, `poisson.ppf(q, mean)`.
    #[test]
    fn quantiles_as_scipy_has_them() {
        for (mean, variance, expected) in GOLDEN {
            let found = NegativeBinomial::by_moments(mean, variance).quantiles(&[0.5, 0.9, 0.95, 0.99]);
            assert_eq!(found, expected, "{mean} {variance}");
        }
    }

    const GOLDEN: [(f64, f64, [u32; 4]); 6] = [
        (0.5, 2.0, [0, 2, 3, 7]),
        (3.0, 3.0, [3, 5, 6, 8]),
        (3.0, 9.0, [2, 7, 9, 13]),
        (10.0, 200.0, [5, 27, 38, 66]),
        (120.0, 130.0, [120, 135, 139, 147]),
        (800.0, 40000.0, [784, 1065, 1155, 1336]),
    ];

    #[test]
    fn nothing_sold_needs_nothing_and_more_service_never_needs_less() {
        assert_eq!(NegativeBinomial::by_moments(0.0, 0.0).quantile(0.99), 0);
        let found = NegativeBinomial::by_moments(30.0, 3_000.0).quantiles(&[0.1, 0.5, 0.9, 0.99, 0.9999]);
        assert!(found.is_sorted(), "{found:?}");
    }
}
