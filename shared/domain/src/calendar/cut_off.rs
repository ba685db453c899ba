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
    /// A time that the clocks skip is as much later as they skip, within the day; of one that comes twice the first counts, so
    /// that what was missed stays missed.
    pub fn missed_from(&self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let at = |date: Date, time| Some(date.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp());
        let midnight = at(date.tomorrow().ok()?, Time::midnight())?;
        Some(match self.on(date) {
            Some(time) => at(date, time)?.min(midnight),
            None => midnight,
        })
    }

    /// Whether a moment is before the cut-off of its own day there. At the cut-off itself it is missed.
    pub fn is_before(&self, now: Timestamp, zone: &TimeZone) -> bool {
        let today = now.to_zoned(zone.clone()).date();
        // The last day of all has no midnight after it.
        self.missed_from(today, zone).is_none_or(|missed| now < missed)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a zone")
    }

    #[test]
    fn the_closest_cut_off_counts() {
        let cut_offs = CutOffs {
            usual: Some(time(15, 0, 0, 0)),
            by_weekday: vec![(Weekday::Friday, time(12, 0, 0, 0))],
            by_date: [(date(2026, 12, 24), time(11, 0, 0, 0)), (date(2026, 12, 18), time(20, 0, 0, 0))]
                .into(),
        };
        for (day, hour) in [(22, 15), (11, 12), (24, 11), (18, 20)] {
            assert_eq!(cut_offs.on(date(2026, 12, day)), Some(time(hour, 0, 0, 0)), "{day}");
        }
        assert_eq!(CutOffs::default().on(date(2026, 12, 24)), None);
        // At the cut-off it is missed; a moment before it isn't.
        for (now, before) in [
            ("2026-12-24T09:59:59.999999999Z", true),
            ("2026-12-24T10:00:00Z", false),
            ("2026-12-24T22:59:59Z", false),
            ("2026-12-24T23:00:00Z", true),
        ] {
            let now = now.parse().expect("an instant");
            assert_eq!(cut_offs.is_before(now, &zone("Europe/Berlin")), before, "{now}");
        }
    }

    #[test]
    fn a_cut_off_is_one_instant_whatever_the_clocks_do() {
        for (place, day, cut_off, instant) in [
            ("Europe/Berlin", date(2026, 3, 28), Some((14, 0)), "2026-03-28T13:00:00Z"),
            ("Europe/Berlin", date(2026, 3, 29), Some((14, 0)), "2026-03-29T12:00:00Z"),
            // Skipped: an hour later by the new time, where there is none.
            ("Europe/Berlin", date(2026, 3, 29), Some((2, 30)), "2026-03-29T01:30:00Z"),
            // Twice: the first.
            ("Europe/Berlin", date(2026, 10, 25), Some((2, 30)), "2026-10-25T00:30:00Z"),
            ("America/New_York", date(2026, 3, 8), Some((2, 15)), "2026-03-08T07:15:00Z"),
            ("America/New_York", date(2026, 11, 1), Some((1, 30)), "2026-11-01T05:30:00Z"),
            // Half an hour.
            ("Australia/Lord_Howe", date(2026, 10, 4), Some((2, 15)), "2026-10-03T15:45:00Z"),
            ("Australia/Lord_Howe", date(2026, 4, 5), Some((1, 45)), "2026-04-04T14:45:00Z"),
            // No midnight: the day before ends as the day begins, at one.
            ("America/Asuncion", date(2024, 10, 5), None, "2024-10-06T04:00:00Z"),
            ("America/Asuncion", date(2024, 10, 6), Some((0, 0)), "2024-10-06T04:00:00Z"),
            ("Asia/Beirut", date(2026, 3, 28), None, "2026-03-28T22:00:00Z"),
            // Its last hour is skipped, and the cut-off in it.
            ("America/Nuuk", date(2024, 3, 30), Some((23, 30)), "2024-03-31T01:00:00Z"),
            ("Pacific/Kiritimati", date(2026, 1, 1), Some((0, 0)), "2025-12-31T10:00:00Z"),
            ("Etc/GMT+12", date(2026, 12, 31), Some((12, 0)), "2027-01-01T00:00:00Z"),
            ("UTC", date(2028, 2, 28), None, "2028-02-29T00:00:00Z"),
            ("UTC", date(2026, 12, 31), None, "2027-01-01T00:00:00Z"),
        ] {
            let usual = cut_off.map(|(hour, minute)| time(hour, minute, 0, 0));
            let found = CutOffs { usual, ..CutOffs::default() }.missed_from(day, &zone(place));
            assert_eq!(found.map(|at| at.to_string()).as_deref(), Some(instant), "{place} {day} {cut_off:?}");
        }
        assert_eq!(CutOffs::default().missed_from(Date::MAX, &TimeZone::UTC), None);
        assert!(CutOffs::default().is_before(Timestamp::MAX, &TimeZone::UTC));
    }
}
