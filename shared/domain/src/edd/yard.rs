//! The places that parcels leave from, and the services that bring them, with their calendars.

use jiff::{
    civil::{Date, Weekday},
    tz::TimeZone,
};

use super::{Days, Destination, Lane, Parcel, Rules, Source, Transit, TransitSource};
use crate::{
    calendar::{CutOffs, Holidays, WorkCalendar},
    settings::{Calendar, Closed, Shop},
    stock::rules::Day,
};

/// A place that parcels leave from.
#[derive(Debug, Clone)]
pub(super) struct Yard {
    pub(super) id: String,
    pub(super) at: Destination,
    pub(super) work: WorkCalendar,
    pub(super) cut_offs: CutOffs,
}

impl Yard {
    /// Those that the rules name, in their order; or all that have a calendar.
    pub(super) fn all(shop: &Shop, rules: &Rules) -> Vec<Self> {
        let named = rules.origins.iter().map(String::as_str);
        let with_calendar =
            shop.places.iter().filter(|(_, place)| place.calendar.is_some()).map(|(id, _)| id.as_str());
        let ids: Vec<_> = if rules.origins.is_empty() { with_calendar.collect() } else { named.collect() };
        ids.into_iter().filter_map(|id| Self::of(shop, id)).collect()
    }

    fn of(shop: &Shop, id: &str) -> Option<Self> {
        let place = shop.places.get(id)?;
        let calendar = place.calendar.as_ref()?;
        let at = Destination {
            country: place.country.clone().unwrap_or_default(),
            subdivision: place.subdivision.clone(),
            postcode: place.postcode.clone(),
            ..Destination::default()
        };
        let work = work(calendar, &shop.time_zone(), &at);
        Some(Self { id: id.to_owned(), at, work, cut_offs: calendar.cut_offs() })
    }

    /// The way of a parcel from here by a service, handed over on whatever day.
    pub(super) fn lane<'a>(&'a self, by: &'a Courier, to: &'a Destination, parcel: &Parcel) -> Lane<'a> {
        let Parcel { grams, cash_on_delivery, .. } = *parcel;
        Lane {
            origin: &self.id,
            from: &self.at,
            to,
            service: &by.name,
            grams,
            cash_on_delivery,
            hand_over: None,
        }
    }
}

/// A service, with what hangs on it.
#[derive(Debug, Clone)]
pub(super) struct Courier {
    /// Its whole name.
    pub(super) name: String,
    titles: Vec<String>,
    pick_up: Option<Calendar>,
    delivery_days: Vec<Day>,
    on_holidays: bool,
    closed: Vec<(Date, Date)>,
    pub(super) cut_offs: CutOffs,
}

impl Courier {
    /// Those that the rules name, in their order; or all.
    pub(super) fn all(shop: &Shop, rules: &Rules) -> Vec<Self> {
        let names =
            if rules.services.is_empty() { shop.services().collect() } else { rules.services.clone() };
        names.into_iter().filter_map(|name| Self::of(shop, name)).collect()
    }

    fn of(shop: &Shop, name: String) -> Option<Self> {
        let (carrier, service) = shop.service(&name)?;
        let days = [&service.delivery_days, &carrier.delivery_days].into_iter().find(|days| !days.is_empty());
        let cut_offs = CutOffs {
            usual: service.cut_off,
            by_weekday: service.cut_offs.iter().map(|(day, time)| (day.weekday(), *time)).collect(),
            ..CutOffs::default()
        };
        Some(Self {
            titles: service.titles.iter().map(|title| title.trim().to_lowercase()).collect(),
            pick_up: carrier.pick_up.clone(),
            delivery_days: days.cloned().unwrap_or_default(),
            on_holidays: carrier.on_holidays,
            closed: carrier.closed.iter().map(Closed::stretch).collect(),
            cut_offs,
            name,
        })
    }

    /// Whether somebody means it by a word: its own name, or what the shop calls that way of shipping.
    pub(super) fn is_called(&self, word: &str) -> bool {
        word == self.name || self.titles.contains(&word.trim().to_lowercase())
    }

    /// When it fetches parcels at a place.
    pub(super) fn pick_up(&self, yard: &Yard) -> WorkCalendar {
        let usual = Calendar::default();
        work(self.pick_up.as_ref().unwrap_or(&usual), yard.work.zone(), &yard.at)
    }

    /// When it delivers there. The zone doesn't matter: days are walked, not hours.
    pub(super) fn delivery(&self, to: &Destination) -> WorkCalendar {
        let calendar =
            WorkCalendar::new(TimeZone::UTC, week(&self.delivery_days)).closed(self.closed.iter().copied());
        if self.on_holidays { calendar } else { calendar.keeping_those(Holidays::at(&to.country, to.part())) }
    }
}

/// A calendar of the settings as days are walked by it. Where it names no country, the holidays are those of where it is.
fn work(calendar: &Calendar, zone: &TimeZone, at: &Destination) -> WorkCalendar {
    let work = calendar.work(zone);
    if calendar.country.is_some() || at.country.is_empty() {
        return work;
    }
    // A region that nobody knows, or that a platform writes in its own way, keeps at least its country's.
    work.keeping_those(Holidays::at(&at.country, calendar.subdivision.as_deref().or_else(|| at.part())))
}

/// The usual days of the week, where none are named.
fn week(days: &[Day]) -> Vec<Weekday> {
    let days = if days.is_empty() { &Day::WORKING } else { days };
    days.iter().map(|day| day.weekday()).collect()
}

/// The carriers' own word, as the settings have it.
pub struct Declared<'a>(pub &'a Shop);

impl TransitSource for Declared<'_> {
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit> {
        let (_, service) = self.0.service(lane.service)?;
        let days = Days::new(service.min_days?, service.max_days?);
        Some(Transit { days, source: Source::Declared, confidence: None })
    }
}
