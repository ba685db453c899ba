//! Orders and settings as tests need them.

use domain::{
    EntityRef, Money, SourceVersion, Timestamp,
    order::{LineItem, Named, Order, Payment, PaymentStatus, TaxLine, Totals},
    settings::Shop,
    webhook::Happened,
};
use serde_json::json;

/// An instant from its text.
pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a test's instant")
}

/// That something happened, as of this instant, and that it is all that is known.
pub fn news(kind: &str, entity: EntityRef, at: Timestamp) -> Happened {
    Happened {
        kind: kind.to_owned(),
        entity,
        source: SourceVersion { at, tie: "00-a".to_owned() },
        order: None,
        items: None,
        parcel: None,
        edited_at: None,
        whole: true,
        details: [].into(),
        parcels_cut_off: false,
        returned: None,
        wants: None,
    }
}

/// The shop tells of an order, whole, as of this instant.
pub fn told(kind: &str, order: Order, at: Timestamp) -> Happened {
    let entity = EntityRef::order(&order.id);
    Happened { order: Some(order), ..news(kind, entity, at) }
}

/// The shop `acme`, live since the beginning of time.
pub fn shop() -> Shop {
    serde_json::from_value(json!({
        "id": "acme",
        "name": "Acme Tea",
        "url": "https://acme.example",
        "locale": "en",
        "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"},
        "routes": {"default": "owner@acme.example"},
        "secrets": {"webhooks": {
            "shopify": ["/nightshift/acme/webhook/shopify"],
            "woocommerce": ["/nightshift/acme/webhook/woocommerce"],
            "bigcommerce": ["/nightshift/acme/webhook/bigcommerce"],
            "own": ["/nightshift/acme/webhook/own"],
            "easypost": ["/nightshift/acme/webhook/easypost"],
            "aftership": ["/nightshift/acme/webhook/aftership"],
            "parcels": ["/nightshift/acme/webhook/parcels"],
        }},
        "automations": {"order-confirmation": {"mode": "live", "live_since": "1970-01-01T00:00:00Z"}},
    }))
    .expect("a shop")
}

/// A paid order of one line, 20.00 EUR with 19 % tax contained, placed at `placed`.
pub fn order(id: &str, placed: Timestamp) -> Order {
    let currency = "EUR".parse().expect("a currency");
    let eur = |minor| Money::new(minor, currency);
    Order {
        id: id.into(),
        name: format!("#{id}"),
        placed_at: placed,
        created_at: placed,
        cancelled_at: None,
        test: false,
        draft: false,
        channel: Some("web".into()),
        customer: Some("7".into()),
        customer_tags: None,
        customer_failed_payments: None,
        tags: None,
        email: Some("ada@example.com".into()),
        locale: Some("en-GB".into()),
        currency,
        shop_total: None,
        payment: Payment {
            status: PaymentStatus::Paid,
            gateways: vec!["shopify_payments".into()],
            tenders: Vec::new(),
        },
        lines: vec![LineItem {
            id: "1".into(),
            sku: Some("TEA-1".into()),
            variant_id: None,
            title: "Assam".into(),
            variant: None,
            options: Vec::new(),
            quantity: 2,
            unit_price: eur(800),
            discount: eur(0),
            image: None,
            url: None,
            kind: domain::order::LineKind::Goods,
            availability: domain::order::Availability::InStock,
        }],
        discounts: Vec::new(),
        promotions: Vec::new(),
        shipping: vec![Named { name: "Standard".into(), amount: eur(400) }],
        taxes_included: true,
        taxes: vec![TaxLine { name: "VAT".into(), rate: "0.19".into(), amount: eur(319), base: None }],
        totals: Totals {
            subtotal: eur(1600),
            discounts: eur(0),
            shipping: eur(400),
            tax: eur(319),
            extras: Vec::new(),
            total: eur(2000),
        },
        pickup: None,
        shipments: Vec::new(),
        promise: None,
        quote: None,
        shipping_address: None,
        billing_address: None,
        status_url: None,
    }
}
