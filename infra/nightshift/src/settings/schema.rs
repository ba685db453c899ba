//! The schema of a whole `shop.toml`: the shop's own parts, the table of each automation as its binary describes it,
//! and the names that there are. One document, for editors and for `settings check`.

use domain::settings::{Shop, Switch};
use serde_json::{Map, Value, json};

use super::{names, place::Path, place::Step};
use crate::trouble::Trouble;

/// What one automation's binary says of its table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Described {
    /// Its name.
    pub(crate) name: String,
    /// Whether it can be switched: then its table has a switch's keys, too.
    pub(crate) switched: bool,
    /// Its own keys, as a JSON Schema.
    pub(crate) own: Value,
}

/// The schema.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Schema(Value);

impl Schema {
    /// Puts the parts together.
    pub(crate) fn compose(automations: &[Described]) -> Result<Self, Trouble> {
        let mut whole = schemars::schema_for!(Shop).to_value();
        let mut definitions = taken(&mut whole, "$defs");
        let mut switch = schemars::schema_for!(Switch).to_value();
        definitions.append(&mut taken(&mut switch, "$defs"));
        let switch = taken(&mut switch, "properties");

        let mut tables = Map::new();
        for described in automations {
            let (table, mut parts) = table(described, &switch)?;
            tables.insert(described.name.clone(), table);
            definitions.append(&mut parts);
        }
        let fields = whole.as_object_mut().expect("a derived schema is an object");
        fields.insert("title".into(), "A shop's settings: shop.toml".into());
        fields.insert("$defs".into(), definitions.into());
        let mut schema = Self(whole);
        schema.set(&["properties", "automations", "properties"], tables.into());
        schema.set(&["properties", "automations", "additionalProperties"], false.into());
        schema.only(&["$defs", "Secrets", "properties", "webhooks"], &names::sources());
        schema.only(&["properties", "platforms"], &names::platforms());
        schema.set(&["properties", "locales", "items", "enum"], json!(names::languages()));
        schema.only(&["properties", "wording"], &names::languages());
        for language in names::languages() {
            schema.only(&["properties", "wording", "properties", language], &names::messages());
        }
        without_null(&mut schema.0);
        checkable(&schema.0, &Path::default())?;
        Ok(schema)
    }

    /// As JSON Schema 2020-12.
    pub(crate) fn as_json(&self) -> &Value {
        &self.0
    }

    /// The names of the automations.
    pub(crate) fn automations(&self) -> impl Iterator<Item = &str> {
        let tables = self.0.pointer("/properties/automations/properties").and_then(Value::as_object);
        tables.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// Whether an automation can be switched.
    pub(crate) fn is_switched(&self, automation: &str) -> bool {
        let table = self.0.pointer("/properties/automations/properties").and_then(|all| all.get(automation));
        table.and_then(|table| table.pointer("/properties/mode")).is_some()
    }

    /// Follows a `$ref`.
    pub(crate) fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let pointer = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        match pointer.and_then(|pointer| self.0.pointer(pointer)) {
            Some(target) => self.resolve(target),
            None => schema,
        }
    }

    fn set(&mut self, keys: &[&str], value: Value) {
        let (last, above) = keys.split_last().expect("keys are given");
        let place = above.iter().fold(&mut self.0, |place, key| &mut place[*key]);
        place[*last] = value;
    }

    /// A table that took any key takes these only.
    fn only(&mut self, keys: &[&str], names: &[&str]) {
        let table = keys.iter().fold(&mut self.0, |place, key| &mut place[*key]);
        let each = table["additionalProperties"].clone();
        table["properties"] =
            names.iter().map(|name| ((*name).to_owned(), each.clone())).collect::<Map<_, _>>().into();
        table["additionalProperties"] = false.into();
    }
}

/// An automation's table with the switch's keys, and the definitions that it refers to under names of their own.
fn table(described: &Described, switch: &Map<String, Value>) -> Result<(Value, Map<String, Value>), Trouble> {
    let Described { name, switched, own } = described;
    let mut own = own.clone();
    refer_within(&mut own, name);
    let parts = taken(&mut own, "$defs").into_iter().map(|(part, schema)| (format!("{name}.{part}"), schema));
    let parts = parts.collect();
    let mut properties = taken(&mut own, "properties");
    if *switched {
        for (key, schema) in switch {
            if properties.insert(key.clone(), schema.clone()).is_some() {
                return Err(Trouble::failed(format!(
                    "{name} has a setting called {key}, which is the switch's"
                ))
                .at(format!("functions/{name}"))
                .mend("call it otherwise"));
            }
        }
    }
    let table = own.as_object_mut().ok_or_else(|| Trouble::failed(format!("{name} describes no table")))?;
    table.remove("$schema");
    table.insert("title".into(), format!("[automations.{name}]").into());
    table.insert("properties".into(), properties.into());
    table.insert("additionalProperties".into(), false.into());
    Ok((own, parts))
}

/// Points the references of an automation's schema to where its definitions and its table come to stand.
fn refer_within(schema: &mut Value, automation: &str) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(target) if key == "$ref" => {
                        *target = match target.strip_prefix("#/$defs/") {
                            Some(part) => format!("#/$defs/{automation}.{part}"),
                            None => format!("#/properties/automations/properties/{automation}"),
                        };
                    }
                    value => refer_within(value, automation),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| refer_within(item, automation)),
        _ => {}
    }
}

fn taken(schema: &mut Value, key: &str) -> Map<String, Value> {
    match schema.as_object_mut().and_then(|fields| fields.remove(key)) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// TOML has no null: an absent key says it.
fn without_null(schema: &mut Value) {
    let is_null =
        |value: &Value| *value == json!("null") || *value == json!({"type": "null"}) || value.is_null();
    match schema {
        Value::Object(fields) => {
            fields.retain(|key, value| !(key == "default" && value.is_null()));
            for key in ["type", "anyOf", "oneOf", "enum"] {
                if let Some(Value::Array(choices)) = fields.get_mut(key) {
                    choices.retain(|choice| !is_null(choice));
                }
            }
            for key in ["type", "anyOf"] {
                let Some(Value::Array(choices)) = fields.get_mut(key) else { continue };
                let [only] = choices.as_mut_slice() else { continue };
                let only = only.take();
                match only {
                    Value::Object(inner) => {
                        fields.remove(key);
                        for (key, value) in inner {
                            fields.entry(key).or_insert(value);
                        }
                    }
                    word => {
                        fields.insert(key.to_owned(), word);
                    }
                }
            }
            fields.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Keywords that `validate` checks.
const CHECKED: &[&str] = &[
    "$ref",
    "type",
    "const",
    "enum",
    "oneOf",
    "anyOf",
    "allOf",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "format",
];
/// Keywords that say nothing about what is allowed.
const SAID: &[&str] = &["$schema", "$defs", "title", "description", "default", "examples", "deprecated"];

/// Whether every word of the schema is one that is checked: nothing may pass because nobody looked.
fn checkable(schema: &Value, at: &Path) -> Result<(), Trouble> {
    let Some(fields) = schema.as_object() else { return Ok(()) };
    for (key, value) in fields {
        let at = at.key(key);
        match key.as_str() {
            "properties" | "$defs" => {
                for (name, schema) in value.as_object().into_iter().flatten() {
                    checkable(schema, &at.key(name))?;
                }
            }
            "oneOf" | "anyOf" | "allOf" => {
                for (index, schema) in value.as_array().into_iter().flatten().enumerate() {
                    checkable(schema, &Path(at.0.iter().cloned().chain([Step::Item(index)]).collect()))?;
                }
            }
            "additionalProperties" | "items" => checkable(value, &at)?,
            known if CHECKED.contains(&known) || SAID.contains(&known) => {}
            other => {
                return Err(Trouble::failed(format!(
                    "`settings check` doesn't know the schema's word {other:?}"
                ))
                .at(at)
                .mend("say it otherwise in the automation's Settings, or teach it to settings/validate.rs"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A schema of made-up automations.
    pub(in crate::settings) fn schema() -> Schema {
        let own = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Settings", "type": "object",
            "description": "What it does.", "additionalProperties": false,
            "properties": {
                "max_age_hours": {"type": "integer", "format": "uint16", "minimum": 1, "maximum": 8760, "default": 48},
                "marketplaces": {"type": "array", "items": {"type": "string"}, "default": ["etsy"]},
                "confirm_drafts": {"type": "boolean", "default": false},
                "note": {"type": ["string", "null"], "default": null, "maxLength": 10},
                "until": {"type": "string", "format": "date"},
                "rule": {"anyOf": [{"$ref": "#/$defs/Rule"}, {"type": "null"}]},
                "grace": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "enum": ["never"]}]},
            },
            "$defs": {"Rule": {
                "type": "object", "additionalProperties": false, "required": ["over"],
                "properties": {"over": {"type": "integer", "description": "From this quantity on. Whole."}},
            }},
        });
        let bare = json!({"type": "object", "additionalProperties": false});
        let described = [
            Described { name: "order-confirmation".into(), switched: true, own },
            Described { name: "task-desk".into(), switched: false, own: bare },
        ];
        Schema::compose(&described).expect("a schema")
    }

    #[test]
    fn each_automation_has_its_table_with_the_switch_in_it() {
        let schema = schema();
        assert_eq!(schema.automations().collect::<Vec<_>>(), ["order-confirmation", "task-desk"]);
        let table = |name: &str| &schema.as_json()["properties"]["automations"]["properties"][name];
        for key in ["mode", "live_since", "redirect_to", "mails_per_day", "max_age_hours"] {
            assert!(table("order-confirmation")["properties"][key].is_object(), "{key}");
        }
        assert_eq!(table("task-desk")["properties"], json!({}));
        assert!(schema.is_switched("order-confirmation") && !schema.is_switched("task-desk"));
        let rule = schema.resolve(&table("order-confirmation")["properties"]["rule"]);
        assert_eq!(rule["required"], json!(["over"]));
        assert_eq!(
            table("order-confirmation")["properties"]["note"],
            json!({"type": "string", "maxLength": 10})
        );
    }

    #[test]
    fn tables_by_source_language_and_message_know_the_names_there_are() {
        let schema = schema();
        for (table, names) in [
            ("/$defs/Secrets/properties/webhooks", names::sources()),
            ("/properties/platforms", names::platforms()),
            ("/properties/wording", names::languages()),
            ("/properties/wording/properties/en", names::messages()),
        ] {
            let known = schema.as_json().pointer(table).and_then(|table| table["properties"].as_object());
            let known = known.unwrap_or_else(|| panic!("{table} has no properties"));
            assert!(known.len() == names.len() && known.values().all(Value::is_object), "{table}: {known:?}");
            assert!(names.iter().all(|name| known.contains_key(*name)), "{table}: {known:?}");
        }
    }

    #[test]
    fn every_table_refuses_keys_that_nobody_reads() {
        fn open_tables(schema: &Value, at: &str, found: &mut Vec<String>) {
            match schema {
                Value::Object(fields) => {
                    let is_table = fields.get("type") == Some(&json!("object"));
                    if is_table && !fields.contains_key("additionalProperties") {
                        found.push(at.to_owned());
                    }
                    fields.iter().for_each(|(key, value)| open_tables(value, &format!("{at}/{key}"), found));
                }
                Value::Array(items) => items.iter().for_each(|item| open_tables(item, at, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        open_tables(schema().as_json(), "", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_schema_that_can_not_be_checked_is_refused() {
        let with = |own: Value| Schema::compose(&[Described { name: "a".into(), switched: true, own }]);
        for (own, told) in [
            (json!({"type": "object", "properties": {"x": {"type": "string", "pattern": "^a$"}}}), "pattern"),
            (json!({"type": "object", "properties": {"mode": {"type": "string"}}}), "the switch's"),
            (json!(true), "describes no table"),
        ] {
            let trouble = with(own).expect_err(told).to_string();
            assert!(trouble.contains(told), "{trouble}");
        }
    }
}
