//! The promise of an order: what its buyer was told, and from what it was reckoned. It is stored once and never changes.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Answer, Days, NoDate, Quote, Span, Stocked, Transit};
use crate::{NewEvent, Payload, order};

/// Data of `promise.stored`: the dates that an order's buyer was promised, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Who promised it.
    pub by: PromisedBy,
    /// The quote that the buyer saw, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The first day on which the last shipment may come, and the day by which everything is there: the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Span>,
    /// By when the last shipment has to be handed over, a date where it leaves; unknown of what the shop itself promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<Date>,
    /// The shipments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<Shipment>,
    /// Ids of the order's lines that were in none of the shipments, such as downloads: nothing of them is waited for. Absent where a
    /// shipment doesn't name its lines, and of promises from before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Vec<String>>,
    /// Why there is no honest date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_date: Option<NoDate>,
    /// What it was reckoned from.
    pub inputs: Inputs,
}

/// Who promised it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromisedBy {
    /// A quote of ours that the buyer saw.
    Quote,
    /// The shop itself.
    Shop,
    /// Nobody before: it was reckoned when the order came.
    Order,
}

/// One promised shipment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Ids of the lines in it; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The place that it leaves, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Carrier and service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// When the carrier has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_over: Option<Span>,
    /// How long it is on its way, and who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit: Option<Transit>,
    /// Days at the customs, beside that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customs: Option<Days>,
    /// When it is there.
    pub arrival: Span,
}

/// What a promise was reckoned from, beside the order itself: with the settings of that version the same dates follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// As of when.
    pub at: Timestamp,
    /// Version of the settings.
    pub settings: u32,
    /// Hash of the table of transit times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Hash of the model of transit times, where one was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What was known of stock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<Stocked>,
}

impl Payload for Stored {
    const KIND: &'static str = "promise.stored";
}

impl Stored {
    /// The effect's name: an order has one promise.
    pub const EFFECT: &'static str = "promise";

    /// The event.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(Self::EFFECT, self)
    }

    /// The promise of an answer.
    pub fn of_answer(
        by: PromisedBy,
        quote: Option<String>,
        answer: Result<&Answer, &NoDate>,
        inputs: Inputs,
    ) -> Self {
        let (dates, ship_by, shipments, aside, no_date) = (None, None, vec![], None, None);
        let none = Self { by, quote, dates, ship_by, shipments, aside, no_date, inputs };
        match answer {
            Ok(answer) => Self {
                dates: Some(answer.arrival),
                ship_by: Some(answer.ship_by),
                shipments: answer.shipments.iter().map(Shipment::of).collect(),
                ..none
            },
            Err(no_date) => Self { no_date: Some(no_date.clone()), ..none },
        }
    }

    /// What a quote said that the buyer saw. `answer` is what is reckoned as of the moment when it was made: it tells which lines go
    /// together and when they leave, and the quote's own dates stand.
    pub fn of_quote(quote: &Quote, id: String, answer: Option<&Answer>, inputs: Inputs) -> Self {
        let planned = answer.map(|answer| answer.shipments.as_slice()).unwrap_or_default();
        let same = planned.len() == quote.shipments.len()
            && planned.iter().zip(&quote.shipments).all(|(planned, quoted)| {
                planned.origin == quoted.origin && planned.service == quoted.service
            });
        let shipments = if same && !planned.is_empty() {
            let each = planned.iter().zip(&quote.shipments);
            each.map(|(planned, quoted)| Shipment { arrival: quoted.arrival, ..Shipment::of(planned) })
                .collect()
        } else {
            vec![Shipment::whole(quote.arrival)]
        };
        Self {
            by: PromisedBy::Quote,
            quote: Some(id),
            dates: Some(quote.arrival),
            ship_by: Some(quote.ship_by),
            shipments,
            aside: None,
            no_date: None,
            inputs,
        }
    }

    /// What the shop itself promised with an order.
    pub fn of_shop(promise: &order::Promise, inputs: Inputs) -> Option<Self> {
        let days = |day: fn(&order::Promised) -> Date| promise.shipments.iter().map(day).max();
        let dates = Span { earliest: days(|of| of.earliest)?, latest: days(|of| of.latest)? };
        let shipments = promise.shipments.iter().map(|of| {
            let arrival = Span { earliest: of.earliest, latest: of.latest };
            Shipment { lines: of.lines.clone(), ..Shipment::whole(arrival) }
        });
        Some(Self {
            by: PromisedBy::Shop,
            quote: None,
            dates: Some(dates),
            ship_by: None,
            shipments: shipments.collect(),
            aside: None,
            no_date: None,
            inputs,
        })
    }

    /// The promise of an order as it was then. Where each shipment names its lines, what is in none of them is known not to be sent; a
    /// line that isn't known at all came onto the order later.
    pub fn for_order(self, order: &order::Order) -> Self {
        let is_named = |of: &Shipment| !of.lines.is_empty();
        if self.shipments.is_empty() || !self.shipments.iter().all(is_named) {
            return self;
        }
        let ids = order.lines.iter().map(|line| &line.id);
        let aside = ids.filter(|id| !self.shipments.iter().any(|of| of.lines.contains(id)));
        Self { aside: Some(aside.cloned().collect()), ..self }
    }

    /// Whether a line belongs to one of the shipments. What came onto the order after its promise belongs to the one that is to be
    /// there last, the first of equals: the promise is kept once that is there, too.
    pub fn is_in(&self, line: &str, of: &Shipment) -> bool {
        let names = |of: &Shipment| of.lines.iter().any(|id| id == line);
        if of.lines.is_empty() || names(of) {
            return true;
        }
        let each = self.shipments.iter();
        let last = each.reduce(|last, of| if of.arrival.latest > last.arrival.latest { of } else { last });
        let is_known = self.aside.as_ref().is_none_or(|aside| aside.iter().any(|id| id == line));
        last == Some(of) && !is_known && !self.shipments.iter().any(names)
    }

    /// As mails and pages show it: nothing, if there are no dates.
    pub fn shown(&self) -> Option<order::Promise> {
        self.dates?;
        // One shipment holds everything: lines would be noise.
        let whole = self.shipments.len() == 1;
        let shipments = self.shipments.iter().map(|of| order::Promised {
            lines: if whole { vec![] } else { of.lines.clone() },
            earliest: of.arrival.earliest,
            latest: of.arrival.latest,
        });
        Some(order::Promise { shipments: shipments.collect() })
    }
}

impl Shipment {
    /// Of everything, of which only the dates are known.
    pub(super) fn whole(arrival: Span) -> Self {
        Self {
            lines: vec![],
            origin: None,
            service: None,
            hand_over: None,
            transit: None,
            customs: None,
            arrival,
        }
    }

    fn of(planned: &super::Planned) -> Self {
        Self {
            lines: planned.lines.clone(),
            origin: Some(planned.origin.clone()),
            service: Some(planned.service.clone()),
            hand_over: Some(planned.hand_over),
            transit: Some(planned.transit.clone()),
            customs: planned.customs,
            arrival: planned.arrival,
        }
    }
}

/// The list of orders whose parcels are asked after at trackers, in shops that have one, by when that is next.
pub const UNDER_WAY: &str = "under-way";

/// An order of which nothing is heard for so long isn't looked after any more, nor are its parcels asked after.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(120 * 24);

/// From when on an order is given up: so long after it was placed, or after the day that it was promised for, whichever is later. A
/// pre-order may be due half a year after it was placed.
pub fn given_up_at(order: &order::Order, memory: Option<&Memory>) -> Timestamp {
    let latest = memory.and_then(|memory| memory.promised).map(|promised| promised.latest);
    let over = latest.and_then(|day| day.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok());
    let from = over.map_or(order.placed_at, |over| over.timestamp().max(order.placed_at));
    from.checked_add(GIVEN_UP_AFTER).unwrap_or(Timestamp::MAX)
}

/// What is remembered at an order's head of its dates, under `edd-calculation`: small, since heads are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The promise; absent where there is no honest date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised: Option<Span>,
    /// What is expected now, where that isn't the promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<Span>,
    /// How often the estimate has moved.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub moves: u32,
    /// The latest day that the buyer was told of since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Date>,
    /// How many notices of delay there were.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub notices: u32,
    /// By when it is sent, as the last notice said; absent where it had left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ships_told: Option<Date>,
    /// Whether the last notice said that it should have been there: that it isn't there today either is no news.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub slipping: bool,
    /// On which day all of it was there, by the carriers' scans or the shop's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Date>,
    /// Whether nobody can say any more when it comes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unknown: bool,
    /// What a person was asked for, each by a short hash.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub asked: BTreeSet<String>,
    /// When it is looked at again though nothing is heard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Timestamp>,
}

impl Memory {
    /// Where it is kept.
    pub const NAME: &'static str = "edd-calculation";

    /// What is expected now.
    pub fn estimate(&self) -> Option<Span> {
        if self.unknown { None } else { self.expected.or(self.promised) }
    }
}

/// Data of `estimate.moved`: something else is expected than before. The promise stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// What was expected before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Span>,
    /// What is expected now; absent where nobody can say any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Span>,
    /// The promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Span>,
    /// By what.
    pub by: super::MovedBy,
    /// When the last of it is expected to be handed over, where it hasn't been.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ships: Option<Date>,
}

impl Payload for Moved {
    const KIND: &'static str = "estimate.moved";
}

impl Moved {
    /// The name of the effect under which the move of that number is journalled.
    pub fn effect(number: u32) -> String {
        format!("estimate#{number}")
    }
}

/// Data of `promise.settled`: all of an order is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The day on which the last of it came, a date at its destination.
    pub delivered: Date,
    /// The promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Span>,
    /// Whether the promise was kept; absent where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
    /// Whether a carrier's scan shows it, and not only the shop's word.
    pub scanned: bool,
}

impl Payload for Settled {
    const KIND: &'static str = "promise.settled";
}

impl Settled {
    /// The name of its effect: an order is there once.
    pub const EFFECT: &'static str = "promise#settled";
}
