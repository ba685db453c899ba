//! Items of a kind rise and fall together: the orders of those whose titles share its words say where an item is heading.
//!
//! One item's orders are few; a week of them hardly tells a season from chance. Those of all that is "Christmas" do:
//!
//! ```text
//! growth = ( Σ quick(w) + k · S ) / ( Σ slow(w) + k ) / S        S = quick(shop) / slow(shop)
//! ```
//!
//! summed over the words `w` of its title, each with the mean orders a day of the items that have it, lately and over some
//! weeks. The shop's own pace is divided out: what rises with it is in the levels already. `k` draws words that hardly
//! sell to 1.

use std::collections::HashMap;

use super::{Day, Smooth};

/// Half-lives in days.
const QUICK: f64 = 7.0;
const SLOW: f64 = 20.0;
/// A day on which everybody wants one counts as so many orders: a growth is many days, not one.
const MOST: u32 = 4;
/// Orders a day.
const DRAWN: f64 = 0.6;
/// A word has so many letters at least; "of" and "x6" are none.
const LETTERS: usize = 3;
/// A word in more than so many of a hundred titles tells nothing apart.
const COMMON_PERCENT: usize = 20;
/// Nothing grows or fades by more than `e` at once.
const AT_MOST: f64 = 1.0;

/// An item's orders a day: lately, and over some weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    quick: Smooth,
    slow: Smooth,
}

impl Default for Pace {
    fn default() -> Self {
        Self { quick: Smooth::new(QUICK), slow: Smooth::new(SLOW) }
    }
}

impl Pace {
    /// One more day.
    pub fn note(&mut self, day: &Day) {
        if day.out {
            return;
        }
        let orders = f64::from(day.orders.min(MOST));
        self.quick.note(orders);
        self.slow.note(orders);
    }
}

/// Which items have a word in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Families {
    /// By item.
    words: Vec<Vec<usize>>,
    /// By word: items that have it.
    sizes: Vec<usize>,
}

impl Families {
    /// By the titles of all items.
    pub fn of<'t>(titles: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut known, mut sizes) = (HashMap::new(), Vec::new());
        let mut words: Vec<Vec<usize>> = Vec::new();
        for title in titles {
            let mut own: Vec<usize> = title
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| word.chars().count() >= LETTERS)
                .map(|word| {
                    *known.entry(word.to_lowercase()).or_insert_with_key(|_| {
                        sizes.push(0);
                        sizes.len() - 1
                    })
                })
                .collect();
            own.sort_unstable();
            own.dedup();
            own.iter().for_each(|word| sizes[*word] += 1);
            words.push(own);
        }
        let most = words.len() * COMMON_PERCENT / 100;
        for own in &mut words {
            own.retain(|word| (2..=most).contains(&sizes[*word]));
        }
        Self { words, sizes }
    }

    /// How each item's kind grows against the shop, 1 being as the shop: `paces` in the order of the titles.
    pub fn growth(&self, paces: &[Pace]) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); self.sizes.len()];
        let mut shop = (0.0, 0.0);
        for (own, pace) in self.words.iter().zip(paces) {
            let (quick, slow) = (pace.quick.mean(), pace.slow.mean());
            shop = (shop.0 + quick, shop.1 + slow);
            for word in own {
                sums[*word].0 += quick;
                sums[*word].1 += slow;
            }
        }
        if shop.0 <= 0.0 || shop.1 <= 0.0 {
            return vec![1.0; self.words.len()];
        }
        let shop = shop.0 / shop.1;
        let growth = |own: &Vec<usize>| {
            let (mut quick, mut slow) = (DRAWN * shop, DRAWN);
            for word in own {
                quick += sums[*word].0 / self.sizes[*word] as f64;
                slow += sums[*word].1 / self.sizes[*word] as f64;
            }
            (quick / slow / shop).clamp((-AT_MOST).exp(), AT_MOST.exp())
        };
        self.words.iter().map(growth).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(days: impl IntoIterator<Item = u32>) -> Pace {
        let mut pace = Pace::default();
        days.into_iter().for_each(|orders| pace.note(&Day { pieces: orders, orders, out: false }));
        pace
    }

    fn titles() -> [&'static str; 10] {
        [
            "Christmas star",
            "CHRISTMAS garland, 3 m",
            "Tea towel",
            "Towel of linen",
            "Mug",
            "Cup",
            "Bowl",
            "Spoon",
            "Plate",
            "Jug",
        ]
    }

    #[test]
    fn a_kind_that_is_asked_for_more_each_week_takes_its_items_along() {
        let families = Families::of(titles());
        let steady = pace([1; 60]);
        let mut paces = [steady; 10];
        // The star sells as ever; the garland began a week ago.
        paces[1] = pace((0..60).map(|day| if day < 53 { 0 } else { 4 }));
        let growth = families.growth(&paces);
        assert!(growth[0] > 1.1 && growth[1] > 1.1, "{growth:?}");
        // Towels don't, and what is alone stays where it is against a shop that grows.
        assert!(growth[2] < 1.0 && (growth[4] - 1.0).abs() < 1e-9, "{growth:?}");
    }

    #[test]
    fn a_shop_that_grows_as_a_whole_grows_no_kind() {
        let families = Families::of(titles());
        let paces = [pace((0..60).map(|day| u32::from(day > 30) + 1)); 10];
        assert!(families.growth(&paces).iter().all(|growth| (growth - 1.0).abs() < 1e-9));
        assert_eq!(families.growth(&[Pace::default(); 10]), [1.0; 10]);
    }

    #[test]
    fn a_word_that_all_or_one_have_tells_nothing() {
        let words = |titles: &[&str]| Families::of(titles.iter().copied()).words;
        assert!(words(&["Blue mug", "Blue cup", "Blue jug"]).iter().all(Vec::is_empty));
        let mut ten = titles();
        assert_eq!(words(&ten).iter().filter(|own| !own.is_empty()).count(), 4);
        ten[9] = "Christmas jug";
        assert_eq!(words(&ten).iter().filter(|own| !own.is_empty()).count(), 2, "three of ten are too many");
    }

    #[test]
    fn growth_stays_within_bounds() {
        let families = Families::of(titles());
        let mut paces = [pace([0; 200]); 10];
        paces[0] = pace((0..200).map(|day| u32::from(day == 199) * 9));
        paces[2] = pace((0..200).map(|day| u32::from(day < 20) * 4));
        for growth in families.growth(&paces) {
            assert!((0.36..2.72).contains(&growth), "{growth}");
        }
    }
}
