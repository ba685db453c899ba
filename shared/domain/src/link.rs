//! Signed links: what lets a buyer, or one of the shop's own people, open a page without logging in.
//!
//! A token names its purpose, shop, entity and expiry, and carries an HMAC-SHA256 over them. It holds ids and no personal
//! data. Whatever is wrong with a token, the answer is the same: nothing.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::{EntityRef, ShopId};

/// Separates these MACs from every other use of a key.
const DOMAIN: &str = "link/v1|";
/// The longest token that is looked at.
const LONGEST: usize = 512;
/// How many bytes a key must have at least.
const SHORTEST_KEY: usize = 16;

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What for, such as `order-status`: a link for one page opens no other.
    pub purpose: &'static str,
    /// The shop.
    pub shop: ShopId,
    /// What the page is about.
    pub entity: EntityRef,
    /// From when on it opens nothing any more.
    pub expires: Timestamp,
}

/// A key that signs links. Its id follows from it, so keys need no names: a token says which one signed it.
pub struct LinkKey(Vec<u8>);

impl LinkKey {
    /// A key of these bytes; `None` if they are too few to be a secret.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Option<Self> {
        let bytes = bytes.into();
        (bytes.trim_ascii().len() >= SHORTEST_KEY).then_some(Self(bytes))
    }

    fn id(&self) -> String {
        let mut id = hex::encode(Sha256::digest([b"link-key|", self.0.as_slice()].concat()));
        id.truncate(8);
        id
    }

    fn mac(&self, payload: &str) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.chain_update(DOMAIN).chain_update(payload)
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

impl Link {
    /// The token: letters, digits, `-`, `_` and two dots.
    pub fn sign(&self, key: &LinkKey) -> String {
        let Self { purpose, shop, entity, expires } = self;
        // Only the entity's id may hold the sign between the parts, so it stands last.
        let payload = format!("{purpose}|{shop}|{}|{}|{entity}", key.id(), expires.as_second());
        let mac = key.mac(&payload).finalize().into_bytes();
        format!("{}.{}.{}", key.id(), BASE64.encode(payload), BASE64.encode(mac))
    }

    /// What the token opens, if one of `keys` signed it for this purpose and it hasn't expired.
    pub fn open(token: &str, purpose: &'static str, keys: &[LinkKey], now: Timestamp) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let (id, rest) = token.split_once('.')?;
        let (payload, mac) = rest.split_once('.')?;
        let (payload, mac) = (BASE64.decode(payload).ok()?, BASE64.decode(mac).ok()?);
        let payload = String::from_utf8(payload).ok()?;
        let key = keys.iter().find(|key| key.id() == id)?;
        key.mac(&payload).verify_slice(&mac).ok()?;
        let mut parts = payload.splitn(5, '|');
        let mut part = || parts.next();
        let (what, shop, signed_by, expires, entity) = (part()?, part()?, part()?, part()?, part()?);
        let link = Self {
            purpose,
            shop: shop.parse().ok()?,
            entity: EntityRef::try_from(entity.to_owned()).ok()?,
            expires: Timestamp::from_second(expires.parse().ok()?).ok()?,
        };
        (what == purpose && signed_by == id && now < link.expires).then_some(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    fn key(word: &str) -> LinkKey {
        LinkKey::new(format!("{word}-0123456789abcdef")).expect("long enough")
    }

    fn link() -> Link {
        Link {
            purpose: "order-status",
            shop: "acme".parse().expect("a shop"),
            entity: EntityRef::order("gid|450789469"),
            expires: at(1000),
        }
    }

    #[test]
    fn a_link_opens_what_it_was_signed_for_until_it_expires() {
        let token = link().sign(&key("a"));
        assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{token}");
        let keys = [key("b"), key("a")];
        for (purpose, keys, now, opens) in [
            ("order-status", &keys[..], 999, true),
            ("order-status", &keys[..], 1000, false),
            ("approve", &keys[..], 0, false),
            ("order-status", &keys[..1], 0, false),
            ("order-status", &[], 0, false),
        ] {
            let opened = Link::open(&token, purpose, keys, at(now));
            assert_eq!(opened.is_some(), opens, "{purpose} at {now}");
            assert!(opened.is_none_or(|opened| opened == link()));
        }
    }

    #[test]
    fn nothing_of_a_token_may_change() {
        let token = link().sign(&key("a"));
        let keys = [key("a")];
        for at_byte in 0..token.len() {
            for bit in 0..7 {
                let mut bytes = token.clone().into_bytes();
                bytes[at_byte] ^= 1 << bit;
                let Ok(bent) = String::from_utf8(bytes) else { continue };
                assert_eq!(Link::open(&bent, "order-status", &keys, at(0)), None, "{bent}");
            }
            assert_eq!(Link::open(&token[..at_byte], "order-status", &keys, at(0)), None);
        }
        for other in ["", ".", "..", "...", &"a".repeat(10_000), &format!("{token}="), &format!("{token}A")] {
            assert_eq!(Link::open(other, "order-status", &keys, at(0)), None);
        }
    }

    #[test]
    fn keys_are_secret_and_long_enough() {
        assert_eq!(format!("{:?}", key("a")), "LinkKey(…)");
        for short in ["", "   ", "0123456789abcde", "                     "] {
            assert!(LinkKey::new(short).is_none(), "{short:?}");
        }
    }
}
