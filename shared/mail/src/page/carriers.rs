//! Carriers whose pages of parcels may be linked to.

use crate::links::{Hosts, host};

/// The carriers' own domains; their subdomains count, too. A carrier that isn't here is added here, or by a shop under
/// `hosts` in its `shop.toml`. Nobody else can make a name under one of them.
const CARRIERS: &[&str] = &[
    // Everywhere
    "aramex.com",
    "dhl.com",
    "dpd.com",
    "fedex.com",
    "gls-group.com",
    "gls-group.eu",
    "ups.com",
    // America
    "canadapost-postescanada.ca",
    "correios.com.br",
    "purolator.com",
    "usps.com",
    // Germany, Austria, Switzerland
    "deutschepost.de",
    "dhl.de",
    "dpd.de",
    "myhermes.de",
    "post.at",
    "post.ch",
    // The rest of Western Europe
    "bpost.be",
    "evri.com",
    "parcelforce.com",
    "postnl.nl",
    "royalmail.com",
    // France, Spain, Italy, Portugal
    "brt.it",
    "chronopost.fr",
    "colisprive.com",
    "correos.es",
    "ctt.pt",
    "laposte.fr",
    "mondialrelay.fr",
    "mrw.es",
    "poste.it",
    "seur.com",
    // North and East
    "cdek.ru",
    "inpost.pl",
    "novaposhta.ua",
    "poczta-polska.pl",
    "pochta.ru",
    "posti.fi",
    "postnord.com",
    "ukrposhta.ua",
    // The Gulf and Egypt
    "egyptpost.gov.eg",
    "smsaexpress.com",
    "splonline.com.sa",
    // Japan
    "japanpost.jp",
    "kuronekoyamato.co.jp",
    "sagawa-exp.co.jp",
];

/// The address of a parcel's page, if it is `https://` on the shop's own host, on one that its settings name, or on a
/// carrier's.
pub(crate) fn tracking_page(url: &str, hosts: &Hosts) -> Option<String> {
    let named = host(url)?;
    let under = |domain: &&str| {
        named.strip_suffix(*domain).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let known = hosts.allows(url).is_some() || CARRIERS.iter().any(under);
    known.then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parcels_are_followed_at_the_shop_and_at_carriers() {
        let shop = serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "UTC",
            "sender": {"address": "shop@acme.example"}, "hosts": ["track.bikes.example"],
        }))
        .expect("a shop");
        let hosts = Hosts::of(&shop);
        for (url, allowed) in [
            ("https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=1", true),
            ("https://dhl.de/1", true),
            ("https://TOOLS.USPS.com/go/TrackConfirmAction?tLabels=9", true),
            ("https://acme.example/parcels/1", true),
            ("https://track.bikes.example/1", true),
            ("http://www.dhl.de/1", false),
            ("https://evildhl.de/1", false),
            ("https://dhl.de.evil.example/1", false),
            ("https://www.dhl.de@evil.example/1", false),
            ("https://evil.example/?https://www.dhl.de/", false),
            ("https://sub.track.bikes.example/1", false),
            ("https://www.dhl.de:8443/1", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            assert_eq!(tracking_page(url, &hosts).is_some(), allowed, "{url:?}");
        }
        for domain in CARRIERS {
            assert!(host(&format!("https://{domain}/")).is_some(), "{domain}");
            assert_eq!(CARRIERS.iter().filter(|other| *other == domain).count(), 1, "{domain}");
        }
    }
}
