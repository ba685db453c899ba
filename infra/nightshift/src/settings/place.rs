//! Where something stands in a `shop.toml`: the path of keys that leads there, and its line.

use std::fmt;

use serde_json::Value;

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Into a table.
    Key(String),
    /// Into a list.
    Item(usize),
}

/// The steps that lead somewhere; none for the document itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    /// One step further, into a table.
    pub(crate) fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    /// One step further, into a list.
    pub(crate) fn item(&self, index: usize) -> Self {
        self.step(Step::Item(index))
    }

    fn step(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// One step back.
    pub(crate) fn above(&self) -> Self {
        Self(self.0.split_last().map(|(_, above)| above.to_vec()).unwrap_or_default())
    }

    /// The last key.
    pub(crate) fn last(&self) -> &str {
        match self.0.last() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
    }

    /// Whether the path begins with these keys.
    pub(crate) fn is_under(&self, keys: &[&str]) -> bool {
        self.0.len() >= keys.len()
            && self.0.iter().zip(keys).all(|(step, key)| *step == Step::Key((*key).to_owned()))
    }

    /// Whether one of the two leads through the other.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a == b)
    }

    /// What stands there.
    pub(crate) fn of<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(document, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Item(index) => value.get(index),
        })
    }

    /// Takes out what stands there.
    pub(crate) fn take_from(&self, document: &mut Value) {
        let Some((last, above)) = self.0.split_last() else { return };
        let table = above.iter().try_fold(document, |value, step| match step {
            Step::Key(key) => value.get_mut(key),
            Step::Item(index) => value.get_mut(index),
        });
        match (table, last) {
            (Some(Value::Object(table)), Step::Key(key)) => {
                table.remove(key);
            }
            // The others keep their places.
            (Some(Value::Array(list)), Step::Item(index)) => {
                if let Some(item) = list.get_mut(*index) {
                    *item = Value::Null;
                }
            }
            _ => {}
        }
    }

    /// The place that `a.b.c` names in a document, as far as it is there. Keys may hold dots themselves.
    pub(crate) fn named(dotted: &str, document: &Value) -> Self {
        let mut path = Self::default();
        let (mut rest, mut here) = (dotted, document);
        while !rest.is_empty() {
            let within = here.as_object().into_iter().flatten();
            let fits = within.filter(|(key, _)| match rest.strip_prefix(key.as_str()) {
                Some(after) => after.is_empty() || after.starts_with(['.', '[']),
                None => false,
            });
            let Some((key, value)) = fits.max_by_key(|(key, _)| key.len()) else {
                // Not written: it keeps its name, and stands where its table does.
                return rest.split('.').fold(path, |path, key| path.key(key));
            };
            path = path.key(key);
            (rest, here) = (&rest[key.len()..], value);
            while let Some((index, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                let Some(index) = index.parse::<usize>().ok().filter(|index| here.get(index).is_some())
                else {
                    break;
                };
                path = path.item(index);
                (rest, here) = (after, &here[index]);
            }
            rest = rest.trim_start_matches('.');
        }
        path
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Item(index) => write!(f, "[{index}]")?,
                Step::Key(key) => {
                    let dot = if n == 0 { "" } else { "." };
                    let bare = !key.is_empty()
                        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
                    if bare { write!(f, "{dot}{key}")? } else { write!(f, "{dot}{key:?}")? }
                }
            }
        }
        Ok(())
    }
}

/// A line and a column in a text, both counted from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The line.
    pub(crate) line: usize,
    /// The column.
    pub(crate) column: usize,
}

impl Place {
    /// Where the byte `offset` of `text` stands.
    pub(crate) fn at(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_begins = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_begins..].chars().count() + 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dotted_name_finds_keys_that_hold_dots() {
        let document = json!({
            "routes": {"a.b": "x", "a": {"c": 1}}, "rules": [{"when": "a"}, {"when": "b"}],
        });
        assert_eq!(Path::named("rules[1].when", &document).of(&document), Some(&json!("b")));
        for (dotted, shown) in [
            ("routes.a.b", "routes.\"a.b\""),
            ("routes.a.c", "routes.a.c"),
            ("routes.d", "routes.d"),
            ("zone", "zone"),
            ("rules[1].when", "rules[1].when"),
            ("rules[1].then", "rules[1].then"),
        ] {
            assert_eq!(Path::named(dotted, &document).to_string(), shown, "{dotted}");
        }
    }

    #[test]
    fn what_is_taken_out_of_a_list_leaves_its_place() {
        let mut document = json!({"a": [1, 2, 3], "b": {"c": 1}});
        Path::default().key("a").item(1).take_from(&mut document);
        Path::default().key("b").key("c").take_from(&mut document);
        Path::default().key("x").key("y").take_from(&mut document);
        assert_eq!(document, json!({"a": [1, null, 3], "b": {}}));
    }

    #[test]
    fn places_count_lines_and_characters() {
        for (offset, line, column) in [(0, 1, 1), (3, 1, 3), (4, 2, 1), (5, 2, 2), (99, 2, 2)] {
            assert_eq!(Place::at("aé\nx", offset), Place { line, column }, "{offset}");
        }
    }
}
