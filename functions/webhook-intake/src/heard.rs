//! Telling, now and then, that a source was heard.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A row for each delivery would be the busiest of the table; silence is a matter of hours.
const EVERY: Duration = Duration::from_secs(300);
/// More than any one instance serves.
const MOST: usize = 1000;

/// When each source of each shop was last written down by this instance.
#[derive(Debug, Default)]
pub(crate) struct LastTold(Mutex<HashMap<(String, &'static str), Instant>>);

impl LastTold {
    /// Whether it is time to write it down again; if so, it counts as done.
    pub(crate) fn is_due(&self, shop: &str, source: &'static str) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (shop.to_owned(), source);
        if told.get(&key).is_some_and(|at| at.elapsed() < EVERY) {
            return false;
        }
        if told.len() >= MOST {
            told.clear();
        }
        told.insert(key, Instant::now());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_source_of_each_shop_is_told_once_in_a_while() {
        let told = LastTold::default();
        assert!(told.is_due("acme", "shopify"));
        assert!(!told.is_due("acme", "shopify"));
        assert!(told.is_due("acme", "own") && told.is_due("zeta", "shopify"));
    }
}
