//! Sharing an amount out to the minor unit: by the largest remainder.

/// Shares `total` out by `weights`: each part is its fair share rounded down or up, and they sum to the total exactly. Equal
/// remainders go to whoever stands first; where nothing weighs anything, everybody weighs the same.
pub fn allocate(total: i64, weights: &[i64]) -> Vec<i64> {
    if weights.is_empty() {
        return Vec::new();
    }
    let (sign, total) = (total.signum(), i128::from(total).abs());
    let weigh = |weight: &i64| i128::from((*weight).max(0));
    let sum: i128 = weights.iter().map(weigh).sum();
    let (weights, sum): (Vec<i128>, i128) = if sum == 0 {
        (vec![1; weights.len()], i128::try_from(weights.len()).unwrap_or(1))
    } else {
        (weights.iter().map(weigh).collect(), sum)
    };
    let mut parts: Vec<i128> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|i| (std::cmp::Reverse(total * weights[*i] % sum), *i));
    let left = total - parts.iter().sum::<i128>();
    for i in by_remainder.into_iter().take(usize::try_from(left).unwrap_or_default()) {
        parts[i] += 1;
    }
    parts.into_iter().map(|part| i64::try_from(part).unwrap_or(i64::MAX) * sign).collect()
}

/// What the first `upto` of `pieces` equal pieces come to, of `total` for all: the same shares as [`allocate`] makes. Any way of
/// giving back piece after piece therefore sums to the total.
pub fn prefix(total: i64, pieces: i64, upto: i64) -> i64 {
    if pieces <= 0 {
        return 0;
    }
    let upto = upto.clamp(0, pieces);
    total / pieces * upto + (total % pieces).signum() * (total % pieces).abs().min(upto)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shares_are_fair_and_whole() {
        for (total, weights, expected) in [
            (1000, vec![1, 1, 1], vec![334, 333, 333]), // RA-G3
            (2000, vec![10_000, 10_000], vec![1000, 1000]),
            (100, vec![3, 3, 1], vec![43, 43, 14]),
            (5, vec![0, 0], vec![3, 2]),
            (0, vec![7, 1], vec![0, 0]),
            (1, vec![0, 5], vec![0, 1]),
            (-1000, vec![1, 1, 1], vec![-334, -333, -333]),
            (7, vec![], vec![]),
        ] {
            assert_eq!(allocate(total, &weights), expected, "{total} over {weights:?}");
        }
    }

    #[test]
    fn pieces_given_back_one_after_the_other_are_those_shares() {
        for total in [0, 1, 2, 999, 1000, 1001, -1000] {
            for pieces in 1..=7 {
                let shares = allocate(total, &vec![1; usize::try_from(pieces).expect("small")]);
                let mut sum = 0;
                for (i, share) in (0i64..).zip(&shares) {
                    assert_eq!(prefix(total, pieces, i), sum, "{total} over {pieces}, the first {i}");
                    sum += share;
                }
                assert_eq!(prefix(total, pieces, pieces + 5), total);
            }
        }
        assert_eq!(prefix(1000, 0, 1), 0);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_are_within_one_of_the_fair_share(
            total in 0i64..1_000_000_000_000, weights in prop::collection::vec(0i64..1_000_000_000, 1..20)
        ) {
            let parts = allocate(total, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                if sum > 0 {
                    let off = i128::from(*part) * sum - i128::from(total) * i128::from(*weight);
                    prop_assert!(off.abs() < sum, "{part} of {total} for {weight} of {sum}");
                }
            }
        }
    }
}
