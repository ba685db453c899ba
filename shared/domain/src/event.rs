//! Events: what happened to an entity, as a CloudEvents 1.0 document in the entity's hash-chained journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{EntityRef, Failure, ShopId, settings::Withheld};

/// The data of one kind of event. Kinds are open words; a new kind touches only the crate that declares it.
///
/// Fields are only ever added, with defaults. A change that can't be read so raises [`Payload::V`] and teaches
/// [`Payload::upcast`] to read what was written before; frozen samples in `tests/` hold it to that.
pub trait Payload: Serialize + DeserializeOwned {
    /// The event's kind, such as `order.created`; one kind per payload, or a family sharing a shape.
    const KIND: &'static str;
    /// The version that is written now.
    const V: u32 = 1;
    /// Whether a carrier acts on it outside the house. Such an event is withheld while its automation is in shadow.
    const OUTWARD: bool = false;

    /// Turns data of an older version into the present shape. The default suits additive changes.
    fn upcast(_from: u32, data: Value) -> Value {
        data
    }
}

/// An event as it stands in the journal and travels over the topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Always `1.0`: the CloudEvents version.
    pub specversion: String,
    /// Follows from entity and effect, so that the same effect always has the same id.
    pub id: String,
    /// `nightshift/{shop}`.
    pub source: String,
    /// What happened, such as `order.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it happened to.
    pub subject: EntityRef,
    /// When we took it in or decided it.
    pub time: Timestamp,
    /// The shop.
    pub shop: ShopId,
    /// Version of `data`'s shape.
    #[serde(rename = "dataversion")]
    pub v: u32,
    /// The entity's version that this event made; 1 is its first.
    pub seq: u64,
    /// Hash of the entity's event before this one, hexadecimal; empty for the first.
    pub prev: String,
    /// The event that led to this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The automation that decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Why an automation decided so, as the code of its closed list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Version of the shop's settings that the decision followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<u32>,
    /// Ids, numbers and hashes; never names, addresses or bodies.
    #[serde(default)]
    pub data: Value,
}

/// An event about to be written: what it says and the name of its effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEvent {
    /// What happened.
    pub kind: String,
    /// Version of `data`'s shape.
    pub v: u32,
    /// Names what must happen once, within the entity. It is the event's key in the journal.
    pub effect: String,
    /// The payload.
    pub data: Value,
    /// Whether a carrier acts on it outside the house.
    #[serde(skip)]
    pub outward: bool,
}

impl NewEvent {
    /// An event carrying `payload`, whose effect is called `effect` within its entity.
    pub fn of<P: Payload>(effect: impl Into<String>, payload: &P) -> Self {
        Self::named(P::KIND, effect, payload)
    }

    /// The same for a family of kinds that share one payload.
    pub fn named<P: Payload>(kind: &str, effect: impl Into<String>, payload: &P) -> Self {
        let data = serde_json::to_value(payload).expect("payloads are plain data");
        Self { kind: kind.to_owned(), v: P::V, effect: effect.into(), data, outward: P::OUTWARD }
    }

    /// The same event, kept in the house: journalled under a kind that no carrier listens to, with the reason.
    pub fn withheld(mut self, why: Withheld) -> Self {
        self.kind = format!("{WITHHELD}{}", self.kind);
        self.outward = false;
        if let Some(data) = self.data.as_object_mut() {
            data.insert("withheld".to_owned(), why.as_str().into());
        }
        self
    }
}

/// How the kinds of events begin that would have left the house.
pub const WITHHELD: &str = "withheld.";

/// Where an event comes from, beside its own words.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The event that led to it.
    pub cause: Option<String>,
    /// The automation.
    pub by: Option<String>,
    /// The decision's reason.
    pub because: Option<String>,
    /// The settings' version.
    pub settings: Option<u32>,
}

impl Origin {
    /// What follows from `event` by an automation's decision, under this version of the settings.
    pub fn following(event: &Event, by: &str, because: impl Into<String>, settings: u32) -> Self {
        Self {
            cause: Some(event.id.clone()),
            by: Some(by.to_owned()),
            because: Some(because.into()),
            settings: Some(settings),
        }
    }
}

impl Event {
    /// Places `new` in the journal of `subject`, after the event whose hash is `prev`.
    pub fn place(
        new: &NewEvent,
        shop: &ShopId,
        subject: &EntityRef,
        origin: &Origin,
        (seq, prev): (u64, &str),
        now: Timestamp,
    ) -> Self {
        Self {
            specversion: "1.0".to_owned(),
            id: event_id(shop, subject, &new.effect),
            source: format!("nightshift/{shop}"),
            kind: new.kind.clone(),
            subject: subject.clone(),
            time: now,
            shop: shop.clone(),
            v: new.v,
            seq,
            prev: prev.to_owned(),
            cause: origin.cause.clone(),
            by: origin.by.clone(),
            because: origin.because.clone(),
            settings: origin.settings,
            data: new.data.clone(),
        }
    }

    /// The event's text, and the hash over exactly that text. The text is what is stored and published, so
    /// nothing has to be serialised the same way twice.
    pub fn seal(&self) -> (String, String) {
        let text = serde_json::to_string(self).expect("events are plain data");
        let hash = hash_of(&text);
        (text, hash)
    }

    /// Reads an event. A text that is no event will be none tomorrow either: permanent.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let event: Self = serde_json::from_str(text).map_err(|e| {
            // Where, not what: the text may hold anything.
            Failure::permanent(format!("not an event of ours (line {}, column {})", e.line(), e.column()))
        })?;
        if event.specversion != "1.0" {
            return Err(Failure::newer("CloudEvents newer than 1.0"));
        }
        Ok(event)
    }

    /// The payload. Data of a newer version is put back for a newer function; data that doesn't fit is permanent.
    pub fn payload<P: Payload>(&self) -> Result<P, Failure> {
        if self.v > P::V {
            let (kind, v, known) = (&self.kind, self.v, P::V);
            return Err(Failure::newer(format!("{kind} v{v} is newer than the known v{known}")));
        }
        let data = if self.v < P::V { P::upcast(self.v, self.data.clone()) } else { self.data.clone() };
        serde_json::from_value(data).map_err(|e| Failure::permanent(format!("data of {}: {e}", self.kind)))
    }
}

/// The id of the event with this effect.
pub fn event_id(shop: &ShopId, subject: &EntityRef, effect: &str) -> String {
    let mut id = hash_of(format!("event|{shop}|{subject}|{effect}"));
    id.truncate(32);
    id
}

/// SHA-256 of a text, hexadecimal.
pub fn hash_of(text: impl AsRef<[u8]>) -> String {
    hex::encode(Sha256::digest(text.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Weighed {
        grams: i64,
    }

    impl Payload for Weighed {
        const KIND: &'static str = "parcel.weighed";
        const V: u32 = 2;

        fn upcast(_from: u32, mut data: Value) -> Value {
            if let Some(kilos) = data.get("kilos").and_then(Value::as_i64) {
                data["grams"] = (kilos * 1000).into();
            }
            data
        }
    }

    fn event(v: u32, data: Value) -> Event {
        let new =
            NewEvent { kind: Weighed::KIND.into(), v, effect: "weighed#1".into(), data, outward: false };
        let shop = "acme".parse().expect("a shop");
        Event::place(&new, &shop, &EntityRef::order("1"), &Origin::default(), (1, ""), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_sealed_event_reads_back_whole() {
        let event = event(2, serde_json::json!({"grams": 5}));
        let (text, hash) = event.seal();
        assert_eq!(Event::parse(&text), Ok(event));
        assert_eq!(hash, hash_of(&text));
        assert_eq!(hash.len(), 64);
    }

    #[test]
    fn older_data_is_upcast_and_newer_put_back() {
        assert_eq!(
            event(2, serde_json::json!({"grams": 5, "unknown": 1})).payload(),
            Ok(Weighed { grams: 5 })
        );
        assert_eq!(event(1, serde_json::json!({"kilos": 5})).payload(), Ok(Weighed { grams: 5000 }));
        assert!(matches!(event(3, Value::Null).payload::<Weighed>(), Err(Failure::Transient { .. })));
        assert!(matches!(event(2, Value::Null).payload::<Weighed>(), Err(Failure::Permanent(_))));
    }

    #[test]
    fn the_same_effect_has_the_same_id() {
        assert_eq!(event(1, Value::Null).id, event(2, serde_json::json!(7)).id);
        assert_eq!(event(1, Value::Null).id.len(), 32);
    }
}
