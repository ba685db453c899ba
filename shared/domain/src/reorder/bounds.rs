//! How far an order may be sent without asking.

use serde::{Deserialize, Serialize};

use super::Bounds;
use crate::{Currency, Money, settings::Amount};

/// An order that would be sent by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending<'a> {
    /// What it comes to.
    pub value: Money,
    /// What all that was sent without asking on this day comes to, by the shop's own clock.
    pub today: Money,
    /// Of each line: what one costs now and in the last order to this supplier; either may be unknown.
    pub prices: &'a [(Option<Money>, Option<Money>)],
}

/// Why an order isn't sent without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beyond {
    /// The shop sets no bounds, or in another currency.
    NoBounds,
    /// It comes to more than one order may.
    PerOrder,
    /// With it the day's orders come to more than they may.
    PerDay,
    /// A price isn't known.
    NoPrice,
    /// Something is bought for the first time: there is no price to compare.
    FirstPrice,
    /// A price differs from the last order's by more than it may.
    PriceChange,
}

impl Bounds {
    /// Everything for which an order isn't sent without asking; nothing if it is.
    pub fn beyond(&self, order: &Sending<'_>) -> Vec<Beyond> {
        let currency = order.value.currency;
        let (Some(per_order), Some(per_day)) =
            (self.amount(self.per_order.as_ref(), currency), self.amount(self.per_day.as_ref(), currency))
        else {
            return vec![Beyond::NoBounds];
        };
        let mut found = Vec::new();
        if order.value.minor > per_order {
            found.push(Beyond::PerOrder);
        }
        if order.today.currency != currency || order.today.minor.saturating_add(order.value.minor) > per_day {
            found.push(Beyond::PerDay);
        }
        for (now, last) in order.prices {
            let why = match (now, last) {
                (None, _) => Some(Beyond::NoPrice),
                (Some(_), None) => Some(Beyond::FirstPrice),
                (Some(now), Some(last)) => self.differs(*now, *last).then_some(Beyond::PriceChange),
            };
            found.extend(why.filter(|why| !found.contains(why)));
        }
        found
    }

    fn amount(&self, amount: Option<&Amount>, currency: Currency) -> Option<i64> {
        let own = self.currency.filter(|own| *own == currency)?;
        Some(amount?.of(own).ok()?.minor)
    }

    fn differs(&self, now: Money, last: Money) -> bool {
        let by = i128::from(now.minor) - i128::from(last.minor);
        let most = i128::from(last.minor) * i128::from(self.price_percent);
        now.currency != last.currency || by.abs() * 100 > most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_a_bound_is_asked_for() {
        let currency = |code: &str| code.parse::<Currency>().expect("a currency");
        let euros = |minor| Money::new(minor, currency("EUR"));
        let bounds = Bounds {
            currency: Some(currency("EUR")),
            per_order: Some("500.00".into()),
            per_day: Some("800".into()),
            price_percent: 5,
        };
        let same = (Some(euros(400)), Some(euros(400)));
        for (what, value, today, price, expected) in [
            ("to the cent", 50_000, 30_000, same, vec![]),
            ("a cent more", 50_001, 0, same, vec![Beyond::PerOrder]),
            ("the day's cent", 50_000, 30_001, same, vec![Beyond::PerDay]),
            ("both", 90_000, 0, same, vec![Beyond::PerOrder, Beyond::PerDay]),
            ("five percent dearer", 100, 0, (Some(euros(420)), Some(euros(400))), vec![]),
            (
                "a cent more than that",
                100,
                0,
                (Some(euros(421)), Some(euros(400))),
                vec![Beyond::PriceChange],
            ),
            ("much cheaper", 100, 0, (Some(euros(300)), Some(euros(400))), vec![Beyond::PriceChange]),
            ("for the first time", 100, 0, (Some(euros(400)), None), vec![Beyond::FirstPrice]),
            ("without a price", 100, 0, (None, Some(euros(400))), vec![Beyond::NoPrice]),
        ] {
            let order = Sending { value: euros(value), today: euros(today), prices: &[same, price] };
            assert_eq!(bounds.beyond(&order), expected, "{what}");
        }
        let order = Sending { value: euros(1), today: euros(0), prices: &[] };
        assert_eq!(Bounds::default().beyond(&order), vec![Beyond::NoBounds], "nobody set bounds");
        let dollars = Bounds { currency: Some(currency("USD")), ..bounds };
        assert_eq!(dollars.beyond(&order), vec![Beyond::NoBounds], "they are of another currency");
    }
}
