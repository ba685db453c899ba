//! One round of settling: finds the returns that an event is about, and writes what is decided in one transaction each.

use domain::{
    Automation as _, Because as _, EntityRef, Event, Head, NewEvent, Payload as _, Reliance, Settled,
    Timestamp,
    document::{ReturnPaper, Says, Wanted},
    event::Origin,
    returns::{
        Rules,
        record::ReturnRecord,
        rma,
        told::{Told, kinds},
    },
    settings::{For, History},
    webhook::Received,
};
use serde::Serialize;
use store::{
    Store,
    commit::{Body, Commit, Committed},
    ties::Tie,
};

use crate::{
    Own, ReturnsApproval, Trouble,
    decide::{self, Decided},
    gather::Gathered,
};

/// What one round of settling has at hand.
pub(crate) struct Round<'r> {
    pub(crate) store: &'r Store,
    pub(crate) history: &'r History,
    /// The present settings.
    pub(crate) settings: &'r For<Rules>,
    pub(crate) now: Timestamp,
}

/// The rows that a return shares with others, as they were read.
pub(crate) struct Ties {
    /// Of its order.
    pub(crate) order: Tie,
    /// Of its customer.
    pub(crate) customer: Option<Tie>,
    /// Of the shop's days.
    pub(crate) days: Option<Tie>,
}

impl Round<'_> {
    /// One round about what woke us.
    pub(crate) async fn settle(&self, event: &Event) -> Result<Settled, Trouble> {
        if event.subject.kind() == rma::ENTITY {
            return self.about(event, &event.subject).await;
        }
        if event.subject.kind() != "ORDER" {
            return Ok(Settled::nothing(&Own::NotAReturn));
        }
        // What happens to an order concerns those of its returns that hold pieces of it.
        let of_order = self.store.returns_of_order(&event.shop, event.subject.id()).await?;
        let of_order: domain::returns::of_order::OfOrder = of_order.said()?;
        let mut all = Settled::nothing(&Own::NotAReturn);
        // Where none holds any, the one that keeps the order's lines writes down what was paid beside us.
        let first = of_order.first.as_ref().filter(|_| of_order.held.is_empty());
        for id in of_order.held.keys().chain(first) {
            let one = self.about(event, &EntityRef::new(rma::ENTITY, id)).await?;
            all.because = one.because;
            all.events.extend(one.events);
        }
        Ok(all)
    }

    /// What follows for one return.
    async fn about(&self, event: &Event, entity: &EntityRef) -> Result<Settled, Trouble> {
        let (head, kept) = self.store.rma(&event.shop, entity).await?;
        let order = kept.as_ref().map(|kept| kept.rma.request.order.clone()).or_else(|| order_of(event));
        let Some(order) = order else { return Ok(Settled::nothing(&Own::UnknownReturn)) };
        let began = kept.as_ref().map_or(event.time, |kept| kept.rma.request.at);
        let gathered = self.gather(event, entity.id(), kept, &order).await?;
        let decided = decide::decide(event, &gathered.facts, self.settings, self.now)?;
        self.carry_out(event, entity, (&head, began), decided, gathered).await
    }

    /// Writes what was decided about a return: all of it or nothing.
    async fn carry_out(
        &self,
        event: &Event,
        entity: &EntityRef,
        (head, began): (&Head, Timestamp),
        decided: Decided,
        gathered: Gathered,
    ) -> Result<Settled, Trouble> {
        let allowed = self.history.allows(ReturnsApproval::NAME, began, self.now)?;
        let decision = decided.decision.under(&allowed);
        if decision.is_nothing() {
            return Ok(Settled::nothing(&decision.because));
        }
        let because = decision.because;
        let Gathered { facts, ties, relies_on } = gathered;
        let mut commit = Commit::on(&event.shop, entity, head, self.now);
        // A return is too large for its head: it has an item of its own.
        let after: Option<ReturnRecord> = commit.carry(ReturnsApproval::NAME, decision.changes)?;
        let mut written: Vec<Tie> = Vec::new();
        written.extend(changed(ties.order, &facts.of_order, &decided.of_order));
        if let (Some(tie), Some(before)) = (ties.customer, &facts.past) {
            written.extend(decided.past.and_then(|after| changed(tie, before, &after)));
        }
        if let Some(tie) = ties.days {
            written.extend(decided.days.and_then(|after| changed(tie, &facts.days, &after)));
        }
        // What goes into the parcel is written with the event that asks for its paper.
        let slip = self.slip(event, &decision.events, after.as_ref()).await?;
        commit.paper = slip.as_ref().map(|(wanted, paper)| (wanted, Says::Return(paper)));
        commit.body = after.as_ref().map(Body::of);
        commit.events = &decision.events;
        commit.beside = &decision.beside;
        commit.ties = &written;
        // What only notes that something happened doesn't look at the order.
        let looked: &[Reliance] = if decided.looked_at_order { &relies_on } else { &[] };
        commit.relies_on = looked;
        commit.origin =
            Origin::following(event, ReturnsApproval::NAME, because.code(), self.settings.version);
        match self.store.commit(commit).await? {
            Committed::Done(events) => Ok(Settled::written(&because, events)),
            // The same news came before; what was decided then stands.
            Committed::AlreadyDone => Ok(Settled::nothing(&Own::NothingNew)),
        }
    }
}

impl Round<'_> {
    /// The paper that is asked for, if one is.
    async fn slip(
        &self,
        event: &Event,
        events: &[NewEvent],
        after: Option<&ReturnRecord>,
    ) -> Result<Option<(Wanted, ReturnPaper)>, Trouble> {
        let is_asked = events.iter().any(|new| new.kind == Wanted::KIND);
        let Some((kept, slip)) =
            after.filter(|_| is_asked).and_then(|kept| Some((kept, kept.slip.as_ref()?)))
        else {
            return Ok(None);
        };
        let order = EntityRef::order(&kept.rma.request.order);
        let order = self.store.snapshot(&event.shop, &order).await?;
        let paper = crate::paper::of(kept, order.as_ref(), self.settings, self.now);
        Ok(Some((Wanted::return_slip(slip.revision), paper)))
    }
}

/// The order that an event about a return names.
fn order_of(event: &Event) -> Option<String> {
    let told: Received = event.payload().ok().filter(|_| event.kind.starts_with("return."))?;
    // Only a wish opens a return; of any other word its order may be known, but not what comes back.
    let opens = [kinds::REQUESTED, kinds::APPROVED].contains(&event.kind.as_str())
        && matches!(told.returned.as_deref(), Some(Told::Requested { .. }));
    told.order().filter(|_| opens).map(str::to_owned)
}

/// A row that says something else from now on.
fn changed<T: PartialEq + Serialize>(tie: Tie, before: &T, after: &T) -> Option<Tie> {
    let text = || serde_json::to_string(after).expect("rows are plain data");
    (before != after).then(|| Tie { after: Some(text()), ..tie })
}
