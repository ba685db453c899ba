//! What is told together: the digest of a day or a week, and the summary of a storm.

use std::{cmp::Ordering, collections::BTreeMap};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Alert, Cause, Delivery, Level, Recovered, rules};
use crate::Payload;

/// So many stocks stand in one digest or summary; what is more stands in further ones. Their events, some 0.8 KB for each stock
/// and 2.5 KB where all its names are as long as may be, must fit into a message (256 KiB).
pub(super) const MOST_TOLD: usize = 100;

/// What people are told together. Data of `stock.digest-made`; one for each route and date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// The shop's own date on which it is made.
    pub date: Date,
    /// Which of the shop's routes it takes.
    pub route: String,
    /// Which part of what the route takes on that date: 0 for the first, which is all of it unless there is very much.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub part: u32,
    /// What its groups are.
    pub group: rules::Group,
    /// The alerts, by supplier or location, the worst first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// What there is enough of again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovered: Vec<Recovered>,
}

impl Payload for Digest {
    const KIND: &'static str = "stock.digest-made";
}

/// The alerts of one supplier, or of one location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Which; absent where none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its alerts, the worst first, then by which runs out first.
    pub alerts: Vec<Alert>,
}

/// So many alerts at once that they are told in one mail. Data of `stock.summary-made`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Which of the shop's routes it takes.
    pub route: String,
    /// Which part of the storm: 0 for the first, which is all of it unless there is very much.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub part: u32,
    /// When the first of them was found.
    pub from: Timestamp,
    /// When the last of them was.
    pub to: Timestamp,
    /// How many of each level, the worst first.
    pub levels: Vec<(Level, u32)>,
    /// What they have in common, if most of them have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likely: Option<Likely>,
    /// The alerts, the worst first.
    pub alerts: Vec<Alert>,
}

impl Payload for Summary {
    const KIND: &'static str = "stock.summary-made";
}

/// What most alerts of a storm have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely {
    /// How many of them.
    pub alerts: u32,
    /// Why those moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Where those are, if all at one location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// The worst first; then what runs out first, then by name.
pub(super) fn worst_first(one: &Alert, other: &Alert) -> Ordering {
    let runs_out =
        |alert: &Alert| alert.outlook.as_ref().and_then(|outlook| outlook.runs_out).unwrap_or(Date::MAX);
    let name = |alert: &Alert| {
        (alert.title.clone(), alert.variant.clone(), alert.location.clone(), alert.item.clone())
    };
    let level = other.level.cmp(&one.level);
    level.then_with(|| runs_out(one).cmp(&runs_out(other))).then_with(|| name(one).cmp(&name(other)))
}

impl Digest {
    /// The digests of a date, one for each route that has anything to be told; none at all if nothing has. `alerts` and
    /// `recovered` are all that was found since the last one, in any order: of each item at a place only the newest
    /// counts, and what was mailed at once isn't told again.
    pub fn all(date: Date, group: rules::Group, alerts: Vec<Alert>, recovered: Vec<Recovered>) -> Vec<Self> {
        let mut newest: BTreeMap<(String, String), (Option<Alert>, Option<Recovered>)> = BTreeMap::new();
        for alert in alerts {
            let (known, _) = newest.entry((alert.item.clone(), alert.location.clone())).or_default();
            if known.as_ref().is_none_or(|known| known.number < alert.number) {
                *known = Some(alert);
            }
        }
        for end in recovered {
            let (_, known) = newest.entry((end.item.clone(), end.location.clone())).or_default();
            if known.as_ref().is_none_or(|known| known.number < end.number) {
                *known = Some(end);
            }
        }
        let mut digests: BTreeMap<String, Self> = BTreeMap::new();
        let empty = |route: &String| Self {
            date,
            route: route.clone(),
            part: 0,
            group,
            groups: Vec::new(),
            recovered: Vec::new(),
        };
        for (alert, end) in newest.into_values() {
            let (alert, end) = match (alert, end) {
                // Low and well again, or well and low again: what came last is told.
                (Some(alert), Some(end)) if end.number >= alert.number => (None, Some(end)),
                (Some(alert), _) => (Some(alert), None),
                (None, end) => (None, end),
            };
            if let Some(alert) = alert.filter(|alert| alert.delivery == Delivery::Digest) {
                let digest = digests.entry(alert.route.clone()).or_insert_with(|| empty(&alert.route));
                digest.add(alert);
            }
            if let Some(end) = end {
                let digest = digests.entry(end.route.clone()).or_insert_with(|| empty(&end.route));
                digest.recovered.push(end);
            }
        }
        let mut digests: Vec<Self> = digests.into_values().collect();
        digests.iter_mut().for_each(Self::sort);
        digests.into_iter().flat_map(Self::parts).collect()
    }

    /// The same in parts of at most `MOST_TOLD` stocks.
    fn parts(self) -> Vec<Self> {
        let empty = Self { groups: Vec::new(), recovered: Vec::new(), ..self.clone() };
        let mut parts = vec![empty.clone()];
        let mut told = 0;
        let mut room = |parts: &mut Vec<Self>| {
            if told == MOST_TOLD {
                let part = u32::try_from(parts.len()).unwrap_or(u32::MAX);
                parts.push(Self { part, ..empty.clone() });
                told = 0;
            }
            told += 1;
        };
        for group in self.groups {
            for alert in group.alerts {
                room(&mut parts);
                let groups = &mut parts.last_mut().expect("there is one").groups;
                match groups.last_mut().filter(|known| known.name == group.name) {
                    Some(known) => known.alerts.push(alert),
                    None => groups.push(Group { name: group.name.clone(), alerts: vec![alert] }),
                }
            }
        }
        for end in self.recovered {
            room(&mut parts);
            parts.last_mut().expect("there is one").recovered.push(end);
        }
        parts
    }

    fn add(&mut self, mut alert: Alert) {
        // Only an alert by itself shows how the stock went.
        alert.history.clear();
        let name = match self.group {
            rules::Group::Supplier => alert.supplier.as_ref().map(|supplier| supplier.name.clone()),
            rules::Group::Location => Some(alert.place.clone().unwrap_or_else(|| alert.location.clone())),
        };
        match self.groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.alerts.push(alert),
            None => self.groups.push(Group { name, alerts: vec![alert] }),
        }
    }

    fn sort(&mut self) {
        // What nobody delivers comes last.
        self.groups.sort_by(|a, b| (a.name.is_none(), &a.name).cmp(&(b.name.is_none(), &b.name)));
        self.groups.iter_mut().for_each(|group| group.alerts.sort_by(worst_first));
        self.recovered
            .sort_by(|a, b| (&a.title, &a.variant, &a.location).cmp(&(&b.title, &b.variant, &b.location)));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    pub(in crate::stock) fn alert(item: &str, number: u32, level: Level) -> Alert {
        serde_json::from_value(json!({
            "item": item, "title": item, "location": "berlin", "number": number, "at": "2026-11-25T09:00:00Z",
            "level": level, "because": "crossed", "delivery": "digest", "route": "stock", "quantities": {}, "available": 1,
            "threshold": {"pieces": 2, "well_above": 3, "said_by": {"by": "shop"}},
        }))
        .expect("an alert")
    }

    fn recovered(item: &str, number: u32) -> Recovered {
        serde_json::from_value(json!({
            "item": item, "title": item, "location": "berlin", "number": number, "at": "2026-11-25T10:00:00Z",
            "worst": "low", "available": 9, "route": "stock",
            "threshold": {"pieces": 2, "well_above": 3, "said_by": {"by": "shop"}},
        }))
        .expect("an end")
    }

    /// What a digest says, in short: `group: items; …; well: items`.
    fn told(group: rules::Group, alerts: Vec<Alert>, recovered: Vec<Recovered>) -> Vec<String> {
        let items =
            |alerts: &[Alert]| alerts.iter().map(|alert| alert.item.clone()).collect::<Vec<_>>().join(" ");
        let mut all = Vec::new();
        for digest in Digest::all(jiff::civil::date(2026, 11, 26), group, alerts, recovered) {
            let mut parts = vec![digest.route.clone()];
            for group in &digest.groups {
                parts.push(format!("{}: {}", group.name.as_deref().unwrap_or("?"), items(&group.alerts)));
            }
            if !digest.recovered.is_empty() {
                let well: Vec<_> = digest.recovered.iter().map(|end| end.item.clone()).collect();
                parts.push(format!("well: {}", well.join(" ")));
            }
            all.push(parts.join("; "));
        }
        all
    }

    #[test]
    fn very_much_is_told_in_parts_that_an_event_can_hold() {
        let alerts: Vec<Alert> = (0..450)
            .map(|n| Alert {
                history: vec![1; 60],
                title: "ش".repeat(255),
                variant: Some("ش".repeat(255)),
                ..alert(&format!("{n:03}"), 1, Level::Low)
            })
            .collect();
        let ends: Vec<Recovered> = (450..460).map(|n| recovered(&n.to_string(), 1)).collect();
        let date = jiff::civil::date(2026, 11, 26);
        let parts = Digest::all(date, rules::Group::Supplier, alerts.clone(), ends);
        let told = |part: &Digest| part.groups.iter().map(|group| group.alerts.len()).sum::<usize>();
        assert_eq!(
            parts.iter().map(|p| (p.part, told(p), p.recovered.len())).collect::<Vec<_>>(),
            [(0, 100, 0), (1, 100, 0), (2, 100, 0), (3, 100, 0), (4, 50, 10)]
        );
        let items: BTreeSet<String> =
            parts.iter().flat_map(|p| &p.groups).flat_map(|g| &g.alerts).map(|a| a.item.clone()).collect();
        assert_eq!(items.len(), 450);
        let entities: BTreeSet<String> = parts.iter().map(|p| p.entity().to_string()).collect();
        assert_eq!(entities.len(), parts.len());
        let summaries = Summary::all("stock", alerts);
        assert_eq!(
            summaries.iter().map(|s| (s.part, s.alerts.len())).collect::<Vec<_>>(),
            [(0, 100), (1, 100), (2, 100), (3, 100), (4, 50)]
        );
        for event in
            parts.iter().map(serde_json::to_string).chain(summaries.iter().map(serde_json::to_string))
        {
            let bytes = event.expect("plain data").len();
            assert!(bytes < crate::outgoing::MOST_BYTES, "{bytes} bytes");
        }
    }

    #[test]
    fn of_each_item_what_came_last_is_told() {
        let low = |item, number| alert(item, number, Level::Low);
        let at_once = |item, number| Alert { delivery: Delivery::AtOnce, ..alert(item, number, Level::Out) };
        for (what, alerts, ends, expected) in [
            ("nothing", vec![], vec![], vec![]),
            ("one", vec![low("a", 1)], vec![], vec!["stock; ?: a"]),
            ("mailed at once", vec![at_once("a", 1)], vec![], vec![]),
            ("worsened, and then mailed at once", vec![at_once("a", 2), low("a", 1)], vec![], vec![]),
            ("low again", vec![low("a", 3), low("a", 2)], vec![recovered("a", 2)], vec!["stock; ?: a"]),
            ("well again", vec![low("a", 2)], vec![recovered("a", 2)], vec!["stock; well: a"]),
            ("told before, well now", vec![], vec![recovered("a", 2)], vec!["stock; well: a"]),
            ("well twice", vec![], vec![recovered("a", 2), recovered("a", 4)], vec!["stock; well: a"]),
            (
                "another place",
                vec![low("a", 1), Alert { location: "paris".into(), ..low("a", 1) }],
                vec![],
                vec!["stock; ?: a a"],
            ),
        ] {
            assert_eq!(told(rules::Group::Supplier, alerts, ends), expected, "{what}");
        }
    }

    #[test]
    fn lines_are_grouped_and_the_worst_come_first() {
        let by = |item: &str, level, supplier: Option<&str>, location: &str, route: &str, day: Option<i8>| {
            let mut alert = alert(item, 1, level);
            (alert.location, alert.route) = (location.into(), route.into());
            alert.supplier = supplier.map(|name| {
                serde_json::from_value(json!({"name": name, "lead_days": 7, "review_days": 7})).expect("one")
            });
            alert.outlook = day.map(|day| {
                let runs_out = jiff::civil::date(2026, 12, day);
                serde_json::from_value(
                    json!({"per_day": 1_000_000, "method": "weighted", "runs_out": runs_out}),
                )
                .expect("one")
            });
            alert.place = (location == "1").then(|| "Zürich".to_owned());
            alert
        };
        let all = || {
            vec![
                by("a", Level::Low, Some("Kiln"), "1", "stock", None),
                by("b", Level::Low, Some("Kiln"), "berlin", "stock", Some(9)),
                by("c", Level::Critical, Some("Kiln"), "1", "stock", None),
                by("d", Level::Low, Some("Kiln"), "berlin", "stock", Some(3)),
                by("e", Level::Low, None, "berlin", "stock", Some(1)),
                by("f", Level::Low, Some("Atelier"), "berlin", "stock", None),
                by("g", Level::Low, Some("Atelier"), "berlin", "berlin", None),
            ]
        };
        let by_supplier = ["berlin; Atelier: g", "stock; Atelier: f; Kiln: c d b a; ?: e"];
        assert_eq!(told(rules::Group::Supplier, all(), vec![]), by_supplier);
        let by_location = ["berlin; berlin: g", "stock; Zürich: c a; berlin: e d b f"];
        assert_eq!(told(rules::Group::Location, all(), vec![]), by_location);
    }
}
