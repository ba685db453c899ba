//! What is expected of an order that was promised: what was handed over, scanned and delivered since moves the estimate. The
//! promise stays.
//!
//! Days up to the hand-over are the warehouse's, those of the arrival the buyer's: a promised day isn't over in California because it is
//! in Berlin. Where nobody scans, nobody knows whether it came (ED-24): such a parcel is never called overdue.

mod look;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Destination, NoDate, Reckoner, Shipment, Span, Stored};
use crate::{
    order::{self, LineKind, Order},
    tracking::{Number, Parcel},
};
use look::{Look, Part};

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Following<'f> {
    /// The order as it now stands.
    pub order: &'f Order,
    /// What was promised.
    pub stored: &'f Stored,
    /// Where it goes.
    pub to: &'f Destination,
    /// What carriers say of its parcels.
    pub parcels: &'f [Parcel],
}

/// What is expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// When the last piece is there; absent where nobody can say.
    pub expected: Option<Span>,
    /// By what it is reckoned: of all shipments, by the one that is there last.
    pub by: MovedBy,
    /// The day on which the last piece was there, once all are, and whether scans show it of each.
    pub delivered: Option<(Date, bool)>,
    /// When the last piece is handed over that hasn't been yet.
    pub ships: Option<Date>,
    /// Whether something that is to be sent hasn't been handed over.
    pub unsent: bool,
    /// Parcels of which nothing has been heard for too long.
    pub silent: Vec<Number>,
    /// Parcels that go back.
    pub returning: Vec<Number>,
    /// When something changes though nothing is heard.
    pub look_again: Option<Timestamp>,
}

/// By what an estimate is reckoned. In the order of how much they tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MovedBy {
    /// As it was promised.
    #[default]
    Promise,
    /// Somebody handed it over, and from then on the days are counted.
    HandOver,
    /// It should have been handed over, and wasn't.
    NotHandedOver,
    /// A carrier's scan.
    Scan,
    /// The carrier's own estimate.
    Carrier,
    /// It should have been there, and isn't.
    Overdue,
    /// It goes back.
    Returning,
    /// It is there.
    Delivered,
}

impl Following<'_> {
    /// Looks at everything once more, at `now`. The same facts at the same time lead to the same estimate; until
    /// [`Followed::look_again`] they do at any time.
    pub fn follow(&self, reckoner: &Reckoner, silent_days: u16, now: Timestamp) -> Followed {
        let mut followed = Followed::default();
        let mut parts = vec![];
        let whole = [self.whole()];
        let promised: &[Shipment] =
            if self.stored.shipments.is_empty() { &whole } else { &self.stored.shipments };
        for of in promised {
            let mut look = Look::new(of, reckoner, self.to, silent_days, now);
            for shipment in self.sent(of) {
                parts.extend(look.on_its_way(shipment, self.parcels));
            }
            if !self.is_all_sent(of) {
                parts.push(look.not_sent());
                followed.unsent |= self.is_sent();
            }
            followed.take(look);
        }
        followed.settle(&parts);
        followed.look_again = followed.look_again.filter(|_| followed.delivered.is_none());
        followed
    }

    /// Whether any of it is to be sent: not what is fetched, nor what there is nothing to send of.
    fn is_sent(&self) -> bool {
        self.order.pickup.is_none() && self.stored.no_date != Some(NoDate::NothingToSend)
    }

    /// Whether all of it has been handed over.
    pub(super) fn has_left(&self) -> bool {
        let whole = [self.whole()];
        let promised: &[Shipment] =
            if self.stored.shipments.is_empty() { &whole } else { &self.stored.shipments };
        promised.iter().all(|of| self.has_left_of(of))
    }

    /// Whether all of a promised shipment has been handed over.
    pub(super) fn has_left_of(&self, of: &Shipment) -> bool {
        self.sent(of).next().is_some() && self.is_all_sent(of)
    }

    /// All of the order, where nothing is promised of its parts.
    fn whole(&self) -> Shipment {
        let arrival = self.stored.dates.unwrap_or(Span { earliest: Date::MAX, latest: Date::MAX });
        Shipment::whole(arrival)
    }

    /// Parcels with something of a promised shipment in them.
    pub(super) fn sent<'s>(&'s self, of: &'s Shipment) -> impl Iterator<Item = &'s order::Shipment> {
        let open = |shipment: &&order::Shipment| shipment.status.has_left();
        let holds = move |shipment: &&order::Shipment| {
            of.lines.is_empty()
                || shipment.lines.is_empty()
                || shipment.lines.iter().any(|shipped| self.stored.is_in(&shipped.line, of))
        };
        self.order.shipments.iter().filter(open).filter(holds)
    }

    fn is_all_sent(&self, of: &Shipment) -> bool {
        if self.sent(of).any(|shipment| shipment.lines.is_empty()) {
            return true;
        }
        let mut sent: BTreeMap<&str, i64> = BTreeMap::new();
        for shipped in self.sent(of).flat_map(|shipment| &shipment.lines) {
            let pieces = sent.entry(&shipped.line).or_default();
            *pieces = pieces.saturating_add(shipped.quantity);
        }
        let wanted =
            |line: &&order::LineItem| line.kind == LineKind::Goods && self.stored.is_in(&line.id, of);
        let mut lines = self.order.lines.iter().filter(wanted);
        lines.all(|line| sent.get(line.id.as_str()).copied().unwrap_or_default() >= line.quantity)
    }
}

impl Followed {
    /// Takes over what was found of one promised shipment. A parcel may hold parts of two.
    fn take(&mut self, look: Look<'_>) {
        for (all, found) in [(&mut self.silent, look.silent), (&mut self.returning, look.returning)] {
            all.extend(found);
            all.sort_unstable();
            all.dedup();
        }
        self.ships = self.ships.max(look.ships);
        self.look_again = [self.look_again, look.wake].into_iter().flatten().min();
    }

    /// The whole is expected with its last part; it isn't, if nobody can say so of one.
    fn settle(&mut self, parts: &[Part]) {
        let open = || parts.iter().filter(|part| part.delivered.is_none());
        if open().next().is_none() {
            // Where nothing is to be sent any more, nothing was delivered either.
            let delivered = || parts.iter().filter_map(|part| part.delivered);
            if let Some((day, _)) = delivered().max_by_key(|(day, _)| *day) {
                self.delivered = Some((day, delivered().all(|(_, scanned)| scanned)));
                self.by = MovedBy::Delivered;
            }
            return;
        }
        if let Some(by) = open().filter(|part| part.expected.is_none()).map(|part| part.by).max() {
            self.by = by;
            return;
        }
        let spans = || open().filter_map(|part| Some((part.expected?, part.by)));
        let last = spans().max_by_key(|(span, by)| (span.latest, *by));
        let earliest = spans().map(|(span, _)| span.earliest).max();
        if let (Some((span, by)), Some(earliest)) = (last, earliest) {
            self.expected = Some(Span { earliest: earliest.min(span.latest), latest: span.latest });
            self.by = by;
        }
    }
}
