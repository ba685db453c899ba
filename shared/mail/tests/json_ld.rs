//! The order as machines read it, in the bytes that are handed to SES.

use domain::order::{Shipment, ShipmentStatus};
use mail::Mail;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::{mime, samples};

/// The JSON-LD of a mail's final bytes, if it is about an order.
pub(crate) fn parse(mail: &Mail) -> Option<Value> {
    let read = mime::parse(&mail.raw);
    let html = read.body_html(0).expect("an HTML part");
    let page = Html::parse_document(&html);
    let script = Selector::parse("head > script").expect("a selector");
    let mut scripts = page.select(&script);
    let element = scripts.next()?;
    assert!(scripts.next().is_none() && element.attr("type") == Some("application/ld+json"));
    let text = element.text().collect::<String>();
    assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
    Some(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}")))
}

#[test]
fn the_final_bytes_hold_the_order_as_json_ld() {
    let mail = samples::euro().confirmation();
    let url = "https://acme.example/orders/450789469?key=abc&lang=en";
    let offer = |name: &str, more: Value, price: &str, quantity: i64| {
        let mut product = json!({"@type": "Product", "name": name});
        product.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        json!({
            "@type": "Offer", "itemOffered": product, "price": price, "priceCurrency": "EUR",
            "eligibleQuantity": {"@type": "QuantitativeValue", "value": quantity},
        })
    };
    let shirt = json!({"sku": "SHIRT-BLU-M", "image": "https://acme.example/cdn/shirt.jpg?width=120"});
    let mug = json!({"sku": "MUG-1", "url": "https://acme.example/mug"});
    assert_eq!(
        parse(&mail),
        Some(json!({
            "@context": "https://schema.org",
            "@type": "Order",
            "merchant": {"@type": "Organization", "name": "Acme & Daughters", "url": "https://acme.example"},
            "orderNumber": "#1001",
            "orderDate": "2026-11-21T21:14:00+01:00",
            "orderStatus": "https://schema.org/OrderProcessing",
            "priceCurrency": "EUR",
            "price": "110.00",
            "acceptedOffer": [
                offer("Linen shirt", shirt, "49.90", 2),
                offer("Stoneware mug", mug, "20.20", 1),
            ],
            "orderDelivery": [
                {"@type": "ParcelDelivery", "expectedArrivalFrom": "2026-11-25", "expectedArrivalUntil": "2026-11-27"},
                {"@type": "ParcelDelivery", "expectedArrivalFrom": "2026-12-31", "expectedArrivalUntil": "2027-01-02"},
            ],
            "url": url,
            "potentialAction": {"@type": "ViewAction", "url": url, "target": url, "name": "View your order"},
        }))
    );
    for private in ["buyer@mail.example", "Dörr", "Kastanienallee", "4242"] {
        let json = parse(&mail).expect("JSON-LD").to_string();
        assert!(!json.contains(private), "{private}");
    }
}

#[test]
fn every_order_is_one_that_machines_read() {
    for sample in samples::all() {
        for message in samples::of_orders() {
            let mail = sample.render(message.name).expect("a mail");
            let said = parse(&mail).expect("JSON-LD");
            assert_eq!(said["orderNumber"], json!(sample.order.name));
            assert_eq!(said["price"], json!(sample.order.totals.total.decimal()));
            assert_eq!(said["priceCurrency"], json!(sample.order.currency.code()));
            let offers = said["acceptedOffer"].as_array().expect("offers");
            assert_eq!(offers.len(), sample.order.lines.len());
            for (offer, line) in offers.iter().zip(&sample.order.lines) {
                assert_eq!(offer["itemOffered"]["name"], json!(line.title));
                assert_eq!(offer["eligibleQuantity"]["value"], json!(line.quantity));
            }
            assert_eq!(
                said.get("potentialAction").is_some(),
                sample.order.status_url.is_some(),
                "{}",
                sample.name
            );
        }
    }
    assert_eq!(parse(&samples::erasure().mail()), None, "a task is no order");
}

#[test]
fn a_title_stays_a_title() {
    for title in [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "\"}],\"price\":\"0.01\"",
        "\\u003c \\",
        "]]> & ' \u{2028}",
    ] {
        let mut sample = samples::euro();
        sample.order.lines[0].title = title.into();
        let said = parse(&sample.confirmation()).expect("JSON-LD");
        let clean = title.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said["acceptedOffer"][0]["itemOffered"]["name"], json!(clean));
        assert_eq!(said["price"], json!("110.00"));
    }
}

#[test]
fn it_says_how_far_the_order_is() {
    use ShipmentStatus::{Cancelled, Delivered, Exception, OutForDelivery, Preparing, ReadyForPickup};
    for (parcels, status) in [
        (vec![], "OrderProcessing"),
        (vec![Preparing], "OrderProcessing"),
        (vec![Delivered, OutForDelivery], "OrderInTransit"),
        (vec![Delivered, Cancelled], "OrderDelivered"),
        (vec![Delivered, Preparing], "OrderProcessing"),
        (vec![ReadyForPickup], "OrderPickupAvailable"),
        (vec![Exception, Delivered], "OrderProblem"),
    ] {
        let mut sample = samples::euro();
        let parcel = |status| Shipment {
            id: "1".into(),
            status,
            carrier: None,
            tracking: None,
            url: None,
            shipped_at: None,
            lines: vec![],
        };
        sample.order.shipments = parcels.iter().copied().map(parcel).collect();
        let said = parse(&sample.confirmation()).expect("JSON-LD");
        assert_eq!(said["orderStatus"], json!(format!("https://schema.org/{status}")), "{parcels:?}");
    }
    let said = parse(&samples::fetched().confirmation()).expect("JSON-LD");
    assert_eq!(said["orderStatus"], json!("https://schema.org/OrderPaymentDue"));
}
