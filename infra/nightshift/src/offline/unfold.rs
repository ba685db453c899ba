//! Files that people write by hand: JSON or TOML, both read as JSON.

use std::path::Path;

use serde_json::{Map, Value};

use crate::trouble::{Explain, Trouble};

/// Reads a file as JSON; TOML by its ending.
pub(crate) fn read(path: &Path) -> Result<Value, Trouble> {
    let text = std::fs::read_to_string(path).or_input(format!("{} can't be read", path.display()))?;
    let read =
        if path.extension().is_some_and(|e| e == "toml") { from_toml(&text) } else { from_json(&text) };
    read.map_err(|said| Trouble::input("the file can't be understood").at(path.display()).saying(said))
}

fn from_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}

/// TOML as JSON.
pub(crate) fn from_toml(text: &str) -> Result<Value, String> {
    let table: toml::Table = toml::from_str(text).map_err(|e| e.to_string())?;
    Ok(json(toml::Value::Table(table)))
}

/// Its dates become texts.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect::<Map<_, _>>().into()
        }
    }
}

/// Lays `over` on `under`: objects are merged key by key, anything else is replaced.
pub(crate) fn lay(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Object(mut under), Value::Object(over)) => {
            for (key, value) in over {
                let below = under.remove(&key).unwrap_or(Value::Null);
                under.insert(key, lay(below, value));
            }
            under.into()
        }
        (_, over) => over,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn toml_reads_as_json() {
        let text = "at = 2026-11-21T20:00:00Z\nn = 1\n[a.b]\nc = [true, \"x\"]\n";
        let expected = json!({"at": "2026-11-21T20:00:00Z", "n": 1, "a": {"b": {"c": [true, "x"]}}});
        assert_eq!(from_toml(text), Ok(expected));
        assert!(from_toml("a = ").is_err());
    }

    #[test]
    fn objects_are_merged_and_the_rest_replaced() {
        let under = json!({"a": {"b": 1, "c": [1, 2]}, "d": 1});
        let over = json!({"a": {"c": [3]}, "e": null});
        assert_eq!(lay(under, over), json!({"a": {"b": 1, "c": [3]}, "d": 1, "e": null}));
    }
}
