//! What a thousand confirmed orders cost at list prices, and a month in which nothing happens.

use std::{collections::BTreeMap, path::Path as File};

use serde::Deserialize;
use serde_json::Value;

use super::{fleet::STEPS, measure::Path, template::Template};
use crate::trouble::{Explain, Trouble};

/// `infra/costs/prices.toml`.
#[derive(Debug, Deserialize)]
pub(super) struct Prices {
    price: BTreeMap<String, Price>,
    assumed: Assumed,
    /// Tools that charge by the task.
    pub(super) task: Vec<Task>,
}

/// One price.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Price {
    /// Of what.
    pub(super) what: String,
    nano: u64,
    /// Where it was read.
    pub(super) source: String,
    /// The page's date.
    pub(super) date: String,
    /// Whether the page is the vendor's own.
    pub(super) own: bool,
    /// The vendor's page.
    pub(super) vendor: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Assumed {
    dynamodb: u64,
    sns: u64,
    ses: u64,
    ssm: u64,
    idle_receives_a_month: u64,
    log_bytes_a_line: u64,
}

/// What a tool charges for the same steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Task {
    /// Which, in which plan.
    pub(super) tool: String,
    /// The steps, and what is counted of them.
    pub(super) steps: String,
    tasks: u64,
    nano: u64,
    /// Where it was read.
    pub(super) source: String,
    /// When.
    pub(super) date: String,
    /// Whether the page is the vendor's own.
    pub(super) own: bool,
    /// The vendor's page.
    pub(super) vendor: String,
}

impl Task {
    /// Billionths of a dollar for a thousand orders.
    pub(super) fn thousand(&self) -> u64 {
        self.tasks * self.nano * 1000
    }
}

/// One line of a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What is paid for.
    pub(super) what: String,
    /// How many units.
    pub(super) count: u64,
    /// Billionths of a dollar, for all of them.
    pub(super) nano: u64,
}

/// Receives and deletes that a message costs, and the delivery into the queue, which SNS pays.
const REQUESTS_A_MESSAGE: u64 = 2;
/// The timer beats every five minutes; each beat is an event on its way through everything.
const BEATS_A_MONTH: u64 = 30 * 24 * 12;
/// An event alone: itself and its head, in one transaction, and the time index.
const UNITS_A_BEAT: u64 = 5;
/// How long a tick of the timer runs, in milliseconds, at eight queries of an index.
const MILLISECONDS_A_TICK: u64 = 60;

impl Prices {
    /// Reads the file.
    pub(super) fn read(file: &File) -> Result<Self, Trouble> {
        let text = std::fs::read_to_string(file).while_trying(format!("{} can't be read", file.display()))?;
        toml::from_str(&text).or_input(format!("{} isn't a list of prices", file.display()))
    }

    /// All prices.
    pub(super) fn all(&self) -> impl Iterator<Item = &Price> {
        self.price.values()
    }

    fn line(&self, price: &str, count: u64) -> Result<Line, Trouble> {
        let found =
            self.price.get(price).ok_or_else(|| Trouble::input(format!("there is no price of {price}")))?;
        Ok(Line { what: found.what.clone(), count, nano: count * found.nano })
    }

    fn named(&self, price: &str, count: u64, what: &str) -> Result<Line, Trouble> {
        self.line(price, count).map(|line| Line { what: what.to_owned(), ..line })
    }

    /// The bill of a thousand orders with one webhook each, from what so many used here.
    pub(super) fn thousand(&self, path: &Path, template: &Template) -> Result<Vec<Line>, Trouble> {
        let ran = &path.ran;
        let each = |of_all: u64| (of_all * 1000).div_ceil(path.orders.max(1));
        let queued: u64 = ran.invoked[2..].iter().sum();
        let published = ran.used.calls.get("PublishBatch").copied().unwrap_or_default();
        let feedback = ran.invoked[4];
        let lines = path.logged / self.assumed.log_bytes_a_line.max(1);
        Ok(vec![
            self.line("http-request", each(ran.invoked[0]))?,
            self.line("write-unit", each(ran.used.written) / 100)?,
            self.line("read-unit", each(ran.used.read) / 100)?,
            self.line("lambda-request", each(ran.invoked.iter().sum()))?,
            self.line("lambda-gb-second", each(self.gigabyte_milliseconds(path, template)).div_ceil(1000))?,
            self.line("sns-publish", each(published + feedback))?,
            self.line("sqs-request", each(queued * REQUESTS_A_MESSAGE))?,
            self.line("sqs-fair", each((queued - feedback) * REQUESTS_A_MESSAGE))?,
            self.line("mail", each(ran.calls.iter().map(|calls| calls.ses).sum()))?,
            self.line("log-kilobyte", each(path.logged + lines * 26) / 1024)?,
            self.line("parameter", 0)?,
        ])
    }

    /// What each function makes of it: its running, its units, what it publishes and sends.
    pub(super) fn by_function(
        &self,
        path: &Path,
        template: &Template,
    ) -> Result<Vec<(&'static str, u64)>, Trouble> {
        let each = |of_all: u64| (of_all * 1000).div_ceil(path.orders.max(1));
        let mut functions = Vec::new();
        for (at, (_, function)) in STEPS.iter().enumerate() {
            let calls = path.ran.calls[at];
            let time = self.megabyte_milliseconds(path, template, at).div_ceil(1024);
            let parts = [
                self.line("lambda-request", each(path.ran.invoked[at]))?,
                self.line("lambda-gb-second", each(time).div_ceil(1000))?,
                self.line("write-unit", each(calls.written) / 100)?,
                self.line("read-unit", each(calls.read) / 100)?,
                self.line("sns-publish", each(calls.sns))?,
                self.line("mail", each(calls.ses))?,
            ];
            functions.push((*function, parts.iter().map(|line| line.nano).sum()));
        }
        Ok(functions)
    }

    /// Memory by time: as measured, but with the waits of a region instead of loopback's.
    fn gigabyte_milliseconds(&self, path: &Path, template: &Template) -> u64 {
        (0..STEPS.len()).map(|at| self.megabyte_milliseconds(path, template, at)).sum::<u64>().div_ceil(1024)
    }

    fn megabyte_milliseconds(&self, path: &Path, template: &Template, at: usize) -> u64 {
        let calls = path.ran.calls[at];
        let waited = calls.dynamodb * self.assumed.dynamodb
            + calls.sns * self.assumed.sns
            + calls.ses * self.assumed.ses
            + calls.ssm * self.assumed.ssm;
        let took = u64::try_from(path.ran.took[at].as_millis()).unwrap_or(u64::MAX);
        (took + waited) * template.memory(STEPS[at].1)
    }

    /// The bill of a month in which nothing happens.
    pub(super) fn idle(&self, template: &Template) -> Result<Vec<Line>, Trouble> {
        let queues = template.count("Type: SQS");
        let beaten = template.count("- heartbeat");
        let ticks = template.scheduled();
        let memory = template.memory("timer");
        let shards = u64::from(store::keys::SHARDS);
        Ok(vec![
            self.named("sqs-request", self.assumed.idle_receives_a_month, "Empty receives of one queue")?,
            self.named(
                "sqs-request",
                self.assumed.idle_receives_a_month * queues,
                &format!("Empty receives of all {queues} queues"),
            )?,
            self.line("schedule", ticks)?,
            self.named(
                "lambda-request",
                ticks + BEATS_A_MONTH * (1 + beaten),
                "Lambda requests: ticks and heartbeats",
            )?,
            self.named(
                "lambda-gb-second",
                ticks * MILLISECONDS_A_TICK * memory / 1024 / 1000,
                "Lambda GB-seconds of ticks",
            )?,
            self.named("read-unit", ticks * shards / 2, "Read units of ticks")?,
            self.named("write-unit", BEATS_A_MONTH * UNITS_A_BEAT, "Write units of heartbeats")?,
            self.named("sns-publish", BEATS_A_MONTH, "Heartbeats published")?,
            self.line("alarm-month", template.count("Type: AWS::CloudWatch::Alarm"))?,
            self.named(
                "metric-month",
                template.heartbeats(),
                "CloudWatch metrics of our own that are written all the time: heartbeats (ten metrics are free)",
            )?,
            self.line("dashboard-month", template.count("Type: AWS::CloudWatch::Dashboard"))?,
        ])
    }

    /// Billionths of a dollar for so many metrics that are written in every hour of a month.
    pub(super) fn metrics(&self, count: u64) -> Result<u64, Trouble> {
        self.line("metric-month", count).map(|line| line.nano)
    }

    /// What `low-stock-alert` adds to a thousand orders, from what so many used in memory.
    pub(super) fn stock(&self, used: &Value, template: &Template) -> Result<Vec<Line>, Trouble> {
        let number = |name: &str| used[name].as_u64().unwrap_or_default();
        let each = |of_all: u64| (of_all * 1000).div_ceil(number("orders").max(1));
        let (invoked, published) = (number("invoked"), number("published"));
        let waited = number("calls") * self.assumed.dynamodb * template.memory("low-stock-alert")
            + published * self.assumed.sns * template.memory("event-relay");
        Ok(vec![
            self.line("write-unit", each(number("write_units")))?,
            self.line("read-unit", each(number("read_halves")).div_ceil(2))?,
            self.line("lambda-request", each(invoked + published))?,
            self.line("lambda-gb-second", each(waited).div_ceil(1024 * 1000))?,
            self.line("sns-publish", each(published))?,
            self.line("sqs-request", each(invoked * REQUESTS_A_MESSAGE))?,
            self.line("sqs-fair", each(invoked * REQUESTS_A_MESSAGE))?,
        ])
    }
}

/// All lines but the first, which the second holds.
pub(super) fn idle_total(lines: &[Line]) -> u64 {
    lines.iter().skip(1).map(|line| line.nano).sum()
}

/// Billionths of a dollar as dollars, to a hundredth of a cent.
pub(super) fn dollars(nano: u64) -> String {
    let parts = (nano + 50_000) / 100_000;
    format!("{}.{:04}", parts / 10_000, parts % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices() -> Prices {
        toml::from_str(include_str!("../../../costs/prices.toml")).expect("prices")
    }

    fn template() -> Template {
        Template(include_str!("../../../../template.yaml").to_owned())
    }

    #[test]
    fn every_price_says_where_it_is_from() {
        let prices = prices();
        for price in prices.all() {
            assert!(price.vendor.starts_with("https://"), "{}", price.what);
            let unverified = price.source.starts_with("unverified");
            assert!(
                unverified || (price.source.starts_with("https://") && !price.date.is_empty()),
                "{}",
                price.what
            );
        }
        assert!(prices.task.iter().all(|task| !task.date.is_empty() && !task.source.is_empty()));
    }

    #[test]
    fn a_thousand_orders_are_billed_line_by_line() {
        let mut path = Path { orders: 500, ..Path::default() };
        path.ran.invoked = [500, 1000, 500, 500, 1000];
        path.ran.used.written = 500 * 2300;
        path.ran.used.calls.insert("PublishBatch".into(), 1000);
        path.ran.calls[3].ses = 500;
        let lines = prices().thousand(&path, &template()).expect("a bill");
        let line = |begins: &str| lines.iter().find(|line| line.what.starts_with(begins)).expect("a line");
        assert_eq!((line("SES").count, line("SES").nano), (1000, 100_000_000));
        assert_eq!((line("DynamoDB write").count, line("DynamoDB write").nano), (23_000, 14_375_000));
        assert_eq!(line("Lambda request").count, 7_000);
        assert_eq!(line("SNS").count, 4_000, "two events and two reports each");
        assert_eq!(line("SQS request").count, 8_000, "four messages, received and deleted");
        assert_eq!(line("SQS surcharge").count, 4_000, "reports of SES bear no group");
        assert_eq!(line("Lambda GB").count, 20, "80 ms of SES at a quarter of a GB");
    }

    #[test]
    fn what_stock_adds_is_billed_by_the_order() {
        let used = serde_json::json!({"orders": 100, "invoked": 200, "published": 100, "calls": 600, "write_units": 900,
            "read_halves": 500});
        let lines = prices().stock(&used, &template()).expect("a bill");
        let counts: Vec<_> = lines.iter().map(|line| line.count).collect();
        // 36 ms of DynamoDB and 15 ms of SNS, at a quarter of a GB.
        assert_eq!(counts, [9_000, 2_500, 3_000, 13, 1_000, 4_000, 4_000]);
    }

    #[test]
    fn an_idle_month_is_billed_and_a_queue_costs_a_quarter() {
        let lines = prices().idle(&template()).expect("a bill");
        assert_eq!(dollars(lines[0].nano), "0.2592");
        assert!(idle_total(&lines) > lines[1].nano);
        assert!(lines.iter().any(|line| line.what.contains("dashboard") && line.nano == 3_000_000_000));
    }
}
