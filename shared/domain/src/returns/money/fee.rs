//! Fees: in percent, for each piece, or both; never more than the cap, nor than what goes back.

/// What is taken off `goods` that go back for `pieces`. Parts of a minor unit are the buyer's.
pub(super) fn fee(goods: i64, pieces: i64, percent: i64, each: i64, cap_percent: i64) -> i64 {
    let part = |percent: i64| {
        let share = i128::from(goods) * i128::from(percent.clamp(0, 100)) / 100;
        i64::try_from(share).unwrap_or(goods)
    };
    let asked = part(percent).saturating_add(each.max(0).saturating_mul(pieces.max(0)));
    asked.min(part(cap_percent)).min(goods).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_bounded_and_rounded_for_the_buyer() {
        for (goods, pieces, percent, each, cap, expected) in [
            (10_000, 1, 10, 0, 100, 1_000),
            (999, 1, 10, 0, 100, 99),
            (10_000, 2, 0, 250, 100, 500),
            (10_000, 2, 10, 250, 100, 1_500),
            (10_000, 2, 50, 250, 20, 2_000),
            (300, 1, 0, 500, 100, 300),
            (300, 1, 0, 500, 0, 0),
            (0, 1, 10, 500, 100, 0),
        ] {
            assert_eq!(
                fee(goods, pieces, percent, each, cap),
                expected,
                "{goods} {pieces} {percent} {each} {cap}"
            );
        }
    }
}
