//! The arithmetic of working days against NumPy's, sum by sum.

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday, date},
    tz::TimeZone,
};

use crate::calendar::WorkCalendar;

/// Made by `scripts/working_days.py`, which says how it is to be read.
const VECTORS: &str = include_str!("../../../tests/working_days.txt");
const FIRST: Date = date(2024, 1, 1);

fn on(day: i32) -> Date {
    FIRST.checked_add(day.days()).expect("near")
}

fn calendar(line: &str) -> WorkCalendar {
    let mut words = line.split(' ');
    let mask = words.next().expect("a mask");
    let named = Weekday::Monday.cycle_forward().zip(mask.chars()).filter(|(_, sign)| *sign == '1');
    let stretch = |word: &str| {
        let (from, to) = word.split_once(':').unwrap_or((word, word));
        (on(from.parse().expect("a day")), on(to.parse().expect("a day")))
    };
    WorkCalendar::new(TimeZone::UTC, named.map(|(day, _)| day)).closed(words.map(stretch))
}

#[test]
fn sums_are_those_of_numpy() {
    let (mut calendars, mut sums, mut day) = (Vec::new(), 0, 0);
    for line in VECTORS.lines() {
        if let Some(described) = line.strip_prefix("# ") {
            calendars.push(calendar(described));
            day = 0;
            continue;
        }
        let calendar = calendars.last().expect("the first line describes one");
        let numbers: Vec<i32> = line.split(' ').map(|word| word.parse().expect("a number")).collect();
        let &[further, step, before, later, count] = numbers.as_slice() else { panic!("{line}") };
        day += further;
        let at = on(day);
        let what = format!("calendar {}, {at}, {step}", calendars.len());
        let sum = |from: Date| calendar.add_open_days(from, step);
        assert_eq!(calendar.previous_open(at).and_then(sum), Ok(on(day + before)), "{what}");
        assert_eq!(calendar.next_open(at).and_then(sum), Ok(on(day + before + later)), "{what}");
        assert_eq!(calendar.is_open(at), later == 0, "{what}");
        assert_eq!(calendar.count_open_days(at, on(day + 3 * step + 10)), Ok(count), "{what}");
        sums += 1;
    }
    assert_eq!((calendars.len(), sums), (80, 20_000));
}
