//! Public holidays that a whole country keeps.
//!
//! The table is made by `scripts/closed_days.py` from PyPI's `holidays`; what a region or a firm keeps is a setting.

use jiff::civil::Date;

/// `DE 2026: 0101 0403 …`.
const TABLE: &str = include_str!("../../data/holidays.txt");

/// Whether nobody works in a country on a day. Of a country or a year that the table doesn't know it isn't known: then it
/// counts as a working day.
pub fn is_holiday(country: &str, date: Date) -> bool {
    let day = format!("{:02}{:02}", date.month(), date.day());
    of(country, date.year()).is_some_and(|mut days| days.any(|known| known == day))
}

/// Whether the table knows a country.
pub fn knows(country: &str) -> bool {
    TABLE.lines().any(|line| line.strip_prefix(country).is_some_and(|rest| rest.starts_with(' ')))
}

fn of(country: &str, year: i16) -> Option<impl Iterator<Item = &'static str>> {
    let head = format!("{country} {year}: ");
    Some(TABLE.lines().find_map(|line| line.strip_prefix(head.as_str()))?.split(' '))
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date, tz::TimeZone};

    use super::*;

    #[test]
    fn a_country_keeps_its_own_days() {
        for (country, day, expected) in [
            ("DE", date(2026, 10, 3), true),
            ("DE", date(2026, 12, 24), false),
            ("DE", date(2026, 4, 3), true), // Good Friday
            ("FR", date(2026, 4, 3), false),
            ("FR", date(2026, 7, 14), true),
            ("US", date(2026, 11, 26), true), // Thanksgiving
            ("CN", date(2026, 2, 17), true),  // New Year by the moon
            ("JP", date(2026, 5, 3), true),
            ("XX", date(2026, 1, 1), false),
            ("DE", date(1999, 1, 1), false),
        ] {
            assert_eq!(is_holiday(country, day), expected, "{country} {day}");
        }
        assert!(knows("DE") && !knows("XX") && !knows("D"));
    }

    /// Fails a year before the table ends: then `scripts/closed_days.py` is to be run with later years.
    #[test]
    fn the_table_lasts_for_another_year() {
        let next = Timestamp::now().to_zoned(TimeZone::UTC).year() + 1;
        let countries: Vec<&str> = TABLE.lines().filter_map(|line| line.get(..2)).collect();
        for country in countries.iter().filter(|country| !country.starts_with('#')) {
            assert!(of(country, next).is_some_and(|days| days.count() > 3), "{country} in {next}");
        }
    }
}
