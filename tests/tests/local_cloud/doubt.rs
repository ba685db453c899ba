//! SES as it can be: it throttles, it loses its answers, its reports stay away. R1 and R2 through the proxy in front of it.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use bundle_tests::arrivals;
use domain::Timestamp;
use serde_json::{Value, json};

use crate::{
    cloud::{Nightshift, queues, settle},
    flood::Shop,
    http::Gateway,
};

/// Orders in each part.
const ORDERS: u64 = 12;
/// Answers that are lost in each part.
const LOST: u64 = 4;

/// The process that owns the local cloud.
struct Control(Gateway);

impl Control {
    fn of(nightshift: &Nightshift) -> Self {
        let port = nightshift.state("cloud.json")["control"].as_u64().and_then(|port| port.try_into().ok());
        Self(Gateway(port.expect("a port")))
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, answer) = self.0.ask(method, path, &[("x-nightshift", "1".into())], body.as_bytes());
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&answer));
        serde_json::from_slice(&answer).expect("JSON")
    }

    fn disturb(&self, throttle: u64, lose: u64) {
        self.ask("POST", "/ses", &json!({"throttle": throttle, "lose": lose}));
    }

    /// How many sends met this so far.
    fn count(&self, what: &str) -> u64 {
        self.ask("GET", "/status", &Value::Null)["ses"][what].as_u64().expect("a number")
    }
}

/// A send in doubt is looked at again after this long; one on which no report came, when its lease is over.
const REPORTED: Duration = Duration::from_secs(8);
const UNREPORTED: Duration = Duration::from_secs(75);

/// Sells so many orders and waits until each has a mail, then for `rest` more. Answers mails by addressee.
async fn sell(nightshift: &Nightshift, first: u64, rest: Duration) -> BTreeMap<String, usize> {
    let shop = Shop::of(nightshift, "acme", "shopify");
    let before = nightshift.recipients().len();
    for id in first..first + ORDERS {
        let now = Timestamp::now();
        shop.send("orders/create", &arrivals::order(id, now, now, "paid"));
    }
    let started = Instant::now();
    let mails = || {
        let mut mails = BTreeMap::<String, usize>::new();
        for to in nightshift.recipients().into_iter().skip(before) {
            *mails.entry(to).or_default() += 1;
        }
        mails
    };
    while mails().len() < usize::try_from(ORDERS).expect("few") {
        assert!(started.elapsed() < Duration::from_secs(60), "not all mails come: {:?}", mails());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    tokio::time::sleep(rest).await;
    let sqs = queues(&nightshift.state("cloud.json")).await;
    for queue in nightshift.outputs("QueueUrl") {
        settle(&sqs, &queue).await;
    }
    for dead in nightshift.outputs("DeadLettersUrl") {
        settle(&sqs, &dead).await;
    }
    mails()
}

pub(crate) async fn doubt(nightshift: &Nightshift) {
    let control = Control::of(nightshift);

    // R1: answers are lost, and reports come: one mail each.
    control.disturb(0, LOST);
    let mails = sell(nightshift, 8_100_000_000_000, REPORTED).await;
    assert_eq!(control.count("lost"), LOST);
    assert!(mails.values().all(|count| *count == 1), "{mails:?}");

    // R13: SES takes two a second: what it refuses comes later, and once.
    control.disturb(2, 0);
    let mails = sell(nightshift, 8_200_000_000_000, REPORTED).await;
    let throttled = control.count("throttled");
    assert!(throttled > 0 && mails.values().all(|count| *count == 1), "{throttled} refused, {mails:?}");

    println!(
        "figure: local cloud: {LOST} of {ORDERS} answers of SES lost: one mail each with its reports; {throttled} refused at 2/s, \
         one mail each"
    );
    // Without reports each waits until its lease is over: with `--full` only.
    if testkit::is_full() {
        unreported(nightshift, &control).await;
    }
}

/// R2: answers are lost, and reports stay away: at least one mail each, at most one more per lost answer.
async fn unreported(nightshift: &Nightshift, control: &Control) {
    control.ask("POST", "/feedback", &json!({"topic": "arn:aws:sns:eu-central-1:000000000000:nobody"}));
    control.disturb(0, LOST);
    let before = control.count("lost");
    let mails = sell(nightshift, 8_300_000_000_000, UNREPORTED).await;
    let lost = usize::try_from(control.count("lost") - before).expect("few");
    let doubled = mails.values().map(|count| count - 1).sum::<usize>();
    assert!((1..=lost).contains(&doubled), "{doubled} mails too many for {lost} lost answers: {mails:?}");
    println!("figure: local cloud, no reports: {LOST} of {ORDERS} answers lost, {doubled} doubled");
}
