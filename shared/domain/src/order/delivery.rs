//! How an order reaches its buyer: promised dates, parcels, places to fetch it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Address;

/// Where a buyer fetches an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pickup {
    /// What the place is called.
    pub name: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// When it is open, line by line, in the shop's own words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
}

/// When an order will be there, as its buyer was told at checkout: one entry for each shipment that was promised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// The shipments, in the order in which they were promised.
    pub shipments: Vec<Promised>,
}

/// The promise of one shipment: days at its destination, both included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promised {
    /// Ids of the lines in it; all lines if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The first day on which it may come.
    pub earliest: Date,
    /// The last day: this is the promise.
    pub latest: Date,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shipment {
    /// The shop's id of it.
    pub id: String,
    /// How far it is.
    pub status: ShipmentStatus,
    /// Who carries it, such as `DHL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<String>,
    /// The carrier's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// The carrier's page of it, `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the shop handed it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<Timestamp>,
    /// What is in it; the whole order if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Shipped>,
}

/// Pieces of a line in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipped {
    /// The line's id.
    pub line: String,
    /// How many.
    pub quantity: i64,
}

/// How far a parcel is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShipmentStatus {
    /// Being made ready, or handed over with no word from the carrier yet.
    #[default]
    Shipped,
    /// Label made, not handed over yet.
    Preparing,
    /// On its way.
    InTransit,
    /// In the van.
    OutForDelivery,
    /// Waiting for the buyer at a shop or locker.
    ReadyForPickup,
    /// There.
    Delivered,
    /// Nobody was there, or something else went wrong on the way.
    Exception,
    /// Given up.
    Cancelled,
}

impl ShipmentStatus {
    /// Whether the shop has handed it over.
    pub fn has_left(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Preparing)
    }
}
