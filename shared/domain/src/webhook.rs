//! What a shop's webhook becomes at the door.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    EntityRef, Payload, SourceVersion, order::Order, returns::told::Told, stock::Item, task::Wanted,
    tracking::Report,
};

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
    /// What is stocked of the product, where the payload carries it: one item for each of its variants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Item>>,
    /// What it tells of a parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcel: Option<Report>,
    /// When the shop committed an edit of the order, where that is what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// Whether this is all that is known of the entity: older news about it is recorded, not applied.
    #[serde(skip)]
    pub whole: bool,
    /// Ids and numbers of the payload that a later decision needs, such as `available`. Never names or addresses.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// Whether the order may have more parcels than it names here: those that are known stay.
    #[serde(skip)]
    pub parcels_cut_off: bool,
    /// What it tells of a return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<Box<Told>>,
    /// What a person must do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wants: Option<Wants>,
}

/// A task that comes with the payload, such as a privacy request with its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Wants {
    /// Why, as a kebab-case word.
    pub reason: &'static str,
    /// The route of its owner.
    pub owner: &'static str,
    /// Days until it is due, from when the payload was taken in.
    pub days: u16,
}

impl Happened {
    /// The task that comes with it, if one does, taken in at `now`.
    pub fn wanted(&self, now: Timestamp) -> Option<Wanted> {
        let Wants { reason, owner, days } = self.wants?;
        let due = now + SignedDuration::from_hours(i64::from(days) * 24);
        Some(Wanted { reason: reason.into(), owner: owner.into(), due, details: self.details.clone() })
    }
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
    /// Ids and numbers of the payload.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// What it tells of a return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Box<Told>>,
    /// Hash of the body, hexadecimal, under which it is kept for a while.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
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
    /// Hash of the body, hexadecimal. The body itself is kept for a while under it where it was refused and isn't too large.
    pub body: String,
    /// Why.
    pub reason: String,
}

impl SetAside {
    /// The kind of entity that a body is which came to nothing.
    pub const ENTITY: &'static str = "WEBHOOK";
    /// The kind for what is understood and left aside.
    pub const IGNORED: &'static str = "webhook.ignored";
    /// The kind for what can't be understood.
    pub const REFUSED: &'static str = "webhook.refused";

    /// The entity of a body that came to nothing.
    pub fn entity(body_hash: &str) -> EntityRef {
        EntityRef::new(Self::ENTITY, body_hash)
    }
}

impl Payload for SetAside {
    const KIND: &'static str = "webhook";
}

/// The name of the effect of news from outside.
pub fn effect_of(source: &str, topic: &str, at: Timestamp, tie: &str) -> String {
    format!("{source}#{topic}#{at}#{tie}")
}

/// Source and topic of news from outside, by its effect's name; `None` for what the house itself says.
pub fn told_by(effect: &str) -> Option<(&str, &str)> {
    let mut parts = effect.splitn(4, '#');
    let (source, topic, at, _tie) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    at.parse::<Timestamp>().ok().map(|_| (source, topic))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_effect_tells_who_told() {
        let at: Timestamp = "2026-01-15T09:00:00.25Z".parse().expect("an instant");
        let told = effect_of("woocommerce", "order.created", at, "01-aabb");
        assert_eq!(told_by(&told), Some(("woocommerce", "order.created")));
        let undated = effect_of("shopify", "customers/redact", Timestamp::UNIX_EPOCH, "aabb#2026-01-15");
        assert_eq!(told_by(&undated), Some(("shopify", "customers/redact")));
        let due = format!("due#order-confirmation#reconcile#{at}");
        for own in ["mail#order-confirmation#1#again#2", "task#opened", "confirmation#held#aabb", &due, ""] {
            assert_eq!(told_by(own), None, "{own}");
        }
        assert_eq!(told_by(&format!("task#webhooks-silent#{at}")), None);
    }
}
