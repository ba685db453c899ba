//! Products and stock: what is offered, how much there is of it, and what moved.

use domain::{
    EntityRef,
    purchase::{Arrival, Receipt},
    stock::{self, Cause, Item, ItemKind, Part},
    webhook::Refusal,
};
use serde::Deserialize;

use super::event::{self, Key};
use crate::{
    amount,
    json::{Code, Decimal, Few, Instant, Level, Text, filled},
    refusal::{missing, refuse},
    topic::Facts,
};

#[derive(Deserialize)]
#[serde(expecting = "an object with an id")]
struct Product {
    id: Key,
    updated_at: Option<Instant>,
    title: Option<Text>,
    items: Option<Few<Stocked>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with an id")]
struct Stocked {
    id: Key,
    sku: Option<Text>,
    title: Option<Text>,
    variant: Option<Text>,
    #[serde(default)]
    categories: Few<Text>,
    vendor: Option<Text>,
    kind: Option<Text>,
    tracked: Option<bool>,
    offered: Option<bool>,
    price: Option<Decimal>,
    currency: Option<Code>,
    threshold: Option<Level>,
    #[serde(default)]
    parts: Few<Piece>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with item and pieces")]
struct Piece {
    item: Key,
    pieces: Level,
}

/// A product; with `items`, what is stocked of it.
pub(super) fn product(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, product): (_, Product) = event::read(body)?;
    let entity = EntityRef::new("PRODUCT", &product.id.0);
    let facts = Facts::about(entity, product.updated_at.map_or(sent, |at| at.0)).whole();
    let Some(items) = &product.items else { return Ok(facts) };
    let items = items.iter().enumerate().map(|(index, stocked)| item(&product, index, stocked));
    Ok(facts.items(items.collect::<Result<_, _>>()?))
}

fn item(product: &Product, index: usize, it: &Stocked) -> Result<Item, Refusal> {
    let path = |field: &str| format!("data.items[{index}].{field}");
    let kind = match filled(&it.kind).as_deref() {
        None | Some("goods") => ItemKind::Goods,
        Some("digital") => ItemKind::Digital,
        Some("bundle") => ItemKind::Bundle,
        Some("drop-ship") => ItemKind::DropShip,
        Some(_) => {
            let mend = "send goods, digital, bundle or drop-ship";
            return Err(refuse(path("kind"), "is not a known kind", mend));
        }
    };
    let price = match (&it.price, it.currency) {
        (Some(price), Some(currency)) => Some(amount::positive(&path("price"), price, currency.0)?),
        (Some(_), None) => return Err(missing(path("currency"))),
        (None, _) => None,
    };
    let parts = it.parts.iter().map(|part| match part.pieces.0 {
        pieces if pieces > 0 => Ok(Part { item: part.item.0.clone(), pieces }),
        _ => Err(refuse(path("parts"), "has a part of no pieces", "send 1 or more")),
    });
    Ok(Item {
        id: it.id.0.clone(),
        sku: filled(&it.sku),
        title: filled(&it.title).or_else(|| filled(&product.title)).ok_or_else(|| missing(path("title")))?,
        variant: filled(&it.variant),
        variant_id: Some(it.id.0.clone()),
        product: Some(product.id.0.clone()),
        categories: it.categories.iter().filter_map(Text::filled).collect(),
        vendor: filled(&it.vendor),
        kind,
        tracked: it.tracked.unwrap_or(true),
        offered: it.offered.unwrap_or(true),
        price,
        threshold: it.threshold.map(|pieces| pieces.0),
        parts: parts.collect::<Result<_, _>>()?,
    })
}

#[derive(Deserialize)]
#[serde(expecting = "an object with item, location and available")]
struct Available {
    item: Key,
    location: Key,
    available: Level,
    updated_at: Option<Instant>,
}

/// How many of an item are to be had at a location.
pub(super) fn level(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, Available { item, location, available, updated_at }) = event::read(body)?;
    Ok(Facts::about(stock::at(&item.0, &location.0), updated_at.map_or(sent, |at| at.0))
        .whole()
        .detail("available", Some(available.0.to_string())))
}

#[derive(Deserialize)]
#[serde(expecting = "an object with item, location and on_hand")]
struct OnHand {
    item: Key,
    location: Key,
    on_hand: Level,
    updated_at: Option<Instant>,
}

/// How many of an item somebody found on the shelf, sold or not.
pub(super) fn counted(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, OnHand { item, location, on_hand, updated_at }) = event::read(body)?;
    Ok(Facts::about(stock::at(&item.0, &location.0), updated_at.map_or(sent, |at| at.0))
        .whole()
        .detail("on_hand", Some(on_hand.0.to_string())))
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id, item, location and cause")]
struct Change {
    id: Key,
    item: Key,
    location: Key,
    cause: Text,
    on_hand: Option<Level>,
    reserved: Option<Level>,
    incoming: Option<Level>,
    damaged: Option<Level>,
    in_transit: Option<Level>,
    sold: Option<Level>,
    until: Option<Instant>,
    updated_at: Option<Instant>,
}

/// What moved: by so many pieces more or less, each change once by its id.
pub(super) fn changed(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Change) = event::read(body)?;
    let cause = it.cause.0.trim();
    if serde_json::from_value::<Cause>(cause.into()).is_err() {
        let mend = "send one of the causes of the documentation, such as receipt";
        return Err(refuse("data.cause", "is not a known cause", mend));
    }
    let pieces = |level: Option<Level>| level.map(|pieces| pieces.0.to_string());
    Ok(Facts::about(stock::at(&it.item.0, &it.location.0), it.updated_at.map_or(sent, |at| at.0))
        .detail("change", Some(it.id.0))
        .detail("cause", Some(cause))
        .detail("on_hand", pieces(it.on_hand))
        .detail("reserved", pieces(it.reserved))
        .detail("incoming", pieces(it.incoming))
        .detail("damaged", pieces(it.damaged))
        .detail("in_transit", pieces(it.in_transit))
        .detail("sold", pieces(it.sold))
        .detail("until", it.until.map(|at| at.0.to_string())))
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id, purchase and lines")]
struct Received {
    id: Key,
    purchase: Key,
    lines: Few<Piece>,
    updated_at: Option<Instant>,
}

/// What arrived of a purchase order, each receipt once by its id.
pub(super) fn received(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Received) = event::read(body)?;
    let lines = it.lines.iter().map(|line| match line.pieces.0 {
        pieces if pieces > 0 => Ok(Arrival { item: line.item.0.clone(), pieces }),
        _ => Err(refuse("data.lines", "has a line of no pieces", "send 1 or more")),
    });
    let lines: Vec<_> = lines.collect::<Result<_, _>>()?;
    if lines.is_empty() {
        return Err(missing("data.lines"));
    }
    let at = it.updated_at.map_or(sent, |at| at.0);
    let receipt = Receipt { purchase: it.purchase.0, receipt: it.id.0, lines, at };
    let entity = EntityRef::new(Receipt::ENTITY, &format!("{}#{}", receipt.purchase, receipt.receipt));
    let facts = Facts::about(entity, at);
    let details = receipt.details();
    Ok(details.into_iter().fold(facts, |facts, (name, value)| match name.as_str() {
        "purchase" => facts.detail("purchase", Some(value)),
        "receipt" => facts.detail("receipt", Some(value)),
        _ => facts.detail("lines", Some(value)),
    }))
}
