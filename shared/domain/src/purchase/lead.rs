//! What suppliers are known by: how long their deliveries took, and what they took for what last.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Money;

/// Days of deliveries, as their sums: how many, on average, and how much they differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// How many were measured.
    pub n: u32,
    /// Their days added up.
    pub sum: u64,
    /// The squares of their days added up.
    pub squares: u64,
}

impl Days {
    /// One more.
    pub fn add(&mut self, days: u16) {
        let days = u64::from(days);
        self.n = self.n.saturating_add(1);
        self.sum = self.sum.saturating_add(days);
        self.squares = self.squares.saturating_add(days * days);
    }

    /// The mean, in thousandths of a day.
    pub fn mean_milli(&self) -> Option<u64> {
        let n = u64::from(self.n);
        (n > 0).then(|| (self.sum.saturating_mul(1000) + n / 2) / n)
    }

    /// The standard deviation of a sample, in thousandths of a day; of less than two there is none.
    pub fn deviation_milli(&self) -> Option<u64> {
        let n = u128::from(self.n);
        let divisor = n.checked_mul(n.checked_sub(1)?).filter(|divisor| *divisor > 0)?;
        let spread =
            (n * u128::from(self.squares)).saturating_sub(u128::from(self.sum) * u128::from(self.sum));
        u64::try_from((spread.saturating_mul(1_000_000) / divisor).isqrt()).ok()
    }
}

/// What came of orders to a supplier.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Supply {
    /// Who it is, as the settings name them.
    pub supplier: String,
    /// All of their deliveries.
    #[serde(default)]
    pub days: Days,
    /// By item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Supplied>,
}

/// What came of orders of an item to a supplier.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Supplied {
    /// Its deliveries.
    #[serde(default)]
    pub days: Days,
    /// What one cost last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

impl Supply {
    /// The deliveries that say most of an item: its own where there are enough, else all of the supplier's.
    pub fn of(&self, item: &str, enough: u32) -> Option<Days> {
        let own = self.items.get(item).map(|supplied| supplied.days);
        [own, Some(self.days)].into_iter().flatten().find(|days| days.n >= enough)
    }

    /// An item was there after so many days.
    pub fn arrived(&mut self, item: &str, days: u16) {
        self.days.add(days);
        self.items.entry(item.to_owned()).or_default().days.add(days);
    }

    /// An item was ordered for so much.
    pub fn ordered(&mut self, item: &str, price: Option<Money>) {
        if price.is_some() {
            self.items.entry(item.to_owned()).or_default().price = price;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_deviation_are_those_of_a_sample() {
        for (list, mean, deviation) in [
            (&[][..], None, None),
            (&[7], Some(7000), None),
            (&[7, 7, 7], Some(7000), Some(0)),
            (&[2, 4, 4, 4, 5, 5, 7, 9], Some(5000), Some(2138)), // the square root of 32 / 7
            (&[10, 11], Some(10_500), Some(707)),
            (&[0, 365, 0], Some(121_667), Some(210_732)),
        ] {
            let mut days = Days::default();
            list.iter().for_each(|one| days.add(*one));
            assert_eq!((days.mean_milli(), days.deviation_milli()), (mean, deviation), "{list:?}");
        }
    }

    #[test]
    fn an_items_own_deliveries_count_once_there_are_enough() {
        let mut supply = Supply::default();
        (0..4).for_each(|_| supply.arrived("A", 10));
        assert_eq!(supply.of("A", 5), None);
        supply.arrived("B", 20);
        assert_eq!(supply.of("A", 5).map(|days| days.n), Some(5), "all of the supplier's");
        supply.arrived("A", 10);
        assert_eq!(supply.of("A", 5).and_then(|days| days.mean_milli()), Some(10_000), "its own");
        assert_eq!(supply.of("C", 5).map(|days| days.n), Some(6));
    }
}
