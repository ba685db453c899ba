//! Feeding each alarm.

use std::collections::{BTreeMap, BTreeSet};

use bundle_tests::{
    alarm::{Alarm, Comparison, Datum, State, Statistic},
    template::{Template, refers},
};
use serde_json::Value;

/// Every metric of AWS that an alarm may watch: its dimension, and what that names. By the services' documentation.
const OF_AWS: [(&str, &str, &str, &str); 7] = [
    ("AWS/ApiGateway", "5xx", "ApiId", "AWS::ApiGatewayV2::Api"),
    ("AWS/Lambda", "Errors", "FunctionName", "AWS::Serverless::Function"),
    ("AWS/Lambda", "IteratorAge", "FunctionName", "AWS::Serverless::Function"),
    ("AWS/Lambda", "OnFailureDestinationDeliveredEventCount", "EventSourceMappingUUID", "mapping"),
    ("AWS/SNS", "NumberOfNotificationsFailed", "TopicName", "AWS::SNS::Topic"),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "AWS::SQS::Queue"),
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "AWS::SQS::Queue"),
];

/// All alarms, with parameters at their defaults and other resources as `@TheirName`.
pub(crate) fn alarms(template: &Template) -> BTreeMap<String, Alarm> {
    let resolved = |value: &Value| match (value.as_str(), refers(value)) {
        (Some(text), _) => Some(text.to_owned()),
        (None, Some(resource)) => Some(format!("@{resource}")),
        (None, None) => None,
    };
    let with_defaults = |properties: &Value| {
        let mut properties = properties.clone();
        for value in properties.as_object_mut().into_iter().flat_map(|fields| fields.values_mut()) {
            let parameter = value.get("Ref").and_then(Value::as_str).map(|name| template.parameter(name));
            if let Some(default) = parameter.and_then(|parameter| parameter.get("Default")) {
                *value = default.clone();
            }
        }
        properties
    };
    let all = template.of_type("AWS::CloudWatch::Alarm").map(|(id, properties)| {
        let alarm = Alarm::of(&with_defaults(properties), resolved);
        (id.to_owned(), alarm.unwrap_or_else(|e| panic!("{id}: {e}")))
    });
    all.collect()
}

/// A value that breaches, made of one that was really told where there is any.
fn breaching(alarm: &Alarm, told: Option<&Datum>) -> Vec<i64> {
    let told = told.map_or(1, |datum| datum.value.max(1));
    match (alarm.comparison, alarm.statistic) {
        // Silence.
        (Comparison::Below, _) => Vec::new(),
        // As often as it takes.
        (_, Statistic::Sum) => {
            let least = alarm.threshold + i64::from(alarm.comparison == Comparison::Above);
            vec![told; usize::try_from((least + told - 1) / told).expect("few")]
        }
        (_, Statistic::SampleCount) => vec![told; usize::try_from(alarm.threshold + 1).expect("not so many")],
        (_, Statistic::Maximum | Statistic::Percentile(_)) => vec![alarm.threshold + 1; 3],
    }
}

/// A value that doesn't.
fn healthy(alarm: &Alarm) -> Vec<i64> {
    match alarm.comparison {
        Comparison::Below => vec![alarm.threshold],
        Comparison::Above | Comparison::AtLeast => Vec::new(),
    }
}

#[test]
fn each_alarm_goes_off_when_its_metric_is_fed_and_ends_afterwards() {
    let template = Template::read();
    let written = super::written();
    let alarms = alarms(&template);
    assert!(alarms.len() >= 60, "{} alarms", alarms.len());
    for (id, alarm) in &alarms {
        let told = written.iter().find(|datum| datum.metric == alarm.metric);
        if alarm.metric.namespace == shell::metrics::NAMESPACE {
            let told = told.unwrap_or_else(|| panic!("{id}: nobody writes {:?}", alarm.metric));
            let counts = matches!(alarm.statistic, Statistic::Sum | Statistic::Maximum);
            assert_eq!(told.unit, if counts { "Count" } else { "Milliseconds" }, "{id}");
        } else {
            is_aws_own(&template, id, alarm);
        }
        // Well for long, then what it watches for as long as it takes, then well again.
        let long = i64::try_from(alarm.periods).expect("few") + 4;
        let (mut data, mut states) = (Vec::new(), Vec::new());
        for (phase, values) in [healthy(alarm), breaching(alarm, told), healthy(alarm)].iter().enumerate() {
            for period in 0..long {
                let at = (i64::try_from(phase).expect("three") * long + period + 1) * alarm.period;
                let datum = |value: &i64| Datum {
                    metric: alarm.metric.clone(),
                    unit: "Count".into(),
                    at: at - 1,
                    value: *value,
                };
                data.extend(values.iter().map(datum));
                if period + 1 == long {
                    states.push(alarm.state(&data, at));
                }
            }
        }
        assert_eq!(states, [State::Ok, State::Alarm, State::Ok], "{id}");
        // Half of what it takes is not enough.
        if alarm.comparison != Comparison::Below && alarm.statistic == Statistic::Sum && alarm.threshold > 1 {
            let few = Datum {
                metric: alarm.metric.clone(),
                unit: "Count".into(),
                at: 1,
                value: alarm.threshold / 2,
            };
            assert_eq!(alarm.state(&[few], alarm.period), State::Ok, "{id}");
        }
    }
}

fn is_aws_own(template: &Template, id: &str, alarm: &Alarm) {
    let metric = &alarm.metric;
    let known =
        OF_AWS.iter().find(|(namespace, name, ..)| (*namespace, *name) == (&metric.namespace, &metric.name));
    let (_, _, dimension, of) = known.unwrap_or_else(|| panic!("{id}: does AWS have {metric:?}?"));
    let dimensions: Vec<_> =
        metric.dimensions.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let [(name, resource)] = dimensions.as_slice() else { panic!("{id}: {dimensions:?}") };
    assert_eq!(name, dimension, "{id}");
    let resource = resource.strip_prefix('@').unwrap_or_else(|| panic!("{id} names {resource} itself"));
    // What SAM makes of a function's event is called by both names.
    let mapping = template.functions().into_iter().any(|function| {
        let events = function.properties["Events"].as_object();
        events.is_some_and(|events| events.keys().any(|event| format!("{}{event}", function.id) == resource))
    });
    match *of {
        "mapping" => assert!(mapping, "{id}: {resource} is no mapping"),
        of => assert_eq!(template.resources()[resource]["Type"], of, "{id}"),
    }
}

/// No metric of ours is written that neither an alarm, nor the dashboard, nor a person with a question could find: each
/// bears its function.
#[test]
fn every_metric_bears_the_name_of_a_function() {
    let template = Template::read();
    let names: BTreeSet<String> =
        template.functions().iter().map(|function| function.name.to_owned()).collect();
    for datum in super::written() {
        let dimensions: Vec<_> = datum.metric.dimensions.into_iter().collect();
        let [(name, function)] = dimensions.as_slice() else { panic!("{dimensions:?}") };
        assert!(name == "function" && names.contains(function), "{name}: {function}");
    }
}
