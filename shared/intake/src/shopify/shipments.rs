//! The parcels of an order: what Shopify calls its fulfilments.

use domain::{
    order::{LineItem, LineKind, Shipment, ShipmentStatus, Shipped},
    webhook::Refusal,
};

use super::{id, wire};
use crate::json::{Text, filled};

/// So many numbers of one parcel are told; the GraphQL question asks for as many.
const NUMBERS: usize = 5;

/// Reads them. A fulfilment that failed sent nothing, and one of nothing but downloads and gift cards is no parcel.
pub(super) fn read(order: &wire::Order, lines: &[LineItem]) -> Result<Vec<Shipment>, Refusal> {
    let mut shipments = Vec::new();
    for (index, parcel) in order.fulfillments.iter().enumerate() {
        let path = format!("fulfillments[{index}]");
        let id = id::exact("Fulfillment", &path, &parcel.id, &parcel.admin_graphql_api_id)?;
        let Some(status) = status(parcel) else { continue };
        let packed = packed(parcel, &path)?;
        let kind = |packed: &Shipped| lines.iter().find(|line| line.id == packed.line).map(|line| line.kind);
        let is_sent = |packed: &Shipped| kind(packed).is_none_or(|kind| kind == LineKind::Goods);
        if !packed.is_empty() && !packed.iter().any(is_sent) {
            continue;
        }
        shipments.push(Shipment {
            id,
            status,
            carrier: filled(&parcel.tracking_company).or_else(|| filled(&parcel.tracking.first()?.company)),
            tracking: numbers(parcel),
            url: url(parcel),
            shipped_at: parcel.created_at.map(|at| at.0),
            lines: packed,
        });
    }
    Ok(shipments)
}

/// How far it is; `None` for one that never was. A word that is new to us says no more than that it was handed over.
fn status(parcel: &wire::Parcel) -> Option<ShipmentStatus> {
    let word = |text: &Option<Text>| text.as_ref().map(|word| word.0.to_ascii_lowercase());
    let made = match word(&parcel.status).as_deref() {
        Some("failure" | "error") => return None,
        Some("cancelled") => return Some(ShipmentStatus::Cancelled),
        Some("pending" | "open") => ShipmentStatus::Preparing,
        _ => ShipmentStatus::Shipped,
    };
    Some(match word(&parcel.shipment_status).as_deref() {
        Some("label_purchased" | "label_printed" | "label_voided") => ShipmentStatus::Preparing,
        Some("carrier_picked_up" | "in_transit" | "delayed") => ShipmentStatus::InTransit,
        Some("out_for_delivery") => ShipmentStatus::OutForDelivery,
        Some("ready_for_pickup") => ShipmentStatus::ReadyForPickup,
        Some("delivered" | "picked_up") => ShipmentStatus::Delivered,
        Some("attempted_delivery" | "not_delivered" | "failure") => ShipmentStatus::Exception,
        Some("canceled") => ShipmentStatus::Cancelled,
        _ => made,
    })
}

/// The carrier's numbers, set apart by commas: a fulfilment may be several boxes.
fn numbers(parcel: &wire::Parcel) -> Option<String> {
    let listed = parcel.tracking_numbers.iter().chain(parcel.tracking.iter().map(|told| &told.number));
    let mut numbers: Vec<String> = Vec::new();
    for number in [&parcel.tracking_number].into_iter().chain(listed).filter_map(filled) {
        let number = number.split_whitespace().collect::<Vec<_>>().join(" ");
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers.truncate(NUMBERS);
    Some(numbers.join(", ")).filter(|numbers| !numbers.is_empty())
}

/// The first address that is fetched over an encrypted connection.
fn url(parcel: &wire::Parcel) -> Option<String> {
    let listed = parcel.tracking_urls.iter().chain(parcel.tracking.iter().map(|told| &told.url));
    [&parcel.tracking_url]
        .into_iter()
        .chain(listed)
        .filter_map(filled)
        .find(|url| url.starts_with("https://"))
}

/// What is in it.
fn packed(parcel: &wire::Parcel, path: &str) -> Result<Vec<Shipped>, Refusal> {
    let mut packed = Vec::new();
    for (index, wire) in parcel.line_items.iter().enumerate() {
        let path = format!("{path}.line_items[{index}]");
        let line = match &wire.line_item {
            Some(of) => id::global(
                "LineItem",
                &format!("{path}.line_item.admin_graphql_api_id"),
                &of.admin_graphql_api_id,
            )?,
            None => id::either("LineItem", &path, &wire.id, &wire.admin_graphql_api_id)?,
        };
        let quantity = wire.quantity.map_or(1, |count| count.0);
        packed.extend((quantity > 0).then_some(Shipped { line, quantity }));
    }
    Ok(packed)
}
