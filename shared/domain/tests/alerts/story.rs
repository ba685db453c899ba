//! Plays a story: every step is judged with the memory of the step before.

use std::collections::BTreeMap;

use domain::{
    Because as _, Timestamp,
    settings::{Supplier, Suppliers},
    stock::{
        Cause, InBundle, Incoming, Item, Judged, Memory, PerDay, Quantities, Rules, Sales, Stock, Terms,
        Verdict, judge,
    },
};
use jiff::{SignedDuration, Span, civil::Date, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Stories {
    case: Vec<Story>,
}

/// A story. Every one begins on a Wednesday, 2026-11-25 at 10 o'clock in Berlin.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    title: String,
    #[serde(default)]
    rules: Rules,
    #[serde(default)]
    suppliers: Suppliers,
    /// What differs from a mug.
    #[serde(default)]
    item: Value,
    #[serde(default = "berlin")]
    location: String,
    #[serde(default = "zone")]
    zone: String,
    /// What there is at the beginning; nobody has counted it if absent.
    start: Option<i64>,
    steps: Vec<Step>,
}

fn berlin() -> String {
    "berlin".into()
}

fn zone() -> String {
    "Europe/Berlin".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// How long after the step before; a minute if absent.
    after: Option<SignedDuration>,
    /// On hand from now on; as before if absent.
    to: Option<i64>,
    #[serde(default)]
    reserved: Option<i64>,
    #[serde(default)]
    cause: Option<Cause>,
    run: Option<String>,
    /// What was sold on each day until yesterday, the oldest first; below zero where nothing was there.
    #[serde(default)]
    sold: Vec<i64>,
    /// The same, so often over.
    #[serde(default = "once")]
    times: usize,
    #[serde(default)]
    incoming: Vec<Incoming>,
    category: Option<PerDay>,
    #[serde(default)]
    bundles: Vec<Bundle>,
    /// The rules change by this.
    rules: Option<Rules>,
    /// What differs of the item from now on.
    item: Option<Value>,
    /// Somebody acknowledges the newest alert before anything else happens.
    #[serde(default)]
    acknowledge: bool,
    /// Somebody puts it off for so long.
    snooze: Option<SignedDuration>,
    /// Level and reason of an alert, or `silent` or `recovered` and a reason.
    says: String,
    /// What else the alert says; what isn't named may be anything.
    alert: Option<Value>,
    /// After how long it is to be looked at again.
    again: Option<SignedDuration>,
}

fn once() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bundle {
    title: String,
    pieces: i64,
    others: Option<i64>,
    #[serde(default)]
    threshold: Option<i64>,
}

fn mug(differs: &Value) -> Item {
    let mut item = json!({
        "id": "808950810", "sku": "MUG-1", "title": "Mug", "variant": "Blue", "product": "632910392",
        "categories": ["Mugs"], "vendor": "Kiln & Co", "price": {"minor": 1250, "currency": "EUR"},
    });
    let own = item.as_object_mut().expect("an object");
    own.extend(differs.as_object().cloned().unwrap_or_default());
    serde_json::from_value(item).expect("an item")
}

fn sales(today: Date, days: &[i64]) -> Sales {
    let mut sales = Sales::default();
    for (nth, sold) in days.iter().enumerate() {
        let back = i64::try_from(days.len() - nth).expect("small");
        let there = i64::from(*sold >= 0 && days.get(nth + 1).is_none_or(|next| *next >= 0)) * 99;
        sales.note(today - Span::new().days(back), (*sold).max(0), i64::from(*sold >= 0) * 99, there);
    }
    sales
}

/// Whether all that is expected is found; `null` for what must be absent.
fn holds(expected: &Value, found: Option<&Value>) -> bool {
    match (expected, found) {
        (Value::Object(fields), Some(found)) => {
            fields.iter().all(|(key, value)| holds(value, found.get(key)))
        }
        (Value::String(none), None) => none == "absent",
        (expected, found) => found == Some(expected),
    }
}

pub(crate) fn play(file: &str, text: &str) {
    let stories: Stories = toml::from_str(text).unwrap_or_else(|e| panic!("{file}: {e}"));
    for story in stories.case {
        play_one(&format!("{file}, {:?}", story.title), story);
    }
}

fn play_one(title: &str, story: Story) {
    let zone = TimeZone::get(&story.zone).expect("a zone");
    let mut now: Timestamp = "2026-11-25T09:00:00Z".parse().expect("an instant");
    let (mut rules, mut item) = (story.rules, mug(&story.item));
    let mut known = story.start.map(Quantities::on_hand);
    let mut memory = Memory::default();
    for (nth, step) in story.steps.into_iter().enumerate() {
        let title = format!("{title}, step {}", nth + 1);
        now += step.after.unwrap_or(SignedDuration::from_mins(1));
        if let Some(changed) = step.rules {
            rules = changed;
        }
        if let Some(differs) = &step.item {
            item = mug(differs);
        }
        let newest = memory.alerts;
        if step.acknowledge {
            assert!(memory.acknowledge(newest, now), "{title}");
        }
        if let Some(span) = step.snooze {
            assert!(memory.snooze(newest, now + span, now), "{title}");
        }
        let before = known;
        if step.to.is_some() || step.reserved.is_some() {
            let old = known.unwrap_or_default();
            known = Some(Quantities {
                on_hand: step.to.unwrap_or(old.on_hand),
                reserved: step.reserved.unwrap_or(old.reserved),
                ..old
            });
        }
        let today = now.to_zoned(zone.clone()).date();
        let sales = sales(today, &step.sold.repeat(step.times));
        let bundles: Vec<(Item, &Bundle)> = step.bundles.iter().map(|bundle| (kit(bundle), bundle)).collect();
        let bundles: Vec<InBundle<'_>> = bundles
            .iter()
            .map(|(item, bundle)| InBundle { bundle: item, pieces: bundle.pieces, others: bundle.others })
            .collect();
        let stock = Stock {
            item: &item,
            location: &story.location,
            before,
            after: known,
            incoming: &step.incoming,
            sales: &sales,
            category: step.category,
            bundles: &bundles,
            cause: step.cause,
            run: step.run.as_deref(),
        };
        let suppliers: &BTreeMap<String, Supplier> = &story.suppliers;
        let terms = Terms { rules: &rules, suppliers, zone: &zone };
        let judged = judge(&stock, &terms, &memory, now);
        let twice = judge(&stock, &terms, &memory, now);
        assert_eq!(judged, twice, "{title}: not pure");
        let Judged { verdict, because, memory: next, again_at } = judged;
        let (says, alert) = match &verdict {
            Verdict::Alert(alert) => {
                assert_eq!((alert.because, alert.number), (because, memory.alerts + 1), "{title}");
                (format!("{} {}", alert.level.as_str(), because.code()), Some(json!(alert)))
            }
            Verdict::Recovered(end) => (format!("recovered {}", because.code()), Some(json!(end))),
            Verdict::Silent => (format!("silent {}", because.code()), None),
        };
        assert_eq!(says, step.says, "{title}: {alert:#?}");
        if let Some(expected) = &step.alert {
            assert!(holds(expected, alert.as_ref()), "{title}: expected {expected:#}, found {alert:#?}");
        }
        assert_eq!(again_at.map(|at| at.duration_since(now)), step.again, "{title}: looked at again");
        // What is remembered is kept as JSON, and read by the next release.
        memory = serde_json::from_value(json!(next)).expect("a memory");
        assert_eq!(memory, next, "{title}");
    }
}

fn kit(bundle: &Bundle) -> Item {
    let (id, title, threshold) = (bundle.title.clone(), bundle.title.clone(), bundle.threshold);
    Item { id, title, threshold, tracked: true, offered: true, ..Item::default() }
}
