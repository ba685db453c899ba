//! What is wrong with settings that are well formed.

use jiff::tz::TimeZone;

use super::{Mode, Shop};

impl Shop {
    /// Everything wrong with the settings, each with the key it stands under. Empty when all is well.
    pub fn mistakes(&self) -> Vec<String> {
        let mut found = Mistakes::default();
        self.identity(&mut found);
        self.addresses(&mut found);
        self.check_markets(&mut found);
        self.check_bank(&mut found);
        self.check_places(&mut found);
        self.check_pickup(&mut found);
        self.check_suppliers(&mut found);
        self.check_carriers(&mut found);
        self.people(&mut found);
        self.secrets_and_platforms(&mut found);
        self.check_commands(&mut found);
        self.switches(&mut found);
        self.returns(&mut found);
        found.0
    }

    fn identity(&self, found: &mut Mistakes) {
        found.unless(self.id != crate::schedule::house(), "id", "\"house\" is reserved; choose another");
        found.unless(plain(&self.name), "name", "write the name that buyers know, on one line");
        found.unless(is_https(&self.url), "url", "write the storefront's address, beginning with https://");
        found.unless(
            TimeZone::get(&self.zone).is_ok(),
            "zone",
            "write an IANA time zone such as \"Europe/Berlin\" or \"America/New_York\"",
        );
        found.unless(
            self.look.colour.as_deref().is_none_or(is_colour),
            "look.colour",
            "write the colour as \"#rrggbb\", six hexadecimal digits, or leave it out",
        );
    }

    /// What mails link to and show.
    fn addresses(&self, found: &mut Mistakes) {
        let own_host = |logo: &str| is_https(logo) && self.is_allowed_host(host(logo));
        found.unless(
            self.look.logo.as_deref().is_none_or(own_host),
            "look.logo",
            "write the address of a picture on the shop's own host or one of `hosts`, beginning with https://, or \
             leave it out",
        );
        found.unless(
            self.hosts.iter().all(|name| is_host(name)),
            "hosts",
            "write names of hosts in lower case and nothing else, such as \"cdn.example.com\"",
        );
        found.unless(
            self.pages
                .url
                .as_deref()
                .is_none_or(|url| is_https(url) && is_host(host(url)) && !url.contains(['?', '#'])),
            "pages.url",
            "write where the pages are, such as \"https://orders.example.com\", or leave it out",
        );
        found.unless(
            (1..=3650).contains(&self.pages.link_days),
            "pages.link_days",
            "write for how many days a link opens its page, 1 to 3650",
        );
    }

    fn people(&self, found: &mut Mistakes) {
        found.unless(
            is_address(&self.sender.address),
            "sender.address",
            "write one plain address such as \"shop@example.com\"",
        );
        found.unless(
            self.sender.reply_to.as_deref().is_none_or(is_address),
            "sender.reply_to",
            "write one plain address, or leave it out",
        );
        found.unless(
            self.sender.name.as_deref().is_none_or(plain),
            "sender.name",
            "write it on one line, or leave it out",
        );
        for (owner, address) in &self.routes.0 {
            found.unless(
                is_address(address),
                &format!("routes.{owner}"),
                "write one plain address such as \"owner@example.com\"",
            );
        }
        found.unless(
            self.routes.0.is_empty() || self.routes.0.contains_key(super::Routes::DEFAULT),
            "routes",
            "name a default: default = \"owner@example.com\"",
        );
    }

    fn secrets_and_platforms(&self, found: &mut Mistakes) {
        // Two folders: the door may read what it verifies with, and never what opens a platform.
        let prefix = format!("/nightshift/{}/webhook/", self.id);
        let keys = format!("/nightshift/{}/platform/", self.id);
        let is_platform = |source: &&String| !super::BESIDE_A_PLATFORM.contains(&source.as_str());
        found.unless(
            self.secrets.webhooks.keys().filter(is_platform).count() <= 1,
            "secrets.webhooks",
            "name one platform: ids of two would meet; a second storefront is a second shop, with a file of its own",
        );
        for (source, names) in &self.secrets.webhooks {
            found.unless(
                (1..=2).contains(&names.len()) && names.iter().all(|n| n.starts_with(&prefix)),
                &format!("secrets.webhooks.{source}"),
                &format!("name one or two SSM parameters under {prefix}"),
            );
        }
        for (source, platform) in &self.platforms {
            found.unless(
                is_https(&platform.api),
                &format!("platforms.{source}.api"),
                "write the address of the platform's API, beginning with https://",
            );
            found.unless(
                (1..=2).contains(&platform.credentials.len())
                    && platform.credentials.iter().all(|n| n.starts_with(&keys)),
                &format!("platforms.{source}.credentials"),
                &format!("name one or two SSM parameters under {keys}"),
            );
        }
    }

    /// The policy of returns: its conditions are typed, and rules that contradict each other are told.
    fn returns(&self, found: &mut Mistakes) {
        let table = crate::returns::rma::DESK;
        let Ok(rules) = self.rules_of_returns() else { return };
        if let Err(mistakes) = crate::returns::Policy::new(0, &rules, &self.time_zone()) {
            found.0.extend(mistakes.into_iter().map(|m| format!("automations.{table}.{}: {}", m.key, m.say)));
        }
        let places =
            rules.rules.iter().enumerate().filter_map(|(n, rule)| Some((n, rule.destination.as_ref()?)));
        for (n, place) in places {
            found.unless(
                self.places.contains_key(place),
                &format!("automations.{table}.rules[{n}].destination"),
                "no place of the shop has this id; write it under [places]",
            );
        }
    }

    fn switches(&self, found: &mut Mistakes) {
        for (automation, table) in &self.automations {
            let switch = &table.switch;
            let key = |key: &str| format!("automations.{automation}.{key}");
            found.unless(
                switch.live_since.is_some() || matches!(switch.mode, Mode::Off | Mode::Shadow),
                &key("mode"),
                "say since when, in the same table: live_since = 2026-11-21T00:00:00Z; nothing older is acted on",
            );
            found.unless(
                switch.redirect_to.as_deref().map_or(switch.mode != Mode::Redirect, is_address),
                &key(if switch.redirect_to.is_some() { "redirect_to" } else { "mode" }),
                "write where everything goes, one plain address: redirect_to = \"owner@example.com\"",
            );
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Mistakes(pub(super) Vec<String>);

impl Mistakes {
    pub(super) fn unless(&mut self, holds: bool, key: &str, say: &str) {
        if !holds {
            self.0.push(format!("{key}: {say}"));
        }
    }
}

pub(super) fn plain(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// Two capital letters, as ISO 3166-1 has it.
pub(super) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())
}

pub(super) fn is_https(url: &str) -> bool {
    url.strip_prefix("https://").is_some_and(|rest| plain(rest) && !rest.contains(char::is_whitespace))
}

pub(super) fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// A host's name alone: no scheme, port or path.
pub(super) fn is_host(name: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty() && l.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    name.len() <= 253 && name.contains('.') && name.split('.').all(label)
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
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
    use crate::settings::{
        Bank, Market, PickupPlace, Platform, StockPlace, Switch, Table, shop::tests::shop,
    };

    fn account() -> Bank {
        let iban = "DE89 3704 0044 0532 0130 00".into();
        Bank { holder: "Acme GmbH".into(), iban, bic: Some("COBADEFFXXX".into()), due_days: 14, qr: true }
    }

    fn switched(mode: Mode, redirect_to: Option<&str>, since: bool) -> Table {
        let live_since = since.then_some(jiff::Timestamp::UNIX_EPOCH);
        let redirect_to = redirect_to.map(str::to_owned);
        let switch = Switch { mode, live_since, redirect_to, ..Switch::default() };
        Table { switch, own: serde_json::Map::new() }
    }

    #[test]
    fn mistakes_are_named_by_their_key() {
        assert_eq!(shop().mistakes(), Vec::<String>::new());
        let platform = |api: &str, names: &[&str]| Platform {
            api: api.into(),
            credentials: names.iter().map(|n| (*n).to_owned()).collect(),
        };
        type Spoil = Box<dyn Fn(&mut Shop)>;
        let table = |table: Table| -> Spoil {
            Box::new(move |s| drop(s.automations.insert("order-confirmation".into(), table.clone())))
        };
        let polled = |platform: Platform| -> Spoil {
            Box::new(move |s| drop(s.platforms.insert("shopify".into(), platform.clone())))
        };
        let routed = |owner: &'static str, to: &'static str| -> Spoil {
            Box::new(move |s| drop(s.routes.0.insert(owner.into(), to.into())))
        };
        let market = |key: &'static str, market: Market| -> Spoil {
            Box::new(move |s| drop(s.markets.insert(key.into(), market.clone())))
        };
        let bank = |spoil: fn(&mut Bank)| -> Spoil {
            Box::new(move |s| {
                let mut bank = account();
                spoil(&mut bank);
                s.bank = Some(bank);
            })
        };
        let place = |name: &str, address: &[&str]| -> Spoil {
            let address = address.iter().map(|line| (*line).to_owned()).collect();
            let place = StockPlace { name: name.to_owned(), address, ..StockPlace::default() };
            Box::new(move |s| drop(s.places.insert("7".into(), place.clone())))
        };
        let pickup = |address: &[&str], hours: &[&str]| -> Spoil {
            let lines = |list: &[&str]| list.iter().map(|l| (*l).to_owned()).collect();
            let place = PickupPlace { name: None, address: lines(address), hours: lines(hours) };
            Box::new(move |s| drop(s.pickup.insert("Pick-up".into(), place.clone())))
        };
        let spoils: Vec<(Spoil, &str)> = vec![
            (Box::new(|s| s.name = "  ".into()), "name"),
            (Box::new(|s| s.name = "A\r\nBcc: x@y.z".into()), "name"),
            (Box::new(|s| s.url = "javascript:alert(1)".into()), "url"),
            (Box::new(|s| s.zone = "Berlin".into()), "zone"),
            (Box::new(|s| s.look.colour = Some("red".into())), "look.colour"),
            (Box::new(|s| s.look.logo = Some("https://elsewhere.example/x.png".into())), "look.logo"),
            (Box::new(|s| s.hosts = vec!["https://cdn.example".into()]), "hosts"),
            (Box::new(|s| s.hosts = vec!["cdn.example/x".into()]), "hosts"),
            (Box::new(|s| s.hosts = vec!["localhost".into()]), "hosts"),
            (Box::new(|s| s.pages.url = Some("http://orders.acme.example".into())), "pages.url"),
            (Box::new(|s| s.pages.link_days = 0), "pages.link_days"),
            (market("de", Market { version: "1".into(), ..Market::default() }), "markets.de"),
            (market("GERMANY", Market { version: "1".into(), ..Market::default() }), "markets.GERMANY"),
            (market("DE", Market::default()), "markets.DE.version"),
            (market("DE", Market { version: "März".into(), ..Market::default() }), "markets.DE.version"),
            (
                market("EU", Market { version: "1".into(), seller: vec!["".into()], ..Market::default() }),
                "markets.EU.seller",
            ),
            (
                market("EU", Market { version: "1".into(), terms: Some(" ".into()), ..Market::default() }),
                "markets.EU.terms",
            ),
            (
                market(
                    "EU",
                    Market { version: "1".into(), withdrawal: Some("x".repeat(60_001)), ..Market::default() },
                ),
                "markets.EU.withdrawal",
            ),
            (
                market(
                    "EU",
                    Market {
                        version: "1".into(),
                        terms_url: Some("https://elsewhere.example/".into()),
                        ..Market::default()
                    },
                ),
                "markets.EU.terms_url",
            ),
            (bank(|b| b.iban = "DE89 3704 0044 0532 0130 01".into()), "bank.iban"),
            (bank(|b| b.holder = "x".repeat(71)), "bank.holder"),
            (bank(|b| b.bic = Some("COBA".into())), "bank.bic"),
            (bank(|b| (b.iban, b.bic) = ("CH93 0076 2011 6238 5295 7".into(), None)), "bank.bic"),
            (bank(|b| b.due_days = 0), "bank.due_days"),
            (place("", &[]), "places.\"7\".name"),
            (place("Berlin", &[" "]), "places.\"7\".address"),
            (pickup(&[], &[]), "pickup.\"Pick-up\".address"),
            (pickup(&["A\nB"], &[]), "pickup.\"Pick-up\".address"),
            (pickup(&["A"], &[" "]), "pickup.\"Pick-up\".hours"),
            (Box::new(|s| s.sender.address = "Acme <shop@acme.example>".into()), "sender.address"),
            (Box::new(|s| s.sender.reply_to = Some("a@b.c, d@e.f".into())), "sender.reply_to"),
            (Box::new(|s| s.sender.name = Some("a\nb".into())), "sender.name"),
            (
                Box::new(|s| drop(s.secrets.webhooks.insert("shopify".into(), vec!["/other/x".into()]))),
                "secrets.webhooks.shopify",
            ),
            (
                Box::new(|s| drop(s.secrets.webhooks.insert("shopify".into(), vec![]))),
                "secrets.webhooks.shopify",
            ),
            (
                Box::new(|s| {
                    for (source, name) in [("own", "a"), ("shopify", "b")] {
                        let name = format!("/nightshift/acme/webhook/{name}");
                        s.secrets.webhooks.insert(source.into(), vec![name]);
                    }
                }),
                "secrets.webhooks",
            ),
            (routed("default", "nobody"), "routes.default"),
            (routed("privacy", "a@b.example"), "routes"),
            (
                polled(platform("http://x.example", &["/nightshift/acme/platform/token"])),
                "platforms.shopify.api",
            ),
            (polled(platform("https://x.example", &[])), "platforms.shopify.credentials"),
            (table(switched(Mode::Live, None, false)), "automations.order-confirmation.mode"),
            (table(switched(Mode::Redirect, None, true)), "automations.order-confirmation.mode"),
            (table(switched(Mode::Redirect, Some("x"), true)), "automations.order-confirmation.redirect_to"),
        ];
        for (spoil, key) in spoils {
            let mut spoilt = shop();
            spoil(&mut spoilt);
            let mistakes = spoilt.mistakes();
            assert!(
                mistakes.len() == 1 && mistakes[0].starts_with(&format!("{key}: ")),
                "{key}: {mistakes:?}"
            );
        }
        let mut well = shop();
        well.hosts = vec!["cdn.shopify.com".into()];
        well.look.logo = Some("https://cdn.shopify.com/logo.png".into());
        well.pages.url = Some("https://orders.acme.example".into());
        // Within the EEA a code needs no BIC, nor does an account without a code.
        for (iban, qr) in [("NO93 8601 1117 947", true), ("CH93 0076 2011 6238 5295 7", false)] {
            well.bank = Some(Bank { iban: iban.into(), bic: None, qr, ..account() });
            assert_eq!(well.mistakes(), Vec::<String>::new(), "{iban}");
        }
        well.bank = Some(account());
        let terms_url = Some("https://acme.example/terms".to_owned());
        for key in ["DE", "EU", "default"] {
            let market =
                Market { version: "2026-01_a.b".into(), terms_url: terms_url.clone(), ..Market::default() };
            well.markets.insert(key.into(), market);
        }
        for source in ["own"].into_iter().chain(super::super::BESIDE_A_PLATFORM) {
            let name = format!("/nightshift/acme/webhook/{source}");
            well.secrets.webhooks.insert(source.into(), vec![name]);
        }
        well.automations.insert("a".into(), switched(Mode::Live, None, true));
        well.automations.insert("b".into(), switched(Mode::Redirect, Some("owner@acme.example"), true));
        assert_eq!(well.mistakes(), Vec::<String>::new());
    }
}
