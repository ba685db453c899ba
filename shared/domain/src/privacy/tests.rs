use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;

/// An order in which every field says something, and each text is another.
fn full() -> Order {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let place = |of: &str| {
        json!({"name": format!("{of} Anna Muster"), "company": format!("{of} Muster GmbH"),
            "lines": [format!("{of} Lindenweg 7"), format!("{of} Hinterhaus")], "city": format!("{of} Potsdam"),
            "region": format!("{of} Brandenburg"), "region_code": "BB", "postcode": format!("{of} 14467"), "country": "DE"})
    };
    serde_json::from_value(json!({
        "id": "5001", "name": "#1001", "placed_at": "2026-11-21T00:00:00Z", "created_at": "2026-11-21T00:00:01Z",
        "cancelled_at": "2026-11-22T00:00:00Z", "test": true, "draft": true, "channel": "web", "customer": "7001",
        "customer_tags": ["Anna's friend"], "customer_failed_payments": 8, "tags": ["for Anna"],
        "email": "anna.muster@example.com", "locale": "de-DE", "currency": "EUR", "shop_total": eur(1),
        "payment": {"status": "paid", "gateways": ["cards"],
            "tenders": [{"kind": "card", "name": "Visa of Anna", "last_four": "4242", "amount": eur(2)}]},
        "lines": [{"id": "l1", "sku": "RING", "variant_id": "v1", "title": "Ring", "variant": "gold",
            "options": [["Engraving", "Anna and Max"]], "quantity": 1, "unit_price": eur(3), "discount": eur(4),
            "image": "https://cdn.example/ring.png", "url": "https://shop.example/ring", "kind": "digital",
            "availability": {"state": "pre-order", "expected": "2026-12-01"}}],
        "discounts": [{"name": "ANNA10", "amount": eur(5)}],
        "promotions": [{"name": "3 for 2", "lines": ["l1"], "group": 3, "discounts": [["l1", eur(4)]]}],
        "shipping": [{"name": "Standard", "amount": eur(6)}],
        "taxes_included": true, "taxes": [{"name": "VAT", "rate": "0.19", "amount": eur(7), "base": eur(8)}],
        "totals": {"subtotal": eur(9), "discounts": eur(10), "shipping": eur(11), "tax": eur(12),
            "extras": [{"name": "Wrapping", "amount": eur(13)}], "total": eur(14)},
        "shipping_address": place("to"), "billing_address": place("by"),
        "pickup": {"name": "Packstation 9", "address": place("at"), "hours": ["always"]},
        "shipments": [{"id": "s1", "status": "delivered", "carrier": "DHL", "tracking": "00340434161094000000",
            "url": "https://dhl.example/?plz=14467", "shipped_at": "2026-11-21T12:00:00Z",
            "lines": [{"line": "l1", "quantity": 1}]}],
        "promise": {"shipments": [{"lines": ["l1"], "earliest": "2026-11-23", "latest": "2026-11-24"}]},
        "quote": "q.14467.sealed", "status_url": "https://shop.example/orders/secret",
    }))
    .expect("an order")
}

/// Every value of a document by its path; entries of a list by `[]`.
fn leaves(value: &Value, at: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, format!("{at}.{name}").trim_start_matches('.'), found);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|value| leaves(value, &format!("{at}[]"), found)),
        leaf => drop(found.insert(at.to_owned(), leaf.clone())),
    }
}

/// What stays, and what goes or says nothing any more. A field that is in neither was added without a decision.
const STAYS: &[&str] = &[
    "id",
    "name",
    "placed_at",
    "created_at",
    "cancelled_at",
    "test",
    "draft",
    "channel",
    "customer",
    "currency",
    "shop_total.minor",
    "shop_total.currency",
    "payment.status",
    "payment.gateways[]",
    "payment.tenders[].kind",
    "payment.tenders[].amount.minor",
    "payment.tenders[].amount.currency",
    "lines[].id",
    "lines[].sku",
    "lines[].variant_id",
    "lines[].title",
    "lines[].variant",
    "lines[].quantity",
    "lines[].unit_price.minor",
    "lines[].unit_price.currency",
    "lines[].discount.minor",
    "lines[].discount.currency",
    "lines[].image",
    "lines[].url",
    "lines[].kind",
    "lines[].availability.state",
    "lines[].availability.expected",
    "discounts[].amount.minor",
    "discounts[].amount.currency",
    "promotions[].name",
    "promotions[].lines[]",
    "promotions[].group",
    "promotions[].discounts[][]",
    "promotions[].discounts[][].minor",
    "promotions[].discounts[][].currency",
    "shipping[].name",
    "shipping[].amount.minor",
    "shipping[].amount.currency",
    "taxes_included",
    "taxes[].name",
    "taxes[].rate",
    "taxes[].amount.minor",
    "taxes[].amount.currency",
    "taxes[].base.minor",
    "taxes[].base.currency",
    "totals.subtotal.minor",
    "totals.subtotal.currency",
    "totals.discounts.minor",
    "totals.discounts.currency",
    "totals.shipping.minor",
    "totals.shipping.currency",
    "totals.tax.minor",
    "totals.tax.currency",
    "totals.extras[].name",
    "totals.extras[].amount.minor",
    "totals.extras[].amount.currency",
    "totals.total.minor",
    "totals.total.currency",
    "shipping_address.country",
    "billing_address.country",
    "shipments[].id",
    "shipments[].status",
    "shipments[].carrier",
    "shipments[].tracking",
    "shipments[].shipped_at",
    "shipments[].lines[].line",
    "shipments[].lines[].quantity",
    "promise.shipments[].lines[]",
    "promise.shipments[].earliest",
    "promise.shipments[].latest",
];
const GOES: &[&str] = &[
    "customer_tags[]",
    "customer_failed_payments",
    "tags[]",
    "email",
    "locale",
    "payment.tenders[].name",
    "payment.tenders[].last_four",
    "lines[].options[][]",
    "discounts[].name",
    "shipping_address.name",
    "shipping_address.company",
    "shipping_address.lines[]",
    "shipping_address.city",
    "shipping_address.region",
    "shipping_address.region_code",
    "shipping_address.postcode",
    "billing_address.name",
    "billing_address.company",
    "billing_address.lines[]",
    "billing_address.city",
    "billing_address.region",
    "billing_address.region_code",
    "billing_address.postcode",
    "pickup.name",
    "pickup.address.name",
    "pickup.address.company",
    "pickup.address.lines[]",
    "pickup.address.city",
    "pickup.address.region",
    "pickup.address.region_code",
    "pickup.address.postcode",
    "pickup.address.country",
    "pickup.hours[]",
    "shipments[].url",
    "quote",
    "status_url",
];

#[test]
fn every_field_of_an_order_was_decided_about() {
    let order = full();
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    leaves(&serde_json::to_value(&order).expect("plain data"), "", &mut before);
    leaves(&serde_json::to_value(redacted(&order)).expect("plain data"), "", &mut after);
    for (path, value) in &before {
        let (stays, goes) = (STAYS.contains(&path.as_str()), GOES.contains(&path.as_str()));
        assert!(stays ^ goes, "nobody decided whether {path} stays when a buyer is erased");
        let left = after.get(path);
        if stays {
            assert_eq!(left, Some(value), "{path}");
        } else {
            assert_ne!(left, Some(value), "{path}");
        }
    }
    let known: Vec<_> = STAYS.iter().chain(GOES).filter(|path| !before.contains_key(**path)).collect();
    assert_eq!(known, Vec::<&&str>::new(), "the sample says nothing of these");
    assert_eq!(redacted(&redacted(&order)), redacted(&order));
}

#[test]
fn nothing_of_the_buyer_is_left_and_the_sums_still_hold() {
    let order = full();
    let left = serde_json::to_string(&redacted(&order)).expect("plain data").to_lowercase();
    let texts = texts(&order);
    assert!(texts.contains("anna.muster@example.com") && texts.contains("to lindenweg 7"), "{texts:?}");
    for text in texts.iter().map(String::as_str).chain(["anna", "14467", "4242", "potsdam", "secret"]) {
        assert!(!left.contains(text), "{text} in {left}");
    }
    assert_eq!(redacted(&order).check_sums(), order.check_sums());
    assert_eq!(redacted(&order).fingerprint(), order.fingerprint(), "no mail is sent because of it");
}

#[test]
fn an_erasure_is_an_event_of_its_own_each_time_and_a_mark_for_good() {
    let erased = Erased { by: "ada".into(), reference: Some("TASK#1".into()) };
    let mut head = Head::default();
    assert_eq!((Mark::is_at(&head), erased.event(&head).effect), (false, "privacy#erased#1".into()));
    head.version = 4;
    let mark = Mark { erased: "2026-11-26T06:00:00Z".parse().expect("an instant") };
    head.memory.insert(Mark::NAME.into(), serde_json::to_value(&mark).expect("plain data"));
    assert_eq!((Mark::at(&head), erased.event(&head).effect), (Ok(Some(mark)), "privacy#erased#5".into()));
    head.memory.insert(Mark::NAME.into(), json!("?"));
    assert!(Mark::is_at(&head) && Mark::at(&head).is_err());
}

#[test]
fn an_address_is_one_however_it_is_written() {
    for (one, other, same) in [
        ("Ada@Example.com", " ada@example.com ", true),
        ("a@b.example", "a@c.example", false),
        ("", " ", false),
    ] {
        assert_eq!(is_same_address(one, other), same, "{one:?} {other:?}");
    }
}
