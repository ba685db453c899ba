//! What a buyer is told of an order's dates: in its mails, and on its page.

use jiff::{civil::Date, tz::TimeZone};

use super::{Destination, Duty, Late, Memory, Moved, MovedBy, Span, Stored};
use crate::order::{Order, Promise, Promised};

/// Everything that is known of an order's dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Dates {
    /// What the head remembers.
    pub memory: Memory,
    /// The promise.
    pub stored: Option<Stored>,
    /// The last move of the estimate.
    pub moved: Option<Moved>,
}

/// Why something comes later than it was promised, in as many words as a buyer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DelayedBy {
    /// It hasn't been handed over yet.
    NotSent,
    /// It is on its way, and takes longer.
    OnItsWay,
    /// Something is wrong, and nobody knows yet what.
    Unclear,
}

/// A delay, as the mail about it tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delay {
    /// What was promised.
    pub promised: Span,
    /// What is expected now; absent where nobody can say.
    pub expected: Option<Span>,
    /// Why.
    pub by: DelayedBy,
    /// When it is expected to be sent, if it hasn't been.
    pub ships: Option<Date>,
    /// What the law wants its buyer asked.
    pub duty: Option<Duty>,
}

impl Delay {
    /// The message's folder.
    pub const MESSAGE: &'static str = "delivery-delayed";
}

impl Memory {
    /// Whether something was promised and comes later than that, or nobody can say when.
    pub fn is_late(&self) -> bool {
        let late = |promised: Span| self.estimate().is_none_or(|expected| expected.latest > promised.latest);
        self.delivered.is_none() && self.promised.is_some_and(late)
    }
}

impl Dates {
    /// Whether it comes later than promised, and why.
    pub fn delayed_by(&self) -> Option<DelayedBy> {
        let by = self.moved.as_ref().map_or(MovedBy::Promise, |moved| moved.by);
        self.memory.is_late().then_some(match by {
            MovedBy::NotHandedOver => DelayedBy::NotSent,
            MovedBy::HandOver | MovedBy::Scan | MovedBy::Carrier => DelayedBy::OnItsWay,
            MovedBy::Promise | MovedBy::Overdue | MovedBy::Returning | MovedBy::Delivered => {
                DelayedBy::Unclear
            }
        })
    }

    /// What the notice of that number tells on `today`; nothing, if there is no delay (any more).
    pub fn delay(&self, order: &Order, notice: u32, today: Date) -> Option<Delay> {
        let (promised, by) = (self.memory.promised?, self.delayed_by()?);
        let ships = self.moved.as_ref().and_then(|moved| moved.ships);
        let late = Late {
            placed: order.placed_at.to_zoned(TimeZone::UTC).date(),
            ship_by: self.stored.as_ref().and_then(|stored| stored.ship_by),
            deliver_by: Some(promised.latest),
            ships,
            notices: notice.saturating_sub(1),
            // A notice tells of a later day than the one before it.
            ships_told: None,
        };
        let to = order.shipping_address.as_ref().and_then(Destination::of).unwrap_or_default();
        let duty = super::duty(&to.country, &late, today);
        // That it is overdue is for people to see to: the reader needs no paragraph of the law.
        let duty = duty.filter(|duty| !matches!(duty, Duty::Overdue { .. }));
        Some(Delay { promised, expected: self.memory.estimate(), by, ships, duty })
    }

    /// The promise as mails and pages show it.
    pub fn promise(&self) -> Option<Promise> {
        let stored = self.stored.as_ref().and_then(Stored::shown);
        stored.filter(|promise| !promise.shipments.is_empty()).or_else(|| self.memory.promised.map(whole))
    }

    /// Puts into `order` what a mail that isn't about its dates says of them: the shop's own promise, or ours; once it is late, what is
    /// expected, as a date that is known to be wrong isn't told again; nothing once it is there.
    pub fn tell(&self, order: &mut Order) {
        if self.memory.delivered.is_some() {
            order.promise = None;
        } else if self.memory.is_late() {
            order.promise = self.memory.estimate().map(whole);
        } else if order.promise.is_none() {
            order.promise = self.promise();
        }
    }
}

/// All of an order within these days.
fn whole(span: Span) -> Promise {
    Promise { shipments: vec![Promised { lines: vec![], earliest: span.earliest, latest: span.latest }] }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::edd::{Inputs, PromisedBy};

    fn order() -> Order {
        let eur = json!({"minor": 100, "currency": "EUR"});
        serde_json::from_value(json!({
            "id": "1", "name": "#1", "placed_at": "2026-03-01T00:00:00Z", "created_at": "2026-03-01T00:00:00Z",
            "currency": "EUR", "payment": {"status": "paid"}, "lines": [],
            "totals": {"subtotal": eur, "discounts": eur, "shipping": eur, "tax": eur, "total": eur},
        }))
        .expect("an order")
    }

    fn span(from: i8, to: i8) -> Span {
        Span { earliest: date(2026, 3, from), latest: date(2026, 3, to) }
    }

    fn dates(memory: Memory) -> Dates {
        let inputs =
            Inputs { at: jiff::Timestamp::UNIX_EPOCH, settings: 1, table: None, model: None, stock: vec![] };
        let stored = Stored {
            by: PromisedBy::Order,
            quote: None,
            dates: memory.promised,
            ship_by: Some(date(2026, 3, 2)),
            shipments: vec![],
            aside: None,
            no_date: None,
            inputs,
        };
        Dates { memory, stored: Some(stored), moved: None }
    }

    #[test]
    fn what_is_late_is_not_told_as_it_was_promised() {
        let promised = Some(span(3, 5));
        let kept = Memory { promised, ..Memory::default() };
        for (what, memory, is_late, told) in [
            ("as promised", kept.clone(), false, Some(span(3, 5))),
            ("sooner", Memory { expected: Some(span(3, 4)), ..kept.clone() }, false, Some(span(3, 5))),
            ("later", Memory { expected: Some(span(6, 9)), ..kept.clone() }, true, Some(span(6, 9))),
            ("nobody can say", Memory { unknown: true, ..kept.clone() }, true, None),
            ("there", Memory { delivered: Some(date(2026, 3, 9)), ..kept }, false, None),
            ("no honest date", Memory::default(), false, None),
        ] {
            assert_eq!(memory.is_late(), is_late, "{what}");
            let mut order = order();
            let dates = dates(memory);
            dates.tell(&mut order);
            assert_eq!(order.promise, told.map(whole), "{what}");
            assert_eq!(dates.delayed_by().is_some(), is_late, "{what}");
        }
    }

    #[test]
    fn the_shops_own_promise_stays_until_it_is_known_to_be_wrong() {
        let own = Some(whole(span(1, 2)));
        for (expected, told) in [(None, own.clone()), (Some(span(6, 9)), Some(whole(span(6, 9))))] {
            let mut order = order();
            order.promise = own.clone();
            dates(Memory { promised: Some(span(1, 2)), expected, ..Memory::default() }).tell(&mut order);
            assert_eq!(order.promise, told, "{expected:?}");
        }
    }

    #[test]
    fn a_notice_tells_why_and_asks_what_the_law_wants_asked() {
        let march = |day| Some(date(2026, 3, day));
        let need = Some(Duty::NeedConsent { by: date(2026, 3, 4) });
        for (country, notice, by, ships, why, duty) in [
            ("US", 1, MovedBy::NotHandedOver, march(4), DelayedBy::NotSent, Some(Duty::OfferChoice)),
            ("US", 2, MovedBy::NotHandedOver, march(4), DelayedBy::NotSent, need),
            ("US", 1, MovedBy::Carrier, None, DelayedBy::OnItsWay, None),
            ("DE", 1, MovedBy::NotHandedOver, march(4), DelayedBy::NotSent, None),
            ("DE", 1, MovedBy::Returning, None, DelayedBy::Unclear, None),
        ] {
            let mut order = order();
            order.shipping_address = Some(crate::order::Address {
                country: Some(country.to_owned()),
                ..crate::order::Address::default()
            });
            let memory =
                Memory { promised: Some(span(1, 2)), expected: Some(span(6, 9)), ..Memory::default() };
            let mut dates = dates(memory);
            dates.moved = Some(Moved { from: None, to: None, promised: None, by, ships });
            let delay = dates.delay(&order, notice, date(2026, 3, 4)).expect("a delay");
            assert_eq!((delay.by, delay.duty), (why, duty), "{country} {notice} {by:?}");
            assert_eq!((delay.promised, delay.expected), (span(1, 2), Some(span(6, 9))));
            dates.memory.expected = Some(span(1, 2));
            assert_eq!(dates.delay(&order, notice, date(2026, 3, 4)), None, "in time again");
        }
    }
}
