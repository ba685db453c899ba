//! Why it decided so.

use serde::Serialize;

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Because {
    /// Stored: what a quote of ours said that the buyer saw.
    Quoted,
    /// Stored: what the shop itself told its buyer.
    ToldByShop,
    /// Stored: reckoned when the order came.
    Reckoned,
    /// Stored: there is no honest date, and why.
    NoHonestDate,
    /// Moved: something else is expected than before, and the buyer needn't be told.
    EstimateMoved,
    /// Moved, and the buyer is told: it comes later than they know.
    DelayTold,
    /// Kept: all of it was there by the promised day, or nothing had been promised.
    Delivered,
    /// Missed: all of it is there, after the promised day.
    DeliveredLate,
    /// A person has to look: a parcel is silent or goes back, or the law wants something.
    TaskWanted,
    /// Nothing: the shop says neither how dates are reckoned nor where parcels leave from.
    NotSetUp,
    /// Nothing: no snapshot has come yet.
    AwaitingOrder,
    /// Nothing: a draft, a test, or called off before anything was promised.
    NotPromised,
    /// Nothing: it was placed too long ago for a promise.
    TooOld,
    /// Nothing: it was called off.
    Cancelled,
    /// Nothing: it was all there before.
    AlreadyDelivered,
    /// Nothing: what is expected is what was expected.
    AsExpected,
}

impl domain::Because for Because {}
