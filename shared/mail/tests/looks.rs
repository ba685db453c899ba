//! What a mail must keep to so that everybody can read it.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use crate::{facts::seen, samples};

/// Ink on paper, light and dark; the rest are rules and the page behind.
pub(crate) const PAIRS: [(&str, &str); 7] = [
    ("1c2126", "ffffff"),
    ("545d66", "ffffff"),
    ("ffffff", "1c2126"),
    ("eceef0", "1e2226"),
    ("b3bac1", "1e2226"),
    ("14171a", "eceef0"),
    ("545d66", "f3f4f5"),
];
pub(crate) const OTHERS: [&str; 2] = ["e1e4e7", "343a40"];

#[expect(clippy::float_arithmetic, reason = "WCAG's formula; no money here")]
pub(crate) fn contrast(a: &str, b: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let c = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two digits")) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_ink_stands_out_from_its_paper() {
    for (ink, paper) in PAIRS {
        assert!(contrast(ink, paper) >= 4.5, "#{ink} on #{paper}: {:.2}", contrast(ink, paper));
    }
    let html = samples::euro().confirmation().html;
    let hex = |s: &&str| {
        s.len() >= 6 && s.as_bytes()[..6].iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
    };
    let used: BTreeSet<_> =
        html.split(":#").skip(1).chain(html.split("solid #").skip(1)).filter(hex).map(|s| &s[..6]).collect();
    let known: BTreeSet<_> = PAIRS.iter().flat_map(|(a, b)| [*a, *b]).chain(OTHERS).collect();
    assert!(used.is_subset(&known), "colours without a checked pair: {:?}", used.difference(&known));
}

#[test]
fn whatever_the_shops_colour_is_what_stands_on_it_can_be_read() {
    let mut mail = samples::branded();
    let mut seen = BTreeSet::new();
    for colour in [
        "#000000", "#ffffff", "#FF0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff", "#808080",
        "#757575", "#767676", "#777777", "#0b6e4f", "#e07a5f", "#3d405b", "#f2cc8f", "#81b29a", "#c0392b",
    ] {
        mail.shop.look.colour = Some(colour.into());
        let html = mail.confirmation().html;
        let page = Html::parse_document(&html);
        let paper = colour.to_ascii_lowercase();
        let head = page.select(&Selector::parse(".brand").expect("a selector")).next().expect("a head");
        let button = format!("td[style*='background-color:{paper}'] > a[style*='display:inline-block']");
        let button = page.select(&Selector::parse(&button).expect("a selector")).next().expect("a button");
        for (part, style) in [("head", head.attr("style")), ("button", button.attr("style"))] {
            let style = style.expect("a style");
            let ink = style.split(';').find_map(|rule| rule.strip_prefix("color:#")).expect("an ink");
            let other = if ink == "ffffff" { "000000" } else { "ffffff" };
            let (chosen, left) = (contrast(ink, &paper[1..]), contrast(other, &paper[1..]));
            assert!(
                chosen >= 4.5 && chosen >= left,
                "{part}: #{ink} on {colour}: {chosen:.2}, not {left:.2}"
            );
            seen.insert(ink.to_owned());
        }
        // In the dark neither gives way to the inks and papers of the rest.
        for class in ["ink", "soft", "button", "card"] {
            assert!(!head.value().classes().any(|c| c == class), "{colour}: {class}");
        }
    }
    assert_eq!(seen.len(), 2, "both inks are chosen somewhere");
}

#[test]
fn the_logo_is_the_shops_own_and_says_its_name() {
    let logo = |url: &str, colour: Option<&str>| {
        let mut sample = samples::branded();
        sample.shop.look.colour = colour.map(str::to_owned);
        sample.shop.look.logo = Some(url.into());
        let html = sample.confirmation().html;
        let page = Html::parse_document(&html);
        let found = page.select(&Selector::parse("img.logo").expect("a selector")).next();
        let alt = found.and_then(|img| img.attr("alt")).map(str::to_owned);
        (alt, html.contains("  .logo {"))
    };
    let name = Some("Acme & Daughters".to_owned());
    let own = "https://acme.example/logo.png";
    assert_eq!(logo(own, Some("#0b6e4f")), (name.clone(), false));
    assert_eq!(logo(own, None), (name, true), "dark on transparent, it needs white behind it in the dark");
    for elsewhere in ["https://elsewhere.example/x.png", "http://acme.example/x.png", "data:image/png,x", ""]
    {
        assert_eq!(logo(elsewhere, None), (None, false), "{elsewhere:?}");
    }
}

#[test]
fn a_colour_that_is_none_is_left_out() {
    let plain = samples::euro().confirmation().html;
    for colour in ["", "#", "red", "#12345", "#1234567", "#12345g", "0b6e4f", "#+12345", "#é1234", "#fff;x:y"]
    {
        let mut sample = samples::euro();
        sample.shop.look.colour = Some(colour.into());
        assert!(sample.confirmation().html == plain, "{colour:?}");
    }
}

#[test]
fn it_reads_with_pictures_off_in_the_dark_and_on_a_phone() {
    let mail = samples::euro().confirmation();
    let page = Html::parse_document(&mail.html);
    let all = |selector: &str| page.select(&Selector::parse(selector).expect("a selector")).count();
    assert!(all("img") > 0 && all("img:not([alt])") == 0 && all("img[alt='']") == 0);
    assert!(seen(&mail.html).contains("Linen shirt"), "the title is text, not only a picture's");
    assert!(mail.html.contains("max-width:600px") && mail.html.contains("prefers-color-scheme: dark"));
    assert!(
        all("meta[name=color-scheme]") == 1 && all("meta[name=viewport]") == 1 && all("html[lang][dir]") == 1
    );
    assert_eq!(all("script:not([type='application/ld+json']), form, iframe, object, link"), 0);
}
