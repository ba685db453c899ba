//! Queues: who is woken by what, and what happens to what can't be done.

use std::collections::BTreeSet;

use domain::send::MOST_ATTEMPTS;
use serde_json::{Value, json};

use crate::{
    house, policies,
    template::{Template, mentions, refers},
};

/// How long dead letters are kept: as long as SQS keeps anything.
const FOURTEEN_DAYS: u64 = 1_209_600;
/// SQS puts a message off for twelve hours at most.
const LONGEST_INVISIBLE: u64 = 43_200;
/// The kind that passes through every automation to show that it is awake.
const HEARTBEAT: &str = "heartbeat";

#[test]
fn filters_equal_what_functions_wake_on() {
    let template = Template::read();
    for function in template.functions() {
        let mut filtered: BTreeSet<String> = BTreeSet::new();
        for (queue, _) in function.queues() {
            let to_queue =
                |(_, p): &(&str, &Value)| p["Protocol"] == "sqs" && refers(&p["Endpoint"]) == Some(queue);
            for (id, subscription) in template.of_type("AWS::SNS::Subscription").filter(to_queue) {
                assert_eq!(
                    subscription["RawMessageDelivery"], true,
                    "{id}: an event's text travels as it is"
                );
                if refers(&subscription["TopicArn"]) != Some("Events") {
                    continue;
                }
                assert_eq!(subscription["FilterPolicyScope"], "MessageAttributes", "{id}");
                let kinds = subscription["FilterPolicy"]["kind"].as_array();
                let kinds = kinds.unwrap_or_else(|| panic!("{id}: FilterPolicy.kind lists what it wakes on"));
                filtered.extend(kinds.iter().filter_map(Value::as_str).map(str::to_owned));
            }
        }
        let mut wakes_on = house::describe(function.name).wakes_on;
        if !filtered.is_empty() {
            assert!(filtered.contains(HEARTBEAT), "{}: no heartbeat passes through it", function.name);
            wakes_on.insert(HEARTBEAT.to_owned());
        }
        assert_eq!(
            filtered, wakes_on,
            "{}: the filter of its queues, and what `describe` says wakes it",
            function.name
        );
    }
}

#[test]
fn every_automation_has_a_queue() {
    for function in Template::read().functions() {
        let described = house::describe(function.name);
        assert!(["automation", "door", "carrier"].contains(&described.kind.as_str()), "{}", described.kind);
        assert!(
            described.kind != "automation" || !function.queues().is_empty(),
            "{} is never woken",
            function.name
        );
    }
}

#[test]
fn queues_outlast_their_functions_and_give_up_late() {
    let template = Template::read();
    for function in template.functions() {
        let timeout = function.properties["Timeout"].as_u64();
        let timeout = timeout.unwrap_or_else(|| panic!("{}: Timeout is a number of its own", function.id));
        for (queue, mapping) in function.queues() {
            let properties = template.properties(queue);
            let visibility = properties["VisibilityTimeout"].as_u64().unwrap_or(30);
            assert!(
                visibility >= 6 * timeout,
                "{queue}: visible again after {visibility} s, six times {timeout} s is more"
            );
            let redrive = &properties["RedrivePolicy"];
            assert!(
                redrive["maxReceiveCount"].as_u64().is_some_and(|n| n >= 5),
                "{queue}: maxReceiveCount of 5 at least"
            );
            let dead = refers(&redrive["deadLetterTargetArn"]);
            let dead =
                dead.unwrap_or_else(|| panic!("{queue}: a dead-letter queue takes what can't be done"));
            assert_eq!(
                template.properties(dead)["MessageRetentionPeriod"].as_u64(),
                Some(FOURTEEN_DAYS),
                "{dead}"
            );
            assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]), "{queue}");
            let concurrency = template.at_least(&mapping["ScalingConfig"]["MaximumConcurrency"]);
            assert!(
                concurrency.is_some_and(|n| n >= 2),
                "{queue}: MaximumConcurrency is 2 at least, or refused"
            );
            assert!(function.properties["ReservedConcurrentExecutions"].is_null(), "{}", function.name);
        }
    }
}

#[test]
fn a_lane_outlasts_every_wait_for_a_send_in_doubt() {
    let template = Template::read();
    let patience = template.parameter("SendPatienceSeconds");
    assert_eq!(patience["Default"], 300, "five minutes, as the README says");
    let longest = patience["MaxValue"].as_u64().expect("there is a longest");
    assert!(longest <= LONGEST_INVISIBLE, "no message can be put off for longer");
    let functions = template.functions();
    let delivery = functions.iter().find(|f| f.name == "mail-delivery").expect("it stands in the template");
    for (queue, _) in delivery.queues() {
        let properties = template.properties(queue);
        let receives = properties["RedrivePolicy"]["maxReceiveCount"].as_u64().unwrap_or_default();
        // Taken, looked at once more when its time has come; and a few throttled tries each time.
        let attempts = u64::from(MOST_ATTEMPTS);
        assert!(receives >= 10 * attempts, "{queue}: {receives} receives are used up by {attempts} attempts");
        let kept = properties["MessageRetentionPeriod"].as_u64().unwrap_or_default();
        assert!(kept > attempts * longest, "{queue}: what waits {attempts} times is gone before");
    }
}

#[test]
fn consumers_are_told_their_queues_in_one_order() {
    let template = Template::read();
    for function in template.functions() {
        let queues: Vec<_> = function.queues().into_iter().map(|(queue, _)| queue.to_owned()).collect();
        if queues.is_empty() {
            continue;
        }
        let dead: Vec<_> = queues
            .iter()
            .filter_map(|queue| refers(&template.properties(queue)["RedrivePolicy"]["deadLetterTargetArn"]))
            .map(str::to_owned)
            .collect();
        let variables = &function.properties["Environment"]["Variables"];
        let told = in_order(&variables["QUEUE_URLS"]);
        assert_eq!(
            told.iter().collect::<BTreeSet<_>>(),
            queues.iter().collect::<BTreeSet<_>>(),
            "{}",
            function.name
        );
        let by_told: Vec<_> = told
            .iter()
            .filter_map(|queue| refers(&template.properties(queue)["RedrivePolicy"]["deadLetterTargetArn"]))
            .collect();
        assert_eq!(
            in_order(&variables["DEAD_LETTER_URLS"]),
            by_told,
            "{}: the same order as its queues",
            function.name
        );
        assert_eq!(dead.len(), queues.len(), "{}", function.name);
    }
}

#[test]
fn the_owners_digest_counts_every_dead_letter_queue() {
    let template = Template::read();
    let functions = template.functions();
    let digest = functions.iter().find(|function| function.name == "owner-digest").expect("it is there");
    let told = mentions(&digest.properties["Environment"]["Variables"]["DEAD_LETTER_URLS"]);
    let queues = template.of_type("AWS::SQS::Queue");
    let dead: BTreeSet<String> =
        queues.filter(|(_, queue)| queue["RedrivePolicy"].is_null()).map(|(id, _)| id.to_owned()).collect();
    assert_eq!(told, dead, "DEAD_LETTER_URLS of owner-digest, and the template's dead-letter queues");
    let counted = policies::resources(&template, digest, "sqs:GetQueueAttributes");
    assert_eq!(counted, dead, "what owner-digest may count, and the template's dead-letter queues");
}

#[test]
fn the_command_line_is_told_every_queue() {
    let template = Template::read();
    let outputs = &template.whole()["Outputs"];
    for (queue, _) in template.of_type("AWS::SQS::Queue") {
        let output = &outputs[format!("{queue}Url")];
        assert_eq!(refers(&output["Value"]), Some(queue), "{queue}: Outputs has no {queue}Url");
        assert_eq!(output["Condition"], template.resources()[queue]["Condition"], "{queue}Url");
    }
}

/// The resources in `!Ref A` or `!Sub ${A},${B}`, as they stand.
fn in_order(value: &Value) -> Vec<String> {
    match (refers(value), value.get("Fn::Sub").and_then(Value::as_str)) {
        (Some(one), _) => vec![one.to_owned()],
        (None, Some(text)) => {
            text.split("${").skip(1).filter_map(|r| r.split('}').next()).map(str::to_owned).collect()
        }
        (None, None) => Vec::new(),
    }
}
