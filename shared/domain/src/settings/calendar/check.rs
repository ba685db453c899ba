//! What is wrong with a calendar that is well formed.

use std::collections::BTreeSet;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{Calendar, Closed, Hours, SupplierCalendar};
use crate::{calendar::holidays, settings::mistakes::Mistakes, stock::rules::Day};

impl SupplierCalendar {
    /// Adds what is wrong with what it has in common with every calendar.
    pub(in crate::settings) fn check(&self, under: &str, found: &mut Mistakes) {
        let (zone, country, closed) = (self.zone.clone(), self.country.clone(), self.closed.clone());
        Calendar { zone, country, closed, ..Calendar::default() }.check(under, found);
    }
}

impl Calendar {
    /// Adds what is wrong; `under` is the table it stands in, such as `places.7.calendar`.
    pub(in crate::settings) fn check(&self, under: &str, found: &mut Mistakes) {
        for (key, say) in self.mistakes() {
            found.unless(false, &format!("{under}.{key}"), &say);
        }
    }

    /// Everything wrong with it: the key of each, and what to write instead.
    pub fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let mut unless = |holds: bool, key, say: String| {
            if !holds {
                found.push((key, say));
            }
        };
        unless(
            self.zone.as_deref().is_none_or(|zone| TimeZone::get(zone).is_ok()),
            "zone",
            "write an IANA time zone such as \"Europe/Berlin\", or leave it out".into(),
        );
        unless(
            self.country.as_deref().is_none_or(holidays::knows),
            "country",
            "its holidays aren't known; leave it out, and write them as `closed`".into(),
        );
        if let Some(say) = self.wrong_subdivision() {
            unless(false, "subdivision", say);
        }
        unless(
            self.closed.iter().all(|closed| closed.to.is_none_or(|to| to >= closed.from)),
            "closed",
            "write the first day, then the last one".into(),
        );
        if let Some(date) = self.closed_twice() {
            unless(false, "closed", format!("{date} is in two of them; write each day once"));
        }
        let is_closed = |date: Date| self.closed_on(date).is_some();
        if let Some(date) = self.open.iter().find(|date| is_closed(**date)) {
            unless(false, "open", format!("{date} is `closed` as well; it can't be both"));
        }
        if let Some(date) = twice(self.open.iter().copied()) {
            unless(false, "open", format!("{date} is there twice; write each day once"));
        }
        unless(
            self.hours.is_none_or(|hours| hours.from < hours.to),
            "hours",
            "write when they begin, then when they end, on the same day".into(),
        );
        unless(self.is_within(self.cut_off), "cut_off", self.outside());
        unless(self.cut_offs.values().all(|time| self.is_within(Some(*time))), "cut_offs", self.outside());
        let idle = self.cut_offs.keys().find(|day| !self.work_days().contains(day));
        if let Some(day) = idle {
            let say = format!("{day:?} is none of `work_days`; a cut-off has no meaning there");
            unless(false, "cut_offs", say);
        }
        unless(self.dates.iter().all(|date| self.is_within(Some(date.cut_off))), "dates", self.outside());
        if let Some(date) = twice(self.dates.iter().map(|date| date.on)) {
            unless(false, "dates", format!("{date} is there twice; write each day once"));
        }
        if let Some(date) = self.dates.iter().find(|date| is_closed(date.on)) {
            let say = format!("{} is `closed`; a cut-off has no meaning there", date.on);
            unless(false, "dates", say);
        }
        found
    }

    /// Whether the public holidays of this year or the next are unknown, though some are kept.
    pub fn misses_holidays(&self, now: Timestamp) -> bool {
        self.country.as_deref().is_some_and(|country| holidays::missing_year(country, now))
    }

    /// Whether a cut-off is within the hours, if they are said. Their end is.
    pub(super) fn is_within(&self, time: Option<Time>) -> bool {
        time.zip(self.hours).is_none_or(|(time, hours)| (hours.from..=hours.to).contains(&time))
    }

    pub(super) fn outside(&self) -> String {
        let hours = self.hours.map(|Hours { from, to }| (from, to)).unwrap_or_default();
        format!("a cut-off is outside `hours`; write a time from {:.0} to {:.0}", hours.0, hours.1)
    }

    pub(super) fn closed_on(&self, date: Date) -> Option<&Closed> {
        self.closed.iter().find(|closed| {
            let (from, to) = closed.stretch();
            (from..=to).contains(&date)
        })
    }

    pub(super) fn work_days(&self) -> &[Day] {
        if self.work_days.is_empty() { &Day::WORKING } else { &self.work_days }
    }

    fn closed_twice(&self) -> Option<Date> {
        let mut stretches: Vec<_> = self.closed.iter().map(Closed::stretch).collect();
        stretches.sort_unstable();
        stretches.windows(2).find(|pair| pair[1].0 <= pair[0].1).map(|pair| pair[1].0)
    }

    fn wrong_subdivision(&self) -> Option<String> {
        let subdivision = self.subdivision.as_deref()?;
        let Some(country) = self.country.as_deref() else {
            return Some("write its `country` beside it".into());
        };
        if !holidays::knows(country) || holidays::knows_subdivision(country, subdivision) {
            return None;
        }
        let known: Vec<_> = holidays::subdivisions(country).collect();
        Some(match known.as_slice() {
            [] => format!("none of {country} is known; leave it out"),
            known => format!("write one of {}, or leave it out", known.join(", ")),
        })
    }
}

fn twice(dates: impl Iterator<Item = Date>) -> Option<Date> {
    let mut seen = BTreeSet::new();
    dates.into_iter().find(|date| !seen.insert(*date))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn mistakes_of_a_calendar_are_named_by_their_key() {
        for (written, key, word) in [
            (json!({}), "", ""),
            (
                json!({"zone": "Europe/Berlin", "country": "DE", "subdivision": "BY", "cut_off": "15:00",
                    "hours": {"from": "08:00", "to": "17:00"}, "cut_offs": {"friday": "12:00"},
                    "closed": [{"from": "2026-12-24", "to": "2026-12-26"}, {"from": "2026-12-27"}],
                    "open": ["2026-12-19"], "dates": [{"on": "2026-12-23", "cut_off": "08:00"}]}),
                "",
                "",
            ),
            (json!({"zone": "Berlin"}), "zone", "IANA"),
            (json!({"country": "Germany"}), "country", "aren't known"),
            (json!({"country": "UA", "subdivision": "30"}), "country", "aren't known"),
            (json!({"country": "DE", "subdivision": "DE-BY"}), "subdivision", "BB, BE, BW, BY"),
            (json!({"country": "JP", "subdivision": "13"}), "subdivision", "none of JP"),
            (json!({"subdivision": "BY"}), "subdivision", "`country`"),
            (json!({"closed": [{"from": "2026-12-31", "to": "2026-12-24"}]}), "closed", "first day"),
            (
                json!({"closed": [{"from": "2026-12-26"}, {"from": "2026-12-24", "to": "2026-12-26"}]}),
                "closed",
                "2026-12-26 is in two",
            ),
            (json!({"closed": [{"from": "2026-12-24"}], "open": ["2026-12-24"]}), "open", "both"),
            (json!({"open": ["2026-12-19", "2026-12-19"]}), "open", "twice"),
            (json!({"hours": {"from": "17:00", "to": "08:00"}}), "hours", "begin"),
            (
                json!({"hours": {"from": "08:00", "to": "17:00"}, "cut_off": "17:01"}),
                "cut_off",
                "08:00:00 to 17:00:00",
            ),
            (
                json!({"hours": {"from": "08:00", "to": "17:00"}, "cut_offs": {"friday": "07:59"}}),
                "cut_offs",
                "outside",
            ),
            (json!({"cut_offs": {"sunday": "12:00"}}), "cut_offs", "work_days"),
            (
                json!({"hours": {"from": "08:00", "to": "17:00"}, "dates": [{"on": "2026-12-24", "cut_off": "18:00"}]}),
                "dates",
                "outside",
            ),
            (
                json!({"dates": [{"on": "2026-12-24", "cut_off": "12:00"}, {"on": "2026-12-24", "cut_off": "13:00"}]}),
                "dates",
                "twice",
            ),
            (
                json!({"closed": [{"from": "2026-12-24"}], "dates": [{"on": "2026-12-24", "cut_off": "12:00"}]}),
                "dates",
                "closed",
            ),
        ] {
            let calendar: Calendar = serde_json::from_value(written.clone()).expect("a calendar");
            let mut found = Mistakes::default();
            calendar.check("places.7.calendar", &mut found);
            let expected = format!("places.7.calendar.{key}: ");
            let fits = match found.0.as_slice() {
                [] => key.is_empty(),
                [one] => !key.is_empty() && one.starts_with(&expected) && one.contains(word),
                _ => false,
            };
            assert!(fits, "{written}: {:?}", found.0);
        }
    }

    #[test]
    fn what_is_written_otherwise_is_no_calendar() {
        for wrong in [
            json!({"cut_off": "24:30"}),
            json!({"cut_off": "-01:00"}),
            json!({"cut_offs": {"Freitag": "12:00"}}),
            json!({"open": ["2026-02-29"]}),
            json!({"work_days": ["weekend"]}),
        ] {
            assert!(serde_json::from_value::<Calendar>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_schema_names_every_day() {
        let schema = schemars::schema_for!(Calendar).to_value();
        let at = |path: &str| schema.pointer(path).cloned().unwrap_or(Value::Null);
        assert_eq!(at("/properties/cut_offs/properties/friday/format"), "time");
        assert_eq!(at("/properties/cut_offs/additionalProperties"), false);
        assert_eq!(at("/properties/open/items/format"), "date");
    }

    #[test]
    fn holidays_that_nobody_knows_are_told_of() {
        let now: Timestamp = "2036-06-01T00:00:00Z".parse().expect("an instant");
        let keeps = Calendar { country: Some("DE".into()), ..Calendar::default() };
        assert!(keeps.misses_holidays(now) && !Calendar::default().misses_holidays(now));
        assert!(!keeps.misses_holidays("2026-06-01T00:00:00Z".parse().expect("an instant")));
    }
}
