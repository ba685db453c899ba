//! Some weeks together: each order as it was known last. To learn from years, files are read one by one instead, oldest first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{DayFile, Entry};

/// Orders of many days.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    orders: BTreeMap<String, (Date, Entry)>,
}

impl Gathered {
    /// Takes a day in. Days may come in any order.
    pub fn take(&mut self, file: DayFile) {
        let day = file.day;
        for entry in file.into_entries() {
            match self.orders.get(&entry.order) {
                Some((known, _)) if *known > day => {}
                _ => _ = self.orders.insert(entry.order.clone(), (day, entry)),
            }
        }
    }

    /// How many orders.
    pub fn len(&self) -> usize {
        self.orders.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// The orders, by their ids.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.orders.values().map(|(_, entry)| entry)
    }
}
