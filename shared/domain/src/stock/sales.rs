//! What was sold of an item on which day, and what was left.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::forecast::{Day, Past, Track};

/// So many days are remembered one by one; those before them, in sums.
const DAYS: usize = 120;

/// The last days of an item at a place, by the shop's own dates: what was sold, and what could be sold at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sales {
    /// The newest day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Pieces sold each day, the newest last; `null` where nothing could be sold because nothing was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sold: Vec<Option<u32>>,
    /// What could be sold at the end of each day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left: Vec<i64>,
    /// How many orders each day's pieces were, the newest last; of days before these nobody counted them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    orders: Vec<u32>,
    /// The days before all these.
    #[serde(default, skip_serializing_if = "Past::is_empty")]
    past: Past,
}

impl Sales {
    /// On `date` so many pieces were sold (below zero: taken back), and what could be sold went from `before` to `left`.
    /// What comes late counts on its own day; what is older than all that is remembered doesn't count.
    pub fn note(&mut self, date: Date, sold: i64, before: i64, left: i64) {
        if self.until.is_none_or(|until| date > until) {
            self.roll(date, before);
        }
        let Some(index) = self.index(date) else { return };
        if self.until == Some(date)
            && let Some(newest) = self.left.last_mut()
        {
            *newest = left;
        }
        if let Some(day) = self.sold.get_mut(index)
            && (sold != 0 || before > 0 || left > 0 || day.is_some())
        {
            let sum = i64::from(day.unwrap_or_default()).saturating_add(sold).max(0);
            *day = Some(u32::try_from(sum).unwrap_or(u32::MAX));
            // Who takes all back takes an order back.
            let orders = self.orders.len().checked_sub(self.sold.len() - index);
            if let Some(orders) = orders.and_then(|index| self.orders.get_mut(index)) {
                *orders = orders.saturating_add_signed(i32::from(sold > 0) - i32::from(sold < 0));
            }
        }
    }

    /// The days until `date`, on which nothing was told: as much was left each day as at the end of the one before, or
    /// `left` where nothing is remembered.
    fn roll(&mut self, date: Date, left: i64) {
        let left = self.left.last().copied().unwrap_or(left);
        let gap = self.until.map_or(1, |until| (date - until).get_days());
        let gap = usize::try_from(gap).unwrap_or_default();
        let days = gap.min(DAYS);
        let excess = (self.sold.len() + days).saturating_sub(DAYS);
        for index in 0..excess {
            self.past.note(&self.day(index));
        }
        if left > 0 {
            self.past.pass(gap - days);
        }
        self.sold.extend(std::iter::repeat_n((left > 0).then_some(0), days));
        self.left.extend(std::iter::repeat_n(left, days));
        self.orders.extend(std::iter::repeat_n(0, days));
        self.sold.drain(..excess);
        self.left.drain(..excess);
        self.orders.drain(..self.orders.len().saturating_sub(DAYS));
        self.until = Some(date);
    }

    /// A day as forecasts take it: pieces are at least one order, and an order is at least a piece.
    fn day(&self, index: usize) -> Day {
        let sold = self.sold.get(index).copied().flatten();
        let counted = self.orders.len().checked_sub(self.sold.len() - index);
        let counted = counted.and_then(|index| self.orders.get(index)).copied();
        let pieces = sold.unwrap_or(0);
        let orders = counted.unwrap_or(1).max(1).min(pieces);
        Day { pieces, orders, out: sold.is_none() }
    }

    /// What is remembered of the whole days before `today`: each of the last ones, and all of them as a forecast's memory.
    pub fn track(&self, today: Date) -> (Track, Vec<Day>) {
        let sales = self.as_of(today);
        let days: Vec<Day> = (0..sales.whole(today)).map(|index| sales.day(index)).collect();
        (Track::after(&sales.past, &days), days)
    }

    /// The same as of `today`.
    #[must_use]
    pub fn as_of(&self, today: Date) -> Self {
        let mut sales = self.clone();
        if sales.until.is_some_and(|until| until < today) {
            sales.roll(today, 0);
        }
        sales
    }

    /// The same item at several places, together.
    #[must_use]
    pub fn together(places: &[Self]) -> Self {
        let Some(until) = places.iter().filter_map(|place| place.until).max() else { return Self::default() };
        let mut places: Vec<_> = places.iter().map(|place| place.as_of(until)).collect();
        places.retain(|place| place.until.is_some());
        if places.len() == 1 {
            return places.remove(0);
        }
        let days = places.iter().map(|place| place.sold.len()).max().unwrap_or_default();
        // What came before isn't summed: a place was out of stock on days when another one wasn't.
        let (sold, left, orders) = (vec![None; days], vec![0; days], vec![0; days]);
        let mut sum = Self { until: Some(until), sold, left, orders, past: Past::default() };
        for place in &places {
            let skipped = days - place.sold.len();
            for (day, more) in sum.sold.iter_mut().skip(skipped).zip(&place.sold) {
                if let Some(more) = more {
                    *day = Some(day.unwrap_or_default().saturating_add(*more));
                }
            }
            for (day, more) in sum.left.iter_mut().skip(skipped).zip(&place.left) {
                *day = day.saturating_add(*more);
            }
            for (index, day) in sum.orders.iter_mut().skip(skipped).enumerate() {
                *day = day.saturating_add(place.day(index).orders);
            }
        }
        sum
    }

    /// The days before those that are remembered one by one.
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// For how many days it is known.
    pub fn len(&self) -> usize {
        self.sold.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.sold.is_empty()
    }

    /// What was sold on the whole days before `today` on which there was something to sell, the oldest first.
    pub fn in_stock(&self, today: Date) -> Vec<u32> {
        let sales = self.as_of(today);
        let whole = sales.whole(today);
        sales.sold.into_iter().take(whole).flatten().collect()
    }

    /// How many of the days are before `today`, which isn't over: it would count as a weak day each morning.
    fn whole(&self, today: Date) -> usize {
        let later =
            self.until.map_or(0, |until| usize::try_from((until - today).get_days() + 1).unwrap_or(0));
        self.sold.len().saturating_sub(later)
    }

    /// The whole days before `today`, the oldest first: what was sold, absent where nothing could be, and what could be sold at
    /// the end.
    pub fn days(&self, today: Date) -> Vec<(Option<u32>, i64)> {
        let sales = self.as_of(today);
        let whole = sales.whole(today);
        sales.sold.into_iter().zip(sales.left).take(whole).collect()
    }

    /// What could be sold at the end of each of the last `days`, the newest last.
    pub fn left(&self, today: Date, days: usize) -> Vec<i64> {
        let left = self.as_of(today).left;
        let skipped = left.len().saturating_sub(days);
        left.into_iter().skip(skipped).collect()
    }

    fn index(&self, date: Date) -> Option<usize> {
        let back = usize::try_from((self.until? - date).get_days()).ok()?;
        self.sold.len().checked_sub(back + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Date {
        jiff::civil::date(2026, 3, n)
    }

    fn noted(notes: &[(i8, i64, i64, i64)]) -> Sales {
        let mut sales = Sales::default();
        for (n, sold, before, left) in notes {
            sales.note(day(*n), *sold, *before, *left);
        }
        sales
    }

    #[test]
    fn days_without_stock_are_not_days_without_sales() {
        for (what, notes, today, expected) in [
            ("nothing known", vec![], 9, vec![]),
            ("today doesn't count", vec![(1, 2, 10, 8)], 1, vec![]),
            ("quiet days count", vec![(1, 2, 10, 8)], 4, vec![2, 0, 0]),
            ("the day it ran out counts, the next don't", vec![(1, 8, 8, 0)], 4, vec![8]),
            ("a delivery on the third day", vec![(1, 8, 8, 0), (3, 0, 0, 20)], 5, vec![8, 0, 0]),
            ("sold without stock is sold", vec![(1, 8, 8, 0), (2, 1, 0, -1)], 4, vec![8, 1]),
            ("taken back on the same day", vec![(1, 3, 8, 5), (1, -1, 5, 6)], 2, vec![2]),
            ("never below nothing", vec![(1, 3, 8, 5), (2, -4, 5, 9)], 3, vec![3, 0]),
            ("late", vec![(1, 1, 9, 8), (3, 1, 8, 7), (2, 4, 8, 4)], 4, vec![1, 4, 1]),
            ("too late", vec![(3, 1, 8, 7), (1, 4, 8, 4)], 4, vec![1]),
        ] {
            assert_eq!(noted(&notes).in_stock(day(today)), expected, "{what}");
        }
    }

    #[test]
    fn what_is_left_is_known_for_each_day() {
        let sales = noted(&[(1, 2, 10, 8), (3, 1, 8, 7), (3, 2, 7, 5)]);
        assert_eq!(sales.left(day(4), 30), [8, 8, 5, 5]);
        assert_eq!(sales.left(day(4), 2), [5, 5]);
        assert_eq!(sales.days(day(4)), [(Some(2), 8), (Some(0), 8), (Some(3), 5)]);
        assert_eq!(sales.days(day(2)), [(Some(2), 8)]);
        assert_eq!(Sales::default().days(day(2)), []);
    }

    #[test]
    fn places_together_have_stock_if_one_has() {
        let sales = Sales::together(&[noted(&[(1, 5, 5, 0)]), noted(&[(2, 1, 4, 3)]), Sales::default()]);
        assert_eq!((sales.in_stock(day(4)), sales.left(day(3), 9)), (vec![5, 1, 0], vec![0, 3, 3]));
        let kept: Sales =
            serde_json::from_value(serde_json::to_value(&sales).expect("plain data")).expect("sales");
        assert_eq!(kept, sales);
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let mut sales = Sales::default();
        let mut date = day(1);
        for _ in 0..400 {
            sales.note(date, 9_999, 99_999, 99_999);
            date = date.tomorrow().expect("in range");
        }
        assert_eq!(sales.len(), DAYS);
        assert_eq!(
            sales.as_of(jiff::civil::date(2036, 1, 1)).in_stock(jiff::civil::date(2036, 1, 1)),
            [0; DAYS - 1]
        );
    }
}
