//! One round of settling: reads what a decision looks at, and writes what it says in one transaction.

use domain::{
    Automation as _, Because as _, Decision, EntityRef, Event, Failure, Head, NewEvent, Settled, Timestamp,
    document::{Says, Wanted},
    event::Origin,
    purchase::{Because, ENTITY, Known, Line, PurchaseOrder, Receipt},
    reorder::{Record, Rules},
    settings::{Allowed, For, History},
};
use store::{
    Store,
    commit::{Body, Commit, Committed},
    ties::Tie,
};

use crate::{
    Facts, Purchasing, Settings, Trouble,
    decide::{REVISION, numbers_of, spent_on},
};

/// Where `reorder` has its settings: how far orders go out without asking stands there.
const REORDER: &str = "reorder";

/// What one round of settling has at hand.
pub(crate) struct Round<'r> {
    pub(crate) store: &'r Store,
    pub(crate) history: &'r History,
    pub(crate) settings: &'r For<Settings>,
    pub(crate) now: Timestamp,
}

/// An order as it was read.
pub(crate) struct Read {
    pub(crate) entity: EntityRef,
    pub(crate) head: Head,
    pub(crate) order: Option<PurchaseOrder>,
}

impl Round<'_> {
    /// One round about what woke us.
    pub(crate) async fn settle(&self, event: &Event) -> Result<Settled, Trouble> {
        if event.kind.starts_with("reorder.") {
            return self.proposed(event, &event.subject).await;
        }
        if event.kind == "purchase.received" {
            return self.measure(event).await;
        }
        if event.kind == "purchase.approved" {
            return self.note_prices(event).await;
        }
        let Some(entity) = self.meant(event).await? else {
            return Ok(Settled::nothing(&Because::Unknown));
        };
        let read = self.read(event, entity).await?;
        if let Some(draft) = read.order.as_ref().filter(|order| order.state.is_draft())
            && !self.is_current(event, draft).await?
        {
            return Err(Trouble::Stale);
        }
        let (facts, ties) = self.facts(event, &read).await?;
        let decision = Purchasing::decide(event, &facts, self.settings, self.now)?;
        self.carry_out(event, &read, decision, ties, Vec::new()).await
    }

    /// The order that an event is about: itself, or the one that a receipt names.
    async fn meant(&self, event: &Event) -> Result<Option<EntityRef>, Trouble> {
        if event.kind != Receipt::KIND {
            return Ok((event.subject.kind() == ENTITY).then(|| event.subject.clone()));
        }
        let receipt = Receipt::of(&event.payload()?)?;
        let numbered = self.store.purchase_numbered(&event.shop, &receipt.purchase).await?;
        let id = numbered.before.unwrap_or(receipt.purchase);
        Ok(Some(EntityRef::new(ENTITY, &id)))
    }

    pub(crate) async fn read(&self, event: &Event, entity: EntityRef) -> Result<Read, Trouble> {
        let (head, order) = self.store.purchase(&event.shop, &entity).await?;
        Ok(Read { entity, head, order })
    }

    /// What a decision looks at, and the counts that it may take from.
    async fn facts(&self, event: &Event, read: &Read) -> Result<(Facts, Vec<Tie>), Trouble> {
        let mut facts =
            Facts { purchase: read.entity.id().to_owned(), order: read.order.clone(), ..Facts::default() };
        let Some(order) = read.order.as_ref().filter(|order| order.state.is_draft()) else {
            return Ok((facts, Vec::new()));
        };
        // It may become an order now: with the next number, and perhaps without asking.
        let (shop, today) = (&event.shop, self.settings.shop.day(self.now));
        let numbers = self.store.purchase_count(shop, &numbers_of(today.year())).await?;
        let spent = self.store.purchase_count(shop, &spent_on(today, order.currency)).await?;
        facts.numbered = counted(&numbers)?;
        facts.today = counted(&spent)?;
        for line in &order.lines {
            let entity = Record::entity(&order.supplier, Some(&line.item));
            let known: Option<Known> = self.store.head(shop, &entity).await?.recall(Purchasing::NAME)?;
            facts.last.push(known.and_then(|known| known.price));
        }
        facts.bounds = self.history.at(self.now)?.for_automation::<Rules>(REORDER)?.own.bounds;
        facts.withheld = matches!(self.allowed()?, Allowed::Withheld(_));
        Ok((facts, vec![numbers, spent]))
    }

    fn allowed(&self) -> Result<Allowed, Failure> {
        self.history.allows(Purchasing::NAME, self.now, self.now)
    }

    /// Writes what was decided about an order: all of it or nothing.
    pub(crate) async fn carry_out(
        &self,
        event: &Event,
        read: &Read,
        decision: Decision<Because>,
        counts: Vec<Tie>,
        mut ties: Vec<Tie>,
    ) -> Result<Settled, Trouble> {
        let decision = decision.under(&self.allowed()?);
        if decision.is_nothing() {
            return Ok(Settled::nothing(&decision.because));
        }
        let because = decision.because;
        let mut commit = Commit::on(&event.shop, &read.entity, &read.head, self.now);
        // The order is too large for its head: it has an item of its own.
        let after: Option<PurchaseOrder> = commit.carry(Purchasing::NAME, decision.changes)?;
        let mut takes = Vec::new();
        if let Some(order) =
            after.as_ref().filter(|_| read.order.as_ref().is_none_or(|was| was.approval.is_none()))
            && let Some(approval) = &order.approval
        {
            ties.extend(self.taken(event, read, order, &approval.by, counts).await?);
            let takes_of = |line: &Line| (order.proposed_at(line), line.stand.clone());
            takes.extend(order.lines.iter().map(takes_of));
        }
        let wanted = Wanted::purchase_order(1);
        let paper = after.as_ref().filter(|_| !takes.is_empty()).map(|order| self.paper(order));
        commit.paper = paper.as_ref().map(|paper| (&wanted, Says::PurchaseOrder(paper)));
        commit.body = after.as_ref().map(Body::of);
        commit.events = &decision.events;
        commit.beside = &decision.beside;
        (commit.ties, commit.takes) = (&ties, &takes);
        commit.origin = self.origin(event, &because);
        match self.store.commit(commit).await? {
            Committed::Done(events) => Ok(Settled::written(&because, events)),
            // Another line came into the draft in this moment, and took the revision: this one isn't in it.
            Committed::AlreadyDone if decision.events.iter().any(is_revision) => Err(Trouble::Stale),
            // The same receipt or instruction came before; what was decided then stands.
            Committed::AlreadyDone => Ok(Settled::nothing(&Because::NothingNew)),
        }
    }

    /// What an order takes from the shop's counts when it is approved: its number, which leads to it from now on; and, if
    /// nobody was asked, its part of the day.
    async fn taken(
        &self,
        event: &Event,
        read: &Read,
        order: &PurchaseOrder,
        by: &str,
        counts: Vec<Tie>,
    ) -> Result<Vec<Tie>, Trouble> {
        let number = order.number().unwrap_or_default();
        let mut leads = self.store.purchase_numbered(&event.shop, number).await?;
        if leads.before.is_some() {
            return Err(Failure::bug(format!("the number {number} was given before")).into());
        }
        leads.after = Some(read.entity.id().to_owned());
        let mut counts = counts.into_iter();
        let (Some(mut numbers), Some(mut spent)) = (counts.next(), counts.next()) else {
            return Err(Failure::bug("an order was approved without its counts").into());
        };
        numbers.after = Some((counted::<u32>(&numbers)? + 1).to_string());
        let mut taken = vec![leads, numbers];
        if by == crate::decide::AUTO {
            let total = counted::<i64>(&spent)?.saturating_add(order.total().minor);
            spent.after = Some(total.to_string());
            taken.push(spent);
        }
        Ok(taken)
    }

    pub(crate) fn origin(&self, event: &Event, because: &Because) -> Origin {
        Origin::following(event, Purchasing::NAME, because.code(), self.settings.version)
    }
}

/// What a count says; nothing is none.
pub(crate) fn counted<N: std::str::FromStr + Default>(tie: &Tie) -> Result<N, Failure> {
    let count = tie.before.as_deref().map(str::parse).transpose();
    let count = count.map_err(|_| Failure::bug(format!("the count {} is no number", tie.name)))?;
    Ok(count.unwrap_or_default())
}

/// Whether an event counts a change of a draft, whoever made it.
fn is_revision(new: &NewEvent) -> bool {
    new.effect.starts_with(REVISION)
}
