//! The ledger of commands: what may be done about one, given what is known of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{CommandId, Key, Why};
use crate::{EntityRef, Money};

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Somebody took it and gave it back: the shop surely hasn't done it. It is nobody's, and is tried again.
    Asked,
    /// Somebody holds it and may have told the shop.
    Sending,
    /// The shop has done it.
    Done,
    /// The shop surely hasn't done it and won't.
    Refused,
    /// A person has to decide.
    Parked,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Asked, Self::Sending, Self::Done, Self::Refused, Self::Parked];

    /// Its word in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Sending => "sending",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Parked => "parked",
        }
    }
}

/// One row of the ledger. It is kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The once-key.
    pub id: CommandId,
    /// Whose story asks for it and hears what came of it.
    pub about: EntityRef,
    /// Which command, by its word.
    pub command: String,
    /// What tells it apart within its order.
    pub key: Key,
    /// How far.
    pub state: State,
    /// Who holds it, or held it last; every later write is conditional on it.
    pub owner: String,
    /// Until when the holder may act.
    pub lease_until: Timestamp,
    /// When the holder took it.
    pub since: Timestamp,
    /// How many times the shop was told of it and may have done it since it surely hadn't.
    pub attempts: u32,
    /// The money that it moves, without what the shop gives on top of what was paid.
    pub amount: Option<Money>,
    /// The shop's own id of what it did.
    pub reference: Option<String>,
    /// Why it waits, was refused or parked.
    pub reason: Option<String>,
    /// Why it was parked, in one word.
    pub why: Option<Why>,
}

impl Entry {
    /// The money that has gone out with it, or may have.
    pub fn may_have_moved(&self) -> Option<Money> {
        let gone = match self.state {
            State::Sending | State::Done => true,
            State::Parked => self.why == Some(Why::InDoubt),
            State::Asked | State::Refused => false,
        };
        self.amount.filter(|_| gone)
    }
}

/// What to do next about a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Take it: nobody has, or it surely wasn't done.
    Take,
    /// Take it from an owner who didn't come back, and ask the shop first.
    AskFirst(Doubt),
    /// Leave it alone until then.
    Wait(Timestamp),
    /// It surely wasn't done and has waited for too long: a person decides whether it is still wanted.
    Overdue,
    /// Nothing is left to do.
    Finished,
}

/// An earlier attempt may have done it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// Whether the shop may be told again, should it say that it doesn't have it.
    pub again: bool,
    /// Whether it has been in doubt for so long that nobody asks any more after this.
    pub old: bool,
}

/// The shop is told of a command at most so many times while it isn't known whether it did it.
pub const MOST_ATTEMPTS: u32 = 3;

/// What was asked for so long ago isn't carried out without a person. Shopify knows our once-key again for a day.
pub const GIVE_UP: SignedDuration = SignedDuration::from_hours(20);

/// Decides what to do about a command that was requested at `requested`. `patience` is how long after it was taken a lost
/// request may still be under way at the shop.
pub fn next(entry: Option<&Entry>, requested: Timestamp, patience: SignedDuration, now: Timestamp) -> Next {
    let is_old = now >= requested + GIVE_UP;
    let fresh = if is_old { Next::Overdue } else { Next::Take };
    let Some(entry) = entry else { return fresh };
    match entry.state {
        State::Done | State::Refused | State::Parked => Next::Finished,
        State::Asked => fresh,
        State::Sending => {
            let settled_by = entry.lease_until.max(entry.since + patience);
            if now < settled_by {
                return Next::Wait(settled_by);
            }
            Next::AskFirst(Doubt { again: !is_old && entry.attempts < MOST_ATTEMPTS, old: is_old })
        }
    }
}
