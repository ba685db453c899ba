//! Proposes what is to be ordered: how much of an item, from whom or from which location, and until when.
//!
//! Woken when a stock alerts or recovers, when a supplier's cut-off has passed, when a draft comes to too little, and by the
//! night's sweep, after which it looks at everything page by page. Of an item at a place there is one proposal at a time: a
//! later look amends it, and it goes away with the need. It orders nothing itself.

mod along;
mod decide;
mod gather;
mod review;

use std::time::Duration;

use domain::{
    Automation, Decision, Event, Failure, Payload as _, Settled, Settles, ShopId, Timestamp,
    event::Origin,
    purchase::Happened,
    reorder::{AMENDED, Because, Looked, Ordering, PROPOSED, Proposal, Rules},
    settings::{For, History},
    stock,
};
use serde::{Deserialize, Serialize};
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
    proposals::{Proposed, Standing},
    settle::until_settled,
};

use along::BELOW_MINIMUM;
pub use review::{Found, Review, Reviewed, SWEPT};

/// The automation.
#[derive(Debug)]
pub struct Reorder;

/// What a decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// An item at a place, and what is known around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Looked>,
}

impl Automation for Reorder {
    const NAME: &'static str = "reorder";
    const WAKES_ON: &'static [&'static str] =
        &["stock.alerted", "stock.recovered", SWEPT, Review::KIND, BELOW_MINIMUM, "due.reorder"];
    type Facts = Facts;
    type Settings = Rules;
    type Because = Because;

    fn decide(
        event: &Event,
        facts: &Facts,
        settings: &For<Rules>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        match &facts.stock {
            Some(looked) if event.kind == BELOW_MINIMUM => {
                let told: Happened = event.payload()?;
                decide::decide_along(looked, &told.supplier, settings, now)
            }
            Some(looked) => decide::decide(looked, settings, now),
            None => Ok(Decision::nothing(Ordering::NotStock.into())),
        }
    }
}

/// What is remembered of an item at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Memory {
    /// How many proposals there have been.
    pub(crate) proposals: u32,
}

/// The store, as this automation carries its decisions out.
#[derive(Debug, Clone)]
pub struct Buyer(pub Store);

impl Settles<Reorder> for Buyer {
    async fn settings(&self, shop: &ShopId) -> Result<History, Failure> {
        Ok(self.0.settings(shop).await?)
    }

    async fn settle(
        &self,
        event: &Event,
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        let now = event.decided_at(clock);
        let Some(settings) = history.switched_on::<Reorder>(now)? else { return Ok(Settled::switched_off()) };
        let round = Round { store: &self.0, settings: &settings, now };
        match event.kind.as_str() {
            SWEPT => round.begin_review(event).await,
            Review::KIND => Box::pin(round.review(event, time_left)).await,
            BELOW_MINIMUM => Box::pin(round.top_up(event, time_left)).await,
            _ => until_settled(time_left, || round.settle(event, &event.subject)).await,
        }
    }
}

/// What a settling has at hand.
pub(crate) struct Round<'r> {
    pub(crate) store: &'r Store,
    pub(crate) settings: &'r For<Rules>,
    pub(crate) now: Timestamp,
}

impl Round<'_> {
    /// One round about an item at a place. `None` if the facts changed under it.
    pub(crate) async fn settle(
        &self,
        event: &Event,
        entity: &domain::EntityRef,
    ) -> Result<Option<Settled>, Failure> {
        let Some((item, location)) = stock::place(entity) else {
            return Ok(Some(Settled::nothing(&Ordering::NotStock)));
        };
        let (standing, looked) = self.gather(&event.shop, entity, item, location).await?;
        let facts = Facts { stock: Some(looked) };
        let decision = Reorder::decide(event, &facts, self.settings, self.now)?;
        if decision.is_nothing() {
            return Ok(Some(Settled::nothing(&decision.because)));
        }
        self.commit(event, entity, &standing, decision).await
    }

    /// Writes the proposal, or takes it away, with the event that says so. They are one transaction, so the newest event of
    /// a proposal is always what is kept of it.
    async fn commit(
        &self,
        event: &Event,
        entity: &domain::EntityRef,
        standing: &Standing,
        decision: Decision<Because>,
    ) -> Result<Option<Settled>, Failure> {
        let to_be = decision.events.iter().find(|new| [PROPOSED, AMENDED].contains(&new.kind.as_str()));
        let to_be: Option<Proposal> = to_be
            .map(|new| serde_json::from_value(new.data.clone()))
            .transpose()
            .map_err(|e| Failure::bug(e.to_string()))?;
        let mut commit = Commit::on(&event.shop, entity, &standing.head, self.now);
        commit.proposal = Some(Proposed { as_read: standing.proposal.as_ref(), to_be: to_be.as_ref() });
        commit.events = &decision.events;
        commit.origin = self.origin(event, &domain::Because::code(&decision.because));
        let memory = commit.carry(Reorder::NAME, decision.changes)?;
        commit.memory.extend(memory.map(|memory| (Reorder::NAME, memory)));
        match self.store.commit(commit).await {
            Ok(Committed::Done(events)) => Ok(Some(Settled::written(&decision.because, events))),
            // Another run said this revision first, and what it wrote is read next time.
            Ok(Committed::AlreadyDone) | Err(StoreError::Stale) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Where events come from that follow from `event`.
    pub(crate) fn origin(&self, event: &Event, because: &str) -> Origin {
        Origin::following(event, Reorder::NAME, because, self.settings.version)
    }
}
