//! The mails about the sample day's orders, as their buyers get them.

use std::{collections::BTreeSet, sync::LazyLock};

use bundle_tests::samples;
use domain::{order::Order, settings::Shop};
use mail::{AboutKind, Mail};
use serde::Deserialize;

use crate::{
    axe,
    page::{Page, are_wanted, page},
};

/// Rules of axe for pages that a mail needn't keep: it is shown within the page of a mail client, whose landmarks they are.
const OF_CLIENTS: &[&str] = &["landmark-one-main", "region"];

/// By default one mail of so many is looked at.
const EACH: usize = 6;

/// A mail with what it was made of.
struct Shown {
    name: String,
    language: &'static str,
    shop: Shop,
    order: Order,
    mail: Mail,
}

impl Shown {
    /// The `n`th order in the `l`th language. Each message in turn; every other one has a logo and pictures of its goods.
    fn of((n, (shop, file, order)): (usize, &(String, String, Order)), l: usize) -> Self {
        let language = mail::locales()[l];
        let messages: Vec<_> = mail::messages().iter().filter(|m| m.about == AboutKind::Order).collect();
        let (mut shop, mut order) = (samples::shop(shop), order.clone());
        if (n + l / EACH).is_multiple_of(2) {
            shop.look.logo = Some(format!("{}/logo.svg", shop.url));
            for line in &mut order.lines {
                line.image = Some(format!("{}/goods/{}.jpg", shop.url, line.id));
            }
        }
        let message = messages[(n / 2 + l) % messages.len()].name;
        let mail = samples::mail(message, &order, &shop, Some(language));
        let mail = mail.unwrap_or_else(|e| panic!("{file} in {language}: {e}"));
        let name = format!("{language}-{message}-{}", file.replace('/', "-").replace(".json", ""));
        Self { name, language, shop, order, mail }
    }
}

/// Each order of the sample day in some languages, and each language with some orders; all of it with `--full`. Made once: nobody
/// changes them.
static SHOWN: LazyLock<Vec<Shown>> = LazyLock::new(|| {
    let full = testkit::is_full();
    let orders = samples::orders();
    let languages = 0..mail::locales().len();
    let pairs = orders.iter().enumerate().flat_map(|order| languages.clone().map(move |l| (order, l)));
    let chosen = pairs.filter(|((n, _), l)| full || (n + l).is_multiple_of(EACH));
    chosen.map(|(order, l)| Shown::of(order, l)).collect()
});

/// What the browser makes of a mail.
#[derive(Debug, Deserialize)]
struct Read {
    lang: String,
    dir: String,
    title: String,
    /// How text really runs, in the card.
    direction: String,
    align: String,
    links: Vec<String>,
    images: Vec<Image>,
    text: String,
    linked_data: Vec<String>,
    scripts: usize,
}

#[derive(Debug, Deserialize)]
struct Image {
    src: String,
    alt: String,
    natural: u32,
    width: u32,
    height: u32,
}

const READ: &str = "(() => {
    const card = getComputedStyle(document.querySelector('table.card'));
    return {
        lang: document.documentElement.lang, dir: document.documentElement.dir, title: document.title,
        direction: card.direction, align: card.textAlign,
        links: [...document.querySelectorAll('[href]')].map(a => a.href),
        images: [...document.images].map(i => ({src: i.src, alt: i.alt, natural: i.naturalWidth,
            width: Math.round(i.getBoundingClientRect().width), height: Math.round(i.getBoundingClientRect().height)})),
        text: document.body.innerText,
        linked_data: [...document.querySelectorAll('script[type=\"application/ld+json\"]')].map(s => s.textContent),
        scripts: document.scripts.length,
    };
})()";

fn read(page: &Page) -> Read {
    serde_json::from_value(page.evaluate(READ)).expect("as it was asked")
}

/// Whether an address is one that the shop's mails may name.
fn is_allowed(url: &str, shop: &Shop) -> bool {
    let host = |url: &str| {
        url.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned())
    };
    let own = host(&shop.url).into_iter().chain(shop.hosts.iter().cloned());
    let pages = shop.pages.url.as_deref().and_then(host);
    host(url).is_some_and(|host| own.chain(pages).any(|allowed| allowed == host))
}

#[test]
fn every_mail_reads_as_it_should_in_every_language() {
    let Some(page) = page() else { return };
    let (mut mails, mut links, mut pictures, mut described) = (0, 0, 0, 0);
    let mut languages = BTreeSet::new();
    for Shown { name, language, shop, order, mail } in SHOWN.iter() {
        page.show(&mail.html);
        let read = read(&page);
        let rtl = *language == "ar";
        assert_eq!(read.lang, mail.locale, "{name}");
        assert!(read.lang.starts_with(language), "{name}: {}", read.lang);
        assert_eq!(
            (read.dir.as_str(), read.direction.as_str()),
            if rtl { ("rtl", "rtl") } else { ("ltr", "ltr") },
            "{name}"
        );
        assert_eq!(read.align, if rtl { "right" } else { "left" }, "{name}");
        assert!(read.title.contains(&order.name), "{name}: {}", read.title);
        for link in &read.links {
            assert!(is_allowed(link, shop), "{name}: {link}");
        }
        for image in &read.images {
            assert!(!image.alt.trim().is_empty(), "{name}: {image:?}");
            // A picture that comes with the mail is fetched by mail clients only.
            let comes_along = image.src.starts_with("cid:");
            assert!(comes_along || image.natural > 0, "{name}: {image:?}");
            assert!(
                comes_along || image.src.starts_with("data:") || is_allowed(&image.src, shop),
                "{name}: {image:?}"
            );
        }
        assert_eq!(
            numbers(&read.text, order),
            numbers(&mail.text, order),
            "{name}:\n{}\n{}",
            read.text,
            mail.text
        );
        assert!(!numbers(&read.text, order).is_empty(), "{name}");
        assert_eq!(read.scripts, read.linked_data.len(), "{name}: a script that is no linked data");
        for data in &read.linked_data {
            linked(data, order, shop, name);
        }
        assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
        languages.insert(*language);
        (mails, links, pictures) = (mails + 1, links + read.links.len(), pictures + read.images.len());
        described += read.linked_data.len();
    }
    assert_eq!(languages.into_iter().collect::<Vec<_>>(), mail::locales());
    assert!(links > mails && pictures > mails, "{links} links, {pictures} pictures in {mails} mails");
    println!(
        "figure: OC-26 {mails} mails in {} languages in Chromium: {links} links, {pictures} pictures, {described} with linked data",
        mail::locales().len()
    );
}

/// schema.org's Order, where a mail has one: it says what the order says.
fn linked(data: &str, order: &Order, shop: &Shop, name: &str) {
    let data: serde_json::Value =
        serde_json::from_str(data).unwrap_or_else(|e| panic!("{name}: {e}: {data}"));
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    assert!(text(&data["@context"]).contains("schema.org"), "{name}: {data}");
    assert_eq!(text(&data["@type"]), "Order", "{name}");
    assert_eq!(text(&data["merchant"]["name"]), shop.name, "{name}");
    assert_eq!(text(&data["priceCurrency"]), order.currency.code(), "{name}");
    assert_eq!(text(&data["price"]), order.totals.total.decimal(), "{name}");
    assert!(text(&data["orderStatus"]).starts_with("https://schema.org/Order"), "{name}: {data}");
    assert!(!text(&data["orderNumber"]).is_empty() && !text(&data["orderDate"]).is_empty(), "{name}: {data}");
    let offers = data["acceptedOffer"].as_array().map_or(1, Vec::len);
    assert_eq!(offers, order.lines.iter().filter(|line| line.quantity != 0).count(), "{name}: {data}");
}

/// The amounts in a text: numbers with as many decimals as the currency has; where it has none, of three digits or more.
/// Each once, as a mail says some twice.
fn numbers(text: &str, order: &Order) -> BTreeSet<String> {
    let decimals = order.currency.exponent() as usize;
    let mut found = BTreeSet::new();
    let written = text.split([' ', '\n']).filter(|word| !word.contains("://"));
    let text = written.collect::<Vec<_>>().join(" ");
    let is_part =
        |c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬' | '\u{a0}' | '\u{202f}' | '’');
    for word in text.split(|c: char| !is_part(c)) {
        let word = word.trim_matches(|c: char| !c.is_numeric());
        let digits: String = word.chars().filter(|c| c.is_numeric()).collect();
        let after_mark = word.chars().rev().take_while(|c| c.is_numeric()).count();
        let is_amount = match decimals {
            0 => digits.chars().count() >= 3,
            _ => after_mark == decimals && word.chars().count() > decimals,
        };
        if is_amount {
            found.insert(digits);
        }
    }
    found
}

#[test]
fn nothing_is_scrolled_sideways_on_a_phone() {
    let Some(page) = page() else { return };
    let mut measured = 0;
    for Shown { name, mail, .. } in SHOWN.iter() {
        page.show(&mail.html);
        for width in [700, 390, 320] {
            page.set_width(width);
            assert!(
                page.contents_width() <= u64::from(width),
                "{name}: {} of {width} px",
                page.contents_width()
            );
            measured += 1;
        }
    }
    println!("figure: OC-26 {measured} mails at 700, 390 and 320 px: none is wider than its reader's screen");
}

#[test]
fn axe_finds_nothing_in_the_light_and_in_the_dark() {
    let Some(page) = page() else { return };
    if !axe::is_there() {
        return;
    }
    let mut looked = 0;
    for (n, Shown { name, mail, .. }) in SHOWN.iter().enumerate() {
        page.set_width(if n % 2 == 0 { 700 } else { 390 });
        page.show(&mail.html);
        assert_eq!(page.axe_by_day_and_night(OF_CLIENTS), Vec::<String>::new(), "{name}");
        looked += 1;
    }
    println!(
        "figure: OC-26 axe-core on {looked} mails, light and dark: 0 faults, {} rules aside",
        OF_CLIENTS.len()
    );
}

#[test]
fn with_pictures_off_their_texts_are_there() {
    let Some(page) = page() else { return };
    page.set_pictures(false);
    let mut looked = 0;
    for Shown { name, order, mail, .. } in SHOWN.iter() {
        page.show(&mail.html);
        let read = read(&page);
        for image in read.images.iter().filter(|image| !image.src.starts_with("data:")) {
            assert_eq!(image.natural, 0, "{name}: {image:?} came");
            assert!(!image.alt.trim().is_empty() && image.width > 8 && image.height > 8, "{name}: {image:?}");
            looked += 1;
        }
        // Nothing is said by a picture alone.
        for line in order.lines.iter().filter(|line| line.quantity != 0) {
            let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(folded(&read.text).contains(&folded(&line.title)), "{name}: {}", line.title);
        }
    }
    assert!(looked > 0);
    println!("figure: OC-26 pictures off: {looked} pictures say what they would show");
}

#[test]
fn pictures_for_a_person_to_look_at() {
    let Some(page) = page() else { return };
    let orders: Vec<_> =
        samples::orders().into_iter().filter(|(_, _, order)| order.lines.len() > 1).collect();
    let mut taken = 0;
    // By default of two languages, one of them Arabic: so it is known that it can be done.
    for l in (0..mail::locales().len()).step_by(if are_wanted() { 1 } else { EACH }) {
        let n = l % orders.len();
        let Shown { name, mail, .. } = Shown::of((n, &orders[n]), l);
        page.set_pictures(true);
        page.show(&mail.html);
        for (width, dark) in [(700, false), (700, true), (390, false), (320, true)] {
            page.set_width(width);
            page.set_dark(dark);
            page.picture(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" }));
            taken += 1;
        }
        page.set_dark(false);
        if mail.html.contains("<img") && l < 2 {
            page.set_pictures(false);
            page.show(&mail.html);
            page.picture(&format!("{name}-320-pictures-off"));
        }
    }
    println!("figure: OC-26 {taken} pictures of mails in .local/browser");
}
