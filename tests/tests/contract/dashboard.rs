//! The dashboard: it can be read, its widgets lie side by side, and whatever it shows is written by somebody.

use std::collections::{BTreeMap, BTreeSet};

use bundle_tests::template::{Template, mentions};
use serde_json::Value;

use crate::house;

/// A metric: its namespace, its name, its dimension and that one's value; none where it is searched for.
type Shown = (String, String, String, Option<String>);

/// What AWS writes of itself, with the dimension. By the services' documentation.
const OF_AWS: [(&str, &str, &[&str]); 5] = [
    ("AWS/ApiGateway", "ApiId", &["Count", "4xx", "5xx", "Latency"]),
    (
        "AWS/DynamoDB",
        "TableName",
        &["ConsumedWriteCapacityUnits", "ConsumedReadCapacityUnits", "WriteThrottleEvents"],
    ),
    ("AWS/Lambda", "FunctionName", &["Errors", "Throttles", "Invocations", "IteratorAge"]),
    ("AWS/Logs", "LogGroupName", &["IncomingBytes"]),
    (
        "AWS/SQS",
        "QueueName",
        &["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible", "NumberOfEmptyReceives"],
    ),
];

fn widgets(template: &Template) -> Vec<Value> {
    let dashboards: Vec<_> = template.of_type("AWS::CloudWatch::Dashboard").collect();
    let [(_, dashboard)] = dashboards.as_slice() else { panic!("one dashboard") };
    let body = dashboard["DashboardBody"]["Fn::Sub"].as_str().expect("a text with references in it");
    let body: Value = serde_json::from_str(body).unwrap_or_else(|e| panic!("the dashboard is no JSON: {e}"));
    for resource in mentions(&dashboard["DashboardBody"]) {
        let pseudo = resource.starts_with("AWS::");
        let there = template.resources().get(&resource);
        assert!(
            pseudo || there.is_some_and(|r| r["Condition"].is_null()),
            "{resource}: not in every deployment"
        );
    }
    body["widgets"].as_array().expect("widgets").clone()
}

/// What a widget shows. A metric's entry is its namespace, name, dimension and value, and then how.
fn shown(widget: &Value) -> Vec<Shown> {
    let mut found = Vec::new();
    for entry in widget["properties"]["metrics"].as_array().expect("metrics") {
        let entry = entry.as_array().expect("an entry is a list");
        let texts: Vec<&str> = entry.iter().filter_map(Value::as_str).collect();
        match texts.as_slice() {
            [] => found.push(searched(entry[0]["expression"].as_str().expect("an expression"))),
            [namespace, name, dimension, value] => {
                let [namespace, name, dimension, value] =
                    [namespace, name, dimension, value].map(|t| (*t).to_owned());
                found.push((namespace, name, dimension, Some(value)));
            }
            other => panic!("one dimension each: {other:?}"),
        }
    }
    found
}

/// `SEARCH('{Namespace,Dimension} MetricName="X" …', 'Sum', 300)`.
fn searched(expression: &str) -> Shown {
    let inner = expression.strip_prefix("SEARCH('{").expect("a search");
    let (schema, rest) = inner.split_once('}').expect("a schema");
    let (namespace, dimension) = schema.split_once(',').expect("one dimension");
    let name = rest.split('"').nth(1).expect("one name of a metric");
    assert!(["'Sum', 300)", "'Maximum', 300)"].iter().any(|end| expression.ends_with(end)), "{expression}");
    // What bears a generated name is told apart by the stack's; our own metrics bear their function's.
    assert_eq!(namespace == "Nightshift", !expression.contains("${AWS::StackName}"), "{expression}");
    (namespace.to_owned(), name.to_owned(), dimension.to_owned(), None)
}

/// The metrics that the code counts, by whose it is: `shell` for what it counts in the name of all.
fn counted() -> BTreeMap<String, BTreeSet<String>> {
    let mut counted = BTreeMap::<String, BTreeSet<String>>::new();
    let rust = |file: &std::path::PathBuf| file.extension().is_some_and(|e| e == "rs");
    for file in house::files().into_iter().filter(rust) {
        let parts: Vec<String> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let of = match parts.as_slice() {
            [first, function, ..] if first == "functions" => function.clone(),
            [first, second, ..] if first == "shared" && second == "shell" => "shell".to_owned(),
            _ => continue,
        };
        let text = house::read(&file);
        let calls = text.split("metrics::count(").skip(1).chain(text.split("metrics::milliseconds(").skip(1));
        let mut names: BTreeSet<String> = calls.filter_map(second_text).collect();
        // `metrics::counts(NAME, &[("News", round.news), …])`
        let tables = text.split("metrics::counts(").skip(1).filter_map(|call| call.split(");").next());
        names.extend(
            tables
                .flat_map(|table| table.split("(\"").skip(1))
                .filter_map(|row| row.split('"').next())
                .map(str::to_owned),
        );
        counted.entry(of).or_default().extend(names);
    }
    counted
}

/// The second argument of a call, if it is a text.
fn second_text(call: &str) -> Option<String> {
    let (_, rest) = call.split_once(',')?;
    let rest = rest.trim_start().strip_prefix('"')?;
    rest.split('"').next().map(str::to_owned)
}

#[test]
fn widgets_lie_side_by_side() {
    let mut taken = BTreeSet::new();
    for widget in widgets(&Template::read()) {
        let number = |key: &str| widget[key].as_u64().unwrap_or_else(|| panic!("{key} of {widget}"));
        assert!(number("x") + number("width") <= 24, "the page is 24 wide: {widget}");
        for x in number("x")..number("x") + number("width") {
            for y in number("y")..number("y") + number("height") {
                assert!(taken.insert((x, y)), "over another: {}", widget["properties"]["title"]);
            }
        }
        assert_eq!((&widget["type"], widget["properties"]["title"].is_string()), (&"metric".into(), true));
        assert_eq!(widget["properties"]["region"], "${AWS::Region}");
    }
}

#[test]
fn whatever_is_shown_is_written_and_whatever_is_counted_is_shown() {
    let template = Template::read();
    let counted = counted();
    let mut seen = BTreeSet::new();
    for (namespace, name, dimension, value) in widgets(&template).iter().flat_map(shown) {
        if namespace == shell::metrics::NAMESPACE {
            assert_eq!(dimension, "function", "{name}");
            let by = |who: &str| counted.get(who).is_some_and(|names| names.contains(&name));
            let written =
                value.as_deref().map_or_else(|| counted.keys().any(|who| by(who)), |f| by(f) || by("shell"));
            assert!(written, "nobody counts {name} of {value:?}");
        } else {
            let known = OF_AWS.iter().find(|(n, d, _)| *n == namespace && *d == dimension);
            assert!(
                known.is_some_and(|(.., names)| names.contains(&name.as_str())),
                "{namespace} has no {name}"
            );
        }
        seen.insert((name, value));
    }
    let is_shown = |name: &str, function: &str| {
        let of = |value: Option<&str>| seen.contains(&(name.to_owned(), value.map(str::to_owned)));
        of(None) || of(Some(function)) || (function == "shell" && seen.iter().any(|(n, _)| n == name))
    };
    let unseen = counted.iter().flat_map(|(function, names)| {
        let hidden = names.iter().filter(|name| !is_shown(name, function));
        hidden.map(move |name| format!("{function}: {name}")).collect::<Vec<_>>()
    });
    house::assert_none("counted, and shown nowhere", "give it a place in the template's Dashboard", unseen);
}

#[test]
fn what_every_function_has_is_searched_for() {
    let all: BTreeSet<_> =
        widgets(&Template::read()).iter().flat_map(shown).filter(|s| s.3.is_none()).map(|s| s.1).collect();
    for metric in [
        "Heartbeat",
        "Bug",
        "Permanent",
        "Errors",
        "Throttles",
        "Invocations",
        "ApproximateAgeOfOldestMessage",
        "ApproximateNumberOfMessagesVisible",
    ] {
        assert!(all.contains(metric), "{metric}: a new function's must show by itself");
    }
}
