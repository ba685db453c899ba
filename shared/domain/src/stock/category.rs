//! How a shop's categories sell: what an item is reckoned with while it is new.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Item, PerDay};
use crate::EntityRef;

/// So many categories are known; a shop whose tags are sentences has more of them than say anything.
const MOST: usize = 200;
/// So many items speak for a category.
const VOICES: usize = 50;

/// By category: pieces a day of the middle one of its items. A night's sweep gathers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Categories {
    /// What counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    known: BTreeMap<String, PerDay>,
    /// What the present sweep has found so far.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    found: BTreeMap<String, Vec<PerDay>>,
}

impl Categories {
    /// Where they are remembered, and under which name.
    pub fn entity() -> EntityRef {
        EntityRef::new("WATCH", "stock-categories")
    }

    /// The function that keeps them.
    pub const KEPT_BY: &'static str = "stock-watch";

    /// A sweep begins.
    pub fn begin(&mut self) {
        self.found.clear();
    }

    /// An item sells so fast at a place.
    pub fn note(&mut self, item: &Item, rate: PerDay) {
        for category in &item.categories {
            let name = named(category);
            if name.is_empty() || (self.found.len() >= MOST && !self.found.contains_key(&name)) {
                continue;
            }
            let rates = self.found.entry(name).or_default();
            if rates.len() < VOICES {
                rates.push(rate);
            }
        }
    }

    /// A sweep is through: what it found counts from now on.
    pub fn end(&mut self) {
        let found = std::mem::take(&mut self.found);
        self.known = found.into_iter().filter_map(|(name, rates)| Some((name, middle(rates)?))).collect();
    }

    /// How an item's category sells: the first of its categories of which that is known.
    pub fn of(&self, item: &Item) -> Option<PerDay> {
        item.categories.iter().find_map(|category| self.known.get(&named(category))).copied()
    }
}

/// Shops write one category in several ways.
fn named(category: &str) -> String {
    category.trim().to_lowercase().chars().take(60).collect()
}

/// The middle one: one best-seller doesn't speak for all.
fn middle(mut rates: Vec<PerDay>) -> Option<PerDay> {
    rates.sort_unstable();
    rates.get(rates.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(categories: &[&str]) -> Item {
        let categories = categories.iter().map(|name| (*name).to_owned()).collect();
        Item { categories, ..Item::default() }
    }

    #[test]
    fn the_middle_item_speaks_for_its_category() {
        for (rates, expected) in
            [(vec![], None), (vec![7], Some(7)), (vec![9, 1], Some(1)), (vec![900, 1, 5], Some(5))]
        {
            let mut categories = Categories::default();
            rates.iter().for_each(|rate| categories.note(&item(&["Mugs"]), PerDay(*rate)));
            categories.end();
            assert_eq!(categories.of(&item(&["new", " mugs "])), expected.map(PerDay), "{rates:?}");
            assert_eq!(categories.of(&item(&["cups"])), None);
        }
    }

    #[test]
    fn what_was_known_counts_until_a_sweep_is_through() {
        let mut categories = Categories::default();
        categories.note(&item(&["mugs"]), PerDay(4));
        categories.end();
        categories.begin();
        categories.note(&item(&["mugs"]), PerDay(8));
        assert_eq!(categories.of(&item(&["mugs"])), Some(PerDay(4)));
        let kept = serde_json::to_value(&categories).expect("plain data");
        let mut categories: Categories = serde_json::from_value(kept).expect("categories");
        categories.end();
        assert_eq!(categories.of(&item(&["mugs"])), Some(PerDay(8)));
    }

    #[test]
    fn a_flood_of_tags_is_bounded() {
        let mut categories = Categories::default();
        for n in 0..MOST * 2 {
            categories.note(&item(&[&format!("tag {n}"), "tag 1"]), PerDay(1));
        }
        assert_eq!(categories.found.len(), MOST);
        assert!(categories.found.values().all(|rates| rates.len() <= VOICES));
    }
}
