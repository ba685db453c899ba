//! The days on which a place works, and the arithmetic of them.

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use super::{CutOffs, Holidays, Standing};

/// Who has no open day within so many days has none.
pub const HORIZON: u16 = 400;
/// Further than so many days nobody reckons.
pub const FURTHEST: i32 = 10_000;

/// Why there is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// It is never open.
    #[error("no day within {HORIZON} days of {0} is open")]
    NeverOpen(Date),
    /// It is too far away.
    #[error("further than {FURTHEST} days, or than time is reckoned")]
    TooFar,
}

/// The days on which a place works, by its own clock.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    zone: TimeZone,
    /// A bit for each day of the week, Monday the first.
    week: u8,
    holidays: Kept,
    /// Sorted, none meets another.
    closed: Vec<(Date, Date)>,
    /// Sorted.
    open: Vec<Date>,
}

#[derive(Debug, Clone, Copy)]
enum Kept {
    None,
    Unknown,
    Known(&'static Holidays),
}

impl WorkCalendar {
    /// A place that is open on these days of the week; on every day, if none is named.
    pub fn new(zone: TimeZone, week: impl IntoIterator<Item = Weekday>) -> Self {
        let week = week.into_iter().fold(0, |week, day| week | bit(day));
        let week = if week == 0 { EVERY_DAY } else { week };
        Self { zone, week, holidays: Kept::None, closed: Vec::new(), open: Vec::new() }
    }

    /// A place that is open on every day.
    pub fn every_day(zone: TimeZone) -> Self {
        Self::new(zone, [])
    }

    /// The same, but only on those of its days that are among these, too; any, if none is named.
    #[must_use]
    pub fn only_on(mut self, week: impl IntoIterator<Item = Weekday>) -> Self {
        let only = week.into_iter().fold(0, |week, day| week | bit(day));
        if only != 0 {
            self.week &= only;
        }
        self
    }

    /// It keeps the public holidays of a country or one of its subdivisions. If the table doesn't know them, its days are
    /// [open as far as known](Standing::OpenAsFarAsKnown).
    #[must_use]
    pub fn keeping(self, country: &str, subdivision: Option<&str>) -> Self {
        self.keeping_those(Holidays::of(country, subdivision))
    }

    /// It keeps these; `None` if they are unknown.
    #[must_use]
    pub fn keeping_those(mut self, holidays: Option<&'static Holidays>) -> Self {
        self.holidays = holidays.map_or(Kept::Unknown, Kept::Known);
        self
    }

    /// It is closed from a day to another, both included.
    #[must_use]
    pub fn closed(mut self, stretches: impl IntoIterator<Item = (Date, Date)>) -> Self {
        self.closed.extend(stretches.into_iter().filter(|(from, to)| from <= to));
        self.closed.sort_unstable();
        self.closed.dedup_by(|later, earlier| {
            let meets = later.0 <= earlier.1;
            if meets {
                earlier.1 = earlier.1.max(later.1);
            }
            meets
        });
        self
    }

    /// It is open on these days, whatever the week and the holidays say.
    #[must_use]
    pub fn open(mut self, dates: impl IntoIterator<Item = Date>) -> Self {
        self.open.extend(dates);
        self.open.sort_unstable();
        self
    }

    /// Its zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The date there at a moment.
    pub fn today(&self, now: Timestamp) -> Date {
        now.to_zoned(self.zone.clone()).date()
    }

    /// What a day is there, and why. A day that is both closed and open by settings is closed: late is better than never.
    pub fn day(&self, date: Date) -> Standing {
        let before = self.closed.partition_point(|(from, _)| *from <= date);
        if before.checked_sub(1).is_some_and(|last| date <= self.closed[last].1) {
            return Standing::ClosedBySettings;
        }
        if self.open.binary_search(&date).is_ok() {
            return Standing::OpenBySettings;
        }
        if self.week & bit(date.weekday()) == 0 {
            return Standing::Weekend;
        }
        let is_holiday = match self.holidays {
            Kept::None => Some(false),
            Kept::Unknown => None,
            Kept::Known(holidays) => holidays.is_holiday(date),
        };
        match is_holiday {
            Some(true) => Standing::Holiday,
            Some(false) => Standing::Open,
            None => Standing::OpenAsFarAsKnown,
        }
    }

    /// Whether a day counts.
    pub fn is_open(&self, date: Date) -> bool {
        self.day(date).is_open()
    }

    /// The first open day from a day on: the day itself, if it is.
    pub fn next_open(&self, from: Date) -> Result<Date, NoDay> {
        self.nearest(from, 1)
    }

    /// The last open day up to a day: the day itself, if it is.
    pub fn previous_open(&self, from: Date) -> Result<Date, NoDay> {
        self.nearest(from, -1)
    }

    /// The open day that is so many open days after a day, which itself doesn't count; before it, if negative. No days after
    /// a day is the day itself, open or not.
    ///
    /// From a closed day this is what NumPy's `busday_offset` calls `roll="backward"` where it goes forward, and the other
    /// way round; for `roll="forward"` ask for `next_open` first.
    pub fn add_open_days(&self, from: Date, days: i32) -> Result<Date, NoDay> {
        let (step, mut date) = (days.signum(), from);
        if days.unsigned_abs() > FURTHEST.unsigned_abs() {
            return Err(NoDay::TooFar);
        }
        for _ in 0..days.unsigned_abs() {
            date = self.nearest(beside(date, step)?, step)?;
        }
        Ok(date)
    }

    /// How many open days there are from a day on, before another. Negative where the other is earlier: then those after it
    /// are counted, up to the first. So it is what [`Self::add_open_days`] adds to get from one open day to another.
    pub fn count_open_days(&self, from: Date, to: Date) -> Result<i32, NoDay> {
        let step = if from <= to { 1 } else { -1 };
        let (mut date, mut count) = (from, 0);
        for _ in 0..=FURTHEST {
            if date == to {
                return Ok(count);
            }
            count += if self.is_open(date) { step } else { 0 };
            date = beside(date, step)?;
        }
        Err(NoDay::TooFar)
    }

    /// The day on which what comes at a moment is begun: today, if it is an open day and its cut-off hasn't come; else the
    /// next open one.
    pub fn effective(&self, now: Timestamp, cut_offs: &CutOffs) -> Result<Date, NoDay> {
        let today = self.today(now);
        let is_missed = self.is_open(today) && !cut_offs.is_before(now, &self.zone);
        self.next_open(if is_missed { beside(today, 1)? } else { today })
    }

    fn nearest(&self, from: Date, step: i32) -> Result<Date, NoDay> {
        let mut date = from;
        for _ in 0..HORIZON {
            if self.is_open(date) {
                return Ok(date);
            }
            date = beside(date, step)?;
        }
        Err(NoDay::NeverOpen(from))
    }
}

/// The day after a day, or the one before.
fn beside(date: Date, step: i32) -> Result<Date, NoDay> {
    let beside = if step < 0 { date.yesterday() } else { date.tomorrow() };
    beside.map_err(|_| NoDay::TooFar)
}

const EVERY_DAY: u8 = 0b111_1111;

fn bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    const WEEKDAYS: [Weekday; 5] =
        [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

    /// Monday to Friday in Bavaria, closed from Christmas to New Year, open on a Saturday before and on Epiphany.
    fn bavaria() -> WorkCalendar {
        WorkCalendar::new(TimeZone::get("Europe/Berlin").expect("a zone"), WEEKDAYS)
            .keeping("DE", Some("BY"))
            .closed([(date(2026, 12, 28), date(2026, 12, 31)), (date(2026, 12, 30), date(2027, 1, 2))])
            .open([date(2026, 12, 19), date(2027, 1, 6), date(2026, 12, 29)])
    }

    #[test]
    fn each_day_says_why() {
        for (day, expected) in [
            (date(2026, 12, 18), Standing::Open),
            (date(2026, 12, 19), Standing::OpenBySettings),
            (date(2026, 12, 20), Standing::Weekend),
            (date(2026, 12, 24), Standing::Open),
            (date(2026, 12, 25), Standing::Holiday),
            (date(2026, 12, 26), Standing::Weekend), // a Saturday, besides being a holiday
            (date(2026, 12, 29), Standing::ClosedBySettings), // though it is said to be open
            (date(2027, 1, 1), Standing::ClosedBySettings), // besides being a holiday
            (date(2027, 1, 2), Standing::ClosedBySettings),
            (date(2027, 1, 6), Standing::OpenBySettings),
            (date(2028, 1, 6), Standing::Holiday),
            (date(2040, 1, 6), Standing::OpenAsFarAsKnown),
            (date(2040, 1, 7), Standing::Weekend),
        ] {
            assert_eq!(bavaria().day(day), expected, "{day}");
        }
        let nowhere = WorkCalendar::every_day(TimeZone::UTC).keeping("XX", None);
        assert_eq!(nowhere.day(date(2026, 12, 25)), Standing::OpenAsFarAsKnown);
        assert_eq!(serde_json::json!(Standing::OpenAsFarAsKnown), "open-as-far-as-known");
    }

    #[test]
    fn days_are_added_and_counted() {
        let calendar = bavaria();
        for (from, days, to) in [
            (date(2026, 12, 18), 0, date(2026, 12, 18)),
            (date(2026, 12, 20), 0, date(2026, 12, 20)),
            (date(2026, 12, 18), 1, date(2026, 12, 19)),
            (date(2026, 12, 20), 1, date(2026, 12, 21)),
            (date(2026, 12, 23), 2, date(2027, 1, 4)),
            (date(2027, 1, 4), -2, date(2026, 12, 23)),
            (date(2028, 2, 28), 1, date(2028, 2, 29)),
            (date(2028, 2, 28), 2, date(2028, 3, 1)),
        ] {
            assert_eq!(calendar.add_open_days(from, days), Ok(to), "{from} {days}");
        }
        assert_eq!(calendar.count_open_days(date(2026, 12, 19), date(2027, 1, 5)), Ok(6));
        assert_eq!(calendar.count_open_days(date(2027, 1, 4), date(2026, 12, 18)), Ok(-6));
        assert_eq!(calendar.next_open(date(2026, 12, 25)), Ok(date(2027, 1, 4)));
        assert_eq!(calendar.previous_open(date(2027, 1, 3)), Ok(date(2026, 12, 24)));
    }

    #[test]
    fn what_comes_at_the_cut_off_is_for_the_next_day() {
        let usual = Some(time(15, 0, 0, 0));
        let cut_offs = CutOffs { usual, ..CutOffs::default() };
        for (now, begun) in [
            ("2026-12-18T13:59:59Z", date(2026, 12, 18)),
            ("2026-12-18T14:00:00Z", date(2026, 12, 19)),
            ("2026-12-20T09:00:00Z", date(2026, 12, 21)), // a Sunday morning
            ("2026-12-20T20:00:00Z", date(2026, 12, 21)), // and its evening: there was no cut-off to miss
            ("2026-12-20T23:30:00Z", date(2026, 12, 21)), // Monday by their clock
            ("2026-12-24T14:00:00Z", date(2027, 1, 4)),
        ] {
            let found = bavaria().effective(now.parse().expect("an instant"), &cut_offs);
            assert_eq!(found, Ok(begun), "{now}");
        }
    }

    #[test]
    fn who_never_opens_is_an_error() {
        let from = date(2026, 1, 1);
        let shut = WorkCalendar::every_day(TimeZone::UTC).closed([(from, date(2029, 1, 1))]);
        let never = WorkCalendar::new(TimeZone::UTC, [Weekday::Monday]).only_on([Weekday::Tuesday]);
        for calendar in [&shut, &never] {
            assert_eq!(calendar.next_open(date(2026, 2, 1)), Err(NoDay::NeverOpen(date(2026, 2, 1))));
            assert_eq!(calendar.add_open_days(from, 1), Err(NoDay::NeverOpen(date(2026, 1, 2))));
        }
        // Four hundred days are enough.
        let closed = (from, date(2027, 2, 3));
        assert_eq!(
            WorkCalendar::every_day(TimeZone::UTC).closed([closed]).next_open(from),
            Ok(date(2027, 2, 4))
        );
        let closed = (from, date(2027, 2, 4));
        assert!(WorkCalendar::every_day(TimeZone::UTC).closed([closed]).next_open(from).is_err());
        let every_day = WorkCalendar::every_day(TimeZone::UTC);
        assert_eq!(every_day.add_open_days(from, FURTHEST + 1), Err(NoDay::TooFar));
        assert_eq!(every_day.add_open_days(Date::MAX, 1), Err(NoDay::TooFar));
        assert_eq!(every_day.next_open(Date::MAX), Ok(Date::MAX));
    }
}
