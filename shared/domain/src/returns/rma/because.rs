//! What a step came to: one closed list of what was done, one of why nothing was.

use serde::{Deserialize, Serialize};

/// What a step came to.
pub type Did = Result<Moved, Unmoved>;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// People are asked.
    PutBeforePeople,
    /// One of them said something, and others are still waited for.
    Noted,
    /// Whoever hasn't answered was reminded.
    Reminded,
    /// Nobody answered in time: it is somebody else's now.
    Escalated,
    /// It may come back.
    Approved,
    /// It may come back by law, as nobody answered in time.
    ApprovedByDefault,
    /// Somebody of the shop's own decided it, against the answer that it had.
    Overridden,
    /// It may not come back.
    Refused,
    /// The carrier has it.
    Shipped,
    /// It arrived, as it was asked for.
    Received,
    /// Some of it arrived.
    ReceivedInPart,
    /// More arrived than was granted, or something else: a person looks.
    ReceivedOtherwise,
    /// Something arrived though it may not come back, or was called off: a person looks.
    ReceivedUninvited,
    /// What arrived was looked at.
    Inspected,
    /// The shop was asked to pay.
    RefundAsked,
    /// The money went back.
    Refunded,
    /// Somebody paid beside us: it counts.
    RefundedElsewhere,
    /// The shop didn't pay: a person looks.
    RefundFailed,
    /// It may have paid, and can't say: a person looks.
    RefundInDoubt,
    /// The new item is kept for the buyer.
    Reserved,
    /// It isn't any more.
    ReservationReleased,
    /// What comes instead was sent.
    Exchanged,
    /// The buyer called it off.
    Cancelled,
    /// It never came.
    Expired,
    /// It is taken up again.
    Reopened,
    /// All is done.
    Closed,
}

/// Why nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unmoved {
    /// It is known.
    NothingNew,
    /// It was decided before.
    AlreadyDecided,
    /// It is over.
    AlreadyOver,
    /// It isn't decided yet.
    NotDecided,
    /// It isn't over.
    NotOver,
    /// Nobody is asked, or the question was another.
    NotAsked,
    /// It isn't their turn, or never is.
    NotTheirs,
    /// They asked for it themselves.
    OwnRequest,
    /// They answered before.
    AlreadyAnswered,
    /// The question's time is over.
    TooLate,
    /// It isn't time yet.
    TooEarly,
    /// It is on its way, or there.
    AlreadyUnderWay,
    /// Nothing of it is there yet.
    NothingReceived,
    /// The receipt isn't known, or has no such pieces.
    NoSuchReceipt,
    /// There is no such question to the shop.
    NoSuchRefund,
    /// The amount isn't what is due, or in another currency.
    WrongAmount,
    /// Something is still open: pieces that haven't come, or money.
    StillOpen,
    /// By law it can't be refused without saying which exception holds, and doesn't run out.
    Statutory,
    /// A reason has to be given.
    NoReason,
    /// Nothing is kept.
    NotReserved,
    /// Nothing is exchanged.
    NoExchange,
}

impl crate::Because for Unmoved {}
