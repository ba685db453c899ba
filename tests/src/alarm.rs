//! CloudWatch in memory: embedded metric lines become data, and alarms look at them as its documentation says. The
//! local cloud's own evaluation knows neither dimensions nor missing data, so it can only show who is told.

use std::collections::BTreeMap;

use serde_json::Value;

/// One value of a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datum {
    /// Which metric.
    pub metric: Metric,
    /// `Count`, `Milliseconds`; a service's own metrics come without one here.
    pub unit: String,
    /// The second.
    pub at: i64,
    /// The value.
    pub value: i64,
}

/// A metric's name in full: another dimension is another metric.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Metric {
    /// Such as `Nightshift` or `AWS/SQS`.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Its dimensions.
    pub dimensions: BTreeMap<String, String>,
}

/// Units that CloudWatch knows, as far as they are used here.
const UNITS: [&str; 2] = ["Count", "Milliseconds"];

/// The data in a line of CloudWatch's embedded metric format. What CloudWatch would pass over in silence is an error.
pub fn data_of(line: &Value) -> Result<Vec<Datum>, String> {
    let at = line["_aws"]["Timestamp"].as_i64().ok_or("Timestamp is a number of milliseconds")? / 1000;
    let mut data = Vec::new();
    for directive in line["_aws"]["CloudWatchMetrics"].as_array().ok_or("CloudWatchMetrics is a list")? {
        let namespace = directive["Namespace"].as_str().filter(|n| !n.is_empty()).ok_or("a namespace")?;
        let sets = directive["Dimensions"].as_array().ok_or("Dimensions is a list of lists")?;
        for metric in directive["Metrics"].as_array().ok_or("Metrics is a list")? {
            let name = metric["Name"].as_str().ok_or("a metric has a name")?;
            let unit = metric["Unit"].as_str().filter(|u| UNITS.contains(u)).ok_or("an unknown unit")?;
            let value = line[name].as_i64().ok_or_else(|| format!("{name} is no number of the line"))?;
            for set in sets {
                let mut dimensions = BTreeMap::new();
                for key in set.as_array().ok_or("Dimensions is a list of lists")? {
                    let key = key.as_str().ok_or("a dimension has a name")?;
                    let value = line[key].as_str().ok_or_else(|| format!("{key} is no text of the line"))?;
                    dimensions.insert(key.to_owned(), value.to_owned());
                }
                let metric = Metric { namespace: namespace.to_owned(), name: name.to_owned(), dimensions };
                data.push(Datum { metric, unit: unit.to_owned(), at, value });
            }
        }
    }
    Ok(data)
}

/// How the values of a period become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Their sum.
    Sum,
    /// The largest.
    Maximum,
    /// How many there are.
    SampleCount,
    /// The value that so many percent of them don't exceed.
    Percentile(usize),
}

/// When a period's value breaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Above the threshold.
    Above,
    /// At it or above.
    AtLeast,
    /// Below it.
    Below,
}

/// What an alarm is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All is well.
    Ok,
    /// It rings.
    Alarm,
}

/// An alarm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// What it looks at.
    pub metric: Metric,
    /// How.
    pub statistic: Statistic,
    /// In seconds.
    pub period: i64,
    /// So many periods in a row.
    pub periods: usize,
    /// Of those, so many must breach.
    pub breaches: usize,
    /// When one does.
    pub comparison: Comparison,
    /// Its threshold.
    pub threshold: i64,
    /// Whether a period without data breaches.
    pub silence_breaches: bool,
}

/// CloudWatch looks a little further back than the alarm's periods; its documentation shows two periods more.
const FURTHER: usize = 2;

impl Alarm {
    /// An alarm's properties as CloudFormation has them, with what `resolved` makes of a dimension's value.
    pub fn of(properties: &Value, resolved: impl Fn(&Value) -> Option<String>) -> Result<Self, String> {
        let text = |key: &str| properties[key].as_str().ok_or_else(|| format!("{key} is a text"));
        let number = |key: &str| properties[key].as_i64().ok_or_else(|| format!("{key} is a number"));
        let mut dimensions = BTreeMap::new();
        for dimension in properties["Dimensions"].as_array().into_iter().flatten() {
            let value = resolved(&dimension["Value"]).ok_or("a dimension's value can't be told")?;
            dimensions.insert(dimension["Name"].as_str().ok_or("a dimension has a name")?.to_owned(), value);
        }
        let statistic = match (properties["Statistic"].as_str(), properties["ExtendedStatistic"].as_str()) {
            (Some("Sum"), None) => Statistic::Sum,
            (Some("Maximum"), None) => Statistic::Maximum,
            (Some("SampleCount"), None) => Statistic::SampleCount,
            (None, Some(p)) => Statistic::Percentile(
                p.strip_prefix('p')
                    .and_then(|p| p.parse().ok())
                    .filter(|p| *p <= 100)
                    .ok_or("a percentile")?,
            ),
            other => return Err(format!("a statistic that isn't known here: {other:?}")),
        };
        let comparison = match text("ComparisonOperator")? {
            "GreaterThanThreshold" => Comparison::Above,
            "GreaterThanOrEqualToThreshold" => Comparison::AtLeast,
            "LessThanThreshold" => Comparison::Below,
            other => return Err(format!("a comparison that isn't known here: {other}")),
        };
        let periods = usize::try_from(number("EvaluationPeriods")?).map_err(|e| e.to_string())?;
        let breaches = properties["DatapointsToAlarm"].as_u64().and_then(|m| m.try_into().ok());
        Ok(Self {
            metric: Metric {
                namespace: text("Namespace")?.to_owned(),
                name: text("MetricName")?.to_owned(),
                dimensions,
            },
            statistic,
            period: number("Period")?,
            periods,
            breaches: breaches.unwrap_or(periods),
            comparison,
            threshold: number("Threshold")?,
            silence_breaches: match text("TreatMissingData")? {
                "breaching" => true,
                "notBreaching" => false,
                other => return Err(format!("{other}: say whether silence breaches")),
            },
        })
    }

    /// Its state when CloudWatch looks at the second `now`, as it does every minute.
    pub fn state(&self, data: &[Datum], now: i64) -> State {
        let own: Vec<&Datum> = data.iter().filter(|d| d.metric == self.metric).collect();
        // Newest first.
        let points = (0..self.periods + FURTHER).map(|back| {
            let end = now - self.period * i64::try_from(back).unwrap_or(i64::MAX);
            let within: Vec<i64> =
                own.iter().filter(|d| d.at > end - self.period && d.at <= end).map(|d| d.value).collect();
            self.statistic_of(within).map(|value| self.breaches(value))
        });
        self.judge(&points.collect::<Vec<_>>())
    }

    /// By points of its evaluation range, newest first: as many real ones as it wants, else silence counts for the rest.
    fn judge(&self, points: &[Option<bool>]) -> State {
        let real: Vec<bool> = points.iter().filter_map(|point| *point).take(self.periods).collect();
        let silent = if self.silence_breaches { self.periods - real.len() } else { 0 };
        let breaching = real.iter().filter(|breaches| **breaches).count() + silent;
        if breaching >= self.breaches { State::Alarm } else { State::Ok }
    }

    fn breaches(&self, value: i64) -> bool {
        match self.comparison {
            Comparison::Above => value > self.threshold,
            Comparison::AtLeast => value >= self.threshold,
            Comparison::Below => value < self.threshold,
        }
    }

    fn statistic_of(&self, mut values: Vec<i64>) -> Option<i64> {
        values.sort_unstable();
        match self.statistic {
            Statistic::Sum => (!values.is_empty()).then(|| values.iter().sum()),
            Statistic::Maximum => values.last().copied(),
            Statistic::SampleCount => i64::try_from(values.len()).ok().filter(|count| *count > 0),
            Statistic::Percentile(p) => {
                let rank = (values.len() * p).div_ceil(100);
                values.get(rank.saturating_sub(1)).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn alarm(breaches: usize, silence_breaches: bool) -> Alarm {
        Alarm {
            metric: Metric { namespace: "N".into(), name: "M".into(), dimensions: BTreeMap::new() },
            statistic: Statistic::Sum,
            period: 60,
            periods: 3,
            breaches,
            comparison: Comparison::AtLeast,
            threshold: 1,
            silence_breaches,
        }
    }

    /// The tables of "Configuring how CloudWatch alarms treat missing data": oldest first, X breaches, 0 doesn't.
    #[test]
    fn points_are_judged_as_the_documentations_tables_say() {
        let (ok, alarms) = (State::Ok, State::Alarm);
        for (points, breaches, breaching, not_breaching) in [
            ("0-X-X", 3, ok, ok),
            ("----0", 3, ok, ok),
            ("-----", 3, alarms, ok),
            ("0XX-X", 3, alarms, alarms),
            ("--X--", 3, alarms, ok),
            ("0-X-X", 2, alarms, alarms),
            ("00X0X", 2, alarms, alarms),
            ("0-X--", 2, alarms, ok),
            ("----0", 2, alarms, ok),
        ] {
            let newest_first =
                points.chars().rev().map(|c| (c != '-').then_some(c == 'X')).collect::<Vec<_>>();
            assert_eq!(alarm(breaches, true).judge(&newest_first), breaching, "{points}, {breaches} of 3");
            assert_eq!(
                alarm(breaches, false).judge(&newest_first),
                not_breaching,
                "{points}, {breaches} of 3"
            );
        }
    }

    #[test]
    fn periods_slide_and_other_metrics_are_left_out() {
        let datum = |at, value| Datum { metric: alarm(1, false).metric, unit: "Count".into(), at, value };
        let mut other = datum(100, 5);
        other.metric.dimensions.insert("function".into(), "x".into());
        let one = Alarm { periods: 1, ..alarm(1, false) };
        assert_eq!(one.state(&[other], 120), State::Ok);
        assert_eq!(one.state(&[datum(100, 1)], 120), State::Alarm);
        assert_eq!(one.state(&[datum(100, 1), datum(300, 0)], 300), State::Ok);
        let p95 = Alarm { statistic: Statistic::Percentile(95), threshold: 10, ..one };
        let hundred =
            |slow: i64| (1..=100).map(|n| datum(100, if n <= slow { 60 } else { 1 })).collect::<Vec<_>>();
        assert_eq!((p95.state(&hundred(5), 120), p95.state(&hundred(6), 120)), (State::Ok, State::Alarm));
    }

    #[test]
    fn what_cloudwatch_would_pass_over_is_an_error() {
        let line = json!({"_aws": {"Timestamp": 5000, "CloudWatchMetrics": [{"Namespace": "N",
            "Dimensions": [["function"]], "Metrics": [{"Name": "M", "Unit": "Count"}]}]}, "function": "f", "M": 2});
        let data = data_of(&line).expect("a line");
        assert_eq!((data.len(), data[0].at, data[0].value), (1, 5, 2));
        for (path, wrong) in [
            ("/function", json!(null)),
            ("/M", json!("2")),
            ("/_aws/Timestamp", json!("now")),
            ("/_aws/CloudWatchMetrics/0/Metrics/0/Unit", json!("Pieces")),
        ] {
            let mut line = line.clone();
            *line.pointer_mut(path).expect("it is there") = wrong;
            assert!(data_of(&line).is_err(), "{path}");
        }
    }
}
