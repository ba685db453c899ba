//! The shell of every automation: events from its queue in, decisions out.

use std::{process::ExitCode, sync::Arc};

use domain::{Automation, Event, Failure, Settled, Settles, Timestamp, settings};
use serde::Deserialize;
use serde_json::{Value, json};

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
    settings: settings::For<Value>,
    at: Timestamp,
}

fn decide<A: Automation>(input: &str) -> Result<Value, String> {
    let case: Case = serde_json::from_str(input).map_err(|e| format!("the case can't be read: {e}"))?;
    let facts: A::Facts = serde_json::from_value(case.facts).map_err(|e| format!("facts: {e}"))?;
    let own = match case.settings.own {
        Value::Null => A::Settings::default(),
        own => serde_json::from_value(own).map_err(|e| format!("settings.own: {e}"))?,
    };
    let settings = settings::For { version: case.settings.version, shop: case.settings.shop, own };
    let decision =
        A::decide(&case.event, &facts, &settings, case.at).map_err(|failure| failure.to_string())?;
    Ok(json!(decision))
}
