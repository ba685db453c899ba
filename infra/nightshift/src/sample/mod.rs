//! A made-up past of the sample shop: where its parcels went and how long they took. The same each time, whoever asks and
//! how often; for the bench, and for reports of a shop that nobody has.

mod past;
mod roads;

pub(crate) use past::{Past, Sent};
pub(crate) use roads::{Ground, Parcel, Roads};

/// Numbers that look like chance and are the same each time (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// That of a seed. Seeds that follow each other lead to numbers that have nothing to do with each other.
    pub(crate) fn of(seed: u64) -> Self {
        Self(Self(seed).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// From 0 to below `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end.max(1))).unwrap_or(0)
    }

    /// The place of one of these, each as often as it weighs.
    pub(crate) fn weighed(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_beside_each_other_have_nothing_in_common() {
        let drawn = |seed| {
            let mut chance = Chance::of(seed);
            std::iter::repeat_with(move || chance.next()).take(50).collect::<Vec<_>>()
        };
        let (one, other) = (drawn(1), drawn(2));
        assert!(one == drawn(1) && one.iter().all(|number| !other.contains(number)));
        let mut chance = Chance::of(3);
        let mut seen = [0; 3];
        (0..3000).for_each(|_| seen[chance.weighed([1, 0, 2].into_iter())] += 1);
        assert!((900..1100).contains(&seen[0]) && seen[1] == 0, "{seen:?}");
    }
}
