//! What a refund does to stock. Pure.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Event, Failure, NewEvent, Timestamp,
    order::Order,
    stock::{self, Cause, Moved, Quantities},
    webhook::Received,
};

use crate::book::{Article, handed_over, has_left};

/// Goods of one line that a refund is about.
struct Restock<'t> {
    line: &'t str,
    variant: &'t str,
    pieces: i64,
    how: &'t str,
    place: &'t str,
}

/// The lines that `order.refunded` tells of.
fn restocked(told: &str) -> impl Iterator<Item = Restock<'_>> {
    told.split(',').filter_map(|line| {
        let mut words = line.split(' ');
        let (line, variant, pieces) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
        Some(Restock { line, variant, pieces, how: words.next()?, place: words.next()? })
    })
}

/// Variants that a refund is about.
pub(crate) fn variants(event: &Event) -> Vec<String> {
    let told = event.payload::<Received>().ok().and_then(|told| told.details.get("restock").cloned());
    let told = told.unwrap_or_default();
    restocked(&told).map(|line| line.variant.to_owned()).collect()
}

/// The movements: what comes back lies there again; what is lost before it left was there, and isn't any more. Where the
/// order didn't move a place's stock, its refund doesn't either: the platform's own word on the level does.
pub(crate) fn movements(
    event: &Event,
    order: Option<&Order>,
    snapshot_at: Option<Timestamp>,
    articles: &BTreeMap<String, Article>,
) -> Result<Vec<(EntityRef, NewEvent)>, Failure> {
    if event.kind != "order.refunded" {
        return Ok(Vec::new());
    }
    let told: Received = event.payload()?;
    let Some(restock) = told.details.get("restock") else { return Ok(Vec::new()) };
    let refund = told.details.get("refund").map_or(event.id.as_str(), String::as_str);
    let at = told.source.said_at().unwrap_or(event.time);
    let is_in_snapshot = snapshot_at.is_some_and(|snapshot| snapshot >= at);
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for line in restocked(restock) {
        let Some(article) = articles.get(line.variant) else { continue };
        for takes in &article.takes {
            if takes.place == stock::NETWORK || !["-", takes.place.as_str()].contains(&line.place) {
                continue;
            }
            let pieces = match line.how {
                "return" => line.pieces,
                "none" => -unsent(order, line.line, line.pieces, is_in_snapshot),
                _ => continue, // called off before it left: the order lets go of it
            };
            let sum = sums.entry(format!("{}#{}", takes.item, takes.place)).or_default();
            *sum = sum.saturating_add(pieces.saturating_mul(takes.pieces));
        }
    }
    let movement = |(place, pieces): (String, i64)| {
        let (item, location) = place.rsplit_once('#')?;
        let moved = Moved {
            source: format!("refund#{refund}"),
            at,
            cause: if pieces > 0 { Cause::Return } else { Cause::Correction },
            change: Quantities::on_hand(pieces),
            sold: 0,
            expected: None,
            until: None,
            reason: None,
        };
        (pieces != 0).then(|| (stock::at(item, location), moved.event()))
    };
    Ok(sums.into_iter().filter_map(movement).collect())
}

/// How many of these pieces had not left the shop. None, of an order that is unknown: it didn't move anything either.
fn unsent(order: Option<&Order>, line: &str, pieces: i64, is_in_snapshot: bool) -> i64 {
    let Some(order) = order else { return 0 };
    let Some(bought) = order.lines.iter().find(|bought| bought.id == line) else { return 0 };
    let parcels = order.shipments.iter().filter(|parcel| has_left(parcel));
    if parcels.clone().any(|parcel| parcel.lines.is_empty()) {
        return 0; // all of it is in that one
    }
    // Of the quantity that is left, a newer snapshot has taken them off already.
    let bought_then = bought.quantity.saturating_add(if is_in_snapshot { pieces } else { 0 });
    bought_then.saturating_sub(handed_over(order, bought, true)).clamp(0, pieces)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_is_lost_before_it_left_is_not_there_any_more() {
        let sent = |pieces: i64| json!([{"id": "s", "status": "shipped", "lines": [{"line": "1", "quantity": pieces}]}]);
        let whole = json!([{"id": "s", "status": "shipped"}]);
        // Pieces of the line as the snapshot has it, whether that is newer than the refund, pieces refunded, of those unsent.
        for (what, quantity, shipments, newer, pieces, expected) in [
            ("nothing sent", 5, json!([]), false, 3, 3),
            ("nothing sent, and taken off already", 2, json!([]), true, 3, 3),
            ("two of five sent, the other three refunded", 2, sent(2), true, 3, 3),
            ("the same, before the order says so", 5, sent(2), false, 3, 3),
            ("four of five sent, three refunded", 2, sent(4), true, 3, 1),
            ("all sent", 0, sent(5), true, 5, 0),
            ("all sent in a parcel that doesn't say what is in it", 2, whole, true, 3, 0),
        ] {
            let order = order(quantity, shipments);
            assert_eq!(unsent(Some(&order), "1", pieces, newer), expected, "{what}");
        }
        assert_eq!(unsent(None, "1", 3, false), 0, "an order that is unknown");
        assert_eq!(unsent(Some(&order(5, json!([]))), "2", 3, false), 0, "a line that is unknown");
    }

    fn order(quantity: i64, shipments: Value) -> Order {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        serde_json::from_value(json!({
            "id": "1", "name": "#1", "placed_at": "2026-01-15T09:00:00Z", "created_at": "2026-01-15T09:00:00Z",
            "currency": "EUR", "payment": {"status": "paid"}, "shipments": shipments,
            "lines": [{"id": "1", "title": "Mug", "quantity": quantity, "unit_price": eur(100), "discount": eur(0)}],
            "totals": {"subtotal": eur(0), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(0)},
        }))
        .expect("an order")
    }
}
