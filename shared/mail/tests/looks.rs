//! What a mail must keep to so that everybody can read it.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use crate::{facts::seen, samples};

/// Ink on paper, light and dark; the rest are rules and the page behind.
const PAIRS: [(&str, &str); 7] = [
    ("1c2126", "ffffff"),
    ("545d66", "ffffff"),
    ("ffffff", "1c2126"),
    ("eceef0", "1e2226"),
    ("b3bac1", "1e2226"),
    ("14171a", "eceef0"),
    ("545d66", "f3f4f5"),
];
const OTHERS: [&str; 2] = ["e1e4e7", "343a40"];

#[expect(clippy::float_arithmetic, reason = "WCAG's formula; no money here")]
fn contrast(a: &str, b: &str) -> f64 {
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
    assert_eq!(all("script, form, iframe, object, link"), 0);
}
