//! What happens to a return, what is kept of it, and what is journalled.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::State;
use crate::{
    Money, NewEvent, Payload,
    returns::{Because, Decision, Fault, Grade, Outcome, Request, Say, Trait, Verdict, asking::Asking},
};

/// A line as it was granted, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// The order's line.
    pub line: String,
    /// How many pieces.
    pub quantity: i64,
    /// What becomes of them.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// The rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What the buyer is told.
    pub say: Say,
    /// What they get.
    pub outcome: Outcome,
    /// Whose fault it is.
    pub fault: Fault,
    /// The fee in percent.
    #[serde(default)]
    pub fee_percent: i64,
    /// The fee for each piece.
    #[serde(default)]
    pub fee_each: i64,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
}

impl Granted {
    /// The lines of a decision.
    pub fn of(decision: &Decision) -> Vec<Self> {
        let of = |line: &crate::returns::Judged| Self {
            line: line.line.clone(),
            quantity: line.quantity,
            verdict: line.verdict,
            because: line.because.clone(),
            rule: line.rule.clone(),
            say: line.say,
            outcome: line.outcome,
            fault: line.fault,
            fee_percent: line.terms.fee_percent.unwrap_or(0),
            fee_each: line.terms.fee_each.unwrap_or(0),
            destination: line.terms.destination.clone(),
        };
        decision.lines.iter().map(of).collect()
    }
}

/// What arrived in one parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When.
    pub at: Timestamp,
    /// By line.
    pub lines: Vec<ReceivedLine>,
}

impl Receipt {
    /// Whether all of it was looked at.
    pub fn is_graded(&self) -> bool {
        self.lines.iter().all(|line| line.grade.is_some())
    }
}

/// Pieces that arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedLine {
    /// The order's line; something that the order hasn't, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// How many.
    pub pieces: i64,
    /// How it came back, once somebody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What of its money goes back, in percent, where it came back worse than it was said; the buyer may object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<i64>,
}

/// Money that went back, or was asked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// How much.
    pub amount: Money,
    /// By line: for how many pieces.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pieces: BTreeMap<String, i64>,
    /// When it was asked for, or heard of.
    pub at: Timestamp,
    /// How far it is.
    pub state: RefundState,
}

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefundState {
    /// The shop was asked.
    Asked,
    /// It paid.
    Done,
    /// It didn't, for sure.
    Failed,
    /// It may have, and can't say: it counts as paid until a person knows better.
    InDoubt,
}

impl RefundState {
    /// Whether it isn't known yet whether it was paid.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::InDoubt)
    }
}

/// A new item that is kept for an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// The variant, by line.
    pub items: BTreeMap<String, i64>,
    /// Until when.
    pub until: Timestamp,
    /// Whether it was let go.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub released: bool,
}

/// How a return ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// As what.
    pub state: State,
    /// When.
    pub at: Timestamp,
    /// By whom, or `policy`.
    pub by: String,
    /// The exception of art. 16 that somebody says holds, where a withdrawal by law was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Trait>,
}

/// What happens to a return.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum Step {
    /// The policy decided, or sends it to people.
    Decided {
        /// What.
        decision: Box<Decision>,
        /// The question to people, where they decide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asking: Option<Box<Asking>>,
    },
    /// Somebody who was asked said something.
    Voted {
        /// The question's round.
        round: u32,
        /// The route that answers.
        by: String,
        /// Who typed it for the route, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        who: Option<String>,
        /// What.
        yes: bool,
        /// The exception of art. 16 that holds, where a withdrawal by law is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<Trait>,
    },
    /// A time of the question has come: a reminder, or its deadline.
    Waited,
    /// Somebody of the shop's own decides it, whatever was said.
    Overridden {
        /// Who.
        by: String,
        /// Why, as a word.
        reason: String,
        /// What.
        yes: bool,
        /// The exception of art. 16 that holds, where a withdrawal by law is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<Trait>,
    },
    /// The carrier has it.
    Shipped {
        /// When it had it first.
        at: Timestamp,
    },
    /// A parcel arrived.
    Received {
        /// Names it once.
        id: String,
        /// What was in it.
        receipt: Receipt,
    },
    /// Somebody looked at what arrived.
    Graded {
        /// The receipt's name.
        id: String,
        /// Its lines, graded; as many pieces of each line as arrived.
        lines: Vec<ReceivedLine>,
    },
    /// The shop is asked to pay.
    RefundAsked {
        /// Names it once.
        key: String,
        /// How much.
        amount: Money,
        /// By line: for how many pieces.
        pieces: BTreeMap<String, i64>,
    },
    /// The shop says that it paid.
    RefundDone {
        /// The name under which it was asked; a name of the shop's own, where nobody asked.
        key: String,
        /// How much.
        amount: Money,
        /// By line: for how many pieces, as the shop says.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        pieces: BTreeMap<String, i64>,
    },
    /// The shop says that it doesn't pay.
    RefundFailed {
        /// The name under which it was asked.
        key: String,
    },
    /// The shop may have paid, and can't say.
    RefundDoubted {
        /// The name under which it was asked.
        key: String,
    },
    /// A new item is kept.
    Reserved {
        /// The variants, and how many of each.
        items: BTreeMap<String, i64>,
        /// Until when.
        until: Timestamp,
    },
    /// It is let go.
    Released,
    /// What comes instead was sent.
    Exchanged {
        /// When.
        at: Timestamp,
    },
    /// The buyer calls it off.
    Cancelled {
        /// Who says so.
        by: String,
    },
    /// Its time to be sent is over.
    Expired,
    /// It is taken up again.
    Reopened {
        /// By whom.
        by: String,
        /// Why, as a word.
        reason: String,
    },
    /// All is done.
    Closed {
        /// Who says that it is settled; nobody where nothing is waited for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
}

/// Data of `return.opened`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// What was asked for.
    pub request: Request,
    /// The number that people say.
    pub number: String,
}

impl Payload for Begun {
    const KIND: &'static str = "return.opened";
}

/// Data of `return.*`: a step that was taken. The kind ends with the step's word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stepped {
    /// What happened.
    #[serde(flatten)]
    pub step: Step,
    /// How far the return is with it.
    pub state: State,
    /// What it came to.
    pub did: super::Moved,
}

impl Payload for Stepped {
    const KIND: &'static str = "return";
}

impl Step {
    /// Its word, as the kind of its event ends.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Decided { .. } => "decided",
            Self::Voted { .. } => "voted",
            Self::Waited => "waited",
            Self::Overridden { .. } => "overridden",
            Self::Shipped { .. } => "shipped",
            Self::Received { .. } => "received",
            Self::Graded { .. } => "graded",
            Self::RefundAsked { .. } => "refund-asked",
            Self::RefundDone { .. } => "refund-done",
            Self::RefundFailed { .. } => "refund-failed",
            Self::RefundDoubted { .. } => "refund-in-doubt",
            Self::Reserved { .. } => "reserved",
            Self::Released => "released",
            Self::Exchanged { .. } => "exchanged",
            Self::Cancelled { .. } => "called-off",
            Self::Expired => "expired",
            Self::Reopened { .. } => "taken-up",
            Self::Closed { .. } => "completed",
        }
    }

    /// The name of its effect within the return: what may happen once is named by what it is about.
    pub fn effect(&self, before: &super::Return) -> String {
        let reopened = before.reopened;
        match self {
            Self::Decided { .. } => format!("decided#{reopened}"),
            Self::Voted { round, by, .. } => {
                // A route may be asked in several steps, and in the end alone.
                let votes = before.asking.as_ref().map_or(&[][..], |asking| &asking.votes);
                match votes.iter().filter(|vote| vote.by == *by).count() {
                    0 => format!("voted#{round}#{by}"),
                    before => format!("voted#{round}#{by}#{before}"),
                }
            }
            Self::Waited => {
                let reminders: u32 = before
                    .asking
                    .as_ref()
                    .map_or(0, |asking| asking.reminded.values().map(|n| u32::from(*n)).sum());
                format!("waited#{}#{reminders}", before.rounds)
            }
            Self::Received { id, .. } => format!("received#{id}"),
            Self::Graded { id, .. } => format!("graded#{id}"),
            Self::RefundAsked { key, .. } => format!("refund-asked#{key}"),
            Self::RefundDone { key, .. } => format!("refund-done#{key}"),
            Self::RefundFailed { key } => format!("refund-failed#{key}"),
            Self::RefundDoubted { key } => format!("refund-in-doubt#{key}"),
            step => format!("{}#{reopened}", step.word()),
        }
    }
}

impl Stepped {
    /// The event `return.{word}`.
    pub fn event(&self, before: &super::Return) -> NewEvent {
        NewEvent::named(&format!("{}.{}", Self::KIND, self.step.word()), self.step.effect(before), self)
    }
}
