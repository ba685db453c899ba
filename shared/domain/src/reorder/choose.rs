//! From whom it is bought: every offer is reckoned to its end, and those that lose are kept with the reason.

use jiff::civil::Date;

use super::{
    Bid, Lost, Need, Position, Records, Step, Terms,
    calendar::{Calendar, Opportunity},
    lead::lead,
    policy::{self, NeedInput},
    service::Span,
    steps,
};
use crate::settings::{Offer, Supplier};

/// Somebody from whom it can be bought.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The supplier's name.
    pub name: &'a str,
    /// What settings say of them, if anything.
    pub supplier: Option<&'a Supplier>,
    /// Their offer, if one names the item.
    pub offer: Option<&'a Offer>,
    /// What was measured.
    pub records: Records,
    /// What the rules say of the item, bought from them.
    pub terms: &'a Terms,
}

/// An offer, reckoned.
#[derive(Debug, Clone, PartialEq)]
pub struct Reckoned {
    /// What is said of it.
    pub bid: Bid,
    /// The need, with this supplier's lead time.
    pub need: Need,
    /// From the need to the quantity.
    pub steps: Vec<Step>,
    /// What may lie there at most, wherever it comes from.
    pub cap: Option<i64>,
    /// When it is to be ordered.
    pub order: Opportunity,
    /// Their article code.
    pub code: Option<String>,
}

/// What the reckoning is about, beside the candidate.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// As a need is asked for; lead time and terms are the candidate's.
    pub input: NeedInput<'a>,
    /// The shop's usual lead time.
    pub usual_lead_days: u16,
    /// The shop's usual days between two looks.
    pub usual_review_days: u16,
    /// Now.
    pub now: jiff::Timestamp,
    /// The shop's zone.
    pub zone: &'a jiff::tz::TimeZone,
    /// When the last piece is sold, if that can be told.
    pub runs_out: Option<Date>,
    /// The need is what it will be once the position is lower by so many pieces.
    pub ahead: i64,
}

/// Reckons an offer; `None` where its supplier never takes an order.
pub fn reckon(candidate: &Candidate<'_>, matter: &Matter<'_>) -> Option<Reckoned> {
    let calendar = Calendar::new(candidate.supplier.and_then(|known| known.calendar.as_ref()), matter.zone);
    let lead = lead(candidate.offer, candidate.supplier, &candidate.records, matter.usual_lead_days);
    let order = calendar.next_order(matter.now)?;
    let expected = calendar.arrival(order.on, lead.days())?;
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    let waits = days(calendar.today(matter.now), expected) - i64::from(lead.days());
    // What isn't ordered on this order day comes with the next one.
    let gap = match calendar.has_order_days() {
        true => days(expected, calendar.arrival(calendar.after(order)?.on, lead.days())?),
        false => 0,
    };
    let span = Span {
        milli_days: lead.milli_days + (waits + gap) * 1000,
        deviation_milli_days: lead.deviation_milli_days,
    };
    let review_days =
        candidate.supplier.and_then(|known| known.review_days).unwrap_or(matter.usual_review_days);
    let input = NeedInput { terms: candidate.terms, lead: span, review_days, ..matter.input };
    let on_hand = input.position.on_hand.saturating_sub(matter.ahead);
    let then = Position { on_hand, ..*input.position };
    let need = policy::need(&NeedInput { position: &then, ..input });
    let currency = candidate.supplier.and_then(|known| known.currency);
    let cap = cap(&input);
    let bounds = steps::Bounds {
        position: input.position.total(),
        reorder_point: need.reorder_point,
        boundary: candidate.terms.boundary,
        round: candidate.terms.round,
        cap,
        offer: candidate.offer,
        currency,
    };
    let (quantity, steps) = steps::quantity(need.pieces, &bounds);
    let unit_price = candidate
        .offer
        .zip(currency)
        .and_then(|(offer, currency)| steps::price(offer, currency, quantity.max(1)));
    let preferred = candidate.offer.is_some_and(|offer| offer.preferred)
        || candidate.supplier.is_some_and(|known| known.preferred);
    let measured = candidate.records.item.reliability().or(candidate.records.supplier.reliability());
    let bid = Bid {
        supplier: candidate.name.to_owned(),
        needed: need.pieces,
        quantity,
        unit_price,
        expected,
        reliability: measured.or(candidate.supplier.and_then(|known| known.reliability)),
        preferred,
        lost: None,
    };
    let code = candidate.offer.and_then(|offer| offer.code.clone());
    Some(Reckoned { bid, need, steps, cap, order, code })
}

/// What may lie there at most: what there is room for, and what is sold while it keeps.
fn cap(input: &NeedInput<'_>) -> Option<i64> {
    let keeps = input.terms.keeps_days.zip(input.demand).map(|(days, demand)| {
        let pieces = i128::from(demand.per_day.0) * i128::from(days) / 1_000_000;
        i64::try_from(pieces).unwrap_or(i64::MAX)
    });
    input.terms.most.into_iter().chain(keeps).min()
}

/// The best offer, and the others with the reason why they lost. Preferred before others, in time before late, then by
/// price, by the day it is there, by how many deliveries come in time, and by name.
pub fn choose(mut offers: Vec<Reckoned>, runs_out: Option<Date>) -> Option<(Reckoned, Vec<Bid>)> {
    let best =
        offers.iter().enumerate().min_by(|(_, one), (_, other)| compare(&one.bid, &other.bid, runs_out).0)?.0;
    let chosen = offers.swap_remove(best);
    let mut bids: Vec<Bid> = offers.into_iter().map(|offer| offer.bid).collect();
    for bid in &mut bids {
        bid.lost = Some(compare(&chosen.bid, bid, runs_out).1);
    }
    bids.sort_by(|one, other| compare(one, other, runs_out).0);
    bids.insert(0, chosen.bid.clone());
    Some((chosen, bids))
}

/// Which of two is better (`Less`), and what decides it against the other.
fn compare(one: &Bid, other: &Bid, runs_out: Option<Date>) -> (std::cmp::Ordering, Lost) {
    use std::cmp::Ordering::Equal;
    let late = |bid: &Bid| runs_out.is_some_and(|runs_out| bid.expected > runs_out);
    let price = |bid: &Bid| bid.unit_price.map(|price| (price.currency.code(), price.minor));
    let no_room = |bid: &Bid| bid.needed > 0 && bid.quantity == 0;
    let unpriced = |bid: &Bid| bid.unit_price.is_none();
    // Of two currencies neither is dearer; that of the alphabet is first, so that it is always the same one.
    let currencies = price(one).zip(price(other)).map_or(Equal, |((a, _), (b, _))| a.cmp(b));
    let prices = price(one).zip(price(other)).map_or(Equal, |((_, a), (_, b))| a.cmp(&b));
    let unreliable = |bid: &Bid| std::cmp::Reverse(bid.reliability.unwrap_or(0));
    let by = [
        ((!one.preferred).cmp(&!other.preferred), Lost::NotPreferred),
        (no_room(one).cmp(&no_room(other)), Lost::NoRoom),
        (late(one).cmp(&late(other)), Lost::TooLate),
        (unpriced(one).cmp(&unpriced(other)), Lost::NoPrice),
        (currencies, Lost::NoPrice),
        (prices, Lost::Dearer),
        (one.expected.cmp(&other.expected), Lost::Slower),
        (unreliable(one).cmp(&unreliable(other)), Lost::LessReliable),
    ];
    let decided = by.into_iter().find(|(order, _)| *order != Equal);
    decided.unwrap_or((one.supplier.cmp(&other.supplier), Lost::Equal))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Money;

    fn bid(of: (&str, Option<i64>, i8, Option<u8>, bool)) -> Reckoned {
        let (supplier, price, day, reliability, preferred) = of;
        let unit_price = price.map(|minor| Money::new(minor, "EUR".parse().expect("a currency")));
        let bid = Bid {
            supplier: supplier.into(),
            needed: 10,
            quantity: 10,
            unit_price,
            expected: date(2026, 11, day),
            reliability,
            preferred,
            lost: None,
        };
        let order = Opportunity { on: date(2026, 11, 1), by: None };
        Reckoned { bid, need: Need::default(), steps: Vec::new(), cap: None, order, code: None }
    }

    #[test]
    fn the_best_offer_wins_and_the_others_say_why_not() {
        let a = ("A", Some(400), 10, Some(90), false);
        for (what, offers, expected) in [
            ("alone", vec![a], vec![("A", None)]),
            (
                "cheaper",
                vec![a, ("B", Some(399), 20, None, false)],
                vec![("B", None), ("A", Some(Lost::Dearer))],
            ),
            (
                "cheaper but after the last piece is sold",
                vec![a, ("B", Some(100), 21, Some(99), false)],
                vec![("A", None), ("B", Some(Lost::TooLate))],
            ),
            (
                "as cheap and sooner",
                vec![a, ("B", Some(400), 9, None, false)],
                vec![("B", None), ("A", Some(Lost::Slower))],
            ),
            (
                "as cheap, as soon, more reliable",
                vec![a, ("B", Some(400), 10, Some(91), false)],
                vec![("B", None), ("A", Some(Lost::LessReliable))],
            ),
            (
                "as good",
                vec![("B", Some(400), 10, Some(90), false), a],
                vec![("A", None), ("B", Some(Lost::Equal))],
            ),
            (
                "preferred",
                vec![a, ("B", Some(900), 30, None, true)],
                vec![("B", None), ("A", Some(Lost::NotPreferred))],
            ),
            (
                "without a price",
                vec![("0", None, 9, None, false), a],
                vec![("A", None), ("0", Some(Lost::NoPrice))],
            ),
            (
                "three",
                vec![("C", Some(500), 10, None, false), a, ("B", Some(450), 10, None, false)],
                vec![("A", None), ("B", Some(Lost::Dearer)), ("C", Some(Lost::Dearer))],
            ),
        ] {
            let offers = offers.into_iter().map(bid).collect();
            let (chosen, bids) = choose(offers, Some(date(2026, 11, 20))).expect("an offer");
            let found: Vec<_> = bids.iter().map(|bid| (bid.supplier.as_str(), bid.lost)).collect();
            assert_eq!(found, expected, "{what}");
            assert_eq!(chosen.bid, bids[0], "{what}");
        }
        assert_eq!(choose(Vec::new(), None), None);
    }
}
