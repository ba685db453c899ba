//! Shops, entities and what is kept at the head of each.

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A shop's name in keys, paths and mail tags: 1 to 40 of `a-z 0-9 -`, beginning with a letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct ShopId(String);

impl ShopId {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ShopId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let well_formed = (1..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            let shown: String = text.chars().take(48).collect();
            Err(format!("{shown:?} is no shop id: 1 to 40 of a-z, 0-9 and -, beginning with a letter"))
        }
    }
}

impl TryFrom<String> for ShopId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<ShopId> for String {
    fn from(id: ShopId) -> Self {
        id.0
    }
}

impl fmt::Display for ShopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShopId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One thing of a shop that events are about: `ORDER#450789469`.
///
/// The kind is an open word in capitals, so that a new kind of entity touches nothing here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntityRef {
    kind: String,
    id: String,
}

impl EntityRef {
    /// `kind` in capitals, `id` as the shop printed it.
    pub fn new(kind: &str, id: &str) -> Self {
        Self { kind: kind.to_owned(), id: id.to_owned() }
    }

    /// An order, by the shop's own id.
    pub fn order(id: &str) -> Self {
        Self::new("ORDER", id)
    }

    /// A customer with an account, by the shop's own id.
    pub fn customer(id: &str) -> Self {
        Self::new("CUSTOMER", id)
    }

    /// The kind, such as `ORDER`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The id as the shop printed it.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for EntityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.kind, self.id)
    }
}

impl fmt::Debug for EntityRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for EntityRef {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.split_once('#') {
            Some((kind, id)) if !kind.is_empty() && !id.is_empty() => Ok(Self::new(kind, id)),
            _ => Err(format!("{text:?} is no entity such as ORDER#1001")),
        }
    }
}

impl From<EntityRef> for String {
    fn from(entity: EntityRef) -> Self {
        entity.to_string()
    }
}

/// How new a snapshot of an entity is, by its source: the source's own time, ties broken by the body's hash,
/// so that equal stamps (platforms count in seconds) end in one state whatever the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceVersion {
    /// The source's `updated_at`; `UNDATED` where it doesn't say.
    pub at: Timestamp,
    /// Hash of the body, hexadecimal.
    pub tie: String,
}

impl SourceVersion {
    /// When something happened of which nobody says when: older than whatever is dated.
    pub const UNDATED: Timestamp = Timestamp::UNIX_EPOCH;

    /// When it happened, if the source says so.
    pub fn said_at(&self) -> Option<Timestamp> {
        (self.at != Self::UNDATED).then_some(self.at)
    }
}

/// Which customer an entity is filed under, and when it began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// The platform's id of the customer.
    pub customer: String,
    /// When the entity began; a customer's entities are listed by it.
    pub at: Timestamp,
}

/// The head of an entity: where its journal stands, and the small facts that decisions need at hand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Counts every commit on the entity; the condition of the next one.
    pub version: u64,
    /// Hash of the entity's last event, hexadecimal; empty before the first.
    pub last_hash: String,
    /// How new the stored snapshot is; absent while no snapshot has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceVersion>,
    /// The customer it is filed under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
    /// What each automation remembers of this entity, under its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub memory: BTreeMap<String, Value>,
}

impl Head {
    /// What `automation` remembers of the entity. A memory that can't be read counts as a bug of ours.
    pub fn recall<M: serde::de::DeserializeOwned>(
        &self,
        automation: &str,
    ) -> Result<Option<M>, crate::Failure> {
        self.memory
            .get(automation)
            .map(|m| serde_json::from_value(m.clone()))
            .transpose()
            .map_err(|e| crate::Failure::bug(format!("memory of {automation} can't be read: {e}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shop_ids_are_safe_in_keys_paths_and_tags() {
        for good in ["a", "acme", "acme-2", &"a".repeat(40)] {
            assert!(good.parse::<ShopId>().is_ok(), "{good}");
        }
        for bad in ["", "2acme", "-a", "Acme", "a#b", "a b", "a/b", "ä", &"a".repeat(41)] {
            assert!(bad.parse::<ShopId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn entities_keep_ids_as_they_came() {
        let text = "ORDER#820982911946154508#x".to_owned();
        let entity = EntityRef::try_from(text.clone()).expect("an entity");
        assert_eq!((entity.kind(), entity.id()), ("ORDER", "820982911946154508#x"));
        assert_eq!(String::from(entity), text);
        assert!(EntityRef::try_from("ORDER".to_owned()).is_err());
    }
}
