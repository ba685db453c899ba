//! The one way in for foreign facts: the body as it was, the event, the changed facts.

use domain::{
    Change, EntityRef, Event, Failure, Head, NewEvent, ShopId, SourceVersion, Timestamp,
    order::{Marks, Shipment},
    privacy::Mark,
    returns::rma,
    webhook::{Happened, Received, Refusal, SetAside, effect_of},
};
use jiff::{SignedDuration, tz::TimeZone};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    remember::pause,
    ties::Tie,
};

/// Something that came from a shop's platform: its word is trusted.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'i> {
    /// The shop.
    pub shop: &'i ShopId,
    /// The platform, such as `shopify`.
    pub from: &'i str,
    /// Its word for what happened; ours (`poll`, `import`) where we asked for it.
    pub topic: &'i str,
    /// The body as it came.
    pub body: &'i [u8],
    /// Its hash.
    pub hash: &'i str,
    /// Whether what is known already is passed over: a poll repeats what webhooks have said.
    pub only_news: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken {
    /// Journalled as this event.
    Accepted(Box<Event>),
    /// It had come before.
    Duplicate,
    /// It can't be kept: larger than an item may be, even compressed.
    TooLarge,
}

/// A conflict with another delivery about the same order is tried again this often; then the sender is asked to.
pub(crate) const ROUNDS: u32 = 6;

impl Store {
    /// Journals what happened, once. The name of the effect is the shop's own count of the payload, never a delivery
    /// id: the same news comes under several.
    pub async fn take_in(
        &self,
        incoming: &Incoming<'_>,
        happened: &Happened,
        now: Timestamp,
    ) -> Result<Taken, Failure> {
        if let Some(report) = &happened.parcel {
            return self.take_in_parcel(incoming, happened, report, now).await;
        }
        let source = &happened.source;
        let named = |tie: &str| effect_of(incoming.from, incoming.topic, source.at, tie);
        let (tie, earlier) = dated(source, now);
        let (effect, earlier) = (named(&tie), earlier.map(|tie| named(&tie)));
        for round in 0..ROUNDS {
            let (head, mut seen) = self.head_and_effect(incoming.shop, &happened.entity, &effect).await?;
            if let Some(earlier) = earlier.as_deref().filter(|_| !seen) {
                seen = self.event(incoming.shop, &happened.entity, earlier).await?.is_some();
            }
            // A poll's body has another hash than the webhook's: within one second, how far the order is decides.
            let far = |version: &SourceVersion| (version.at, version.tie.get(..2).map(str::to_owned));
            let known = || head.source.as_ref().is_some_and(|known| far(known) >= far(source));
            if seen || (incoming.only_news && known()) {
                self.let_go(incoming, &happened.entity, &head, round, now).await?;
                return Ok(Taken::Duplicate);
            }
            if !self.keep_unless_erased(incoming, &head, round, now).await? {
                return Ok(Taken::TooLarge);
            }
            let completed = self.completed(incoming.shop, happened, &head).await?;
            let happened = completed.as_ref().unwrap_or(happened);
            let mut commit = commit(incoming, happened, &head, (&effect, &tie), now)?;
            if let Some(order) = happened.order.as_ref().filter(|_| commit.newest) {
                commit.ties = self.ties_of(incoming.shop, order, now).await?;
            }
            match self.commit(commit.as_commit(incoming.shop, happened, &head, now)).await {
                Ok(Committed::Done(events)) => {
                    let event = events.into_iter().next();
                    let event = event.ok_or_else(|| Failure::bug("a commit without its event"))?;
                    return Ok(Taken::Accepted(Box::new(event)));
                }
                Ok(Committed::AlreadyDone) => return Ok(Taken::Duplicate),
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale.into())
    }

    /// Keeps the body, unless it is about somebody who was erased: then none is kept, and one that was kept before is emptied, by this
    /// delivery or by one that died. `false` if it is too large.
    pub(crate) async fn keep_unless_erased(
        &self,
        incoming: &Incoming<'_>,
        head: &Head,
        round: u32,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        match (Mark::is_at(head), round) {
            (true, _) => self.empty_raw(incoming.shop, incoming.hash, now).await.map(|()| true),
            (false, 0) => self.keep_raw(incoming.shop, incoming.hash, incoming.body, now).await,
            // The first round has kept it.
            (false, _) => Ok(true),
        }
    }

    /// What somebody else told meanwhile: a body that was kept for nothing is emptied. An erasure finds bodies by the events that name
    /// them, so one that none names would outlast it.
    pub(crate) async fn let_go(
        &self,
        incoming: &Incoming<'_>,
        entity: &EntityRef,
        head: &Head,
        round: u32,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if !Mark::is_at(head) {
            // Nothing is kept before the first round is over.
            if round == 0 {
                return Ok(());
            }
            let story = self.story(incoming.shop, entity).await?;
            if story.events.iter().any(|kept| kept.event.data["body"] == incoming.hash) {
                return Ok(());
            }
        }
        self.empty_raw(incoming.shop, incoming.hash, now).await
    }

    /// What happened, with the parcels that are known of its order, where a list that may be cut off doesn't name them.
    async fn completed(
        &self,
        shop: &ShopId,
        happened: &Happened,
        head: &Head,
    ) -> Result<Option<Happened>, Failure> {
        let Some(told) = happened.order.as_ref().filter(|_| happened.parcels_cut_off) else {
            return Ok(None);
        };
        if head.source.is_none() {
            return Ok(None);
        }
        // Should it change in between, the commit finds the head changed as well.
        let known = self.order(shop, &happened.entity).await?.order;
        let is_unnamed = |parcel: &Shipment| told.shipments.iter().all(|named| named.id != parcel.id);
        let unnamed = known.into_iter().flat_map(|order| order.shipments).filter(is_unnamed);
        let mut order = told.clone();
        order.shipments.extend(unnamed);
        Ok(Some(Happened { order: Some(order), ..happened.clone() }))
    }

    /// Journals what is understood and left aside.
    pub async fn ignore(
        &self,
        incoming: &Incoming<'_>,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        self.set_aside(incoming, SetAside::IGNORED, reason, now).await
    }

    /// Journals what can't be understood, and keeps its body so that nothing is lost.
    pub async fn refuse(
        &self,
        incoming: &Incoming<'_>,
        refusal: &Refusal,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        self.keep_raw(incoming.shop, incoming.hash, incoming.body, now).await?;
        self.set_aside(incoming, SetAside::REFUSED, &refusal.to_string(), now).await
    }

    /// Journals what is too large to be kept: its hash is all that stays.
    pub async fn refuse_size(&self, incoming: &Incoming<'_>, now: Timestamp) -> Result<bool, Failure> {
        let reason = format!("body: {} bytes are more than can be kept", incoming.body.len());
        self.set_aside(incoming, SetAside::REFUSED, &reason, now).await
    }

    async fn set_aside(
        &self,
        incoming: &Incoming<'_>,
        kind: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let aside = SetAside {
            from: incoming.from.to_owned(),
            topic: incoming.topic.chars().filter(|c| !c.is_control()).take(80).collect(),
            body: incoming.hash.to_owned(),
            reason: reason.chars().take(300).collect(),
        };
        let event = NewEvent::named(kind, kind, &aside);
        Ok(self.journal_alone(incoming.shop, &SetAside::entity(incoming.hash), &event, now).await?)
    }
}

/// How a payload is told from another of its kind: by its own time and hash. One without a time may come again in
/// earnest (a shop is uninstalled twice), so the day counts as well; and the day before, for redeliveries at midnight.
fn dated(source: &SourceVersion, now: Timestamp) -> (String, Option<String>) {
    if source.said_at().is_some() {
        return (source.tie.clone(), None);
    }
    let on = |at: Timestamp| format!("{}#{}", source.tie, at.to_zoned(TimeZone::UTC).date());
    (on(now), Some(on(now - SignedDuration::from_hours(24))))
}

/// What is to be written, before it is tied to the head.
struct Written {
    events: Vec<NewEvent>,
    memory: Vec<(&'static str, serde_json::Value)>,
    /// What leads from the numbers of its shipments to the order.
    ties: Vec<Tie>,
    newest: bool,
}

fn commit(
    incoming: &Incoming<'_>,
    happened: &Happened,
    head: &Head,
    (effect, tie): (&str, &str),
    now: Timestamp,
) -> Result<Written, Failure> {
    let source = &happened.source;
    let newest = head.source.as_ref().is_none_or(|known| known < source);
    let received = Received {
        from: incoming.from.to_owned(),
        topic: incoming.topic.to_owned(),
        source: source.clone(),
        superseded: happened.whole && !newest,
        details: happened.details.clone(),
        returned: happened.returned.clone(),
        // Where the rest of it is found for a while, by a later reader or by whoever erases it.
        body: if Mark::is_at(head) { String::new() } else { incoming.hash.to_owned() },
    };
    let mut events = vec![NewEvent::named(&happened.kind, effect, &received)];
    events.extend(happened.wanted(now).map(|wanted| wanted.event(tie)));
    let mut memory = Vec::new();
    if let Some(edited_at) = happened.edited_at {
        let marks: Marks = head.recall(Marks::NAME)?.unwrap_or_default();
        let marks = Marks { edited_at: marks.edited_at.max(Some(edited_at)) };
        if let Change::Remember(value) = Change::remember(&marks) {
            memory.push((Marks::NAME, value));
        }
    }
    Ok(Written { events, memory, ties: Vec::new(), newest })
}

impl Written {
    fn as_commit<'c>(
        &'c self,
        shop: &'c ShopId,
        happened: &'c Happened,
        head: &'c Head,
        now: Timestamp,
    ) -> Commit<'c> {
        let mut commit = Commit::on(shop, &happened.entity, head, now);
        commit.events = &self.events;
        commit.memory.clone_from(&self.memory);
        if happened.whole && self.newest {
            match &happened.order {
                Some(order) => {
                    commit.snapshot = Some((order, happened.source.clone()));
                    commit.ties = &self.ties;
                }
                // Its head names the body that is ours, whatever a door says of it.
                None if happened.entity.kind() == rma::ENTITY => {}
                None => {
                    commit.source = Some(happened.source.clone());
                    commit.items = happened.items.as_deref();
                }
            }
        }
        commit
    }
}
