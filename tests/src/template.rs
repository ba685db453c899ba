//! The template, read as CloudFormation reads it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use serde_yaml_ng as yaml;

use crate::house::root;

/// The template's parameters, globals and resources.
#[derive(Debug)]
pub struct Template(Value);

/// A function's resource.
#[derive(Debug)]
pub struct Function<'t> {
    /// Its name in the template.
    pub id: &'t str,
    /// Its folder, its package, its binary.
    pub name: &'t str,
    /// What stands under `Properties`.
    pub properties: &'t Value,
}

impl Template {
    /// Reads it.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(root().join("template.yaml")).expect("the template is there");
        Self(plain(yaml::from_str(&text).expect("template.yaml is YAML")))
    }

    /// All resources.
    pub fn resources(&self) -> &Map<String, Value> {
        self.0["Resources"].as_object().expect("there are resources")
    }

    /// The properties of one.
    pub fn properties(&self, id: &str) -> &Value {
        &self.resources().get(id).unwrap_or_else(|| panic!("the template has no resource {id}"))["Properties"]
    }

    /// A parameter.
    pub fn parameter(&self, name: &str) -> &Value {
        &self.0["Parameters"][name]
    }

    /// Resources of a type: name and properties.
    pub fn of_type<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t Value)> {
        let of_kind = move |(_, resource): &(&String, &Value)| resource["Type"] == kind;
        self.resources().iter().filter(of_kind).map(|(id, resource)| (id.as_str(), &resource["Properties"]))
    }

    /// The functions.
    pub fn functions(&self) -> Vec<Function<'_>> {
        let resources =
            self.resources().iter().filter(|(_, resource)| resource["Type"] == "AWS::Serverless::Function");
        resources
            .map(|(id, resource)| Function {
                id,
                name: resource["Metadata"]["BuildProperties"]["Binary"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{id}: Metadata.BuildProperties.Binary names the binary")),
                properties: &resource["Properties"],
            })
            .collect()
    }

    /// The whole of it.
    pub fn whole(&self) -> &Value {
        &self.0
    }

    /// The variables that every function has.
    pub fn global_variables(&self) -> BTreeSet<&str> {
        keys(&self.0["Globals"]["Function"]["Environment"]["Variables"]).collect()
    }

    /// A number, one out of a mapping, or the smallest that its parameter allows.
    pub fn at_least(&self, value: &Value) -> Option<u64> {
        if let Some(parameter) = value.get("Ref").and_then(Value::as_str) {
            return self.0["Parameters"][parameter]["MinValue"].as_u64();
        }
        if let Some([map, row, column]) =
            value.get("Fn::FindInMap").and_then(Value::as_array).map(Vec::as_slice)
        {
            return self.0["Mappings"][map.as_str()?][row.as_str()?][column.as_str()?].as_u64();
        }
        value.as_u64()
    }
}

impl<'t> Function<'t> {
    /// The queues that wake it, each with the mapping's properties.
    pub fn queues(&self) -> Vec<(&'t str, &'t Value)> {
        let events = self.properties["Events"].as_object().into_iter().flatten();
        let queues =
            events.filter(|(_, event)| event["Type"] == "SQS").map(|(_, event)| &event["Properties"]);
        queues
            .map(|mapping| (refers(&mapping["Queue"]).expect("a mapping names its queue"), mapping))
            .collect()
    }

    /// How many minutes lie between the ticks that wake it, if a schedule does.
    pub fn every_minutes(&self) -> Option<i64> {
        let events = self.properties["Events"].as_object()?;
        let schedule = events.values().find(|event| event["Type"] == "ScheduleV2")?;
        let rate = schedule["Properties"]["ScheduleExpression"].as_str().expect("a rate");
        let rate = rate.strip_prefix("rate(").and_then(|rate| rate.strip_suffix(')'));
        let (number, unit) = rate.and_then(|rate| rate.split_once(' ')).expect("rate(N minutes)");
        let number: i64 = number.parse().expect("a number");
        Some(match unit.trim_end_matches('s') {
            "minute" => number,
            "hour" => 60 * number,
            "day" => 24 * 60 * number,
            other => panic!("{}: a rate in {other}", self.id),
        })
    }

    /// Its role.
    pub fn role(&self) -> &'t str {
        refers(&self.properties["Role"])
            .unwrap_or_else(|| panic!("{}: Role names a role of its own", self.id))
    }
}

/// YAML with CloudFormation's tags as JSON: `!Ref X` is `{"Ref": "X"}`, `!Sub x` is `{"Fn::Sub": "x"}`.
pub fn plain(value: yaml::Value) -> Value {
    match value {
        yaml::Value::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let word = tag.trim_start_matches('!');
            let name =
                if word == "Ref" || word == "Condition" { word.to_owned() } else { format!("Fn::{word}") };
            json!({ name: plain(tagged.value) })
        }
        yaml::Value::Mapping(map) => {
            let text = |key: yaml::Value| key.as_str().map_or_else(|| format!("{key:?}"), str::to_owned);
            map.into_iter().map(|(key, value)| (text(key), plain(value))).collect::<Map<_, _>>().into()
        }
        yaml::Value::Sequence(values) => values.into_iter().map(plain).collect(),
        other => serde_json::to_value(other).expect("plain YAML is JSON"),
    }
}

/// The resource that a value refers to by `!Ref` or `!GetAtt`.
pub fn refers(value: &Value) -> Option<&str> {
    let named = value.get("Ref").or_else(|| value.get("Fn::GetAtt"))?.as_str()?;
    named.split('.').next()
}

/// Every resource that a value mentions, `!Sub` included.
pub fn mentions(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    match value {
        Value::Object(fields) => {
            found.extend(refers(value).map(str::to_owned));
            if let Some(text) = value.get("Fn::Sub").and_then(Value::as_str) {
                let names = text.split("${").skip(1).filter_map(|rest| rest.split(['}', '.']).next());
                found.extend(names.map(str::to_owned));
            }
            found.extend(fields.values().flat_map(mentions));
        }
        Value::Array(values) => found.extend(values.iter().flat_map(mentions)),
        _ => {}
    }
    found
}

/// The keys of an object.
pub fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str))
}
