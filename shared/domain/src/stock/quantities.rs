//! How many pieces of an item are at a place, and in which state.

use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

/// Pieces of one item at one location, or what a movement changes of them. On hand may be below zero where a shop sells
/// what it doesn't have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quantities {
    /// Lie there and can be sold or are sold already; damaged ones aren't among them.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub on_hand: i64,
    /// Of those on hand: sold, or kept for somebody, and not handed over yet.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub reserved: i64,
    /// Ordered from a supplier and not received.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub incoming: i64,
    /// There and not fit to be sold.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub damaged: i64,
    /// Sent here from another location and not received.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub in_transit: i64,
}

impl Quantities {
    /// What can be sold: on hand, without what is reserved and without the buffer that a shop keeps back.
    pub fn available(&self, buffer: i64) -> i64 {
        self.on_hand.saturating_sub(self.reserved).saturating_sub(buffer)
    }

    /// So many pieces on hand, nothing else.
    pub fn on_hand(pieces: i64) -> Self {
        Self { on_hand: pieces, ..Self::default() }
    }

    /// So many pieces reserved, nothing else.
    pub fn reserved(pieces: i64) -> Self {
        Self { reserved: pieces, ..Self::default() }
    }
}

impl Add for Quantities {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            on_hand: self.on_hand.saturating_add(other.on_hand),
            reserved: self.reserved.saturating_add(other.reserved),
            incoming: self.incoming.saturating_add(other.incoming),
            damaged: self.damaged.saturating_add(other.damaged),
            in_transit: self.in_transit.saturating_add(other.in_transit),
        }
    }
}

impl AddAssign for Quantities {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// It was sold.
    Sale,
    /// An order, or part of it, was called off before it was handed over.
    Cancellation,
    /// It was handed over.
    Fulfilment,
    /// It came back and can be sold again.
    Return,
    /// Somebody changed a number by hand.
    Edit,
    /// It was counted.
    Count,
    /// A file or another system said so.
    Import,
    /// A supplier's delivery arrived.
    Receipt,
    /// It was ordered from a supplier, or isn't waited for any more.
    Purchase,
    /// It went from one location to another.
    Transfer,
    /// Broken, lost, found.
    Correction,
    /// Sold or taken back at a till.
    PointOfSale,
    /// A bundle was sold that it is part of.
    Component,
    /// Kept for somebody for a time, or let go.
    Reservation,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_is_what_is_left_to_sell() {
        for (on_hand, reserved, buffer, available) in
            [(10, 0, 0, 10), (10, 3, 2, 5), (0, 0, 2, -2), (-4, 1, 0, -5), (i64::MIN, 1, 1, i64::MIN)]
        {
            let level = Quantities { on_hand, reserved, incoming: 7, damaged: 7, in_transit: 7 };
            assert_eq!(level.available(buffer), available, "{on_hand} {reserved} {buffer}");
        }
    }
}
