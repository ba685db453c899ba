//! How the money of an order stands.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::{
    Money,
    order::{Order, PaymentStatus},
};

/// How an order stands at the shop, as the shop itself says right before it is told to change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// What was paid.
    pub captured: Money,
    /// What has gone back, by whomever.
    pub refunded: Money,
    /// Whether the order was called off.
    pub cancelled: bool,
}

impl Standing {
    /// What may still go back. What we gave back ourselves counts even where the shop's word on it lags behind.
    pub fn left(&self, ours: &[Entry]) -> Money {
        let given = given(self.captured, ours);
        let gone = if given.minor > self.refunded.minor { given } else { self.refunded };
        self.captured - gone
    }
}

/// What may still go back by our own facts, for shops that can't be asked: what was paid, without what we gave back. A
/// snapshot may be of before or after our refunds: then they count twice, and rather too little is left than too much.
pub fn left_by_facts(order: &Order, ours: &[Entry]) -> Money {
    let captured = match order.payment.status {
        PaymentStatus::Paid | PaymentStatus::PartlyRefunded => order.totals.total,
        // Of part payments and reservations the facts don't say how much is here.
        PaymentStatus::Pending
        | PaymentStatus::Authorised
        | PaymentStatus::PartlyPaid
        | PaymentStatus::Refunded
        | PaymentStatus::Voided
        | PaymentStatus::Expired => Money::zero(order.currency),
    };
    captured - given(captured, ours)
}

/// What we gave back, or may have.
fn given(of: Money, ours: &[Entry]) -> Money {
    let moved = ours.iter().filter_map(Entry::may_have_moved);
    Money::sum(of.currency, moved.filter(|moved| moved.currency == of.currency))
}
