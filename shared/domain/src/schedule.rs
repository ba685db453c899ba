//! Work for later, and the beat that shows the house is awake.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{EntityRef, Event, NewEvent, Payload, ShopId};

/// The reserved shop under which the house speaks of itself.
pub fn house() -> ShopId {
    "house".parse().expect("a well-formed name")
}

/// A small row that is due at a time: it wakes one automation about one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The shop.
    pub shop: ShopId,
    /// What it is about.
    pub entity: EntityRef,
    /// Whom it wakes.
    pub automation: String,
    /// What for.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
}

/// Says that a time has come. Whoever it wakes looks at the state and decides afresh.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Woken {
    /// What for.
    pub purpose: String,
    /// The time that was asked for.
    pub due: Timestamp,
}

impl Payload for Woken {
    const KIND: &'static str = "due";
}

impl Due {
    /// The event that the row becomes.
    pub fn event(&self) -> NewEvent {
        let (automation, purpose, at) = (&self.automation, &self.purpose, self.at);
        NewEvent::named(
            &format!("{}.{automation}", Woken::KIND),
            format!("due#{automation}#{purpose}#{at}"),
            &Woken { purpose: purpose.clone(), due: at },
        )
    }
}

/// A beat through the whole house: journal, stream, topic, every queue, every automation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heartbeat {}

impl Payload for Heartbeat {
    const KIND: &'static str = "heartbeat";
}

impl Heartbeat {
    /// The entity of the beat at `minute`: each stands alone.
    pub fn entity(minute: Timestamp) -> EntityRef {
        EntityRef::new("HEARTBEAT", &minute.to_string())
    }
}

impl Event {
    /// The time at which what this event wakes decides: a tick's own time, so that a day can be played in a
    /// minute; the clock's for everything else.
    pub fn decided_at(&self, clock: Timestamp) -> Timestamp {
        let of_the_clock = self.kind.strip_prefix(Woken::KIND).is_some_and(|rest| rest.starts_with('.'));
        if of_the_clock { self.time } else { clock }
    }
}
