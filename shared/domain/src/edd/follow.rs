//! What is expected of an order that was promised: what was handed over, scanned and delivered since moves the estimate. The
//! promise stays.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Days, Destination, Reckoner, Shipment, Span, Stored};
use crate::{
    order::{self, LineKind, Order, ShipmentStatus},
    tracking::{Code, Number, Parcel, falls_silent, of_shipment},
};

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
    /// The day on which the last piece was there, once all are, and whether a scan shows it.
    pub delivered: Option<(Date, bool)>,
    /// When the last piece is handed over that hasn't been yet.
    pub ships: Option<Date>,
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

/// What is expected of one shipment, or of a part of it.
struct Part {
    expected: Option<Span>,
    by: MovedBy,
    delivered: Option<(Date, bool)>,
}

impl Following<'_> {
    /// Looks at everything once more, at `now`. The same facts at the same time lead to the same estimate.
    pub fn follow(&self, reckoner: &Reckoner, silent_days: u16, now: Timestamp) -> Followed {
        let mut followed = Followed::default();
        let mut parts = vec![];
        let whole = [self.whole()];
        let promised: &[Shipment] =
            if self.stored.shipments.is_empty() { &whole } else { &self.stored.shipments };
        for of in promised {
            let zone = reckoner.zone(of.origin.as_deref());
            let today = now.to_zoned(zone.clone()).date();
            let sent: Vec<_> = self.sent(of).collect();
            for shipment in &sent {
                parts.extend(self.on_its_way(
                    of,
                    shipment,
                    reckoner,
                    (today, &zone),
                    now,
                    silent_days,
                    &mut followed,
                ));
            }
            if !self.is_all_sent(of) {
                parts.push(self.not_sent(of, reckoner, (today, &zone), &mut followed));
            }
        }
        followed.settle(&parts);
        followed.look_again = followed.look_again.filter(|at| *at > now && followed.delivered.is_none());
        followed
    }

    /// All of the order, where nothing is promised of its parts.
    fn whole(&self) -> Shipment {
        let arrival = self.stored.dates.unwrap_or(Span { earliest: Date::MAX, latest: Date::MAX });
        Shipment {
            lines: vec![],
            origin: None,
            service: None,
            hand_over: None,
            transit: None,
            customs: None,
            arrival,
        }
    }

    /// Parcels with something of a promised shipment in them.
    fn sent<'s>(&'s self, of: &'s Shipment) -> impl Iterator<Item = &'s order::Shipment> {
        let open = |shipment: &&order::Shipment| {
            !matches!(shipment.status, ShipmentStatus::Cancelled | ShipmentStatus::Preparing)
        };
        let holds = move |shipment: &&order::Shipment| {
            of.lines.is_empty()
                || shipment.lines.is_empty()
                || shipment.lines.iter().any(|shipped| of.lines.contains(&shipped.line))
        };
        self.order.shipments.iter().filter(open).filter(holds)
    }

    fn is_all_sent(&self, of: &Shipment) -> bool {
        if self.sent(of).any(|shipment| shipment.lines.is_empty()) {
            return true;
        }
        let mut sent: BTreeMap<&str, i64> = BTreeMap::new();
        for shipped in self.sent(of).flat_map(|shipment| &shipment.lines) {
            *sent.entry(&shipped.line).or_default() += shipped.quantity;
        }
        let wanted = |line: &&order::LineItem| {
            line.kind == LineKind::Goods && (of.lines.is_empty() || of.lines.contains(&line.id))
        };
        let mut lines = self.order.lines.iter().filter(wanted);
        lines.all(|line| sent.get(line.id.as_str()).copied().unwrap_or_default() >= line.quantity)
    }

    /// What has left: one part for each of its parcels, or for itself where carriers say nothing.
    #[allow(clippy::too_many_arguments)]
    fn on_its_way(
        &self,
        of: &Shipment,
        shipment: &order::Shipment,
        reckoner: &Reckoner,
        (today, zone): (Date, &TimeZone),
        now: Timestamp,
        silent_days: u16,
        followed: &mut Followed,
    ) -> Vec<Part> {
        let numbers = of_shipment(shipment);
        let known: Vec<_> = self.parcels.iter().filter(|parcel| numbers.contains(&parcel.number)).collect();
        let left = shipment.shipped_at.map(|at| at.to_zoned(zone.clone()).date());
        if known.is_empty() {
            let day = left.unwrap_or(today);
            return vec![if shipment.status == ShipmentStatus::Delivered {
                Part { expected: None, by: MovedBy::Delivered, delivered: Some((day.max(today), false)) }
            } else {
                self.by_days(of, left, reckoner, (today, zone), followed)
            }];
        }
        let delivery = of.service.as_deref().and_then(|service| reckoner.delivery(service, self.to));
        let is_delivery_day = |date: Date| delivery.as_ref().is_none_or(|delivery| delivery.is_open(date));
        let mut parts = vec![];
        for parcel in known {
            if let Some(at) = falls_silent(parcel, silent_days, zone, is_delivery_day) {
                if at <= now {
                    followed.silent.push(parcel.number.clone());
                }
                followed.wake(at);
            }
            parts.push(self.scanned(of, parcel, left, reckoner, (today, zone), followed));
        }
        parts
    }

    /// What a parcel's scans say.
    fn scanned(
        &self,
        of: &Shipment,
        parcel: &Parcel,
        left: Option<Date>,
        reckoner: &Reckoner,
        (today, zone): (Date, &TimeZone),
        followed: &mut Followed,
    ) -> Part {
        if let Some(scan) = parcel.delivered() {
            return Part { expected: None, by: MovedBy::Delivered, delivered: Some((scan.day, true)) };
        }
        let last = parcel.last().map(|scan| scan.day);
        let on =
            |day: Date, by| Part { expected: Some(Span { earliest: day, latest: day }), by, delivered: None };
        let next = |from: Date| {
            let delivery = of.service.as_deref().and_then(|service| reckoner.delivery(service, self.to));
            delivery.map_or(Some(from), |delivery| delivery.next_open(from).ok()).unwrap_or(from)
        };
        match (parcel.state(), last) {
            (Code::Returning | Code::Returned, _) => {
                followed.returning.push(parcel.number.clone());
                return Part { expected: None, by: MovedBy::Returning, delivered: None };
            }
            // It is there as far as its carrier is concerned; fetching it is the buyer's.
            (Code::AvailableForPickup, Some(day)) => {
                return Part { expected: None, by: MovedBy::Delivered, delivered: Some((day, true)) };
            }
            (Code::OutForDelivery, Some(day)) if day >= today => return on(day, MovedBy::Scan),
            (Code::AttemptFailed, Some(day)) => {
                let again = next(day.tomorrow().unwrap_or(day).max(today));
                return on(again, MovedBy::Scan);
            }
            _ => {}
        }
        if let Some(expected) = parcel.expected.filter(|expected| expected.day >= today) {
            followed.wake_after(expected.day, zone);
            return on(expected.day, MovedBy::Carrier);
        }
        let handed_over = parcel.handed_over().map(|scan| scan.day);
        self.by_days(of, handed_over.or(left), reckoner, (today, zone), followed)
    }

    /// By the day of hand-over and the promised days on the way.
    fn by_days(
        &self,
        of: &Shipment,
        handed_over: Option<Date>,
        reckoner: &Reckoner,
        (today, zone): (Date, &TimeZone),
        followed: &mut Followed,
    ) -> Part {
        let reckoned = || {
            let (service, transit, day) = (of.service.as_deref()?, of.transit.as_ref()?, handed_over?);
            let customs = of.customs.unwrap_or_default();
            let days = Days::new(
                transit.days.min.saturating_add(customs.min),
                transit.days.max.saturating_add(customs.max),
            );
            reckoner.arrival(service, self.to, Span { earliest: day, latest: day }, days)
        };
        let known = |span: Span| span.latest < Date::MAX;
        let (expected, by) = match reckoned() {
            Some(span) => (Some(span), MovedBy::HandOver),
            None => (Some(of.arrival).filter(|span| known(*span)), MovedBy::Promise),
        };
        let Some(expected) = expected else { return Part { expected: None, by, delivered: None } };
        followed.wake_after(expected.latest.max(today), zone);
        if expected.latest >= today {
            return Part { expected: Some(expected), by, delivered: None };
        }
        // It should have been there. The next delivery day is the best that can be said.
        let delivery = of.service.as_deref().and_then(|service| reckoner.delivery(service, self.to));
        let day = delivery.and_then(|delivery| delivery.next_open(today).ok()).unwrap_or(today);
        Part { expected: Some(Span { earliest: day, latest: day }), by: MovedBy::Overdue, delivered: None }
    }

    /// What hasn't left: as promised, as long as that can still be.
    fn not_sent(
        &self,
        of: &Shipment,
        reckoner: &Reckoner,
        (today, zone): (Date, &TimeZone),
        followed: &mut Followed,
    ) -> Part {
        let promised = Some(of.arrival).filter(|span| span.latest < Date::MAX);
        let by = of.hand_over.map_or(promised.map(|span| span.latest), |hand_over| Some(hand_over.latest));
        let Some(by) = by else { return Part { expected: None, by: MovedBy::Promise, delivered: None } };
        followed.wake_after(by.max(today), zone);
        if today <= by {
            followed.ships = followed.ships.max(of.hand_over.map(|hand_over| hand_over.latest));
            return Part { expected: promised, by: MovedBy::Promise, delivered: None };
        }
        let late = || {
            let (origin, service) = (of.origin.as_deref()?, of.service.as_deref()?);
            let hand_over = reckoner.next_hand_over(origin, today)?;
            let (transit, customs) = (of.transit.as_ref()?, of.customs.unwrap_or_default());
            let days = Days::new(
                transit.days.min.saturating_add(customs.min),
                transit.days.max.saturating_add(customs.max),
            );
            Some((hand_over, reckoner.arrival(service, self.to, hand_over, days)?))
        };
        match late() {
            Some((hand_over, arrival)) => {
                followed.ships = followed.ships.max(Some(hand_over.latest));
                Part { expected: Some(arrival), by: MovedBy::NotHandedOver, delivered: None }
            }
            None => Part { expected: None, by: MovedBy::Overdue, delivered: None },
        }
    }
}

impl Followed {
    fn wake(&mut self, at: Timestamp) {
        self.look_again = Some(self.look_again.map_or(at, |before| before.min(at)));
    }

    /// Looks again once a day is over.
    fn wake_after(&mut self, day: Date, zone: &TimeZone) {
        let end = day.tomorrow().ok().and_then(|next| next.to_zoned(zone.clone()).ok());
        if let Some(end) = end {
            self.wake(end.timestamp());
        }
    }

    /// The whole is expected with its last part; it isn't, if nobody can say so of one.
    fn settle(&mut self, parts: &[Part]) {
        let open = || parts.iter().filter(|part| part.delivered.is_none());
        if open().next().is_none() {
            let last = parts.iter().filter_map(|part| part.delivered).max_by_key(|(day, _)| *day);
            let scanned = parts.iter().filter_map(|part| part.delivered).all(|(_, scanned)| scanned);
            self.delivered = last.map(|(day, _)| (day, scanned));
            self.by = MovedBy::Delivered;
            return;
        }
        let unknown = open().find(|part| part.expected.is_none());
        if let Some(part) = unknown {
            self.by = part.by;
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
