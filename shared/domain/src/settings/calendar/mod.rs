//! When somebody works, takes orders and delivers: suppliers, the shop's own places, carriers.

mod check;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Shop;
use crate::{
    calendar::{CutOffs, WorkCalendar},
    edd::Area,
    stock::rules::Day,
};

pub use sheet::ReadCalendar;

/// `[suppliers."Kiln & Co".calendar]`. Without it they take orders on every day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct SupplierCalendar {
    /// The days of the week on which they take orders; every working day if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order_days: Vec<Day>,
    /// Until when on such a day, by their own clock: what comes at this time or later waits for the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "time"))]
    pub cut_off: Option<Time>,
    /// Their IANA time zone; the shop's if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The days of the week on which they work; every day if empty. Lead times are counted in working days then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_days: Vec<Day>,
    /// The country whose public holidays they keep, such as `DE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Days on which they are closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
}

impl SupplierCalendar {
    /// The days on which they work; `zone` is the shop's, for those of whom none is said.
    pub fn work(&self, zone: &TimeZone) -> WorkCalendar {
        let days = self.work_days.iter().copied().map(Day::weekday);
        let work = WorkCalendar::new(zone_or(self.zone.as_deref(), zone), days)
            .closed(self.closed.iter().map(Closed::stretch));
        match self.country.as_deref() {
            Some(country) => work.keeping(country, None),
            None => work,
        }
    }
}

/// Days on which nobody works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Closed {
    /// The first.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// The last; the first itself if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<Date>,
}

impl Closed {
    /// Its first day and its last.
    pub fn stretch(&self) -> (Date, Date) {
        (self.from, self.to.unwrap_or(self.from))
    }
}

/// `[places.ID.calendar]`, `[carriers.NAME.calendar]`: on which days a place works or a carrier drives, and until when on them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Calendar {
    /// The IANA time zone by whose clock all of it is meant; the shop's if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The days of the week that count; Monday to Friday if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_days: Vec<Day>,
    /// The country whose public holidays are kept, such as `DE`; none are if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The part of the country whose public holidays are kept: the end of its ISO 3166-2 code, such as `BY` of `DE-BY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    /// Days that don't count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
    /// Days that count though they are no working days or holidays, such as a Saturday before Christmas.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>", extend("items" = {"type": "string", "format": "date"}))]
    pub open: Vec<Date>,
    /// From when until when there is somebody: then no cut-off is outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Until when on a day: what comes at this time or later is for the next one. Midnight if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "time"))]
    pub cut_off: Option<Time>,
    /// Cut-offs of days of the week that have their own, such as `{friday = "12:00"}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(schema_with = "by_day")]
    pub cut_offs: BTreeMap<Day, Time>,
    /// Cut-offs of single days, such as 24 December.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<OnDate>,
}

/// From when until when there is somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Hours {
    /// From when, such as `08:00`.
    #[schemars(with = "String", extend("format" = "time"))]
    pub from: Time,
    /// Until when, such as `17:00`.
    #[schemars(with = "String", extend("format" = "time"))]
    pub to: Time,
}

/// What holds on a single day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OnDate {
    /// The day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub on: Date,
    /// Its cut-off.
    #[schemars(with = "String", extend("format" = "time"))]
    pub cut_off: Time,
}

impl Calendar {
    /// The days that count; `zone` is the shop's, where no other is said.
    pub fn work(&self, zone: &TimeZone) -> WorkCalendar {
        let days = self.work_days();
        let work =
            WorkCalendar::new(zone_or(self.zone.as_deref(), zone), days.iter().copied().map(Day::weekday))
                .closed(self.closed.iter().map(Closed::stretch))
                .open(self.open.iter().copied());
        match self.country.as_deref() {
            Some(country) => work.keeping(country, self.subdivision.as_deref()),
            None => work,
        }
    }

    /// Until when on which day.
    pub fn cut_offs(&self) -> CutOffs {
        CutOffs {
            usual: self.cut_off,
            by_weekday: self.cut_offs.iter().map(|(day, time)| (day.weekday(), *time)).collect(),
            by_date: self.dates.iter().map(|date| (date.on, date.cut_off)).collect(),
        }
    }
}

impl Shop {
    /// The countries whose public holidays somebody in the settings keeps: suppliers, places that send parcels, and carriers
    /// where they fetch and where the settings say that they deliver.
    pub fn holiday_countries(&self) -> BTreeSet<&str> {
        let suppliers =
            self.suppliers.values().filter_map(|supplier| supplier.calendar.as_ref()?.country.as_deref());
        let sending = self.places.values().filter_map(|place| {
            let calendar = place.calendar.as_ref()?;
            calendar.country.as_deref().or(place.country.as_deref())
        });
        let pick_ups =
            self.carriers.values().filter_map(|carrier| carrier.pick_up.as_ref()?.country.as_deref());
        let keeping = self.carriers.values().filter(|carrier| !carrier.on_holidays);
        let served = keeping.flat_map(|carrier| carrier.services.values()).flat_map(|service| &service.to);
        suppliers.chain(sending).chain(pick_ups).chain(served.filter_map(Area::country)).collect()
    }
}

fn zone_or(name: Option<&str>, zone: &TimeZone) -> TimeZone {
    name.and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| zone.clone())
}

/// A time for each day of the week. A map would take any key.
fn by_day(_: &mut SchemaGenerator) -> Schema {
    let time = |day: Day| {
        let name = serde_json::to_value(day).ok()?.as_str()?.to_owned();
        Some((name, json!({"type": "string", "format": "time"})))
    };
    let days: Map<String, Value> = Day::ALL.into_iter().filter_map(time).collect();
    json_schema!({"type": "object", "properties": days, "additionalProperties": false})
}
