//! What a buyer, a tax adviser and the law want to find in a confirmation.

use std::collections::BTreeSet;

use domain::{
    order::{Availability, Pickup, Promise, Promised, TenderKind},
    settings::{Market, PickupPlace},
};
use mail::Mail;
use mail_parser::MimeHeaders;
use scraper::{Html, Selector};

use crate::{
    facts::{plain, seen},
    mime,
    samples::{self, Sample, date, money, tender},
};

/// Both parts as a reader sees them.
fn parts(mail: &Mail) -> [String; 2] {
    [plain(&mail.text), seen(&mail.html)]
}

#[track_caller]
fn says(mail: &Mail, facts: &[&str]) {
    for part in parts(mail) {
        for fact in facts {
            assert!(part.contains(fact), "no {fact:?} in:\n{part}");
        }
    }
}

#[track_caller]
fn silent(mail: &Mail, facts: &[&str]) {
    for part in parts(mail) {
        for fact in facts {
            assert!(!part.contains(fact), "{fact:?} in:\n{part}");
        }
    }
}

/// Everything that the HTML links to or shows.
fn addresses(mail: &Mail) -> BTreeSet<String> {
    let page = Html::parse_document(&mail.html);
    let linked = Selector::parse("[href], [src]").expect("a selector");
    page.select(&linked).filter_map(|e| e.attr("href").or(e.attr("src"))).map(str::to_owned).collect()
}

#[test]
fn the_date_is_the_buyers() {
    for (country, region, day) in [
        ("DE", None, "Saturday, November 21, 2026"),
        ("AU", Some("NSW"), "Sunday, November 22, 2026"),
        ("AU", Some("Western Australia"), "Sunday, November 22, 2026"),
        ("US", Some("HI"), "Saturday, November 21, 2026"),
        ("XX", None, "Saturday, November 21, 2026"),
    ] {
        let mut sample = samples::bare();
        sample.order.shipping_address = samples::euro().order.shipping_address;
        let address = sample.order.shipping_address.as_mut().expect("one");
        (address.country, address.region) = (Some(country.into()), region.map(str::to_owned));
        says(&sample.confirmation(), &[&format!("Order date: {day}")]);
    }
}

#[test]
fn what_was_promised_is_said_and_nothing_else() {
    let euro = samples::euro();
    let mail = euro.confirmation();
    says(&mail, &["Expected delivery", "Wednesday 25 November to Friday 27 November"]);
    let promised = |shipments: Vec<Promised>| {
        let mut sample = euro.clone();
        sample.order.locale = Some("en-US".into());
        sample.order.promise = Some(Promise { shipments });
        sample.confirmation()
    };
    let days = |lines: &[&str], from, to| Promised {
        lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        earliest: from,
        latest: to,
    };
    let (third, fifth) = (date(2026, 12, 3), date(2026, 12, 5));
    says(&promised(vec![days(&[], third, fifth)]), &["Thursday, December 3 to Saturday, December 5"]);
    says(&promised(vec![days(&[], third, third)]), &["Expected delivery Thursday, December 3 "]);
    says(
        &promised(vec![days(&[], date(2026, 12, 31), date(2027, 1, 2))]),
        &["Thursday, December 31, 2026 to Saturday, January 2, 2027"],
    );
    // Backwards, of lines that are gone, of nothing at all: no date is better than a wrong one.
    for none in [vec![days(&[], fifth, third)], vec![days(&["gone"], third, fifth)], vec![]] {
        silent(&promised(none), &["Expected delivery"]);
    }
    let [shirt, mug] = [&euro.order.lines[0].id, &euro.order.lines[1].id];
    let both = promised(vec![days(&[shirt, mug], third, third), days(&["gone"], fifth, fifth)]);
    says(&both, &["Thursday, December 3 Linen shirt and Stoneware mug"]);
    silent(&both, &["December 5 "]);
    silent(&samples::bare().confirmation(), &["Expected delivery"]);
}

#[test]
fn cards_show_their_brand_and_four_digits_at_most() {
    for (name, digits, said, never) in [
        ("Visa", Some("4242"), "Visa ending in 4242", "•"),
        ("Visa", Some("4242424242424242"), "Visa", "424242"),
        ("Visa", Some("42a2"), "Visa", "42a2"),
        ("Visa 4242 4242 4242 4242", Some("4242"), "Card ending in 4242", "4242 4242"),
        ("", None, "Card", "ending"),
    ] {
        let mut sample = samples::bare();
        sample.order.payment.tenders = vec![tender(TenderKind::Card, name, digits, None)];
        let mail = sample.confirmation();
        says(&mail, &[said]);
        silent(&mail, &[never]);
    }
}

#[test]
fn gift_cards_and_credits_come_off_the_total() {
    says(
        &samples::euro().confirmation(),
        &[
            "Paid with gift card ending in 7788",
            "-10,00",
            "Paid by other means",
            "100,00",
            "Visa ending in 4242",
        ],
    );
    says(&samples::fetched().confirmation(), &["Paid with store credit", "Still to pay"]);
    let mut sample = samples::bare();
    sample.order.payment.tenders = vec![tender(TenderKind::GiftCard, "", None, Some(money("9.50", "EUR")))];
    let mail = sample.confirmation();
    says(&mail, &["Paid with gift card", "-€9.50"]);
    silent(&mail, &["Still to pay", "Paid by other means"]);
    // In another currency it says nothing that could be reckoned with.
    sample.order.payment.tenders[0].amount = Some(money("9.50", "USD"));
    silent(&sample.confirmation(), &["Paid with", "9.50 USD", "$9.50"]);
}

#[test]
fn a_transfer_says_whereto_how_much_for_what_and_by_when() {
    let facts = [
        "Acme & Daughters GmbH",
        "DE89 3704 0044 0532 0130 00",
        "COBADEFFXXX",
        "100,00",
        "Reference",
        "1001",
        "Please pay by",
        "Saturday, 5 December 2026",
    ];
    let sample = samples::fetched();
    let mail = sample.confirmation();
    says(&mail, &facts);
    let read = mime::parse(&mail.raw);
    let picture = read.parts.iter().find(|part| part.content_id() == Some("payment-code")).expect("the code");
    let kind = picture.content_type().expect("a type");
    assert_eq!((kind.ctype(), kind.subtype()), ("image", Some("png")));
    assert!(picture.contents().starts_with(b"\x89PNG") && picture.contents().len() < 4000);
    assert!(
        mail.html.contains("<img src=\"cid:payment-code\" alt=\"QR code for your banking app"),
        "{}",
        mail.html
    );

    // What is copied into a banking app has no invisible marks, in Arabic either.
    let arabic = sample.render_in("order-confirmation", Some("ar")).expect("a mail");
    assert!(arabic.text.contains(": DE89 3704 0044 0532 0130 00\n") && arabic.text.contains(": 1001\n"));

    type Change = fn(&mut Sample);
    let cases: [(&str, Change, bool, bool); 8] = [
        ("no code wanted", |s| s.shop.bank.as_mut().expect("one").qr = false, true, false),
        (
            "another word for it",
            |s| {
                s.order.payment.tenders.clear();
                s.order.payment.gateways = vec!["bacs".into(), "Vorkasse".into()];
            },
            true,
            true,
        ),
        ("nobody says what is paid already", |s| s.order.payment.tenders[0].amount = None, true, false),
        ("paid", |s| s.order.payment.status = domain::order::PaymentStatus::Paid, false, false),
        ("cancelled", |s| s.order.cancelled_at = Some(s.order.placed_at), false, false),
        ("no account", |s| s.shop.bank = None, false, false),
        ("a mistyped account", |s| s.shop.bank.as_mut().expect("one").iban = "DE00".into(), false, false),
        ("by card", |s| s.order.payment.tenders[1].kind = TenderKind::Card, false, false),
    ];
    for (name, change, shown, code) in cases {
        let mut sample = samples::fetched();
        change(&mut sample);
        let mail = sample.confirmation();
        assert_eq!(mail.text.contains("DE89 3704 0044"), shown, "{name}");
        assert_eq!(mail.html.contains("cid:payment-code"), code, "{name}");
        assert_eq!(mime::shape(&mime::parse(&mail.raw)), mime::expected_shape(&mail), "{name}");
    }
}

#[test]
fn what_is_fetched_shows_its_place_instead_of_an_address() {
    let mail = samples::fetched().confirmation();
    says(
        &mail,
        &[
            "Pick-up",
            "Acme Mitte",
            "Invalidenstraße 7",
            "10115 Berlin",
            "Opening hours",
            "Sa 10–16",
            "Ready for pick-up",
        ],
    );
    silent(&mail, &["Shipping address", "Kastanienallee", "Expected delivery"]);
    says(&mail, &["Billing address", "Dörr GmbH", "Austria"]);
    // The shop's settings know the place by the name of its way of shipping.
    let place = PickupPlace {
        name: Some("Our shop in Mitte".into()),
        address: vec!["Lampengasse 4".into()],
        hours: vec!["Every day 9–18".into()],
    };
    let mut sample = samples::euro();
    sample.shop.pickup.insert("DHL parcel".into(), place.clone());
    says(&sample.confirmation(), &["Our shop in Mitte", "Lampengasse 4", "Every day 9–18"]);
    silent(&sample.confirmation(), &["Shipping address"]);
    sample.order.pickup = Some(Pickup { name: "Mitte".into(), ..Pickup::default() });
    says(&sample.confirmation(), &["Pick-up", "Mitte", "Lampengasse 4", "Every day 9–18"]);
    sample.shop.pickup.clear();
    says(&sample.confirmation(), &["Pick-up", "Mitte"]);
}

#[test]
fn lines_that_are_not_sent_now_say_so() {
    says(&samples::euro().confirmation(), &["On back-order, expected Friday 4 December"]);
    says(
        &samples::fetched().confirmation(),
        &["Pre-order, available from Friday 4 December", "Digital: nothing is shipped"],
    );
    says(&samples::branded().confirmation(), &["Gift card: sent by e-mail"]);
    let mut sample = samples::bare();
    sample.order.lines[0].availability = Availability::BackOrder { expected: None };
    let mail = sample.confirmation();
    says(&mail, &["On back-order"]);
    silent(&mail, &["expected"]);
    sample.order.lines[0].availability = Availability::PreOrder { expected: Some(date(2027, 2, 1)) };
    says(&sample.confirmation(), &["Pre-order, available from Monday, February 1, 2027"]);
}

#[test]
fn each_market_has_its_own_terms_in_full() {
    let mut sample = samples::euro();
    let named = |version: &str, terms: &str| Market {
        version: version.into(),
        terms: Some(terms.into()),
        ..samples::market()
    };
    sample.shop.markets = [
        ("DE".to_owned(), named("7", "German terms")),
        ("EU".to_owned(), named("8", "Union terms")),
        ("default".to_owned(), named("9", "World terms")),
    ]
    .into();
    for (country, terms, id) in
        [("DE", "German terms", "DE/7"), ("AT", "Union terms", "EU/8"), ("JP", "World terms", "default/9")]
    {
        sample.order.shipping_address.as_mut().expect("one").country = Some(country.into());
        says(
            &sample.confirmation(),
            &[
                "Seller",
                "VAT DE123456789",
                "Terms and conditions",
                terms,
                "Right of withdrawal",
                "You may withdraw within fourteen days.",
                "Model withdrawal form",
                "I hereby withdraw from my contract.",
                "Read the terms and conditions online",
            ],
        );
        assert_eq!(sample.shop.terms_of(&sample.order).as_deref(), Some(id));
    }
    sample.shop.markets.clear();
    silent(&sample.confirmation(), &["Seller", "Terms"]);
    assert_eq!(sample.shop.terms_of(&sample.order), None);
}

#[test]
fn the_laws_texts_stay_as_they_were_written() {
    let mail = samples::euro().confirmation();
    assert!(
        mail.text.contains(
            "1. These terms hold for every order.\n2. We sell lamps & <shirts>.\n\n3. Berlin law.\n"
        )
    );
    let kept = "<bdi>1. These terms hold for every order.</bdi><br><bdi>2. We sell lamps &amp; &lt;shirts&gt;.</bdi></p>";
    assert!(mail.html.contains(kept), "{}", mail.html);
    assert!(mail.text.contains("\nhttps://acme.example/terms\n"));
    let small = mail.html.split("font-size:").skip(1).filter_map(|rest| rest.split_once("px"));
    let sizes: Vec<u32> = small.filter_map(|(px, _)| px.parse().ok()).filter(|px| *px > 1).collect();
    assert!(sizes.iter().all(|px| *px >= 11), "{sizes:?}");
}

#[test]
fn our_own_page_stands_in_place_of_the_platforms() {
    let page = "https://orders.example/o/abc.def-_";
    let mail = samples::euro().with_page(Some(page));
    assert!(mail.text.contains(&format!("\n{page}\n")) && !mail.text.contains("450789469?key"));
    let links = addresses(&mail);
    assert!(links.contains(page) && !links.iter().any(|link| link.contains("450789469?key")), "{links:?}");
    let said = crate::json_ld::parse(&mail).expect("JSON-LD");
    assert_eq!((&said["url"], &said["potentialAction"]["url"]), (&page.into(), &page.into()));
}

#[test]
fn hosts_that_the_shop_names_may_be_linked_to() {
    let mut sample = samples::euro();
    assert!(!sample.confirmation().html.contains("elsewhere.example"));
    sample.shop.hosts = vec!["elsewhere.example".into()];
    assert!(addresses(&sample.confirmation()).contains("https://elsewhere.example/mug.jpg"));
}
