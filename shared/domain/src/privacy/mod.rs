//! What is personal, and what stays when somebody wants to be forgotten. Pure.
//!
//! The journal holds ids, numbers and hashes, so it stays as it is and its chain holds. What a person can be known by stands in
//! snapshots, raw bodies, words and files beside it: those go, and [`Erased`] says in the same chain that they went.

mod redact;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Failure, Head, NewEvent, Payload, order::Order};

pub use redact::{depersonalise, impersonal, redacted};

/// Shorter texts are found everywhere by chance, in letters.
const SHORTEST: usize = 6;

/// Data of `privacy.erased`: whatever could be known of the person was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erased {
    /// Who erased it, by the name that they have at the shop.
    pub by: String,
    /// What asked for it: a task's id, a ticket. Never a person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl Payload for Erased {
    const KIND: &'static str = "privacy.erased";
}

impl Erased {
    /// How the names of its effects begin.
    pub const EFFECT: &'static str = "privacy#erased";

    /// The event. An entity that had something to erase once more says so once more: the entity's own count tells them apart.
    pub fn event(&self, head: &Head) -> NewEvent {
        NewEvent::of(format!("{}#{}", Self::EFFECT, head.version + 1), self)
    }
}

/// That an order's person was erased: remembered at its head, under [`Mark::NAME`], for as long as the order is.
///
/// Later news about such an order are facts of the shop still (a refund, a parcel), so they are taken in; but without the person,
/// whatever the platform sends. A task for somebody to look would put the person's data into the table until they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// When it was erased first.
    pub erased: Timestamp,
}

impl Mark {
    /// The key in the head's memory.
    pub const NAME: &'static str = "privacy";

    /// The mark at a head, if there is one.
    pub fn at(head: &Head) -> Result<Option<Self>, Failure> {
        head.recall(Self::NAME)
    }

    /// Whether a head has one. What can't be read counts as one: nothing comes back by a mistake of ours.
    pub fn is_at(head: &Head) -> bool {
        head.memory.contains_key(Self::NAME)
    }
}

/// The texts by which an order's buyer is known where they don't belong: mail address, names, street lines. In lower case. What is too
/// short to say anything is left out.
pub fn texts(order: &Order) -> BTreeSet<String> {
    let places = [&order.shipping_address, &order.billing_address];
    let places = places.into_iter().flatten();
    let of_place = |place: &crate::order::Address| {
        let named = [place.name.clone(), place.company.clone()];
        named.into_iter().flatten().chain(place.lines.clone()).collect::<Vec<_>>()
    };
    let all = order.email.clone().into_iter().chain(places.flat_map(of_place));
    let plain = all.map(|text| text.trim().to_lowercase());
    plain.filter(|text| text.chars().count() >= SHORTEST).collect()
}

/// Whether two mail addresses are one, however they are written.
pub fn is_same_address(one: &str, other: &str) -> bool {
    !one.trim().is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase()
}
