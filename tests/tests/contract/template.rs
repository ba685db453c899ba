//! The template, read as CloudFormation reads it, and what each function must have in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use serde_yaml_ng as yaml;

use crate::house;

/// The template's parameters, globals and resources.
pub(crate) struct Template(Value);

/// A function's resource.
pub(crate) struct Function<'t> {
    /// Its name in the template.
    pub(crate) id: &'t str,
    /// Its folder, its package, its binary.
    pub(crate) name: &'t str,
    /// What stands under `Properties`.
    pub(crate) properties: &'t Value,
}

impl Template {
    /// Reads it.
    pub(crate) fn read() -> Self {
        let text = house::read("template.yaml");
        Self(plain(yaml::from_str(&text).expect("template.yaml is YAML")))
    }

    /// All resources.
    pub(crate) fn resources(&self) -> &Map<String, Value> {
        self.0["Resources"].as_object().expect("there are resources")
    }

    /// The properties of one.
    pub(crate) fn properties(&self, id: &str) -> &Value {
        &self.resources().get(id).unwrap_or_else(|| panic!("the template has no resource {id}"))["Properties"]
    }

    /// A parameter.
    pub(crate) fn parameter(&self, name: &str) -> &Value {
        &self.0["Parameters"][name]
    }

    /// Resources of a type: name and properties.
    pub(crate) fn of_type<'t>(&'t self, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t Value)> {
        let of_kind = move |(_, resource): &(&String, &Value)| resource["Type"] == kind;
        self.resources().iter().filter(of_kind).map(|(id, resource)| (id.as_str(), &resource["Properties"]))
    }

    /// The functions.
    pub(crate) fn functions(&self) -> Vec<Function<'_>> {
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

    /// The variables that every function has.
    fn global_variables(&self) -> BTreeSet<&str> {
        keys(&self.0["Globals"]["Function"]["Environment"]["Variables"]).collect()
    }

    /// A number, one out of a mapping, or the smallest that its parameter allows.
    pub(crate) fn at_least(&self, value: &Value) -> Option<u64> {
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
    pub(crate) fn queues(&self) -> Vec<(&'t str, &'t Value)> {
        let events = self.properties["Events"].as_object().into_iter().flatten();
        let queues =
            events.filter(|(_, event)| event["Type"] == "SQS").map(|(_, event)| &event["Properties"]);
        queues
            .map(|mapping| (refers(&mapping["Queue"]).expect("a mapping names its queue"), mapping))
            .collect()
    }

    /// Its role.
    pub(crate) fn role(&self) -> &'t str {
        refers(&self.properties["Role"])
            .unwrap_or_else(|| panic!("{}: Role names a role of its own", self.id))
    }
}

/// YAML with CloudFormation's tags as JSON: `!Ref X` is `{"Ref": "X"}`, `!Sub x` is `{"Fn::Sub": "x"}`.
fn plain(value: yaml::Value) -> Value {
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
pub(crate) fn refers(value: &Value) -> Option<&str> {
    let named = value.get("Ref").or_else(|| value.get("Fn::GetAtt"))?.as_str()?;
    named.split('.').next()
}

/// Every resource that a value mentions, `!Sub` included.
pub(crate) fn mentions(value: &Value) -> BTreeSet<String> {
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
pub(crate) fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str))
}

#[test]
fn every_folder_is_a_resource_and_every_resource_a_folder() {
    let template = Template::read();
    let mut named: Vec<_> = template.functions().iter().map(|f| f.name.to_owned()).collect();
    named.sort();
    assert_eq!(named, house::functions(), "functions of the template, and folders under functions/");
}

#[test]
fn environment_names_equal_what_the_code_reads() {
    let template = Template::read();
    let globals = template.global_variables();
    for function in template.functions() {
        let described = house::describe(function.name).env;
        let read: BTreeSet<&str> = described
            .iter()
            .map(String::as_str)
            .filter(|n| !globals.contains(n) && !n.starts_with("AWS_"))
            .collect();
        let given: BTreeSet<&str> = keys(&function.properties["Environment"]["Variables"]).collect();
        assert_eq!(
            given, read,
            "{}: the template's variables, and those that `describe` names",
            function.name
        );
    }
}

#[test]
fn every_function_has_a_log_group_with_retention() {
    let template = Template::read();
    for function in template.functions() {
        let group = refers(&function.properties["LoggingConfig"]["LogGroup"]);
        let group =
            group.unwrap_or_else(|| panic!("{}: LoggingConfig.LogGroup names its own group", function.id));
        assert_eq!(template.resources()[group]["Type"], "AWS::Logs::LogGroup");
    }
    for (id, group) in template.of_type("AWS::Logs::LogGroup") {
        assert!(!group["RetentionInDays"].is_null(), "{id}: logs without an end");
    }
}

#[test]
fn the_stack_stays_below_four_hundred_resources() {
    let template = Template::read();
    let made_of_events: usize =
        template.functions().iter().map(|f| keys(&f.properties["Events"]).count()).sum();
    let count = template.resources().len() + made_of_events;
    assert!(count < 400, "{count} resources: time for family stacks");
}

#[test]
fn the_journal_is_relayed_with_care() {
    let template = Template::read();
    let functions = template.functions();
    let streams = functions.iter().flat_map(|function| {
        let events = function.properties["Events"].as_object().into_iter().flatten();
        events
            .filter(|(_, event)| event["Type"] == "DynamoDB")
            .map(|(_, event)| (function.name, &event["Properties"]))
    });
    let mut seen = 0;
    for (name, mapping) in streams {
        seen += 1;
        assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]), "{name}");
        assert_eq!(mapping["BisectBatchOnFunctionError"], true, "{name}");
        assert!(mapping["MaximumRetryAttempts"].as_u64().is_some_and(|n| n > 0), "{name}: bounded retries");
        assert!(
            mapping["MaximumRecordAgeInSeconds"].as_u64().is_some_and(|s| s < 86_400),
            "{name}: a stream dies in a day"
        );
        assert_eq!(
            mapping["DestinationConfig"]["OnFailure"]["Type"], "S3",
            "{name}: others keep only metadata"
        );
        let pattern = mapping["FilterCriteria"]["Filters"][0]["Pattern"].as_str().expect("a filter");
        let pattern: Value = serde_json::from_str(pattern).expect("a pattern is JSON");
        assert_eq!(pattern["eventName"], json!(["INSERT"]), "{name}");
        assert_eq!(
            pattern["dynamodb"]["NewImage"]["event"]["S"],
            json!([{"exists": true}]),
            "{name}: only events"
        );
    }
    assert_eq!(seen, 1, "one relay");
}

#[test]
fn tables_are_protected_and_indexes_lean() {
    let template = Template::read();
    for (id, table) in template.of_type("AWS::DynamoDB::Table") {
        assert_eq!(template.resources()[id]["DeletionPolicy"], "Retain", "{id}");
        assert_eq!(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true, "{id}");
        assert_eq!(
            table["TimeToLiveSpecification"],
            json!({"AttributeName": "ttl", "Enabled": true}),
            "{id}"
        );
        for index in table["GlobalSecondaryIndexes"].as_array().into_iter().flatten() {
            assert_eq!(index["Projection"]["ProjectionType"], "KEYS_ONLY", "{id}: {}", index["IndexName"]);
        }
    }
}

#[test]
fn outputs_and_parameters_are_described() {
    let template = Template::read();
    let mute: BTreeMap<_, _> = template.0["Parameters"]
        .as_object()
        .expect("parameters")
        .iter()
        .filter(|(_, p)| p["Description"].is_null())
        .collect();
    assert!(mute.is_empty(), "parameters without a description: {:?}", mute.keys());
}

#[test]
fn tags_are_read_as_cloudformation_reads_them() {
    let text = "A: !Ref B\nC: !GetAtt D.Arn\nE: !Sub ${F.Arn}/x/${AWS::Region}\nG: !If [H, 1, !Ref I]\n";
    let value = plain(yaml::from_str(text).expect("YAML"));
    assert_eq!(refers(&value["A"]), Some("B"));
    assert_eq!(refers(&value["C"]), Some("D"));
    assert_eq!(mentions(&value["E"]), BTreeSet::from(["F".to_owned(), "AWS::Region".to_owned()]));
    assert_eq!(mentions(&value["G"]), BTreeSet::from(["I".to_owned()]));
}
