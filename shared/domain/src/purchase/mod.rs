//! Purchase orders: what a shop orders from a supplier, from the draft to the last piece that arrives. Pure.
//!
//! A purchase order is one entity, `PURCHASE#{id}`. Every move is a function of [`PurchaseOrder`]: it does it and says why,
//! or leaves everything as it was and says why not, out of one closed list, [`Because`]. What it moves of stock follows from
//! the order before and after ([`movements`]), so no move can forget it.

mod answer;
mod approve;
mod because;
mod draft;
mod events;
mod known;
mod movements;
mod order;
mod overdue;
mod receive;

pub use answer::Answer;
pub use because::{Because, Did};
pub use draft::{MOST_LINES, Wish};
pub use events::{Happened, Instructed, Measured, Receipt, Word};
pub use known::Known;
pub use movements::movements;
pub use order::{Approval, Line, PurchaseOrder, State, Why};
pub use overdue::{Chase, Chasing};
pub use receive::{Arrival, Came, Report};

use crate::{Currency, EntityRef, event::hash_of};

/// The kind of entity that a purchase order is.
pub const ENTITY: &str = "PURCHASE";
/// Where a purchase order is remembered at its entity's head.
pub const DESK: &str = "purchasing";
/// The list of purchase orders that aren't over.
pub const OPEN: &str = "open-purchases";

/// Where lines for the same supplier, place and currency gather. Its digits begin the id of each of its orders.
pub fn slot(supplier: &str, location: &str, currency: Currency) -> String {
    let mut hash = hash_of(format!("purchase|{supplier}|{location}|{currency}"));
    hash.truncate(10);
    hash
}

/// The `n`-th order of a slot.
pub fn entity(slot: &str, n: u32) -> EntityRef {
    EntityRef::new(ENTITY, &format!("{slot}-{n}"))
}

/// The number of the `n`-th purchase order of a shop's year: `PO-2026-00017`.
pub fn number(prefix: &str, year: i16, n: u32) -> String {
    format!("{prefix}-{year}-{n:05}")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Money, Timestamp, reorder::Autonomy};

    pub(crate) fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    pub(crate) fn eur(minor: i64) -> Money {
        Money::new(minor, "EUR".parse().expect("a currency"))
    }

    pub(crate) fn wish(item: &str, quantity: i64) -> Wish {
        Wish {
            item: item.into(),
            title: format!("Item {item}"),
            quantity,
            price: Some(eur(250)),
            autonomy: Autonomy::Auto,
            stand: "2026-11-25T08:00:00Z#1".into(),
            expected: Some("2026-12-10".parse().expect("a day")),
            ..Wish::default()
        }
    }

    /// An order of ten A and four B that waits for its approval, at revision 2.
    pub(crate) fn waiting() -> PurchaseOrder {
        let mut order = PurchaseOrder::open(
            "Kiln & Co",
            "berlin",
            "EUR".parse().expect("EUR"),
            at("2026-11-25T08:00:00Z"),
        );
        order.put(wish("A", 10)).expect("a line");
        order.put(wish("B", 4)).expect("a line");
        order.ask().expect("it is asked");
        order
    }

    /// The same, approved, numbered and sent.
    pub(crate) fn sent() -> PurchaseOrder {
        let mut order = waiting();
        order.approve(2, "buying", "PO-2026-00001", at("2026-11-26T08:00:00Z")).expect("approved");
        order.send(at("2026-11-26T08:05:00Z")).expect("sent");
        order
    }

    #[test]
    fn a_slot_is_a_supplier_a_place_and_a_currency() {
        let [eur, usd]: [Currency; 2] = ["EUR", "USD"].map(|code| code.parse().expect("a currency"));
        let slots = [
            slot("Kiln", "berlin", eur),
            slot("Kiln", "berlin", usd),
            slot("Kiln", "bonn", eur),
            slot("Klin", "berlin", eur),
        ];
        let mut different = slots.to_vec();
        different.sort();
        different.dedup();
        assert_eq!((different.len(), slots[0].len()), (4, 10));
        assert_eq!(slots[0], slot("Kiln", "berlin", eur));
        assert_eq!(entity("0123456789", 3).to_string(), "PURCHASE#0123456789-3");
        assert_eq!(number("PO", 2026, 17), "PO-2026-00017");
    }
}
