//! The decision. It looks at the facts, not at which event brought them: events come twice, late and crosswise. The one
//! exception is a wish of the shop's own people, which overrules some rules and has a mail sent again.

use domain::{
    Change, Decision, Event, NewEvent, Payload as _, Timestamp,
    mail::{ConfirmationRequested, MailRequested},
    order::{Order, PaymentStatus, SumError},
    schedule::Woken,
    settings::{For, Routes, is_address},
    task::Wanted,
};
use jiff::SignedDuration;

use crate::{
    Facts, Settings,
    because::Because,
    memory::{Confirmed, Held, Memory, Suppressed},
};

/// Wakes us when the edited snapshot should long have come.
const EDITED_ORDER: &str = "edited-order";
const EDITED_ORDER_WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// Wakes us when the promised date should long have come, and how long it is waited for.
const PROMISE: &str = "promise";
const PROMISE_WITHIN: SignedDuration = SignedDuration::from_mins(2);
/// The task of whoever looks at a held order.
const HELD_TASK: &str = "order-held";
/// The task of whoever asks a buyer for an address.
const NO_ADDRESS_TASK: &str = "buyer-without-address";
/// How soon tasks are due.
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// Recorded by the platform this long after it was placed, an order was brought in from elsewhere.
const IMPORTED_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// What a decision is about.
struct Case<'c> {
    event: &'c Event,
    facts: &'c Facts,
    order: &'c Order,
    settings: &'c For<Settings>,
    now: Timestamp,
}

pub(crate) fn decide(
    event: &Event,
    facts: &Facts,
    settings: &For<Settings>,
    now: Timestamp,
) -> Decision<Because> {
    let Some(order) = &facts.order else { return Decision::nothing(Because::AwaitingOrder) };
    let case = Case { event, facts, order, settings, now };
    match &facts.memory {
        Some(Memory::Confirmed(confirmed)) if case.is_requested() => case.again(confirmed),
        Some(Memory::Confirmed(confirmed)) => case.after_confirmation(confirmed),
        _ => case.first(),
    }
}

impl Case<'_> {
    fn is_requested(&self) -> bool {
        self.event.kind == ConfirmationRequested::KIND
    }

    /// Whether the time to wait for the edited snapshot is over. There are other reasons to be woken.
    fn is_time_up(&self) -> bool {
        self.event.kind == "due.order-confirmation"
            && self.event.payload::<Woken>().is_ok_and(|woken| woken.purpose == EDITED_ORDER)
    }

    fn first(&self) -> Decision<Because> {
        let because = self.verdict();
        match because {
            Because::PaymentSettled | Because::PaymentAuthorised | Because::OfflineMethod => {
                self.waiting().unwrap_or_else(|| self.mail(because, None))
            }
            Because::Requested => self.mail(because, None),
            Because::AwaitingPayment => Decision::nothing(because),
            Because::SumsDiffer(_) => self.hold(because),
            reason => self.suppress(reason),
        }
    }

    /// In a shop that promises dates the mail waits for the order's: until it is stored, or two minutes at most. Of a draft none is
    /// reckoned.
    fn waiting(&self) -> Option<Decision<Because>> {
        let is_reckoned = !self.order.draft && self.settings.shop.promises_dates(self.order.placed_at);
        if !is_reckoned || self.facts.promised || self.order.promise.is_some() || self.is_requested() {
            return None;
        }
        match self.facts.memory {
            Some(Memory::Waiting { until }) if self.now >= until => None,
            Some(Memory::Waiting { .. }) => Some(Decision::nothing(Because::AwaitingPromise)),
            _ => {
                let until = self.now + PROMISE_WITHIN;
                let wake = Change::WakeAt { purpose: PROMISE.into(), at: until };
                let memory = Change::remember(&Memory::Waiting { until });
                Some(Decision::nothing(Because::AwaitingPromise).change(wake).change(memory))
            }
        }
    }

    /// What the facts alone say, whatever was decided before. A wish overrules the rules of taste, never the facts.
    fn verdict(&self) -> Because {
        let (order, settings, requested) = (self.order, &self.settings.own, self.is_requested());
        let channel = order.channel.as_deref().unwrap_or_default();
        let draft = order.draft && !settings.confirm_drafts;
        let marketplace = settings.is_marketplace(channel);
        let imported = order.created_at.duration_since(order.placed_at) > IMPORTED_AFTER
            || settings.is_importer(channel);
        let too_old = self.now.duration_since(order.placed_at)
            > SignedDuration::from_hours(settings.max_age_hours.into());
        let paid = paid(order, settings);
        if order.cancelled_at.is_some() {
            Because::Cancelled
        } else if draft && !requested {
            Because::Draft
        } else if order.test {
            Because::TestMode
        } else if marketplace && !requested {
            Because::MarketplaceOwned
        } else if imported && !requested {
            Because::Imported
        } else if matches!(paid, Because::AwaitingPayment | Because::Refunded) {
            paid
        } else if too_old && !requested {
            Because::TooOld
        } else if !order.email.as_deref().is_some_and(is_address) {
            Because::NoRecipient
        } else if let Err(difference) = order.check_sums() {
            Because::SumsDiffer(difference)
        } else if draft || marketplace || imported || too_old {
            Because::Requested
        } else {
            paid
        }
    }

    /// A confirmed order isn't confirmed again. If the shop edited it, the buyer is told what it has become.
    fn after_confirmation(&self, confirmed: &Confirmed) -> Decision<Because> {
        let (facts, order) = (self.facts, self.order);
        let Some(edit) = facts.marks.edited_at.filter(|edit| Some(*edit) > confirmed.edited_at) else {
            return Decision::nothing(Because::AlreadyConfirmed);
        };
        if order.cancelled_at.is_some() {
            return Decision::nothing(Because::AlreadyConfirmed);
        }
        if facts.snapshot_at < Some(edit) {
            let wake = Change::WakeAt { purpose: EDITED_ORDER.into(), at: self.now + EDITED_ORDER_WITHIN };
            return match self.event.kind.as_str() {
                "order.edited" => Decision::nothing(Because::AwaitingEditedOrder).change(wake),
                _ if self.is_time_up() => self.report_held(Because::EditedOrderMissing, &edit.to_string()),
                _ => Decision::nothing(Because::AwaitingEditedOrder),
            };
        }
        if order.fingerprint() == confirmed.told {
            let memory = Memory::Confirmed(Confirmed { edited_at: Some(edit), ..confirmed.clone() });
            return Decision::nothing(Because::EditChangedNothing).change(Change::remember(&memory));
        }
        if let Err(difference) = order.check_sums() {
            return self.report_held(Because::SumsDiffer(difference), &order.fingerprint());
        }
        self.mail(Because::Edited, Some(confirmed))
    }

    /// Somebody of the shop's own wants a confirmed order's mail once more: each wish is answered once.
    fn again(&self, confirmed: &Confirmed) -> Decision<Because> {
        let wish = self.event.seq;
        if confirmed.has_answered(wish) {
            return Decision::nothing(Because::AlreadyAnswered);
        }
        let answered = Memory::Confirmed(Confirmed { answered: Some(wish), ..confirmed.clone() });
        match self.verdict() {
            because @ Because::SumsDiffer(_) => self
                .report_held(because, &format!("{}#{wish}", self.order.fingerprint()))
                .change(Change::remember(&answered)),
            because @ (Because::Cancelled | Because::Refunded | Because::TestMode | Because::NoRecipient) => {
                self.say_suppressed(because, &format!("#{wish}")).change(Change::remember(&answered))
            }
            _ => self.mail(Because::Resent, Some(confirmed)),
        }
    }

    /// Asks for the first mail, or for the one after `before`.
    fn mail(&self, because: Because, before: Option<&Confirmed>) -> Decision<Because> {
        let (facts, told) = (self.facts, self.order.fingerprint());
        let updated = before.is_some_and(|before| before.told_update() || before.told != told);
        let message = if updated { "order-updated" } else { "order-confirmation" };
        let answered = self.is_requested().then_some(self.event.seq);
        let memory = Confirmed {
            revision: before.map_or(0, |before| before.revision) + 1,
            told,
            // An edit whose snapshot is still on its way isn't told yet.
            edited_at: facts.marks.edited_at.filter(|edit| facts.snapshot_at >= Some(*edit)),
            updated: before.is_some().then_some(updated),
            answered: answered.or(before.and_then(|before| before.answered)),
        };
        let request = MailRequested {
            terms: self.settings.shop.terms_of(self.order),
            ..MailRequested::transactional(message, memory.revision).since(self.event.time)
        };
        Decision::nothing(because).change(Change::remember(&Memory::Confirmed(memory))).event(request.event())
    }

    fn suppress(&self, because: Because) -> Decision<Because> {
        let memory = Memory::Suppressed { because: domain::Because::code(&because) };
        if self.facts.memory.as_ref() == Some(&memory) {
            return Decision::nothing(Because::AlreadySuppressed);
        }
        self.say_suppressed(because, "").change(Change::remember(&memory))
    }

    /// Says that there is no mail, and has a person ask for the address if that is what's missing; `which` makes one
    /// refusal differ from another for the same reason.
    fn say_suppressed(&self, because: Because, which: &str) -> Decision<Because> {
        let code = domain::Because::code(&because);
        let no_address = because == Because::NoRecipient;
        let suppressed = Suppressed { because: code.clone() };
        let event = NewEvent::of(format!("confirmation#suppressed#{code}{which}"), &suppressed);
        let said = Decision::nothing(because).event(event);
        if no_address {
            let wanted = self.wanted(NO_ADDRESS_TASK, []);
            return said.event(wanted.event(&format!("{code}{which}")));
        }
        said
    }

    fn hold(&self, because: Because) -> Decision<Because> {
        let told = self.order.fingerprint();
        let memory = Memory::Held { told: told.clone() };
        if self.facts.memory.as_ref() == Some(&memory) {
            return Decision::nothing(Because::StillHeld);
        }
        self.report_held(because, &told).change(Change::remember(&memory))
    }

    /// Says that a mail is held, and has a person look; `what` makes a different trouble a different event.
    fn report_held(&self, because: Because, what: &str) -> Decision<Because> {
        let (reckoned, printed) = match &because {
            Because::SumsDiffer(SumError { reckoned, printed }) => {
                (Some(reckoned.clone()), Some(printed.clone()))
            }
            _ => (None, None),
        };
        let held = Held { because: domain::Because::code(&because), reckoned, printed };
        let said = [
            ("because", Some(held.because.clone())),
            ("printed", held.printed.clone()),
            ("reckoned", held.reckoned.clone()),
        ];
        let wanted = self.wanted(HELD_TASK, said);
        let reported = NewEvent::of(format!("confirmation#held#{what}"), &held);
        Decision::nothing(because).event(reported).event(wanted.event(what))
    }

    /// A task about the order, which people know by its number.
    fn wanted(&self, reason: &str, said: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Wanted {
        let said = said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Wanted {
            reason: reason.to_owned(),
            owner: Routes::DEFAULT.to_owned(),
            due: self.now + TASK_WITHIN,
            details: said.chain([("number".to_owned(), self.order.name.clone())]).collect(),
        }
    }
}

/// Whether the payment is far enough for a confirmation.
fn paid(order: &Order, settings: &Settings) -> Because {
    match order.payment.status {
        PaymentStatus::Paid | PaymentStatus::PartlyPaid | PaymentStatus::PartlyRefunded => {
            Because::PaymentSettled
        }
        PaymentStatus::Authorised => Because::PaymentAuthorised,
        PaymentStatus::Pending if order.totals.total.is_zero() => Because::PaymentSettled,
        PaymentStatus::Pending if order.payment.gateways.iter().any(|g| settings.is_offline(g)) => {
            Because::OfflineMethod
        }
        PaymentStatus::Pending | PaymentStatus::Voided | PaymentStatus::Expired => Because::AwaitingPayment,
        PaymentStatus::Refunded => Because::Refunded,
    }
}
