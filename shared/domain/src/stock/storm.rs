//! Many alerts at once: an import with a wrong column empties a whole shop. One summary tells it better than a thousand
//! mails. Pure.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Alert, Likely, Summary,
    digest::{MOST_TOLD, worst_first},
    rules,
};

/// What is remembered of a shop's alerts that were to be mailed at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Storm {
    /// Seconds at which the last ones were, the newest last; no more than it takes to make a storm.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recent: Vec<i64>,
    /// Until when alerts are gathered.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Timestamp>,
}

/// How an alert is told that is to be mailed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// In a mail of its own.
    Alone,
    /// In a summary that is made then.
    Gathered(Timestamp),
}

impl Storm {
    /// One more alert. More than `alerts` of them within `minutes` are a storm: from that one on they are gathered for as
    /// many minutes, and told together.
    pub fn admit(&mut self, limits: rules::Storm, now: Timestamp) -> Admission {
        let span = SignedDuration::from_mins(i64::from(limits.minutes));
        let from = now.as_second().saturating_sub(span.as_secs());
        self.recent.retain(|second| *second > from);
        self.recent.push(now.as_second());
        self.recent.sort_unstable();
        let most = usize::from(limits.alerts);
        let excess = self.recent.len().saturating_sub(most + 1);
        self.recent.drain(..excess);
        if let Some(until) = self.until.filter(|until| now < *until) {
            return Admission::Gathered(until);
        }
        self.until = (self.recent.len() > most).then_some(now + span);
        self.until.map_or(Admission::Alone, Admission::Gathered)
    }
}

impl Summary {
    /// The summaries of a storm's alerts of one route, the worst first, each of at most `MOST_TOLD`; none of none.
    pub fn all(route: &str, mut alerts: Vec<Alert>) -> Vec<Self> {
        alerts.sort_by(worst_first);
        // Only an alert by itself shows how the stock went.
        alerts.iter_mut().for_each(|alert| alert.history.clear());
        let parts = alerts.chunks(MOST_TOLD).zip(0..);
        parts.filter_map(|(alerts, part)| Some(Self { part, ..Self::of(route, alerts.to_vec())? })).collect()
    }

    /// The same without some of them, under the name that it has with them: whoever comes twice may find more of them over. `None` if
    /// none is left.
    pub fn without(self, is_over: impl Fn(&Alert) -> bool) -> Option<Self> {
        let (route, part, from) = (self.route, self.part, self.from);
        let alerts = self.alerts.into_iter().filter(|alert| !is_over(alert)).collect();
        Some(Self { part, from, ..Self::of(&route, alerts)? })
    }

    /// The summary of some alerts of one route; `None` of none.
    fn of(route: &str, alerts: Vec<Alert>) -> Option<Self> {
        let from = alerts.iter().map(|alert| alert.at).min()?;
        let to = alerts.iter().map(|alert| alert.at).max()?;
        let mut levels = BTreeMap::new();
        for alert in &alerts {
            *levels.entry(alert.level).or_insert(0_u32) += 1;
        }
        let levels = levels.into_iter().rev().collect();
        Some(Self { route: route.to_owned(), part: 0, from, to, levels, likely: likely(&alerts), alerts })
    }
}

/// What more than half of them have in common: the same import, count or transfer, or else the same cause.
fn likely(alerts: &[Alert]) -> Option<Likely> {
    let of_run = most(alerts, |alert| alert.run.clone().map(|run| (alert.cause, Some(run))));
    let ((cause, run), count) =
        of_run.or_else(|| most(alerts, |alert| alert.cause.map(|cause| (Some(cause), None))))?;
    let those = |alert: &&Alert| alert.cause == cause && (run.is_none() || alert.run == run);
    let mut places = alerts.iter().filter(those).map(|alert| &alert.location);
    let first = places.next();
    let location = first.filter(|first| places.all(|place| place == *first)).cloned();
    Some(Likely { alerts: count, cause, run, location })
}

fn most<K: Ord>(alerts: &[Alert], key: impl Fn(&Alert) -> Option<K>) -> Option<(K, u32)> {
    let mut counts = BTreeMap::new();
    for key in alerts.iter().filter_map(key) {
        *counts.entry(key).or_insert(0_u32) += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count as usize * 2 > alerts.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::{Cause, Level, digest::tests::alert};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range")
    }

    #[test]
    fn more_than_so_many_within_so_long_are_gathered() {
        let limits = rules::Storm { alerts: 3, minutes: 10 };
        let alone = Admission::Alone;
        let until = |minute| Admission::Gathered(at(minute));
        for (what, minutes, expected) in [
            ("three are no storm", vec![0, 1, 2], vec![alone; 3]),
            ("the fourth is", vec![0, 1, 2, 3], vec![alone, alone, alone, until(13)]),
            ("not after ten minutes", vec![0, 1, 2, 10], vec![alone; 4]),
            ("all until its end", vec![0, 0, 0, 0, 9, 9], [vec![alone; 3], vec![until(10); 3]].concat()),
            (
                "it goes on",
                vec![0, 0, 0, 0, 9, 9, 9, 10],
                [vec![alone; 3], vec![until(10); 4], vec![until(20)]].concat(),
            ),
            ("it is over", vec![0, 0, 0, 0, 15], [vec![alone; 3], vec![until(10)], vec![alone]].concat()),
            ("a clock that lags", vec![1, 0, 1, 0], vec![alone, alone, alone, until(10)]),
        ] {
            let mut storm = Storm::default();
            let found: Vec<_> = minutes.iter().map(|minute| storm.admit(limits, at(*minute))).collect();
            assert_eq!(found, expected, "{what}");
        }
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let limits = rules::Storm { alerts: 60, minutes: 1440 };
        let mut storm = Storm::default();
        for minute in 0..1000 {
            storm.admit(limits, at(minute));
        }
        let text = serde_json::to_string(&storm).expect("plain data");
        assert!(text.len() < 800, "{} bytes", text.len());
    }

    #[test]
    fn a_summary_says_what_most_have_in_common() {
        let of = |n: usize, cause, run: Option<&str>, location: &str| {
            let mut alert = alert(&format!("{n}-{location}"), 1, Level::Out);
            (alert.cause, alert.run, alert.location) = (cause, run.map(str::to_owned), location.to_owned());
            alert
        };
        let import =
            || (0..5).map(|n| of(n, Some(Cause::Import), Some("run-7"), "berlin")).collect::<Vec<_>>();
        let sales = |count| (0..count).map(|n| of(n, Some(Cause::Sale), None, "paris")).collect::<Vec<_>>();
        let found =
            |alerts: Vec<Alert>| Summary::all("stock", alerts).pop().and_then(|summary| summary.likely);
        let likely = |alerts, cause, run: Option<&str>, location: Option<&str>| {
            Some(Likely {
                alerts,
                cause: Some(cause),
                run: run.map(str::to_owned),
                location: location.map(str::to_owned),
            })
        };
        let by_import = likely(5, Cause::Import, Some("run-7"), Some("berlin"));
        assert_eq!(found(import()), by_import);
        assert_eq!(found([import(), sales(4)].concat()), by_import);
        assert_eq!(found([import(), sales(5)].concat()), None);
        assert_eq!(found([import(), sales(6)].concat()), likely(6, Cause::Sale, None, Some("paris")));
        let elsewhere = [import(), vec![of(9, Some(Cause::Import), Some("run-7"), "paris")]].concat();
        assert_eq!(found(elsewhere), likely(6, Cause::Import, Some("run-7"), None));
        assert_eq!(Summary::all("stock", vec![]), []);
    }

    /// A tick that comes twice finds the summary that it has journalled, though more of it is over by then.
    #[test]
    fn a_summary_keeps_its_name_without_what_is_over() {
        let early = Alert { at: at(0), ..alert("a", 1, Level::Out) };
        let late = Alert { at: at(5), ..alert("b", 1, Level::Low) };
        let all = Summary::all("stock", vec![early, late]).pop().expect("some");
        let left = all.clone().without(|alert| alert.item == "a").expect("one is left");
        assert_eq!(left.entity(), all.entity());
        assert_eq!((left.levels, left.alerts.len()), (vec![(Level::Low, 1)], 1));
        assert_eq!(all.without(|_| true), None);
    }

    #[test]
    fn a_summary_tells_the_worst_first() {
        let alerts = [("a", Level::Low), ("b", Level::Negative), ("c", Level::Out), ("d", Level::Low)];
        let alerts = alerts.map(|(item, level)| alert(item, 1, level)).to_vec();
        let summary = Summary::all("stock", alerts).pop().expect("some");
        let order: Vec<_> = summary.alerts.iter().map(|alert| alert.item.as_str()).collect();
        assert_eq!(
            (order, summary.levels),
            (vec!["b", "c", "a", "d"], vec![(Level::Negative, 1), (Level::Out, 1), (Level::Low, 2)])
        );
    }
}
