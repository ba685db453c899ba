//! What may be ordered without asking.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Money;

use super::PurchaseOrder;

/// The bounds of an order that nobody is asked about. Where one is absent, nothing is ordered without asking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The most that one order may cost.
    pub per_order: Option<Money>,
    /// The most that all of a day may cost.
    pub per_day: Option<Money>,
    /// By so many percent a price may be higher than at the last order.
    pub price_percent: Option<u32>,
}

/// What is known when an order is held against its bounds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// What was ordered today without asking, in the order's currency and its minor units.
    #[serde(default)]
    pub today: i64,
    /// By item: what one cost last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prices: BTreeMap<String, Money>,
}

/// What an order goes beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beyond {
    /// There are no bounds in its currency.
    Unbounded,
    /// The price of something isn't known.
    Unpriced,
    /// It costs more than one may.
    Order,
    /// It costs more than is left of the day.
    Day,
    /// Something was never bought there before.
    FirstPrice,
    /// Something costs more than last time, by more than may be.
    Price,
}

impl PurchaseOrder {
    /// Whether it may be ordered without asking.
    pub fn within(&self, bounds: &Bounds, known: &Known) -> Result<(), Beyond> {
        let Bounds { per_order: Some(per_order), per_day: Some(per_day), price_percent: Some(percent) } =
            bounds
        else {
            return Err(Beyond::Unbounded);
        };
        if per_order.currency != self.currency || per_day.currency != self.currency {
            return Err(Beyond::Unbounded);
        }
        if !self.is_priced() {
            return Err(Beyond::Unpriced);
        }
        let total = self.total().minor;
        if total > per_order.minor {
            return Err(Beyond::Order);
        }
        if known.today.saturating_add(total) > per_day.minor {
            return Err(Beyond::Day);
        }
        for line in &self.lines {
            let (Some(now), Some(last)) = (line.price, known.prices.get(&line.item)) else {
                return Err(Beyond::FirstPrice);
            };
            let most = i128::from(last.minor) * (100 + i128::from(*percent));
            if last.currency != now.currency || i128::from(now.minor) * 100 > most {
                return Err(Beyond::Price);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn what_goes_beyond_its_bounds_is_asked_for() {
        let bounds = |order, day, percent| Bounds {
            per_order: Some(eur(order)),
            per_day: Some(eur(day)),
            price_percent: Some(percent),
        };
        let known = |today, a, b| Known {
            today,
            prices: [("A".to_owned(), eur(a)), ("B".to_owned(), eur(b))].into(),
        };
        // It costs 35.00: ten A and four B at 2.50.
        for (what, bounds, known, within) in [
            ("to the cent", bounds(3500, 3500, 0), known(0, 250, 250), Ok(())),
            ("cheaper than last time", bounds(9999, 9999, 0), known(0, 300, 250), Ok(())),
            ("a cent too much", bounds(3499, 9999, 0), known(0, 250, 250), Err(Beyond::Order)),
            ("the rest of the day", bounds(9999, 9999, 0), known(6499, 250, 250), Ok(())),
            ("more than is left of the day", bounds(9999, 9999, 0), known(6500, 250, 250), Err(Beyond::Day)),
            ("a fourth dearer", bounds(9999, 9999, 25), known(0, 200, 250), Ok(())),
            ("more than a fourth", bounds(9999, 9999, 24), known(0, 200, 250), Err(Beyond::Price)),
            ("never bought", bounds(9999, 9999, 24), Known::default(), Err(Beyond::FirstPrice)),
            ("no bounds", Bounds::default(), known(0, 250, 250), Err(Beyond::Unbounded)),
            (
                "one bound only",
                Bounds { per_day: None, ..bounds(9999, 9999, 0) },
                known(0, 250, 250),
                Err(Beyond::Unbounded),
            ),
        ] {
            assert_eq!(waiting().within(&bounds, &known), within, "{what}");
        }
        let mut unpriced = waiting();
        unpriced.lines[1].price = None;
        assert_eq!(unpriced.within(&bounds(9999, 9999, 0), &known(0, 250, 250)), Err(Beyond::Unpriced));
        let dollars = Money::new(9999, "USD".parse().expect("a currency"));
        let other = Bounds { per_order: Some(dollars), per_day: Some(dollars), price_percent: Some(0) };
        assert_eq!(waiting().within(&other, &known(0, 250, 250)), Err(Beyond::Unbounded));
    }
}
