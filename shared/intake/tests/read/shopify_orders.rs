//! Shopify's payloads become our orders: small payloads, each with one peculiarity.

use crate::common::{happened, order, payload, translate};
use domain::order::{Named, Order, PaymentStatus};

fn named(all: &[Named]) -> Vec<(String, String)> {
    all.iter().map(|n| (n.name.clone(), n.amount.to_string())).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn taxes(order: &Order) -> Vec<(String, String)> {
    order.taxes.iter().map(|t| (format!("{} {}", t.name, t.rate), t.amount.to_string())).collect()
}

#[test]
fn every_payload_adds_up_to_its_printed_total() {
    for (name, total, shop_total) in [
        ("eur-tax-included", "76.80 EUR", None),
        ("usd-discount-code", "106.87 USD", None),
        ("jpy", "3850 JPY", None),
        ("kwd", "25.750 KWD", None),
        ("presentment", "97.00 EUR", Some("105.43 USD")),
        ("edited-order", "61.83 USD", None),
        ("test-order", "1.00 EUR", None),
        ("draft", "200.00 EUR", None),
        ("huge-ids", "100.00 EUR", None),
        ("gift-card", "50.00 EUR", None),
        ("tip-duties-rounding", "56.65 CHF", None),
    ] {
        let order = order(name);
        assert_eq!(order.check_sums(), Ok(()), "{name}");
        assert_eq!(order.totals.total.to_string(), total, "{name}");
        assert_eq!(order.shop_total.map(|m| m.to_string()).as_deref(), shop_total, "{name}");
    }
}

#[test]
fn no_tags_are_known_and_those_that_are_left_out_are_not() {
    for (change, customer, own) in [
        (r#""tags": """#, Some(vec!["Léon", "Noël"]), Some(vec![])),
        (r#""left_out": """#, Some(vec!["Léon", "Noël"]), None),
        (r#""tags": 7"#, Some(vec!["Léon", "Noël"]), None),
        (r#""tags": null"#, Some(vec!["Léon", "Noël"]), None),
    ] {
        let body = payload("eur-tax-included").replace(r#""tags": "tag1, tag2""#, change);
        let order = happened("orders/create", &body).order.expect("whole");
        let words = |tags: Vec<&str>| tags.into_iter().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!((order.customer_tags, order.tags), (customer.map(words), own.map(words)), "{change}");
    }
    // Webhooks of 2025-01 and later say nothing of the customer's.
    let body = payload("eur-tax-included").replace(",\n    \"tags\": \"Léon, Noël\"", "");
    let order = happened("orders/create", &body).order.expect("whole");
    assert_eq!((order.customer.as_deref(), order.customer_tags), (Some("7001"), None));
}

#[test]
fn an_order_is_read_whole() {
    let order = order("eur-tax-included");
    assert_eq!((order.id.as_str(), order.name.as_str()), ("5001001", "#1001"));
    assert_eq!(order.placed_at.to_string(), "2026-03-02T09:15:30Z");
    assert_eq!(order.created_at.to_string(), "2026-03-02T09:15:31Z");
    assert_eq!(order.payment.status, PaymentStatus::Paid);
    assert_eq!(order.payment.gateways, ["shopify_payments"]);
    assert_eq!(order.customer.as_deref(), Some("7001"));
    // As Shopify's own examples write them (`order_13.json`, `orders.create.json`).
    assert_eq!(order.customer_tags.as_deref(), Some(["Léon", "Noël"].map(String::from).as_slice()));
    assert_eq!(order.tags.as_deref(), Some(["tag1", "tag2"].map(String::from).as_slice()));
    assert_eq!(order.locale.as_deref(), Some("de-DE"));
    assert_eq!(order.channel.as_deref(), Some("web"));
    assert!(order.status_url.as_deref().is_some_and(|url| url.starts_with("https://")));
    assert!(order.taxes_included && !order.test && !order.draft);
    assert_eq!(taxes(&order), pairs(&[("MwSt 0.19", "12.26 EUR")]));
    assert_eq!(named(&order.shipping), pairs(&[("DHL Paket", "4.90 EUR")]));

    let shirt = &order.lines[0];
    assert_eq!((shirt.sku.as_deref(), shirt.variant.as_deref()), (Some("LH-BL-M"), Some("Blau / M")));
    assert_eq!(shirt.options, pairs(&[("Gravur", "Für Jo"), ("Anzahl Knöpfe", "7")]));
    assert_eq!(order.lines[1].variant, None, "\"Default Title\" is no variant");

    let address = order.shipping_address.expect("an address");
    assert_eq!(address.name.as_deref(), Some("Ada Muster"));
    assert_eq!(address.lines, ["Lindenweg 7"]);
    assert_eq!(address.country.as_deref(), Some("DE"));
}

#[test]
fn discounts_are_named_and_shipping_is_before_them() {
    let order = order("usd-discount-code");
    let expect = pairs(&[("WELCOME10", "10.50 USD"), ("Half-price shipping", "4.00 USD")]);
    assert_eq!(named(&order.discounts), expect);
    assert_eq!(named(&order.shipping), pairs(&[("UPS Ground", "8.00 USD")]));
    assert_eq!(order.lines[0].discount.to_string(), "8.00 USD");
    assert_eq!(order.lines[0].total().to_string(), "72.00 USD");
    let expect = pairs(&[("New York State Tax 0.04", "3.94 USD"), ("New York City Tax 0.045", "4.43 USD")]);
    assert_eq!(taxes(&order), expect);
}

#[test]
fn discounts_without_allocations_go_by_codes_or_plainly() {
    let draft = payload("draft");
    for (codes, expect) in [
        ("[]", &[("Discount", "50.00 EUR")][..]),
        (r#"[{"code": "OLD", "amount": "1.00"}]"#, &[("OLD", "50.00 EUR")]),
        (
            r#"[{"code": "A", "amount": "20.00"}, {"code": "B", "amount": "30.00"}]"#,
            &[("A", "20.00 EUR"), ("B", "30.00 EUR")],
        ),
        (
            r#"[{"code": "A", "amount": "20.00"}, {"code": "B", "amount": "20.00"}]"#,
            &[("Discount", "50.00 EUR")],
        ),
    ] {
        let order = happened("orders/create", &codes_in(&draft, codes)).order.expect("an order");
        assert_eq!(named(&order.discounts), pairs(expect), "{codes}");
        assert_eq!(order.check_sums(), Ok(()), "{codes}");
    }
}

fn codes_in(payload: &str, codes: &str) -> String {
    payload.replace("\"discount_codes\": []", &format!("\"discount_codes\": {codes}"))
}

#[test]
fn amounts_are_in_the_currency_charged() {
    let order = order("presentment");
    assert_eq!(order.currency.code(), "EUR");
    assert_eq!(order.lines[0].unit_price.to_string(), "92.00 EUR");
    assert_eq!(order.totals.shipping.to_string(), "5.00 EUR");

    let without = payload("presentment").replace("\"price_set\"", "\"no_set\"");
    let refusal = translate("orders/create", &without).expect_err("a set is missing");
    assert_eq!(refusal.field, "line_items[0].price_set");
    let zero = payload("presentment").replace("\"total_discount_set\"", "\"no_set\"");
    assert!(translate("orders/create", &zero).is_ok(), "zero is zero in any currency");
    let other = payload("presentment").replace("\"EUR\"", "\"GBP\"").replacen("\"GBP\"", "\"EUR\"", 1);
    let refusal = translate("orders/create", &other).expect_err("two presentment currencies");
    assert!(refusal.field.ends_with("_set.presentment_money.currency_code"), "{refusal}");
}

#[test]
fn tests_drafts_and_sparse_orders_are_told_apart() {
    let test = order("test-order");
    assert!(test.test);
    assert_eq!((test.email, test.customer, test.shipping_address, test.status_url), (None, None, None, None));
    let draft = order("draft");
    assert!(draft.draft);
    assert_eq!(draft.email.as_deref(), Some("ada@example.com"), "the customer's, as the order has none");
    assert_eq!(draft.placed_at, draft.created_at);
    assert_eq!(draft.payment.gateways, ["manual"]);
    assert_eq!(draft.lines[0].discount.to_string(), "50.00 EUR");
    let gift = order("gift-card");
    assert_eq!(gift.payment.status, PaymentStatus::Pending, "the payload doesn't say");
    assert_eq!(gift.payment.gateways, ["gift_card", "shopify_payments"]);
}

#[test]
fn ids_are_exact_beyond_doubles() {
    let happened = happened("orders/create", &payload("huge-ids"));
    assert_eq!(happened.entity.to_string(), "ORDER#820982911946154508");
    let order = happened.order.expect("an order");
    let ids: Vec<_> = order.lines.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(ids, ["866550311766439020", "141249953214522974"]);
    assert_eq!(order.customer.as_deref(), Some("115310627314723954"));
}

#[test]
fn tips_duties_fees_and_rounding_are_extras() {
    let order = order("tip-duties-rounding");
    let expect = pairs(&[
        ("Duties", "2.83 CHF"),
        ("Additional fees", "1.00 CHF"),
        ("Tip", "4.80 CHF"),
        ("Cash rounding", "0.02 CHF"),
    ]);
    assert_eq!(named(&order.totals.extras), expect);
    assert_eq!(order.lines.len(), 1, "a tip is no goods");
}

#[test]
fn a_quote_of_delivery_dates_comes_along_as_an_attribute_of_the_cart() {
    let body = payload("eur-tax-included");
    let with = |notes: serde_json::Value| {
        let mut body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        body["note_attributes"] = notes;
        happened("orders/create", &body.to_string()).order.expect("an order").quote
    };
    let note = |value: serde_json::Value| serde_json::json!([{"name": "gift", "value": "yes"}, {"name": "nightshift_quote", "value": value}]);
    for (notes, quote) in [
        (note("k.cGF5bG9hZA.bWFj".into()), Some("k.cGF5bG9hZA.bWFj")),
        (note(" k.cGF5bG9hZA.bWFj\n".into()), Some("k.cGF5bG9hZA.bWFj")),
        // Anything may be in it, and nothing in it is a hindrance.
        (note("<script>.a.b".into()), None),
        (note("a.b.".repeat(200).into()), None),
        (note("a".repeat(9000).into()), None),
        (note(serde_json::json!({"x": [1]})), None),
        (note(7.into()), None),
        (serde_json::json!([7, null, {"name": null}, []]), None),
        (serde_json::json!({}), None),
        (serde_json::json!(null), None),
    ] {
        assert_eq!(with(notes.clone()).as_deref(), quote, "{notes:.80}");
    }
}
