//! Who hears of an alarm. Each alarm of the deployed stack is fed until it rings, and until it ends; both arrive at whoever is
//! subscribed to the topic. What the local cloud doesn't look at (dimensions, silence, single periods) is in `tests/alarms`.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use aws_sdk_sqs::Client;
use serde_json::{Value, json};

use crate::{
    cloud::{Nightshift, queues},
    http::Gateway,
};

/// A maximum and a count can only end by their window passing: they are fed this long before that.
const REST_SECONDS: i64 = 5;
const REST: Duration = Duration::from_secs(REST_SECONDS.unsigned_abs());

/// An alarm as CloudWatch describes it.
struct Alarm(Value);

impl Alarm {
    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    /// Whole numbers, which the local cloud prints as fractions.
    fn number(&self, key: &str) -> i64 {
        self.0[key].as_f64().unwrap_or_default() as i64
    }

    fn waits_for_silence(&self) -> bool {
        self.text("ComparisonOperator").starts_with("LessThan")
    }

    /// What makes it ring; `now` in seconds.
    fn breach(&self, now: i64) -> Value {
        let high = self.number("Threshold") + 1;
        match self.text("Statistic") {
            _ if self.waits_for_silence() => json!({"Value": 0}),
            _ if !self.text("ExtendedStatistic").is_empty() => {
                json!({"Values": [high], "Counts": [1_000_000]})
            }
            "Maximum" => json!({"Value": high, "Timestamp": self.soon_past(now)}),
            "SampleCount" => json!({"Values": [1], "Counts": [high], "Timestamp": self.soon_past(now)}),
            _ => json!({"Value": high}),
        }
    }

    /// What ends it. The local cloud adds up all of a metric's dimensions, so a sum is taken back whole, by one of them.
    fn end(&self, fed: i64, first: bool) -> Value {
        match self.text("Statistic") {
            _ if self.waits_for_silence() => json!({"Value": 1000}),
            _ if !self.text("ExtendedStatistic").is_empty() => {
                json!({"Values": [1], "Counts": [1_000_000_000]})
            }
            "Sum" if first => json!({"Value": -fed}),
            _ => json!({"Value": 0}),
        }
    }

    /// A moment that is still within its window, and soon isn't.
    fn soon_past(&self, now: i64) -> i64 {
        now - self.number("Period") * self.number("EvaluationPeriods") + REST_SECONDS
    }

    fn feed(&self, gateway: Gateway, mut datum: Value) {
        datum["MetricName"] = self.0["MetricName"].clone();
        datum["Dimensions"] = self.0["Dimensions"].clone();
        let question = json!({"Namespace": self.0["Namespace"], "MetricData": [datum]});
        gateway.aws("monitoring", "GraniteServiceVersion20100801.PutMetricData", "POST", "/", &question);
    }
}

fn alarms(gateway: Gateway) -> Vec<Alarm> {
    let target = "GraniteServiceVersion20100801.DescribeAlarms";
    let mut question = json!({"MaxRecords": 100});
    let mut alarms = Vec::new();
    loop {
        let answer = gateway.aws("monitoring", target, "POST", "/", &question);
        alarms.extend(answer["MetricAlarms"].as_array().expect("alarms").iter().cloned().map(Alarm));
        if answer["NextToken"].is_null() {
            return alarms;
        }
        question["NextToken"] = answer["NextToken"].clone();
    }
}

/// A queue of our own on the topic.
async fn listen(nightshift: &Nightshift, sqs: &Client) -> String {
    let queue = sqs.create_queue().queue_name("whoever-is-on-duty").send().await.expect("a queue");
    let queue = queue.queue_url().expect("an address").to_owned();
    let asked = sqs.get_queue_attributes().queue_url(&queue).attribute_names("QueueArn".into()).send().await;
    let attributes = asked.expect("the queue answers").attributes.unwrap_or_default();
    let arn = attributes.values().next().expect("its name").clone();
    let topic = nightshift.outputs("AlarmTopicArn").pop().expect("a topic");
    let fields = [
        ("Action", "Subscribe"),
        ("TopicArn", &topic),
        ("Protocol", "sqs"),
        ("Endpoint", &arn),
        ("Version", "2010-03-31"),
    ];
    let (status, answer) = nightshift.gateway().form("sns", &fields);
    assert_eq!(status, 200, "{answer}");
    queue
}

/// The names of alarms that told `state`, until `all` did.
async fn heard(sqs: &Client, queue: &str, state: &str, all: &BTreeSet<String>) -> BTreeMap<String, Value> {
    let (started, mut heard) = (Instant::now(), BTreeMap::new());
    while !all.iter().all(|name| heard.contains_key(name)) {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{state} isn't told of {:?}",
            all.iter().filter(|name| !heard.contains_key(*name)).collect::<Vec<_>>()
        );
        let got = sqs
            .receive_message()
            .queue_url(queue)
            .max_number_of_messages(10)
            .wait_time_seconds(1)
            .send()
            .await;
        for message in got.expect("the queue answers").messages.unwrap_or_default() {
            let envelope: Value = serde_json::from_str(message.body().unwrap_or_default()).expect("JSON");
            let told: Value =
                serde_json::from_str(envelope["Message"].as_str().expect("a message")).expect("JSON");
            if told["NewStateValue"] == state {
                heard.insert(told["AlarmName"].as_str().expect("a name").to_owned(), told);
            }
            let receipt = message.receipt_handle().unwrap_or_default();
            sqs.delete_message().queue_url(queue).receipt_handle(receipt).send().await.expect("deleted");
        }
    }
    heard
}

pub(crate) async fn each_alarm_tells_the_topic(nightshift: &Nightshift) {
    let started = Instant::now();
    let gateway = nightshift.gateway();
    let sqs = queues(&nightshift.state("cloud.json")).await;
    let queue = listen(nightshift, &sqs).await;
    let alarms = alarms(gateway);
    assert!(alarms.len() >= 60, "{} alarms", alarms.len());
    let names: BTreeSet<String> = alarms.iter().map(|alarm| alarm.text("AlarmName").to_owned()).collect();
    let now = domain::Timestamp::now().as_second();
    let mut fed = BTreeMap::<String, i64>::new();
    for alarm in &alarms {
        let datum = alarm.breach(now);
        *fed.entry(alarm.text("MetricName").to_owned()).or_default() +=
            datum["Value"].as_i64().unwrap_or_default();
        alarm.feed(gateway, datum);
    }
    for (name, told) in heard(&sqs, &queue, "ALARM", &names).await {
        let says = told["AlarmDescription"].as_str().unwrap_or_default();
        assert!(says.contains("infra/runbook.md#"), "{name}: {says}");
    }
    tokio::time::sleep((REST + Duration::from_secs(1)).saturating_sub(started.elapsed())).await;
    let mut seen = BTreeSet::new();
    for alarm in &alarms {
        let metric = alarm.text("MetricName").to_owned();
        let whole = fed.get(&metric).copied().unwrap_or_default();
        alarm.feed(gateway, alarm.end(whole, seen.insert(metric)));
    }
    heard(&sqs, &queue, "OK", &names).await;
    println!(
        "figure: local cloud: {} alarms rang and ended, each told, within {:.1?}",
        names.len(),
        started.elapsed()
    );
}
