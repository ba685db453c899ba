//! Codes, times and sums in a reader's words.

use std::{collections::BTreeMap, time::Duration};

use domain::{Money, Timestamp};
use jiff::{civil::Date, tz::TimeZone};

/// A code as words: `marketplace-owned` is "marketplace owned".
pub(super) fn spaced(code: &str) -> String {
    code.replace(['-', '_'], " ")
}

/// A time that was taken.
pub(super) fn seconds(millis: u64) -> String {
    crate::out::progress::seconds(Duration::from_millis(millis))
}

/// A day.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// A day with its name and year.
pub(super) fn whole_day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%A, %-d %B %Y").to_string()
}

/// A day and a time of it.
pub(super) fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %b, %H:%M").to_string()
}

/// `1 mail`, `2 mails`; the plural ends with an s.
pub(super) fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Sums of money, currency by currency.
pub(super) fn sums(amounts: impl IntoIterator<Item = Money>) -> String {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for amount in amounts {
        sums.entry(amount.currency.to_string()).and_modify(|sum| *sum = *sum + amount).or_insert(amount);
    }
    let sums: Vec<String> = sums.values().map(Money::to_string).collect();
    if sums.is_empty() { "nothing".to_owned() } else { sums.join(" and ") }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain() {
        assert_eq!(spaced("marketplace-owned"), "marketplace owned");
        assert_eq!((many(1, "mail"), many(0, "mail")), ("1 mail".to_owned(), "0 mails".to_owned()));
        let parts: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(
            (listed(&parts), listed(&parts[..2]), listed(&[])),
            ("a, b and c".into(), "a and b".into(), String::new())
        );
        let eur = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        assert_eq!(sums([eur(1_050), eur(50)]), eur(1_100).to_string());
        assert_eq!(sums([]), "nothing");
    }
}
