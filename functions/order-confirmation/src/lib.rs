//! Confirms an order once it is placed: exactly one mail, or a recorded reason why not.
//!
//! Woken by whatever happens to an order; reads the order's head and newest snapshot, in one read; decides in
//! `decide`. A duplicate or a late event finds the decision already made, a broken one goes to the dead letters.

mod because;
mod decide;
mod memory;
mod settings;

use domain::{
    Automation, Decision, Event, Failure, Timestamp,
    edd::Memory as Dates,
    order::{Marks, Order},
    settings::For,
};
use serde::{Deserialize, Serialize};
use store::{Gather, Store, settle::Gathered};

pub use because::Because;
pub use memory::{Confirmed, Held, Memory, Suppressed};
pub use settings::Settings;

/// The automation.
#[derive(Debug)]
pub struct OrderConfirmation;

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The newest snapshot; absent while only word of the order has come.
    #[serde(default)]
    pub order: Option<Order>,
    /// When the shop made that snapshot.
    #[serde(default)]
    pub snapshot_at: Option<Timestamp>,
    /// Small facts beside it.
    #[serde(default)]
    pub marks: Marks,
    /// Whether it is settled which date its buyer is promised, or that there is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promised: bool,
    /// What was decided before.
    #[serde(default)]
    pub memory: Option<Memory>,
}

impl Automation for OrderConfirmation {
    const NAME: &'static str = "order-confirmation";
    const WAKES_ON: &'static [&'static str] = &[
        "order.created",
        "order.updated",
        "order.edited",
        "order.paid",
        "order.cancelled",
        "confirmation.requested",
        "promise.stored",
        "due.order-confirmation",
    ];
    type Facts = Facts;
    type Settings = Settings;
    type Because = Because;

    fn decide(
        event: &Event,
        facts: &Facts,
        settings: &For<Settings>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        Ok(decide::decide(event, facts, settings, now))
    }
}

impl Gather for OrderConfirmation {
    async fn gather(store: &Store, event: &Event) -> Result<Gathered<Facts>, Failure> {
        let known = store.order_since(&event.shop, &event.subject, event.seq).await?;
        let facts = Facts {
            snapshot_at: known.head.source.as_ref().map(|source| source.at),
            marks: known.head.recall(Marks::NAME)?.unwrap_or_default(),
            promised: known.head.memory.contains_key(Dates::NAME),
            memory: known.head.recall(Self::NAME)?,
            order: known.order,
        };
        let began = facts.order.as_ref().map(|order| order.placed_at);
        Ok(Gathered { facts, head: known.head, began })
    }
}
