//! Numbers over many measurements, whole as everything here.

use std::time::Duration;

/// Measurements of one thing.
#[derive(Debug, Clone, Default)]
pub(super) struct Figures(Vec<u64>);

impl Figures {
    /// Of all at once.
    pub(super) fn of(mut values: Vec<u64>) -> Self {
        values.sort_unstable();
        Self(values)
    }

    /// Takes one more.
    pub(super) fn add(&mut self, value: u64) {
        let place = self.0.partition_point(|known| *known <= value);
        self.0.insert(place, value);
    }

    /// The value below which so many in a thousand lie.
    pub(super) fn at(&self, per_mille: usize) -> u64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last * per_mille).div_ceil(1000)).copied().unwrap_or_default()
    }

    /// The one in the middle.
    pub(super) fn median(&self) -> u64 {
        self.at(500)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

/// Microseconds.
pub(super) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// Microseconds as milliseconds: `12.34`.
pub(super) fn ms(micros: u64) -> String {
    decimal(micros, 1000)
}

/// A fraction with two places.
pub(super) fn decimal(number: u64, of: u64) -> String {
    let hundredths = (u128::from(number) * 100 + u128::from(of) / 2) / u128::from(of.max(1));
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// `1/23.4`: how many times the first goes into the second.
pub(super) fn ratio(small: u64, large: u64) -> String {
    let tenths = u128::from(large) * 10 / u128::from(small.max(1));
    format!("1/{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_right_and_shown_as_people_read_them() {
        let mut figures = Figures::default();
        (1..=100).rev().for_each(|n| figures.add(n));
        assert_eq!((figures.at(0), figures.median(), figures.at(990), figures.at(1000)), (1, 51, 100, 100));
        assert_eq!(Figures::default().median(), 0);
        assert_eq!(ms(12_345), "12.35");
        assert_eq!(decimal(0, 1000), "0.00");
        assert_eq!(ratio(10, 234), "1/23.4");
        assert_eq!(ratio(0, 5), "1/5.0");
    }
}
