//! Makes a task of what a machine couldn't settle, once, and has its owner told.
//!
//! Woken by `task.wanted`, which stands in the story of whatever it is about; reads the task, if it is one already;
//! decides in `decide`. The task is an entity of its own, named after the wish, so a duplicate finds it there.

mod decide;

use domain::{Automation, Decision, EntityRef, Event, Failure, Payload as _, Timestamp, settings::For, task};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Gather, Store, settle::Gathered};

pub use decide::Because;

/// The automation.
#[derive(Debug)]
pub struct TaskDesk;

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The task, if it has been opened.
    #[serde(default)]
    pub task: Option<task::Task>,
}

/// `[automations.task-desk]`: nothing. Who is told stands under `[routes]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Settings {}

impl Automation for TaskDesk {
    const NAME: &'static str = task::Task::DESK;
    const WAKES_ON: &'static [&'static str] = &[task::Wanted::KIND];
    /// It serves the shop's own people, whatever is in shadow.
    const SWITCHED: bool = false;
    type Facts = Facts;
    type Settings = Settings;
    type Because = Because;

    fn subject(event: &Event) -> EntityRef {
        task::Task::entity(&event.id)
    }

    fn decide(
        event: &Event,
        facts: &Facts,
        _settings: &For<Settings>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        decide::decide(event, facts, now)
    }
}

impl Gather for TaskDesk {
    async fn gather(store: &Store, event: &Event) -> Result<Gathered<Facts>, Failure> {
        let head = store.head(&event.shop, &Self::subject(event)).await?;
        Ok(Gathered { facts: Facts { task: head.recall(Self::NAME)? }, head, began: None })
    }
}
