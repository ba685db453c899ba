//! The two lanes: each its own queue, rate and configuration set.

use std::{sync::Mutex, time::Duration};

use domain::mail::Lane;
use tokio::time::Instant;

/// Rates and configuration sets.
#[derive(Debug)]
pub struct Lanes {
    /// The pace of this instance in the transactional lane.
    pub transactional: Pace,
    /// The pace of this instance in the bulk lane.
    pub bulk: Pace,
    /// SES's configuration set of the transactional lane.
    pub configuration_set_transactional: String,
    /// SES's configuration set of the bulk lane.
    pub configuration_set_bulk: String,
}

impl Lanes {
    pub(crate) fn pace(&self, lane: Lane) -> &Pace {
        match lane {
            Lane::Transactional => &self.transactional,
            Lane::Bulk => &self.bulk,
        }
    }

    pub(crate) fn configuration_set(&self, lane: Lane) -> &str {
        match lane {
            Lane::Transactional => &self.configuration_set_transactional,
            Lane::Bulk => &self.configuration_set_bulk,
        }
    }
}

/// An even pace. The lane's rate is shared out: instances are at most `concurrency`, each sends at rate ÷
/// concurrency, so that all together never exceed it for longer than a moment: they aren't in step, and mails of two may
/// meet.
#[derive(Debug)]
pub struct Pace {
    interval: Duration,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// `rate` mails a second over `concurrency` instances.
    pub fn new(rate: u32, concurrency: u32) -> Self {
        // Rounded up: a nanosecond less, and every so often there is one mail too many in a second.
        let nanos = 1_000_000_000 * u64::from(concurrency.max(1));
        let interval = Duration::from_nanos(nanos.div_ceil(rate.max(1).into()));
        Self { interval, next: Mutex::new(None) }
    }

    /// Takes the next slot and says how long it is until then; `None`, taking nothing, if that is more than
    /// `patience`.
    pub fn slot(&self, patience: Duration) -> Option<Duration> {
        let mut next = self.next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        let slot = next.unwrap_or(now).max(now);
        let wait = slot - now;
        if wait > patience {
            return None;
        }
        *next = Some(slot + self.interval);
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn slots_are_evenly_spaced_and_only_taken_within_patience() {
        let pace = Pace::new(14, 2);
        let interval = Duration::from_secs(1) / 7 + Duration::from_nanos(1);
        let patience = Duration::from_millis(300);
        assert_eq!(pace.slot(patience), Some(Duration::ZERO));
        assert_eq!(pace.slot(patience), Some(interval));
        assert_eq!(pace.slot(patience), Some(interval * 2));
        assert_eq!(pace.slot(patience), None);
        tokio::time::advance(Duration::from_secs(60)).await;
        assert_eq!(pace.slot(patience), Some(Duration::ZERO));
        assert_eq!(pace.slot(patience), Some(interval), "idle time isn't saved up for a burst");
    }

    #[tokio::test(start_paused = true)]
    async fn five_hundred_bulk_mails_take_no_slot_of_a_confirmation() {
        let lanes = Lanes {
            transactional: Pace::new(8, 2),
            bulk: Pace::new(4, 2),
            configuration_set_transactional: "transactional".into(),
            configuration_set_bulk: "bulk".into(),
        };
        let long = Duration::from_secs(3600);
        let slots: Vec<_> = (0..500).filter_map(|_| lanes.pace(Lane::Bulk).slot(long)).collect();
        assert_eq!(slots.last(), Some(&(Duration::from_millis(500) * 499)));
        assert_eq!(lanes.pace(Lane::Transactional).slot(Duration::ZERO), Some(Duration::ZERO));
        assert_ne!(lanes.configuration_set(Lane::Bulk), lanes.configuration_set(Lane::Transactional));
    }
}
