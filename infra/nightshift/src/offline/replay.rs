//! `dry-run --days`: an automation decides once more about everything that woke it lately. Nothing is written.

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use domain::{
    EntityRef, Event, ShopId, Timestamp,
    order::{Marks, Order},
    settings::{History, Version},
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::Store;

use super::{
    decide::{self, Answer, Question},
    dry_run::Args,
    functions, unfold,
};
use crate::{
    cloud::{
        days::{self, Span},
        house::House,
        target::Target,
        which::There,
    },
    out::{self, progress},
    trouble::{Explain, Trouble},
};

/// What the automation decided about one entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Row {
    about: EntityRef,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The newest event that woke it, and when.
    event: String,
    at: Timestamp,
    settings: Value,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Outcome {
    Decided { because: String, events: Vec<String> },
    Failed { failed: String },
}

impl Outcome {
    /// In two columns: why, and what comes of it.
    fn told(&self) -> (String, String) {
        match self {
            Self::Decided { because, events } if events.is_empty() => (because.clone(), "nothing".to_owned()),
            Self::Decided { because, events } => (because.clone(), events.join(", ")),
            Self::Failed { failed } => ("failed".to_owned(), failed.clone()),
        }
    }
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'r> {
    automation: &'r str,
    shop: &'r ShopId,
    since: Timestamp,
    until: Timestamp,
    rows: &'r [Row],
    counts: Vec<Count>,
    /// How many entities that are no orders are left out.
    beside: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Count {
    because: String,
    events: String,
    count: usize,
}

/// Lets `args.automation` decide about the last `days` times 24 hours.
pub(super) async fn run(args: &Args, days: u16) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let binary = functions::automation(&house, &args.automation).await?;
    if let Some(way) = of_its_own(&args.automation, days) {
        let automation = &args.automation;
        return Err(Trouble::input(format!(
            "{automation} looks at more than an order: its last days are played elsewhere"
        ))
        .mend(format!(
            "use cargo nightshift {way}; or give one event of it and its facts, with --event and --facts"
        )));
    }
    let wakes_on = functions::describe(&binary)?.wakes_on;
    let written = args.settings.as_deref().map(unfold::read).transpose()?;
    if let Some(written) = &written {
        decide::check_keys(&binary, &args.automation, written)?;
    }
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let There { store, shop, .. } = there;
    let span = Span::last(days, Timestamp::now());
    let woken = newest(days::events(&store, &shop, span).await?, &wakes_on);
    let (woken, beside) = of_orders(woken, &args.automation)?;
    let bar = progress::bar(woken.len());
    let mut rows = Vec::new();
    for event in woken {
        let question =
            Known::gather(&store, &event).await?.question(&event, &history, args, written.as_ref())?;
        rows.push(ask(&binary, &event, &question, &args.automation)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let counts = counts(&rows);
    let failed = rows.iter().any(|row| matches!(row.outcome, Outcome::Failed { .. }));
    if args.json {
        let Span { since, until } = span;
        let automation = &args.automation;
        out::json(&Report { automation, shop: &shop, since, until, rows: &rows, counts, beside })?;
    } else if rows.is_empty() {
        anstream::println!("Nothing woke {} in the shop {shop} in the last {days} days.", args.automation);
    } else {
        print(&rows, &counts);
        if beside > 0 {
            anstream::println!(
                "Left out: {beside} that are no orders; what else it looks at isn't known here."
            );
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The command that plays the last days of an automation that looks at more than an order.
fn of_its_own(automation: &str, days: u16) -> Option<String> {
    match automation {
        "low-stock-alert" | "reorder" => Some(format!("backtest stock --shop SHOP --days {days}")),
        "edd-calculation" => Some(format!("edd what-if --since {days}d, with what is to be changed")),
        "returns-approval" => Some(format!("backtest returns --policy DRAFT.toml --since {days}d")),
        _ => None,
    }
}

/// Of each entity the newest event that wakes the automation, in the order in which they came.
fn newest(events: Vec<Event>, wakes_on: &[String]) -> Vec<Event> {
    let mut newest = BTreeMap::new();
    for event in events {
        if wakes_on.contains(&event.kind) {
            newest.insert(event.subject.clone(), event);
        }
    }
    let mut woken: Vec<_> = newest.into_values().collect();
    woken.sort_by(|a: &Event, b| (a.time, &a.subject).cmp(&(b.time, &b.subject)));
    woken
}

/// Those about orders, of which the facts are known here, and how many others there are.
fn of_orders(woken: Vec<Event>, automation: &str) -> Result<(Vec<Event>, usize), Trouble> {
    let (orders, others): (Vec<_>, Vec<_>) =
        woken.into_iter().partition(|event| event.subject.kind() == "ORDER");
    match (orders.as_slice(), others.first()) {
        ([], Some(first)) => Err(Trouble::input(format!(
            "{automation} was woken by no order in those days, but by such as {}",
            first.subject
        ))
        .mend("only what is known of orders is put together here: give its facts yourself, with --event and --facts")),
        _ => Ok((orders, others.len())),
    }
}

/// What the store knows of an order now.
pub(super) struct Known {
    pub(super) order: Option<Order>,
    pub(super) told: Map<String, Value>,
}

impl Known {
    pub(super) async fn gather(store: &Store, event: &Event) -> Result<Self, Trouble> {
        if event.subject.kind() != "ORDER" {
            return Ok(Self { order: None, told: Map::new() });
        }
        let known = store.order(&event.shop, &event.subject).await.map_err(Target::trouble)?;
        let marks: Option<Marks> = known
            .head
            .recall(Marks::NAME)
            .while_trying(format!("what is known of {} can't be read", event.subject))?;
        let snapshot_at = known.head.source.map(|source| source.at);
        let told = [
            ("order", json!(known.order)),
            ("snapshot_at", json!(snapshot_at)),
            ("marks", json!(marks.unwrap_or_default())),
        ];
        let told = told.map(|(name, fact)| (name.to_owned(), fact)).into_iter().collect();
        Ok(Self { order: known.order, told })
    }

    /// With the settings that governed it; with the written ones, where there are some. All of it are facts: of many orders nothing
    /// is decided by half of what an automation looks at.
    fn question(
        self,
        event: &Event,
        history: &History,
        args: &Args,
        written: Option<&Value>,
    ) -> Result<Question, Trouble> {
        let began = self.order.as_ref().map_or(event.time, |order| order.placed_at);
        let version = history.at(began).or_input(format!("the shop {} can't be decided for", event.shop))?;
        let published = published(version, &args.automation);
        let settings = match written {
            None => published,
            Some(written) => decide::settings(written.clone(), &args.automation, Some(published))?,
        };
        let (facts, at) = (Value::Object(self.told), json!(event.time));
        Ok(Question { event: json!(event), facts, told: Map::new(), settings, at })
    }
}

/// A published version as a decision sees it.
pub(crate) fn published(version: &Version, automation: &str) -> Value {
    let own = version.shop.automations.get(automation).map(|table| table.own.clone());
    json!({"version": version.number, "shop": version.shop, "own": own.unwrap_or_default()})
}

fn ask(binary: &Path, event: &Event, question: &Question, automation: &str) -> Result<Row, Trouble> {
    let outcome = match decide::ask(binary, question)? {
        Answer::Decided(decision) => decided(&decision),
        Answer::Failed(failed) => Outcome::Failed { failed },
        Answer::NotUnderstood(said) => {
            return Err(Trouble::input(format!("{automation} can't decide about what the store knows of {}", event.subject))
                .saying(said)
                .mend("mend --settings, if that is what it can't read; else it looks at more than an order: give its facts yourself, with \
                       --event and --facts"));
        }
    };
    Ok(Row {
        about: event.subject.clone(),
        number: question.fact("order").and_then(|order| order["name"].as_str()).map(str::to_owned),
        event: event.kind.clone(),
        at: event.time,
        settings: question.settings["version"].clone(),
        outcome,
    })
}

fn decided(decision: &Value) -> Outcome {
    let because = &decision["because"];
    let because = because.as_str().or(because["code"].as_str()).unwrap_or("unnamed").to_owned();
    let events = decision["events"].as_array().into_iter().flatten();
    let events = events.filter_map(|event| event["kind"].as_str()).map(str::to_owned).collect();
    Outcome::Decided { because, events }
}

fn counts(rows: &[Row]) -> Vec<Count> {
    let mut counts = BTreeMap::new();
    for row in rows {
        let (because, events) = row.outcome.told();
        let events = if because == "failed" { String::new() } else { events };
        *counts.entry((because, events)).or_insert(0) += 1;
    }
    counts.into_iter().map(|((because, events), count)| Count { because, events, count }).collect()
}

fn print(rows: &[Row], counts: &[Count]) {
    let mut table =
        out::table(&["about", "woken by", "when (UTC)", "because", "what comes of it", "settings"]);
    for row in rows {
        let about = row.number.clone().unwrap_or_else(|| row.about.to_string());
        let (because, events) = row.outcome.told();
        table.add_row([
            about,
            row.event.clone(),
            format!("{:.0}", row.at),
            because,
            events,
            format!("v{}", row.settings),
        ]);
    }
    anstream::println!("{table}");
    let mut table = out::table(&["because", "what comes of it", "count"]);
    for Count { because, events, count } in counts {
        table.add_row([because, events, &count.to_string()]);
    }
    anstream::println!("{table}");
    anstream::println!("{} decisions by what is known now; nothing was written or sent.", rows.len());
}

#[cfg(test)]
mod tests {
    use domain::{NewEvent, SourceVersion, event::Origin, webhook::Received};
    use testkit::orders;

    use super::*;

    fn event(order: &str, kind: &str, at: &str) -> Event {
        let at = orders::at(at);
        let received = Received {
            from: "shopify".into(),
            topic: "orders/create".into(),
            source: SourceVersion { at, tie: String::new() },
            superseded: false,
            details: BTreeMap::new(),
            returned: None,
            body: String::new(),
        };
        let new = NewEvent::named(kind, kind, &received);
        Event::place(&new, &orders::shop().id, &EntityRef::order(order), &Origin::default(), (1, ""), at)
    }

    #[test]
    fn each_entity_is_decided_about_once() {
        let wakes_on = ["order.created".to_owned(), "order.paid".to_owned()];
        let events = vec![
            event("2", "order.created", "2026-11-21T10:00:00Z"),
            event("1", "order.created", "2026-11-21T11:00:00Z"),
            event("2", "order.paid", "2026-11-21T12:00:00Z"),
            event("2", "order.refunded", "2026-11-21T13:00:00Z"),
            event("3", "order.imported", "2026-11-21T13:00:00Z"),
        ];
        let woken = newest(events, &wakes_on);
        let shown: Vec<_> = woken.iter().map(|e| (e.subject.id(), e.kind.as_str())).collect();
        assert_eq!(shown, [("1", "order.created"), ("2", "order.paid")]);
    }

    #[test]
    fn what_looks_at_more_than_an_order_is_played_elsewhere() {
        for (automation, way) in [
            ("order-confirmation", None),
            ("task-desk", None),
            ("low-stock-alert", Some("backtest stock --shop SHOP --days 7")),
            ("edd-calculation", Some("edd what-if --since 7d, with what is to be changed")),
            ("returns-approval", Some("backtest returns --policy DRAFT.toml --since 7d")),
        ] {
            assert_eq!(of_its_own(automation, 7).as_deref(), way, "{automation}");
        }
    }

    #[test]
    fn only_orders_are_decided_about() {
        let parcel = Event {
            subject: EntityRef::new("PARCEL", "7"),
            ..event("1", "parcel.scanned", "2026-11-21T10:00:00Z")
        };
        let order = event("1", "order.created", "2026-11-21T10:00:00Z");
        let (orders, others) = of_orders(vec![order, parcel.clone()], "edd-calculation").expect("an order");
        assert_eq!((orders.len(), others), (1, 1));
        assert_eq!(of_orders(Vec::new(), "edd-calculation"), Ok((Vec::new(), 0)));
        let told = of_orders(vec![parcel], "edd-calculation").expect_err("no order").to_string();
        assert!(
            told.contains("by no order") && told.contains("PARCEL#7") && told.contains("--facts"),
            "{told}"
        );
    }

    #[test]
    fn reasons_are_words_or_objects() {
        for (decision, because, told) in [
            (json!({"because": "wanted", "events": [{"kind": "task.opened"}]}), "wanted", "task.opened"),
            (json!({"because": {"code": "too-old", "hours": 3}, "events": []}), "too-old", "nothing"),
        ] {
            assert_eq!(decided(&decision).told(), (because.to_owned(), told.to_owned()), "{decision}");
        }
    }

    #[test]
    fn decisions_are_counted() {
        let row = |outcome| Row {
            about: EntityRef::order("1"),
            number: None,
            event: "order.paid".into(),
            at: Timestamp::UNIX_EPOCH,
            settings: json!(1),
            outcome,
        };
        let paid = Outcome::Decided { because: "payment-settled".into(), events: vec!["mail".into()] };
        let failed = |words: &str| Outcome::Failed { failed: words.into() };
        let counts = counts(&[row(paid.clone()), row(failed("a")), row(paid), row(failed("b"))]);
        let shown: Vec<_> = counts.iter().map(|c| (c.because.as_str(), c.events.as_str(), c.count)).collect();
        assert_eq!(shown, [("failed", "", 2), ("payment-settled", "mail", 2)]);
    }

    #[test]
    fn published_settings_are_as_a_decision_sees_them() {
        let mut shop = orders::shop();
        let table = json!({"mode": "shadow", "max_age_hours": 3});
        shop.automations.insert("order-confirmation".into(), serde_json::from_value(table).expect("a table"));
        let version = Version { number: 4, effective_from: Timestamp::UNIX_EPOCH, shop };
        let seen = published(&version, "order-confirmation");
        assert_eq!((&seen["version"], &seen["own"]), (&json!(4), &json!({"max_age_hours": 3})));
        assert_eq!(published(&version, "other")["own"], json!({}));
    }
}
