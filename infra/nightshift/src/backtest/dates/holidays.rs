//! Holidays of years that the calendar's table doesn't reach: those that fall on the same date, or as far from Easter, in all
//! the years that it knows.

use std::ops::RangeInclusive;

use domain::calendar::Holidays;
use jiff::{Span, civil::Date};

/// A country's days in these years, as far as they can be told.
pub(super) fn of(country: &str, years: RangeInclusive<i16>) -> Vec<Date> {
    let Some(known) = Holidays::of(country, None) else { return vec![] };
    let is_kept = |day: Option<Date>| day.is_some_and(|day| known.is_holiday(day) == Some(true));
    let always = |of: &dyn Fn(i16) -> Option<Date>| known.years().all(|year| is_kept(of(year)));
    let Some(first) = known.days(*known.years().start()) else { return vec![] };
    let mut kept = vec![];
    for day in first {
        let (month, number) = (day.month(), day.day());
        let fixed = move |year: i16| Date::new(year, month, number).ok();
        let off = easter(day.year()).map_or(0, |easter| (day - easter).get_days());
        let moving = move |year: i16| Some(easter(year)?.saturating_add(Span::new().days(off)));
        let years = years.clone().filter(|year| !known.years().contains(year));
        if always(&fixed) {
            kept.extend(years.filter_map(fixed));
        } else if always(&moving) {
            kept.extend(years.filter_map(moving));
        }
    }
    kept
}

/// Easter Sunday (the anonymous Gregorian algorithm; Meeus, *Astronomical Algorithms*, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let n = (h + l - 7 * m + 90) / 25;
    let p = (h + l - 7 * m + 33 * n + 19) % 32;
    Date::new(year, i8::try_from(n).ok()?, i8::try_from(p).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn years_before_the_table_have_their_holidays() {
        let kept = of("BR", 2017..=2018);
        for (day, expected) in [
            (date(2017, 12, 25), true),
            (date(2018, 1, 1), true),
            (date(2018, 3, 30), true), // Good Friday
            (date(2017, 4, 14), true),
            (date(2018, 4, 21), true),
            (date(2018, 4, 20), false),
        ] {
            assert_eq!(kept.contains(&day), expected, "{day}");
        }
        assert_eq!(of("XX", 2017..=2018), []);
        assert_eq!(of("BR", 2025..=2026), [], "the table's own");
        for (year, day) in [(2017, (4, 16)), (2018, (4, 1)), (2024, (3, 31)), (2038, (4, 25))] {
            assert_eq!(easter(year), Date::new(year, day.0, day.1).ok());
        }
    }
}
