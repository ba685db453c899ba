//! Bringing goods from another location before any are bought.

use super::{Boundary, Demand, Donor, Looked, Need, Position, Proposal, Refused, Transfers, Way};
use crate::{Money, settings::Amount, stock::Quantities};
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};

/// Another location that stocks the item, as it reckons for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its id.
    pub location: String,
    /// What there is.
    pub pieces: Quantities,
    /// The position at which it orders.
    pub reorder_point: i64,
    /// Its demand, where it is known.
    pub demand: Option<Demand>,
    /// Days until a delivery that it would order.
    pub lead_days: u16,
    /// When goods last came to it from another location.
    pub came: Option<Timestamp>,
}

/// What buying would be like, beside which a transfer is put.
#[derive(Debug, Clone, Copy)]
pub struct Buying {
    /// What one costs.
    pub unit_price: Option<Money>,
    /// When it would be there; absent if nobody offers it.
    pub expected: Option<Date>,
}

/// Who asks, and for what.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What there is and what is on its way.
    pub position: &'a Position,
    /// What is needed.
    pub need: &'a Need,
    /// Whether the reorder point itself is ordered at.
    pub boundary: Boundary,
    /// When goods last went from here to another location.
    pub went: Option<Timestamp>,
    /// When the last piece is sold here.
    pub runs_out: Option<Date>,
    /// Pieces sold a day, in millionths.
    pub demand: Option<Demand>,
    /// For how many more there is room; absent where nobody says how many may lie here.
    pub room: Option<i64>,
    /// What one is sold for.
    pub price: Option<Money>,
    /// What buying would be like.
    pub buying: Buying,
    /// Now, and the date at the shop.
    pub now: Timestamp,
    /// The shop's date.
    pub today: Date,
}

/// A transfer that is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// From there.
    pub from: String,
    /// So many.
    pub quantity: i64,
    /// When they are there.
    pub expected: Date,
    /// Whether somebody has to agree.
    pub needs_approval: bool,
}

/// Asks every other location. The one with the most to spare gives; what the others said is kept.
pub fn ask(others: &[Elsewhere], wanted: &Wanted<'_>, rules: &Transfers) -> (Option<Brought>, Vec<Donor>) {
    let expected = wanted.today.checked_add(i64::from(rules.lead_days).days()).unwrap_or(wanted.today);
    let mut donors: Vec<(Donor, i64)> = others
        .iter()
        .map(|other| {
            let excess = excess(other, rules);
            let (quantity, refused) = match quantity(excess, wanted, rules) {
                Some(quantity) => (quantity, refused(other, quantity, expected, wanted, rules)),
                None if excess <= 0 => (0, Some(Refused::KeepsItsOwn)),
                None => (0, Some(Refused::TooLittle)),
            };
            (Donor { location: other.location.clone(), excess, refused }, quantity)
        })
        .collect();
    donors.sort_by(|(one, _), (other, _)| {
        (one.refused.is_some(), -one.excess, &one.location).cmp(&(
            other.refused.is_some(),
            -other.excess,
            &other.location,
        ))
    });
    for (donor, _) in donors.iter_mut().skip(1).filter(|(donor, _)| donor.refused.is_none()) {
        donor.refused = Some(Refused::Other);
    }
    let chosen = donors.first().filter(|(donor, _)| donor.refused.is_none());
    let brought = chosen.map(|(donor, quantity)| Brought {
        from: donor.location.clone(),
        quantity: *quantity,
        expected,
        needs_approval: needs_approval(*quantity, wanted, rules),
    });
    (brought, donors.into_iter().map(|(donor, _)| donor).collect())
}

impl Looked {
    /// What is proposed elsewhere: what another location is to give there can't be given here as well.
    pub fn is_promised(&mut self, proposal: &Proposal) {
        let Way::Transfer { from_location, .. } = &proposal.way else { return };
        for other in self.others.iter_mut().filter(|other| other.location == *from_location) {
            other.pieces.reserved = other.pieces.reserved.saturating_add(proposal.quantity);
        }
    }
}

/// What a location has beyond its own need: what lies there and isn't sold, without what it keeps. What is on its way to it
/// isn't there, and can't be given away.
fn excess(other: &Elsewhere, rules: &Transfers) -> i64 {
    let days = i64::from(other.lead_days) + i64::from(rules.keep_days);
    let covers = other.demand.map_or(0, |demand| {
        let pieces = (i128::from(demand.per_day.0) * i128::from(days) + 999_999) / 1_000_000;
        i64::try_from(pieces).unwrap_or(i64::MAX)
    });
    // One more than it orders at: giving mustn't make it buy.
    let keeps = covers.max(other.reorder_point.saturating_add(1)).max(0);
    other.pieces.available(0).saturating_sub(keeps).max(0)
}

/// Whole packs out of the excess, as many as there is room for, if they lift the position over the reorder point.
fn quantity(excess: i64, wanted: &Wanted<'_>, rules: &Transfers) -> Option<i64> {
    let multiple = rules.multiple.max(1);
    let down = |pieces: i64| pieces - pieces.rem_euclid(multiple);
    let needed = down(wanted.need.pieces.saturating_add(multiple - 1));
    let quantity = needed.min(down(excess.min(wanted.room.unwrap_or(i64::MAX))));
    let after = wanted.position.total().saturating_add(quantity);
    (quantity > 0 && !wanted.boundary.triggers(after, wanted.need.reorder_point)).then_some(quantity)
}

fn refused(
    other: &Elsewhere,
    quantity: i64,
    expected: Date,
    wanted: &Wanted<'_>,
    rules: &Transfers,
) -> Option<Refused> {
    let cooldown = SignedDuration::from_hours(24 * i64::from(rules.cooldown_days));
    let lately = |at: Option<Timestamp>| at.is_some_and(|at| at + cooldown > wanted.now);
    if lately(wanted.went) || lately(other.came) {
        return Some(Refused::Cooldown);
    }
    let amount = |amount: &Option<Amount>| {
        let (amount, currency) = (amount.as_ref()?, rules.currency?);
        amount.of(currency).ok()
    };
    if let Some((least, value)) = amount(&rules.minimum_value).zip(value(quantity, wanted))
        && least.currency == value.currency
        && value.minor < least.minor
    {
        return Some(Refused::BelowMinimumValue);
    }
    let bought = wanted.buying.expected;
    let late = |on: Date| wanted.runs_out.is_some_and(|runs_out| on > runs_out);
    if bought.is_some_and(|bought| !late(bought) && late(expected)) {
        return Some(Refused::BuyingIsSooner);
    }
    // It spares what would be bought, and the sales that are lost until that is here.
    let cost = amount(&rules.cost)?;
    let spared = [
        wanted.buying.unit_price.filter(|_| bought.is_some()).map(|price| price.times(quantity)),
        lost(expected, wanted),
    ];
    let spared: Vec<Money> =
        spared.into_iter().flatten().filter(|one| one.currency == cost.currency).collect();
    let sum = spared.iter().fold(0_i64, |sum, one| sum.saturating_add(one.minor));
    (!spared.is_empty() && sum <= cost.minor).then_some(Refused::BuyingIsCheaper)
}

/// What isn't sold between the day a transfer is here and the day a delivery would be.
fn lost(expected: Date, wanted: &Wanted<'_>) -> Option<Money> {
    let (runs_out, bought, price) = (wanted.runs_out?, wanted.buying.expected?, wanted.price?);
    let days = (bought - runs_out.max(expected)).get_days().max(0);
    let pieces = i128::from(wanted.demand?.per_day.0) * i128::from(days) / 1_000_000;
    Some(price.times(i64::try_from(pieces).unwrap_or(i64::MAX)))
}

fn value(quantity: i64, wanted: &Wanted<'_>) -> Option<Money> {
    wanted.buying.unit_price.or(wanted.price).map(|price| price.times(quantity))
}

/// Whether somebody has to agree. What can't be valued is asked for where the shop asks at all.
fn needs_approval(quantity: i64, wanted: &Wanted<'_>, rules: &Transfers) -> bool {
    let Some(above) = &rules.approve_above else { return false };
    let above = rules.currency.and_then(|currency| above.of(currency).ok());
    let value = value(quantity, wanted).zip(above).filter(|(value, above)| value.currency == above.currency);
    value.is_none_or(|(value, above)| value.minor > above.minor)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::stock::PerDay;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn other(location: &str, on_hand: i64, per_day: i64, came: Option<&str>) -> Elsewhere {
        Elsewhere {
            location: location.into(),
            pieces: Quantities {
                on_hand,
                reserved: 2,
                incoming: 500,
                in_transit: 500,
                ..Quantities::default()
            },
            reorder_point: 10,
            demand: Some(Demand { per_day: PerDay(per_day * 1_000_000), deviation: PerDay(0) }),
            lead_days: 7,
            came: came.map(at),
        }
    }

    fn asked(others: &[Elsewhere], rules: Value, went: Option<&str>) -> (Option<Brought>, Vec<Donor>) {
        asked_for(others, rules, went, None)
    }

    fn asked_for(
        others: &[Elsewhere],
        rules: Value,
        went: Option<&str>,
        room: Option<i64>,
    ) -> (Option<Brought>, Vec<Donor>) {
        let rules: Transfers = serde_json::from_value(rules).expect("rules");
        let euros = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        let position = Position { on_hand: 5, ..Position::default() };
        let need = Need { reorder_point: 10, order_up_to: 25, pieces: 20, ..Need::default() };
        let wanted = Wanted {
            position: &position,
            need: &need,
            boundary: Boundary::AtOrBelow,
            went: went.map(at),
            runs_out: Some(date(2026, 11, 15)),
            demand: Some(Demand { per_day: PerDay(1_000_000), deviation: PerDay(0) }),
            room,
            price: Some(euros(1000)),
            buying: Buying { unit_price: Some(euros(400)), expected: Some(date(2026, 11, 24)) },
            now: at("2026-11-10T09:00:00Z"),
            today: date(2026, 11, 10),
        };
        ask(others, &wanted, &rules)
    }

    /// A donor sells one a day: it keeps 7 + 14 days, and two are reserved.
    #[test]
    fn a_location_gives_what_it_does_not_need() {
        for (what, on_hand, rules, expected) in [
            ("all that is needed", 43, json!({}), Ok(20)),
            ("one less: still over the point", 42, json!({}), Ok(19)),
            ("just over the point", 29, json!({}), Ok(6)),
            ("not over the point", 28, json!({}), Err(Refused::TooLittle)),
            ("its own cover", 23, json!({}), Err(Refused::KeepsItsOwn)),
            ("its own reorder point", 31, json!({"keep_days": 0}), Ok(18)),
            ("packs of twelve", 60, json!({"multiple": 12}), Ok(24)),
            ("packs of twelve, one in excess", 36, json!({"multiple": 12}), Ok(12)),
            ("no whole pack", 34, json!({"multiple": 12}), Err(Refused::TooLittle)),
            (
                "worth too little",
                43,
                json!({"currency": "EUR", "minimum_value": "80.01"}),
                Err(Refused::BelowMinimumValue),
            ),
            ("worth enough", 43, json!({"currency": "EUR", "minimum_value": "80.00"}), Ok(20)),
            ("buying would be sooner", 43, json!({"lead_days": 6}), Ok(20)),
            // 20 · 4.00 aren't bought, 9 days at 10.00 aren't lost.
            ("cheaper than buying", 43, json!({"currency": "EUR", "cost": "169.99"}), Ok(20)),
            (
                "dearer than buying",
                43,
                json!({"currency": "EUR", "cost": "170.00"}),
                Err(Refused::BuyingIsCheaper),
            ),
        ] {
            let (brought, donors) = asked(&[other("paris", on_hand, 1, None)], rules, None);
            let found = brought.as_ref().map(|brought| brought.quantity).ok_or(donors[0].refused);
            assert_eq!(found, expected.map_err(Some), "{what}");
        }
    }

    /// It orders at ten, and five are there.
    #[test]
    fn no_more_is_brought_than_there_is_room_for() {
        for (what, room, rules, expected) in [
            ("for all that is needed", 20, json!({}), Ok(20)),
            ("for less", 12, json!({}), Ok(12)),
            ("for a pack of it", 15, json!({"multiple": 12}), Ok(12)),
            ("just over the point", 6, json!({}), Ok(6)),
            ("not over the point", 5, json!({}), Err(Some(Refused::TooLittle))),
            ("none", 0, json!({}), Err(Some(Refused::TooLittle))),
        ] {
            let (brought, donors) = asked_for(&[other("paris", 60, 1, None)], rules, None, Some(room));
            let found = brought.map(|brought| brought.quantity).ok_or(donors[0].refused);
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn nothing_goes_to_and_fro() {
        for (went, came, expected) in [
            (None, None, None),
            (Some("2026-10-27T09:00:01Z"), None, Some(Refused::Cooldown)),
            (Some("2026-10-27T09:00:00Z"), None, None),
            (None, Some("2026-11-09T09:00:00Z"), Some(Refused::Cooldown)),
        ] {
            let (_, donors) = asked(&[other("paris", 90, 1, came)], json!({}), went);
            assert_eq!(donors[0].refused, expected, "{went:?} {came:?}");
        }
    }

    #[test]
    fn the_one_with_most_to_spare_gives_and_a_great_worth_is_asked_for() {
        let others = [other("a", 50, 1, None), other("b", 90, 1, None), other("c", 10, 1, None)];
        let above = |amount: &str| json!({"currency": "EUR", "approve_above": amount});
        for (rules, needs_approval) in [
            (json!({}), false),
            (above("80.00"), false),
            (above("79.99"), true),
            (json!({"approve_above": "1"}), true),
        ] {
            let (brought, donors) = asked(&others, rules.clone(), None);
            let brought = brought.expect("somebody gives");
            assert_eq!((brought.from.as_str(), brought.needs_approval), ("b", needs_approval), "{rules}");
            assert_eq!(brought.expected, date(2026, 11, 12));
            let said: Vec<_> = donors.iter().map(|donor| (donor.location.as_str(), donor.refused)).collect();
            assert_eq!(said, [("b", None), ("a", Some(Refused::Other)), ("c", Some(Refused::KeepsItsOwn))]);
        }
    }
}
