//! Putting a question to an automation's binary: event, facts, settings and time go in, the decision comes out.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use domain::{EntityRef, ShopId, event::event_id, webhook::Happened};
use serde_json::{Map, Value, json};

use crate::{
    cloud::house::House,
    offline::{
        functions,
        translate::{self, Outcome},
        unfold::{self, lay},
    },
    settings::Draft,
    trouble::{Explain, Trouble},
};

/// What an automation is asked: the four arguments of its `decide`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub(crate) struct Question {
    pub(crate) event: Value,
    pub(crate) facts: Value,
    /// Facts that the event brings, of which an automation takes those that it looks at.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub(crate) told: Map<String, Value>,
    pub(crate) settings: Value,
    pub(crate) at: Value,
}

impl Question {
    /// A fact, wherever it comes from.
    pub(crate) fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.get(name).or_else(|| self.told.get(name)).filter(|fact| !fact.is_null())
    }
}

/// What its binary said.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// `because`, `changes`, `events`.
    Decided(Value),
    /// It could not decide, in its own words.
    Failed(String),
    /// It could not read the question.
    NotUnderstood(String),
}

/// The settings of the sample shop, for `automation`: they rule where none are given.
pub(crate) fn sample_settings(house: &House, automation: &str) -> Result<Value, Trouble> {
    settings(unfold::read(&house.local_files().join("shops/acme.toml"))?, automation, None)
}

/// Brings what somebody wrote into the form that a decision sees: `{version, shop, own}`.
///
/// It may be that already, a whole shop as in a `shop.toml`, or only the automation's own table. What it leaves
/// out comes from `sample`.
pub(crate) fn settings(written: Value, automation: &str, sample: Option<Value>) -> Result<Value, Trouble> {
    let Value::Object(mut written) = written else {
        return Err(Trouble::input(
            "settings are a table: a shop.toml, {version, shop, own}, or the automation's own",
        ));
    };
    let settings = if is_whole(&written) {
        let own = written.get("automations").and_then(|all| all.get(automation)).cloned();
        json!({"version": 1, "shop": written, "own": own.unwrap_or_else(|| json!({}))})
    } else if is_framed(&written) {
        let shop = written.remove("shop").or_else(|| sample.as_ref().and_then(|s| s.get("shop").cloned()));
        let own = lay(
            sample.and_then(|s| s.get("own").cloned()).unwrap_or_else(|| json!({})),
            written.remove("own").unwrap_or_else(|| json!({})),
        );
        json!({"version": written.remove("version").unwrap_or_else(|| json!(1)), "shop": shop, "own": own})
    } else {
        lay(sample.unwrap_or_else(|| json!({"version": 1})), json!({"own": written}))
    };
    Ok(settings)
}

fn is_whole(written: &Map<String, Value>) -> bool {
    written.contains_key("sender") && written.contains_key("name")
}

fn is_framed(written: &Map<String, Value>) -> bool {
    written.keys().all(|key| ["version", "shop", "own"].contains(&key.as_str()))
}

/// Of what somebody wrote, the automation's own table.
fn own<'w>(written: &'w Value, automation: &str) -> Option<&'w Value> {
    match written.as_object()? {
        whole if is_whole(whole) => whole.get("automations")?.get(automation),
        framed if is_framed(framed) => framed.get("own"),
        _ => Some(written),
    }
}

/// Refuses settings whose own table has keys that the automation doesn't know: it would pass them over in silence.
pub(crate) fn check_keys(binary: &Path, automation: &str, written: &Value) -> Result<(), Trouble> {
    let Some(own) = own(written, automation) else { return Ok(()) };
    Draft { automation, schema: functions::ask(binary, "settings-schema")? }.check_keys(own)
}

/// Puts a question together from what somebody wrote: an event of ours, whole or in part, or a platform's payload.
///
/// Facts that a payload brings (`order`, `snapshot_at`, `marks`) give way to those that were written; of the others an automation
/// takes those that it looks at.
pub(crate) fn question(
    written: Value,
    mut facts: Value,
    settings: Value,
    at: Option<Value>,
) -> Result<Question, Trouble> {
    let now = || json!(jiff::Timestamp::now());
    if is_event(&written) {
        let at = at.or_else(|| written.get("time").cloned()).unwrap_or_else(now);
        return Ok(Question { event: event(written, &settings, &at), facts, told: Map::new(), settings, at });
    }
    let happened = translated(&written)?;
    let at = at.unwrap_or_else(|| json!(happened.source.at));
    // Only of orders does a payload bring what an automation looks at.
    let mut told = Map::new();
    if happened.entity.kind() == "ORDER" {
        told.extend(happened.order.map(|order| ("order".to_owned(), json!(order))));
        told.insert("snapshot_at".to_owned(), json!(happened.source.at));
        told.insert("marks".to_owned(), json!({"edited_at": happened.edited_at}));
    }
    for (name, fact) in facts.as_object_mut().into_iter().flatten() {
        if let Some(told) = told.remove(name) {
            *fact = lay(told, fact.take());
        }
    }
    let data = json!({"from": "dry-run", "topic": happened.kind, "source": happened.source});
    let told_event = json!({"type": happened.kind, "subject": happened.entity, "data": data});
    Ok(Question { event: event(told_event, &settings, &at), facts, told, settings, at })
}

/// The event that a platform's payload becomes.
fn translated(payload: &Value) -> Result<Happened, Trouble> {
    let nothing = |why: String| {
        Trouble::input("this is neither an event of ours nor a payload that becomes one").saying(why).mend(
            "an event of ours has a `type`; see what a payload becomes with `cargo nightshift translate`",
        )
    };
    match translate::translate("auto", "auto", "event", payload.to_string().as_bytes()).outcome {
        Outcome::Handled { events } => {
            events.into_iter().next().ok_or_else(|| nothing("the payload becomes no event".into()))
        }
        Outcome::Ignored { reason } => Err(nothing(format!("ignored: {reason}"))),
        Outcome::Refused { refusal } => Err(nothing(format!("refused: {refusal}"))),
    }
}

/// Fills in what an event written by hand leaves out. Its kind may be called so, as in the events of a decision.
fn event(mut written: Value, settings: &Value, at: &Value) -> Value {
    if let Some(fields) = written.as_object_mut()
        && let Some(kind) = fields.remove("kind")
    {
        fields.entry("type").or_insert(kind);
    }
    let text = |key: &str| written.get(key).and_then(Value::as_str);
    let of_the_shop = settings.pointer("/shop/id").and_then(Value::as_str);
    let shop = text("shop").or(of_the_shop).unwrap_or("acme").to_owned();
    let kind = text("type").unwrap_or_default().to_owned();
    let subject = text("subject").unwrap_or("ORDER#1001").to_owned();
    let id = match (shop.parse::<ShopId>(), EntityRef::try_from(subject.clone())) {
        (Ok(shop), Ok(subject)) => event_id(&shop, &subject, &kind),
        _ => String::new(),
    };
    let rest = json!({
        "specversion": "1.0", "id": id, "source": format!("nightshift/{shop}"), "subject": subject, "time": at,
        "shop": shop, "dataversion": 1, "seq": 1, "prev": "", "data": {},
    });
    lay(rest, written)
}

/// Whether this is an event of ours, whole or in part, rather than some platform's payload.
fn is_event(value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let has = |key: &str| fields.get(key).is_some_and(Value::is_string);
    let ours = ["specversion", "subject", "data", "shop", "dataversion"];
    (has("type") || has("kind")) && (fields.len() == 1 || ours.iter().any(|key| fields.contains_key(*key)))
}

/// Lets the binary decide.
pub(crate) fn ask(binary: &Path, question: &Question) -> Result<Answer, Trouble> {
    let doing = format!("{} doesn't answer", binary.display());
    let mut child = Command::new(binary)
        .arg("decide")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .while_trying(&doing)?;
    let text = serde_json::to_vec(question).expect("questions are plain data");
    // A binary that refuses without reading to the end closes the pipe: its answer says why.
    let written = child.stdin.take().map(|mut pipe| pipe.write_all(&text));
    let output = child.wait_with_output().while_trying(&doing)?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    match output.status.code() {
        Some(0) => {
            let decided = serde_json::from_slice(&output.stdout);
            Ok(Answer::Decided(decided.while_trying(format!("{} doesn't answer in JSON", binary.display()))?))
        }
        Some(2) => Ok(Answer::NotUnderstood(said)),
        Some(_) => Ok(Answer::Failed(said)),
        None => {
            let pipe = written.and_then(Result::err).map(|e| e.to_string()).unwrap_or_default();
            Err(Trouble::failed(doing).saying(format!("{}\n{said}\n{pipe}", output.status)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_may_be_written_in_three_ways() {
        let shop = json!({"id": "acme", "name": "Acme", "sender": {}, "automations": {"a": {"x": 1}}});
        let whole = settings(shop.clone(), "a", None).expect("a shop");
        assert_eq!(whole, json!({"version": 1, "shop": shop, "own": {"x": 1}}));
        for (written, expected) in [
            (json!({"own": {"y": 2}}), json!({"version": 1, "shop": shop, "own": {"x": 1, "y": 2}})),
            (json!({"y": 2}), json!({"version": 1, "shop": shop, "own": {"x": 1, "y": 2}})),
            (json!({"version": 7}), json!({"version": 7, "shop": shop, "own": {"x": 1}})),
            (json!({}), whole.clone()),
        ] {
            assert_eq!(settings(written.clone(), "a", Some(whole.clone())), Ok(expected), "{written}");
        }
        for (written, table) in [
            (shop.clone(), Some(json!({"x": 1}))),
            (json!({"version": 1, "shop": shop, "own": {"y": 2}}), Some(json!({"y": 2}))),
            (json!({"y": 2}), Some(json!({"y": 2}))),
            (json!({"version": 7}), None),
        ] {
            assert_eq!(own(&written, "a"), table.as_ref(), "{written}");
        }
        assert!(settings(json!([]), "a", None).is_err());
    }

    #[test]
    fn an_event_is_filled_in_around_what_was_written() {
        let at = json!("2026-11-21T20:00:00Z");
        let filled = event(json!({"type": "order.paid"}), &json!({"shop": {"id": "acme"}}), &at);
        let event = domain::Event::parse(&filled.to_string()).expect("an event");
        assert_eq!(
            (event.kind.as_str(), event.subject.id(), event.shop.as_str()),
            ("order.paid", "1001", "acme")
        );
        assert_eq!(event.id.len(), 32);
    }

    #[test]
    fn a_payload_brings_its_order() {
        let edit = json!({"order_edit": {
            "id": 1, "order_id": 5, "app_id": 1, "created_at": "2026-11-21T20:00:00Z", "notify_customer": false,
            "committed_at": "2026-11-21T20:00:00Z", "line_items": {"additions": [], "removals": []},
        }});
        let shop = json!({"shop": {"id": "acme"}});
        let written = json!({"memory": null, "marks": {"other": 1}});
        let asked = question(edit.clone(), written, shop.clone(), None).expect("an edit");
        assert_eq!(
            (&asked.event["type"], &asked.event["subject"]),
            (&json!("order.edited"), &json!("ORDER#5"))
        );
        assert_eq!(asked.facts["marks"]["edited_at"], json!("2026-11-21T20:00:00Z"));
        assert_eq!(asked.facts["marks"]["other"], json!(1), "what was written lies on what was told");
        assert_eq!((&asked.at, &asked.facts["memory"]), (&json!("2026-11-21T20:00:00Z"), &Value::Null));
        assert_eq!(asked.told.keys().collect::<Vec<_>>(), ["snapshot_at"]);
        let asked = question(edit, json!({}), shop, None).expect("an edit");
        assert_eq!(asked.fact("marks"), Some(&json!({"edited_at": "2026-11-21T20:00:00Z"})));
        assert_eq!((asked.fact("order"), &asked.facts), (None, &json!({})), "nothing is written here");
        assert!(question(json!({"hello": "world"}), json!({}), json!({}), None).is_err());
    }

    #[test]
    fn events_are_told_from_payloads() {
        for (value, expected) in [
            (json!({"type": "order.paid"}), true),
            (json!({"kind": "order.paid", "data": {}}), true),
            (json!({"type": "order.paid", "subject": "ORDER#1"}), true),
            (json!({"specversion": "1.0", "type": "x"}), true),
            (json!({"id": 1, "name": "#1001", "line_items": []}), false),
            (json!({"type": "sale", "amount": "1.00", "id": 1}), false),
        ] {
            assert_eq!(is_event(&value), expected, "{value}");
        }
    }
}
