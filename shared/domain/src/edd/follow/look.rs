//! A look at one promised shipment: what has left of it, what hasn't, and when that changes though nothing is heard.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::MovedBy;
use crate::{
    calendar::WorkCalendar,
    edd::{Days, Destination, Reckoner, Shipment, Span},
    order::{self, ShipmentStatus},
    tracking::{Code, Number, Parcel, falls_silent, of_shipment},
    zones::zone_of,
};

/// What is expected of one parcel, or of what hasn't left.
pub(super) struct Part {
    pub(super) expected: Option<Span>,
    pub(super) by: MovedBy,
    pub(super) delivered: Option<(Date, bool)>,
}

impl Part {
    fn expected(expected: Option<Span>, by: MovedBy) -> Self {
        Self { expected, by, delivered: None }
    }

    fn on(day: Date, by: MovedBy) -> Self {
        Self::expected(Some(Span { earliest: day, latest: day }), by)
    }

    fn delivered(day: Date, by_scan: bool) -> Self {
        Self { expected: None, by: MovedBy::Delivered, delivered: Some((day, by_scan)) }
    }
}

/// A clock, and the day by it.
struct Clock {
    zone: TimeZone,
    today: Date,
}

impl Clock {
    fn new(zone: TimeZone, now: Timestamp) -> Self {
        Self { today: now.to_zoned(zone.clone()).date(), zone }
    }
}

/// One promised shipment, and what is found of it.
pub(super) struct Look<'l> {
    of: &'l Shipment,
    reckoner: &'l Reckoner,
    to: &'l Destination,
    silent_days: u16,
    now: Timestamp,
    /// The warehouse's.
    here: Clock,
    /// The buyer's.
    there: Clock,
    /// On which days it is delivered; unknown of what the shop itself promised.
    delivery: Option<WorkCalendar>,
    pub(super) silent: Vec<Number>,
    pub(super) returning: Vec<Number>,
    pub(super) ships: Option<Date>,
    pub(super) wake: Option<Timestamp>,
}

impl<'l> Look<'l> {
    pub(super) fn new(
        of: &'l Shipment,
        reckoner: &'l Reckoner,
        to: &'l Destination,
        silent_days: u16,
        now: Timestamp,
    ) -> Self {
        let here = reckoner.zone_of(of.origin.as_deref());
        let there = zone_of(&to.country, to.subdivision.as_deref()).and_then(|zone| TimeZone::get(zone).ok());
        Self {
            there: Clock::new(there.unwrap_or_else(|| here.clone()), now),
            here: Clock::new(here, now),
            delivery: of.service.as_deref().and_then(|service| reckoner.delivery(service, to)),
            of,
            reckoner,
            to,
            silent_days,
            now,
            silent: vec![],
            returning: vec![],
            ships: None,
            wake: None,
        }
    }

    /// What has left: a part for each of its parcels, or for itself where it has no numbers.
    pub(super) fn on_its_way(&mut self, shipment: &order::Shipment, parcels: &[Parcel]) -> Vec<Part> {
        let numbers = of_shipment(shipment);
        let left = shipment.shipped_at.map(|at| at.to_zoned(self.here.zone.clone()).date());
        // Platforms speak of a shipment as a whole: of several parcels their word may be that of the first.
        let word = shipment.status == ShipmentStatus::Delivered;
        let known = |number: &Number| parcels.iter().find(|parcel| parcel.number == *number);
        let any_known = numbers.iter().any(|number| known(number).is_some());
        if !any_known {
            return vec![self.unscanned(left, word)];
        }
        let word = word && numbers.len() == 1;
        let mut part = |number: &Number| match known(number) {
            Some(parcel) => self.scanned(parcel, left, word),
            None => self.unscanned(left, word),
        };
        numbers.iter().map(&mut part).collect()
    }

    /// What nobody scans. When it came is unknown, so it is the day on which the shop is heard to say so.
    fn unscanned(&self, left: Option<Date>, word: bool) -> Part {
        if word {
            return Part::delivered(self.there.today, false);
        }
        let (expected, by) = self.by_days(left);
        Part::expected(expected, by)
    }

    /// What a parcel's scans say.
    fn scanned(&mut self, parcel: &Parcel, left: Option<Date>, word: bool) -> Part {
        if let Some(scan) = parcel.delivered() {
            return Part::delivered(scan.day, true);
        }
        let state = parcel.state();
        if matches!(state, Code::Returning | Code::Returned) {
            self.returning.push(parcel.number.clone());
            self.falls_silent(parcel);
            return Part::expected(None, MovedBy::Returning);
        }
        let last = parcel.last().map(|scan| scan.day);
        // It is there as far as its carrier is concerned; fetching it is the buyer's.
        if let (Code::AvailableForPickup, Some(day)) = (state, last) {
            return Part::delivered(day, true);
        }
        if word {
            return Part::delivered(self.there.today, false);
        }
        self.falls_silent(parcel);
        match (state, last) {
            (Code::OutForDelivery, Some(day)) if day >= self.there.today => {
                return self.until(day, MovedBy::Scan);
            }
            (Code::AttemptFailed, Some(day)) => {
                let again = self.next_delivery(day.tomorrow().unwrap_or(day));
                if again >= self.there.today {
                    return self.until(again, MovedBy::Scan);
                }
            }
            _ => {}
        }
        if let Some(expected) = parcel.expected.filter(|expected| expected.day >= self.there.today) {
            return self.until(expected.day, MovedBy::Carrier);
        }
        let handed_over = parcel.handed_over().map(|scan| scan.day);
        let (expected, by) = self.by_days(handed_over.or(left));
        match expected {
            None => Part::expected(None, by),
            Some(span) if span.latest >= self.there.today => {
                self.wake_after(span.latest);
                Part::expected(expected, by)
            }
            // It should have been there. The next delivery day is the best that can be said.
            Some(_) => self.until(self.next_delivery(self.there.today), MovedBy::Overdue),
        }
    }

    /// By the day of hand-over and the promised days on the way; as promised, where either isn't known.
    fn by_days(&self, handed_over: Option<Date>) -> (Option<Span>, MovedBy) {
        match handed_over.and_then(|day| self.arrival(Span { earliest: day, latest: day })) {
            Some(span) => (Some(span), MovedBy::HandOver),
            None => (self.promised(), MovedBy::Promise),
        }
    }

    /// What hasn't left: as promised, as long as that can still be.
    pub(super) fn not_sent(&mut self) -> Part {
        let promised = self.promised();
        match (self.of.hand_over, promised) {
            (Some(by), _) if self.here.today <= by.latest => {
                self.ships = Some(by.latest);
                self.wake_at_end(by.latest, self.here.zone.clone());
                Part::expected(promised, MovedBy::Promise)
            }
            (Some(_), _) => self.late(),
            // The shop's own promise says nothing of the hand-over: only once its last day is over it can't be kept.
            (None, Some(span)) if self.there.today <= span.latest => {
                self.wake_after(span.latest);
                Part::expected(promised, MovedBy::Promise)
            }
            (None, Some(_)) => Part::expected(None, MovedBy::Overdue),
            (None, None) => Part::expected(None, MovedBy::Promise),
        }
    }

    /// What should have left and hasn't: at best it leaves on the next working day.
    fn late(&mut self) -> Part {
        let origin = self.of.origin.as_deref();
        let next = origin.and_then(|origin| self.reckoner.next_hand_over(origin, self.here.today));
        match next.and_then(|hand_over| Some((hand_over, self.arrival(hand_over)?))) {
            Some((hand_over, arrival)) => {
                self.ships = Some(hand_over.latest);
                self.wake_at_end(hand_over.earliest, self.here.zone.clone());
                Part::expected(Some(arrival), MovedBy::NotHandedOver)
            }
            None => Part::expected(None, MovedBy::Overdue),
        }
    }

    /// When it is there, if it is handed over then.
    fn arrival(&self, hand_over: Span) -> Option<Span> {
        let (service, transit) = (self.of.service.as_deref()?, self.of.transit.as_ref()?);
        let customs = self.of.customs.unwrap_or_default();
        let days = Days::new(
            transit.days.min.saturating_add(customs.min),
            transit.days.max.saturating_add(customs.max),
        );
        self.reckoner.arrival(service, self.to, hand_over, days)
    }

    fn promised(&self) -> Option<Span> {
        Some(self.of.arrival).filter(|span| span.latest < Date::MAX)
    }

    /// The first delivery day from a day on.
    fn next_delivery(&self, from: Date) -> Date {
        self.delivery.as_ref().and_then(|delivery| delivery.next_open(from).ok()).unwrap_or(from)
    }

    /// Expected on a day, and something else once that is over.
    fn until(&mut self, day: Date, by: MovedBy) -> Part {
        self.wake_after(day);
        Part::on(day, by)
    }

    fn falls_silent(&mut self, parcel: &Parcel) {
        let delivery = self.delivery.as_ref();
        let is_delivery_day = |date: Date| delivery.is_none_or(|delivery| delivery.is_open(date));
        match falls_silent(parcel, self.silent_days, &self.there.zone, is_delivery_day) {
            Some(at) if at <= self.now => self.silent.push(parcel.number.clone()),
            Some(at) => self.wake_at(at),
            None => {}
        }
    }

    fn wake_at(&mut self, at: Timestamp) {
        // What has come already changes nothing any more.
        if at > self.now {
            self.wake = Some(self.wake.map_or(at, |before| before.min(at)));
        }
    }

    /// Looks again once a day is over where the buyer is.
    fn wake_after(&mut self, day: Date) {
        self.wake_at_end(day, self.there.zone.clone());
    }

    fn wake_at_end(&mut self, day: Date, zone: TimeZone) {
        let end = day.tomorrow().ok().and_then(|next| next.to_zoned(zone).ok());
        if let Some(end) = end {
            self.wake_at(end.timestamp());
        }
    }
}
