//! What a shop answers, and what follows from it.

use super::{Doubt, Standing, Why};

/// What the shop says when it is asked whether it has done a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It has, under this id of its own.
    Done(Option<String>),
    /// It hasn't; and how the order stands, where it says so.
    Nothing(Option<Standing>),
    /// It began to, and it isn't known whether it ended.
    Unfinished(String),
    /// It can't be asked. Whether it may be told once more all the same: it promises to know the once-key again.
    Unasked {
        /// Whether it knows a once-key again.
        knows_again: bool,
    },
    /// It didn't answer, or asks to be left alone for so many seconds.
    NotNow {
        /// Why.
        reason: String,
        /// For how long; ours to choose if absent.
        pause_seconds: Option<u64>,
    },
    /// It doesn't let us in, or there is nothing to open it with.
    NoAccess(String),
}

/// What the shop says to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done, under this id of its own.
    Done(Option<String>),
    /// Surely not done, and it won't: its words.
    Refused(String),
    /// Surely not done, for now.
    NotNow {
        /// Why.
        reason: String,
        /// For how long to leave it alone; ours to choose if absent.
        pause_seconds: Option<u64>,
    },
    /// Nobody can say.
    InDoubt(String),
    /// It wasn't told at all: a person has to do it.
    Unsendable(Why, String),
}

/// What to write into the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The shop may be told now.
    Send,
    /// It is done. `asked`: that was known only by asking.
    Done {
        /// The shop's own id.
        reference: Option<String>,
        /// Whether it was known only by asking.
        asked: bool,
    },
    /// It was refused, with these words.
    Refused(String),
    /// A person has to decide.
    Parked(Why, String),
    /// It is given back, surely not done, and tried again after so many seconds.
    Release(String, Option<u64>),
    /// It stays as it is, perhaps done, and the shop is asked later.
    Keep(String, Option<u64>),
}

impl Known {
    /// What follows. `doubt`: an earlier attempt may have done it.
    pub fn verdict(&self, doubt: Option<Doubt>) -> Verdict {
        let again = doubt.is_none_or(|doubt| doubt.again);
        let old = doubt.is_some_and(|doubt| doubt.old);
        let give_up = |reason: &str| Verdict::Parked(Why::InDoubt, reason.to_owned());
        match self {
            Self::Done(reference) => Verdict::Done { reference: reference.clone(), asked: true },
            Self::Nothing(_) if again => Verdict::Send,
            Self::Nothing(_) => give_up("its answers were lost; the shop says that it doesn't have it"),
            Self::Unfinished(reason) if old || doubt.is_none() => give_up(reason),
            Self::Unfinished(reason) => Verdict::Keep(reason.clone(), None),
            Self::Unasked { knows_again } if doubt.is_none() || again && *knows_again => Verdict::Send,
            Self::Unasked { .. } => give_up("its answer was lost, and the shop can't be asked"),
            Self::NotNow { reason, .. } if old => give_up(reason),
            Self::NotNow { reason, pause_seconds } => held(doubt.is_some(), reason, *pause_seconds),
            Self::NoAccess(reason) if doubt.is_some() => give_up(reason),
            Self::NoAccess(reason) => Verdict::Parked(Why::NoAccess, reason.clone()),
        }
    }
}

/// What follows from the answer to a command. `doubtful`: an earlier attempt may have done it.
pub fn verdict(outcome: &Outcome, doubtful: bool) -> Verdict {
    match outcome {
        Outcome::Done(reference) => Verdict::Done { reference: reference.clone(), asked: false },
        // What was perhaps done before may be why it is refused now.
        Outcome::Refused(words) if doubtful => Verdict::Parked(Why::InDoubt, words.clone()),
        Outcome::Refused(words) => Verdict::Refused(words.clone()),
        Outcome::NotNow { reason, pause_seconds } => held(doubtful, reason, *pause_seconds),
        Outcome::InDoubt(reason) => Verdict::Keep(reason.clone(), None),
        Outcome::Unsendable(_, detail) if doubtful => Verdict::Parked(Why::InDoubt, detail.clone()),
        Outcome::Unsendable(why, detail) => Verdict::Parked(*why, detail.clone()),
    }
}

fn held(doubtful: bool, reason: &str, pause_seconds: Option<u64>) -> Verdict {
    let hold = if doubtful { Verdict::Keep } else { Verdict::Release };
    hold(reason.to_owned(), pause_seconds)
}
