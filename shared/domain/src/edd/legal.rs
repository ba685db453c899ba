//! What the law wants when something comes late.
//!
//! United States: the Mail, Internet, or Telephone Order Merchandise Rule, 16 CFR 435.2. Goods are shipped within the time that was
//! stated, or within 30 days. Who can't has to offer the choice between a delay and a refund; silence is consent to a first delay of at
//! most 30 days, and to no other: then the order is cancelled and refunded unless the buyer agreed.
//!
//! European Union and United Kingdom: Directive 2011/83/EU, article 18; Consumer Rights Act 2015, section 28. Goods are delivered at
//! the agreed time, or without undue delay and within 30 days.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::settings::is_union_member;

/// Where nothing is agreed, so many days.
const DAYS: i64 = 30;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "duty")]
pub enum Duty {
    /// The buyer is told of the delay, and that they may cancel; silence is consent.
    OfferChoice,
    /// The buyer's consent is needed by a day; without it the order is cancelled and refunded.
    NeedConsent {
        /// The day.
        by: Date,
    },
    /// It should have been there by a day: the buyer may withdraw from the contract.
    Overdue {
        /// The day.
        since: Date,
    },
}

/// An order, as the law looks at it. Days are those of where it leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// When it was placed.
    pub placed: Date,
    /// By when it was said to be shipped; absent where nothing was said.
    pub ship_by: Option<Date>,
    /// By when it was said to be there; absent where nothing was said.
    pub deliver_by: Option<Date>,
    /// When it is expected to be shipped; absent once it was.
    pub ships: Option<Date>,
    /// How many notices of delay the buyer has had.
    pub notices: u32,
    /// By when it is shipped, as the last of them said.
    pub ships_told: Option<Date>,
}

impl Late {
    /// The last day on which what wasn't handed over, or what isn't there, is in time by the law of a country: as was said, or else
    /// thirty days after the order.
    pub fn in_time_until(&self, country: &str) -> Date {
        let said = if country == "US" { self.ship_by } else { self.deliver_by };
        said.unwrap_or_else(|| after(self.placed))
    }
}

fn after(date: Date) -> Date {
    date.checked_add(DAYS.days()).unwrap_or(date)
}

/// What the law of a country wants on `today`; nothing, if all is in time, or if that law isn't known here.
pub fn duty(country: &str, late: &Late, today: Date) -> Option<Duty> {
    match country {
        "US" => {
            let stated = late.in_time_until(country);
            let ships = late.ships.filter(|ships| *ships > stated)?;
            // Silence is consent to the day that was told: a later one is a second delay, of which its buyer has to hear before the
            // told day is over.
            let is_first = late.notices == 0 || late.ships_told.is_some_and(|told| ships <= told);
            let first = is_first && ships <= after(stated);
            Some(if first { Duty::OfferChoice } else { Duty::NeedConsent { by: stated.max(today) } })
        }
        country if country == "GB" || is_union_member(country) => {
            let since = late.in_time_until(country);
            (today > since).then_some(Duty::Overdue { since })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_law_of_where_it_goes_decides() {
        let march = |day| date(2026, 3, day);
        let late = Late {
            placed: march(2),
            ship_by: Some(march(4)),
            deliver_by: Some(march(9)),
            ships: None,
            notices: 0,
            ships_told: None,
        };
        let ships = |day| Late { ships: Some(day), ..late };
        let unsaid = Late { ship_by: None, deliver_by: None, ..late };
        for (what, country, late, today, expected) in [
            ("shipped", "US", late, march(20), None),
            ("in time", "US", ships(march(4)), march(3), None),
            ("a first delay", "US", ships(march(5)), march(3), Some(Duty::OfferChoice)),
            (
                "a first delay of thirty days",
                "US",
                ships(date(2026, 4, 3)),
                march(3),
                Some(Duty::OfferChoice),
            ),
            (
                "a longer one",
                "US",
                ships(date(2026, 4, 4)),
                march(3),
                Some(Duty::NeedConsent { by: march(4) }),
            ),
            (
                "a second one",
                "US",
                Late { notices: 1, ..ships(march(20)) },
                march(10),
                Some(Duty::NeedConsent { by: march(10) }),
            ),
            (
                "the first one, which its buyer was told of",
                "US",
                Late { notices: 1, ships_told: Some(march(20)), ..ships(march(20)) },
                march(10),
                Some(Duty::OfferChoice),
            ),
            (
                "later than its buyer was told",
                "US",
                Late { notices: 1, ships_told: Some(march(20)), ..ships(march(21)) },
                march(10),
                Some(Duty::NeedConsent { by: march(10) }),
            ),
            (
                "as its buyer was told, and longer than silence consents to",
                "US",
                Late { notices: 1, ships_told: Some(date(2026, 4, 4)), ..ships(date(2026, 4, 4)) },
                march(10),
                Some(Duty::NeedConsent { by: march(10) }),
            ),
            (
                "nothing was said, within thirty days",
                "US",
                Late { ships: Some(date(2026, 4, 1)), ..unsaid },
                march(3),
                None,
            ),
            (
                "nothing was said, after thirty days",
                "US",
                Late { ships: Some(date(2026, 4, 2)), ..unsaid },
                march(30),
                Some(Duty::OfferChoice),
            ),
            ("on the promised day", "DE", late, march(9), None),
            ("the day after", "DE", late, march(10), Some(Duty::Overdue { since: march(9) })),
            ("nothing was said", "FR", unsaid, date(2026, 4, 1), None),
            (
                "nothing was said, 31 days later",
                "FR",
                unsaid,
                date(2026, 4, 2),
                Some(Duty::Overdue { since: date(2026, 4, 1) }),
            ),
            ("the same there", "GB", late, march(10), Some(Duty::Overdue { since: march(9) })),
            ("a law that isn't known here", "JP", late, date(2027, 1, 1), None),
        ] {
            assert_eq!(duty(country, &late, today), expected, "{what}");
        }
    }
}
