//! Why something is proposed, and why not.

use serde::{Deserialize, Serialize};

use crate::stock;

/// Every reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Because {
    /// It is about the order.
    Ordering(Ordering),
    /// Nobody is told of its stock either, so it isn't bought.
    NotBought(stock::Because),
}

/// Reasons about the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ordering {
    /// It is needed, and wasn't proposed yet.
    Proposed,
    /// It is needed, and not as it was proposed.
    Amended,
    /// It is proposed already just so.
    AlreadyProposed,
    /// It isn't needed yet, and goes along with an order that would come to too little.
    OrderedAlong,
    /// It isn't needed any more.
    Withdrawn,
    /// There is enough, or enough is on its way.
    Enough,
    /// It is needed, and the shop only wants to be told.
    OnlyTold,
    /// Nobody has counted it, so that nobody knows what there is.
    StockUnknown,
    /// It is needed, and nobody is known who delivers it, or they never take an order.
    NoSupplier,
    /// It is needed, and there is no room for the least that can be ordered.
    NoRoom,
    /// All places are judged together, and nobody says where goods are delivered to.
    NoPlace,
    /// The event isn't about an item at a place.
    NotStock,
    /// A page of the night's look at everything.
    Reviewed,
}

impl From<Ordering> for Because {
    fn from(because: Ordering) -> Self {
        Self::Ordering(because)
    }
}

impl crate::Because for Because {}
impl crate::Because for Ordering {}
