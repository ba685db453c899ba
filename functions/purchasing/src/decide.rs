//! What becomes of purchase orders. Pure: the moves are `domain::purchase`'s, what follows from them is said here.

mod answer;
mod approve;
mod draft;
mod receive;

use domain::{
    Change, Decision, EntityRef, Event, Failure, NewEvent, Payload as _, Timestamp,
    action::Taken,
    document::Made,
    mail::MailRequested,
    purchase::{Because, ENTITY, Happened, Instructed, OPEN, PurchaseOrder, Receipt, State, Word, movements},
    schedule::Woken,
    settings::For,
    task::Wanted,
};
use jiff::{SignedDuration, tz::TimeZone};

use crate::{Facts, Settings};

pub(crate) use approve::{AUTO, numbers_of, spent_on};
pub(crate) use draft::{REVISION, decide as draft, remove};

/// Wakes us to put a draft before its approver.
pub(crate) const ASK: &str = "ask";
/// Wakes us to look whether an order is overdue.
pub(crate) const CHASE: &str = "chase";
/// Wakes us to look whether the supplier has answered.
pub(crate) const CONFIRM: &str = "confirm";
/// Wakes us to send an order whose papers have stayed away.
pub(crate) const PAPERS: &str = "papers";
/// Tasks are due within this.
const WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// The words of what is done by links.
pub(crate) mod links {
    pub(crate) const APPROVE: &str = "approve";
    pub(crate) const DECLINE: &str = "decline";
    pub(crate) const CONFIRM: &str = "confirm";
    pub(crate) const REFUSE: &str = "refuse";
}

pub(crate) fn decide(
    event: &Event,
    facts: &Facts,
    settings: &For<Settings>,
    now: Timestamp,
) -> Result<Decision<Because>, Failure> {
    if event.kind.starts_with("reorder.") {
        return Ok(draft::decide(facts, settings, now));
    }
    let Some(order) = &facts.order else { return Ok(Decision::nothing(Because::Unknown)) };
    let case = Case::of(facts, order, settings, now);
    Ok(match event.kind.as_str() {
        Made::KIND => approve::papers(&case, &event.payload()?),
        Instructed::KIND => {
            let said: Instructed = event.payload()?;
            match said.word {
                Word::Approve => approve::approve(&case, said.revision, &said.by),
                Word::Decline => approve::decline(&case, said.revision, &said.by),
                Word::Close => receive::close(&case, &said),
                Word::Cancel => receive::cancel(&case, &said),
            }
        }
        Receipt::KIND => receive::receive(&case, &Receipt::of(&event.payload()?)?),
        kind if kind.starts_with(Woken::KIND) => match event.payload::<Woken>()?.purpose.as_str() {
            ASK => approve::ask(&case),
            PAPERS => approve::without_papers(&case),
            CHASE => receive::chase(&case),
            CONFIRM => receive::remind(&case),
            _ => Decision::nothing(Because::NothingNew),
        },
        kind if kind.starts_with(Taken::KIND) => taken(&case, &event.payload()?),
        _ => Decision::nothing(Because::NotAPurchase),
    })
}

fn taken(case: &Case<'_>, taken: &Taken) -> Decision<Because> {
    match (taken.word.as_str(), Happened::revision_of(&taken.matter)) {
        (links::APPROVE, Some(revision)) => approve::approve(case, revision, &taken.role),
        (links::DECLINE, Some(revision)) => approve::decline(case, revision, &taken.role),
        (links::CONFIRM, None) => answer::answer(case, true),
        (links::REFUSE, None) => answer::answer(case, false),
        _ => Decision::nothing(Because::NotAPurchase),
    }
}

/// An order, and what is asked of it.
pub(crate) struct Case<'c> {
    pub(crate) entity: EntityRef,
    pub(crate) before: &'c PurchaseOrder,
    pub(crate) facts: &'c Facts,
    pub(crate) settings: &'c For<Settings>,
    pub(crate) zone: TimeZone,
    pub(crate) now: Timestamp,
}

impl<'c> Case<'c> {
    /// The order as it was `before`, with what else is known.
    fn of(facts: &'c Facts, before: &'c PurchaseOrder, settings: &'c For<Settings>, now: Timestamp) -> Self {
        let entity = EntityRef::new(ENTITY, &facts.purchase);
        Self { entity, before, facts, settings, zone: settings.shop.time_zone(), now }
    }

    /// The order is `after` from now on: that is remembered, said, and whatever follows from how far it is.
    fn become_(&self, after: &PurchaseOrder, because: Because, said: NewEvent) -> Decision<Because> {
        let mut decision = Decision::nothing(because).change(Change::remember(after)).event(said);
        let chased = |order: &PurchaseOrder| order.chase_at(&self.settings.own.chasing, &self.zone);
        match chased(after) {
            at if at == chased(self.before) => {}
            Some(at) => decision = decision.change(Change::WakeAt { purpose: CHASE.into(), at }),
            None => {} // it wakes and finds nothing to do
        }
        let answered_by = |order: &PurchaseOrder| order.confirm_at(&self.settings.own.chasing, &self.zone);
        if let Some(at) = answered_by(after).filter(|at| answered_by(self.before) != Some(*at)) {
            decision = decision.change(Change::WakeAt { purpose: CONFIRM.into(), at });
        }
        if after.state == State::Draft {
            let at = self.ask_at(after);
            decision = decision.change(Change::WakeAt { purpose: ASK.into(), at });
        }
        if after.state.is_over() {
            decision = decision.change(Change::Unlist { list: OPEN.into() });
        } else if after.revision == 1 && self.before.revision == 0 {
            decision = decision.change(Change::List { list: OPEN.into(), at: after.opened });
        }
        decision
    }

    /// The same, and what it moves of stock, under the name of the move.
    fn move_(
        &self,
        after: &PurchaseOrder,
        because: Because,
        said: NewEvent,
        step: &str,
        at: Timestamp,
    ) -> Decision<Because> {
        let mut decision = self.become_(after, because, said);
        decision.beside = movements(&self.entity, self.before, after, step, at);
        decision
    }

    /// When a draft is put before its approver: once no more lines are waited for, and in time for the supplier's cut-off.
    fn ask_at(&self, order: &PurchaseOrder) -> Timestamp {
        let own = &self.settings.own;
        let gathered = self.now + SignedDuration::from_mins(i64::from(own.gather_minutes));
        let before = SignedDuration::from_hours(i64::from(own.ask_hours));
        order.order_by().map_or(gathered, |by| (by - before).max(gathered))
    }

    /// Whether mails reach the supplier.
    fn supplier_has_address(&self) -> bool {
        let supplier = self.settings.shop.suppliers.get(&self.before.supplier);
        supplier.is_some_and(|supplier| supplier.address.is_some())
    }

    /// A task for whoever approves.
    fn task(&self, reason: &str, order: &PurchaseOrder, name: &str) -> NewEvent {
        let mut details = std::collections::BTreeMap::new();
        details.extend(order.number().map(|number| ("number".to_owned(), number.to_owned())));
        let wanted = Wanted {
            reason: reason.into(),
            owner: self.settings.own.route.clone(),
            due: self.now + WITHIN,
            details,
        };
        wanted.event(name)
    }
}

/// A mail about the order. Rather twice than never, should nobody know: it bears the order's number.
fn mail(message: &str, revision: u32) -> NewEvent {
    MailRequested::transactional(message, revision).event()
}

/// How the order is, as an event's data.
fn said(order: &PurchaseOrder) -> Happened {
    Happened::to(order)
}
