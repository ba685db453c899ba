//! What should have happened by now and hasn't: mails that were asked for and aren't sent, orders that nobody has
//! decided about. Pure; `store` reads what is judged here, `mail-watch` and the command line act on it.

use jiff::{SignedDuration, Timestamp, Unit};
use serde::{Deserialize, Serialize};

use crate::{
    EntityRef, Event, Head, NewEvent, ShopId,
    order::{Order, PaymentStatus},
    schedule::Due,
    send::{self, Entry, Next, OnDoubt},
    settings::History,
};

/// What is younger may still be on its way.
pub const AFTER: SignedDuration = SignedDuration::from_mins(10);
/// What is missing for longer, people are told of: asking again hasn't helped by then.
pub const TOLD_AFTER: SignedDuration = SignedDuration::from_mins(30);
/// What is older isn't looked for: whoever had to hear of it has heard.
pub const HORIZON: SignedDuration = SignedDuration::from_hours(72);
/// A mail is asked for again at most so many times.
pub const MOST_AGAIN: usize = 3;
/// And so long after the last time.
pub const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(15);
/// A mail that SES didn't accept comes back by itself for so long after the last time; its message is kept longer.
pub const COMES_BACK: SignedDuration = SignedDuration::from_hours(24);
/// The list of what is being looked after.
pub const LIST: &str = "missing-mails";
/// Who decides about every order.
pub const DECIDER: &str = "order-confirmation";
/// The mail that an order's confirmation is followed by, if the order changes. The confirmation itself is named like
/// whoever decides.
const UPDATE: &str = "order-updated";
/// What it is woken for.
const PURPOSE: &str = "reconcile";

/// Whether whoever decides about orders has done so. Whoever only waits for a date to tell, two minutes at most, hasn't.
pub fn is_decided(head: &Head) -> bool {
    head.memory.get(DECIDER).is_some_and(|memory| memory["state"] != "waiting")
}

/// A mail that was asked for, as the name of the event's effect tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestedMail {
    /// The message.
    pub message: String,
    /// Its number.
    pub revision: u32,
    /// The how-manieth time it is asked for again; 0 the first time.
    pub again: u32,
}

impl RequestedMail {
    /// Reads an effect's name; `None` if it asks for no mail.
    pub fn of(effect: &str) -> Option<Self> {
        let mut parts = effect.strip_prefix("mail#")?.split('#');
        let (message, revision) = (parts.next()?.to_owned(), parts.next()?.parse().ok()?);
        let again = match (parts.next(), parts.next()) {
            (None, _) => 0,
            (Some("again"), Some(n)) => n.parse().ok()?,
            _ => return None,
        };
        Some(Self { message, revision, again })
    }

    /// Whether `other` took its place: it was asked for about the same entity later, by their numbers.
    pub fn is_replaced_by(&self, other: &Self) -> bool {
        series(&self.message) == series(&other.message) && self.revision < other.revision
    }

    /// Message and number, as the ledger calls it.
    pub fn name(&self) -> String {
        format!("{}#{}", self.message, self.revision)
    }
}

/// Whose numbers a message counts on: an order's update takes the next number after its confirmation.
fn series(message: &str) -> &str {
    if message == UPDATE { DECIDER } else { message }
}

/// What has become of something that should have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum State {
    /// Nobody has decided about the order.
    Undecided,
    /// Nobody has taken the mail up: its message was lost, or waits.
    NeverTaken,
    /// Somebody took the mail up and didn't come back; or SES didn't accept it, and its message didn't come back.
    Stuck,
    /// The mail surely wasn't sent.
    Failed {
        /// Why.
        reason: String,
    },
    /// Nobody knows whether the mail was sent, and a second one isn't worth the risk.
    Parked {
        /// Why.
        reason: String,
    },
}

impl State {
    /// Whether asking again may help. What failed or was parked is known, and has a task or a dead letter of its own.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Undecided | Self::NeverTaken | Self::Stuck => true,
            Self::Failed { .. } | Self::Parked { .. } => false,
        }
    }

    /// In one word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::NeverTaken => "never-taken",
            Self::Stuck => "stuck",
            Self::Failed { .. } => "failed",
            Self::Parked { .. } => "parked",
        }
    }
}

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What it is about.
    pub entity: EntityRef,
    /// The order's number as people say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The mail, such as `order-confirmation#1`; absent where it is the decision that is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Since when it is due.
    pub since: Timestamp,
    /// What has become of it.
    #[serde(flatten)]
    pub state: State,
    /// How often it was asked for again.
    pub again: usize,
}

/// What is known of a mail that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// SES has it.
    Sent,
    /// It may still be sent by itself.
    OnItsWay,
    /// It should have been sent.
    Missing(State),
}

/// Judges a mail by its row in the ledger. `asked` is when it was asked for last.
pub fn judge(entry: Option<&Entry>, asked: Timestamp, patience: SignedDuration, now: Timestamp) -> Standing {
    let reason = |entry: &Entry| entry.reason.clone().unwrap_or_default();
    match entry {
        Some(entry) if entry.state == send::State::Sent => Standing::Sent,
        Some(entry) if entry.state == send::State::Failed => {
            Standing::Missing(State::Failed { reason: reason(entry) })
        }
        Some(entry) if entry.state == send::State::Parked => {
            Standing::Missing(State::Parked { reason: reason(entry) })
        }
        Some(entry) if entry.state == send::State::Waiting => {
            if entry.since > now - COMES_BACK {
                Standing::OnItsWay
            } else {
                Standing::Missing(State::Stuck)
            }
        }
        // The policy doesn't matter here: whatever isn't waited for any more is stuck.
        Some(_) => match send::next(entry, OnDoubt::PreferDuplicate, patience, now - AFTER) {
            Next::Wait(_) => Standing::OnItsWay,
            _ => Standing::Missing(State::Stuck),
        },
        None if asked > now - AFTER => Standing::OnItsWay,
        None => Standing::Missing(State::NeverTaken),
    }
}

/// Which time a mail is to be asked for again now; `asked` is when that was done so far, oldest first.
pub fn next_again(asked: &[Timestamp], now: Timestamp) -> Option<usize> {
    let pause = if asked.len() > 1 { AGAIN_AFTER } else { AFTER };
    let due = asked.last().is_some_and(|last| *last + pause <= now);
    (due && asked.len() <= MOST_AGAIN).then_some(asked.len())
}

/// Asks for the mail of `first` again: the same request under another name. The ledger keeps it single, since the
/// send's own name is the same.
pub fn again(first: &Event, asked: &RequestedMail, nth: usize) -> NewEvent {
    NewEvent {
        kind: first.kind.clone(),
        v: first.v,
        effect: format!("mail#{}#again#{nth}", asked.name()),
        data: first.data.clone(),
        outward: true,
    }
}

/// Whether a mail about an order is wanted as the order now stands.
pub fn is_wanted(order: &Order) -> bool {
    order.cancelled_at.is_none() && order.payment.status != PaymentStatus::Refunded
}

/// Whether an order about which nothing is remembered surely should have been decided about. Others may wait for their
/// money, which is a decision to do nothing and leaves no trace; or be of a method that needs none, which settings say.
pub fn surely_due(order: &Order) -> bool {
    let settled = match order.payment.status {
        PaymentStatus::Authorised
        | PaymentStatus::PartlyPaid
        | PaymentStatus::Paid
        | PaymentStatus::PartlyRefunded => true,
        PaymentStatus::Pending => order.totals.total.is_zero(),
        PaymentStatus::Refunded | PaymentStatus::Voided | PaymentStatus::Expired => false,
    };
    settled && is_wanted(order)
}

/// Whether orders are decided about: not where nobody has named who decides, nor where that is switched off.
pub fn decides(history: &History, now: Timestamp) -> bool {
    let named = history.newest().is_some_and(|version| version.shop.automations.contains_key(DECIDER));
    named && !history.is_off(DECIDER, now).unwrap_or(true)
}

/// Wakes whoever decides about orders once more; once an hour at most, as the effect is named after the hour.
pub fn wake(shop: &ShopId, entity: &EntityRef, now: Timestamp) -> NewEvent {
    let seconds = now.as_second();
    let hour = Timestamp::from_second(seconds - seconds.rem_euclid(3600)).unwrap_or(now);
    let due = Due {
        shop: shop.clone(),
        entity: entity.clone(),
        automation: DECIDER.to_owned(),
        purpose: PURPOSE.to_owned(),
        at: hour,
    };
    due.event()
}

/// For how long something has been missing, in whole minutes.
pub fn minutes(since: Timestamp, now: Timestamp) -> i64 {
    now.duration_since(since).round(Unit::Minute).map_or(0, |span| span.as_mins())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Payload as _, schedule::Woken};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range")
    }

    fn entry(state: send::State, since: i64) -> Entry {
        Entry {
            about: EntityRef::order("1"),
            message: "order-confirmation#1".into(),
            state,
            owner: "a".into(),
            lease_until: at(since) + SignedDuration::from_secs(30),
            since: at(since),
            attempts: 1,
            message_id: None,
            reason: Some("why".into()),
            reported: None,
            counted: None,
        }
    }

    #[test]
    fn effects_tell_which_mail_was_asked_for() {
        let asked =
            |message: &str, revision, again| Some(RequestedMail { message: message.into(), revision, again });
        for (effect, expected) in [
            ("mail#order-confirmation#1", asked("order-confirmation", 1, 0)),
            ("mail#order-updated#12", asked("order-updated", 12, 0)),
            ("mail#order-confirmation#1#again#2", asked("order-confirmation", 1, 2)),
            ("mail#order-confirmation", None),
            ("mail#order-confirmation#1#later#2", None),
            ("mail#order-confirmation#x", None),
            ("mail-returned#00#Bounce", None),
            ("confirmation#suppressed#draft", None),
        ] {
            assert_eq!(RequestedMail::of(effect), expected, "{effect}");
        }
        let again = RequestedMail::of("mail#order-confirmation#1#again#2").expect("a mail");
        assert_eq!(again.name(), "order-confirmation#1");
    }

    #[test]
    fn a_mail_is_replaced_by_the_next_of_its_series() {
        let asked = |effect| RequestedMail::of(effect).expect("a mail");
        for (one, other, expected) in [
            ("mail#order-confirmation#1", "mail#order-confirmation#2", true),
            ("mail#order-confirmation#1", "mail#order-updated#2", true),
            ("mail#order-updated#2", "mail#order-confirmation#3#again#1", true),
            ("mail#order-confirmation#2", "mail#order-confirmation#1", false),
            ("mail#order-updated#2", "mail#order-updated#2#again#1", false),
            ("mail#task#1", "mail#order-updated#2", false),
            ("mail#delivery-delayed#1", "mail#delivery-delayed#2", true),
            ("mail#delivery-delayed#1", "mail#order-updated#2", false),
            ("mail#order-confirmation#1", "mail#delivery-delayed#2", false),
        ] {
            assert_eq!(asked(one).is_replaced_by(&asked(other)), expected, "{one}, {other}");
        }
    }

    #[test]
    fn a_mail_is_judged_by_its_row() {
        use send::State::{Failed, Parked, Sending, Sent, Waiting};
        let why = || "why".to_owned();
        let patience = SignedDuration::from_mins(5);
        for (row, asked, now, expected) in [
            (None, 0, 9, Standing::OnItsWay),
            (None, 0, 10, Standing::Missing(State::NeverTaken)),
            (Some((Sent, 0)), 0, 60, Standing::Sent),
            (Some((Failed, 0)), 0, 1, Standing::Missing(State::Failed { reason: why() })),
            (Some((Parked, 0)), 0, 1, Standing::Missing(State::Parked { reason: why() })),
            (Some((Sending, 1)), 0, 15, Standing::OnItsWay),
            (Some((Waiting, 1)), 0, 24 * 60, Standing::OnItsWay),
            (Some((Waiting, 1)), 0, 24 * 60 + 1, Standing::Missing(State::Stuck)),
            (Some((Sending, 1)), 0, 16, Standing::Missing(State::Stuck)),
        ] {
            let entry = row.map(|(state, since)| entry(state, since));
            assert_eq!(judge(entry.as_ref(), at(asked), patience, at(now)), expected, "{row:?} at {now}");
        }
    }

    #[test]
    fn a_mail_is_asked_for_again_three_times_at_most_with_pauses() {
        for (asked, now, nth) in [
            (vec![], 99, None),
            (vec![0], 9, None),
            (vec![0], 10, Some(1)),
            (vec![0, 10], 24, None),
            (vec![0, 10], 25, Some(2)),
            (vec![0, 10, 25], 40, Some(3)),
            (vec![0, 10, 25, 40], 999, None),
        ] {
            let times: Vec<_> = asked.iter().map(|minute| at(*minute)).collect();
            assert_eq!(next_again(&times, at(now)), nth, "{asked:?} at {now}");
        }
    }

    #[test]
    fn whoever_decides_is_woken_once_an_hour() {
        let (shop, order) = ("acme".parse().expect("a shop"), EntityRef::order("1"));
        let wake = |minute| wake(&shop, &order, at(minute));
        assert_eq!(wake(0).kind, format!("{}.{DECIDER}", Woken::KIND));
        assert_eq!((wake(0).effect, wake(60).effect == wake(0).effect), (wake(59).effect, false));
    }
}
