//! Why it decided so.

use domain::order::SumError;
use serde::Serialize;

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Because {
    /// Confirmed: the money is here.
    PaymentSettled,
    /// Confirmed: the money is reserved.
    PaymentAuthorised,
    /// Confirmed: the buyer pays by a method that needs no money first.
    OfflineMethod,
    /// Confirmed: somebody of the shop's own asked for it, although the rules say no.
    Requested,
    /// Confirmed, or told of its update, once more: somebody of the shop's own asked for it.
    Resent,
    /// "Order updated": the shop edited what had been confirmed.
    Edited,
    /// Not confirmed: cancelled before it could be.
    Cancelled,
    /// Not confirmed: all money went back before it could be.
    Refunded,
    /// Not confirmed: made from a draft, and the settings don't want those.
    Draft,
    /// Not confirmed: a test order.
    TestMode,
    /// Not confirmed: the marketplace writes to its buyer itself.
    MarketplaceOwned,
    /// Not confirmed: an old order brought in.
    Imported,
    /// Not confirmed: too late for a mail that says "we have just received".
    TooOld,
    /// Not confirmed: there is no address to write to.
    NoRecipient,
    /// Held: the order doesn't add up. Never sent wrong.
    SumsDiffer(SumError),
    /// Held: the shop said that it edited the order, and never sent what it has become.
    EditedOrderMissing,
    /// Nothing: no snapshot has come yet.
    AwaitingOrder,
    /// Nothing: the edited snapshot hasn't come yet.
    AwaitingEditedOrder,
    /// Not yet: the date that its buyer is promised is being reckoned. It is waited for two minutes.
    AwaitingPromise,
    /// Nothing: no payment yet.
    AwaitingPayment,
    /// Nothing: it has been confirmed, and what was told still holds.
    AlreadyConfirmed,
    /// Nothing: the request, or a later one, was answered with a mail of its own.
    AlreadyAnswered,
    /// Nothing: the edit changed neither lines nor total.
    EditChangedNothing,
    /// Nothing: the reason for not confirming was recorded before.
    AlreadySuppressed,
    /// Nothing: it is held, and nothing has changed.
    StillHeld,
}

impl domain::Because for Because {}
