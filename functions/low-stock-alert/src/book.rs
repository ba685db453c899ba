//! What an order does to stock. Pure.
//!
//! An order reserves what it buys, hands over what is sent, and lets go of what is called off. What it should have moved
//! follows from its newest snapshot alone; what it has moved is remembered; the difference moves now. So it doesn't matter
//! which webhook told of what, nor how often.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Change, Decision, NewEvent, Payload, Timestamp,
    order::{LineItem, LineKind, Order, PaymentStatus, Shipment, ShipmentStatus},
    stock::{self, Booked, Cause, Moved, Quantities},
};
use serde::{Deserialize, Serialize};

use crate::because::{Because, BookingOutcome};

/// The most movements of one commit.
pub const MOST_MOVES: usize = 80;

/// What is known of a line's article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// What is taken from stock when one is sold: item, place, pieces.
    pub takes: Vec<Takes>,
    /// Whether those are parts of a bundle.
    #[serde(default)]
    pub bundle: bool,
}

/// What one of an article takes from stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takes {
    /// The item.
    pub item: String,
    /// The place.
    pub place: String,
    /// How many.
    pub pieces: i64,
}

/// What a booking looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The newest snapshot.
    #[serde(default)]
    pub order: Option<Order>,
    /// When the shop made it.
    #[serde(default)]
    pub snapshot_at: Option<Timestamp>,
    /// Whether the platform tells of parcels at all.
    #[serde(default)]
    pub parcels: bool,
    /// When the shop has thrown the order away, as it says or as we heard of it, now or before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// What was booked before.
    #[serde(default)]
    pub booked: Booked,
    /// By variant: what it takes. A variant that isn't here is unknown.
    #[serde(default)]
    pub articles: BTreeMap<String, Article>,
}

impl Facts {
    /// When the shop threw the order away, unless it took it out of its trash again: then there is a newer snapshot.
    fn gone_at(&self) -> Option<Timestamp> {
        self.deleted_at.filter(|deleted| self.snapshot_at.is_none_or(|snapshot| snapshot <= *deleted))
    }
}

/// There is more of a large order to book. It wakes the automation again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// What was booked so far.
    pub revision: u32,
}

impl Payload for Unfinished {
    const KIND: &'static str = "stock.booking-unfinished";
}

/// By item and place: pieces, and whether they are parts of bundles.
type Pieces = BTreeMap<String, (i64, i64, bool)>;

pub(crate) fn decide(facts: &Facts) -> Decision<Because> {
    let mut booked = facts.booked.clone();
    booked.deleted = facts.deleted_at;
    // Where nothing moves it is remembered all the same that the order is gone: what comes late would reserve it again.
    let stays = |because: BookingOutcome, booked: &Booked| {
        let decision = Decision::nothing(because.into());
        if *booked == facts.booked { decision } else { decision.change(Change::remember(booked)) }
    };
    let Some(order) = &facts.order else { return stays(BookingOutcome::AwaitingOrder, &booked) };
    let (target, all_known) = target(order, facts);
    let revision = facts.booked.revision + 1;
    let mut moves = Vec::new();
    let mut cut = false;
    let places: BTreeSet<&String> = target.keys().chain(facts.booked.pieces.keys()).collect();
    for place in places {
        let before = facts.booked.pieces.get(place).copied().unwrap_or_default();
        let Some(after) = settled(target.get(place), before, order, all_known) else { continue };
        if (after.0, after.1) == before {
            continue;
        }
        if moves.len() == MOST_MOVES {
            cut = true;
            break;
        }
        let moved = movement(order, facts, revision, before, after);
        if let Some((item, location)) = place.rsplit_once('#') {
            moves.push((stock::at(item, location), moved.event()));
        }
        if (after.0, after.1) == (0, 0) {
            booked.pieces.remove(place);
        } else {
            booked.pieces.insert(place.clone(), (after.0, after.1));
        }
    }
    if moves.is_empty() {
        return stays(BookingOutcome::NothingToBook, &booked);
    }
    booked.revision = revision;
    let because = if cut { BookingOutcome::PartBooked } else { BookingOutcome::Booked };
    let mut decision = Decision::nothing(because.into()).change(Change::remember(&booked));
    decision.beside = moves;
    if cut {
        let rest = NewEvent::of(format!("stock#booking#{revision}"), &Unfinished { revision });
        decision = decision.event(rest);
    }
    decision
}

/// What the order should have moved by now, and whether all of its lines are known.
fn target(order: &Order, facts: &Facts) -> (Pieces, bool) {
    let mut target = Pieces::new();
    let mut all_known = true;
    for line in order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0) {
        let article = line.variant_id.as_ref().and_then(|variant| facts.articles.get(variant));
        let Some(article) = article else {
            all_known = false;
            continue;
        };
        let gone = handed_over(order, line, facts.parcels);
        let wanted = facts.gone_at().is_none() && is_wanted(order, facts.parcels);
        let reserved = if wanted { (line.quantity - gone).max(0) } else { 0 };
        for Takes { item, place, pieces } in &article.takes {
            // What it took from one place it goes on taking from there, though another has come to stock the item.
            let before = facts
                .booked
                .pieces
                .keys()
                .find(|known| known.rsplit_once('#').is_some_and(|(of, _)| of == item));
            let entry =
                target.entry(before.cloned().unwrap_or_else(|| format!("{item}#{place}"))).or_default();
            entry.0 = entry.0.saturating_add(reserved.saturating_mul(*pieces));
            entry.1 = entry.1.saturating_add(gone.saturating_mul(*pieces));
            entry.2 |= article.bundle;
        }
    }
    (target, all_known)
}

/// Whether goods are kept for it: it is placed, and neither called off nor given up.
fn is_wanted(order: &Order, parcels: bool) -> bool {
    let pending = order.payment.status == PaymentStatus::Pending;
    // Where no parcels are told of, an expired payment is an order that failed, and a draft isn't placed.
    let given_up = !parcels && (order.payment.status == PaymentStatus::Expired || (order.draft && pending));
    order.cancelled_at.is_none() && !given_up
}

/// How many of a line left the shop. Where no parcels are told of, what is paid counts as handed over.
pub(crate) fn handed_over(order: &Order, line: &LineItem, parcels: bool) -> i64 {
    if !parcels {
        let paid = matches!(
            order.payment.status,
            PaymentStatus::Paid
                | PaymentStatus::PartlyPaid
                | PaymentStatus::PartlyRefunded
                | PaymentStatus::Refunded
        );
        return if paid && order.cancelled_at.is_none() { line.quantity } else { 0 };
    }
    let mut gone = 0_i64;
    for parcel in order.shipments.iter().filter(|parcel| has_left(parcel)) {
        if parcel.lines.is_empty() {
            return line.quantity;
        }
        let pieces = parcel.lines.iter().filter(|part| part.line == line.id).map(|part| part.quantity);
        gone = gone.saturating_add(pieces.sum());
    }
    gone
}

/// Whether a parcel has left the shop.
pub(crate) fn has_left(parcel: &Shipment) -> bool {
    !matches!(parcel.status, ShipmentStatus::Cancelled | ShipmentStatus::Preparing)
}

/// What is to be booked of an item at a place, where that is known. What left the shop comes back by returns only, unless
/// a parcel was called off; an order with unknown lines takes nothing back.
fn settled(
    target: Option<&(i64, i64, bool)>,
    before: (i64, i64),
    order: &Order,
    all_known: bool,
) -> Option<(i64, i64, bool)> {
    let called_off = || order.shipments.iter().any(|parcel| parcel.status == ShipmentStatus::Cancelled);
    match target {
        Some(&(reserved, gone, bundle)) => {
            let gone = if called_off() || order.shipments.is_empty() { gone } else { gone.max(before.1) };
            Some((reserved, gone, bundle))
        }
        // The line was taken off, or is stocked elsewhere: what is reserved is let go.
        None if all_known => Some((0, before.1, false)),
        None => None,
    }
}

fn movement(
    order: &Order,
    facts: &Facts,
    revision: u32,
    before: (i64, i64),
    after: (i64, i64, bool),
) -> Moved {
    let (reserved, gone) = (after.0 - before.0, after.1 - before.1);
    let more = reserved + gone;
    let snapshot_at = facts.snapshot_at.unwrap_or(order.placed_at);
    let (cause, at) = match more {
        1.. if before == (0, 0) => (Cause::Sale, order.placed_at),
        1.. => (Cause::Sale, snapshot_at),
        0 => (Cause::Fulfilment, snapshot_at),
        _ => (Cause::Cancellation, order.cancelled_at.unwrap_or(snapshot_at)),
    };
    // A platform doesn't say when an order was thrown away, and its last snapshot is from before.
    let at = facts.gone_at().map_or(at, |deleted| deleted.max(at));
    Moved {
        source: Booked::source(&order.id, revision),
        at,
        cause: if after.2 && cause == Cause::Sale { Cause::Component } else { cause },
        change: Quantities { on_hand: -gone, reserved, ..Quantities::default() },
        sold: more.max(0),
        expected: None,
        until: None,
        reason: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// An order of two lines, three mugs and two pots; what differs is merged in.
    fn facts(order: Value, booked: &[(&str, i64, i64)], parcels: bool) -> Facts {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let line = |id: &str, pieces: i64| json!({"id": id, "variant_id": id, "title": id, "quantity": pieces, "unit_price": eur(100), "discount": eur(0)});
        let mut told = json!({
            "id": "1", "name": "#1", "placed_at": "2026-01-15T09:00:00Z", "created_at": "2026-01-15T09:00:00Z", "currency": "EUR",
            "payment": {"status": "paid"}, "lines": [line("mug", 3), line("pot", 2)],
            "totals": {"subtotal": eur(500), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(500)},
        });
        if let (Some(told), Some(rest)) = (told.as_object_mut(), order.as_object()) {
            told.extend(rest.clone());
        }
        let article = |item: &str| {
            let takes = Takes { item: item.into(), place: "berlin".into(), pieces: 1 };
            (item.to_owned(), Article { takes: vec![takes], bundle: false })
        };
        Facts {
            order: Some(serde_json::from_value(told).expect("an order")),
            snapshot_at: Some("2026-01-15T10:00:00Z".parse().expect("an instant")),
            parcels,
            deleted_at: None,
            booked: Booked {
                revision: 1,
                pieces: booked
                    .iter()
                    .map(|(place, reserved, gone)| ((*place).to_owned(), (*reserved, *gone)))
                    .collect(),
                deleted: None,
            },
            articles: [article("mug"), article("pot")].into(),
        }
    }

    fn moves(facts: &Facts) -> Vec<String> {
        let told = |(entity, new): &(domain::EntityRef, NewEvent)| {
            let moved: Moved = serde_json::from_value(new.data.clone()).expect("a movement");
            let (on_hand, reserved) = (moved.change.on_hand, moved.change.reserved);
            format!("{} {on_hand:+} {reserved:+} {:?} {}", entity.id(), moved.cause, moved.sold)
        };
        decide(facts).beside.iter().map(told).collect()
    }

    #[test]
    fn an_order_moves_what_it_has_not_moved() {
        let parcel = |status: &str, lines: Value| json!({"shipments": [{"id": "s", "status": status, "lines": lines}]});
        let mugs = json!([{"line": "mug", "quantity": 2}]);
        let both = [("mug#berlin", 3, 0), ("pot#berlin", 2, 0)];
        let sent = [("mug#berlin", 1, 2), ("pot#berlin", 2, 0)];
        for (what, order, booked, expected) in [
            ("placed", json!({}), &[][..], vec!["mug#berlin +0 +3 Sale 3", "pot#berlin +0 +2 Sale 2"]),
            ("told again", json!({}), &both, vec![]),
            ("sent in part", parcel("shipped", mugs.clone()), &both, vec!["mug#berlin -2 -2 Fulfilment 0"]),
            ("being packed", parcel("preparing", mugs.clone()), &both, vec![]),
            ("a parcel called off", parcel("cancelled", mugs), &sent, vec!["mug#berlin +2 +2 Fulfilment 0"]),
            (
                "all in one parcel",
                parcel("delivered", json!([])),
                &both,
                vec!["mug#berlin -3 -3 Fulfilment 0", "pot#berlin -2 -2 Fulfilment 0"],
            ),
            (
                "called off",
                json!({"cancelled_at": "2026-01-15T11:00:00Z"}),
                &both,
                vec!["mug#berlin +0 -3 Cancellation 0", "pot#berlin +0 -2 Cancellation 0"],
            ),
            (
                "a line taken off",
                json!({"lines": []}),
                &both,
                vec!["mug#berlin +0 -3 Cancellation 0", "pot#berlin +0 -2 Cancellation 0"],
            ),
        ] {
            assert_eq!(moves(&facts(order, booked, true)), expected, "{what}");
        }
    }

    #[test]
    fn an_order_that_is_thrown_away_lets_go_and_one_keeps_its_place() {
        let sent = json!({"shipments": [{"id": "s", "status": "shipped", "lines": [{"line": "mug", "quantity": 2}]}]});
        let mut facts = facts(sent, &[("mug#berlin", 1, 2), ("pot#paris", 2, 0)], true);
        assert_eq!(moves(&facts), [""; 0], "pots are taken from where they were");
        facts.deleted_at = Some("2026-01-15T12:00:00Z".parse().expect("an instant"));
        assert_eq!(moves(&facts), ["mug#berlin +0 -1 Cancellation 0", "pot#paris +0 -2 Cancellation 0"]);
        let (_, moved) = &decide(&facts).beside[0];
        assert_eq!(moved.data["at"], "2026-01-15T12:00:00Z");
        facts.snapshot_at = Some("2026-01-15T12:00:01Z".parse().expect("an instant"));
        assert_eq!(moves(&facts), [""; 0], "it was taken out of the trash again");
    }

    #[test]
    fn that_an_order_is_thrown_away_is_remembered_whether_or_not_anything_moves() {
        let gone = Some("2026-01-15T12:00:00Z".parse().expect("an instant"));
        let cancelled = json!({"cancelled_at": "2026-01-15T11:00:00Z"});
        let unknown = Facts { order: None, ..facts(json!({}), &[], true) };
        for (what, before, revision) in [
            ("nothing is booked", facts(cancelled, &[], true), 1),
            ("no snapshot has come", unknown, 1),
            ("it lets go", facts(json!({}), &[("mug#berlin", 3, 0)], true), 2),
        ] {
            let mut facts = Facts { deleted_at: gone, ..before };
            let decision = decide(&facts);
            let Some(Change::Remember(booked)) = decision.changes.first() else {
                panic!("{what}: it remembers")
            };
            facts.booked = serde_json::from_value(booked.clone()).expect("readable");
            assert_eq!((facts.booked.deleted, facts.booked.revision), (gone, revision), "{what}");
            assert!(decide(&facts).changes.is_empty(), "{what}: told again");
        }
    }

    #[test]
    fn where_no_parcels_are_told_of_what_is_paid_is_handed_over() {
        let status = |status: &str| json!({"payment": {"status": status}});
        let placed = [("mug#berlin", 3, 0), ("pot#berlin", 2, 0)];
        for (what, order, booked, expected) in [
            (
                "pending",
                status("pending"),
                &[][..],
                vec!["mug#berlin +0 +3 Sale 3", "pot#berlin +0 +2 Sale 2"],
            ),
            (
                "paid then",
                status("paid"),
                &placed,
                vec!["mug#berlin -3 -3 Fulfilment 0", "pot#berlin -2 -2 Fulfilment 0"],
            ),
            ("paid at once", status("paid"), &[], vec!["mug#berlin -3 +0 Sale 3", "pot#berlin -2 +0 Sale 2"]),
            (
                "failed",
                status("expired"),
                &placed,
                vec!["mug#berlin +0 -3 Cancellation 0", "pot#berlin +0 -2 Cancellation 0"],
            ),
        ] {
            assert_eq!(moves(&facts(order, booked, false)), expected, "{what}");
        }
    }

    #[test]
    fn unknown_lines_take_nothing_back_and_many_items_are_booked_in_steps() {
        let mut unknown = facts(json!({}), &[("old#berlin", 4, 0)], true);
        unknown.articles.remove("pot");
        assert_eq!(moves(&unknown), ["mug#berlin +0 +3 Sale 3"]);
        let mut many = facts(json!({}), &[], true);
        let takes = |n: usize| Takes { item: format!("part-{n:03}"), place: "berlin".into(), pieces: 2 };
        many.articles.insert("mug".into(), Article { takes: (0..100).map(takes).collect(), bundle: true });
        let first = decide(&many);
        assert_eq!(
            (first.beside.len(), first.events.len(), &first.because),
            (MOST_MOVES, 1, &BookingOutcome::PartBooked.into())
        );
        let Some(Change::Remember(booked)) = first.changes.first() else { panic!("it remembers") };
        many.booked = serde_json::from_value(booked.clone()).expect("readable");
        let second = decide(&many);
        assert_eq!(
            (second.beside.len(), second.events.len(), &second.because),
            (21, 0, &BookingOutcome::Booked.into())
        );
        assert_eq!(second.beside[0].1.data["cause"], "component");
        // Thrown away, it lets go in steps, too, and doesn't reserve anew what it has let go.
        let Some(Change::Remember(booked)) = second.changes.first() else { panic!("it remembers") };
        many.booked = serde_json::from_value(booked.clone()).expect("readable");
        many.deleted_at = Some("2026-01-15T12:00:00Z".parse().expect("an instant"));
        for left in [21, 0] {
            let Some(Change::Remember(booked)) = decide(&many).changes.first().cloned() else {
                panic!("it remembers")
            };
            many.booked = serde_json::from_value(booked).expect("readable");
            many.deleted_at = many.booked.deleted;
            assert_eq!(many.booked.pieces.len(), left);
        }
    }
}
