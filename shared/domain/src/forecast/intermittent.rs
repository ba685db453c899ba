//! Demand that comes now and then: size and interval (or chance) smoothed apart.

/// Smoothing of sizes, and of intervals or chances: the usual tenth.
const ALPHA: f64 = 0.1;
const BETA: f64 = 0.1;

/// Croston's method times `1 − α/2` against its bias (Syntetos, Boylan, 2005).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sba {
    size: f64,
    interval: f64,
    since: f64,
}

impl Sba {
    /// One more day.
    pub fn note(&mut self, pieces: u32) {
        self.since += 1.0;
        if pieces == 0 {
            return;
        }
        let size = f64::from(pieces);
        if self.interval > 0.0 {
            self.size += ALPHA * (size - self.size);
            self.interval += ALPHA * (self.since - self.interval);
        } else {
            (self.size, self.interval) = (size, self.since);
        }
        self.since = 0.0;
    }

    /// Pieces a day.
    pub fn per_day(&self) -> f64 {
        if self.interval > 0.0 { (1.0 - ALPHA / 2.0) * self.size / self.interval } else { 0.0 }
    }
}

/// Teunter, Syntetos and Babai: the chance of a sale is smoothed each day, so that what has died fades.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tsb {
    size: f64,
    chance: Option<f64>,
}

impl Tsb {
    /// One more day.
    pub fn note(&mut self, pieces: u32) {
        let sold = if pieces > 0 { 1.0 } else { 0.0 };
        let before = self.chance.unwrap_or(sold);
        self.chance = Some(before + BETA * (sold - before));
        if pieces > 0 {
            let size = f64::from(pieces);
            self.size = if self.size > 0.0 { self.size + ALPHA * (size - self.size) } else { size };
        }
    }

    /// Pieces a day.
    pub fn per_day(&self) -> f64 {
        self.size * self.chance.unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    /// The vector of `stock::velocity`: sizes 2, 4, 3 at intervals 3, 4, 2.
    #[test]
    fn croston_sba_by_hand() {
        let mut sba = Sba::default();
        [0, 0, 2, 0, 0, 0, 4, 0, 3].into_iter().for_each(|pieces| sba.note(pieces));
        assert!(close(sba.per_day(), 0.95 * 2.28 / 2.99), "{}", sba.per_day());
    }

    #[test]
    fn tsb_by_hand() {
        let mut tsb = Tsb::default();
        // Chances 1, 0.9, 0.81, 0.829; sizes 5, then 5 + 0.1 × (3 − 5) = 4.8.
        [5, 0, 0, 3].into_iter().for_each(|pieces| tsb.note(pieces));
        assert!(close(tsb.per_day(), 0.829 * 4.8), "{}", tsb.per_day());
    }

    #[test]
    fn what_has_died_fades_with_tsb_only() {
        let (mut sba, mut tsb) = (Sba::default(), Tsb::default());
        for pieces in [2; 20].into_iter().chain([0; 60]) {
            sba.note(pieces);
            tsb.note(pieces);
        }
        assert!(sba.per_day() > 1.8 && tsb.per_day() < 0.01);
        assert!(close(Sba::default().per_day() + Tsb::default().per_day(), 0.0));
    }
}
