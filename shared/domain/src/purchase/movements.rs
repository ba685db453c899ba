//! What a move of a purchase order does to stock: what is on its way, and what is there.

use jiff::Timestamp;

use crate::{
    EntityRef, NewEvent,
    stock::{self, Cause, Moved, Quantities},
};

use super::{Line, PurchaseOrder};

/// The movements between an order before a move and after it, one for each item that it moves. `step` names the move
/// within the order, so that it moves stock once: `ordered`, `receipt-DN-4711`, `ended`.
pub fn movements(
    entity: &EntityRef,
    before: &PurchaseOrder,
    after: &PurchaseOrder,
    step: &str,
    at: Timestamp,
) -> Vec<(EntityRef, NewEvent)> {
    let of_line = |line: &Line| {
        let was = before.line(&line.item);
        let arrived = line.received - was.map_or(0, |was| was.received);
        let incoming = on_its_way(after, line) - was.map_or(0, |was| on_its_way(before, was));
        let change = Quantities { on_hand: arrived, incoming, ..Quantities::default() };
        let moved = Moved {
            source: format!("purchase#{}#{step}", entity.id()),
            at,
            cause: if arrived == 0 { Cause::Purchase } else { Cause::Receipt },
            change,
            sold: 0,
            expected: line.expected,
            until: None,
            reason: None,
        };
        (change != Quantities::default()).then(|| (stock::at(&line.item, &after.location), moved.event()))
    };
    after.lines.iter().filter_map(of_line).collect()
}

fn on_its_way(order: &PurchaseOrder, line: &Line) -> i64 {
    if order.state.is_under_way() { line.open() } else { 0 }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{
        super::{Arrival, tests::*},
        *,
    };
    use crate::reorder::calendar::Calendar;

    /// By item: on hand, incoming.
    fn moved(before: &PurchaseOrder, after: &PurchaseOrder) -> Vec<(String, i64, i64, Cause)> {
        let entity = super::super::entity("0123456789", 1);
        let found = movements(&entity, before, after, "step", at("2026-12-01T08:00:00Z"));
        let read = |(of, new): (EntityRef, NewEvent)| {
            assert_eq!(new.effect, "moved#purchase#0123456789-1#step");
            let moved: Moved = serde_json::from_value(new.data).expect("a movement");
            (of.id().to_owned(), moved.change.on_hand, moved.change.incoming, moved.cause)
        };
        found.into_iter().map(read).collect()
    }

    #[test]
    fn every_move_books_what_it_moves() {
        let row = |item: &str, on_hand, incoming, cause| (format!("{item}#berlin"), on_hand, incoming, cause);
        let all = |change: fn(&mut PurchaseOrder)| {
            let before = sent();
            let mut after = before.clone();
            change(&mut after);
            moved(&before, &after)
        };
        let (calendar, arrived) = (Calendar::new(None, &TimeZone::UTC), at("2026-12-01T08:00:00Z"));
        let receive = |order: &mut PurchaseOrder, item: &str, pieces: i64| {
            order.receive(&[Arrival { item: item.into(), pieces }], arrived, &calendar);
        };
        assert_eq!(
            moved(&waiting(), &sent()),
            [row("A", 0, 10, Cause::Purchase), row("B", 0, 4, Cause::Purchase)],
            "ordered"
        );
        assert_eq!(
            all(|order| drop(order.answer(false, at("2026-12-01T08:00:00Z")))),
            [row("A", 0, -10, Cause::Purchase), row("B", 0, -4, Cause::Purchase)],
            "declined by the supplier"
        );
        assert_eq!(all(|order| drop(order.answer(true, at("2026-12-01T08:00:00Z")))), [], "confirmed");
        assert_eq!(
            all(|order| drop(order.cancel())),
            [row("A", 0, -10, Cause::Purchase), row("B", 0, -4, Cause::Purchase)],
            "called off"
        );
        let mut order = sent();
        for (what, item, pieces, expected) in [
            ("in part", "A", 4, vec![row("A", 4, -4, Cause::Receipt)]),
            ("over", "A", 8, vec![row("A", 8, -6, Cause::Receipt)]),
            ("of what isn't ordered", "C", 8, vec![]),
            ("in full", "B", 3, vec![row("B", 3, -3, Cause::Receipt)]),
        ] {
            let before = order.clone();
            receive(&mut order, item, pieces);
            assert_eq!(moved(&before, &order), expected, "{what}");
        }
        let before = order.clone();
        order.close().expect("closed");
        assert_eq!(moved(&before, &order), [row("B", 0, -1, Cause::Purchase)], "the rest is given up");
        let before = order.clone();
        receive(&mut order, "B", 1);
        assert_eq!(moved(&before, &order), [row("B", 1, 0, Cause::Receipt)], "and comes all the same");
    }
}
