//! The decision. It looks at the facts, not at which event brought them: events come twice, late and crosswise.

use domain::{
    Change, Decision, Event, NewEvent, Payload, Timestamp,
    mail::{Lane, MailRequested},
    order::{Order, PaymentStatus, SumError},
    send::OnDoubt,
    settings::{For, Routes, is_address},
    task::Wanted,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{Facts, Settings};

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Because {
    /// Confirmed: the money is here.
    PaymentSettled,
    /// Confirmed: the money is reserved.
    PaymentAuthorised,
    /// Confirmed: the buyer pays by a method that needs no money first.
    OfflineMethod,
    /// "Order updated": the shop edited what had been confirmed.
    Edited,
    /// Not confirmed: cancelled before it could be.
    Cancelled,
    /// Not confirmed: all money went back before it could be.
    Refunded,
    /// Not confirmed: made from a draft, and the settings don't want those.
    Draft,
    /// Not confirmed: a test order.
    TestMode,
    /// Not confirmed: the marketplace writes to its buyer itself.
    MarketplaceOwned,
    /// Not confirmed: an old order brought in.
    Imported,
    /// Not confirmed: too late for a mail that says "we have just received".
    TooOld,
    /// Not confirmed: there is no address to write to.
    NoRecipient,
    /// Held: the order doesn't add up. Never sent wrong.
    SumsDiffer(SumError),
    /// Held: the shop said that it edited the order, and never sent what it has become.
    EditedOrderMissing,
    /// Nothing: no snapshot has come yet.
    AwaitingOrder,
    /// Nothing: the edited snapshot hasn't come yet.
    AwaitingEditedOrder,
    /// Nothing: no payment yet.
    AwaitingPayment,
    /// Nothing: it has been confirmed, and what was told still holds.
    AlreadyConfirmed,
    /// Nothing: the edit changed neither lines nor total.
    EditChangedNothing,
    /// Nothing: the reason for not confirming was recorded before.
    AlreadySuppressed,
    /// Nothing: it is held, and nothing has changed.
    StillHeld,
}

impl domain::Because for Because {}

/// What the automation remembers of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Memory {
    /// A mail was asked for.
    Confirmed {
        /// The newest mail's number: 1 is the confirmation, later ones say "updated".
        revision: u32,
        /// What it told.
        told: String,
        /// The newest edit that it took in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        edited_at: Option<Timestamp>,
    },
    /// No mail, for a recorded reason.
    Suppressed {
        /// The reason's word.
        because: String,
    },
    /// No mail until the order is mended.
    Held {
        /// What it would have told.
        told: String,
    },
}

/// Data of `confirmation.suppressed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressed {
    /// The reason's word.
    pub because: String,
}

impl Payload for Suppressed {
    const KIND: &'static str = "confirmation.suppressed";
}

/// Data of `confirmation.held`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The reason's word.
    pub because: String,
    /// What the parts come to, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reckoned: Option<String>,
    /// What the shop printed, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl Payload for Held {
    const KIND: &'static str = "confirmation.held";
}

/// Somebody asks for the confirmation, although it is late.
const REQUESTED: &str = "confirmation.requested";
/// Wakes us when the edited snapshot should long have come.
const EDITED_ORDER: &str = "edited-order";
const EDITED_ORDER_WITHIN: SignedDuration = SignedDuration::from_mins(10);
/// The task of whoever looks at a held order, and how soon it is due.
const HELD_TASK: &str = "order-held";
const HELD_TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// Recorded by the platform this long after it was placed, an order was brought in from elsewhere.
const IMPORTED_AFTER: SignedDuration = SignedDuration::from_hours(24);

pub(crate) fn decide(
    event: &Event,
    facts: &Facts,
    settings: &For<Settings>,
    now: Timestamp,
) -> Decision<Because> {
    let Some(order) = &facts.order else { return Decision::nothing(Because::AwaitingOrder) };
    if let Some(Memory::Confirmed { revision, told, edited_at }) = &facts.memory {
        return after_confirmation(event, facts, order, (*revision, told, *edited_at), now);
    }
    let because = verdict(order, &settings.own, event.kind == REQUESTED, now);
    match because {
        Because::PaymentSettled | Because::PaymentAuthorised | Because::OfflineMethod => {
            mail(because, facts, order, "order-confirmation", 1)
        }
        Because::AwaitingPayment => Decision::nothing(because),
        Because::SumsDiffer(_) => hold(because, facts, order, now),
        reason => suppress(reason, facts),
    }
}

/// What the facts alone say, whatever was decided before.
fn verdict(order: &Order, settings: &Settings, requested: bool, now: Timestamp) -> Because {
    let channel = order.channel.as_deref().unwrap_or_default();
    let imported =
        order.created_at.duration_since(order.placed_at) > IMPORTED_AFTER || settings.is_importer(channel);
    let too_old =
        now.duration_since(order.placed_at) > SignedDuration::from_hours(settings.max_age_hours.into());
    let paid = match order.payment.status {
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
    };
    if order.cancelled_at.is_some() {
        Because::Cancelled
    } else if order.draft && !settings.confirm_drafts {
        Because::Draft
    } else if order.test {
        Because::TestMode
    } else if settings.is_marketplace(channel) {
        Because::MarketplaceOwned
    } else if imported {
        Because::Imported
    } else if matches!(paid, Because::AwaitingPayment | Because::Refunded) {
        paid
    } else if too_old && !requested {
        Because::TooOld
    } else if !order.email.as_deref().is_some_and(is_address) {
        Because::NoRecipient
    } else if let Err(difference) = order.check_sums() {
        Because::SumsDiffer(difference)
    } else {
        paid
    }
}

/// A confirmed order isn't confirmed again. If the shop edited it, the buyer is told what it has become.
fn after_confirmation(
    event: &Event,
    facts: &Facts,
    order: &Order,
    (revision, told, told_edit): (u32, &str, Option<Timestamp>),
    now: Timestamp,
) -> Decision<Because> {
    let Some(edit) = facts.marks.edited_at.filter(|edit| Some(*edit) > told_edit) else {
        return Decision::nothing(Because::AlreadyConfirmed);
    };
    if order.cancelled_at.is_some() {
        return Decision::nothing(Because::AlreadyConfirmed);
    }
    if facts.snapshot_at < Some(edit) {
        return match event.kind.as_str() {
            "order.edited" => Decision::nothing(Because::AwaitingEditedOrder)
                .change(Change::WakeAt { purpose: EDITED_ORDER.into(), at: now + EDITED_ORDER_WITHIN }),
            "due.order-confirmation" => {
                report_held(Because::EditedOrderMissing, order, &edit.to_string(), now)
            }
            _ => Decision::nothing(Because::AwaitingEditedOrder),
        };
    }
    if order.fingerprint() == told {
        let memory = Memory::Confirmed { revision, told: told.to_owned(), edited_at: Some(edit) };
        return Decision::nothing(Because::EditChangedNothing).change(Change::remember(&memory));
    }
    if let Err(difference) = order.check_sums() {
        return report_held(Because::SumsDiffer(difference), order, &order.fingerprint(), now);
    }
    mail(Because::Edited, facts, order, "order-updated", revision + 1)
}

fn mail(because: Because, facts: &Facts, order: &Order, message: &str, revision: u32) -> Decision<Because> {
    let memory = Memory::Confirmed {
        revision,
        told: order.fingerprint(),
        // An edit whose snapshot is still on its way isn't told yet.
        edited_at: facts.marks.edited_at.filter(|edit| facts.snapshot_at >= Some(*edit)),
    };
    let request = MailRequested {
        message: message.to_owned(),
        revision,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    };
    Decision::nothing(because).change(Change::remember(&memory)).event(request.event())
}

fn suppress(because: Because, facts: &Facts) -> Decision<Because> {
    let code = domain::Because::code(&because);
    if facts.memory == Some(Memory::Suppressed { because: code.clone() }) {
        return Decision::nothing(Because::AlreadySuppressed);
    }
    let event =
        NewEvent::of(format!("confirmation#suppressed#{code}"), &Suppressed { because: code.clone() });
    Decision::nothing(because).change(Change::remember(&Memory::Suppressed { because: code })).event(event)
}

fn hold(because: Because, facts: &Facts, order: &Order, now: Timestamp) -> Decision<Because> {
    let memory = Memory::Held { told: order.fingerprint() };
    if facts.memory.as_ref() == Some(&memory) {
        return Decision::nothing(Because::StillHeld);
    }
    report_held(because, order, &order.fingerprint(), now).change(Change::remember(&memory))
}

/// Says that a mail is held, and has a person look; `what` makes a different trouble a different event.
fn report_held(because: Because, order: &Order, what: &str, now: Timestamp) -> Decision<Because> {
    let (reckoned, printed) = match &because {
        Because::SumsDiffer(SumError { reckoned, printed }) => {
            (Some(reckoned.clone()), Some(printed.clone()))
        }
        _ => (None, None),
    };
    let held = Held { because: domain::Because::code(&because), reckoned, printed };
    let said = [
        ("because", Some(&held.because)),
        ("printed", held.printed.as_ref()),
        ("reckoned", held.reckoned.as_ref()),
    ];
    let said = said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.clone())));
    let wanted = Wanted {
        reason: HELD_TASK.to_owned(),
        owner: Routes::DEFAULT.to_owned(),
        due: now + HELD_TASK_WITHIN,
        details: said.chain([("number".to_owned(), order.name.clone())]).collect(),
    };
    let reported = NewEvent::of(format!("confirmation#held#{what}"), &held);
    Decision::nothing(because).event(reported).event(wanted.event(what))
}
