//! The last step of a quantity: an order below its supplier's least value waits, or what is needed next is ordered along.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, settings::BelowMinimum};

/// Something of the same supplier that isn't needed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Soon {
    /// The item's id.
    pub item: String,
    /// Where it will be needed.
    pub location: String,
    /// When its position falls to its reorder point.
    pub on: Date,
    /// So many would be ordered then.
    pub quantity: i64,
    /// What one costs.
    pub unit_price: Money,
}

/// What becomes of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Minimum {
    /// It comes to enough, or goes out as it is.
    Goes,
    /// It waits until more is needed; so much is lacking.
    Holds(Money),
    /// It goes with these along, the soonest first.
    Along(Vec<Soon>),
}

/// Holds an order of this value against the supplier's least. Where even everything along doesn't come to it, it waits.
pub fn settle(value: Money, least: Option<Money>, below: BelowMinimum, soon: &[Soon]) -> Minimum {
    let Some(least) = least.filter(|least| least.currency == value.currency && value.minor < least.minor)
    else {
        return Minimum::Goes;
    };
    let holds = Minimum::Holds(Money::new(least.minor - value.minor, least.currency));
    match below {
        BelowMinimum::Send => Minimum::Goes,
        BelowMinimum::Hold => holds,
        BelowMinimum::TopUp => {
            let fits = |one: &&Soon| one.unit_price.currency == value.currency && one.quantity > 0;
            let mut soon: Vec<&Soon> = soon.iter().filter(fits).collect();
            soon.sort_by(|one, other| {
                (one.on, &one.item, &one.location).cmp(&(other.on, &other.item, &other.location))
            });
            let (mut sum, mut along) = (value.minor, Vec::new());
            for one in soon {
                if sum >= least.minor {
                    break;
                }
                sum = sum.saturating_add(one.unit_price.times(one.quantity).minor);
                along.push(one.clone());
            }
            if sum >= least.minor { Minimum::Along(along) } else { holds }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_small_order_waits_or_takes_along_what_is_needed_next() {
        let euros = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        let soon = |item: &str, day, quantity| Soon {
            item: item.into(),
            location: "-".into(),
            on: date(2026, 11, day),
            quantity,
            unit_price: euros(100),
        };
        let soons = [soon("late", 30, 90), soon("first", 12, 20), soon("second", 13, 25)];
        use BelowMinimum::{Hold, Send, TopUp};
        for (what, value, least, below, expected) in [
            ("no least value", 1, None, Hold, Ok(vec![])),
            ("to the cent", 5000, Some(5000), Hold, Ok(vec![])),
            ("it waits", 4999, Some(5000), Hold, Err(1)),
            ("it goes all the same", 4999, Some(5000), Send, Ok(vec![])),
            ("one along", 3000, Some(5000), TopUp, Ok(vec!["first"])),
            ("two along", 2999, Some(5000), TopUp, Ok(vec!["first", "second"])),
            ("even all isn't enough", 1000, Some(50_000), TopUp, Err(49_000)),
        ] {
            let found = match settle(euros(value), least.map(euros), below, &soons) {
                Minimum::Goes => Ok(vec![]),
                Minimum::Holds(lacking) => Err(lacking.minor),
                Minimum::Along(along) => Ok(along.into_iter().map(|one| one.item).collect()),
            };
            assert_eq!(
                found,
                expected.map(|items| items.iter().map(|item| (*item).to_owned()).collect()),
                "{what}"
            );
        }
    }
}
