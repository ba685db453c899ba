//! A level of stock.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};

use super::own;

/// The most that any shop has of one thing, or owes.
const MOST: i64 = 1_000_000_000;

/// A number of pieces that may be below zero: some shops sell what they don't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Level(pub(crate) i64);

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(LevelVisitor).map(Self)
    }
}

struct LevelVisitor;

impl Visitor<'_> for LevelVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number from -1000000000 to 1000000000")
    }

    fn visit_i64<E: Error>(self, level: i64) -> Result<i64, E> {
        let known = (-MOST..=MOST).contains(&level);
        if known {
            Ok(level)
        } else {
            Err(own(format_args!("should be a whole number from -{MOST} to {MOST}")))
        }
    }

    fn visit_u64<E: Error>(self, level: u64) -> Result<i64, E> {
        self.visit_i64(i64::try_from(level).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_whole_and_may_be_below_zero() {
        for (json, level) in [
            ("5", Some(5)),
            ("-3", Some(-3)),
            ("1000000000", Some(MOST)),
            ("1000000001", None),
            ("18446744073709551615", None),
            ("-1000000001", None),
            ("1.5", None),
            ("\"5\"", None),
            ("null", None),
        ] {
            assert_eq!(serde_json::from_str::<Level>(json).map(|l| l.0).ok(), level, "{json}");
        }
    }
}
