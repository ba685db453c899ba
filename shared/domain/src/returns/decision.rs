//! What was decided about a return, and why: every answer names its rule, the policy's version and the facts it used.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Fault, Outcome, Plan, RefundAt, Say, Trait, Verdict, window::Open};

/// What is to become of a return. Nothing in it leaves a choice to whoever carries it out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The reason of the whole: that of the line that decided it.
    pub because: Because,
    /// What becomes of the whole.
    pub verdict: Verdict,
    /// The version of the policy that governed it; of the better one, line by line, see [`Judged::policy`].
    pub policy: u32,
    /// Whether it is a withdrawal by law.
    pub statutory: bool,
    /// Line by line, in the request's order.
    pub lines: Vec<Judged>,
    /// One answer for each shipment: what goes to the same place.
    pub shipments: Vec<Shipment>,
    /// What would go back, if everything comes as it was asked for: told before anybody sends anything.
    pub refund: Plan,
    /// When the money goes back.
    pub refund_at: RefundAt,
    /// The day by whose end it has to be paid back by law, counted from the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_by: Option<Timestamp>,
    /// By when it has to be sent, where something has to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<Timestamp>,
    /// Who approves it, where a person decides: a name of the policy's `approvals`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approvals: Option<String>,
    /// Whose it is: a route of the shop.
    pub owner: String,
    /// What was suspicious, and how many points it made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Signal>,
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The order's line.
    pub line: String,
    /// How many pieces.
    pub quantity: i64,
    /// What becomes of them.
    pub verdict: Verdict,
    /// Why.
    pub because: Because,
    /// The rule that said so, if one of the shop's did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The version of the policy.
    pub policy: u32,
    /// What the buyer is told.
    pub say: Say,
    /// What they get for it.
    pub outcome: Outcome,
    /// Whose fault it is; the buyer's if nothing else is said.
    pub fault: Fault,
    /// By name: the facts that were looked at, as they were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
    /// Its window.
    pub window: Open,
    /// What rules changed about it.
    pub terms: Terms,
    /// For the shop's own people: every rule that was looked at, in order, and what it said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trace: Vec<Looked>,
}

/// What rules changed about a line, merged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// The fee in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_percent: Option<i64>,
    /// The fee for each piece, in minor units of the order's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_each: Option<i64>,
    /// Days of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_days: Option<i32>,
    /// Where it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// When the money goes back at the earliest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_at: Option<RefundAt>,
    /// What may be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<Vec<Outcome>>,
    /// Who approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By what of the above: the rules that said so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, Vec<String>>,
}

/// A rule that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Its id.
    pub rule: String,
    /// Whether its condition held; `None` if a fact that it needs isn't known.
    pub held: Option<bool>,
    /// What wasn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
}

/// The answer about what goes to one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The id of a place of the shop; the shop's usual one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// The places of its lines in [`Decision::lines`].
    pub lines: Vec<usize>,
    /// What becomes of it: a person decides if any of its lines needs one, else yes if any may come back.
    pub verdict: Verdict,
}

/// Something suspicious.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// What.
    pub kind: SignalKind,
    /// How many points.
    pub points: i64,
}

super::words::words! {
    /// What may be suspicious.
    SignalKind {
        /// Most of what they buy comes back.
        SerialReturner = "serial-returner",
        /// Used, without a fault, after some days.
        Wardrobing = "wardrobing",
        /// Many addresses in a short time.
        AddressVelocity = "address-velocity",
        /// Parcels of theirs came empty.
        EmptyBox = "empty-box",
        /// A first order, and a dear one.
        DearFirstOrder = "dear-first-order",
    }
}

/// Why. A closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Because {
    /// The law grants it, and it was asked for in time.
    Withdrawal,
    /// The law grants it, but knows an exception for such things: a person looks whether it holds.
    WithdrawalExcepted {
        /// What it is.
        of: Trait,
    },
    /// The law grants it, but its time seems to be over: a person looks.
    WithdrawalLate {
        /// Its last day.
        last: Date,
    },
    /// A rule of the shop says so.
    ByRule {
        /// Which.
        rule: String,
    },
    /// It is in time, and no rule says otherwise.
    InTime,
    /// It is in time, no rule says otherwise, and then a person decides.
    ReviewedOtherwise,
    /// Somebody granted this order more time.
    Excepted,
    /// It isn't worth sending back.
    NotWorthReturning,
    /// The window is over.
    TooLate {
        /// Its last day.
        last: Date,
    },
    /// It is something special that doesn't come back.
    Restricted {
        /// What.
        of: Trait,
    },
    /// It was sold at a high discount.
    Discounted {
        /// So many percent off.
        percent: i64,
    },
    /// Nothing comes back from there.
    MarketClosed,
    /// The shop doesn't offer that for it.
    OutcomeNotOffered,
    /// The order has no such line.
    NoSuchLine,
    /// None of it has been delivered.
    NotDelivered,
    /// More than was delivered and isn't being returned yet.
    TooMany {
        /// So many are left.
        left: i64,
    },
    /// It is part of a bundle, and doesn't come back alone.
    PartOfBundle,
    /// It came in an exchange: its money is where the first line's is.
    FromExchange,
    /// Nobody asked for a whole number of pieces.
    NoQuantity,
    /// A reason that the shop doesn't know.
    UnknownReason,
    /// It would be refused, but the shop or the carrier is at fault: a person decides.
    FaultNotRefused {
        /// The reason for which it would be refused.
        instead_of: String,
    },
    /// A rule needs a fact that isn't known: a person decides.
    FactUnknown {
        /// The rule.
        rule: String,
        /// The fact.
        fact: String,
    },
    /// Nobody knows when it was there or would be: a person decides.
    DeliveryUnknown,
    /// It is suspicious: a person decides.
    Suspicious {
        /// How many points.
        points: i64,
    },
    /// It is more than may be approved without a person at once.
    BeyondReturnLimit,
    /// It is more than may be approved without a person on one day.
    BeyondDayLimit,
    /// Limits are in another currency than the order.
    LimitUnknown,
    /// More is approved than usual: everything goes to a person.
    BreakerOpen,
    /// What it comes to can't be reckoned: a person decides.
    MoneyUnknown,
}

impl crate::Because for Because {}

impl Because {
    /// The word alone.
    pub fn word(&self) -> String {
        crate::Because::code(self)
    }
}

impl Decision {
    /// The pieces of each line that may come back or may be kept with their money.
    pub fn granted(&self) -> impl Iterator<Item = &Judged> {
        self.lines.iter().filter(|line| line.verdict.is_yes())
    }
}
