//! A return that was asked for: `RETURN#{id}`, one entity with its own journal.
//!
//! What happens to it comes as [`Step`]s. Each is a pure function of [`Return`]: it does it and says what it did, or leaves
//! everything as it was and says why not. Parcels, warehouses and platforms tell late, twice and in any order: what they tell
//! is kept by its id, and how far a return is follows from what is kept.

mod because;
mod decided;
mod dues;
mod goods;
mod money;
mod steps;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use because::{Did, Moved, Unmoved};
pub use dues::Wake;
pub use money::{Due, instead_key};
pub use steps::{
    Begun, Ended, Granted, Receipt, ReceivedLine, Refund, RefundState, Reservation, Step, Stepped,
};

use super::{RefundAt, Request, asking::Asking};
use crate::{EntityRef, Money, event::hash_of};

/// The kind of entity that a return is.
pub const ENTITY: &str = "RETURN";
/// Where it is remembered at its entity's head.
pub const DESK: &str = "returns-approval";
/// The list of returns that aren't over.
pub const OPEN: &str = "open-returns";

/// The entity of the return that was asked for under this key: the same wish is the same return.
pub fn entity(order: &str, key: &str) -> EntityRef {
    let mut hash = hash_of(format!("return|{order}|{key}"));
    hash.truncate(16);
    EntityRef::new(ENTITY, &hash)
}

/// The number that people say, such as `RMA-1001-2`: of the `n`-th return of an order.
pub fn number(order_name: &str, n: i64) -> String {
    let name: String = order_name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("RMA-{name}-{n}")
}

super::words::words! {
    /// How far a return is.
    State {
        /// It was asked for.
        Requested = "requested",
        /// A person looks at it.
        Review = "review",
        /// It may come back.
        Approved = "approved",
        /// It may not.
        Refused = "refused",
        /// It is on its way.
        Shipped = "shipped",
        /// Some or all of it is there.
        Received = "received",
        /// What is there was looked at.
        Inspected = "inspected",
        /// The money went back.
        Refunded = "refunded",
        /// What comes instead was sent.
        Exchanged = "exchanged",
        /// All is done.
        Closed = "closed",
        /// The buyer called it off.
        Cancelled = "cancelled",
        /// It never came.
        Expired = "expired",
    }
}

impl State {
    /// Whether nothing is waited for any more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Closed | Self::Cancelled | Self::Expired)
    }

    /// Whether its pieces count as requested: nobody else may ask for them.
    pub fn holds_pieces(self) -> bool {
        !matches!(self, Self::Refused | Self::Cancelled | Self::Expired)
    }
}

/// A return, as it is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Return {
    /// The number that people say.
    pub number: String,
    /// What was asked for.
    pub request: Request,
    /// What was granted, line by line in the request's order; empty until it is decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub granted: Vec<Granted>,
    /// The version of the policy that decided.
    #[serde(default)]
    pub policy: u32,
    /// Whether it is a withdrawal by law.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub statutory: bool,
    /// What would go back, as it was told when it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Money>,
    /// When it was decided, once it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Timestamp>,
    /// Whether a person looks at it, and what was said so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking: Option<Asking>,
    /// How many times anybody was asked.
    #[serde(default)]
    pub rounds: u32,
    /// When the money goes back.
    #[serde(default = "receipt")]
    pub refund_at: RefundAt,
    /// By when the law wants it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_by: Option<Timestamp>,
    /// By when it has to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<Timestamp>,
    /// Within how many seconds it has to be sent, once it may be: people take their time to say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_within: Option<i64>,
    /// When the carrier had it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped: Option<Timestamp>,
    /// By id: what arrived.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub receipts: BTreeMap<String, Receipt>,
    /// Their ids in the order in which they began to count for the money. Of rows that are older than this it lacks some: those
    /// counted before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counted: Vec<String>,
    /// By key: money that went back, or was asked to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refunds: BTreeMap<String, Refund>,
    /// What is kept for an exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Reservation>,
    /// When what comes instead was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchanged: Option<Timestamp>,
    /// How it ended, once it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// How many times it was taken up again.
    #[serde(default)]
    pub reopened: u32,
}

fn receipt() -> RefundAt {
    RefundAt::Receipt
}

impl Return {
    /// A return that was just asked for.
    pub fn begin(request: Request, number: String) -> Self {
        Self {
            number,
            request,
            granted: Vec::new(),
            policy: 0,
            statutory: false,
            expected: None,
            decided: None,
            asking: None,
            rounds: 0,
            refund_at: RefundAt::Receipt,
            refund_by: None,
            ship_by: None,
            send_within: None,
            shipped: None,
            receipts: BTreeMap::new(),
            counted: Vec::new(),
            refunds: BTreeMap::new(),
            reservation: None,
            exchanged: None,
            ended: None,
            reopened: 0,
        }
    }

    /// The open question about it, if a route is asked now and hasn't answered.
    pub fn asks(&self, route: &str, now: Timestamp) -> Option<&Asking> {
        let open = self.asking.as_ref().filter(|_| self.decided.is_none() && self.ended.is_none());
        open.filter(|asking| asking.waiting_for(now).iter().any(|one| one.route == route))
    }

    /// How far it is: it follows from what is known, whatever the order in which that came.
    pub fn state(&self) -> State {
        if let Some(ended) = &self.ended {
            return ended.state;
        }
        if self.decided.is_none() {
            return if self.asking.is_some() { State::Review } else { State::Requested };
        }
        // Where something else comes and no money went back, it is the goods that say how far it is.
        if self.money_is_back() && (self.has_paid() || !self.exchanges()) {
            return State::Refunded;
        }
        if self.exchanged.is_some() {
            return State::Exchanged;
        }
        if !self.receipts.is_empty() {
            let looked_at = self.receipts.values().all(Receipt::is_graded);
            return if looked_at { State::Inspected } else { State::Received };
        }
        if self.shipped.is_some() { State::Shipped } else { State::Approved }
    }

    /// Whether it has to be sent back at all.
    pub fn ships(&self) -> bool {
        self.granted.iter().any(|line| line.verdict.ships())
    }

    /// Pieces of a line that this return holds, so that nobody else may ask for them.
    pub fn holds(&self, line: &str) -> i64 {
        if !self.state().holds_pieces() {
            return 0;
        }
        if self.granted.is_empty() {
            return self.request.pieces_of(line);
        }
        let own = self.granted.iter().filter(|granted| granted.line == line && granted.verdict.is_yes());
        own.fold(0, |pieces, granted| pieces.saturating_add(granted.quantity))
    }

    /// Whether anything of it is paid back in money or credit.
    pub fn pays(&self) -> bool {
        self.granted.iter().any(|line| line.verdict.is_yes() && line.outcome.pays())
    }

    /// Whether money of it is still to go back.
    pub fn awaits_money(&self) -> bool {
        self.pays() && !self.money_is_back()
    }
}
