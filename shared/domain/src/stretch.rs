//! Which digest is due, by the shop's own clock. Pure.

use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// What the digest of a date tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The shop's own date.
    pub date: Date,
    /// Its first instant.
    pub since: Timestamp,
    /// The instant after its last.
    pub until: Timestamp,
}

/// When a digest is told: at a time of day, every day or on one day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The time of day.
    pub at: Time,
    /// The day of the week; every day if absent.
    pub on: Option<Weekday>,
}

/// A stretch ends a little before it is told: an index shows what was written a moment late.
const SETTLED: SignedDuration = SignedDuration::from_mins(2);
/// After a longer pause only the newest part is told.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Clock {
    /// Every day at this time.
    pub fn daily(at: Time) -> Self {
        Self { at, on: None }
    }

    /// The newest digest that is due by `now` and wasn't made yet. `last` is the date of the last one, and where its
    /// stretch ended. Ticks that stayed away are made up for by one digest of the whole time.
    pub fn due(self, now: Timestamp, zone: &TimeZone, last: Option<(Date, Timestamp)>) -> Option<Stretch> {
        let today = now.to_zoned(zone.clone()).date();
        let day = if instant(today, self.at, zone)? <= now { today } else { today.yesterday().ok()? };
        let date = match self.on {
            None => day,
            Some(on) => {
                let past = on.until(day.weekday());
                day.checked_sub(Span::new().days(past)).ok()?
            }
        };
        if last.is_some_and(|(last, _)| last >= date) {
            return None;
        }
        let until = instant(date, self.at, zone)? - SETTLED;
        let since = match last {
            Some((_, ended)) => ended,
            None => {
                let period = if self.on.is_some() { 7 } else { 1 };
                instant(date.checked_sub(Span::new().days(period)).ok()?, self.at, zone)? - SETTLED
            }
        };
        // A week may have an hour more.
        let longest = if self.on.is_some() { LONGEST * 2 } else { LONGEST };
        (since < until).then(|| Stretch { date, since: since.max(until - longest), until })
    }
}

/// A time of day on a date. One that a clock skips comes when it goes on, one that comes twice counts the first time.
fn instant(date: Date, at: Time, zone: &TimeZone) -> Option<Timestamp> {
    Some(date.to_datetime(at).to_zoned(zone.clone()).ok()?.timestamp())
}

impl Stretch {
    /// Whether it is about a day long, so that its numbers can be compared with other days'.
    pub fn is_a_day(&self) -> bool {
        let hours = self.until.duration_since(self.since).as_hours();
        (22..=26).contains(&hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn a_digest_is_due_once_per_local_date() {
        for (zone, clock, now, last, expected) in [
            ("Europe/Berlin", "08:00", "2026-01-15T06:59:59Z", Some("2026-01-14"), None),
            ("Europe/Berlin", "08:00", "2026-01-15T07:00:00Z", Some("2026-01-14"), Some("2026-01-15")),
            ("Europe/Berlin", "08:00", "2026-01-15T07:00:00Z", Some("2026-01-15"), None),
            ("Europe/Berlin", "08:00", "2026-01-15T22:00:00Z", Some("2026-01-14"), Some("2026-01-15")),
            // Ticks stayed away over the time, and over days.
            ("Europe/Berlin", "08:00", "2026-01-15T06:00:00Z", Some("2026-01-13"), Some("2026-01-14")),
            ("Europe/Berlin", "08:00", "2026-01-20T06:00:00Z", Some("2026-01-13"), Some("2026-01-19")),
            ("Europe/Berlin", "08:00", "2026-01-15T06:00:00Z", None, Some("2026-01-14")),
            // The day's date is the shop's own.
            ("Pacific/Auckland", "08:00", "2026-01-14T19:00:00Z", Some("2026-01-14"), Some("2026-01-15")),
            ("America/Los_Angeles", "23:30", "2026-01-16T07:30:00Z", Some("2026-01-14"), Some("2026-01-15")),
            ("Asia/Kathmandu", "08:00", "2026-01-15T02:15:00Z", Some("2026-01-14"), Some("2026-01-15")),
            // 02:30 doesn't exist on that day: it is told at half past three.
            ("Europe/Berlin", "02:30", "2026-03-29T01:29:00Z", Some("2026-03-28"), None),
            ("Europe/Berlin", "02:30", "2026-03-29T01:30:00Z", Some("2026-03-28"), Some("2026-03-29")),
            // It comes twice on this one, and is told the first time only.
            ("Europe/Berlin", "02:30", "2026-10-25T00:29:00Z", Some("2026-10-24"), None),
            ("Europe/Berlin", "02:30", "2026-10-25T00:30:00Z", Some("2026-10-24"), Some("2026-10-25")),
            ("Europe/Berlin", "02:30", "2026-10-25T01:30:00Z", Some("2026-10-25"), None),
            // Midnight that is skipped.
            ("America/Santiago", "00:00", "2026-09-06T04:00:00Z", Some("2026-09-05"), Some("2026-09-06")),
        ] {
            let zone = TimeZone::get(zone).expect("a zone");
            let clock = clock.parse().expect("a time");
            let ended = |last: &str| instant(date(last), clock, &zone).expect("an instant") - SETTLED;
            let known = last.map(|last| (date(last), ended(last)));
            let found = Clock::daily(clock).due(at(now), &zone, known);
            assert_eq!(
                found.map(|stretch| stretch.date),
                expected.map(date),
                "{now}, {clock}, after {last:?}"
            );
        }
    }

    #[test]
    fn a_weekly_digest_is_due_on_its_day_of_the_week() {
        for (zone, now, last, expected) in [
            // A Monday.
            ("Europe/Berlin", "2026-11-23T06:59:59Z", Some("2026-11-16"), None),
            ("Europe/Berlin", "2026-11-23T07:00:00Z", Some("2026-11-16"), Some("2026-11-23")),
            ("Europe/Berlin", "2026-11-23T07:00:00Z", Some("2026-11-23"), None),
            ("Europe/Berlin", "2026-11-25T12:00:00Z", Some("2026-11-16"), Some("2026-11-23")),
            ("Europe/Berlin", "2026-11-29T23:59:00Z", Some("2026-11-16"), Some("2026-11-23")),
            ("Europe/Berlin", "2026-11-30T06:59:59Z", Some("2026-11-16"), Some("2026-11-23")),
            ("Europe/Berlin", "2026-11-30T07:00:00Z", Some("2026-11-16"), Some("2026-11-30")),
            ("Pacific/Auckland", "2026-11-22T19:00:00Z", None, Some("2026-11-23")),
            ("America/Los_Angeles", "2026-11-23T15:59:59Z", Some("2026-11-16"), None),
        ] {
            let zone = TimeZone::get(zone).expect("a zone");
            let clock = Clock { at: "08:00".parse().expect("a time"), on: Some(Weekday::Monday) };
            let known = last.map(|last| {
                (date(last), instant(date(last), clock.at, &zone).expect("an instant") - SETTLED)
            });
            let found = clock.due(at(now), &zone, known);
            assert_eq!(found.map(|stretch| stretch.date), expected.map(date), "{now}, after {last:?}");
            let days = found.map(|stretch| stretch.until.duration_since(stretch.since).as_hours() / 24);
            assert!(days.is_none_or(|days| days == 7 || days == 14), "{now}: {days:?}");
        }
    }

    #[test]
    fn stretches_meet_and_a_day_may_have_23_or_25_hours() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let clock = "08:00".parse().expect("a time");
        let mut last = None;
        for (now, hours) in [
            ("2026-03-28T07:00:00Z", 24),
            ("2026-03-29T06:00:00Z", 23),
            ("2026-03-30T06:00:00Z", 24),
            // Ticks stayed away for two days.
            ("2026-04-01T09:00:00Z", 48),
            ("2026-10-24T06:00:00Z", 7 * 24),
            ("2026-10-25T07:00:00Z", 25),
        ] {
            let stretch = Clock::daily(clock).due(at(now), &zone, last).expect("it is due");
            assert_eq!(stretch.until.duration_since(stretch.since).as_hours(), hours, "{now}");
            assert_eq!(stretch.is_a_day(), (23..=25).contains(&hours), "{now}");
            if let Some((_, ended)) = last.filter(|_| hours < 7 * 24) {
                assert_eq!(stretch.since, ended);
            }
            last = Some((stretch.date, stretch.until));
        }
    }
}
