//! The pages: what they say, how they are built, and that nothing hostile gets through.

use std::collections::BTreeSet;

use domain::order::{PaymentStatus, Progress, Promise, Promised, Shipment, ShipmentStatus, Shipped};
use jiff::civil::date;
use mail::page::{Facts, Notice, Page, PageRequest, facts, notice, render};
use scraper::{ElementRef, Html, Node, Selector};

use crate::{
    facts::plain,
    hostile::{HOSTILE, PLACES, Place, reworded, shapes, tree},
    looks::{OTHERS, PAIRS, contrast},
    samples::{self, Sample},
    snapshots::compare_parts,
};

const TRACKING: &str = "https://www.dhl.de/verfolgen?piececode=00340434161094042557";

pub(crate) fn now() -> domain::Timestamp {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

/// An order half on its way.
pub(crate) fn sample() -> Sample {
    on_its_way(samples::euro())
}

/// The first line's goods are with the carrier, the second's are being packed.
fn on_its_way(mut sample: Sample) -> Sample {
    let order = &mut sample.order;
    let parcel = |id: &str, status, line: usize, quantity| Shipment {
        id: id.into(),
        status,
        carrier: Some("DHL".into()),
        tracking: Some("00340434161094042557".into()),
        url: Some(TRACKING.into()),
        shipped_at: None,
        lines: vec![Shipped { line: order.lines[line].id.clone(), quantity }],
    };
    order.shipments =
        vec![parcel("F1", ShipmentStatus::InTransit, 0, 2), parcel("F2", ShipmentStatus::Preparing, 1, 1)];
    sample
}

fn page_of(sample: &Sample) -> Page {
    let request =
        PageRequest { order: &sample.order, dates: None, shop: &sample.shop, returns: None, now: now() };
    render(&request).unwrap_or_else(|e| panic!("{}: {e}", sample.name))
}

fn facts_of(sample: &Sample) -> Facts {
    facts(&PageRequest { order: &sample.order, dates: None, shop: &sample.shop, returns: None, now: now() })
        .expect("facts")
}

fn in_language(language: &str) -> Page {
    let mut sample = sample();
    sample.order.locale = Some(language.to_owned());
    page_of(&sample)
}

fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn text_of(element: &ElementRef) -> String {
    plain(&element.text().collect::<String>())
}

/// What a reader sees, a paragraph a line.
pub(crate) fn seen(page: &Page) -> String {
    let html = Html::parse_document(&page.html);
    let parts = "title, header, h1, h2, h3, p, li:not(.lines > li), tr";
    let lines = select(&html, parts).into_iter().map(|element| {
        let mark = match element.value().name() {
            name @ ("h1" | "h2" | "h3") => format!("{} ", "#".repeat(usize::from(name.as_bytes()[1] - b'0'))),
            _ => String::new(),
        };
        let cells = Selector::parse("th, td").expect("a selector");
        let cells: Vec<_> = element.select(&cells).map(|cell| text_of(&cell)).collect();
        let text = if cells.is_empty() { text_of(&element) } else { cells.join(" | ") };
        format!("{mark}{text}\n")
    });
    format!("Locale: {}\n\n{}", page.locale, lines.collect::<String>())
}

#[test]
fn pages_read_as_reviewed() {
    for language in mail::locales() {
        let page = in_language(language);
        compare_parts(&[("txt", seen(&page))], &format!("in-{language}"), "order-status");
    }
    for (name, sample) in [
        ("parcels", sample()),
        ("fetched", samples::fetched()),
        ("branded", samples::branded()),
        ("dinar", samples::dinar()),
    ] {
        compare_parts(&[("html", page_of(&sample).html)], name, "order-status");
    }
    compare_parts(
        &[("html", notice(Notice::NotFound, &["de"]).expect("a page").html)],
        "not-found",
        "notice",
    );
}

#[test]
fn a_page_says_how_far_the_order_is_and_everything_else_a_buyer_asks() {
    let text = seen(&page_of(&sample()));
    for fact in [
        "# Your order #1001",
        "Part of your order has been sent.",
        "Placed on Saturday, 21 November 2026",
        "Expected delivery: Wednesday 25 November to Friday 27 November",
        "Expected delivery: Thursday, 31 December 2026 to Saturday, 2 January 2027",
        "Stoneware mug",
        "### Parcel 1",
        "On its way",
        "Carrier: DHL",
        "Tracking number: 00340434161094042557",
        "Track parcel 2",
        "2 × Linen shirt",
        "Blue / M",
        "Monogram: J. D.",
        "SKU: SHIRT-BLU-M",
        "Total (incl. tax)",
        "110,00 €",
        "Visa ending in 4242: 100,00 €",
        "Gift card ending in 7788: 10,00 €",
        "Paid",
        "Kastanienallee 12",
        "Postfach 9",
        "help@acme.example",
        "Acme & Daughters",
    ] {
        assert!(text.contains(fact), "{fact:?} is missing:\n{text}");
    }
}

#[test]
fn every_state_has_its_sentence_in_every_language() {
    use PaymentStatus::{Authorised, Expired, Paid, PartlyPaid, PartlyRefunded, Pending, Refunded, Voided};
    use ShipmentStatus::{
        Cancelled, Delivered, Exception, InTransit, OutForDelivery, Preparing, ReadyForPickup, Shipped,
    };
    let parcels =
        [Preparing, Shipped, InTransit, OutForDelivery, ReadyForPickup, Delivered, Exception, Cancelled];
    let payments = [Pending, Authorised, PartlyPaid, Paid, PartlyRefunded, Refunded, Voided, Expired];
    for language in mail::locales() {
        let (mut told, mut reached) = (BTreeSet::new(), BTreeSet::new());
        for (parcel, payment) in parcels.into_iter().flat_map(|p| payments.map(|q| (p, q))) {
            let mut sample = sample();
            sample.order.locale = Some((*language).to_owned());
            sample.order.payment.status = payment;
            sample.order.shipments.truncate(1);
            sample.order.shipments[0].status = parcel;
            sample.order.shipments[0].lines.clear();
            let html = page_of(&sample).html;
            told.insert(text_of(&select(&Html::parse_document(&html), ".state")[0]));
            reached.insert(facts_of(&sample).status);
        }
        // All but "partly sent" and "cancelled", which the other tests reach.
        assert_eq!(
            (told.len(), reached.len()),
            (Progress::ALL.len() - 2, Progress::ALL.len() - 2),
            "{language}"
        );
    }
}

/// Everything of a page that accessibility rests on, and that a hostile text must not change.
pub(crate) fn assert_well_built(page: &Page, shop: bool, what: &str) {
    let html = Html::parse_document(&page.html);
    let count = |selector: &str| select(&html, selector).len();
    let root = select(&html, "html")[0];
    assert_eq!(root.attr("lang"), Some(page.locale.as_str()), "{what}");
    assert_eq!(root.attr("dir"), Some(if page.locale.starts_with("ar") { "rtl" } else { "ltr" }), "{what}");
    assert_eq!((count("h1"), count("main"), count("main h1"), count("title")), (1, 1, 1, 1), "{what}");
    assert_eq!((count("header"), count("footer")), if shop { (1, 1) } else { (0, 0) }, "{what}");
    assert!(!text_of(&select(&html, "title")[0]).is_empty(), "{what}");
    let mut level = 0;
    for heading in select(&html, "h1, h2, h3, h4, h5, h6") {
        let next = heading.value().name().as_bytes()[1] - b'0';
        assert!(next <= level + 1 && !text_of(&heading).is_empty(), "{what}: h{next} after h{level}");
        level = next;
    }
    let ids: Vec<_> = select(&html, "[id]").iter().filter_map(|e| e.attr("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{what}: {ids:?}");
    for labelled in select(&html, "[aria-labelledby]") {
        assert!(labelled.attr("aria-labelledby").is_some_and(|id| ids.contains(&id)), "{what}");
    }
    assert_eq!(count("table tr"), count("table tr > th[scope=row]"), "{what}: each row has its head");
    assert_eq!(count("img:not([alt])") + count("header img[alt='']"), 0, "{what}");
    assert_eq!(
        count("script, form, input, iframe, object, embed, base, svg, [style], meta[http-equiv]"),
        0,
        "{what}"
    );
    assert_eq!((count("style"), count("head > style"), count("link")), (1, 1, 1), "{what}");
    for element in html.tree.root().descendants().filter_map(ElementRef::wrap) {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{what}: {name}");
            match name {
                "href" | "src" => {
                    let value = value.to_ascii_lowercase();
                    let code =
                        element.attr("class") == Some("code") && value.starts_with("data:image/png;base64,");
                    let allowed =
                        ["https://acme.example", "https://www.dhl.de/", "mailto:help@acme.example", "data:,"];
                    assert!(code || allowed.iter().any(|a| value.starts_with(a)), "{what}: {value}");
                    let outside = value.starts_with("https://www.dhl.de/");
                    assert!(
                        !outside || element.attr("rel") == Some("noreferrer noopener"),
                        "{what}: {value}"
                    );
                }
                "target" | "ping" | "srcset" | "formaction" | "background" => panic!("{what}: {name}"),
                _ => {}
            }
        }
    }
    let names: Vec<_> = select(&html, "main a").iter().map(text_of).collect();
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        names.len(),
        "{what}: each link has a name of its own"
    );
}

#[test]
fn pages_are_built_so_that_everybody_can_read_them() {
    for language in mail::locales() {
        let page = in_language(language);
        assert_well_built(&page, true, language);
        let marked = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2068}' | '\u{2069}');
        assert_eq!(page.html.contains(marked), *language == "ar", "{language}");
        for kind in [Notice::NotFound, Notice::Unavailable] {
            let page = notice(kind, &[language]).expect("a page");
            assert_eq!(page.locale, *language);
            assert_well_built(&page, false, language);
        }
    }
    for sample in samples::all() {
        assert_well_built(&page_of(&sample), true, sample.name);
    }
}

#[test]
fn a_pages_colours_are_checked_pairs_and_its_targets_large_enough() {
    let mut branded = sample();
    branded.shop.look.colour = Some("#ffff00".into());
    for (html, brand) in [(page_of(&sample()).html, ""), (page_of(&branded).html, "ffff00")] {
        let hex = |s: &&str| s.len() >= 6 && s.as_bytes()[..6].iter().all(u8::is_ascii_hexdigit);
        let used: BTreeSet<_> = html.split(": #").skip(1).filter(hex).map(|s| &s[..6]).collect();
        let known: BTreeSet<_> = PAIRS.iter().flat_map(|(a, b)| [*a, *b]).chain(OTHERS).collect();
        let others: Vec<_> = used.difference(&known).filter(|c| **c != brand && **c != "000000").collect();
        assert!(used.len() > 8 && others.is_empty(), "colours without a checked pair: {others:?}");
        for part in ["prefers-color-scheme: dark", "max-width: 30rem", ":focus-visible", "min-height: 1.5rem"]
        {
            assert!(html.contains(part), "{part}");
        }
    }
    assert!(page_of(&branded).html.contains("header { background: #ffff00; color: #000000; }"));
    for (ink, paper) in [("1c2126", "f3f4f5"), ("eceef0", "14171a"), ("b3bac1", "14171a")] {
        assert!(contrast(ink, paper) >= 4.5, "#{ink} on #{paper}");
    }
}

/// What the page shows and mails don't.
const MORE: &[Place] = &[
    ("shipment.id", |s, t| s.order.shipments[0].id = t),
    ("shipment.carrier", |s, t| s.order.shipments[0].carrier = Some(t)),
    ("shipment.tracking", |s, t| s.order.shipments[0].tracking = Some(t)),
    ("shipment.url", |s, t| s.order.shipments[0].url = Some(t)),
    ("shipment.line", |s, t| s.order.shipments[0].lines[0].line = t),
    ("page.wording", |s, t| {
        s.shop.wording = reworded("order-status-heading", t);
        let words = s.shop.wording.get_mut("en").expect("English");
        let own = words.remove("order-confirmation").expect("just put there");
        words.insert("order-status".into(), own);
    }),
];

#[test]
fn no_text_changes_the_pages_shape() {
    let base = || on_its_way(samples::fetched());
    let benign = page_of(&base());
    let style = |html: &str| text_of(&select(&Html::parse_document(html), "style")[0]);
    let (own_style, shape) = (style(&benign.html), tree(&benign.html));
    let long = "W".repeat(8 * 1024);
    let (mut shown, mut refused) = (0, 0);
    for (place, put) in PLACES.iter().chain(MORE) {
        for text in HOSTILE.iter().copied().chain([long.as_str()]) {
            let mut sample = base();
            put(&mut sample, text.to_owned());
            let what = format!("{place}: {:?}", text.chars().take(40).collect::<String>());
            let request = PageRequest {
                order: &sample.order,
                dates: None,
                shop: &sample.shop,
                returns: None,
                now: now(),
            };
            match render(&request) {
                Err(mail::Unmailable::Template(bug)) => panic!("{what}: {bug}"),
                Err(_) => refused += 1,
                Ok(page) => {
                    shown += 1;
                    assert_well_built(&page, true, &what);
                    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}');
                    assert!(!page.html.chars().any(|c| (c.is_control() && c != '\n') || turns(c)), "{what}");
                    assert_eq!(style(&page.html), own_style, "{what}");
                    // What is left out takes its own elements with it.
                    let gone = plain(text).is_empty()
                        || shapes(place)
                        || ["url", "image", "reply_to", ".line", "line.id"]
                            .iter()
                            .any(|w| place.ends_with(w));
                    if !gone {
                        assert_eq!(tree(&page.html), shape, "{what}");
                    }
                }
            }
        }
    }
    assert!(shown > 1200 && refused > 4, "{shown} shown, {refused} refused");
}

#[test]
fn machines_get_the_same_facts_and_nothing_that_is_not_on_the_list() {
    let mut sample = sample();
    sample.order.id = "SECRET-id".into();
    sample.order.email = Some("SECRET@mail.example".into());
    sample.order.customer = Some("SECRET-customer".into());
    sample.order.channel = Some("SECRET-channel".into());
    sample.order.payment.gateways = vec!["SECRET-gateway".into()];
    sample.order.status_url = Some("https://acme.example/SECRET".into());
    sample.order.lines[0].url = Some("https://acme.example/SECRET".into());
    sample.order.shipments[0].id = "SECRET-shipment".into();
    sample.order.payment.tenders[0].last_four = Some("4111111111111111".into());
    sample.shop.sender.address = "SECRET-orders@acme.example".into();
    sample.shop.routes.0.insert("default".into(), "SECRET@acme.example".into());
    let told = serde_json::to_value(facts_of(&sample)).expect("plain data");
    let keys: Vec<_> = told.as_object().expect("fields").keys().map(String::as_str).collect();
    let list = [
        "billing_address",
        "contact",
        "delay",
        "delivered",
        "expected",
        "lines",
        "order",
        "parcels",
        "payment",
        "pickup",
        "placed",
        "promised",
        "promises",
        "shipping_address",
        "status",
        "totals",
    ];
    assert_eq!(keys, list);
    assert_eq!(told["status"], "partly-sent");
    assert_eq!(told["totals"]["total"], serde_json::json!({"amount": "110.00", "currency": "EUR"}));
    assert_eq!(told["parcels"][0]["url"], TRACKING);
    assert_eq!(
        told["payment"]["tenders"][0]["last_four"],
        serde_json::Value::Null,
        "a whole number never shows"
    );
    for told in [told.to_string(), page_of(&sample).html] {
        assert!(!told.contains("SECRET") && !told.contains("4111"), "{told}");
    }
}

#[test]
fn no_promise_and_no_parcel_claims_what_is_not_known_to_be_in_it() {
    let (from, to) = (date(2026, 12, 3), date(2026, 12, 5));
    let line = |n: usize| sample().order.lines[n].id.clone();
    let titles = |numbers: &[usize]| -> Vec<_> {
        numbers.iter().map(|n| sample().order.lines[*n].title.clone()).collect()
    };
    for (named, gone, expected) in [
        (vec![], None, Some(titles(&[]))),
        (vec![line(0), line(1)], None, Some(titles(&[0, 1]))),
        (vec![line(0), line(1)], Some(0), Some(titles(&[1]))),
        (vec![line(0), "gone".into()], None, Some(titles(&[0]))),
        (vec![line(0)], Some(0), None),
        (vec!["gone".into()], None, None),
    ] {
        let mut sample = sample();
        if let Some(gone) = gone {
            sample.order.lines[gone].quantity = 0;
        }
        let promised = Promised { lines: named.clone(), earliest: from, latest: to };
        let other = Promised { lines: vec![line(1)], earliest: to, latest: to };
        sample.order.promise = Some(Promise { shipments: vec![promised, other.clone()] });
        sample.order.totals = samples::euro().order.totals;
        let promises = facts_of(&sample).promises;
        let told = promises.iter().find(|promise| promise.earliest == from).map(|one| one.lines.clone());
        assert_eq!(told, expected, "{named:?} without {gone:?}");
        assert_eq!(promises.last().map(|last| last.earliest), Some(other.earliest));
    }
    let part = |line: String| Shipped { line, quantity: 2 };
    let shirts = (titles(&[0])[0].clone(), 2);
    for (lines, expected) in [
        (vec![], Some(vec![])),
        (vec![part(line(0)), part("gone".into())], Some(vec![shirts])),
        (vec![part("gone".into())], None),
    ] {
        let mut sample = sample();
        sample.order.shipments.truncate(1);
        sample.order.shipments[0].lines = lines.clone();
        assert_eq!(facts_of(&sample).parcels[0].lines, expected, "{lines:?}");
        assert!(seen(&page_of(&sample)).contains("00340434161094042557"), "a parcel is told all the same");
    }
}

#[test]
fn a_line_without_a_title_has_a_word() {
    let mut sample = sample();
    sample.order.lines[0].title = " ".into();
    let facts = facts_of(&sample);
    let title = &facts.lines[0].title;
    assert!(!title.trim().is_empty());
    assert_eq!(facts.parcels[0].lines, Some(vec![(title.clone(), 2)]));
    assert!(seen(&page_of(&sample)).contains(title.as_str()));
}

#[test]
fn a_notice_speaks_the_readers_language_and_names_no_shop() {
    for (wishes, spoken) in [
        (vec!["de-AT", "en"], "de"),
        (vec!["tlh", "ar-EG"], "ar"),
        (vec!["pt-PT"], "pt-BR"),
        (vec!["gl"], "es"),
        (vec!["<script>", "../en", "zz"], "en"),
        (vec![], "en"),
    ] {
        let page = notice(Notice::NotFound, &wishes).expect("a page");
        assert_eq!(page.locale, spoken, "{wishes:?}");
        assert_eq!(
            notice(Notice::NotFound, &[spoken]).expect("a page"),
            page,
            "the same bytes for one language"
        );
        assert!(!page.html.to_lowercase().contains("acme"));
    }
}

#[test]
fn a_shops_own_words_stand_on_its_page() {
    let mut sample = sample();
    let own = [("order-status-progress-partly-sent".to_owned(), "Half of it flies!".to_owned())].into();
    sample.shop.wording = [("en".to_owned(), [("order-status".to_owned(), own)].into())].into();
    assert_eq!(mail::wording_mistakes(&sample.shop), Vec::<String>::new());
    assert!(seen(&page_of(&sample)).contains("Half of it flies!"));
    let own = [("notice-not-found-heading".to_owned(), "x".to_owned())].into();
    sample.shop.wording = [("en".to_owned(), [("notice".to_owned(), own)].into())].into();
    assert_eq!(mail::wording_mistakes(&sample.shop).len(), 1, "a notice is no shop's");
}

#[test]
fn a_mail_leads_to_our_own_page_where_there_is_one() {
    let page = "https://pages.example/orders/a.b.c";
    let sample = samples::euro();
    for (own, expected) in
        [(Some(page), page), (None, "https://acme.example/orders/450789469?key=abc&lang=en")]
    {
        let mail = sample.with_page(own);
        assert!(mail.text.contains(expected), "{}", mail.text);
        let html = Html::parse_document(&mail.html);
        assert_eq!(select(&html, &format!("a[href='{expected}']")).len(), 1);
        assert!(own.is_none() || !mail.text.contains("key=abc"));
    }
    let none = |node: &Node| matches!(node, Node::Comment(_));
    assert!(!Html::parse_document(&page_of(&sample).html).tree.nodes().any(|node| none(node.value())));
}
