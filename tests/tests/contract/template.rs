//! What each function must have in the template.

use std::collections::{BTreeMap, BTreeSet};

use bundle_tests::template::plain;
pub(crate) use bundle_tests::template::{Function, Template, keys, mentions, refers};
use serde_json::{Value, json};
use serde_yaml_ng as yaml;

use crate::house;

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
fn every_page_has_a_throttle_of_its_own_and_webhooks_have_the_rest() {
    let template = Template::read();
    let stage = template.properties("DoorStage");
    let throttled: BTreeSet<&str> = keys(&stage["RouteSettings"]).collect();
    let routes = template.of_type("AWS::ApiGatewayV2::Route");
    let routes =
        routes.map(|(id, route)| route["RouteKey"].as_str().unwrap_or_else(|| panic!("{id}: a text")));
    let pages: BTreeSet<&str> = routes.filter(|key| !key.starts_with("POST /hooks/")).collect();
    assert_eq!(throttled, pages, "a flood at a route without a throttle of its own keeps webhooks out");
    let all = |of: &Value| of["ThrottlingRateLimit"].as_u64().expect("a number");
    let most = all(&stage["DefaultRouteSettings"]);
    assert!(keys(&stage["RouteSettings"]).all(|key| all(&stage["RouteSettings"][key]) < most));
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
        // Whichever comes first ends it: no count does.
        assert_eq!(mapping["MaximumRetryAttempts"], -1, "{name}: bounded by age alone");
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
    let mute: BTreeMap<_, _> = template.whole()["Parameters"]
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
