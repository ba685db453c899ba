//! What holds whatever the calendar: over both changes of the clocks, leap days, year ends, at both ends of the world and
//! of time.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Time, Weekday, date},
    tz::TimeZone,
};
use proptest::prelude::*;

use crate::calendar::{CutOffs, NoDay, WorkCalendar};

/// An hour to and fro, half an hour, midnights that there aren't, fourteen hours ahead and twelve behind.
const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Asuncion",
    "Asia/Beirut",
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Etc/GMT+12",
];
const COUNTRIES: [Option<(&str, Option<&str>)>; 7] = [
    None,
    Some(("DE", None)),
    Some(("DE", Some("BY"))),
    Some(("US", Some("CA"))),
    Some(("CN", None)),
    Some(("NP", None)),
    Some(("XX", None)),
];

fn after(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

prop_compose! {
    /// A day: of any year that matters, and more often one at the end of a year or at the end of February.
    fn day()(
        year in 2022_i16..2040, month in 1_i8..=12, number in 1_i8..=28,
        near in prop::option::of(-3..4), leap in any::<bool>()
    ) -> Date {
        match near {
            None => date(year, month, number),
            Some(near) => after(date(year, if leap { 3 } else { 1 }, 1), near),
        }
    }
}

prop_compose! {
    fn calendar()(
        zone in prop::sample::select(&ZONES[..]),
        week in prop::collection::vec(0_i8..7, 0..6),
        country in prop::sample::select(&COUNTRIES[..]),
        closed in prop::collection::vec((day(), 0..25), 0..12),
        open in prop::collection::vec(day(), 0..12),
    ) -> WorkCalendar {
        let zone = TimeZone::get(zone).expect("a zone");
        let week = week.into_iter().map(|day| Weekday::from_monday_zero_offset(day).expect("a day"));
        let calendar = WorkCalendar::new(zone, week)
            .closed(closed.into_iter().map(|(from, days)| (from, after(from, days))))
            .open(open);
        match country {
            Some((country, subdivision)) => calendar.keeping(country, subdivision),
            None => calendar,
        }
    }
}

prop_compose! {
    fn cut_offs()(
        usual in prop::option::of(0_i8..24), friday in prop::option::of(0_i8..24),
        dates in prop::collection::btree_map(day(), 0_i8..24, 0..6), minute in 0_i8..60,
    ) -> CutOffs {
        let time = |hour| Time::new(hour, minute, 0, 0).expect("a time");
        CutOffs {
            usual: usual.map(time),
            by_weekday: friday.map(|hour| (Weekday::Friday, time(hour))).into_iter().collect(),
            by_date: dates.into_iter().map(|(date, hour)| (date, time(hour))).collect(),
        }
    }
}

/// A moment there: any, or one within hours of a change of the clocks.
fn moment(zone: &TimeZone, second: i64, near: Option<i64>) -> Timestamp {
    let any = Timestamp::from_second(second).expect("near");
    let change =
        near.and_then(|near| Some(zone.following(any).next()?.timestamp().saturating_add(near.seconds())));
    change.and_then(Result::ok).unwrap_or(any)
}

proptest! {
    #[test]
    fn what_is_added_is_what_is_counted(calendar in calendar(), day in day(), days in -250_i32..250) {
        let from = calendar.next_open(day).expect("it has days");
        let to = calendar.add_open_days(from, days).expect("it has days");
        prop_assert!(calendar.is_open(to));
        prop_assert_eq!(calendar.count_open_days(from, to), Ok(days));
        prop_assert_eq!(calendar.count_open_days(to, from), Ok(-days));
        prop_assert_eq!(calendar.add_open_days(to, -days), Ok(from));
    }

    #[test]
    fn more_days_are_never_sooner(calendar in calendar(), day in day(), ahead in 0..40, days in -60_i32..60) {
        let sum = |day, days| calendar.add_open_days(day, days).expect("it has days");
        prop_assert!(sum(day, days) < sum(day, days + 1));
        prop_assert!(sum(day, days) <= sum(after(day, ahead), days));
        prop_assert_eq!(sum(sum(day, 3), 4), sum(day, 7));
    }

    #[test]
    fn the_next_open_day_is_the_nearest(calendar in calendar(), day in day()) {
        let next = calendar.next_open(day).expect("it has days");
        let previous = calendar.previous_open(day).expect("it has days");
        prop_assert!(previous <= day && day <= next);
        prop_assert_eq!((calendar.next_open(next), calendar.previous_open(next)), (Ok(next), Ok(next)));
        prop_assert_eq!(calendar.previous_open(previous), Ok(previous));
        let between = previous.series(1.day()).take_while(|day| *day <= next).filter(|day| calendar.is_open(*day));
        prop_assert_eq!(between.count(), if previous == next { 1 } else { 2 });
    }

    #[test]
    fn what_is_missed_stays_missed(
        calendar in calendar(), cut_offs in cut_offs(), second in 1_640_995_200_i64..2_208_988_800,
        near in prop::option::of(-30_000_i64..30_000), later in 0_i64..200_000,
    ) {
        let now = moment(calendar.zone(), second, near);
        let then = now + later.seconds();
        let begun = calendar.effective(now, &cut_offs).expect("it has days");
        prop_assert!(begun <= calendar.effective(then, &cut_offs).expect("it has days"));
        prop_assert!(calendar.is_open(begun) && begun >= calendar.today(now));
        // Until its day is missed it is begun on that day, and not from then on.
        let end = cut_offs.missed_from(begun, calendar.zone()).expect("in time");
        prop_assert!(now < end);
        let before_end = end - 1.nanosecond();
        if before_end >= now {
            prop_assert_eq!(calendar.effective(before_end, &cut_offs), Ok(begun));
        }
        prop_assert!(calendar.effective(end, &cut_offs).expect("it has days") > begun);
    }

    /// Whatever the calendar and the day: an answer or an error, soon.
    #[test]
    fn nothing_is_too_far_to_be_answered(
        calendar in calendar(), cut_offs in cut_offs(), from_end in 0_i32..900, is_late in any::<bool>(),
        days in any::<i32>(), few in -900_i32..900,
    ) {
        let day = if is_late { after(Date::MAX, -from_end) } else { after(Date::MIN, from_end) };
        for days in [days, few] {
            let sum = calendar.add_open_days(day, days);
            prop_assert!(sum.is_ok() || sum == Err(NoDay::TooFar), "{:?}", sum);
        }
        let _ = (calendar.next_open(day), calendar.previous_open(day), calendar.day(day));
        let _ = (cut_offs.on(day), cut_offs.missed_from(day, calendar.zone()));
        for now in [Timestamp::MIN, Timestamp::MAX] {
            let _ = (calendar.effective(now, &cut_offs), cut_offs.is_before(now, calendar.zone()));
        }
        prop_assert_eq!(calendar.count_open_days(Date::MIN, Date::MAX), Err(NoDay::TooFar));
        prop_assert!(calendar.count_open_days(day, after(day, few)).is_ok());
    }
}
