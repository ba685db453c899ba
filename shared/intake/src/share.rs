//! Parts of a sum, prorated to the minor unit so that they still add up to what was printed.

/// One part of a printed sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Share<K> {
    /// What it is for.
    pub(crate) key: K,
    /// How much, in minor units.
    pub(crate) minor: i128,
    /// Whether it was reckoned here, and may be a minor unit off.
    pub(crate) prorated: bool,
}

impl<K> Share<K> {
    /// `minor` for `before` pieces, of which `now` are left. Halves are rounded up.
    pub(crate) fn of(key: K, minor: i64, now: i64, before: i64) -> Self {
        let (minor, now, before) = (i128::from(minor), i128::from(now), i128::from(before));
        if now == before || before == 0 {
            return Self { key, minor, prorated: false };
        }
        Self { key, minor: (2 * minor * now + before) / (2 * before), prorated: true }
    }
}

/// What the shares come to.
pub(crate) fn sum<K>(shares: &[Share<K>]) -> i128 {
    shares.iter().map(|s| s.minor).sum()
}

/// Makes the shares come to `target` by at most one minor unit on each prorated one; leaves them as they are where
/// that doesn't reach, as then something else is wrong.
pub(crate) fn settle<K>(shares: &mut [Share<K>], target: i128) {
    let off = target - sum(shares);
    let step = off.signum();
    let may_move = |s: &Share<K>| s.prorated && s.minor + step >= 0;
    let movable = shares.iter().filter(|s| may_move(s)).count();
    let Some(steps) = usize::try_from(off.abs()).ok().filter(|n| *n <= movable) else { return };
    for share in shares.iter_mut().filter(|s| may_move(s)).take(steps) {
        share.minor += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(parts: &[(i64, i64, i64)], target: i128) -> Vec<i128> {
        let mut shares: Vec<_> =
            parts.iter().map(|(m, now, before)| Share::of((), *m, *now, *before)).collect();
        settle(&mut shares, target);
        shares.into_iter().map(|s| s.minor).collect()
    }

    #[test]
    fn shares_are_settled_within_their_rounding() {
        for (parts, target, expect) in [
            (&[(100, 1, 3), (100, 1, 3)][..], 67, &[34, 33][..]),
            (&[(100, 1, 3), (100, 1, 3)], 66, &[33, 33]),
            (&[(5, 1, 2)], 2, &[2]),
            (&[(5, 1, 2)], 9, &[3]),
            (&[(100, 2, 2), (100, 1, 3)], 132, &[100, 32]),
            (&[(100, 2, 2)], 99, &[100]),
            (&[(7, 0, 0)], 7, &[7]),
            (&[(7, 0, 5)], 0, &[0]),
        ] {
            assert_eq!(settled(parts, target), expect, "{parts:?} to {target}");
        }
    }
}
