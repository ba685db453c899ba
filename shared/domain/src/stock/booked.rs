//! What an order has moved of stock.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What an order has moved, as `low-stock-alert` remembers it at the order's head.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// How often it moved something.
    #[serde(rename = "n")]
    pub revision: u32,
    /// By item and place (`item#place`): reserved, and handed over.
    #[serde(rename = "p", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pieces: BTreeMap<String, (i64, i64)>,
    /// When the shop has thrown the order away, as far as we have heard.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Timestamp>,
}

impl Booked {
    /// Where it is remembered.
    pub const NAME: &'static str = "low-stock-alert";

    /// The source of a movement by an order, from which the movement's effect follows.
    pub fn source(order: &str, revision: u32) -> String {
        format!("order#{order}#{revision}")
    }

    /// What it has reserved of an item at a place.
    pub fn reserved(&self, item: &str, place: &str) -> i64 {
        self.pieces.get(&format!("{item}#{place}")).map_or(0, |(reserved, _)| *reserved)
    }
}
