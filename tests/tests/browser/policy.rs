//! The page of the return policy, under the very headers that a door sends with it: it reads well everywhere, machines read the same
//! in it, and the browser holds what they read for data, not for a script.

use domain::{returns::Rules, settings::Shop};
use mail::page::{PolicyRequest, policy};
use serde_json::{Value, json};

use crate::{axe, desk::Answer, page::page};

const AT: &str = "https://pages.invalid/returns/acme/policy";

/// A shop with a word on everything.
const RULES: &str = r#"
currency = "EUR"
way_back = { by_choice = "shop", label = "in-box" }
outcomes = { credit_bonus_percent = 10 }
refunds = { first_scan_up_to = "50", inspection_from = "500" }
restrictions = { perishable = "review", discounted_percent = 70 }
window = { seasons = [{ from = "2026-11-01", to = "2026-12-24", until = "2027-01-31" }] }
markets = { US = { closed = true }, CH = { window = { days = 10, from = "order" } } }
[[rules]]
id = "heavy"
when = 'product.type == "furniture"'
fee = "12.50"
"#;

fn shop() -> Shop {
    serde_json::from_value(json!({
        "id": "acme", "name": "Acme Tea", "url": "https://acme.example", "locale": "en-GB", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"}, "look": {"colour": "#0b5d4e"},
    }))
    .expect("a shop")
}

#[test]
fn the_policy_reads_well_in_every_language_and_machines_read_it_too() {
    let Some(page) = page() else { return };
    let (shop, rules) = (shop(), toml::from_str::<Rules>(RULES).expect("a policy"));
    let now = "2026-11-26T09:00:00Z".parse().expect("an instant");
    for language in mail::locales() {
        let request = PolicyRequest {
            shop: &shop,
            rules: &rules,
            version: 3,
            languages: &[language],
            country: None,
            now,
        };
        let html = policy(&request).unwrap_or_else(|e| panic!("{language}: {e}")).html;
        let headers = shell::Answer::page(200, html.clone()).all_headers();
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        page.lay_out(AT, Answer { headers, ..Answer::html(&html) });
        page.open(AT);
        let dir = page.evaluate("getComputedStyle(document.querySelector('table')).direction");
        assert_eq!(dir, if *language == "ar" { "rtl" } else { "ltr" }, "{language}");
        let data =
            page.evaluate("document.querySelector('script[type=\"application/ld+json\"]').textContent");
        let data: Value = serde_json::from_str(data.as_str().unwrap_or_default()).expect("JSON");
        assert_eq!(data["hasMerchantReturnPolicy"][0]["@type"], "MerchantReturnPolicy", "{language}");
        for (width, dark) in [(1280, false), (700, true), (390, false), (320, true)] {
            page.set_width(width);
            page.set_dark(dark);
            assert!(page.contents_width() <= u64::from(width), "{language} at {width} px");
            if axe::is_there() && [1280, 320].contains(&width) {
                assert_eq!(page.axe(&[]), Vec::<String>::new(), "{language}, dark: {dark}");
            }
            let light = if dark { "dark" } else { "light" };
            page.screenshot(&format!("policy-{language}-{width}-{light}"));
        }
        page.set_dark(false);
        // The page's policy lets no script through, and its data is none: the console has nothing to say of it.
        assert_eq!(page.noise(), Vec::<String>::new(), "{language}");
    }
    println!(
        "figure: RA-37 the policy in {} languages in Chromium under its own security policy, 320 to 1280 px, axe-core: 0 faults",
        mail::locales().len()
    );
}
