//! Addresses that may stand in a mail: `https://` on the shop's own hosts, and nothing else.

use domain::settings::Shop;

/// The hosts that a shop links to: its storefront's, and those that its settings name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hosts(Vec<String>);

/// Longer ones are nobody's honest link.
const LONGEST: usize = 2048;

impl Hosts {
    /// Those of the shop. Whatever is not a plain name is left out.
    pub(crate) fn of(shop: &Shop) -> Self {
        let named = shop
            .hosts
            .iter()
            .filter_map(|name| host(&format!("https://{name}/")).filter(|host| host == name));
        Self(host(&shop.url).into_iter().chain(named).collect())
    }

    /// None at all.
    pub(crate) fn none() -> Self {
        Self(Default::default())
    }

    /// The address, if it is on one of these hosts; others are dropped.
    pub(crate) fn allows<'a>(&self, url: &'a str) -> Option<&'a str> {
        self.0.contains(&host(url)?).then_some(url)
    }
}

/// The host of a plain `https://` address without user, port or anything that two parsers read differently.
pub(crate) fn host(url: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c);
    if url.len() > LONGEST || !url.chars().all(plain) {
        return None;
    }
    let (scheme, rest) = url.split_at_checked("https://".len())?;
    let host = rest.split(['/', '?', '#']).next()?;
    let labels = host.split('.').collect::<Vec<_>>();
    let named = labels.len() > 1
        && labels.iter().all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    (scheme.eq_ignore_ascii_case("https://") && named).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shops_own_https() {
        let hosts = |url: &str, others: &[&str]| {
            let json = serde_json::json!({
                "id": "acme", "name": "Acme", "url": url, "locale": "en", "zone": "UTC", "hosts": others,
                "sender": {"address": "shop@acme.example"},
            });
            Hosts::of(&serde_json::from_value(json).expect("a shop"))
        };
        let shop = hosts(
            "https://shop.example/en",
            &["cdn.example", "https://bad.example", "x.example/y", "CDN2.example", ""],
        );
        for (url, allowed) in [
            ("https://shop.example/orders/1?key=a%20b&x=1#top", true),
            ("https://SHOP.example", true),
            ("https://cdn.example/a.png", true),
            ("https://a.cdn.example/a.png", false),
            ("https://bad.example/", false),
            ("https://x.example/y", false),
            ("HTTPS://shop.example/", true),
            ("http://shop.example/", false),
            ("https://shop.example.evil.example/", false),
            ("https://evil.example/shop.example", false),
            ("https://sub.shop.example/", false),
            ("https://shop.example@evil.example/", false),
            ("https://a:b@shop.example/", false),
            ("https://shop.example:8443/", false),
            ("https://shop.example\\@evil.example/", false),
            ("https://shop.example/\r\nX: y", false),
            ("https://shop.example/\"onload=\"x", false),
            ("https://shop.example/ü", false),
            ("https://shop。example/", false),
            ("//shop.example/", false),
            ("javascript:alert(1)", false),
            (" https://shop.example/", false),
            ("https://", false),
            ("https:///shop.example", false),
            ("data:text/html,x", false),
            ("", false),
        ] {
            assert_eq!(shop.allows(url).is_some(), allowed, "{url:?}");
        }
        assert_eq!(hosts("http://shop.example", &[]), Hosts::default());
    }
}
