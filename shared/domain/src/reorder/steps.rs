//! From what is needed to what is ordered: step by step, each written down.

use super::{Boundary, Round, Step, StepKind};
use crate::{Currency, Money, settings::Offer};

/// What the steps go by.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// The position before the order.
    pub position: i64,
    /// The position at which it is ordered.
    pub reorder_point: i64,
    /// Whether that itself is ordered at.
    pub boundary: Boundary,
    /// Which way packs are rounded.
    pub round: Round,
    /// The most that the position may come to: what there is room for, or what is sold while it keeps.
    pub cap: Option<i64>,
    /// Least quantity, packs and breaks; nothing is known of them if absent.
    pub offer: Option<&'a Offer>,
    /// The currency of the offer's prices.
    pub currency: Option<Currency>,
}

/// The quantity to order for a need, and the steps. 0 where the cap leaves no room for what can be ordered at all.
pub fn quantity(need: i64, bounds: &Bounds<'_>) -> (i64, Vec<Step>) {
    let need = need.max(0);
    let mut steps = Steps { at: 0, taken: Vec::new() };
    steps.take(StepKind::Need, need, need);
    if need == 0 {
        return (0, steps.taken);
    }
    let minimum = bounds.offer.and_then(|offer| offer.minimum).unwrap_or(1).max(1);
    let multiple = bounds.offer.and_then(|offer| offer.multiple).unwrap_or(1).max(1);
    steps.take_if_other(StepKind::Minimum, need.max(minimum), minimum);
    steps.take_if_other(StepKind::Multiple, packs(steps.at, minimum, multiple, bounds), multiple);
    if let Some(cap) = bounds.cap {
        let room = down(cap.saturating_sub(bounds.position).max(0), multiple);
        let capped = if room < minimum { 0 } else { steps.at.min(room) };
        steps.take_if_other(StepKind::Cap, capped, cap);
    }
    if let Some(from) = cheaper(steps.at, bounds) {
        // Only a suggestion: what is bought beyond the need is somebody's choice.
        steps.taken.push(Step { step: StepKind::Break, before: steps.at, after: steps.at, by: from });
    }
    (steps.at, steps.taken)
}

struct Steps {
    at: i64,
    taken: Vec<Step>,
}

impl Steps {
    fn take(&mut self, step: StepKind, after: i64, by: i64) {
        self.taken.push(Step { step, before: self.at, after, by });
        self.at = after;
    }

    fn take_if_other(&mut self, step: StepKind, after: i64, by: i64) {
        if after != self.at {
            self.take(step, after, by);
        }
    }
}

fn down(pieces: i64, multiple: i64) -> i64 {
    pieces - pieces.rem_euclid(multiple)
}

fn up(pieces: i64, multiple: i64) -> i64 {
    down(pieces.saturating_add(multiple - 1), multiple)
}

/// Whole packs. Rounded down only while that is as much as the supplier delivers at all, and lifts the position over the
/// reorder point.
fn packs(pieces: i64, minimum: i64, multiple: i64, bounds: &Bounds<'_>) -> i64 {
    let less = down(pieces, multiple);
    let after = bounds.position.saturating_add(less);
    let suffices = less >= minimum && !bounds.boundary.triggers(after, bounds.reorder_point);
    if bounds.round == Round::Down && suffices { less } else { up(pieces, multiple) }
}

/// The least quantity at a lower price that costs no more in all than `pieces` do.
fn cheaper(pieces: i64, bounds: &Bounds<'_>) -> Option<i64> {
    let (offer, currency) = (bounds.offer?, bounds.currency?);
    let now = price(offer, currency, pieces)?.times(pieces);
    let fits = |from: i64| bounds.cap.is_none_or(|cap| bounds.position.saturating_add(from) <= cap);
    let multiple = offer.multiple.unwrap_or(1).max(1);
    let breaks =
        offer.breaks.iter().map(|one| up(one.from, multiple)).filter(|from| *from > pieces && fits(*from));
    breaks
        .filter(|from| {
            price(offer, currency, *from).is_some_and(|price| price.times(*from).minor <= now.minor)
        })
        .min()
}

/// What one costs at a quantity.
pub fn price(offer: &Offer, currency: Currency, pieces: i64) -> Option<Money> {
    let breaks = offer.breaks.iter().filter(|one| one.from <= pieces).max_by_key(|one| one.from);
    let amount = breaks.map(|one| &one.price).or(offer.price.as_ref())?;
    amount.of(currency).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(of: serde_json::Value) -> Offer {
        serde_json::from_value(of).expect("an offer")
    }

    fn bounds(offer: &Offer, position: i64, round: Round, cap: Option<i64>) -> Bounds<'_> {
        let (boundary, currency) = (Boundary::AtOrBelow, "EUR".parse().ok());
        Bounds { position, reorder_point: 10, boundary, round, cap, offer: Some(offer), currency }
    }

    #[test]
    fn steps_are_taken_in_their_order() {
        use StepKind::{Cap, Minimum, Multiple, Need};
        use serde_json::json;
        let six = json!({"multiple": 6});
        for (what, offer_, position, need, round, cap, expected, steps) in [
            ("LS-G1 up", &six, 8, 32, Round::Up, None, 36, vec![Need, Multiple]),
            ("LS-G1 down", &six, 8, 32, Round::Down, None, 30, vec![Need, Multiple]),
            ("LS-G1 at the point", &six, 10, 30, Round::Up, None, 30, vec![Need]),
            ("down to the point isn't enough", &six, 4, 11, Round::Down, None, 12, vec![Need, Multiple]),
            ("down to nothing isn't an order", &six, 9, 5, Round::Down, None, 6, vec![Need, Multiple]),
            ("the least quantity", &json!({"minimum": 50}), 8, 32, Round::Up, None, 50, vec![Need, Minimum]),
            (
                "the least quantity in packs",
                &json!({"minimum": 50, "multiple": 12}),
                8,
                32,
                Round::Up,
                None,
                60,
                vec![Need, Minimum, Multiple],
            ),
            (
                "down stays above the least quantity",
                &json!({"minimum": 50, "multiple": 12}),
                8,
                32,
                Round::Down,
                None,
                60,
                vec![Need, Minimum, Multiple],
            ),
            ("no room for it all", &six, 8, 32, Round::Up, Some(40), 30, vec![Need, Multiple, Cap]),
            ("room to the piece", &six, 8, 32, Round::Up, Some(44), 36, vec![Need, Multiple]),
            ("no room for a pack", &six, 8, 32, Round::Up, Some(13), 0, vec![Need, Multiple, Cap]),
            (
                "no room for the least quantity",
                &json!({"minimum": 50}),
                8,
                32,
                Round::Up,
                Some(57),
                0,
                vec![Need, Minimum, Cap],
            ),
            ("nothing is needed", &six, 12, 0, Round::Up, None, 0, vec![Need]),
        ] {
            let offer = offer(offer_.clone());
            let (found, taken) = quantity(need, &bounds(&offer, position, round, cap));
            let taken: Vec<_> = taken.into_iter().map(|step| step.step).collect();
            assert_eq!((found, taken), (expected, steps), "{what}");
        }
    }

    #[test]
    fn a_break_is_suggested_where_more_costs_no_more() {
        let of = offer(serde_json::json!({
            "price": "2.00", "breaks": [{"from": 100, "price": "1.50"}, {"from": 50, "price": "1.80"}],
        }));
        for (need, cap, price_minor, suggested) in [
            (44, None, 200, None),
            (45, None, 200, Some(50)),
            (49, None, 200, Some(50)),
            (50, None, 180, None),
            (84, None, 180, Some(100)),
            (84, Some(90), 180, None),
            (100, None, 150, None),
        ] {
            let bounds = bounds(&of, 0, Round::Up, cap);
            let (found, steps) = quantity(need, &bounds);
            let by = steps.iter().find(|step| step.step == StepKind::Break).map(|step| step.by);
            let price = price(&of, "EUR".parse().expect("a currency"), found).map(|price| price.minor);
            assert_eq!((found, price, by), (need, Some(price_minor), suggested), "{need}");
        }
    }
}
