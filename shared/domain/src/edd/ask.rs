//! What a date is asked for, and what is known of stock.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Destination;
use crate::{
    order::Availability,
    stock::{Incoming, Item},
};

/// The most lines of a question.
pub const MOST_LINES: usize = 200;

/// A question: when would this be there?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuoteRequest {
    /// When it is asked, or was ordered.
    pub at: Timestamp,
    /// Where to.
    pub to: Destination,
    /// What.
    pub lines: Vec<QuoteLine>,
    /// By which service (`DHL/parcel`), or what the shop calls that way of shipping; ours to choose if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Whether money is collected at the door.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cash_on_delivery: bool,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// What whoever asks calls it, such as an order's line.
    pub id: String,
    /// What it is, as far as the catalogue tells.
    pub item: Item,
    /// How many.
    pub quantity: i64,
    /// What the shop itself said of its being there, where it did.
    #[serde(default, skip_serializing_if = "Availability::is_in_stock")]
    pub availability: Availability,
}

/// What is known of an item at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stocked {
    /// The item's id.
    pub item: String,
    /// The place's id.
    pub location: String,
    /// Pieces that may be sold: on hand, less what is reserved and kept back.
    pub available: i64,
    /// What is on its way there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<Incoming>,
}
