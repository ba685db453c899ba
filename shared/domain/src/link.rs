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

/// The purpose of links to an order's page.
pub const ORDER_STATUS: &str = "order-status";

/// The purpose of links to the returns of an order, given to whoever proved to be its buyer. Those to its page open them, too.
pub const RETURNS: &str = "returns";
/// The purpose of links to the returns that wait for one of the shop's routes.
pub const RETURNS_DESK: &str = "returns-desk";

/// The kind of entity that a route of the shop is, in links.
const ROUTE: &str = "ROUTE";

/// Separates these MACs from every other use of a key.
const DOMAIN: &str = "link/v1|";
/// The longest token that is looked at.
pub(crate) const LONGEST: usize = 512;
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

    /// The SSM parameter of the key that signs a shop's links.
    pub fn current_name(shop: &ShopId) -> String {
        format!("/nightshift/{shop}/links/current")
    }

    /// The SSM parameter of the key that signed before: it opens, and signs no more.
    pub fn previous_name(shop: &ShopId) -> String {
        format!("/nightshift/{shop}/links/previous")
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

impl LinkKey {
    /// A name that follows from these parts and from this key: 64 of `0-9 a-f`. No link holds it, and it opens none.
    pub(crate) fn secret_name(&self, parts: &[&str]) -> String {
        let parts: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
        hex::encode(self.mac(&format!("name|{parts}")).finalize().into_bytes())
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

impl Link {
    /// A link to an order's page that was asked for at `from`. It opens until the end of its last day in UTC, so that
    /// whoever makes it again from the same request makes the same bytes.
    pub fn to_order(shop: &ShopId, order: &EntityRef, from: Timestamp, days: u16) -> Self {
        let expires = end_of_last_day(from, days);
        Self { purpose: ORDER_STATUS, shop: shop.clone(), entity: order.clone(), expires }
    }

    /// The order's page under `base`, with this link's token.
    pub fn order_page(&self, base: &str, key: &LinkKey) -> String {
        format!("{}/orders/{}", base.trim_end_matches('/'), self.sign(key))
    }

    /// A link to the returns of an order that somebody proved to be theirs at `from`: to the end of the next day.
    pub fn to_returns(shop: &ShopId, order: &EntityRef, from: Timestamp) -> Self {
        Self { purpose: RETURNS, ..Self::to_order(shop, order, from, 1) }
    }

    /// The returns of its order under `base`, with this link's token.
    pub fn returns_page(&self, base: &str, key: &LinkKey) -> String {
        format!("{}/return/{}", base.trim_end_matches('/'), self.sign(key))
    }

    /// A link to what waits for a route of the shop, for as many days as a mail's links to its people.
    pub fn to_desk(shop: &ShopId, route: &str, from: Timestamp, days: u16) -> Self {
        let expires = end_of_last_day(from, days);
        Self { purpose: RETURNS_DESK, shop: shop.clone(), entity: EntityRef::new(ROUTE, route), expires }
    }

    /// What waits for its route under `base`, with this link's token; of one return, with its id.
    pub fn desk_page(&self, base: &str, key: &LinkKey, rma: Option<&str>) -> String {
        let of = rma.map(|id| format!("/{id}")).unwrap_or_default();
        format!("{}/returns-desk/{}{of}", base.trim_end_matches('/'), self.sign(key))
    }

    /// What of a token proves that a form was sent from the page that it opens: its MAC, which nobody can make. The page
    /// has it in a field of its form, and whoever only follows addresses never sends it.
    pub fn proof(token: &str) -> Option<&str> {
        token.rsplit_once('.').map(|(_, mac)| mac).filter(|mac| !mac.is_empty())
    }

    /// The shop that a token names, before anything of it is believed: it says whose keys to try, and no more.
    pub fn claimed_shop(token: &str) -> Option<ShopId> {
        let (_, payload, _) = split(token)?;
        payload.split('|').nth(1)?.parse().ok()
    }

    /// The token: letters, digits, `-`, `_` and two dots.
    pub fn sign(&self, key: &LinkKey) -> String {
        // Only the entity's id may hold the sign between the parts, so it stands last.
        seal(key, self.purpose, &self.shop, self.expires, &self.entity.to_string())
    }

    /// What the token opens, if one of `keys` signed it for this purpose and it hasn't expired.
    pub fn open(token: &str, purpose: &'static str, keys: &[LinkKey], now: Timestamp) -> Option<Self> {
        let Opened { shop, expires, rest } = unseal(token, purpose, keys, now)?;
        Some(Self { purpose, shop, entity: EntityRef::try_from(rest).ok()?, expires })
    }
}

/// The end of the day in UTC that is `days` after `from`: whoever makes a link again from the same request makes the same
/// bytes, and a token doesn't tell the second.
pub(crate) fn end_of_last_day(from: Timestamp, days: u16) -> Timestamp {
    const DAY: i64 = 24 * 60 * 60;
    let last = from.as_second().saturating_add(i64::from(days) * DAY);
    let end = last.div_euclid(DAY).saturating_add(1).saturating_mul(DAY);
    Timestamp::from_second(end).unwrap_or(Timestamp::MAX)
}

/// What a token holds once it is believed.
pub(crate) struct Opened {
    pub(crate) shop: ShopId,
    pub(crate) expires: Timestamp,
    /// What its purpose means by it.
    pub(crate) rest: String,
}

/// A token of a purpose. `rest` stands last, and so may hold any sign.
pub(crate) fn seal(key: &LinkKey, purpose: &str, shop: &ShopId, expires: Timestamp, rest: &str) -> String {
    let payload = format!("{purpose}|{shop}|{}|{}|{rest}", key.id(), expires.as_second());
    let mac = key.mac(&payload).finalize().into_bytes();
    format!("{}.{}.{}", key.id(), BASE64.encode(payload), BASE64.encode(mac))
}

/// What a token holds, if one of `keys` signed it for this purpose and it hasn't expired.
pub(crate) fn unseal(token: &str, purpose: &str, keys: &[LinkKey], now: Timestamp) -> Option<Opened> {
    let (id, payload, mac) = split(token)?;
    if !keys.iter().any(|key| key.id() == id && key.mac(&payload).verify_slice(&mac).is_ok()) {
        return None;
    }
    let mut parts = payload.splitn(5, '|');
    let mut part = || parts.next();
    let (what, shop, signed_by, expires, rest) = (part()?, part()?, part()?, part()?, part()?);
    let expires = Timestamp::from_second(expires.parse().ok()?).ok()?;
    let opened = Opened { shop: shop.parse().ok()?, expires, rest: rest.to_owned() };
    (what == purpose && signed_by == id && now < expires).then_some(opened)
}

/// A token's key id, payload and MAC, if it has the form of one.
fn split(token: &str) -> Option<(&str, String, Vec<u8>)> {
    if token.len() > LONGEST {
        return None;
    }
    let (id, rest) = token.split_once('.')?;
    let (payload, mac) = rest.split_once('.')?;
    Some((id, String::from_utf8(BASE64.decode(payload).ok()?).ok()?, BASE64.decode(mac).ok()?))
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
    fn a_link_to_an_order_lasts_for_whole_days_and_is_the_same_for_the_same_request() {
        let (shop, order) = (link().shop, link().entity);
        let until = |from: &str, days| {
            let from = from.parse().expect("an instant");
            Link::to_order(&shop, &order, from, days).expires.to_string()
        };
        for (from, days, end) in [
            ("2026-11-21T00:00:00Z", 1, "2026-11-23T00:00:00Z"),
            ("2026-11-21T23:59:59.9Z", 1, "2026-11-23T00:00:00Z"),
            ("2026-11-21T12:00:00+13:00", 180, "2027-05-20T00:00:00Z"),
            ("1969-12-30T12:00:00Z", 0, "1969-12-31T00:00:00Z"),
        ] {
            assert_eq!(until(from, days), end, "{from} and {days} days");
        }
        assert_eq!(Link::to_order(&shop, &order, Timestamp::MAX, 3650).expires, Timestamp::MAX);
        let link = Link::to_order(&shop, &order, at(0), 1);
        let page = link.order_page("https://pages.example/", &key("a"));
        let token = page.strip_prefix("https://pages.example/orders/").expect("its address");
        assert_eq!(token, link.sign(&key("a")));
        assert!(token.len() < LONGEST / 2);
        assert_eq!(Link::open(token, ORDER_STATUS, &[key("a")], at(0)), Some(link));
    }

    #[test]
    fn a_token_tells_whose_keys_to_try() {
        let token = link().sign(&key("a"));
        assert_eq!(Link::claimed_shop(&token), Some(link().shop));
        let claiming = |payload: &str| format!("0.{}.", BASE64.encode(payload));
        assert_eq!(Link::claimed_shop(&claiming("x|rosen|")), "rosen".parse().ok());
        for other in ["", "..", &claiming("order-status"), &claiming("x|../../etc|"), &claiming("x||")] {
            assert_eq!(Link::claimed_shop(other), None, "{other}");
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
