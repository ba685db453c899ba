//! A mean that forgets: a day counts half of what one a half-life later does.

/// An exponentially weighted mean. The weights are divided by their sum, so that a short history isn't drawn to zero
/// (pandas' `ewm(halflife=…, adjust=True)`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smooth {
    keep: f64,
    sum: f64,
    weight: f64,
}

impl Smooth {
    /// Nothing seen yet. `half_life` in days, above 0.
    pub fn new(half_life: f64) -> Self {
        Self { keep: 0.5_f64.powf(1.0 / half_life.max(0.01)), sum: 0.0, weight: 0.0 }
    }

    /// After so many days that came to this sum.
    pub(super) fn after(half_life: f64, sum: f64, days: u32) -> Self {
        let new = Self::new(half_life);
        // 1 + keep + keep² + …
        let weight = (1.0 - new.keep.powf(f64::from(days))) / (1.0 - new.keep);
        Self { sum, weight, ..new }
    }

    /// One more day.
    pub fn note(&mut self, value: f64) {
        self.sum = self.sum * self.keep + value;
        self.weight = self.weight * self.keep + 1.0;
    }

    /// The mean; 0 before the first day.
    pub fn mean(&self) -> f64 {
        if self.weight > 0.0 { self.sum / self.weight } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_life_halves() {
        let mut smooth = Smooth::new(1.0);
        assert!(smooth.mean().abs() < f64::EPSILON);
        for value in [8.0, 4.0, 2.0] {
            smooth.note(value);
        }
        // (2 + 4/2 + 8/4) / (1 + 1/2 + 1/4)
        assert!((smooth.mean() - 6.0 / 1.75).abs() < 1e-12, "{}", smooth.mean());
    }

    #[test]
    fn what_stays_the_same_is_its_own_mean_from_the_first_day() {
        let mut smooth = Smooth::new(70.0);
        for _ in 0..400 {
            smooth.note(3.0);
            assert!((smooth.mean() - 3.0).abs() < 1e-9);
        }
    }
}
