//! How sure a share is that was seen in few cases.
//!
//! The lower end of Wilson's interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
//! Journal of the American Statistical Association 22 (1927), 209–212; recommended for small numbers by Brown, Cai and DasGupta,
//! "Interval estimation for a binomial proportion", Statistical Science 16 (2001), 101–133.

#![allow(clippy::float_arithmetic, reason = "statistics; no money")]

/// The normal distribution's quantile for 99 % on both sides: many articles are looked at, and few may stand out by chance.
const Z: f64 = 2.576;

/// The least share, in thousandths, that is likely behind `hits` of `all`; rounded down. None of none is nothing.
pub(super) fn lower_per_mille(hits: i64, all: i64) -> u16 {
    if hits <= 0 || all <= 0 {
        return 0;
    }
    // Far below 2^53: pieces of a month.
    let (n, p) = (all as f64, hits.min(all) as f64 / all as f64);
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let margin = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let lower = ((middle - margin) / (1.0 + z2 / n)).clamp(0.0, 1.0);
    (lower * 1000.0).floor() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reckoned by hand from the formula, to three places.
    #[test]
    fn few_cases_say_little() {
        for (hits, all, expected) in [
            (0, 20, 0),
            (0, 0, 0),
            (1, 20, 5),
            (2, 20, 21),
            (10, 20, 249),
            (20, 20, 750),
            (100, 1000, 78),
            (30, 20, 750),
        ] {
            let lower = i32::from(lower_per_mille(hits, all));
            assert!((lower - expected).abs() <= 2, "{hits} of {all}: {lower}");
        }
        let grows: Vec<_> = [20, 200, 2000].map(|all| lower_per_mille(all / 10, all)).into();
        assert!(grows[0] < grows[1] && grows[1] < grows[2] && grows[2] < 100, "{grows:?}");
    }
}
