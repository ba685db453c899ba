//! Why it decided so: what a step came to, or why there was none; of the policy's own decisions, its reason.

use domain::returns::{
    self,
    rma::{Moved, Unmoved},
};
use serde::Serialize;

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Because {
    /// The policy decided, or sends it to people.
    Policy(returns::Because),
    /// A step was taken.
    Moved(Moved),
    /// It couldn't be.
    Unmoved(Unmoved),
    /// Something else.
    Own(Own),
}

/// Reasons that aren't those of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Own {
    /// Nothing: it is about no return.
    NotAReturn,
    /// Nothing: the return is unknown, and what came doesn't say what is to come back.
    UnknownReturn,
    /// Noted: the order's snapshot hasn't come yet.
    AwaitingOrder,
    /// A person looks: the order's snapshot stays away.
    OrderNeverCame,
    /// Told: it should be sent soon.
    BuyerReminded,
    /// Told: the paper for the parcel is made.
    SlipMade,
    /// Told without it: the paper for the parcel stays away.
    SlipStayedAway,
    /// A person looks: by law the money has to go back now.
    RefundOverdue,
    /// Nothing: it is known, or changes nothing.
    NothingNew,
    /// Noted: it may have been paid, and nobody knows; a person has a task.
    PerhapsPaid,
    /// Told: the shop asks the buyer something.
    BuyerAsked,
    /// Told to whoever decides: the buyer answered.
    BuyerAnswered,
    /// A person looks: the buyer doesn't agree with what was paid.
    BuyerObjects,
    /// The money is asked for once more, by somebody's word.
    PaidAnew,
    /// Noted: the shop did what it was asked to.
    CommandDone,
    /// Noted: it may be what we asked for; the shop will say.
    PerhapsOurs,
}

impl domain::Because for Because {}
impl domain::Because for Own {}

impl From<Own> for Because {
    fn from(own: Own) -> Self {
        Self::Own(own)
    }
}

impl From<Unmoved> for Because {
    fn from(unmoved: Unmoved) -> Self {
        Self::Unmoved(unmoved)
    }
}

impl From<Moved> for Because {
    fn from(moved: Moved) -> Self {
        Self::Moved(moved)
    }
}
