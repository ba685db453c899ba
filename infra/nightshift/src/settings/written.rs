//! A `shop.toml` as it was written: its JSON, and where each key of it stands.

use std::collections::BTreeMap;

use domain::Timestamp;
use serde_json::{Map, Number, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    mistake::Mistake,
    place::{Path, Place},
};

/// What was written.
#[derive(Debug)]
pub(crate) struct Written<'t> {
    text: &'t str,
    /// All of it.
    pub(crate) document: Value,
    /// Where keys and list items begin, in bytes.
    places: BTreeMap<Path, usize>,
    /// Numbers that are none.
    pub(crate) mistakes: Vec<Mistake>,
}

impl<'t> Written<'t> {
    /// Reads TOML; else everything that is no TOML, with its place.
    pub(crate) fn read(text: &'t str) -> Result<Self, Vec<(Place, String)>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            let mut written =
                Self { text, document: Value::Null, places: BTreeMap::new(), mistakes: Vec::new() };
            written.document = written.table(&Path::default(), table.get_ref());
            return Ok(written);
        }
        let mut told: Vec<(Place, String)> = Vec::new();
        for error in errors {
            let place = Place::at(text, error.span().map_or(0, |span| span.start));
            // What follows from a mistake on the same line is no news.
            if told.iter().all(|(known, _)| known.line != place.line) {
                told.push((place, format!("this is no TOML: {}", error.message())));
            }
        }
        told.sort();
        Err(told)
    }

    /// Where this stands; what isn't there stands where its table does.
    pub(crate) fn place(&self, path: &Path) -> Place {
        let mut path = path.clone();
        loop {
            match self.places.get(&path) {
                Some(offset) => return Place::at(self.text, *offset),
                None if path.0.is_empty() => return Place { line: 1, column: 1 },
                None => path = path.above(),
            }
        }
    }

    fn table(&mut self, path: &Path, table: &DeTable<'_>) -> Value {
        let mut read = Map::new();
        for (key, value) in table {
            let within = path.key(key.get_ref());
            self.places.insert(within.clone(), key.span().start);
            read.insert(key.get_ref().to_string(), self.value(&within, value));
        }
        read.into()
    }

    fn value(&mut self, path: &Path, value: &Spanned<DeValue<'_>>) -> Value {
        match value.get_ref() {
            DeValue::String(text) => text.as_ref().into(),
            DeValue::Boolean(yes) => (*yes).into(),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => number.into(),
                Err(_) => self.no_number(path),
            },
            DeValue::Float(number) => match number.as_str().trim_start_matches('+').parse::<Number>() {
                Ok(number) => number.into(),
                Err(_) => self.no_number(path),
            },
            DeValue::Datetime(time) => {
                // An instant is one, however it is written; what has no offset stays as it is, and is told so.
                let text = time.to_string();
                text.parse::<Timestamp>().map_or(text, |instant| instant.to_string()).into()
            }
            DeValue::Array(items) => {
                let mut read = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    let within = path.item(index);
                    self.places.insert(within.clone(), item.span().start);
                    read.push(self.value(&within, item));
                }
                read.into()
            }
            DeValue::Table(table) => self.table(path, table),
        }
    }

    fn no_number(&mut self, path: &Path) -> Value {
        self.mistakes
            .push(Mistake::wrong(path.clone(), "this number can't be used; write a smaller, finite one"));
        Value::Null
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn toml_becomes_json_with_places() {
        let text = "a = 1_000\nb = 0x1F\nc = -1.5\nd = [\n  \"x\",\n  true,\n]\n\n[e.f]\ng = { h = 1 }\n";
        let written = Written::read(text).expect("TOML");
        let expected = json!({"a": 1000, "b": 31, "c": -1.5, "d": ["x", true], "e": {"f": {"g": {"h": 1}}}});
        assert_eq!(written.document, expected);
        let root = Path::default();
        for (path, shown) in [
            (root.key("b"), "2:1"),
            (root.key("d").item(1), "6:3"),
            (root.key("e").key("f"), "9:4"),
            (root.key("e").key("f").key("g").key("h"), "10:7"),
            (root.key("e").key("f").key("missing"), "9:4"),
            (root.key("missing"), "1:1"),
        ] {
            assert_eq!(written.place(&path).to_string(), shown, "{path}");
        }
    }

    #[test]
    fn instants_are_written_with_or_without_quotes() {
        for (written, expected) in [
            ("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z"),
            ("2026-11-21 01:00:00+01:00", "2026-11-21T00:00:00Z"),
            ("\"2026-11-21T01:00:00+01:00\"", "2026-11-21T01:00:00+01:00"),
            ("2026-11-21T00:00:00", "2026-11-21T00:00:00"),
            ("2026-11-21", "2026-11-21"),
        ] {
            let text = format!("at = {written}");
            assert_eq!(Written::read(&text).expect("TOML").document, json!({"at": expected}), "{written}");
        }
    }

    #[test]
    fn numbers_that_are_none_are_told() {
        let written = Written::read("a = 99999999999999999999\nb = nan\nc = inf\nd = 1").expect("TOML");
        let told: Vec<_> = written.mistakes.iter().map(|m| m.path.to_string()).collect();
        assert_eq!(told, ["a", "b", "c"]);
    }

    #[test]
    fn every_line_that_is_no_toml_is_told_once() {
        let told = Written::read("a = en\nb = 1\nb = 2\nc = \"x\n[d]\ne =\n").expect_err("no TOML");
        let lines: Vec<_> = told.iter().map(|(place, _)| place.line).collect();
        assert_eq!(lines, [1, 3, 4, 6], "{told:?}");
    }
}
