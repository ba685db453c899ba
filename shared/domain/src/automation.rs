//! What every automation is: a pure decision about one event, from facts and settings.

use std::{fmt::Debug, future::Future, time::Duration};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{EntityRef, Event, Failure, NewEvent, ShopId, settings};

/// One automation. Its function gathers the facts, calls [`Automation::decide`] and commits what that says.
pub trait Automation: Send + Sync + 'static {
    /// The folder, the package, the binary and the key in settings.
    const NAME: &'static str;
    /// The kinds of event that wake it; its queue's filter in the template says the same.
    const WAKES_ON: &'static [&'static str];
    /// Whether a shop can switch it off, or keep it in shadow. What only serves the house can't be.
    const SWITCHED: bool = true;
    /// What the decision looks at.
    type Facts: Serialize + DeserializeOwned + Send + Sync;
    /// Its own table in the shop's settings.
    type Settings: Serialize + DeserializeOwned + Default + JsonSchema + Send + Sync;
    /// The closed list of reasons.
    type Because: Because;

    /// The entity that the decision about `event` is journalled on.
    fn subject(event: &Event) -> EntityRef {
        event.subject.clone()
    }

    /// Decides. Pure: the same arguments, the same decision.
    fn decide(
        event: &Event,
        facts: &Self::Facts,
        settings: &settings::For<Self::Settings>,
        now: Timestamp,
    ) -> Result<Decision<Self::Because>, Failure>;
}

/// What came of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The reason's word.
    pub because: String,
    /// Kinds of the events that were written; none for "do nothing".
    pub events: Vec<String>,
}

impl Settled {
    /// For a reason, with events of these kinds written.
    pub fn of(because: &impl Because, kinds: impl IntoIterator<Item = String>) -> Self {
        Self { because: because.code(), events: kinds.into_iter().collect() }
    }

    /// For a reason, with these events written.
    pub fn written(because: &impl Because, events: Vec<Event>) -> Self {
        Self::of(because, events.into_iter().map(|event| event.kind))
    }

    /// For a reason, with nothing written.
    pub fn nothing(because: &impl Because) -> Self {
        Self::of(because, None)
    }

    /// With nothing even looked at, as the automation is switched off.
    pub fn switched_off() -> Self {
        Self { because: "switched-off".to_owned(), events: Vec::new() }
    }
}

/// Whoever can carry an automation's decisions out: reads settings, gathers facts, decides, commits.
///
/// The store is one; the shell drives any.
pub trait Settles<A: Automation>: Clone + Send + Sync + 'static {
    /// All versions of a shop's settings.
    fn settings(&self, shop: &ShopId) -> impl Future<Output = Result<settings::History, Failure>> + Send;

    /// Settles one event: once, whatever is delivered how often.
    fn settle(
        &self,
        event: &Event,
        history: &settings::History,
        clock: Timestamp,
        time_left: Duration,
    ) -> impl Future<Output = Result<Settled, Failure>> + Send;

    /// What events share that are settled together; nothing, if each is settled alone.
    fn together(_event: &Event) -> Option<String> {
        None
    }

    /// Settles events that share something: all of them or, if it fails, none that isn't settled again alone.
    fn settle_together(
        &self,
        events: &[Event],
        history: &settings::History,
        clock: Timestamp,
        time_left: Duration,
    ) -> impl Future<Output = Result<Settled, Failure>> + Send {
        async move {
            let mut settled = Settled { because: "nothing".to_owned(), events: Vec::new() };
            for event in events {
                settled = self.settle(event, history, clock, time_left).await?;
            }
            Ok(settled)
        }
    }
}

/// Why a decision fell: a closed list per automation, also for "do nothing".
///
/// Serialised as a kebab-case word, or as an object whose `code` is that word.
pub trait Because: Serialize + Debug + Clone + PartialEq + Send + Sync {
    /// The word alone.
    fn code(&self) -> String {
        match serde_json::to_value(self).expect("reasons are plain data") {
            Value::String(code) => code,
            Value::Object(fields) => {
                fields.get("code").and_then(Value::as_str).unwrap_or("unnamed").to_owned()
            }
            other => other.to_string(),
        }
    }
}

/// What is to happen, and why. Nothing in it leaves a choice to whoever carries it out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision<B> {
    /// The reason.
    pub because: B,
    /// Facts of other entities that must still stand when the decision is committed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relies_on: Vec<Reliance>,
    /// Changes to the entity that the event is about.
    pub changes: Vec<Change>,
    /// What is said to the rest of the house.
    pub events: Vec<NewEvent>,
    /// Movements of stock: events of other entities, outside those entities' chains.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<(EntityRef, NewEvent)>,
}

impl<B> Decision<B> {
    /// Does nothing, for a reason. Nothing is written.
    pub fn nothing(because: B) -> Self {
        Self { because, relies_on: Vec::new(), changes: Vec::new(), events: Vec::new(), beside: Vec::new() }
    }

    /// Adds a change.
    pub fn change(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// Adds an event.
    pub fn event(mut self, event: NewEvent) -> Self {
        self.events.push(event);
        self
    }

    /// The same decision where only so much is allowed: what isn't allowed out is withheld.
    pub fn under(mut self, allowed: &settings::Allowed) -> Self {
        if let settings::Allowed::Withheld(why) = allowed {
            let hold = |event: NewEvent| if event.outward { event.withheld(*why) } else { event };
            self.events = self.events.into_iter().map(hold).collect();
        }
        self
    }

    /// Whether committing it writes nothing.
    pub fn is_nothing(&self) -> bool {
        self.changes.is_empty() && self.events.is_empty() && self.beside.is_empty()
    }
}

/// Another entity's head, as it was when the facts were gathered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reliance {
    /// The entity.
    pub entity: EntityRef,
    /// Its version then; 0 for "not there".
    pub version: u64,
}

/// A change to the entity that the event is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// What this automation remembers of the entity from now on.
    Remember(Value),
    /// Wake this automation about the entity at a later time, with an event `due.{automation}`.
    WakeAt {
        /// What for; a later wake-up for the same purpose replaces the earlier.
        purpose: String,
        /// When.
        at: Timestamp,
    },
    /// The entity is a member of a list from now on.
    List {
        /// The list, such as `open-tasks`.
        list: String,
        /// Where in it: lists are read by time.
        at: Timestamp,
    },
    /// The entity isn't a member any more.
    Unlist {
        /// The list.
        list: String,
    },
}

impl Change {
    /// Remembers `memory`.
    pub fn remember(memory: &impl Serialize) -> Self {
        Self::Remember(serde_json::to_value(memory).expect("memories are plain data"))
    }
}
