//! Under which terms a shop sells where.

use super::{
    Market, Shop,
    mistakes::{Mistakes, host, is_https, plain},
};
use crate::order::Order;

/// The market for every member of the European Union that has none of its own.
const EU: &str = "EU";
/// The market for everywhere else.
const DEFAULT: &str = "default";
/// The longest text of a market: two of each make a mail that clients still show in full.
const LONGEST_TEXT: usize = 60_000;
/// The longest name of a version.
const LONGEST_VERSION: usize = 40;

/// The members of the Union, and what is theirs under a code of its own: Åland, and where France sells overseas.
const MEMBERS: &str =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK AX GF GP MF MQ RE YT";

/// Whether a country is a member of the European Union, or sells as part of one.
pub fn is_union_member(country: &str) -> bool {
    MEMBERS.split(' ').any(|member| member.eq_ignore_ascii_case(country))
}

/// The members, by their codes.
pub fn union_members() -> impl Iterator<Item = &'static str> {
    MEMBERS.split(' ')
}

impl Shop {
    /// The market for buyers in `country`, with its key: that country's own, else the Union's for its members, else
    /// the default. Who names no country gets the default.
    pub fn market(&self, country: Option<&str>) -> Option<(&str, &Market)> {
        let country = country.map(str::to_ascii_uppercase).unwrap_or_default();
        let union = is_union_member(&country).then_some(EU);
        let keys = [Some(country.as_str()), union, Some(DEFAULT)];
        let found = keys.into_iter().flatten().find_map(|key| self.markets.get_key_value(key))?;
        Some((found.0, found.1))
    }

    /// The market of an order: of where it goes, else of who pays.
    pub fn market_of(&self, order: &Order) -> Option<(&str, &Market)> {
        let addresses = [&order.shipping_address, &order.billing_address];
        let country = addresses.into_iter().flatten().find_map(|address| address.country.as_deref());
        self.market(country)
    }

    /// Which terms an order's confirmation carries, such as `DE/2026-01`: recorded with the mail.
    pub fn terms_of(&self, order: &Order) -> Option<String> {
        self.market_of(order).map(|(key, market)| format!("{key}/{}", market.version))
    }

    /// Whether mails may link to this host, and show pictures from it.
    pub(super) fn is_allowed_host(&self, name: &str) -> bool {
        [host(&self.url)].into_iter().chain(self.hosts.iter().map(String::as_str)).any(|own| own == name)
    }

    pub(super) fn check_markets(&self, found: &mut Mistakes) {
        for (key, market) in &self.markets {
            let country = key.len() == 2 && key.bytes().all(|b| b.is_ascii_uppercase());
            found.unless(
                country || key == DEFAULT,
                &format!("markets.{key}"),
                "name a market by a country's two letters such as \"DE\", by \"EU\", or \"default\"",
            );
            let at = |part: &str| format!("markets.{key}.{part}");
            let sign = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
            found.unless(
                (1..=LONGEST_VERSION).contains(&market.version.len()) && market.version.bytes().all(sign),
                &at("version"),
                "name this version of the texts, such as \"2026-01\": 1 to 40 of A-Z a-z 0-9 . _ -",
            );
            found.unless(
                market.seller.iter().all(|line| plain(line)),
                &at("seller"),
                "write who sells as a list of lines, none of them empty",
            );
            for (part, text) in [
                ("terms", &market.terms),
                ("withdrawal", &market.withdrawal),
                ("withdrawal_form", &market.withdrawal_form),
            ] {
                found.unless(
                    text.as_ref().is_none_or(|text| !text.trim().is_empty() && text.len() <= LONGEST_TEXT),
                    &at(part),
                    "write the text in full, at most 60 000 bytes, or leave it out",
                );
            }
            found.unless(
                market
                    .terms_url
                    .as_deref()
                    .is_none_or(|url| is_https(url) && self.is_allowed_host(host(url))),
                &at("terms_url"),
                "write an address beginning with https:// on the shop's own host or one of `hosts`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::settings::{Market, shop::tests::shop};

    #[test]
    fn a_country_then_the_union_then_everywhere_else() {
        let mut shop = shop();
        let named = |version: &str| Market { version: version.into(), ..Market::default() };
        assert_eq!(shop.market(Some("DE")), None);
        shop.markets = [("DE", "a"), ("EU", "b"), ("default", "c")]
            .map(|(key, version)| (key.to_owned(), named(version)))
            .into();
        for (country, key) in [
            (Some("DE"), "DE"),
            (Some("de"), "DE"),
            (Some("FR"), "EU"),
            (Some("RE"), "EU"),
            (Some("GB"), "default"),
            (Some("CH"), "default"),
            (Some(""), "default"),
            (Some("default"), "default"),
            (None, "default"),
        ] {
            assert_eq!(shop.market(country).map(|(key, _)| key), Some(key), "{country:?}");
        }
        shop.markets.remove("default");
        assert_eq!(shop.market(Some("GB")), None);
    }
}
