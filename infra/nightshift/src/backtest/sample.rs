//! Small made-up pasts, for tests.

use domain::forecast::Day;
use jiff::civil::date;

use super::demand::{Demand, Item};

/// Items with so many pieces a day, one order each; evaluated from day `from` on.
pub(super) fn demand(items: &[&[u32]], from: usize) -> Demand {
    let item = |(nth, days): (usize, &&[u32])| Item {
        code: format!("{:05}", 10_001 + nth),
        title: format!("THING {nth} & CO"),
        price: 2.0 + nth as f64,
        price_known: 2.0 + nth as f64,
        days: days.iter().map(|p| Day { pieces: *p, orders: u32::from(*p > 0), out: false }).collect(),
    };
    let length = items.first().map_or(0, |days| days.len());
    Demand {
        items: items.iter().enumerate().map(item).collect(),
        first: date(2011, 1, 1),
        from,
        days: length,
    }
}

/// Little on most days, much on few: the same each time.
pub(super) fn lumpy(days: usize) -> Vec<u32> {
    (0..days).map(|day| if day % 17 == 5 { 40 } else { u32::from(day % 3 == 0) * 2 }).collect()
}
