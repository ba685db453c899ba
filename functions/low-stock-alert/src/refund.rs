//! What a refund does to stock. Pure.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Event, Failure, NewEvent,
    order::Order,
    stock::{self, Cause, Moved, Quantities},
    webhook::Received,
};

use crate::book::Article;

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
    articles: &BTreeMap<String, Article>,
) -> Result<Vec<(EntityRef, NewEvent)>, Failure> {
    if event.kind != "order.refunded" {
        return Ok(Vec::new());
    }
    let told: Received = event.payload()?;
    let Some(restock) = told.details.get("restock") else { return Ok(Vec::new()) };
    let refund = told.details.get("refund").map_or(event.id.as_str(), String::as_str);
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for line in restocked(restock) {
        let Some(article) = articles.get(line.variant) else { continue };
        for takes in &article.takes {
            if takes.place == stock::NETWORK || !["-", takes.place.as_str()].contains(&line.place) {
                continue;
            }
            let pieces = match line.how {
                "return" => line.pieces,
                "none" => -unsent(order, line.line, line.pieces),
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
            at: if told.source.at == jiff::Timestamp::UNIX_EPOCH { event.time } else { told.source.at },
            cause: if pieces > 0 { Cause::Return } else { Cause::Correction },
            change: Quantities::on_hand(pieces),
            sold: 0,
            until: None,
            reason: None,
        };
        (pieces != 0).then(|| (stock::at(item, location), moved.event()))
    };
    Ok(sums.into_iter().filter_map(movement).collect())
}

/// How many of these pieces had not left the shop.
fn unsent(order: Option<&Order>, line: &str, pieces: i64) -> i64 {
    let parts = order.into_iter().flat_map(|order| &order.shipments).flat_map(|parcel| &parcel.lines);
    let sent: i64 = parts.filter(|part| part.line == line).map(|part| part.quantity).sum();
    (pieces - sent).max(0)
}
