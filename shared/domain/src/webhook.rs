//! What a shop's webhook becomes at the door.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{EntityRef, Payload, SourceVersion, order::Order};

/// What a signed payload means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Translation {
    /// Something happened to an entity.
    Happened(Box<Happened>),
    /// Understood and left aside, for this reason. It is journalled.
    Ignored {
        /// Why nothing comes of it.
        reason: String,
    },
}

/// One fact in our own words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Happened {
    /// The kind of event, such as `order.created`.
    pub kind: String,
    /// What it happened to.
    pub entity: EntityRef,
    /// How new the payload is, by the shop's own count.
    pub source: SourceVersion,
    /// The order as it then stood, where the payload carries it whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// When the shop committed an edit of the order, where that is what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
}

/// Data of every event that a webhook becomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// The sender, such as `shopify`.
    pub from: String,
    /// Its own word for what happened.
    pub topic: String,
    /// The shop's count of the payload.
    pub source: SourceVersion,
    /// Whether something newer had come before: recorded, not applied.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
}

impl Payload for Received {
    const KIND: &'static str = "order";
}

/// A webhook that came to nothing: ignored, or refused with the field named. Stands alone under its body's hash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// The sender, such as `shopify`.
    pub from: String,
    /// Its own word for what happened.
    pub topic: String,
    /// Hash of the body, hexadecimal; the body itself is kept for a while under it.
    pub body: String,
    /// Why.
    pub reason: String,
}

impl SetAside {
    /// The kind for what is understood and left aside.
    pub const IGNORED: &'static str = "webhook.ignored";
    /// The kind for what can't be understood.
    pub const REFUSED: &'static str = "webhook.refused";

    /// The entity of a body that came to nothing.
    pub fn entity(body_hash: &str) -> EntityRef {
        EntityRef::new("WEBHOOK", body_hash)
    }
}

impl Payload for SetAside {
    const KIND: &'static str = "webhook";
}

/// Why a payload can't be understood: what, where, and how to mend it. Never quotes personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {problem}; {mend}")]
pub struct Refusal {
    /// The field as a path, such as `line_items[2].price`; `body` for the whole.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
    /// What the sender should do.
    pub mend: String,
}
