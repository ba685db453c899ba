//! Why something was done to a purchase order, or wasn't: one closed list.

use serde::{Deserialize, Serialize};

use crate::reorder::Beyond;

/// What a move came to: done, for a reason, or everything is as it was, for a reason.
pub type Did = Result<Because, Because>;

/// Why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Because {
    /// A line came to a draft.
    LineAdded,
    /// A line of a draft is another.
    LineAmended,
    /// What a line was for isn't needed any more.
    LineRemoved,
    /// The last line went, and the draft with it.
    Emptied,
    /// There is nothing that isn't known.
    NothingNew,
    /// A draft holds no more lines: the next one opens another.
    Full,
    /// What is proposed was ordered already, or declined.
    AlreadyOrdered,
    /// Less than the supplier's minimum, or all of it only goes along: it waits for more.
    BelowMinimum,
    /// It was put before its approver.
    PutBeforeApprover,
    /// It went beyond what may be ordered without asking, and was put before its approver.
    BeyondBounds {
        /// Which of them.
        beyond: Vec<Beyond>,
    },
    /// Somebody approved it.
    ApprovedByHand,
    /// It was within what may be ordered without asking.
    ApprovedWithinBounds,
    /// Whoever approved it saw another revision than there is now.
    Amended,
    /// Somebody declined to order it.
    DeclinedByHand,
    /// It was approved before.
    AlreadyApproved,
    /// Nobody was asked yet, or there is nothing in it.
    NotWaiting,
    /// Its papers are made, and the mail to the supplier was asked for.
    Sent,
    /// The supplier has no address: a person has to send it.
    NoAddress,
    /// The supplier takes it on.
    Confirmed,
    /// The supplier doesn't take it on.
    DeclinedBySupplier,
    /// The supplier said so before.
    AlreadyAnswered,
    /// The supplier said the opposite before: a person has to ask them.
    Contradicted,
    /// It was over when the supplier answered.
    AnsweredTooLate,
    /// The supplier had said nothing, and was asked to confirm.
    AskedToConfirm,
    /// The supplier was asked where it is.
    Chased,
    /// The supplier was asked often enough: a person has to see to it.
    ChasedInVain,
    /// It isn't overdue any more.
    NotOverdue,
    /// Part of it arrived.
    ReceivedInPart,
    /// All of it arrived, or what is still open was written off.
    ReceivedInFull,
    /// Something arrived that nobody waited for any more.
    ReceivedAfterAll,
    /// Nothing of what arrived is on the order.
    ReceivedNothing,
    /// What hasn't arrived isn't waited for any more.
    ClosedShort,
    /// It was called off.
    Cancelled,
    /// It isn't ordered yet.
    NotOrdered,
    /// It is over.
    AlreadyOver,
    /// What came of an order to a supplier is noted.
    SupplierMeasured,
    /// Nothing leaves the house yet: what is ordered in shadow would be waited for, and never come.
    Withheld,
    /// There is no such purchase order.
    Unknown,
    /// The event is about nothing that is ordered.
    NotAPurchase,
}

impl crate::Because for Because {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Because as _;

    #[test]
    fn reasons_are_words() {
        for (because, word) in [
            (Because::LineAdded, "line-added"),
            (Because::BeyondBounds { beyond: vec![Beyond::PerOrder] }, "beyond-bounds"),
            (Because::ReceivedInFull, "received-in-full"),
        ] {
            assert_eq!(because.code(), word);
        }
    }
}
