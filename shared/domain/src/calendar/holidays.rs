//! Public holidays of countries and their subdivisions.
//!
//! The table is made by `scripts/closed_days.py` from PyPI's `holidays`; what a firm keeps besides is a setting.

use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    sync::{LazyLock, OnceLock},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::rule::Line;
use crate::zones::region_code;

/// `DE 2024-2036: 0101 E-2 …`, and `DE BY|ST 2024-2036: …` of subdivisions, on top of their country's.
const TABLE: &str = include_str!("../../data/holidays.txt");

/// The holidays of a country or of one of its subdivisions, for the years that are known.
#[derive(Debug, PartialEq, Eq)]
pub struct Holidays {
    first: i16,
    years: Vec<Year>,
}

/// A year's days, a bit each by the day of the year.
pub(super) type Year = [u64; 6];

impl Holidays {
    /// Those of a country, or of one of its subdivisions by the end of its ISO 3166-2 code, such as `BY` of `DE-BY`.
    pub fn of(country: &str, subdivision: Option<&str>) -> Option<&'static Self> {
        let country = COUNTRIES.get(country)?;
        match subdivision {
            None => Some(country.own()),
            Some(subdivision) => Some(country.regions.get(subdivision)?.get(country)),
        }
    }

    /// Those of where an address is: of its region, however platforms write it; of the whole country if that isn't known.
    pub fn at(country: &str, region: Option<&str>) -> Option<&'static Self> {
        let region = region.map(|region| region_code(country, region).to_uppercase());
        Self::of(country, region.as_deref()).or_else(|| Self::of(country, None))
    }

    /// Whether a day is one. `None` in years that the table doesn't know: then it is the caller's to say.
    #[inline]
    pub fn is_holiday(&self, date: Date) -> Option<bool> {
        let year = usize::try_from(date.year().checked_sub(self.first)?).ok()?;
        let (word, bit) = place(date);
        Some(self.years.get(year)?[word] & bit != 0)
    }

    /// The years that are known.
    pub fn years(&self) -> RangeInclusive<i16> {
        let count = i16::try_from(self.years.len()).unwrap_or_default();
        self.first..=self.first + count - 1
    }

    /// A year's days in their order; `None` if the year isn't known.
    pub fn days(&self, year: i16) -> Option<impl Iterator<Item = Date> + '_> {
        let first = self.years().contains(&year).then(|| Date::new(year, 1, 1).ok())??;
        let year = first.series(jiff::Span::new().days(1)).take_while(move |date| date.year() == year);
        Some(year.filter(|date| self.is_holiday(*date) == Some(true)))
    }

    fn made<'l>(base: Option<&Self>, lines: impl Iterator<Item = &'l Line>) -> Self {
        let lines: Vec<_> = lines.collect();
        let (first, count) = match base {
            Some(base) => (base.first, base.years.len()),
            None => {
                let first = lines.iter().map(|line| line.from).min().unwrap_or_default();
                let last = lines.iter().map(|line| line.to).max().unwrap_or_default();
                (first, usize::try_from(last - first + 1).unwrap_or_default())
            }
        };
        let mut years = base.map_or_else(|| vec![Year::default(); count], |base| base.years.clone());
        for (year, days) in (first..).zip(&mut years) {
            lines.iter().for_each(|line| line.apply(year, days));
        }
        Self { first, years }
    }
}

/// Where a day's bit is.
pub(super) fn place(date: Date) -> (usize, u64) {
    let day = date.day_of_year().unsigned_abs() - 1;
    (usize::from(day / 64), 1 << (day % 64))
}

/// Whether a day is a public holiday. `None` of a country, a subdivision or a year that the table doesn't know.
pub fn is_holiday(country: &str, subdivision: Option<&str>, date: Date) -> Option<bool> {
    Holidays::of(country, subdivision)?.is_holiday(date)
}

/// Whether the table knows a country, by its ISO 3166 code.
pub fn knows(country: &str) -> bool {
    COUNTRIES.contains_key(country)
}

/// Whether the table knows a subdivision, by the end of its ISO 3166-2 code.
pub fn knows_subdivision(country: &str, subdivision: &str) -> bool {
    Holidays::of(country, Some(subdivision)).is_some()
}

/// The countries that the table knows.
pub fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.keys().copied()
}

/// The subdivisions of a country that the table knows.
pub fn subdivisions(country: &str) -> impl Iterator<Item = &'static str> {
    COUNTRIES.get(country).into_iter().flat_map(|country| country.regions.keys().copied())
}

/// Whether the days of this year or the next aren't known of a country: then its dates are promised as if it kept none, and
/// somebody should hear of it.
pub fn missing_year(country: &str, now: Timestamp) -> bool {
    let year = now.to_zoned(TimeZone::UTC).year();
    Holidays::of(country, None)
        .is_none_or(|known| !(year..=year + 1).all(|year| known.years().contains(&year)))
}

/// A country's lines, and what was reckoned from them once somebody asked.
#[derive(Debug, Default)]
struct Country {
    lines: Vec<Line>,
    holidays: OnceLock<Holidays>,
    regions: BTreeMap<&'static str, Region>,
}

#[derive(Debug, Default)]
struct Region {
    lines: Vec<Line>,
    holidays: OnceLock<Holidays>,
}

impl Country {
    fn own(&self) -> &Holidays {
        self.holidays.get_or_init(|| Holidays::made(None, self.lines.iter()))
    }
}

impl Region {
    fn get<'r>(&'r self, of: &'r Country) -> &'r Holidays {
        if self.lines.is_empty() {
            return of.own();
        }
        self.holidays.get_or_init(|| Holidays::made(Some(of.own()), self.lines.iter()))
    }
}

static COUNTRIES: LazyLock<BTreeMap<&'static str, Country>> = LazyLock::new(|| {
    let mut countries = BTreeMap::<_, Country>::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        // `scripts/closed_days.py` writes no other lines, and the tests read them all.
        let Some((head, rules)) = line.split_once(':') else { continue };
        let mut head = head.split(' ');
        let (Some(code), Some(second)) = (head.next(), head.next()) else { continue };
        let country = countries.entry(code).or_default();
        match head.next() {
            None => country.lines.extend(Line::new(second, rules)),
            Some(years) => {
                for region in second.split('|') {
                    let region = country.regions.entry(region).or_default();
                    region.lines.extend(Line::new(years, rules).filter(|line| !line.is_empty()));
                }
            }
        }
    }
    countries
});

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_country_keeps_its_own_days() {
        for (country, day, expected) in [
            ("DE", date(2026, 10, 3), Some(true)),
            ("DE", date(2026, 12, 24), Some(false)),
            ("DE", date(2026, 4, 3), Some(true)), // Good Friday
            ("FR", date(2026, 4, 3), Some(false)),
            ("FR", date(2026, 7, 14), Some(true)),
            ("GR", date(2026, 4, 13), Some(true)), // Easter Monday of the orthodox
            ("US", date(2026, 11, 26), Some(true)), // Thanksgiving
            ("US", date(2026, 7, 3), Some(true)),  // for Saturday the 4th
            ("US", date(2027, 12, 31), Some(true)), // for Saturday, 1 January
            ("CN", date(2026, 2, 17), Some(true)), // New Year by the moon
            ("JP", date(2026, 5, 3), Some(true)),
            ("XX", date(2026, 1, 1), None),
            ("UA", date(2026, 1, 1), None), // suspended
            ("DE", date(2023, 12, 25), None),
            ("DE", date(2037, 1, 1), None),
            ("DE", Date::MIN, None),
            ("DE", Date::MAX, None),
        ] {
            assert_eq!(is_holiday(country, None, day), expected, "{country} {day}");
        }
        assert!(knows("DE") && !knows("XX") && !knows("D") && !knows("de"));
    }

    #[test]
    fn a_subdivision_keeps_more_or_fewer() {
        for (country, subdivision, day, expected) in [
            ("DE", "BY", date(2026, 1, 6), Some(true)),
            ("DE", "BE", date(2026, 1, 6), Some(false)),
            ("DE", "BE", date(2026, 3, 8), Some(true)),
            ("DE", "BY", date(2026, 12, 25), Some(true)),
            ("GB", "ENG", date(2026, 4, 6), Some(true)),
            ("GB", "SCT", date(2026, 4, 6), Some(false)),
            ("US", "AR", date(2026, 10, 12), Some(false)), // Columbus Day, which not all keep
            ("US", "AZ", date(2026, 10, 12), Some(true)),
            ("CH", "ZH", date(2026, 12, 26), Some(true)),
            ("ES", "CT", date(2026, 9, 11), Some(true)),
            ("PL", "14", date(2026, 11, 11), Some(true)), // it has none of its own
            ("DE", "XX", date(2026, 1, 6), None),
            ("FR", "BY", date(2026, 1, 6), None),
        ] {
            assert_eq!(
                is_holiday(country, Some(subdivision), day),
                expected,
                "{country}-{subdivision} {day}"
            );
        }
        assert!(knows_subdivision("DE", "BY") && !knows_subdivision("DE", "XX"));
        assert!(!knows_subdivision("XX", "BY"));
        for (region, epiphany) in [
            (Some("BY"), true),
            (Some("DE-BY"), true),
            (Some("by"), true),
            (Some("??"), false),
            (None, false),
        ] {
            let known = Holidays::at("DE", region).expect("a country");
            assert_eq!(known.is_holiday(date(2026, 1, 6)), Some(epiphany), "{region:?}");
        }
        assert_eq!(Holidays::at("XX", Some("BY")), None);
    }

    /// No line of it is left aside, and none says what isn't understood.
    #[test]
    fn every_line_of_the_table_is_read() {
        let mut places = 0;
        for country in countries() {
            let own = Holidays::of(country, None).expect("listed");
            assert!(
                own.years().count() >= 10 && *own.years().start() == 2024,
                "{country}: {:?}",
                own.years()
            );
            for region in subdivisions(country) {
                assert_eq!(Holidays::of(country, Some(region)).expect("listed").years(), own.years());
                places += 1;
            }
            places += 1;
        }
        assert!(places > 700, "{places}");
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (head, rules) = line.split_once(':').expect(line);
            let mut head = head.split(' ');
            assert!(knows(head.next().expect(line)), "{line}");
            let years = head.next_back().expect(line);
            let read = Line::new(years, rules).expect(line);
            for rule in rules.split_ascii_whitespace() {
                let rule = rule.strip_prefix('-').unwrap_or(rule);
                let mut days = (read.from..=read.to).map(|year| super::super::rule::day(rule, year));
                assert!(days.any(|day| day.is_some()), "{line}: {rule}");
            }
        }
    }

    /// Fails a year before the table ends: then `scripts/closed_days.py` is to be run with later years.
    #[test]
    fn the_table_lasts_for_another_year() {
        let now = Timestamp::now();
        for country in countries() {
            assert!(!missing_year(country, now), "{country} in the next year");
        }
    }

    #[test]
    fn the_last_year_is_told_of_in_time() {
        for (country, now, missing) in [
            ("DE", "2026-11-25T12:00:00Z", false),
            ("DE", "2035-12-31T23:59:59Z", false),
            ("DE", "2036-01-01T00:00:00Z", true),
            ("DE", "2023-12-31T00:00:00Z", true),
            ("IN", "2035-01-01T00:00:00Z", true),
            ("XX", "2026-11-25T12:00:00Z", true),
        ] {
            assert_eq!(missing_year(country, now.parse().expect("an instant")), missing, "{country} {now}");
        }
    }
}
