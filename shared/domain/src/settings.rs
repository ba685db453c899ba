//! A shop's settings: one human-written `shop.toml`, published as immutable versions.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Failure, ShopId};

/// What a `shop.toml` says.
///
/// Unknown keys are refused when settings are published, and passed over when they are read: an older release must
/// be able to read what a newer one published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Shop {
    /// The shop's id in keys, paths and mail tags.
    pub id: ShopId,
    /// The name that buyers know.
    pub name: String,
    /// The storefront, `https://…`: the only host that mails may link to.
    pub url: String,
    /// The locale when an order names none that we speak, such as `en-GB`.
    pub locale: String,
    /// The shop's IANA time zone, such as `Europe/Berlin`.
    pub zone: String,
    /// Who mails come from.
    pub sender: Sender,
    /// Where secrets lie, never the secrets themselves.
    #[serde(default)]
    pub secrets: Secrets,
    /// One table per automation, checked against that automation's schema.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Map<String, Value>>")]
    pub automations: BTreeMap<String, Value>,
}

/// Who mails come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sender {
    /// The address, verified at SES.
    pub address: String,
    /// The name beside it; the shop's name if absent.
    #[serde(default)]
    pub name: Option<String>,
    /// Where answers go; the address itself if absent.
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// Names of SSM SecureString parameters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Secrets {
    /// By source (`shopify`): the names of one or two parameters, all active, so that a secret can be rotated.
    #[serde(default)]
    pub webhooks: BTreeMap<String, Vec<String>>,
}

/// One published version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Counts from 1.
    pub number: u32,
    /// Orders placed from this instant on are governed by it.
    pub effective_from: Timestamp,
    /// What it says.
    pub shop: Shop,
}

/// All versions of one shop's settings, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History(Vec<Version>);

impl History {
    /// Versions in any order.
    pub fn new(mut versions: Vec<Version>) -> Self {
        versions.sort_by_key(|v| v.number);
        Self(versions)
    }

    /// The version that governs what began at `at`: the newest one effective by then; before the first, the first.
    pub fn at(&self, at: Timestamp) -> Result<&Version, Failure> {
        self.0.iter().rev().find(|v| v.effective_from <= at).or(self.0.first()).ok_or_else(|| {
            Failure::permanent("the shop has no settings: publish its shop.toml, then redrive")
        })
    }

    /// The newest version, effective or not yet.
    pub fn newest(&self) -> Option<&Version> {
        self.0.last()
    }

    /// Whether the shop has any settings.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a decision sees: the shop's settings and the automation's own table of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct For<S> {
    /// The version's number.
    pub version: u32,
    /// The shop.
    pub shop: Shop,
    /// The automation's own table; defaults where it is silent.
    pub own: S,
}

impl Version {
    /// The settings as `automation` sees them.
    pub fn for_automation<S: DeserializeOwned + Default>(&self, automation: &str) -> Result<For<S>, Failure> {
        let own = match self.shop.automations.get(automation) {
            None => S::default(),
            Some(table) => serde_json::from_value(table.clone()).map_err(|e| {
                Failure::permanent(format!("settings v{}, [automations.{automation}]: {e}", self.number))
            })?,
        };
        Ok(For { version: self.number, shop: self.shop.clone(), own })
    }
}

impl Shop {
    /// Everything wrong with the settings, each with the key it stands under. Empty when all is well.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut must = |holds: bool, say: &str| {
            if !holds {
                found.push(say.to_owned());
            }
        };
        let plain = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
        must(self.id != crate::schedule::house(), "id: \"house\" is reserved; choose another");
        must(plain(&self.name), "name: write the name that buyers know, on one line");
        must(
            self.url
                .strip_prefix("https://")
                .is_some_and(|host| plain(host) && !host.contains(char::is_whitespace)),
            "url: write the storefront's address, beginning with https://",
        );
        must(
            TimeZone::get(&self.zone).is_ok(),
            "zone: write an IANA time zone such as \"Europe/Berlin\" or \"America/New_York\"",
        );
        must(
            is_address(&self.sender.address),
            "sender.address: write one plain address such as \"shop@example.com\"",
        );
        must(
            self.sender.reply_to.as_deref().is_none_or(is_address),
            "sender.reply_to: write one plain address, or leave it out",
        );
        must(
            self.sender.name.as_deref().is_none_or(plain),
            "sender.name: write it on one line, or leave it out",
        );
        let prefix = format!("/nightshift/{}/", self.id);
        for (source, names) in &self.secrets.webhooks {
            must(
                (1..=2).contains(&names.len()) && names.iter().all(|n| n.starts_with(&prefix)),
                &format!("secrets.webhooks.{source}: name one or two SSM parameters under {prefix}"),
            );
        }
        found
    }

    /// The zone. Unknown zones are refused when settings are published.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }
}

/// Whether a text is one plain mail address. Not a judgement on whether it exists.
pub fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[]\\,;:\"@".contains(c);
    !local.is_empty()
        && text.len() <= 254
        && local.chars().all(plain)
        && host.contains('.')
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> Shop {
        Shop {
            id: "acme".parse().expect("an id"),
            name: "Acme".into(),
            url: "https://acme.example".into(),
            locale: "en".into(),
            zone: "Europe/Berlin".into(),
            sender: Sender { address: "shop@acme.example".into(), name: None, reply_to: None },
            secrets: Secrets::default(),
            automations: BTreeMap::new(),
        }
    }

    #[test]
    fn the_version_follows_from_when_an_order_was_placed() {
        let at = |s| Timestamp::from_second(s).expect("in range");
        let version = |number, from| Version { number, effective_from: at(from), shop: shop() };
        let history = History::new(vec![version(2, 200), version(1, 100), version(3, 300)]);
        for (placed, expected) in [(0, 1), (100, 1), (199, 1), (200, 2), (299, 2), (300, 3), (900, 3)] {
            assert_eq!(history.at(at(placed)).map(|v| v.number), Ok(expected), "placed at {placed}");
        }
        assert!(History::default().at(at(0)).is_err());
    }

    #[test]
    fn mistakes_are_named_by_their_key() {
        assert_eq!(shop().mistakes(), Vec::<String>::new());
        for (spoil, key) in [
            ((|s| s.name = "  ".into()) as fn(&mut Shop), "name"),
            (|s| s.name = "A\r\nBcc: x@y.z".into(), "name"),
            (|s| s.url = "javascript:alert(1)".into(), "url"),
            (|s| s.zone = "Berlin".into(), "zone"),
            (|s| s.sender.address = "Acme <shop@acme.example>".into(), "sender.address"),
            (|s| s.sender.reply_to = Some("a@b.c, d@e.f".into()), "sender.reply_to"),
            (|s| s.sender.name = Some("a\nb".into()), "sender.name"),
            (
                |s| drop(s.secrets.webhooks.insert("shopify".into(), vec!["/other/x".into()])),
                "secrets.webhooks.shopify",
            ),
            (|s| drop(s.secrets.webhooks.insert("shopify".into(), vec![])), "secrets.webhooks.shopify"),
        ] {
            let mut spoilt = shop();
            spoil(&mut spoilt);
            let mistakes = spoilt.mistakes();
            assert!(mistakes.len() == 1 && mistakes[0].starts_with(key), "{key}: {mistakes:?}");
        }
    }
}
