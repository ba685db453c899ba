//! Reads a document against the schema and tells every mistake in it, each at its place.
//!
//! Our own rather than a library: those that there are change features of crates that the functions are built with,
//! and their messages are not for shop owners. What it can't check, the schema's composition refuses.

use domain::{Currency, Timestamp};
use jiff::civil::{Date, Time};
use serde_json::Value;

use super::{mistake::Mistake, names, place::Path, schema::Schema};

/// Every mistake in `document`.
pub(crate) fn validate(schema: &Schema, document: &Value) -> Vec<Mistake> {
    let mut validation = Validation { schema, found: Vec::new() };
    validation.value(&Path::default(), document, schema.as_json());
    validation.found
}

struct Validation<'s> {
    schema: &'s Schema,
    found: Vec<Mistake>,
}

impl Validation<'_> {
    fn wrong(&mut self, path: &Path, what: impl Into<String>) {
        self.found.push(Mistake::wrong(path.clone(), what));
    }

    fn value(&mut self, path: &Path, value: &Value, schema: &Value) {
        let target = self.schema.resolve(schema);
        if let Some(words) = words(target) {
            return self.word(path, value, &words);
        }
        for all in target.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.value(path, value, all);
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(choices) = target.get(choice).and_then(Value::as_array) {
                self.one_of(path, value, choices);
            }
        }
        if let Some(types) = target.get("type")
            && !types_of(types).any(|name| is_of_type(value, name))
        {
            return self.wrong(path, of_other_type(value, types, target));
        }
        match value {
            Value::Object(_) => self.table(path, value, target),
            Value::Array(items) => self.list(path, items, target),
            Value::String(text) => self.text(path, text, target),
            Value::Number(_) => self.number(path, value, target),
            _ => {}
        }
    }

    fn word(&mut self, path: &Path, value: &Value, words: &[&str]) {
        match value.as_str() {
            Some(word) if words.contains(&word) => {}
            Some(word) => {
                let hint = match names::nearest(word, words.iter().copied()) {
                    Some(meant) => format!("; did you mean {meant:?}?"),
                    None => String::new(),
                };
                self.wrong(path, format!("{word:?} is none of {}{hint}", quoted(words)));
            }
            None => self.wrong(path, format!("write one of {}", quoted(words))),
        }
    }

    /// At least one choice must fit; if none does, the one that fits best tells what is wrong.
    fn one_of(&mut self, path: &Path, value: &Value, choices: &[Value]) {
        let tried = choices.iter().map(|choice| {
            let mut validation = Validation { schema: self.schema, found: Vec::new() };
            validation.value(path, value, choice);
            let types = self.schema.resolve(choice).get("type");
            let of_another_type =
                types.is_some_and(|types| !types_of(types).any(|name| is_of_type(value, name)));
            (of_another_type, validation.found)
        });
        let nearest = tried.min_by_key(|(other, found)| (!found.is_empty(), *other, found.len()));
        if let Some((_, nearest)) = nearest {
            self.found.extend(nearest);
        }
    }

    fn table(&mut self, path: &Path, value: &Value, schema: &Value) {
        let known = schema.get("properties").and_then(Value::as_object);
        for (key, within) in value.as_object().into_iter().flatten() {
            let path = path.key(key);
            match (known.and_then(|known| known.get(key)), schema.get("additionalProperties")) {
                (Some(schema), _) => self.value(&path, within, schema),
                (None, Some(Value::Bool(false))) => {
                    let names: Vec<&str> =
                        known.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
                    let what = self.unknown(&path, &names);
                    self.found.push(Mistake::unknown(path, what));
                }
                (None, Some(each)) => self.value(&path, within, each),
                (None, None) => {}
            }
        }
        for key in
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            if value.get(key).is_none() {
                let about =
                    known.and_then(|known| known.get(key)).and_then(|schema| self.first_sentence(schema));
                let about = about.map(|about| format!(": {about}")).unwrap_or_default();
                let what = format!("this is missing; write it{about}");
                self.found.push(Mistake::missing(path.key(key), what));
            }
        }
    }

    fn list(&mut self, path: &Path, items: &[Value], schema: &Value) {
        if let Some(each) = schema.get("items") {
            for (index, item) in items.iter().enumerate() {
                self.value(&path.item(index), item, each);
            }
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            for (index, _) in items.iter().enumerate().filter(|(n, item)| items[..*n].contains(item)) {
                self.wrong(&path.item(index), "this stands in the list already; take it out");
            }
        }
        self.size(path, items.len(), schema, "minItems", "maxItems", "entries");
    }

    fn text(&mut self, path: &Path, text: &str, schema: &Value) {
        self.size(path, text.chars().count(), schema, "minLength", "maxLength", "characters");
        match schema.get("format").and_then(Value::as_str) {
            Some("date-time") if text.parse::<Timestamp>().is_err() => self.wrong(
                path,
                "write an instant with its offset, such as 2026-11-21T00:00:00Z or 2026-11-21T01:00:00+01:00",
            ),
            Some("date") if text.parse::<Date>().is_err() => {
                self.wrong(path, "write a date such as 2026-12-24");
            }
            Some("time") if text.parse::<Time>().is_err() => {
                self.wrong(path, "write a time of day in quotes, such as \"08:00\"");
            }
            Some("currency") if text.parse::<Currency>().is_err() => {
                self.wrong(path, "write a currency's three letters, such as \"EUR\"");
            }
            Some("amount") if !is_amount(text) => {
                self.wrong(path, "write an amount of at least 0 in quotes, such as \"12.50\"");
            }
            Some("code") if !text.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                self.wrong(path, "write letters and digits only, such as \"PO\"");
            }
            _ => {}
        }
    }

    fn size(&mut self, path: &Path, size: usize, schema: &Value, least: &str, most: &str, of: &str) {
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        if bound(least).is_some_and(|least| size < least) || bound(most).is_some_and(|most| size > most) {
            let allowed = range(bound(least), bound(most));
            self.wrong(path, format!("these are {size} {of}; write {allowed}"));
        }
    }

    fn number(&mut self, path: &Path, value: &Value, schema: &Value) {
        let bound = |key: &str| schema.get(key).filter(|bound| bound.is_number());
        let beyond = |key: &str, allowed: fn(std::cmp::Ordering) -> bool| {
            bound(key).is_some_and(|bound| !compare(value, bound).is_some_and(allowed))
        };
        let low = beyond("minimum", |o| o.is_ge()) || beyond("exclusiveMinimum", |o| o.is_gt());
        let high = beyond("maximum", |o| o.is_le()) || beyond("exclusiveMaximum", |o| o.is_lt());
        if low || high {
            let shown = |inside: &str, outside: &str, word: &str| {
                bound(inside).map(Value::to_string).or_else(|| bound(outside).map(|b| format!("{word} {b}")))
            };
            let from = shown("minimum", "exclusiveMinimum", "more than");
            let to = shown("maximum", "exclusiveMaximum", "less than");
            let way = if low { "small" } else { "large" };
            self.wrong(path, format!("{value} is too {way}; write {}", range(from, to)));
        }
    }

    /// What to say of a key that nobody knows.
    fn unknown(&self, path: &Path, names: &[&str]) -> String {
        let (key, above) = (path.last(), path.above());
        let is = |keys: &[&str]| above.is_under(keys) && above.0.len() == keys.len();
        let hint = names::hint(key, names);
        if is(&["automations"]) {
            return format!("there is no automation of this name{hint}");
        }
        if is(&["platforms"]) || is(&["secrets", "webhooks"]) {
            return format!("there is no source of this name{hint}");
        }
        if is(&["wording"]) {
            return format!("mails don't speak this language{hint}");
        }
        if above.is_under(&["wording"]) && above.0.len() == 2 {
            return format!("there is no message of this name{hint}");
        }
        if key == "daily" && above.is_under(&["automations", "returns-approval", "approvals"]) {
            return "nobody ever read this key, and it is gone: take it out; whoever is asked is told at once".into();
        }
        if names::nearest(key, names.iter().copied()).is_none()
            && let Some(home) = self.home_of(key, &above)
        {
            return format!("this key belongs {home}, not here; move it");
        }
        format!("nobody reads this key{hint}")
    }

    /// The table where a key would be known: the top, or one right below it.
    fn home_of(&self, key: &str, not: &Path) -> Option<String> {
        let top = self.schema.as_json();
        let has = |schema: &Value| schema.get("properties").is_some_and(|known| known.get(key).is_some());
        if !not.0.is_empty() && has(top) {
            return Some("to the top, above the first [table]".to_owned());
        }
        let tables = top.get("properties").and_then(Value::as_object).into_iter().flatten();
        let mut homes = tables.filter(|(name, schema)| {
            not.0.is_empty()
                && !["automations", "wording", "platforms"].contains(&name.as_str())
                && has(self.schema.resolve(schema))
        });
        homes.next().map(|(name, _)| format!("under [{name}]"))
    }

    fn first_sentence(&self, schema: &Value) -> Option<String> {
        let said =
            schema.get("description").or_else(|| self.schema.resolve(schema).get("description"))?.as_str()?;
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence = said.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let mut letters = sentence.chars();
        let first = letters.next()?.to_lowercase();
        Some(format!("{first}{}", letters.as_str()))
    }
}

/// The words of a schema that allows nothing else.
fn words(schema: &Value) -> Option<Vec<&str>> {
    let listed = |values: &'_ [Value]| -> bool { values.iter().all(Value::is_string) };
    if let Some(Value::Array(values)) = schema.get("enum").filter(|v| v.as_array().is_some_and(|v| listed(v)))
    {
        return Some(values.iter().filter_map(Value::as_str).collect());
    }
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return Some(vec![word]);
    }
    let choices = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    let each: Option<Vec<Vec<&str>>> = choices.iter().map(words).collect();
    each.map(|each| each.concat())
}

/// Whether a text is an amount of some currency; of which, another key says.
fn is_amount(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole, 12) && digits(decimals, 4)
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
}

fn types_of(types: &Value) -> impl Iterator<Item = &str> {
    let one = types.as_str();
    let several = types.as_array().into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(several)
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// What to write in place of something of another type.
fn of_other_type(value: &Value, types: &Value, schema: &Value) -> String {
    let found = match value {
        Value::String(_) => "a text",
        Value::Number(n) if n.is_f64() => "a fraction",
        Value::Number(_) => "a number",
        Value::Bool(_) => "true or false",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
        Value::Null => "nothing",
    };
    let wished = types_of(types).map(|name| match name {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list in brackets",
        _ => "a table",
    });
    let wished = wished.collect::<Vec<_>>().join(" or ");
    let example = match schema.get("default") {
        Some(default @ (Value::Number(_) | Value::Bool(_))) => format!(", such as {default}"),
        _ => String::new(),
    };
    let example = match (value, types.as_str()) {
        (Value::String(_), Some("integer" | "number" | "boolean")) => format!(" without quotes{example}"),
        (Value::String(_), Some("array")) => ", even for one: [\"…\"]".to_owned(),
        _ => example,
    };
    format!("this is {found}; write {wished}{example}")
}

fn range<B: ToString>(least: Option<B>, most: Option<B>) -> String {
    match (least.map(|b| b.to_string()), most.map(|b| b.to_string())) {
        (Some(least), Some(most)) if least == most => least,
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or more"),
        (None, Some(most)) => format!("{most} or less"),
        (None, None) => "another".to_owned(),
    }
}

fn compare(a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}
