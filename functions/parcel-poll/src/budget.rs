//! How many requests a shop's day has left. What a tick means to spend is written down before it is: whoever breaks off has asked less
//! than is counted, and two ticks at once share one day.

use std::sync::atomic::{AtomicU32, Ordering};

use domain::{EntityRef, Failure, ShopId, Timestamp};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::Store;

use crate::NAME;

/// Where it is remembered.
fn watch() -> EntityRef {
    EntityRef::new("WATCH", "parcels")
}

/// What a day has spent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Spent {
    /// The day, by the shop's own clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// So many requests.
    #[serde(default)]
    requests: u32,
}

impl Spent {
    /// Takes up to `wanted` of what `day` has left of `most`.
    fn take(&mut self, day: Date, wanted: u32, most: u32) -> u32 {
        // A clock that is behind spends of the later day: no day is had twice.
        if self.day.is_none_or(|known| known < day) {
            *self = Self { day: Some(day), requests: 0 };
        }
        let taken = wanted.min(most.saturating_sub(self.requests));
        self.requests += taken;
        taken
    }

    /// Gives back what wasn't spent, unless another day has begun.
    fn give_back(&mut self, day: Date, unspent: u32) {
        if self.day == Some(day) {
            self.requests = self.requests.saturating_sub(unspent);
        }
    }
}

/// Requests that may be made.
pub(crate) struct Purse {
    day: Date,
    left: u32,
}

impl Purse {
    /// Takes up to `wanted` requests of the day, of which it has `most` in all.
    pub(crate) async fn take(
        store: &Store,
        (shop, now): (&ShopId, Timestamp),
        day: Date,
        (wanted, most): (u32, u32),
    ) -> Result<Self, Failure> {
        let taken = AtomicU32::new(0);
        let take = |spent: &mut Spent| taken.store(spent.take(day, wanted, most), Ordering::Relaxed);
        store.remember(shop, &watch(), NAME, now, take).await?;
        Ok(Self { day, left: taken.into_inner() })
    }

    /// Spends one, if there is one.
    pub(crate) fn spend(&mut self) -> bool {
        let is_there = self.left > 0;
        self.left -= u32::from(is_there);
        is_there
    }

    /// Gives back what is left.
    pub(crate) async fn close(self, store: &Store, shop: &ShopId, now: Timestamp) -> Result<(), Failure> {
        let give_back = |spent: &mut Spent| spent.give_back(self.day, self.left);
        store.remember(shop, &watch(), NAME, now, give_back).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: i8) -> Date {
        Date::constant(2026, 3, day)
    }

    #[test]
    fn a_day_is_spent_once() {
        let mut spent = Spent::default();
        for (on, wanted, most, taken) in [
            (2, 40, 100, 40),
            (2, 40, 100, 40),
            (2, 40, 100, 20),
            (2, 40, 100, 0),
            // Less may be spent from now on than has been.
            (2, 1, 50, 0),
            (2, 10, 105, 5),
            (3, 10, 100, 10),
            // A clock that is behind.
            (2, 100, 100, 90),
            (3, 1, 100, 0),
        ] {
            assert_eq!(spent.take(day(on), wanted, most), taken, "{wanted} of {most} on the {on}.");
        }
    }

    #[test]
    fn what_is_left_is_given_back_to_its_own_day() {
        let mut spent = Spent::default();
        assert_eq!(spent.take(day(2), 10, 10), 10);
        spent.give_back(day(2), 4);
        assert_eq!(spent.take(day(2), 10, 10), 4);
        assert_eq!(spent.take(day(3), 10, 10), 10);
        spent.give_back(day(2), 4);
        assert_eq!(spent.take(day(3), 10, 10), 0);
    }
}
