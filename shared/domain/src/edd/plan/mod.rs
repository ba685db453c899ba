//! Which place sends what, by which service, and when that is there.

mod case;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    Answer, Days, Declared, Destination, MOST_LINES, Measured, NoDate, Planned, QuoteLine, QuoteRequest,
    Rules, Span, Stocked, Table, Waterfall,
    learned::Model,
    ready::Supply,
    yard::{Courier, Yard},
};
use crate::{calendar::WorkCalendar, settings::Shop, stock::ItemKind};
use case::Case;

/// All that an answer is reckoned from, but for the question and the stock. It is made once for a version of the settings.
#[derive(Debug, Clone)]
pub struct Reckoner {
    pub(super) shop: Arc<Shop>,
    rules: Rules,
    pub(super) yards: Vec<Yard>,
    pub(super) couriers: Vec<Courier>,
}

impl Reckoner {
    /// By what a shop's settings say.
    pub fn new(shop: Arc<Shop>, rules: Rules) -> Self {
        let yards = Yard::all(&shop, &rules);
        let couriers = Courier::all(&shop, &rules);
        Self { shop, rules, yards, couriers }
    }

    /// The shop.
    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The places that parcels leave from: whose stock is looked at.
    pub fn origins(&self) -> impl Iterator<Item = &str> {
        self.yards.iter().map(|yard| yard.id.as_str())
    }

    /// The shop's own clock.
    pub fn time_zone(&self) -> TimeZone {
        self.shop.time_zone()
    }

    /// When it is there, or why nobody can say. What a model has learned goes before the carrier's own word, and `table` is the shop's.
    /// The same question and stock lead to the same answer.
    pub fn reckon(
        &self,
        asked: &QuoteRequest,
        stock: &[Stocked],
        model: Option<&Model>,
        table: &Table,
    ) -> Result<Answer, NoDate> {
        let lines: Vec<_> = asked.lines.iter().filter(|line| is_sent(line)).collect();
        if lines.is_empty() {
            return Err(NoDate::NothingToSend);
        }
        if asked.lines.len() > MOST_LINES {
            return Err(NoDate::TooManyLines);
        }
        let first = self.yards.first().ok_or(NoDate::NoOrigin)?;
        let couriers = self.couriers_for(asked.service.as_deref())?;
        let mut wanted = BTreeMap::new();
        for line in &lines {
            let all = wanted.entry(line.item.id.as_str()).or_insert(0_i64);
            *all = all.saturating_add(line.quantity);
        }
        let (measured, declared) = (model.map(Measured), Declared(&self.shop));
        let transit = Waterfall::down(measured.as_ref(), &declared, table);
        let supply = Supply {
            shop: &self.shop,
            uncounted: self.rules.uncounted,
            late_days: self.rules.supplier_late_days,
            stock,
            first: &first.id,
        };
        let is_measured = model.is_some();
        let case = Case { of: self, asked, couriers, wanted, supply, transit, is_measured };
        case.plan(&lines).map(answer)
    }

    /// When something is there that was handed over on a day: by a service from a place, so many days on its way. `None` if the
    /// settings don't know that service any more, or its days never end.
    pub(super) fn arrival(
        &self,
        service: &str,
        to: &Destination,
        handed_over: Span,
        days: Days,
    ) -> Option<Span> {
        let delivery = self.delivery(service, to)?;
        let add = |from: Date, days: u16| match days {
            0 => delivery.next_open(from).ok(),
            days => delivery.add_open_days(from, days.into()).ok(),
        };
        let (earliest, latest) = (add(handed_over.earliest, days.min)?, add(handed_over.latest, days.max)?);
        Some(Span { earliest: earliest.min(latest), latest })
    }

    /// On which days a service delivers there.
    pub fn delivery(&self, service: &str, to: &Destination) -> Option<WorkCalendar> {
        let courier = self.couriers.iter().find(|courier| courier.name == service)?;
        Some(courier.delivery(to))
    }

    /// The next days on which a place hands parcels over, from a day on: at best that day, at worst a working day later.
    pub(super) fn next_hand_over(&self, origin: &str, from: Date) -> Option<Span> {
        let yard = self.yards.iter().find(|yard| yard.id == origin)?;
        let earliest = yard.work.next_open(from).ok()?;
        Some(Span { earliest, latest: yard.work.add_open_days(earliest, 1).ok()? })
    }

    /// The clock of a place; the shop's, if it isn't one of ours.
    pub fn zone_of(&self, origin: Option<&str>) -> TimeZone {
        let yard = self.yards.iter().find(|yard| Some(yard.id.as_str()) == origin);
        yard.map_or_else(|| self.shop.time_zone(), |yard| yard.work.zone().clone())
    }

    /// Where a place of ours is.
    pub fn place(&self, origin: &str) -> Option<&Destination> {
        self.yards.iter().find(|yard| yard.id == origin).map(|yard| &yard.at)
    }

    /// The service that somebody means by a word: its own name, or what the shop calls that way of shipping.
    pub fn service_called(&self, word: &str) -> Option<String> {
        let courier = self.couriers.iter().find(|courier| courier.is_called(word))?;
        Some(courier.name.clone())
    }

    /// Whether somebody who names a way of shipping may mean that service: of a name that the shop calls none by, nobody knows.
    pub fn may_mean(&self, word: &str, service: &str) -> bool {
        let mut called = self.couriers.iter().filter(|courier| courier.is_called(word)).peekable();
        called.peek().is_none() || called.any(|courier| courier.name == service)
    }

    /// The place that a shipment leaves; the first, where it isn't known.
    fn yard(&self, origin: Option<&str>) -> Option<&Yard> {
        match origin {
            Some(origin) => self.yards.iter().find(|yard| yard.id == origin),
            None => self.yards.first(),
        }
    }

    /// So many minutes are left at `at` until the cut-off of the day; fewer than none after it. `None` on days on which nobody works
    /// there, and where no cut-off is set.
    pub fn minutes_to_cut_off(&self, origin: Option<&str>, at: Timestamp) -> Option<i32> {
        let yard = self.yard(origin)?;
        let today = at.to_zoned(yard.work.zone().clone()).date();
        yard.cut_offs.on(today).filter(|_| yard.work.is_open(today))?;
        let missed = yard.cut_offs.missed_from(today, yard.work.zone())?;
        i32::try_from(missed.duration_since(at).as_mins()).ok()
    }

    /// So many more working days a place needs for what is begun there on a day, as it is busy.
    pub fn more_days(&self, origin: &str, begins: Date) -> u16 {
        let yard = self.yards.iter().find(|yard| yard.id == origin);
        yard.map_or(0, |yard| self.rules.more_days(begins, &yard.work))
    }

    /// So many of a place's working days lie between the day by which something had to be handed over and the one on which it was.
    /// What was handed over on a day without work is late by one at least.
    pub fn working_days_late(&self, origin: Option<&str>, by: Date, on: Date) -> u16 {
        if on <= by {
            return 0;
        }
        let counted = self.yard(origin).and_then(|yard| yard.work.count_open_days(by, on).ok());
        counted.and_then(|days| u16::try_from(days).ok()).unwrap_or(1).max(1)
    }

    /// The services that come into question: the one that is asked for, or all.
    fn couriers_for(&self, asked: Option<&str>) -> Result<Vec<&Courier>, NoDate> {
        if self.couriers.is_empty() {
            return Err(NoDate::NoService);
        }
        let Some(name) = asked else { return Ok(self.couriers.iter().collect()) };
        let named: Vec<_> = self.couriers.iter().filter(|courier| courier.is_called(name)).collect();
        if named.is_empty() { Err(NoDate::UnknownService) } else { Ok(named) }
    }
}

/// Whether anything of a line is sent.
pub(super) fn is_sent(line: &QuoteLine) -> bool {
    line.quantity > 0 && line.item.kind != ItemKind::Digital
}

fn answer(shipments: Vec<Planned>) -> Answer {
    let days = |day: fn(&Planned) -> Date| shipments.iter().map(day).max().expect("a plan has a shipment");
    let arrival = Span {
        earliest: days(|planned| planned.arrival.earliest),
        latest: days(|planned| planned.arrival.latest),
    };
    let ship_by = days(|planned| planned.hand_over.latest);
    let order_by: Option<Timestamp> = shipments.iter().filter_map(|planned| planned.order_by).min();
    Answer { arrival, ship_by, order_by, shipments }
}
