//! Metrics in CloudWatch's embedded format: one line of JSON on standard output, one dimension.

use std::sync::OnceLock;

use domain::Timestamp;
use serde_json::{Value, json};

/// The namespace of all metrics.
pub const NAMESPACE: &str = "Nightshift";

/// Who takes the lines. Nobody at a terminal: there standard output belongs to somebody else.
static SINK: OnceLock<fn(&Value)> = OnceLock::new();

/// Under Lambda, standard output does.
pub(crate) fn start() {
    write_to(print);
}

/// Says who takes the lines from now on; the first who says so stays.
pub fn write_to(sink: fn(&Value)) {
    let _ = SINK.set(sink);
}

/// Counts something of `function`, such as `Heartbeat`.
pub fn count(function: &str, name: &str, how_many: u64) {
    write(&line(function, name, "Count", how_many, Timestamp::now()));
}

/// Counts several things of `function`, those of which there were any.
pub fn counts(function: &str, counts: &[(&str, u64)]) {
    for (name, how_many) in counts.iter().filter(|(_, how_many)| *how_many > 0) {
        count(function, name, *how_many);
    }
}

/// Records a time in milliseconds.
pub fn milliseconds(function: &str, name: &str, value: u64) {
    write(&line(function, name, "Milliseconds", value, Timestamp::now()));
}

fn write(line: &Value) {
    if let Some(sink) = SINK.get() {
        sink(line);
    }
}

/// One write, so that lines of neighbours can't mix.
fn print(line: &Value) {
    use std::io::Write as _;
    let _ = std::io::stdout().lock().write_all(format!("{line}\n").as_bytes());
}

fn line(function: &str, name: &str, unit: &str, value: u64, now: Timestamp) -> Value {
    json!({
        "_aws": {
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [{
                "Namespace": NAMESPACE,
                "Dimensions": [["function"]],
                "Metrics": [{"Name": name, "Unit": unit}],
            }],
        },
        "function": function,
        name: value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_cloudwatch_reads() {
        let line = line("timer", "Heartbeat", "Count", 1, Timestamp::from_second(2).expect("in range"));
        assert_eq!(
            line.to_string(),
            r#"{"Heartbeat":1,"_aws":{"CloudWatchMetrics":[{"Dimensions":[["function"]],"Metrics":[{"Name":"Heartbeat","Unit":"Count"}],"Namespace":"Nightshift"}],"Timestamp":2000},"function":"timer"}"#
        );
    }
}
