//! What orders say of payment, parcels, places to fetch them and kinds of goods, by each source; and that no card's
//! number gets into an order, wherever it stands.

use domain::{
    order::{Availability, LineKind, Order, Payment, Pickup, Shipment, ShipmentStatus, Tender},
    webhook::{Refusal, Translation},
};
use intake::source;
use proptest::prelude::*;
use serde_json::{Value, json};

fn payload(name: &str) -> Value {
    serde_json::from_str(&crate::common::payload(name)).expect("JSON")
}

/// What a body of this source means, under a topic that carries an order.
fn translated(from: &str, body: &Value) -> Result<Order, Refusal> {
    let topic = match from {
        "shopify" => "orders/create",
        _ => "order.created",
    };
    match source(from).expect("a source").translate(topic, body.to_string().as_bytes())? {
        Translation::Happened(happened) => Ok(happened.order.expect("an order")),
        other => panic!("{other:?}"),
    }
}

fn order(from: &str, body: &Value) -> Order {
    translated(from, body).unwrap_or_else(|refusal| panic!("{from}: {refusal}"))
}

/// `kind name last-four amount`, one means after the other.
fn paid_by(payment: &Payment) -> String {
    let shown = |tender: &Tender| {
        let kind = serde_json::to_value(tender.kind).expect("a word");
        let amount = tender.amount.map(|amount| amount.to_string());
        let parts = [kind.as_str(), Some(&tender.name), tender.last_four.as_deref(), amount.as_deref()];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    payment.tenders.iter().map(shown).collect::<Vec<_>>().join(" + ")
}

#[test]
fn shopify_tells_cards_by_company_and_last_digits_and_manual_ways_by_their_names() {
    let card = |company: &str, number: &str| json!({"credit_card_bin": "424242", "credit_card_company": company, "credit_card_number": number});
    for (gateways, details, expect) in [
        (&["shopify_payments"][..], card("Visa", "•••• •••• •••• 4242"), "card Visa 4242"),
        (&["authorize_net"], card("american_express", "XXXX-XXXXXX-X1005"), "card American Express 1005"),
        (&["bogus"], card("Bogus", "•••• •••• •••• 1"), "card Bogus"),
        (&["bogus"], json!({"credit_card_number": null}), ""),
        (&["shopify_payments"], Value::Null, ""),
        (&["gift_card", "shopify_payments"], card("Visa", "•••• 4242"), "card Visa 4242 + gift-card"),
        (&["Stripe Pay"], card("Visa", "•••• 4242"), "card Visa 4242"),
        (&["gift_card", "gift_card"], Value::Null, "gift-card"),
        (&["shopify_store_credit", "paypal"], Value::Null, "store-credit + other PayPal"),
        (&["Cash on Delivery (COD)"], Value::Null, "on-delivery Cash on Delivery (COD)"),
        (&["Bank Deposit"], Value::Null, "bank-transfer Bank Deposit"),
        (&["Vorkasse / Überweisung"], Value::Null, "bank-transfer Vorkasse / Überweisung"),
        (&["Money Order"], Value::Null, "other Money Order"),
        (&["manual"], Value::Null, ""),
        (&["visa", ""], Value::Null, ""),
        (&[], Value::Null, ""),
    ] {
        let mut body = payload("test-order");
        body["payment_gateway_names"] = json!(gateways);
        body["payment_details"] = details;
        assert_eq!(paid_by(&order("shopify", &body).payment), expect, "{gateways:?}");
    }
}

#[test]
fn woocommerce_tells_what_its_own_gateways_and_two_others_note() {
    let meta = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| json!({"key": key, "value": value})).collect::<Vec<_>>()
    };
    let wcpay = &[("last4", "4242"), ("_card_brand", "visa"), ("_wcpay_mode", "prod")][..];
    for (method, title, notes, expect) in [
        ("bacs", "Vorkasse", &[][..], "bank-transfer Vorkasse"),
        ("cod", "Cash on delivery", &[], "on-delivery Cash on delivery"),
        ("cheque", "Scheck", &[], "other Scheck"),
        ("woocommerce_payments", "Credit card", wcpay, "card Visa 4242"),
        ("woocommerce_payments", "Credit card", &[("last4", "4242")], "card Credit card 4242"),
        ("woocommerce_payments", "Credit card", &[("last4", "42")], "other Credit card"),
        (
            "stripe",
            "Credit Card (Stripe)",
            &[("_stripe_card_brand", "cartes_bancaires")],
            "card Cartes Bancaires",
        ),
        ("stripe", "Credit Card (Stripe)", &[], "other Credit Card (Stripe)"),
        ("ppcp", "PayPal", wcpay, "other PayPal"),
        ("bank_thing", "Bank transfer, at once", &[], "other Bank transfer, at once"),
        ("", "", &[], ""),
    ] {
        let mut body = payload("woo-net");
        (body["payment_method"], body["payment_method_title"]) = (json!(method), json!(title));
        body["meta_data"] = json!(meta(notes));
        assert_eq!(paid_by(&order("woocommerce", &body).payment), expect, "{method} {title}");
    }
}

/// `id state carrier tracking url line×n…`, one parcel after the other.
fn parcels(order: &Order) -> Vec<String> {
    let told = |parcel: &Shipment| {
        let state = serde_json::to_value(parcel.status).expect("a word");
        let lines = parcel
            .lines
            .iter()
            .map(|of| format!("{}×{}", of.line, of.quantity))
            .collect::<Vec<_>>()
            .join(" ");
        let parts =
            [&parcel.carrier, &parcel.tracking, &parcel.url].map(|part| part.as_deref().unwrap_or("-"));
        format!("{} {} {} {lines}", parcel.id, state.as_str().unwrap_or_default(), parts.join(" "))
    };
    order.shipments.iter().map(told).collect()
}

#[test]
fn shopify_tells_its_parcels() {
    let order_of = |name| order("shopify", &payload(name));
    let dhl = "https://www.dhl.de/track?id=00340434161094000001";
    let expect = format!("3001 in-transit DHL Paket 00340434161094000001 {dhl} 9001×2 9002×1");
    let whole = order_of("eur-tax-included");
    assert_eq!(parcels(&whole), [expect]);
    assert_eq!(
        whole.shipments[0].shipped_at.map(|at| at.to_string()).as_deref(),
        Some("2026-03-03T07:00:00Z")
    );
    let expect = [
        "3002 delivered UPS 1Z1, 1Z2 https://carrier.example/2 9003×1",
        "3003 shipped - - - 9003×1 9004×1",
        "3004 cancelled - - - 9004×1",
    ];
    assert_eq!(parcels(&order_of("usd-discount-code")), expect, "3005 failed, so it never was");
    for (made, carried, status) in [
        ("success", Value::Null, Some(ShipmentStatus::Shipped)),
        ("pending", Value::Null, Some(ShipmentStatus::Preparing)),
        ("success", json!("label_printed"), Some(ShipmentStatus::Preparing)),
        ("success", json!("confirmed"), Some(ShipmentStatus::Shipped)),
        ("success", json!("out_for_delivery"), Some(ShipmentStatus::OutForDelivery)),
        ("success", json!("ready_for_pickup"), Some(ShipmentStatus::ReadyForPickup)),
        ("success", json!("PICKED_UP"), Some(ShipmentStatus::Delivered)),
        ("success", json!("attempted_delivery"), Some(ShipmentStatus::Exception)),
        ("success", json!("some new word"), Some(ShipmentStatus::Shipped)),
        ("cancelled", json!("in_transit"), Some(ShipmentStatus::Cancelled)),
        ("error", json!("delivered"), None),
    ] {
        let mut body = payload("eur-tax-included");
        body["fulfillments"][0]["status"] = json!(made);
        body["fulfillments"][0]["shipment_status"] = carried;
        let read = order("shopify", &body).shipments.first().map(|parcel| parcel.status);
        assert_eq!(read, status, "{made}");
    }
    // An old payload without lines; and a download, which is fulfilled and not sent.
    let mut body = payload("eur-tax-included");
    body["fulfillments"] = json!([{"id": 1, "status": "success"}]);
    assert_eq!(parcels(&order("shopify", &body)), ["1 shipped - - - "]);
    body["fulfillments"] = json!([{"id": 1, "line_items": [{"id": 9002, "quantity": 1}]}]);
    body["line_items"][1]["requires_shipping"] = json!(false);
    assert_eq!(parcels(&order("shopify", &body)), [""; 0]);
    // A gift card is mostly a mail; one that is printed goes into a parcel.
    for (requires_shipping, kind, count) in [
        (json!(true), LineKind::Goods, 1),
        (json!(false), LineKind::GiftCard, 0),
        (Value::Null, LineKind::GiftCard, 0),
    ] {
        body["line_items"][1]["gift_card"] = json!(true);
        body["line_items"][1]["requires_shipping"] = requires_shipping.clone();
        let order = order("shopify", &body);
        assert_eq!((order.lines[1].kind, order.shipments.len()), (kind, count), "{requires_shipping}");
    }
}

#[test]
fn woocommerce_tells_the_parcels_that_its_extension_hangs_on_an_order() {
    let mut body = payload("woo-net");
    body["meta_data"] = json!([{"id": 1, "key": "_wc_shipment_tracking_items", "value": [
        {"tracking_provider": "dhl", "custom_tracking_provider": "", "custom_tracking_link": "",
            "tracking_number": "00340434161094000001", "date_shipped": "1772532000", "tracking_id": "ab12"},
        {"custom_tracking_provider": "Bike", "custom_tracking_link": "https://bike.example/7", "tracking_number": 1234567},
        {"tracking_provider": "dhl", "tracking_number": " "}, "nothing", null, {"tracking_number": {"a": 1}},
    ]}]);
    let order = order("woocommerce", &body);
    let told = |at: usize| {
        let Shipment { id, carrier, tracking, url, shipped_at, .. } = order.shipments[at].clone();
        [Some(id), carrier, tracking, url, shipped_at.map(|at| at.to_string())].map(Option::unwrap_or_default)
    };
    assert_eq!(order.shipments.len(), 2);
    assert_eq!(told(0), ["ab12", "dhl", "00340434161094000001", "", "2026-03-03T10:00:00Z"]);
    assert_eq!(told(1), ["1234567", "Bike", "1234567", "https://bike.example/7", ""]);
    // Once the first was deleted, PHP writes what is left with its places as keys.
    let left = body["meta_data"][0]["value"][1].take();
    body["meta_data"][0]["value"] = json!({"1": left});
    let numbers = |body: &Value| {
        let shipments = self::order("woocommerce", body).shipments;
        shipments.into_iter().filter_map(|shipment| shipment.tracking).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&body), ["1234567"]);
    body["meta_data"][0]["value"] = json!("none");
    assert!(numbers(&body).is_empty());
}

#[test]
fn kinds_of_goods_are_what_the_shop_marks() {
    let kinds = |order: Order| order.lines.iter().map(|line| line.kind).collect::<Vec<_>>();
    assert_eq!(kinds(order("shopify", &payload("gift-card"))), [LineKind::GiftCard]);
    let tips = order("shopify", &payload("tip-duties-rounding"));
    assert!(tips.totals.extras.iter().any(|extra| extra.name.contains("Tip")), "{:?}", tips.totals.extras);
    assert_eq!(kinds(tips), [LineKind::Goods], "a tip is no line");
    let mut body = payload("eur-tax-included");
    body["line_items"][0]["requires_shipping"] = json!(true);
    body["line_items"][1]["requires_shipping"] = json!(false);
    assert_eq!(kinds(order("shopify", &body)), [LineKind::Goods, LineKind::Digital]);
    body["line_items"][1]["gift_card"] = json!("yes");
    assert_eq!(translated("shopify", &body).expect_err("a text").field, "line_items[1].gift_card");
}

#[test]
fn woocommerce_tells_what_was_not_there() {
    let line = |pieces: Value| {
        let mut body = payload("woo-net");
        body["line_items"][0]["meta_data"] = json!([{"key": "Backordered", "value": pieces}]);
        order("woocommerce", &body).lines.remove(0)
    };
    let quantity = line(json!("none")).quantity;
    for (pieces, back_order, as_option) in [
        (json!(quantity), true, false),
        (json!(quantity.to_string()), true, false),
        (json!(0), false, true),
        (json!("Lieferrückstand"), false, true),
        (json!({"x": 1}), false, false),
    ] {
        let line = line(pieces.clone());
        let expect =
            if back_order { Availability::BackOrder { expected: None } } else { Availability::InStock };
        assert_eq!((line.availability, !line.options.is_empty()), (expect, as_option), "{pieces}");
        assert_eq!(line.kind, LineKind::Goods);
    }
}

#[test]
fn places_to_fetch_an_order_are_told_where_they_are() {
    let place = |pickup: Option<Pickup>| {
        pickup.map(|place| (place.name, place.address.map(|at| at.lines).unwrap_or_default(), place.hours))
    };
    let named = |name: &str| Some((name.to_owned(), vec![], vec![]));
    for (field, word, expect) in [
        ("delivery_category", "pick_up", named("Courier")),
        ("delivery_category", "PICK_UP", named("Courier")),
        ("delivery_category", "local", None),
        ("source", "pickup", named("Courier")),
        ("code", "Local Pickup", named("Courier")),
        ("code", "Pick up your parcel at a DHL shop", None),
        ("title", "pickup", None),
    ] {
        let mut body = payload("kwd");
        body["shipping_lines"][0]["delivery_category"] = Value::Null;
        body["shipping_lines"][0][field] = json!(word);
        let read = place(order("shopify", &body).pickup);
        assert_eq!(read, expect, "{field} {word}");
        body["shipping_lines"][0]["is_removed"] = json!(true);
        assert_eq!(order("shopify", &body).pickup, None);
    }
    let meta = |key: &str, value: &str| json!({"key": key, "value": value});
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let shop = [
        meta("pickup_location", "Hafen &amp; Co"),
        meta("pickup_address", "Pier 1, 20457 Hamburg, Germany"),
        meta("pickup_details", "Mon&ndash;Fri 9&ndash;17<br>Ring twice"),
    ];
    let whole = (
        "Hafen & Co".to_owned(),
        texts(&["Pier 1", "20457 Hamburg", "Germany"]),
        texts(&["Mon–Fri 9–17", "Ring twice"]),
    );
    for (method, notes, expect) in [
        ("local_pickup", &[][..], named("Collect it")),
        ("local_pickup:3", &[], named("Collect it")),
        ("pickup_location", &shop, Some(whole)),
        ("pickup_location", &[meta("pickup_location", "Hafen"), meta("pickup_address", "")], named("Hafen")),
        ("flat_rate", &shop, None),
        ("", &[], None),
    ] {
        let mut body = payload("woo-net");
        body["shipping_lines"] = json!([{"method_id": method, "method_title": "Collect it", "total": "0.00",
            "meta_data": notes}]);
        assert_eq!(place(order("woocommerce", &body).pickup), expect, "{method}");
    }
}

#[test]
fn the_documented_order_says_all_of_it() {
    let example: Value = serde_json::from_str(&crate::every::example()).expect("JSON");
    let order = order("own", &example);
    assert_eq!(paid_by(&order.payment), "gift-card 0077 10.00 EUR + card Visa 4242 41.22 EUR");
    let expect =
        "S-1 in-transit DHL 00340434161094000001 https://www.dhl.de/track?id=00340434161094000001 1×1";
    assert_eq!(parcels(&order), [expect]);
    assert_eq!(order.lines[0].url.as_deref(), Some("https://anvil.example/mug"));
    let expected = Some("2026-04-01".parse().expect("a date"));
    assert_eq!(order.lines[1].availability, Availability::PreOrder { expected });
    assert_eq!((order.lines[0].kind, order.lines[1].kind), (LineKind::Goods, LineKind::Digital));
    let promise = order.promise.expect("a promise").shipments;
    assert_eq!((promise.len(), promise[0].latest.to_string().as_str()), (2, "2026-03-06"));
    let pickup = order.pickup.expect("a place");
    assert_eq!((pickup.name.as_str(), pickup.hours.len()), ("Anvil, Berlin", 2));
    assert_eq!(pickup.address.and_then(|at| at.city).as_deref(), Some("Berlin"));
}

#[test]
fn what_is_wrong_with_it_is_refused_by_its_path() {
    let four = "is not exactly four digits";
    for (pointer, value, field, problem) in [
        ("/payment/tenders/1/last_four", json!("4111111111111111"), "payment.tenders[1].last_four", four),
        ("/payment/tenders/1/last_four", json!("42"), "payment.tenders[1].last_four", four),
        ("/payment/tenders/1/last_four", json!("٤٢٤٢"), "payment.tenders[1].last_four", four),
        ("/payment/tenders/1/last_four", json!(4242), "payment.tenders[1].last_four", "should be a text"),
        (
            "/payment/tenders/0/kind",
            json!("cash"),
            "payment.tenders[0].kind",
            "is not a known means of payment",
        ),
        ("/payment/tenders/0/amount", json!("-1"), "payment.tenders[0].amount", "is below zero"),
        ("/payment/tenders/0", json!("card"), "payment.tenders[0]", "should be an object with a kind"),
        ("/lines/0/kind", json!("service"), "lines[0].kind", "is not a known kind of goods"),
        (
            "/lines/1/availability/state",
            json!("soon"),
            "lines[1].availability.state",
            "is not a known state of goods",
        ),
        (
            "/lines/1/availability/expected",
            json!("April"),
            "lines[1].availability.expected",
            "is not a date such as 2026-04-01",
        ),
        (
            "/lines/1/availability",
            json!("pre-order"),
            "lines[1].availability",
            "should be an object with a state",
        ),
        ("/shipments/0/status", json!("lost"), "shipments[0].status", "is not a known state of a shipment"),
        (
            "/shipments/0/lines/0/quantity",
            json!(-1),
            "shipments[0].lines[0].quantity",
            "should be a whole number from 0 to 1000000",
        ),
        (
            "/promise/shipments/0/earliest",
            json!("2026-03-07"),
            "promise.shipments[0].earliest",
            "is after latest",
        ),
        ("/promise/shipments/0/latest", Value::Null, "promise.shipments[0].latest", "should be a text"),
        ("/pickup/name", json!(" "), "pickup.name", "is missing"),
        ("/pickup/hours", json!("9-17"), "pickup.hours", "should be a list"),
    ] {
        let mut example: Value = serde_json::from_str(&crate::every::example()).expect("JSON");
        *example.pointer_mut(&format!("/data{pointer}")).expect(pointer) = value;
        let refusal = translated("own", &example).expect_err(pointer);
        assert_eq!(
            (refusal.field, refusal.problem.as_str()),
            (format!("data.{field}"), problem),
            "{pointer}"
        );
        assert!(!refusal.mend.is_empty() && !refusal.mend.contains("4111"));
    }
    for (field, value) in [
        ("payment_details", json!("Visa")),
        ("payment_details.credit_card_number", json!({"credit_card_number": 4_111_111_111_111_111_u64})),
        ("fulfillments", json!({})),
        ("fulfillments[0].created_at", json!([{"id": 1, "created_at": "yesterday"}])),
        (
            "fulfillments[0].admin_graphql_api_id",
            json!([{"id": 1, "admin_graphql_api_id": "gid://shopify/Order/1"}]),
        ),
        ("fulfillments[0].line_items[0].id", json!([{"id": 1, "line_items": [{"quantity": 1}]}])),
    ] {
        let mut body = payload("test-order");
        body[field.split(['.', '[']).next().expect("a key")] = value;
        assert_eq!(translated("shopify", &body).expect_err(field).field, field);
    }
}

/// What isn't about money and may hold any digits: ids, article codes, numbers of parcels, links, words of goods and
/// people. Everything else of an order may hold no more than four digits of a card.
const OTHER: &str = "\
    id item name order_number number source_name \
    created_via channel customer email customer_locale locale order_status_url status_url image src url sku title \
    variant_title variant value display_value display_key key label code description method_title tracking \
    tracking_number tracking_numbers tracking_url tracking_urls tracking_company carrier line lines first_name \
    last_name company address1 address2 address_1 address_2 city province region state zip postcode hours";

/// Keys of sums and rates, which may be any number.
const SUMS: &[&str] = &["price", "amount", "rate", "total", "tax", "discount", "base"];

/// The places of a body's texts, numbers and nothings, with the key that they stand under.
fn leaves(value: &Value, at: &str, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(list) => {
            let each = list.iter().enumerate();
            each.for_each(|(index, value)| leaves(value, &format!("{at}/{index}"), key, found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| leaves(value, &format!("{at}/{key}"), key, found));
        }
        _ => found.push((at.to_owned(), key.to_owned())),
    }
}

/// Whether five digits in a row of a card's number stand anywhere, or all of them with something between; what stood
/// there `before` doesn't count.
fn tells(order: &Order, number: &str, before: &Order) -> bool {
    let plain = |order: &Order| serde_json::to_string(order).expect("plain data");
    let bare = |told: &str| told.replace([' ', '-', '.', '/', '•'], "");
    let (told, before) = (plain(order), plain(before));
    let run = |at: usize| &number[at..at + 5];
    (0..=number.len() - 5).any(|at| told.contains(run(at)) && !before.contains(run(at)))
        || bare(&told).contains(number) && !bare(&before).contains(number)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn no_number_of_a_card_gets_into_an_order(digits in proptest::collection::vec(0_u8..10, 12..20), group in 1_usize..7, between in 0_usize..4) {
        let number: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let grouped: Vec<&str> =
            (0..number.len()).step_by(group).map(|at| &number[at..number.len().min(at + group)]).collect();
        let text = grouped.join(["", " ", "-", " / "][between]);
        let card = json!({"credit_card_company": "Visa", "credit_card_number": "•••• 4242", "credit_card_bin": "424242"});
        let bodies = [
            ("shopify", "eur-tax-included"), ("shopify", "gift-card"), ("woocommerce", "woo-net"), ("own", ""),
        ];
        let mut tried = 0;
        for (from, name) in bodies {
            let mut body = if name.is_empty() {
                serde_json::from_str(&crate::every::example()).expect("JSON")
            } else {
                payload(name)
            };
            if from == "shopify" {
                body["payment_details"] = card.clone();
                body["transactions"] = json!([{"kind": "sale", "status": "success", "gateway": "x", "payment_details": card}]);
                body["gateway"] = json!("x");
            }
            if from == "woocommerce" {
                body["payment_method"] = json!("woocommerce_payments");
                body["meta_data"] = json!([{"key": "last4", "value": "4242"}, {"key": "_card_brand", "value": "visa"}]);
            }
            let before = order(from, &body);
            let mut found = Vec::new();
            leaves(&body, "", "", &mut found);
            for (place, key) in found {
                let of_payment = place.starts_with("/meta_data/") || place.contains("/payment");
                let other = (OTHER.split(' ').any(|other| other == key) || key.ends_with("_id")) && !of_payment;
                if other || SUMS.iter().any(|word| key.contains(word)) {
                    continue;
                }
                for value in [json!(text), json!(format!("Visa {text} Ada")), json!([text.as_str()])] {
                    let mut bent = body.clone();
                    *bent.pointer_mut(&place).expect("a place") = value;
                    if let Ok(order) = translated(from, &bent) {
                        prop_assert!(!tells(&order, &number, &before), "{from} {name} {place}: {text}");
                        tried += 1;
                    }
                }
            }
        }
        prop_assert!(tried > 100, "{tried}");
    }
}
