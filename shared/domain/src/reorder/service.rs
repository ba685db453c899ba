//! The service level: the reorder point that suffices for demand until the next delivery with a given probability.
//!
//! `ROP = d̄·L + z·√(L·σd² + d̄²·σL²)`: mean and variance of demand over a lead time that varies itself (Silver, Pyke,
//! Thomas, "Inventory and Production Management in Supply Chains", 4th ed. 2017, 6.10; Hadley, Whitin, "Analysis of
//! Inventory Systems", 1963). `z` is the quantile of the normal distribution.

use super::{Demand, trace::decimal};
use crate::stock::PerDay;

const MILLI: i128 = 1000;
const MILLION: i128 = 1_000_000;

/// The quantiles of the normal distribution from 50 to 99 percent, in thousandths.
const QUANTILES: [i64; 50] = [
    0, 25, 50, 75, 100, 126, 151, 176, 202, 228, 253, 279, 305, 332, 358, 385, 412, 440, 468, 496, 524, 553,
    583, 613, 643, 674, 706, 739, 772, 806, 842, 878, 915, 954, 994, 1036, 1080, 1126, 1175, 1227, 1282,
    1341, 1405, 1476, 1555, 1645, 1751, 1881, 2054, 2326,
];

/// The quantile of a service level in percent, in thousandths. Settings allow 50 to 99.
pub fn z_milli(percent: u8) -> i64 {
    QUANTILES[usize::from(percent.clamp(50, 99)) - 50]
}

/// A level that suffices so often, in millionths of a piece, and how it was reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// In millionths of a piece.
    pub millionths: i128,
    /// The formula with its numbers.
    pub formula: String,
}

/// Over how long it must suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Thousandths of a day.
    pub milli_days: i64,
    /// Its deviation, in thousandths of a day.
    pub deviation_milli_days: i64,
}

/// The reorder point of a demand over a lead time.
pub fn reorder_point(demand: Demand, lead: Span, z_milli: i64) -> Level {
    let Demand { per_day: PerDay(mean), deviation: PerDay(deviation) } = demand;
    let (d, sd) = (i128::from(mean.max(0)), i128::from(deviation.max(0)));
    let (l, sl) = (i128::from(lead.milli_days.max(0)), i128::from(lead.deviation_milli_days.max(0)));
    let while_waiting = d * l / MILLI;
    let variance = l.saturating_mul(sd.saturating_mul(sd)) / MILLI
        + d.saturating_mul(d).saturating_mul(sl.saturating_mul(sl)) / (MILLI * MILLI);
    let safety = i128::from(z_milli).saturating_mul(variance.isqrt()) / MILLI;
    let millionths = while_waiting + safety;
    let (d, sd) = (decimal(d, 6), decimal(sd, 6));
    let (l, sl, z) = (decimal(l, 3), decimal(sl, 3), decimal(i128::from(z_milli), 3));
    let formula = format!("ROP = {d}·{l} + {z}·√({l}·{sd}² + {d}²·{sl}²) = {}", decimal(millionths, 6));
    Level { millionths, formula }
}

/// Whole pieces, rounded up.
pub fn pieces(millionths: i128) -> i64 {
    i64::try_from((millionths.max(0) + MILLION - 1) / MILLION).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_is_reckoned_to_the_piece() {
        for (mean, deviation, lead, of_lead, service, expected, formula) in [
            // A textbook's: ten a day ± 3, nine days: 90 + 1.645 · 9.
            (10_000_000, 3_000_000, 9_000, 0, 95, 105, "ROP = 10·9 + 1.645·√(9·3² + 10²·0²) = 104.805"),
            // Only the lead time varies: 20 a day, 5 days ± 1.5: 100 + 2.054 · 30.
            (20_000_000, 0, 5_000, 1_500, 98, 162, "ROP = 20·5 + 2.054·√(5·0² + 20²·1.5²) = 161.62"),
            // Both: 90 + 1.282 · √(81 + 400).
            (
                10_000_000,
                3_000_000,
                9_000,
                2_000,
                90,
                119,
                "ROP = 10·9 + 1.282·√(9·3² + 10²·2²) = 118.116454",
            ),
            (0, 0, 9_000, 2_000, 98, 0, "ROP = 0·9 + 2.054·√(9·0² + 0²·2²) = 0"),
            (500_000, 700_000, 14_000, 0, 50, 7, "ROP = 0.5·14 + 0·√(14·0.7² + 0.5²·0²) = 7"),
        ] {
            let demand = Demand { per_day: PerDay(mean), deviation: PerDay(deviation) };
            let lead = Span { milli_days: lead, deviation_milli_days: of_lead };
            let found = reorder_point(demand, lead, z_milli(service));
            assert_eq!((pieces(found.millionths), found.formula.as_str()), (expected, formula));
        }
    }

    #[test]
    fn classes_have_the_quantiles_of_the_tables() {
        for (service, z) in [(98, 2054), (95, 1645), (90, 1282), (50, 0), (99, 2326), (10, 0), (255, 2326)] {
            assert_eq!(z_milli(service), z, "{service}");
        }
        assert!(QUANTILES.is_sorted());
    }
}
