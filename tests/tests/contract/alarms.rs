//! Alarms: everything that can go wrong quietly has one, and each says where to read on.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    house,
    template::{Template, mentions, refers},
};

/// What some alarm on `metric` watches.
fn watched(template: &Template, metric: &str) -> BTreeSet<String> {
    let alarms =
        template.of_type("AWS::CloudWatch::Alarm").filter(|(_, alarm)| alarm["MetricName"] == metric);
    let dimensions = alarms.flat_map(|(_, alarm)| alarm["Dimensions"].as_array().into_iter().flatten());
    // A resource of the template, or a function by its own name.
    dimensions
        .flat_map(|d| mentions(&d["Value"]).into_iter().chain(d["Value"].as_str().map(str::to_owned)))
        .collect()
}

#[test]
fn dead_letters_and_slow_queues_are_noticed() {
    let template = Template::read();
    let dead = watched(&template, "ApproximateNumberOfMessagesVisible");
    let slow = watched(&template, "ApproximateAgeOfOldestMessage");
    for (id, queue) in template.of_type("AWS::SQS::Queue") {
        match refers(&queue["RedrivePolicy"]["deadLetterTargetArn"]) {
            Some(letters) => {
                assert!(dead.contains(letters), "{letters}: no alarm on its depth");
                assert!(slow.contains(id), "{id}: no alarm on its age");
            }
            None => assert!(dead.contains(id), "{id}: a dead-letter queue, and no alarm on its depth"),
        }
    }
}

#[test]
fn silence_is_an_alarm() {
    let template = Template::read();
    let beating = watched(&template, "Heartbeat");
    for function in template.functions() {
        let told = |(_, p): &(&str, &Value)| {
            let kinds = p["FilterPolicy"]["kind"].as_array().into_iter().flatten();
            kinds.into_iter().any(|kind| kind == "heartbeat")
                && function.queues().iter().any(|(queue, _)| refers(&p["Endpoint"]) == Some(queue))
        };
        let beats = template.of_type("AWS::SNS::Subscription").any(|s| told(&s));
        assert!(
            !beats || beating.contains(function.name),
            "{}: nobody notices when its heart stops",
            function.name
        );
    }
    for (id, alarm) in
        template.of_type("AWS::CloudWatch::Alarm").filter(|(_, a)| a["MetricName"] == "Heartbeat")
    {
        assert_eq!(alarm["TreatMissingData"], "breaching", "{id}: nothing is what it waits for");
    }
}

#[test]
fn a_confirmation_that_takes_more_than_a_minute_is_noticed() {
    let template = Template::read();
    let late =
        template.of_type("AWS::CloudWatch::Alarm").filter(|(_, a)| a["MetricName"] == "EventToAccepted");
    let late: Vec<_> = late.map(|(_, alarm)| alarm).collect();
    let [alarm] = late.as_slice() else { panic!("one alarm on EventToAccepted") };
    assert_eq!((&alarm["ExtendedStatistic"], &alarm["Threshold"]), (&"p95".into(), &60_000.into()));
    assert_eq!(alarm["ComparisonOperator"], "GreaterThanThreshold");
    assert_eq!(alarm["Dimensions"][0]["Value"], "mail-delivery");
    assert!(alarm["Statistic"].is_null(), "an alarm has one statistic");
    let told = house::read("functions/mail-delivery/src/deliver.rs");
    assert!(told.contains("\"EventToAccepted\""), "and somebody tells it");
}

#[test]
fn crashes_and_bugs_are_noticed() {
    let template = Template::read();
    let (errors, bugs) = (watched(&template, "Errors"), watched(&template, "Bug"));
    let functions = template.functions();
    // What has no queue fails whole when it meets a bug: an error like any other.
    let unwatched = functions
        .iter()
        .filter(|f| !errors.contains(f.id) || !(f.queues().is_empty() || bugs.contains(f.name)))
        .map(|f| f.name.to_owned());
    house::assert_none("no alarm on Errors, or none on Bug", "copy another function's", unwatched);
}

#[test]
fn an_alarm_reaches_somebody_and_says_where_to_read_on() {
    let template = Template::read();
    let runbook = house::read("infra/runbook.md");
    let anchors: BTreeSet<String> =
        runbook.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    for (id, alarm) in template.of_type("AWS::CloudWatch::Alarm") {
        assert!(alarm["AlarmActions"].as_array().is_some_and(|a| !a.is_empty()), "{id}: nobody is told");
        assert!(!alarm["TreatMissingData"].is_null(), "{id}: what does no data mean?");
        let description = alarm["AlarmDescription"].as_str().unwrap_or_default();
        let link = description.split("infra/runbook.md#").nth(1);
        let link = link.unwrap_or_else(|| panic!("{id}: AlarmDescription ends in infra/runbook.md#…"));
        let link: String = link.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        assert!(anchors.contains(&link), "{id}: infra/runbook.md has no heading #{link}");
    }
}

/// The runbook's table: what alarms are called, and the section that it names.
fn rows(runbook: &str) -> Vec<(&str, &str)> {
    let rows = runbook.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|line| Some((line.split('`').nth(1)?, line.split("](#").nth(1)?.split(')').next()?)))
        .collect()
}

#[test]
fn the_runbooks_table_has_every_alarm_and_each_section_says_what_to_do() {
    let (template, runbook) = (Template::read(), house::read("infra/runbook.md"));
    let rows = rows(&runbook);
    let fits = |pattern: &str, name: &str| match pattern.strip_prefix('*') {
        Some(end) => name.ends_with(end),
        None => name == pattern,
    };
    let mut used = BTreeSet::new();
    for (id, alarm) in template.of_type("AWS::CloudWatch::Alarm") {
        let name =
            alarm["AlarmName"]["Fn::Sub"].as_str().and_then(|name| name.strip_prefix("${AWS::StackName}-"));
        let name = name.unwrap_or_else(|| panic!("{id}: AlarmName begins with the stack's"));
        let row = rows.iter().find(|(pattern, _)| fits(pattern, name));
        let (pattern, section) = row.unwrap_or_else(|| panic!("{name}: the runbook's table doesn't have it"));
        let says = alarm["AlarmDescription"].as_str().unwrap_or_default();
        assert!(
            says.ends_with(&format!("infra/runbook.md#{section}")),
            "{name}: {says}, and {section} in the table"
        );
        used.insert(*pattern);
    }
    let idle =
        rows.iter().filter(|(pattern, _)| !used.contains(pattern)).map(|(pattern, _)| (*pattern).to_owned());
    house::assert_none("no alarm is called so", "take it out of the runbook's table", idle);
    for (_, section) in rows {
        let text =
            runbook.split("\n## ").find(|text| anchor(text.lines().next().unwrap_or_default()) == section);
        let text = text.unwrap_or_else(|| panic!("no section {section}"));
        let told = text.contains("**Means.**") && text.contains("Do.**") || text.contains("Look, do.**");
        assert!(told, "{section}: what it means, where to look, what to do");
    }
}

/// A heading's anchor, as code hosts make it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-')
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn headings_become_anchors() {
    assert_eq!(anchor("## Dead letters"), "dead-letters");
    assert_eq!(anchor("### `held`: it doesn't add up"), "held-it-doesnt-add-up");
}
