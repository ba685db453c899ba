//! Tables that a shop could make of its past itself: what ours is measured against.

use std::collections::HashMap;

use jiff::{Span, civil::Date};

use super::orders::Order;

/// A table of times by pairs of subdivisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plain {
    /// How it is called.
    pub(super) name: &'static str,
    /// Made anew after so many days; never, if none are said.
    pub(super) anew: Option<i32>,
    /// Of what was delivered in so many days; of all, if none are said.
    pub(super) back: Option<i32>,
    /// Whether by pairs, or one for all.
    pub(super) by_pair: bool,
}

/// What ours is measured against.
pub(super) const PLAIN: [Plain; 3] = [
    Plain { name: "one table for all", anew: Some(7), back: None, by_pair: false },
    Plain { name: "table per state pair, all history", anew: Some(7), back: None, by_pair: true },
    Plain { name: "table per state pair, last 60 days", anew: Some(7), back: Some(60), by_pair: true },
];

/// A pair with fewer orders is asked of all.
const FEWEST: usize = 30;

/// Sorted days, by pair, and of all.
pub(super) struct Table {
    all: Vec<u16>,
    pairs: HashMap<String, Vec<u16>>,
}

impl Plain {
    /// As it was on a day.
    pub(super) fn table(&self, orders: &[Order], day: Date) -> Table {
        let since = self.back.map_or(Date::MIN, |back| day.saturating_sub(Span::new().days(back)));
        let mut table = Table { all: vec![], pairs: HashMap::new() };
        for order in orders.iter().take_while(|order| order.day() < day) {
            let delivered = order.shipment.delivered.filter(|on| (since..day).contains(on));
            if let (Some(days), Some(_)) = (order.days, delivered) {
                table.all.push(days);
                if self.by_pair {
                    table.pairs.entry(order.pair()).or_default().push(days);
                }
            }
        }
        table.all.sort_unstable();
        table.pairs.retain(|_, days| days.len() >= FEWEST);
        table.pairs.values_mut().for_each(|days| days.sort_unstable());
        table
    }
}

impl Table {
    /// By which day such shares of an order's like were there.
    pub(super) fn days(&self, order: &Order, levels: &[f64]) -> Vec<u16> {
        let days = self.pairs.get(&order.pair()).unwrap_or(&self.all);
        let at = |level: &f64| {
            let nth = (level * days.len() as f64).ceil() as usize;
            days.get(nth.saturating_sub(1)).copied().unwrap_or(0)
        };
        levels.iter().map(at).collect()
    }
}
