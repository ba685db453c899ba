//! Scalars read from their raw text, so that no number passes through a float.

use std::fmt;

use domain::{Currency, Timestamp};
use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};
use serde_json::value::RawValue;

/// Marks an error message as our own words, fit to be passed on.
pub(super) const OWN: &str = "intake: ";

/// An error in our own words. They must quote nothing of the payload.
pub(crate) fn own<E: Error>(words: impl fmt::Display) -> E {
    E::custom(format_args!("{OWN}{words}"))
}

/// How long any text that is used may be, in bytes.
const LONGEST: usize = 8 * 1024;

/// A JSON text or number, by what was written.
enum Scalar<'de> {
    Text(String),
    Number(&'de str),
}

fn scalar<'de, D: Deserializer<'de>>(d: D, expected: &str) -> Result<Scalar<'de>, D::Error> {
    let raw = <&RawValue>::deserialize(d)?.get();
    match raw.as_bytes().first() {
        Some(b'"') => {
            let text: String = serde_json::from_str(raw).map_err(|_| own("is not a text"))?;
            if text.len() > LONGEST {
                return Err(own(format_args!("is longer than {LONGEST} bytes")));
            }
            Ok(Scalar::Text(text))
        }
        Some(b'-' | b'0'..=b'9') if raw.len() <= 64 => Ok(Scalar::Number(raw)),
        _ => Err(own(format_args!("should be {expected}"))),
    }
}

/// A text of at most 8 KiB.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match scalar(d, "a text")? {
            Scalar::Text(text) => Ok(Self(text)),
            Scalar::Number(_) => Err(own("should be a text")),
        }
    }
}

impl Text {
    /// The text without outer blanks, unless that is nothing.
    pub(crate) fn filled(&self) -> Option<String> {
        let text = self.0.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// The text of an optional field, unless it is blank.
pub(crate) fn filled(text: &Option<Text>) -> Option<String> {
    text.as_ref().and_then(Text::filled)
}

/// A text, or a number or truth value as it was written: what people type into free fields.
#[derive(Debug, Clone)]
pub(crate) struct Loose(pub(crate) String);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?;
        if let word @ ("true" | "false" | "null") = raw.get() {
            return Ok(Self(if word == "null" { String::new() } else { word.to_owned() }));
        }
        match scalar(raw, "a text or a number").map_err(D::Error::custom)? {
            Scalar::Text(text) => Ok(Self(text)),
            Scalar::Number(number) => Ok(Self(number.to_owned())),
        }
    }
}

/// An id as its digits, exact beyond 2^53.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let digits = match scalar(d, "an id of up to 20 digits")? {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_owned(),
        };
        let well_formed = (1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if well_formed { Ok(Self(digits)) } else { Err(own("should be an id of up to 20 digits")) }
    }
}

/// A decimal as it was written, in a text or a number; the currency it is in decides whether it is an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decimal(pub(crate) String);

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Self(match scalar(d, "a decimal amount")? {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_owned(),
        }))
    }
}

/// A currency by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code(pub(crate) Currency);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Text(code) = Text::deserialize(d)?;
        code.parse().map(Self).map_err(|_| own("is not an ISO 4217 currency code such as EUR"))
    }
}

/// An RFC 3339 instant with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant(pub(crate) Timestamp);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(d)?;
        text.parse().map(Self).map_err(|_| own("is not an RFC 3339 time with an offset"))
    }
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Text(text) = Text::deserialize(d)?;
        let plain = text.len() == 10; // jiff takes times, too, and years of six digits
        let day = plain.then(|| text.parse().ok()).flatten();
        day.map(Self).ok_or_else(|| own("is not a date such as 2026-04-01"))
    }
}

/// A number of pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) i64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(CountVisitor).map(Self)
    }
}

struct CountVisitor;

impl Visitor<'_> for CountVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from 0 to 1000000")
    }

    fn visit_u64<E: Error>(self, count: u64) -> Result<i64, E> {
        let count = i64::try_from(count).ok().filter(|c| *c <= 1_000_000);
        count.ok_or_else(|| own("should be a whole number from 0 to 1000000"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'de, T: Deserialize<'de>>(json: &'de str) -> Option<T> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn ids_and_decimals_keep_their_digits() {
        for (json, digits) in [
            ("820982911946154508", Some("820982911946154508")),
            ("\"18446744073709551615\"", Some("18446744073709551615")),
            ("0", Some("0")),
            ("-1", None),
            ("1.0", None),
            ("8e17", None),
            ("\"gid://shopify/Order/1\"", None),
            ("\"\"", None),
            ("123456789012345678901", None),
            ("null", None),
            ("{}", None),
        ] {
            assert_eq!(read::<Id>(json).map(|id| id.0).as_deref(), digits, "{json}");
        }
        assert_eq!(read::<Decimal>("11.94").map(|d| d.0).as_deref(), Some("11.94"));
        assert_eq!(
            read::<Decimal>("9007199254740993.01").map(|d| d.0).as_deref(),
            Some("9007199254740993.01")
        );
        assert_eq!(read::<Decimal>("\"1.50\"").map(|d| d.0).as_deref(), Some("1.50"));
        assert!(read::<Decimal>("true").is_none());
    }

    #[test]
    fn texts_are_bounded_and_counts_whole() {
        assert!(read::<Text>(&format!("\"{}\"", "a".repeat(LONGEST))).is_some());
        assert!(read::<Text>(&format!("\"{}\"", "a".repeat(LONGEST + 1))).is_none());
        assert!(read::<Text>("5").is_none());
        assert!(read::<Text>(r#""\ud800""#).is_none());
        assert_eq!(read::<Count>("3"), Some(Count(3)));
        for bad in ["-1", "1.5", "1000001", "\"3\"", "null"] {
            assert!(read::<Count>(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn instants_need_an_offset() {
        for good in ["2026-01-02T03:04:05Z", "2016-05-17T04:14:36-04:00", "2019-01-01 00:00:00.000Z"] {
            assert!(read::<Instant>(&format!("\"{good}\"")).is_some(), "{good}");
        }
        for bad in ["2026-01-02T03:04:05", "2026-01-02", "yesterday", "", "1767323045"] {
            assert!(read::<Instant>(&format!("\"{bad}\"")).is_none(), "{bad}");
        }
    }

    #[test]
    fn days_are_dates_and_nothing_more() {
        assert_eq!(read::<Day>("\"2028-02-29\"").map(|day| day.0.to_string()).as_deref(), Some("2028-02-29"));
        for bad in
            ["2026-02-29", "2026-04-01T00:00:00Z", "01.04.2026", "20260401", "+002026-04", "", "tomorrow"]
        {
            assert!(read::<Day>(&format!("\"{bad}\"")).is_none(), "{bad}");
        }
        assert!(read::<Day>("20260401").is_none() && read::<Day>("null").is_none());
    }

    #[test]
    fn free_fields_take_what_people_type() {
        for (json, text) in
            [("\"a\"", Some("a")), ("2", Some("2")), ("true", Some("true")), ("null", Some("")), ("[]", None)]
        {
            assert_eq!(read::<Loose>(json).map(|l| l.0).as_deref(), text, "{json}");
        }
    }
}
