//! Until when on a day: by the wall clock of a place.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// Cut-offs: the usual one, those of days of the week, and those of single days. The closest one counts. A day without one
/// ends at midnight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CutOffs {
    /// On every day that nothing else is said of.
    pub usual: Option<Time>,
    /// By the day of the week.
    pub by_weekday: Vec<(Weekday, Time)>,
    /// On single days, such as 24 December.
    pub by_date: BTreeMap<Date, Time>,
}

impl CutOffs {
    /// The cut-off of a day.
    pub fn on(&self, date: Date) -> Option<Time> {
        let weekday = || self.by_weekday.iter().find(|(day, _)| *day == date.weekday());
        self.by_date.get(&date).copied().or_else(|| weekday().map(|(_, time)| *time)).or(self.usual)
    }

    /// The instant from which a day is missed: its cut-off, or the midnight that ends it.
    ///
    /// A time that the clocks skip is as much later as they skip; of one that comes twice the first counts, so that what was
    /// missed stays missed.
    pub fn missed_from(&self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let end = match self.on(date) {
            Some(time) => date.to_datetime(time),
            None => date.tomorrow().ok()?.to_datetime(Time::midnight()),
        };
        Some(end.to_zoned(zone.clone()).ok()?.timestamp())
    }

    /// Whether a moment is before the cut-off of its own day there. At the cut-off itself it is missed.
    pub fn is_before(&self, now: Timestamp, zone: &TimeZone) -> bool {
        let today = now.to_zoned(zone.clone()).date();
        // The last day of all has no midnight after it.
        self.missed_from(today, zone).is_none_or(|missed| now < missed)
    }
}
