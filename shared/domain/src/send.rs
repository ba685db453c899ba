//! The ledger of sends: what may be done about a mail, given what is known of it.
//!
//! SES has no idempotency token. If it accepted a mail and the answer was lost, nobody can know locally; so a
//! stale `sending` waits for SES's own event before the mail's declared policy decides.

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{EntityRef, ShopId, event::hash_of};

/// The name of one send, and its tag at SES: 32 hexadecimal digits that follow from what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SendId(String);

impl SendId {
    /// The name of `message` about `entity` in this `revision`.
    pub fn of(shop: &ShopId, entity: &EntityRef, message: &str, revision: u32) -> Self {
        let mut id = hash_of(format!("send|{shop}|{entity}|{message}|{revision}"));
        id.truncate(32);
        Self(id)
    }

    /// Reads a tag; `None` if it is none of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let ours = tag.len() == 32 && tag.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        ours.then(|| Self(tag.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What to do when nobody can say whether a mail went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnDoubt {
    /// Rather twice than never: a confirmation.
    PreferDuplicate,
    /// Rather never than twice: marketing, money.
    PreferSkip,
}

/// How far a send is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Somebody holds it and may have called SES.
    Sending,
    /// SES surely hasn't accepted it yet: its message comes back, and then it is tried again. It is nobody's.
    Waiting,
    /// SES has it.
    Sent,
    /// It surely wasn't sent; the reason says why. It may be redriven.
    Failed,
    /// Nobody knows, and the policy says not to risk a second one.
    Parked,
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What the mail is about.
    pub about: EntityRef,
    /// Which message, in which revision, such as `order-confirmation#1`.
    pub message: String,
    /// How far.
    pub state: State,
    /// Who holds it; every later write is conditional on it.
    pub owner: String,
    /// Until when the holder may act.
    pub lease_until: Timestamp,
    /// When the holder took it.
    pub since: Timestamp,
    /// How many times it was taken and may have gone out since.
    pub attempts: u32,
    /// SES's id of the mail, once known.
    pub message_id: Option<String>,
    /// Why it failed, was parked or waits.
    pub reason: Option<String>,
    /// The weightiest thing that SES reported.
    pub reported: Option<Report>,
    /// The day on which it was counted against its automation's limit; `None` where there was no limit.
    pub counted: Option<Date>,
}

/// What SES reports of a mail, by weight: a lighter report never replaces a weightier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// SES has accepted it and will try to deliver it.
    Send,
    /// It came back, and nothing is wrong with the address: a full mailbox, or an answer that nobody is in.
    SoftBounce,
    /// The recipient's server has it.
    Delivery,
    /// SES won't send it after all.
    Reject,
    /// It came back for good.
    Bounce,
    /// Its reader marked it as spam.
    Complaint,
}

impl Report {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Send, Self::SoftBounce, Self::Delivery, Self::Reject, Self::Bounce, Self::Complaint];

    /// The word in the ledger; SES's own `eventType`, but for the soft bounce.
    pub fn word(self) -> &'static str {
        match self {
            Self::Send => "Send",
            Self::SoftBounce => "SoftBounce",
            Self::Delivery => "Delivery",
            Self::Reject => "Reject",
            Self::Bounce => "Bounce",
            Self::Complaint => "Complaint",
        }
    }

    /// Reads a word; `None` for what we don't follow, such as `Open`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|report| report.word() == word)
    }

    /// How far a send is, once this has been reported.
    pub fn state(self) -> State {
        match self {
            Self::Send | Self::SoftBounce | Self::Delivery | Self::Bounce | Self::Complaint => State::Sent,
            Self::Reject => State::Failed,
        }
    }
}

/// What to do next about a send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Take it: nobody has.
    Claim,
    /// Take it again: it surely wasn't sent. Its message came back, or somebody redrives it.
    Retry,
    /// Take it from an owner who didn't come back. It may go out twice, and the policy accepts that.
    TakeOver,
    /// Leave it alone until then.
    Wait(Timestamp),
    /// The policy says not to risk a second mail.
    Park,
    /// Nothing is left to do.
    Finished,
}

/// A send is taken over at most so many times; then it is parked, whatever the policy.
pub const MOST_ATTEMPTS: u32 = 5;

/// Decides what to do about a send. `patience` is how long SES's event is waited for after the claim.
pub fn next(entry: Option<&Entry>, on_doubt: OnDoubt, patience: SignedDuration, now: Timestamp) -> Next {
    let Some(entry) = entry else { return Next::Claim };
    match entry.state {
        State::Sent | State::Parked => Next::Finished,
        State::Failed | State::Waiting => Next::Retry,
        State::Sending => {
            let settled_by = entry.lease_until.max(entry.since + patience);
            match on_doubt {
                _ if now < settled_by => Next::Wait(settled_by),
                OnDoubt::PreferDuplicate if entry.attempts < MOST_ATTEMPTS => Next::TakeOver,
                OnDoubt::PreferDuplicate | OnDoubt::PreferSkip => Next::Park,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_about_a_send() {
        use OnDoubt::*;
        let at = |s: i64| Timestamp::from_second(s).expect("in range");
        let entry = |state, lease: i64| Entry {
            about: EntityRef::order("1"),
            message: "order-confirmation#1".into(),
            state,
            owner: "a".into(),
            lease_until: at(lease),
            since: at(0),
            attempts: 1,
            message_id: None,
            reason: None,
            reported: None,
            counted: None,
        };
        let patience = SignedDuration::from_secs(300);
        for (state, lease, policy, now, expected) in [
            (State::Sent, 30, PreferDuplicate, 900, Next::Finished),
            (State::Failed, 30, PreferDuplicate, 10, Next::Retry),
            (State::Parked, 30, PreferDuplicate, 900, Next::Finished),
            (State::Waiting, 30, PreferDuplicate, 10, Next::Retry),
            (State::Waiting, 30, PreferSkip, 900, Next::Retry),
            (State::Sending, 30, PreferDuplicate, 10, Next::Wait(at(300))),
            (State::Sending, 30, PreferDuplicate, 299, Next::Wait(at(300))),
            (State::Sending, 30, PreferDuplicate, 300, Next::TakeOver),
            (State::Sending, 30, PreferSkip, 300, Next::Park),
            (State::Sending, 600, PreferDuplicate, 300, Next::Wait(at(600))),
        ] {
            let held = entry(state, lease);
            assert_eq!(next(Some(&held), policy, patience, at(now)), expected, "{state:?} at {now}");
        }
        let worn = Entry { attempts: MOST_ATTEMPTS, ..entry(State::Sending, 30) };
        assert_eq!(next(Some(&worn), PreferDuplicate, patience, at(900)), Next::Park);
        assert_eq!(next(None, PreferSkip, patience, at(0)), Next::Claim);
    }

    #[test]
    fn tags_are_ours_or_not() {
        let id =
            SendId::of(&"acme".parse().expect("a shop"), &EntityRef::order("1"), "order-confirmation", 1);
        assert_eq!(SendId::from_tag(id.as_str()), Some(id));
        for other in ["", "order-confirmation", &"G".repeat(32), &"a".repeat(33)] {
            assert_eq!(SendId::from_tag(other), None);
        }
    }
}
