//! The envelope: CloudEvents 1.0 in structured JSON.

use domain::{Timestamp, webhook::Refusal};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::json::{self, Id, Instant, Text, own};

/// The one key that tells what the rest is.
#[derive(Deserialize)]
pub(super) struct Type {
    #[serde(rename = "type")]
    pub(super) name: Text,
}

/// An event about `data`.
#[derive(Deserialize)]
#[serde(bound = "D: DeserializeOwned")]
struct Event<D> {
    #[serde(rename = "specversion")]
    _version: Version,
    #[serde(rename = "id")]
    _id: Present,
    #[serde(rename = "source")]
    _source: Present,
    time: Instant,
    data: D,
}

/// Reads a body: when it was sent, and what about.
pub(super) fn read<D: DeserializeOwned>(body: &[u8]) -> Result<(Timestamp, D), Refusal> {
    let event: Event<D> = json::read(body)?;
    Ok((event.time.0, event.data))
}

/// The version of CloudEvents.
struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Text(version) = Text::deserialize(d)?;
        if version == "1.0" { Ok(Self) } else { Err(own("should be \"1.0\"")) }
    }
}

/// A text that must say something, whatever it is.
struct Present;

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Text::deserialize(d)?.filled().map(|_| Self).ok_or_else(|| own("is empty"))
    }
}

/// An id of the shop's own making: digits, or letters, digits and `-_.:`. It is written into journals and keys, so no
/// name or address fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(pub(super) String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?.get();
        let text = if raw.starts_with('"') {
            serde_json::from_str(raw).map(|Text(text)| text)
        } else {
            serde_json::from_str(raw).map(|Id(digits)| digits)
        };
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.:".contains(&b);
        text.ok()
            .filter(|text| (1..=64).contains(&text.len()) && text.bytes().all(plain))
            .map(Self)
            .ok_or_else(|| own("should be an id of up to 64 letters, digits and -_.:"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        for (json, id) in [
            ("\"A-1001\"", Some("A-1001")),
            ("9007199254740993", Some("9007199254740993")),
            ("\"urn:x_1.2\"", Some("urn:x_1.2")),
            ("\"\"", None),
            ("\"a b\"", None),
            ("\"anna@example.com\"", None),
            ("\"a#b\"", None),
            ("\"\u{e4}\"", None),
            ("1.5", None),
            ("-1", None),
            ("null", None),
            ("true", None),
        ] {
            assert_eq!(serde_json::from_str::<Key>(json).ok().map(|k| k.0).as_deref(), id, "{json}");
        }
        assert!(serde_json::from_str::<Key>(&format!("\"{}\"", "a".repeat(65))).is_err());
    }
}
