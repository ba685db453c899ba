//! The page of the return policy: what it says in every language, how it is built, what machines read in it.

use domain::{returns::Rules, settings::Shop};
use mail::page::{Page, PolicyRequest, policy, policy_facts};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::{
    hostile::HOSTILE,
    pages::{now, seen},
    snapshots::compare_parts,
};

/// A shop that says everything that can be said.
const FULL: &str = r#"
currency = "EUR"
way_back = { by_choice = "buyer" }
outcomes = { offered = ["refund", "store-credit", "exchange", "exchange-difference", "replacement", "partial-credit"], credit_bonus_percent = 10 }
refunds = { first_scan_up_to = "50", inspection_from = "500" }
shipping = { all_returned = "standard" }
restrictions = { perishable = "review", sealed_media = "review", discounted_percent = 70 }
[window]
to_business_day = true
seasons = [{ from = "2026-11-01", to = "2026-12-24", until = "2027-01-31" }]
tiers = { gold = 60 }
[markets.US]
closed = true
[markets.CH.window]
days = 14
from = "order"
[[rules]]
id = "used"
when = 'line.condition == "used"'
fee_percent = 15
[[rules]]
id = "heavy"
when = 'product.type == "furniture"'
fee = "12.50"
window_days = 45
[[rules]]
id = "dear"
when = 'line.value > money("400")'
then = "review"
priority = 2
[[rules]]
id = "watched"
priority = 1
when = 'customer.returns > 20'
then = "refuse"
"#;

pub(crate) fn shop() -> Shop {
    serde_json::from_value(json!({
        "id": "acme", "name": "Acme Tea", "url": "https://acme.example", "locale": "en-GB", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"}, "look": {"colour": "#0b5d4e"},
        "pages": {"url": "https://orders.acme.example"},
    }))
    .expect("a shop")
}

fn rules(text: &str) -> Rules {
    toml::from_str(text).unwrap_or_else(|e| panic!("{e}"))
}

fn page_of(shop: &Shop, text: &str, languages: &[&str], country: Option<&str>) -> Page {
    let rules = rules(text);
    let request = PolicyRequest { shop, rules: &rules, version: 4, languages, country, now: now() };
    policy(&request).unwrap_or_else(|e| panic!("{languages:?}: {e}"))
}

fn linked(page: &Page) -> Value {
    let html = Html::parse_document(&page.html);
    let data = Selector::parse("script").expect("a selector");
    let all: Vec<String> = html.select(&data).map(|script| script.text().collect()).collect();
    assert_eq!(all.len(), 1, "one block of data and no script");
    assert!(page.html.contains("<script type=\"application/ld+json\">"));
    serde_json::from_str(&all[0]).unwrap_or_else(|e| panic!("{e}: {}", all[0]))
}

#[test]
fn it_reads_as_reviewed() {
    let page = page_of(&shop(), FULL, &["en"], None);
    compare_parts(&[("html", page.html)], "full", "returns-policy");
    for (language, name) in [("ar", "full-arabic"), ("de", "full-german")] {
        compare_parts(&[("html", page_of(&shop(), FULL, &[language], None).html)], name, "returns-policy");
    }
    let usual = page_of(&shop(), "", &["en"], None);
    compare_parts(&[("txt", seen(&usual))], "usual", "returns-policy");
    for language in mail::locales() {
        let page = page_of(&shop(), FULL, &[language], Some("DE"));
        assert!(page.locale.starts_with(language), "{language}: {}", page.locale);
        compare_parts(&[("txt", seen(&page))], &format!("in-{language}"), "returns-policy");
    }
}

#[test]
fn every_sentence_is_there_in_every_language() {
    let shapes = [
        "",
        "window.days = -1\nway_back = { by_choice = \"shop\", by_fault = \"buyer\", label = \"in-box\" }\ngoverns = \"current\"",
        "otherwise = \"review\"\nshipping = { all_returned = \"all\", by_fault = \"nothing\" }\ngoverns = \"purchase\"\nrefunds.at = \"approval\"",
        "markets.default.closed = true\nmarkets.EU.closed = true\nmarkets.EU.withdrawal = false\nrefunds.at = \"first-scan\"",
        "markets.default.closed = true\nrefunds.at = \"inspection\"\n[[rules]]\nid = \"in\"\nlist = \"allow\"\nthen = \"approve\"\nwhen = 'return.method == \"store\"'",
        "way_back = { by_choice = \"shop\" }\n[window]\ndays = 0\nfrom = \"shipment\"\n[[rules]]\nid = \"r\"\nthen = \"refuse\"\n\
         when = 'line.reason == \"changed-mind\" && line.outcome == \"refund\" && window.days > 3 && order.discount_percent > 5 && customer.keeps > 3'",
        "restrictions = { final_sale = \"review\", hygiene = \"review\", discounted_percent = 50 }\nway_back = { by_choice = \"buyer\", by_fault = \"buyer\" }",
        FULL,
    ];
    for language in mail::locales() {
        for text in shapes {
            let page = page_of(&shop(), text, &[language], None);
            assert!(!page.html.contains("returns-policy-"), "{language}");
        }
    }
}

#[test]
fn it_speaks_as_its_reader_and_as_the_shop() {
    for (languages, written, spoken) in [
        (&["de-AT", "en"][..], &[][..], "de"),
        (&["en-US"], &[], "en-GB"),
        (&["xx", "ar"], &[], "ar"),
        (&["ja"], &["en", "de"], "en-GB"),
        (&["ja", "de"], &["en", "de"], "de"),
        (&[], &[], "en-GB"),
    ] {
        let mut shop = shop();
        shop.locales = written.iter().map(|tag: &&str| (*tag).to_owned()).collect();
        assert_eq!(page_of(&shop, "", languages, None).locale, spoken, "{languages:?} {written:?}");
    }
}

#[test]
fn machines_read_the_same() {
    let page = page_of(&shop(), FULL, &["de"], Some("US"));
    let linked = linked(&page);
    assert_eq!((&linked["@type"], &linked["name"]), (&json!("OnlineStore"), &json!("Acme Tea")));
    let policies = linked["hasMerchantReturnPolicy"].as_array().expect("policies");
    let us =
        policies.iter().find(|policy| policy["applicableCountry"] == json!(["US"])).expect("the US is named");
    assert_eq!(us["returnPolicyCategory"], "https://schema.org/MerchantReturnNotPermitted");
    assert_eq!(us["merchantReturnLink"], "https://orders.acme.example/returns/acme/policy");
    let rules = rules(FULL);
    let shop = shop();
    let request = PolicyRequest {
        shop: &shop,
        rules: &rules,
        version: 4,
        languages: &[],
        country: Some("US"),
        now: now(),
    };
    let facts = policy_facts(&request).expect("facts");
    assert_eq!(facts["schema_org"], linked);
    assert_eq!(
        (&facts["policy"]["areas"][0]["accepts"], &facts["policy"]["version"]),
        (&json!("nothing"), &json!(4))
    );
    assert!(facts["left_out"].as_array().is_some_and(|left| !left.is_empty()));
    // Whom the shop watches is nobody's business.
    let told = facts.to_string() + &page.html;
    assert!(!told.contains("watched") && !told.contains("customer.returns"), "{told}");
}

#[test]
fn nothing_hostile_gets_through() {
    for hostile in HOSTILE.iter().chain(&["</script><script>alert(1)</script>", "<!-- <script>"]) {
        let mut shop = shop();
        shop.name = (*hostile).to_owned();
        let rules = rules(FULL);
        for country in [None, Some(*hostile), Some("US")] {
            let request = PolicyRequest {
                shop: &shop,
                rules: &rules,
                version: 4,
                languages: &[hostile],
                country,
                now: now(),
            };
            let Ok(page) = policy(&request) else { continue };
            linked(&page);
            let html = Html::parse_document(&page.html);
            for element in ["img[onerror]", "iframe", "form", "base", "h1 *"] {
                let found = html.select(&Selector::parse(element).expect("a selector")).count();
                assert_eq!(found, 0, "{hostile}: {element}");
            }
        }
    }
}

#[test]
fn a_policy_that_is_not_sound_is_no_page() {
    let shop = shop();
    let rules = rules("[[rules]]\nid = \"a\"\nwhen = 'nonsense('\nthen = \"refuse\"");
    let request =
        PolicyRequest { shop: &shop, rules: &rules, version: 1, languages: &[], country: None, now: now() };
    assert!(policy(&request).is_err() && policy_facts(&request).is_err());
}
