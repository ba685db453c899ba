//! Comparing what was expected with what came: only what was named matters.

use std::fmt;

use owo_colors::OwoColorize;
use serde::Serialize;
use serde_json::Value;

/// One place where the two differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Difference {
    /// Where, such as `events[0].kind`.
    at: String,
    /// What was expected; absent for what shouldn't be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Value>,
    /// What came; absent for what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    got: Option<Value>,
}

impl Difference {
    pub(crate) fn new(at: &str, expected: Option<Value>, got: Option<Value>) -> Self {
        Self { at: at.to_owned(), expected, got }
    }

    /// The whole file is in the way.
    pub(crate) fn of_the_file(said: &str) -> Self {
        Self::new("file", None, Some(said.into()))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |value: &Option<Value>| match value {
            None => "nothing".to_owned(),
            Some(Value::String(text)) => text.replace('\n', "\n        "),
            Some(value) => value.to_string(),
        };
        write!(
            f,
            "{}: expected {}, got {}",
            self.at.bold(),
            text(&self.expected).green(),
            text(&self.got).red()
        )
    }
}

/// Where `got` lacks something of `expected`. Objects: the fields that are named; lists: element by element and of
/// the same length; anything else: equal.
pub(crate) fn differences(expected: &Value, got: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk("", expected, Some(got), &mut found);
    found
}

fn walk(at: &str, expected: &Value, got: Option<&Value>, found: &mut Vec<Difference>) {
    match (expected, got) {
        (Value::Object(expected), Some(Value::Object(got))) => {
            for (key, value) in expected {
                let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                walk(&at, value, got.get(key), found);
            }
        }
        (Value::Array(expected), Some(Value::Array(got))) => {
            for (index, value) in expected.iter().enumerate() {
                walk(&format!("{at}[{index}]"), value, got.get(index), found);
            }
            for (index, surplus) in got.iter().enumerate().skip(expected.len()) {
                found.push(Difference::new(&format!("{at}[{index}]"), None, Some(surplus.clone())));
            }
        }
        // To expect `null` is to expect that nothing is there.
        (Value::Null, None) => {}
        (expected, Some(got)) if expected == got => {}
        (expected, got) => found.push(Difference::new(at, Some(expected.clone()), got.cloned())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_named_matters() {
        let got =
            json!({"because": "confirmed", "events": [{"kind": "a", "n": 1}, {"kind": "b"}], "changes": []});
        for (expected, places) in [
            (json!({}), vec![]),
            (json!({"because": "confirmed"}), vec![]),
            (json!({"events": [{"kind": "a"}, {}]}), vec![]),
            (json!({"absent": null}), vec![]),
            (json!({"changes": []}), vec![]),
            (json!({"because": "held"}), vec!["because"]),
            (json!({"events": []}), vec!["events[0]", "events[1]"]),
            (json!({"events": [{"kind": "b"}, {"kind": "b"}]}), vec!["events[0].kind"]),
            (json!({"events": [{}, {}, {"kind": "c"}]}), vec!["events[2]"]),
            (json!({"events": [{"n": "1"}, {}]}), vec!["events[0].n"]),
            (json!({"changes": {}}), vec!["changes"]),
            (json!({"because": null}), vec!["because"]),
        ] {
            let found: Vec<_> = differences(&expected, &got).into_iter().map(|d| d.at).collect();
            assert_eq!(found, places, "{expected}");
        }
    }

    #[test]
    fn a_difference_says_where_and_what() {
        let difference = Difference::new("events[0].n", Some(json!(1)), None);
        let shown = anstream::adapter::strip_str(&difference.to_string()).to_string();
        assert_eq!(shown, "events[0].n: expected 1, got nothing");
    }
}
