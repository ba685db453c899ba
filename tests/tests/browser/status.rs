//! The pages of the sample day's orders, with the headers that a browser gets them under.

use bundle_tests::samples;
use domain::{
    Timestamp,
    order::{Order, Promise, Promised, Shipment, ShipmentStatus, Shipped},
    settings::Shop,
};
use mail::page::{self as pages, Notice, PageRequest};
use serde::Deserialize;

use crate::{
    axe,
    desk::Answer,
    page::{Page, page},
};

const ADDRESS: &str = "https://pages.invalid/orders/token";

/// A page with what it is about.
struct Shown {
    name: String,
    language: &'static str,
    shop: Shop,
    order: Order,
    page: pages::Page,
}

/// Each language with one order; all pairs with `--full`. Every other one is on its way and has a logo.
fn shown() -> Vec<Shown> {
    let full = testkit::is_full();
    let orders = samples::orders();
    let mut all = Vec::new();
    for (l, language) in mail::locales().iter().enumerate() {
        for (n, (shop, file, order)) in orders.iter().enumerate() {
            if !full && n != l % orders.len() {
                continue;
            }
            let (mut shop, mut order) = (samples::shop(shop), order.clone());
            order.locale = Some((*language).to_owned());
            if (n + l).is_multiple_of(2) {
                shop.look.logo = Some(format!("{}/logo.svg", shop.url));
                on_its_way(&mut order);
            }
            let now: Timestamp = "2026-03-02T18:00:00Z".parse().expect("an instant");
            let page =
                pages::render(&PageRequest { order: &order, dates: None, shop: &shop, returns: None, now });
            let page = page.unwrap_or_else(|e| panic!("{file} in {language}: {e}"));
            let name = format!("page-{language}-{}", file.replace('/', "-").replace(".json", ""));
            all.push(Shown { name, language, shop, order, page });
        }
    }
    all
}

fn on_its_way(order: &mut Order) {
    let line = order.lines[0].id.clone();
    order.shipments = vec![Shipment {
        id: "1".into(),
        status: ShipmentStatus::InTransit,
        carrier: Some("DHL".into()),
        tracking: Some("00340434161094042557".into()),
        url: Some("https://www.dhl.de/verfolgen?piececode=00340434161094042557".into()),
        shipped_at: None,
        lines: vec![Shipped { line: line.clone(), quantity: 1 }],
    }];
    let day = |text: &str| text.parse().expect("a day");
    let promised = Promised { lines: vec![line], earliest: day("2026-03-04"), latest: day("2026-03-06") };
    order.promise = Some(Promise { shipments: vec![promised] });
}

/// Opens it as a browser does, under the headers that the door sends.
fn open(page: &Page, html: &str) {
    let answer = shell::Answer::page(200, html.to_owned());
    let headers = answer.all_headers().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    page.lay_out(ADDRESS, Answer { status: 200, headers, body: html.as_bytes().to_vec() });
    page.open(ADDRESS);
}

#[derive(Debug, Deserialize)]
struct Read {
    lang: String,
    dir: String,
    title: String,
    headings: usize,
    styled: bool,
    links: Vec<String>,
    images: Vec<(bool, u32)>,
    small: Vec<String>,
    text: String,
}

const READ: &str = "(() => {
    const size = e => e.getBoundingClientRect();
    const inline = a => getComputedStyle(a).display === 'inline';
    return {
        lang: document.documentElement.lang, dir: getComputedStyle(document.body).direction, title: document.title,
        headings: document.querySelectorAll('h1').length,
        styled: getComputedStyle(document.querySelector('.state, h1')).fontWeight >= 600,
        links: [...document.querySelectorAll('a[href]')].map(a => a.href),
        images: [...document.images].map(i => [i.hasAttribute('alt'), i.naturalWidth]),
        small: [...document.querySelectorAll('a[href]')].filter(a => !inline(a) && (size(a).height < 24 || size(a).width < 24)).map(a => a.outerHTML),
        text: document.body.innerText,
    };
})()";

#[test]
fn every_page_reads_as_it_should_in_every_language() {
    let Some(page) = page() else { return };
    let (mut looked, mut links) = (0, 0);
    for Shown { name, language, shop, order, page: made } in shown() {
        open(&page, &made.html);
        let read: Read = serde_json::from_value(page.evaluate(READ)).expect("as it was asked");
        assert!(read.lang.starts_with(language), "{name}: {}", read.lang);
        assert_eq!(read.dir, if language == "ar" { "rtl" } else { "ltr" }, "{name}");
        assert!(read.title.contains(&order.name) && read.text.contains(&shop.name), "{name}: {}", read.title);
        assert_eq!(read.headings, 1, "{name}");
        assert!(read.styled, "{name}: its own style doesn't count");
        for link in &read.links {
            let host = link.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or(link);
            let known =
                shop.url.ends_with(host) || shop.hosts.iter().any(|h| h == host) || host == "www.dhl.de";
            assert!(known || link.starts_with("mailto:"), "{name}: {link}");
        }
        assert!(
            read.images.iter().all(|(described, width)| *described && *width > 0),
            "{name}: {:?}",
            read.images
        );
        assert_eq!(read.small, Vec::<String>::new(), "{name}: too small to hit");
        // What the page's policy forbids would be heard of here.
        assert_eq!(page.noise(), Vec::<String>::new(), "{name}");
        (looked, links) = (looked + 1, links + read.links.len());
    }
    println!("figure: O5 {looked} pages in {} languages in Chromium: {links} links", mail::locales().len());
}

#[test]
fn no_page_is_scrolled_sideways_or_faulted_by_axe() {
    let Some(page) = page() else { return };
    if !axe::is_there() {
        return;
    }
    let now = |notice| pages::notice(notice, &["ar", "en"]).expect("a notice");
    let notices = [("not-found", now(Notice::NotFound)), ("unavailable", now(Notice::Unavailable))];
    let orders = shown().into_iter().map(|shown| (shown.name, shown.page));
    let mut looked = 0;
    for (name, made) in orders.chain(notices.map(|(name, page)| (format!("page-{name}"), page))) {
        open(&page, &made.html);
        for (width, dark) in [(1200, false), (700, true), (390, false), (320, true)] {
            page.set_width(width);
            page.set_dark(dark);
            assert!(
                page.contents_width() <= u64::from(width),
                "{name}: {} of {width}",
                page.contents_width()
            );
            page.screenshot(&format!("{name}-{width}-{}", if dark { "dark" } else { "light" }));
        }
        // axe itself is put in past the page's policy.
        assert_eq!(page.axe_by_day_and_night(&[]), Vec::<String>::new(), "{name}");
        looked += 1;
    }
    println!(
        "figure: O5 axe-core on {looked} pages, light and dark, every rule: 0 faults; none wider than 320 px"
    );
}

#[test]
fn a_page_says_all_without_pictures() {
    let Some(page) = page() else { return };
    page.set_pictures(false);
    for Shown { name, order, page: made, .. } in shown() {
        open(&page, &made.html);
        let text = page.text("body");
        for line in order.lines.iter().filter(|line| line.quantity != 0) {
            assert!(text.contains(line.title.trim()), "{name}: {}", line.title);
        }
    }
}
