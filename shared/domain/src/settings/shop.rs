//! What a `shop.toml` says.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Calendar, Carriers, Commands, Suppliers, Switch};
use crate::{ShopId, order::Address};

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
    /// The storefront, `https://…`: mails may link to its host.
    pub url: String,
    /// Other hosts that mails may link to and show pictures from, such as `cdn.shopify.com`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// The locale when an order names none that we speak, such as `en-GB`.
    pub locale: String,
    /// The languages in which the shop writes; all that there are if absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locales: Vec<String>,
    /// The shop's IANA time zone, such as `Europe/Berlin`.
    pub zone: String,
    /// Who mails come from.
    pub sender: Sender,
    /// How mails and pages look.
    #[serde(default, skip_serializing_if = "Look::is_plain")]
    pub look: Look,
    /// By language, then by message (`order-confirmation`, or `all`), then by key: words in place of ours.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub wording: Wording,
    /// Who is told of what.
    #[serde(default, skip_serializing_if = "Routes::is_empty")]
    pub routes: Routes,
    /// The pages that mails link to.
    #[serde(default, skip_serializing_if = "Pages::is_usual")]
    pub pages: Pages,
    /// By ISO 3166 country code, `EU`, or `default`: who sells there, and under which terms.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub markets: Markets,
    /// Where buyers transfer money to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank: Option<Bank>,
    /// By the name of a way of shipping: where an order is fetched that goes this way.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pickup: BTreeMap<String, PickupPlace>,
    /// By the platform's id of a location: what it is called, and where goods for it are delivered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, StockPlace>,
    /// By name: who brings parcels to buyers, and by which services.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub carriers: Carriers,
    /// By name: who delivers what the shop sells.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub suppliers: Suppliers,
    /// By source (`shopify`): how to ask the platform itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub platforms: Platforms,
    /// How the shop is told to do something, such as to give money back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commands: Option<Commands>,
    /// Where secrets lie, never the secrets themselves.
    #[serde(default)]
    pub secrets: Secrets,
    /// One table per automation, checked against that automation's schema.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Map<String, Value>>")]
    pub automations: BTreeMap<String, Table>,
    /// By name: hashes of the files that the settings name. `settings apply` fills it in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(skip)]
    pub files: BTreeMap<String, String>,
}

/// By language, message and key.
pub type Wording = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// By source.
pub type Platforms = BTreeMap<String, Platform>;

/// By country, or a word for several.
pub type Markets = BTreeMap<String, Market>;

/// The pages that mails link to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Pages {
    /// Where they are, if under a name of the shop's own: `https://orders.example.com`. Else under the API's own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// For how many days after it was sent a link opens its page. 1 to 3650.
    #[schemars(range(min = 1, max = 3650))]
    pub link_days: u16,
}

impl Default for Pages {
    fn default() -> Self {
        Self { url: None, link_days: 180 }
    }
}

impl Pages {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Who sells in a market, and under which terms: what the law there wants in a buyer's hands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Market {
    /// The name of this version of the texts, such as `2026-01`. It is recorded with every mail that carries them: give
    /// changed texts a new one. 1 to 40 of `A-Z a-z 0-9 . _ -`.
    pub version: String,
    /// Who sells: firm, address, register, VAT id, telephone, line by line.
    pub seller: Vec<String>,
    /// The terms of sale, in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// Where the terms stand on the shop's own site, `https://…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_url: Option<String>,
    /// A PDF of the terms beside this file, attached to the confirmation where it fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms_file: Option<String>,
    /// What a buyer is told of the right of withdrawal, in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<String>,
    /// The model form for a withdrawal, in full.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal_form: Option<String>,
}

/// An account that money is transferred to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Bank {
    /// Whose it is; at most 70 characters.
    pub holder: String,
    /// Its IBAN, with or without spaces.
    pub iban: String,
    /// Its BIC, where a bank abroad needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bic: Option<String>,
    /// Within how many days the money is expected. 1 to 90.
    #[serde(default = "Bank::usual_days")]
    #[schemars(range(min = 1, max = 90))]
    pub due_days: u16,
    /// Whether the mail shows a code that banking apps read (EPC069-12), for orders in euros.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub qr: bool,
}

impl Bank {
    fn usual_days() -> u16 {
        14
    }
}

/// Where stock lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct StockPlace {
    /// What it is called.
    pub name: String,
    /// Where suppliers deliver to, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The country it is in, by its two letters: its public holidays are kept there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The part of the country, by the second half of its ISO 3166-2 code, such as `BY`: some holidays are kept in one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    /// The postcode, for tables of transit times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// When it works, and until when an order goes out on the same day. Only places with a calendar send parcels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
}

/// Where buyers fetch orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PickupPlace {
    /// What the place is called; the way of shipping's own name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is, line by line.
    pub address: Vec<String>,
    /// When it is open, line by line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
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

/// How mails and pages look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Look {
    /// The shop's colour, `#rrggbb`; ours if absent. White or black is written on it, whichever stands out more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// A picture of the shop's logo on the shop's own host or one of `hosts`, `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
}

impl Look {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// Who is told of what: addresses of the shop's own people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Routes(pub BTreeMap<String, String>);

impl Routes {
    /// The route for whatever has none of its own.
    pub const DEFAULT: &'static str = "default";

    /// The address for what is owned by `owner`; the default route's if that has none.
    pub fn to(&self, owner: &str) -> Option<&str> {
        self.0.get(owner).or_else(|| self.0.get(Self::DEFAULT)).map(String::as_str)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How to ask a shop's platform itself, or a tracker: for what its webhooks didn't tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Platform {
    /// Where its API is, such as `https://acme.myshopify.com`; of trackers `https://api.easypost.com`, `https://api.aftership.com`.
    pub api: String,
    /// Names of the SSM parameters with what opens it: Shopify's access token; WooCommerce's consumer key, then its
    /// consumer secret; a tracker's API key.
    pub credentials: Vec<String>,
}

/// Trackers that can be asked for a parcel by its number, in the order in which they are.
pub const TRACKERS: [&str; 2] = ["easypost", "aftership"];

/// Sources of webhooks that tell of parcels only, by carriers' numbers: they may stand beside a shop's platform.
pub const BESIDE_A_PLATFORM: [&str; 3] = ["easypost", "aftership", "parcels"];

/// Names of SSM SecureString parameters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Secrets {
    /// By source (`shopify`): the names of one or two parameters, all active, so that a secret can be rotated. One platform, and
    /// beside it who tells of parcels: `easypost`, `aftership`, `parcels`.
    #[serde(default)]
    pub webhooks: BTreeMap<String, Vec<String>>,
}

/// One automation's table: its switch, and what only it knows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// How far it is switched on.
    #[serde(flatten)]
    pub switch: Switch,
    /// Its own keys.
    #[serde(flatten)]
    pub own: Map<String, Value>,
}

impl Shop {
    /// Who is told of what `owner` has to do: by the routes, or else at the shop's own address for answers. Never nobody.
    pub fn told(&self, owner: &str) -> &str {
        let answers = self.sender.reply_to.as_deref().unwrap_or(&self.sender.address);
        self.routes.to(owner).unwrap_or(answers)
    }

    /// Where whoever sells under the shop's own terms is: name, street, town, register and tax number, line by line.
    pub fn seller(&self) -> Option<Address> {
        self.markets.get("default").and_then(|market| Address::of_lines(&market.seller))
    }

    /// The trackers that the settings say how to ask.
    pub fn trackers(&self) -> impl Iterator<Item = (&'static str, &Platform)> {
        TRACKERS.into_iter().filter_map(|tracker| Some((tracker, self.platforms.get(tracker)?)))
    }

    /// The zone. Unknown zones are refused when settings are published.
    pub fn time_zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The day that it is at an instant, by the shop's clock.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.time_zone()).date()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::settings::Mode;

    pub(in crate::settings) fn shop() -> Shop {
        serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
        }))
        .expect("a shop")
    }

    #[test]
    fn the_day_begins_by_the_shops_clock() {
        for (at, day) in [
            ("2026-01-15T22:59:59Z", "2026-01-15"),
            ("2026-01-15T23:00:00Z", "2026-01-16"),
            ("2026-07-15T21:59:59Z", "2026-07-15"),
            ("2026-07-15T22:00:00Z", "2026-07-16"),
        ] {
            assert_eq!(shop().day(at.parse().expect("an instant")).to_string(), day, "{at}");
        }
    }

    #[test]
    fn a_table_is_its_switch_and_the_rest() {
        let written =
            serde_json::json!({"mode": "live", "live_since": "2026-11-21T00:00:00Z", "max_age_hours": 3});
        let table: Table = serde_json::from_value(written.clone()).expect("a table");
        assert_eq!((table.switch.mode, table.own.len()), (Mode::Live, 1));
        assert_eq!(serde_json::to_value(&table).expect("plain data"), written);
        let bare: Table = serde_json::from_value(serde_json::json!({})).expect("a table");
        assert_eq!(bare, Table::default());
    }

    #[test]
    fn what_has_no_route_takes_the_default() {
        let routes = |pairs: &[(&str, &str)]| {
            Routes(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
        };
        let both = routes(&[("default", "a@x.example"), ("privacy", "b@x.example")]);
        assert_eq!((both.to("privacy"), both.to("stock")), (Some("b@x.example"), Some("a@x.example")));
        let mut shop = shop();
        assert_eq!((shop.routes.to("privacy"), shop.told("privacy")), (None, "shop@acme.example"));
        shop.sender.reply_to = Some("help@acme.example".into());
        assert_eq!(shop.told("privacy"), "help@acme.example");
        shop.routes = both;
        assert_eq!(shop.told("privacy"), "b@x.example");
    }
}
