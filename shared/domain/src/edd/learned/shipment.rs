//! What is remembered of a parcel to learn from: places, days and weights, and nobody's name.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// One parcel, or one order that leaves whole. What a shop doesn't know is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shipment {
    /// The order's or the parcel's id: the same one, told again later, replaces what was told before.
    pub id: String,
    /// When its time begins, by the clock of where it leaves: when it was handed over, or ordered where
    /// handling and transit are learned at once.
    pub at: DateTime,
    /// How it goes, and from where to where.
    #[serde(flatten)]
    pub way: Way,
    /// The day on which the carrier got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<Date>,
    /// The day on which it was delivered, as a scan says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Date>,
    /// The day from which nobody waits for it any more: cancelled, lost, sent back, or silent for too long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<Date>,
}

/// All that is known of a parcel before it leaves: what its time may depend on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Way {
    /// Who sends it: the warehouse's id, or the seller's.
    pub origin: String,
    /// Carrier and service, such as `DHL/parcel`; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// From where.
    pub from: Spot,
    /// Where to.
    pub to: Spot,
    /// As the crow flies, in kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kilometres: Option<u32>,
    /// What it weighs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grams: Option<u32>,
    /// What it measures, in cubic centimetres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<u32>,
    /// What the freight costs, in the shop's minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freight: Option<u32>,
    /// What the goods cost, in the shop's minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<u32>,
    /// How many pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pieces: Option<u16>,
    /// Until when it is to be handed over, as the shop or the marketplace set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<Date>,
    /// What kind of goods it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// A place, as closely as a shop may keep it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spot {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The end of its ISO 3166-2 code: a state, a province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    /// The postcode, or its beginning: no more than [`super::SIGNS`] signs of it are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}
