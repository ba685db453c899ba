//! `meta_data`: what plugins hang on orders and lines. Anything may be in it, so nothing in it is ever refused.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{
    entities::plain,
    json::{Loose, MOST},
};

/// Entries with a text or a number; of all others, what may be a list.
#[derive(Debug, Default)]
pub(super) struct Metas(Vec<Meta>, Vec<(String, Box<RawValue>)>);

#[derive(Debug)]
struct Meta {
    key: String,
    value: Option<String>,
    /// What the shop shows for them; older versions don't say.
    shown: (Option<String>, Option<String>),
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    key: Option<&'a RawValue>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(borrow)]
    display_key: Option<&'a RawValue>,
    #[serde(borrow)]
    display_value: Option<&'a RawValue>,
}

impl<'de> Deserialize<'de> for Metas {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?;
        let entries: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
        let read = |raw: &RawValue| {
            let entry: Entry<'_> = serde_json::from_str(raw.get()).ok()?;
            let shown = (word(entry.display_key), word(entry.display_value));
            Some(Meta { key: word(entry.key)?, value: word(entry.value), shown })
        };
        let list = |raw: &&RawValue| {
            let entry: Entry<'_> = serde_json::from_str(raw.get()).ok()?;
            let list = entry.value.filter(|value| value.get().starts_with(['[', '{']))?;
            Some((word(entry.key)?, list.to_owned()))
        };
        let lists = entries.iter().take(MOST).filter_map(list).collect();
        Ok(Self(entries.into_iter().take(MOST).filter_map(read).collect(), lists))
    }
}

/// The entries of a list as PHP writes one of which an entry was taken away: an object, with its numbers as keys.
fn gappy(list: &RawValue) -> Option<Vec<&RawValue>> {
    let numbered: BTreeMap<String, &RawValue> = serde_json::from_str(list.get()).ok()?;
    let number = |(key, entry): (String, _)| Some((key.parse::<u64>().ok()?, entry));
    let entries: Option<BTreeMap<u64, &RawValue>> = numbered.into_iter().map(number).collect();
    entries.map(|entries| entries.into_values().collect())
}

/// A text of at most 8 KiB or a number, unless it is blank.
fn word(raw: Option<&RawValue>) -> Option<String> {
    let Loose(word) = serde_json::from_str(raw?.get()).ok()?;
    Some(word.trim().to_owned()).filter(|w| !w.is_empty())
}

impl Metas {
    /// The value of the first of `keys` that is there.
    pub(super) fn first(&self, keys: &[&str]) -> Option<&str> {
        let value = |key: &&str| self.0.iter().find(|meta| meta.key == **key)?.value.as_deref();
        keys.iter().find_map(value)
    }

    /// The entries of the list under `key`, as they were written.
    pub(super) fn list(&self, key: &str) -> Vec<&RawValue> {
        let list = self.1.iter().find(|(name, _)| name == key);
        list.and_then(|(_, list)| serde_json::from_str(list.get()).ok().or_else(|| gappy(list)))
            .unwrap_or_default()
    }

    /// Choices and engravings as name and value. Names that begin with `_` are meant for machines; what the title
    /// says already, as in `Hoodie - Green, No`, is not said again (by the rule of WooCommerce's own mails).
    pub(super) fn options(&self, title: &str) -> Vec<(String, String)> {
        let title = title.to_lowercase();
        let says =
            |value: &str| title.contains(&format!(" {value},")) || title.ends_with(&format!(" {value}"));
        let shown = |meta: &Meta| {
            let name = plain(meta.shown.0.as_ref().unwrap_or(&meta.key));
            let value = plain(meta.shown.1.as_ref().or(meta.value.as_ref())?);
            let machines = meta.key.starts_with('_') || name.starts_with('_');
            (!machines && !says(&value.to_lowercase())).then_some((name, value))
        };
        self.0.iter().filter_map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metas(json: &str) -> Metas {
        serde_json::from_str(json).expect("any JSON will do")
    }

    #[test]
    fn whatever_hangs_there_is_no_hindrance() {
        let long =
            format!(r#"[{{"key": "a", "value": "{}"}}, {{"key": "b", "value": "1"}}]"#, "x".repeat(9000));
        for (json, first) in [
            ("[]", None),
            ("{}", None),
            ("null", None),
            ("7", None),
            (r#"[null, 3, {"key": "b", "value": 2.5}]"#, Some("2.5")),
            (r#"[{"key": "b", "value": {"x": 1}}]"#, None),
            (r#"[{"key": "a"}, {"key": "b", "value": true}]"#, Some("true")),
            (&long, Some("1")),
        ] {
            assert_eq!(metas(json).first(&["a", "b"]), first, "{json:.40}");
        }
    }

    #[test]
    fn lists_are_kept_as_they_were_written() {
        let metas = metas(
            r#"[{"key": "a", "value": "1"}, {"key": "b", "value": [{"x": 1}, 2]}, {"key": "c", "value": {"x": 1}},
                {"key": "e", "value": {"10": 3, "2": {"x": 1}}}, {"key": "f", "value": {"1": 1, "x": 1}}, {"key": "g", "value": {}}]"#,
        );
        let written = |key: &str| metas.list(key).into_iter().map(RawValue::get).collect::<Vec<_>>();
        assert_eq!(written("b"), [r#"{"x": 1}"#, "2"]);
        assert_eq!(written("e"), [r#"{"x": 1}"#, "3"]);
        for other in ["a", "c", "d", "f", "g"] {
            assert!(written(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn options_are_what_the_shop_shows() {
        let metas = metas(
            r#"[{"key": "pa_color", "value": "dark-blue", "display_key": "Colour", "display_value": "Dark blue"},
                {"key": "pa_size", "value": "m", "display_key": "Size", "display_value": "M"},
                {"key": "_reduced_stock", "value": "1", "display_key": "_reduced_stock", "display_value": "1"},
                {"key": "Engraving", "value": "Jo &amp; Sam"},
                {"key": "Length", "value": 12}]"#,
        );
        let options = metas.options("Comfy Shirt - Dark Blue, Round");
        let expect = [("Size", "M"), ("Engraving", "Jo & Sam"), ("Length", "12")];
        assert_eq!(options, expect.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
