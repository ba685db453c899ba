//! Writing down what came: the body as it was, the event, the changed facts.

use std::time::Duration;

use domain::{
    Change, Event, Failure, NewEvent, ShopId, Timestamp,
    order::Marks,
    webhook::{Happened, Received, Refusal, SetAside},
};
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
};
use tokio::time::sleep;

/// A signed delivery.
pub(crate) struct Delivery<'d> {
    pub(crate) shop: &'d ShopId,
    pub(crate) from: &'static str,
    pub(crate) topic: &'d str,
    pub(crate) body: &'d [u8],
    pub(crate) hash: &'d str,
}

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Journalled as this event.
    Accepted(Box<Event>),
    /// It had come before.
    Duplicate,
    /// It can't be kept: larger than an item may be, even compressed.
    TooLarge,
}

/// A conflict with another delivery about the same order is tried again this often; then the sender is asked to.
const ROUNDS: u32 = 6;
/// The longest pause before the second round; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// Journals what happened, once. The name of the effect is the shop's own count of the payload, never a delivery
/// id: the same news comes under several.
pub(crate) async fn happened(
    store: &Store,
    delivery: &Delivery<'_>,
    happened: &Happened,
    now: Timestamp,
) -> Result<Outcome, Failure> {
    let source = &happened.source;
    let effect = format!("{}#{}#{}#{}", delivery.from, delivery.topic, source.at, source.tie);
    for round in 0..ROUNDS {
        let (head, seen) = store.head_and_effect(delivery.shop, &happened.entity, &effect).await?;
        if seen {
            return Ok(Outcome::Duplicate);
        }
        if round == 0 && !store.keep_raw(delivery.shop, delivery.hash, delivery.body, now).await? {
            return Ok(Outcome::TooLarge);
        }
        let newest = head.source.as_ref().is_none_or(|known| known < source);
        let received = Received {
            from: delivery.from.to_owned(),
            topic: delivery.topic.to_owned(),
            source: source.clone(),
            superseded: happened.order.is_some() && !newest,
        };
        let events = [NewEvent::named(&happened.kind, effect.as_str(), &received)];
        let mut commit = Commit::on(delivery.shop, &happened.entity, &head, now);
        commit.events = &events;
        commit.snapshot = happened.order.as_ref().filter(|_| newest).map(|order| (order, source.clone()));
        if let Some(edited_at) = happened.edited_at {
            let marks: Marks = head.recall(Marks::NAME)?.unwrap_or_default();
            let marks = Marks { edited_at: marks.edited_at.max(Some(edited_at)) };
            if let Change::Remember(value) = Change::remember(&marks) {
                commit.memory.push((Marks::NAME, value));
            }
        }
        match store.commit(commit).await {
            Ok(Committed::Done(mut events)) => {
                let event = events.pop().ok_or_else(|| Failure::bug("a commit without its event"))?;
                return Ok(Outcome::Accepted(Box::new(event)));
            }
            Ok(Committed::AlreadyDone) => return Ok(Outcome::Duplicate),
            Err(StoreError::Stale) => sleep((FIRST_PAUSE * 2_u32.pow(round)).mul_f64(fastrand::f64())).await,
            Err(e) => return Err(e.into()),
        }
    }
    Err(StoreError::Stale.into())
}

/// Journals what is understood and left aside.
pub(crate) async fn ignored(
    store: &Store,
    delivery: &Delivery<'_>,
    reason: &str,
    now: Timestamp,
) -> Result<bool, Failure> {
    set_aside(store, delivery, SetAside::IGNORED, reason, now).await
}

/// Journals what can't be understood, and keeps its body so that nothing is lost.
pub(crate) async fn refused(
    store: &Store,
    delivery: &Delivery<'_>,
    refusal: &Refusal,
    now: Timestamp,
) -> Result<bool, Failure> {
    store.keep_raw(delivery.shop, delivery.hash, delivery.body, now).await?;
    set_aside(store, delivery, SetAside::REFUSED, &refusal.to_string(), now).await
}

/// Journals what is too large to be kept: its hash is all that stays.
pub(crate) async fn too_large(
    store: &Store,
    delivery: &Delivery<'_>,
    now: Timestamp,
) -> Result<bool, Failure> {
    let reason = format!("body: {} bytes are more than can be kept", delivery.body.len());
    set_aside(store, delivery, SetAside::REFUSED, &reason, now).await
}

async fn set_aside(
    store: &Store,
    delivery: &Delivery<'_>,
    kind: &str,
    reason: &str,
    now: Timestamp,
) -> Result<bool, Failure> {
    let aside = SetAside {
        from: delivery.from.to_owned(),
        topic: delivery.topic.chars().filter(|c| !c.is_control()).take(80).collect(),
        body: delivery.hash.to_owned(),
        reason: reason.chars().take(300).collect(),
    };
    let event = NewEvent::named(kind, kind, &aside);
    Ok(store.journal_alone(delivery.shop, &SetAside::entity(delivery.hash), &event, now).await?)
}
