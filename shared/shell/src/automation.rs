//! The shell of every automation: events from its queue in, decisions out.

use std::{process::ExitCode, sync::Arc};

use domain::{Automation, Event, Failure, Settled, Settles, Timestamp, settings};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use crate::{
    Boot, BootError, Cache, Face, Role, metrics,
    queue::{self, Consumer, Message},
    terminal::{SWITCHED, Words},
    time::TimeLeft,
};

/// Runs the automation `A` on the store that `open` makes.
pub fn automation<A: Automation, S: Settles<A>>(
    open: impl FnOnce(&Boot) -> Result<S, BootError>,
) -> ExitCode {
    automation_with::<A, S>(&["SHOP_TABLE", "QUEUE_URLS", "DEAD_LETTER_URLS"], open)
}

/// The same, with another environment: `env` names all of it.
pub fn automation_with<A: Automation, S: Settles<A>>(
    env: &'static [&'static str],
    open: impl FnOnce(&Boot) -> Result<S, BootError>,
) -> ExitCode {
    let face = Face { name: A::NAME, role: Role::Automation, wakes_on: A::WAKES_ON, env };
    let words = Words { settings_schema: Some(settings_schema::<A>), decide: Some(decide::<A>) };
    queue::run(face, words, |boot| Ok(desk::<A, S>(open(boot)?)))
}

/// Whoever settles the messages of the automation `A`.
pub fn desk<A: Automation, S: Settles<A>>(store: S) -> impl Consumer {
    let settings = Arc::new(Cache::of_settings());
    Desk::<A, S> { store, settings, automation: std::marker::PhantomData }
}

struct Desk<A, S> {
    store: S,
    settings: Arc<Cache<settings::History>>,
    automation: std::marker::PhantomData<fn() -> A>,
}

impl<A: Automation, S: Settles<A>> Consumer for Desk<A, S> {
    async fn consume(&self, message: &Message<'_>, time: &TimeLeft) -> Result<(), Failure> {
        self.settle(std::slice::from_ref(&parse::<A>(message)?), time).await
    }

    fn together(&self, message: &Message<'_>) -> Option<String> {
        Event::parse(message.body).ok().and_then(|event| S::together(&event))
    }

    async fn consume_together(&self, messages: &[Message<'_>], time: &TimeLeft) -> Result<(), Failure> {
        let events: Vec<Event> = messages.iter().map(parse::<A>).collect::<Result<_, _>>()?;
        self.settle(&events, time).await
    }
}

fn parse<A: Automation>(message: &Message<'_>) -> Result<Event, Failure> {
    let event = Event::parse(message.body)?;
    if !A::WAKES_ON.contains(&event.kind.as_str()) {
        return Err(Failure::newer(format!("{} isn't known here yet", event.kind)));
    }
    Ok(event)
}

impl<A: Automation, S: Settles<A>> Desk<A, S> {
    /// Settles one event, or several of one shop that are settled together.
    async fn settle(&self, events: &[Event], time: &TimeLeft) -> Result<(), Failure> {
        let Some(event) = events.first() else { return Ok(()) };
        let history = self
            .settings
            .get(event.shop.as_str(), || async {
                let history = self.store.settings(&event.shop).await?;
                // Not kept: as soon as the shop is set up, its events go through.
                if history.is_empty() { Err(no_settings(event)) } else { Ok(history) }
            })
            .await?;
        let now = Timestamp::now();
        let settled = match events {
            [event] => self.store.settle(event, &history, now, time.left()).await?,
            events => self.store.settle_together(events, &history, now, time.left()).await?,
        };
        let Settled { because, events: written } = settled;
        let together = events.len();
        metrics::count(A::NAME, "Decided", 1);
        if written.iter().any(|kind| kind.ends_with(".held")) {
            metrics::count(A::NAME, "Held", 1);
        }
        tracing::info!(
            event = event.id.as_str(),
            kind = event.kind.as_str(),
            shop = event.shop.as_str(),
            entity = event.subject.to_string(),
            because,
            events = written.join(","),
            together,
            "decided"
        );
        Ok(())
    }
}

fn no_settings(event: &Event) -> Failure {
    Failure::permanent(format!(
        "shop {} has no settings: publish its shop.toml (nightshift settings apply), then redrive",
        event.shop
    ))
}

fn settings_schema<A: Automation>() -> Value {
    let mut schema = schemars::schema_for!(A::Settings);
    if !A::SWITCHED {
        schema.insert(SWITCHED.to_owned(), false.into());
    }
    schema.to_value()
}

/// What `decide` reads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    event: Event,
    facts: Value,
    /// Facts that came with the event, such as a payload's order: an automation takes those that it looks at.
    #[serde(default)]
    told: Map<String, Value>,
    settings: settings::For<Value>,
    at: Timestamp,
}

impl Case {
    /// The facts, and what it is told beside, key by key, as far as they are still facts then. Of what was told alone it doesn't
    /// decide if it looks at none of that: it would decide about nothing.
    fn facts<F: DeserializeOwned>(&self) -> Result<F, String> {
        let mut facts = self.facts.clone();
        let mut takes = self.told.is_empty() || facts != json!({});
        for (key, value) in &self.told {
            let Value::Object(mut more) = facts.clone() else { break };
            more.insert(key.clone(), value.clone());
            if serde_json::from_value::<F>(more.clone().into()).is_ok() {
                (facts, takes) = (more.into(), true);
            }
        }
        if !takes {
            let told: Vec<&str> = self.told.keys().map(String::as_str).collect();
            return Err(format!("facts: it looks at none of what the event brings ({})", told.join(", ")));
        }
        serde_json::from_value(facts).map_err(|e| format!("facts: {e}"))
    }
}

fn decide<A: Automation>(input: &str) -> Result<Value, String> {
    let case: Case = serde_json::from_str(input).map_err(|e| format!("the case can't be read: {e}"))?;
    let facts: A::Facts = case.facts()?;
    let own = match case.settings.own {
        Value::Null => A::Settings::default(),
        own => serde_json::from_value(own).map_err(|e| format!("settings.own: {e}"))?,
    };
    let settings = settings::For { version: case.settings.version, shop: case.settings.shop, own };
    let decision =
        A::decide(&case.event, &facts, &settings, case.at).map_err(|failure| failure.to_string())?;
    Ok(json!(decision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Facts {
        order: Option<u32>,
        memory: Option<String>,
    }

    #[test]
    fn of_what_an_event_brings_it_takes_what_it_looks_at() {
        for (facts, told, expected) in [
            (json!({}), json!({"order": 1, "marks": {}}), Ok((Some(1), None))),
            (json!({"memory": "x"}), json!({"order": 1}), Ok((Some(1), Some("x")))),
            // Another automation's order is no order of ours.
            (json!({"memory": "x"}), json!({"order": {"supplier": "kiln"}}), Ok((None, Some("x")))),
            (json!({}), json!({}), Ok((None, None))),
            (json!({}), json!({"marks": {}}), Err("it looks at none of what the event brings (marks)")),
            (json!({"orders": 1}), json!({"order": 1}), Err("unknown field `orders`")),
        ] {
            let shop = json!({
                "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "UTC",
                "sender": {"address": "shop@acme.example"},
            });
            let case = json!({
                "event": {
                    "specversion": "1.0", "id": "e", "source": "nightshift/acme", "type": "order.paid",
                    "subject": "ORDER#1", "time": "2026-11-21T12:00:00Z", "shop": "acme", "dataversion": 1, "seq": 1,
                    "prev": "",
                },
                "facts": facts, "told": told, "settings": {"version": 1, "shop": shop, "own": {}},
                "at": "2026-11-21T12:00:00Z",
            });
            let case: Case = serde_json::from_value(case).expect("a case");
            let read = case.facts::<Facts>();
            match (&read, expected) {
                (Ok(read), Ok(expected)) => {
                    assert_eq!((read.order, read.memory.as_deref()), expected, "{facts} {told}")
                }
                (Err(said), Err(expected)) => assert!(said.contains(expected), "{facts} {told}: {said}"),
                _ => panic!("{facts} {told}: {read:?}"),
            }
        }
    }
}
