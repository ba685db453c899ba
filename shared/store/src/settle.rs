//! Gather, decide, commit: how an automation's decision about one event is carried out, once.

use std::{future::Future, time::Duration};

use domain::{
    Automation, Because as _, Event, Failure, Head, Settled, Settles, ShopId, Timestamp,
    event::Origin,
    settings::{Allowed, History},
};
use tokio::time::{Instant, sleep};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
};

/// The part of an automation that reads: everything that its decision looks at.
pub trait Gather: Automation {
    /// Reads the facts about the entity of `event`.
    fn gather(
        store: &Store,
        event: &Event,
    ) -> impl Future<Output = Result<Gathered<Self::Facts>, Failure>> + Send;
}

/// Facts, with what the commit needs to know of them.
#[derive(Debug)]
pub struct Gathered<F> {
    /// What the decision looks at.
    pub facts: F,
    /// The head of the entity that the decision is journalled on, as it was read.
    pub head: Head,
    /// When what is decided about began: it picks the version of the settings. The present if absent.
    pub began: Option<Timestamp>,
}

/// A conflict is tried again after up to this long, doubled each time.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);
/// What must be left of the invocation's time to try once more.
const RESERVE: Duration = Duration::from_secs(2);

/// Gathers, decides and commits again, with jitter, as long as the facts change under it (`None`) and time lasts. Then the
/// event goes back to its queue.
pub async fn until_settled<F>(time_left: Duration, mut round: impl FnMut() -> F) -> Result<Settled, Failure>
where
    F: Future<Output = Result<Option<Settled>, Failure>>,
{
    let deadline = Instant::now() + time_left;
    let mut pause = FIRST_PAUSE;
    loop {
        match round().await? {
            Some(settled) => return Ok(settled),
            None if deadline.saturating_duration_since(Instant::now()) < RESERVE + pause => {
                return Err(StoreError::Stale.into());
            }
            None => {
                sleep(pause.mul_f64(fastrand::f64())).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Why a round of settling didn't settle.
#[derive(Debug)]
pub enum Trouble {
    /// The facts changed meanwhile: once more.
    Stale,
    /// It can't be settled like this.
    Failed(Failure),
}

impl Trouble {
    /// A round as [`until_settled`] takes it.
    pub fn round(settled: Result<Settled, Self>) -> Result<Option<Settled>, Failure> {
        match settled {
            Ok(settled) => Ok(Some(settled)),
            Err(Self::Stale) => Ok(None),
            Err(Self::Failed(failure)) => Err(failure),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale => Self::Stale,
            error => Self::Failed(error.into()),
        }
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<A: Gather> Settles<A> for Store {
    async fn settings(&self, shop: &ShopId) -> Result<History, Failure> {
        Ok(Store::settings(self, shop).await?)
    }

    async fn settle(
        &self,
        event: &Event,
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        let now = event.decided_at(clock);
        until_settled(time_left, || self.round::<A>(event, history, now, A::gather(self, event))).await
    }
}

impl Store {
    /// One round of settling, from what `gather` reads. `None` if the facts changed under it.
    pub async fn round<A: Automation>(
        &self,
        event: &Event,
        history: &History,
        now: Timestamp,
        gather: impl Future<Output = Result<Gathered<A::Facts>, Failure>> + Send,
    ) -> Result<Option<Settled>, Failure> {
        // What governs a decision follows from when its matter began; how far it is switched on, from now.
        if A::SWITCHED && history.is_off(A::NAME, now)? {
            return Ok(Some(Settled::switched_off()));
        }
        let gathered = gather.await?;
        let began = gathered.began.unwrap_or(now);
        let settings = history.at(began)?.for_automation::<A::Settings>(A::NAME)?;
        let allowed = if A::SWITCHED { history.allows(A::NAME, began, now)? } else { Allowed::Out };
        let decision = A::decide(event, &gathered.facts, &settings, now)?.under(&allowed);
        if decision.is_nothing() {
            return Ok(Some(Settled::nothing(&decision.because)));
        }
        let because = decision.because;
        let subject = A::subject(event);
        let mut commit = Commit::on(&event.shop, &subject, &gathered.head, now);
        let memory = commit.carry(A::NAME, decision.changes)?;
        commit.memory.extend(memory.map(|memory| (A::NAME, memory)));
        commit.relies_on = &decision.relies_on;
        commit.events = &decision.events;
        commit.beside = &decision.beside;
        commit.origin = Origin::following(event, A::NAME, because.code(), settings.version);
        match self.commit(commit).await {
            Ok(Committed::Done(events)) => Ok(Some(Settled::written(&because, events))),
            // Another delivery of the same news was quicker; what it decided stands.
            Ok(Committed::AlreadyDone) => Ok(Some(Settled::nothing(&because))),
            Err(StoreError::Stale) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }
}
