//! The parcels of an order. WooCommerce itself knows of none; its own extension "Shipment Tracking", and those that took over its
//! way, hang them on the order. Anything may be in there, so nothing in it is ever refused.

use domain::{
    Timestamp,
    order::{Shipment, ShipmentStatus},
};
use serde::Deserialize;

use super::wire;
use crate::{entities::plain, json::Loose};

/// Where they hang.
const KEY: &str = "_wc_shipment_tracking_items";
/// More parcels than any order has.
const MOST: usize = 50;

#[derive(Deserialize)]
struct Entry {
    tracking_id: Option<Loose>,
    tracking_number: Option<Loose>,
    tracking_provider: Option<Loose>,
    custom_tracking_provider: Option<Loose>,
    custom_tracking_link: Option<Loose>,
    date_shipped: Option<Loose>,
}

/// Reads them. An entry without a number is no parcel.
pub(super) fn read(order: &wire::Order) -> Vec<Shipment> {
    let entries = order.meta_data.list(KEY).into_iter().take(MOST);
    entries
        .filter_map(|raw| serde_json::from_str(raw.get()).ok())
        .filter_map(|entry| parcel(&entry))
        .collect()
}

fn parcel(entry: &Entry) -> Option<Shipment> {
    let text = |of: &Option<Loose>| {
        of.as_ref().map(|Loose(text)| plain(text)).filter(|text| !text.is_empty() && text.len() <= 200)
    };
    let tracking = text(&entry.tracking_number)?;
    let seconds = text(&entry.date_shipped).and_then(|text| text.parse().ok());
    Some(Shipment {
        id: text(&entry.tracking_id).unwrap_or_else(|| tracking.clone()),
        status: ShipmentStatus::Shipped,
        carrier: text(&entry.tracking_provider).or_else(|| text(&entry.custom_tracking_provider)),
        tracking: Some(tracking),
        url: text(&entry.custom_tracking_link).filter(|url| url.starts_with("https://")),
        shipped_at: seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()),
        lines: Vec::new(),
    })
}
