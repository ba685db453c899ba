//! Why it did so.

use domain::stock;
use serde::Serialize;

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Because {
    /// Whether anybody is told of a stock.
    Judged(stock::Because),
    /// What became of an order, a product, a change.
    Booking(BookingOutcome),
}

/// What became of an order, a product, a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookingOutcome {
    /// An order moves stock.
    Booked,
    /// A part of a large order moves stock, the rest follows.
    PartBooked,
    /// Nothing: the order has moved what it moves.
    NothingToBook,
    /// Nothing: no snapshot of the order has come yet.
    AwaitingOrder,
    /// Goods came back.
    Restocked,
    /// Nothing: what was refunded isn't stocked again, or the platform tells of it itself.
    NotRestocked,
    /// The catalogue knows of it.
    Catalogued,
    /// Nothing: the catalogue knew.
    AlreadyCatalogued,
    /// A change that somebody reported was journalled.
    Moved,
    /// Nothing: the same change was reported before.
    AlreadyMoved,
    /// Nothing: the ledger has it, and nothing is due.
    NothingNew,
    /// A reservation lapsed.
    Lapsed,
    /// The shop's own people said so.
    Acknowledged,
    /// The shop's own people put it off.
    PutOff,
    /// Nothing: it isn't about the alert that is open.
    NotOpen,
    /// Nothing: not about an item at a place.
    NotStock,
}

impl domain::Because for Because {}
impl domain::Because for BookingOutcome {}

impl From<BookingOutcome> for Because {
    fn from(outcome: BookingOutcome) -> Self {
        Self::Booking(outcome)
    }
}

impl From<stock::Because> for Because {
    fn from(judged: stock::Because) -> Self {
        Self::Judged(judged)
    }
}
