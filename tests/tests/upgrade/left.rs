//! What a release leaves behind, as lines of JSON: items as DynamoDB has them, messages, events that aren't relayed, mails.

use base64::{Engine as _, prelude::BASE64_STANDARD as BASE64};
use bundle_tests::ports::{Queue, Queued};
use domain::Timestamp;
use serde_json::{Map, Value, json};
use store::engine::{Attr, Item, Table};

/// All of it.
pub(crate) struct Left {
    pub(crate) now: Timestamp,
    pub(crate) items: Vec<(Table, Item)>,
    pub(crate) queued: Vec<Queued>,
    /// Texts of events.
    pub(crate) unrelayed: Vec<String>,
    /// Addressees.
    pub(crate) mails: Vec<String>,
}

const QUEUES: [(&str, Queue); 4] = [
    ("order-confirmation", Queue::Confirmation),
    ("task-desk", Queue::Tasks),
    ("mail-transactional", Queue::Delivery),
    ("mail-feedback", Queue::Feedback),
];

impl Left {
    /// One line each; the moment first.
    pub(crate) fn write(&self) -> String {
        let mut lines = vec![json!({"now": self.now.to_string()})];
        for (table, item) in &self.items {
            let attributes: Map<String, Value> =
                item.iter().map(|(name, attr)| (name.clone(), plain(attr))).collect();
            let table = if *table == Table::Shop { "shop" } else { "once" };
            lines.push(json!({"table": table, "item": attributes}));
        }
        for Queued { queue, body, visible_at, receives } in &self.queued {
            let (name, _) = QUEUES.iter().find(|(_, known)| known == queue).expect("a known queue");
            let visible_at = visible_at.to_string();
            lines.push(json!({"queue": name, "body": body, "visible_at": visible_at, "receives": receives}));
        }
        lines.extend(self.unrelayed.iter().map(|text| json!({"unrelayed": text})));
        lines.extend(self.mails.iter().map(|to| json!({"mail": to})));
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// What was written.
    pub(crate) fn read(written: &str) -> Self {
        let mut left =
            Self { now: Timestamp::MIN, items: vec![], queued: vec![], unrelayed: vec![], mails: vec![] };
        for line in written.lines() {
            let line: Value = serde_json::from_str(line).expect("a line of JSON");
            let text = |key: &str| line[key].as_str().map(str::to_owned);
            if let Some(now) = text("now") {
                left.now = now.parse().expect("an instant");
            } else if let Some(table) = text("table") {
                let item = line["item"].as_object().expect("attributes");
                let item = item.iter().map(|(name, value)| (name.clone(), attr(value))).collect();
                left.items.push((if table == "shop" { Table::Shop } else { Table::Once }, item));
            } else if let Some(name) = text("queue") {
                let (_, queue) = QUEUES.iter().find(|(known, _)| *known == name).expect("a known queue");
                left.queued.push(Queued {
                    queue: *queue,
                    body: text("body").expect("a body"),
                    visible_at: text("visible_at").and_then(|at| at.parse().ok()).expect("an instant"),
                    receives: line["receives"].as_u64().and_then(|n| n.try_into().ok()).expect("a count"),
                });
            } else if let Some(event) = text("unrelayed") {
                left.unrelayed.push(event);
            } else {
                left.mails.push(text("mail").expect("nothing else is written"));
            }
        }
        left
    }
}

fn plain(attr: &Attr) -> Value {
    match attr {
        Attr::S(text) => json!({"S": text}),
        Attr::N(number) => json!({"N": number.to_string()}),
        Attr::B(bytes) => json!({"B": BASE64.encode(bytes)}),
    }
}

fn attr(value: &Value) -> Attr {
    let (kind, text) = value.as_object().and_then(|o| o.iter().next()).expect("a typed value");
    let text = text.as_str().expect("DynamoDB writes all values as texts");
    match kind.as_str() {
        "S" => Attr::S(text.to_owned()),
        "N" => Attr::N(text.parse().expect("a number")),
        "B" => Attr::B(BASE64.decode(text).expect("base64")),
        other => panic!("{other} isn't used here"),
    }
}
