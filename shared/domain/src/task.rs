//! Tasks: what a machine can't settle, for a person to do by a time.
//!
//! Whoever finds one journals [`Wanted`] on the entity that it is about; `task-desk` makes it a task of its own, once,
//! and has its owner told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{EntityRef, NewEvent, Payload};

/// Data of `task.wanted`: somebody must do something about an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Why, as a kebab-case word such as `erase-customer`. The task's mail has its text under this word.
    pub reason: String,
    /// Whose it is: a route of the shop's settings, such as `privacy`.
    pub owner: String,
    /// By when it must be done.
    pub due: Timestamp,
    /// Ids and numbers that help, such as the platform's id of the request. Never names or addresses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
}

impl Payload for Wanted {
    const KIND: &'static str = "task.wanted";
    const OUTWARD: bool = true;
}

impl Wanted {
    /// The event; `name` tells apart several tasks for the same reason about the same entity.
    pub fn event(&self, name: &str) -> NewEvent {
        NewEvent::of(format!("task#{}#{name}", self.reason), self)
    }
}

/// A task, as `task-desk` remembers it at the task's own entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What it is about.
    pub about: EntityRef,
    /// Why, whose, by when.
    #[serde(flatten)]
    pub wanted: Wanted,
    /// When it was opened.
    pub opened: Timestamp,
    /// Who did it and when, once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Done>,
}

/// That a task is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// When.
    pub at: Timestamp,
    /// Who says so.
    pub by: String,
    /// What they say of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Task {
    /// The kind of entity that a task is.
    pub const KIND: &'static str = "TASK";
    /// Where it is remembered at its entity's head.
    pub const DESK: &'static str = "task-desk";
    /// The list of tasks that aren't done, by due time.
    pub const OPEN: &'static str = "open-tasks";

    /// The entity of the task that the event with this id wanted. Twelve digits: people type them.
    pub fn entity(wanted_event: &str) -> EntityRef {
        EntityRef::new(Self::KIND, &wanted_event.chars().take(12).collect::<String>())
    }
}

/// Data of `task.opened`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What it is about.
    pub about: EntityRef,
    /// Why, whose, by when.
    #[serde(flatten)]
    pub wanted: Wanted,
}

impl Payload for Opened {
    const KIND: &'static str = "task.opened";
}

/// Data of `task.done`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Who says so.
    pub by: String,
}

impl Payload for Closed {
    const KIND: &'static str = "task.done";
}
