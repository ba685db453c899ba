//! How the table of holidays says on which days one falls.

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use super::holidays::{Year, place};

/// A line: years, and what is added to them or taken away, in this order.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) from: i16,
    pub(super) to: i16,
    rules: &'static str,
}

impl Line {
    /// `years` is `2026` or `2024-2036`.
    pub(super) fn new(years: &'static str, rules: &'static str) -> Option<Self> {
        let (from, to) = years.split_once('-').unwrap_or((years, years));
        Some(Self { from: from.parse().ok()?, to: to.parse().ok()?, rules })
    }

    /// Whether it says only that somebody is known.
    pub(super) fn is_empty(&self) -> bool {
        self.rules.trim().is_empty()
    }

    /// Does what it says to a year's days.
    pub(super) fn apply(&self, year: i16, days: &mut Year) {
        if !(self.from..=self.to).contains(&year) {
            return;
        }
        for token in self.rules.split_ascii_whitespace() {
            let (rule, is_added) = match token.strip_prefix('-') {
                Some(rule) => (rule, false),
                None => (token, true),
            };
            // 29 February isn't in every year, and a Sunday's Monday may be in the next, whose own line says so.
            let Some(date) = day(rule, year).filter(|date| date.year() == year) else { continue };
            let (word, bit) = place(date);
            match is_added {
                true => days[word] |= bit,
                false => days[word] &= !bit,
            }
        }
    }
}

/// On which day a rule falls in a year:
///
/// - `1225`: 25 December
/// - `E-2`, `O+1`: days before or after Easter, the western and the orthodox one
/// - `1122>4`: the first Thursday (Monday is 1) from 22 November on
/// - `0704~-1+1`: 4 July; the day before if that is a Saturday, the day after if it is a Sunday
pub(super) fn day(rule: &str, year: i16) -> Option<Date> {
    let after = |date: Date, days: i64| date.checked_add(days.days()).ok();
    match rule.as_bytes() {
        [b'E', ..] => after(easter(year)?, rule.get(1..)?.parse().ok()?),
        [b'O', ..] => after(orthodox_easter(year)?, rule.get(1..)?.parse().ok()?),
        _ => {
            let date = Date::new(year, rule.get(..2)?.parse().ok()?, rule.get(2..4)?.parse().ok()?).ok()?;
            let more = rule.get(4..)?;
            match more.as_bytes().first() {
                None => Some(date),
                Some(b'>') => {
                    let wanted = Weekday::from_monday_one_offset(more.get(1..)?.parse().ok()?).ok()?;
                    after(date, i64::from(date.weekday().until(wanted)))
                }
                Some(_) => {
                    let (saturday, sunday) = (more.get(1..3)?, more.get(3..5)?);
                    match date.weekday() {
                        Weekday::Saturday => after(date, saturday.parse().ok()?),
                        Weekday::Sunday => after(date, sunday.parse().ok()?),
                        _ => Some(date),
                    }
                }
            }
        }
    }
}

/// Easter Sunday of the western churches: Meeus, Jones and Butcher.
fn easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let (golden, century, rest) = (year32 % 19, year32 / 100, year32 % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * to_sunday) / 451;
    let day = epact + to_sunday - 7 * late + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the orthodox churches, by the calendar of everyday life: thirteen days behind until 2099.
fn orthodox_easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let epact = (19 * (year32 % 19) + 15) % 30;
    let to_sunday = (2 * (year32 % 4) + 4 * (year32 % 7) - epact + 34) % 7;
    let day = epact + to_sunday + 114;
    let julian = Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()?;
    julian.checked_add(13.days()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn rules_name_a_day_of_each_year() {
        for (rule, year, expected) in [
            ("1225", 2026, Some(date(2026, 12, 25))),
            ("0229", 2028, Some(date(2028, 2, 29))),
            ("0229", 2027, None),
            ("E+0", 2024, Some(date(2024, 3, 31))),
            ("E+0", 2025, Some(date(2025, 4, 20))),
            ("E+0", 2038, Some(date(2038, 4, 25))),
            ("E-2", 2026, Some(date(2026, 4, 3))),
            ("O+0", 2024, Some(date(2024, 5, 5))),
            ("O+0", 2025, Some(date(2025, 4, 20))),
            ("O+1", 2026, Some(date(2026, 4, 13))),
            ("1122>4", 2026, Some(date(2026, 11, 26))),
            ("1122>4", 2029, Some(date(2029, 11, 22))),
            ("0525>1", 2026, Some(date(2026, 5, 25))),
            ("0704~-1+1", 2026, Some(date(2026, 7, 3))),
            ("0704~-1+1", 2027, Some(date(2027, 7, 5))),
            ("0704~-1+1", 2028, Some(date(2028, 7, 4))),
            ("0101~-1+1", 2028, Some(date(2027, 12, 31))),
            ("nonsense", 2028, None),
            ("12", 2028, None),
            ("", 2028, None),
        ] {
            assert_eq!(day(rule, year), expected, "{rule} {year}");
        }
    }
}
