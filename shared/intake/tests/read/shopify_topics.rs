//! Topics, notices without an order, and refusals.

use crate::common::{happened, payload, translate};
use domain::{event::hash_of, webhook::Translation};
use intake::{Headers, Secret, source};

#[test]
fn every_topic_of_orders_has_its_kind() {
    for (topic, kind, name, whole) in [
        ("orders/create", "order.created", "kwd", true),
        ("orders/updated", "order.updated", "kwd", true),
        ("orders/paid", "order.paid", "kwd", true),
        ("orders/cancelled", "order.cancelled", "kwd", true),
        ("orders/fulfilled", "order.fulfilled", "kwd", true),
        ("orders/partially_fulfilled", "order.partly-fulfilled", "kwd", true),
        ("orders/edited", "order.edited", "order-edit", false),
        ("refunds/create", "order.refunded", "refund", false),
    ] {
        let body = payload(name);
        let happened = happened(topic, &body);
        assert_eq!(happened.kind, kind);
        assert_eq!(happened.order.is_some(), whole, "{topic}");
        assert!(happened.source.tie.ends_with(&hash_of(&body)[..16]), "{topic}");
        assert_eq!(happened.entity.kind(), "ORDER");
    }
}

#[test]
fn notices_name_their_order_and_instant() {
    let edited = happened("orders/edited", &payload("order-edit"));
    assert_eq!(edited.entity.id(), "5001006");
    assert_eq!(edited.edited_at.map(|at| at.to_string()).as_deref(), Some("2026-03-02T10:40:00Z"));
    assert_eq!(edited.source.at.to_string(), "2026-03-02T10:40:00Z");
    let refunded = happened("refunds/create", &payload("refund"));
    assert_eq!(refunded.entity.id(), "5001001");
    assert_eq!(refunded.source.at.to_string(), "2026-03-05T08:00:01Z");
    assert_eq!(refunded.edited_at, None);
}

#[test]
fn a_snapshot_is_as_new_as_its_update() {
    let body = payload("kwd");
    assert_eq!(happened("orders/updated", &body).source.at.to_string(), "2026-03-02T09:15:33Z");
    let body = body.replace("updated_at", "u");
    assert_eq!(happened("orders/updated", &body).source.at.to_string(), "2026-03-02T09:15:31Z");
}

#[test]
fn other_topics_are_left_aside_by_name() {
    let long = "x".repeat(500);
    for (topic, named) in
        [("orders/archive", "orders/archive"), ("a\r\nb", "ab"), ("", "\"\""), (long.as_str(), &long[..64])]
    {
        let Ok(Translation::Ignored { reason }) = translate(topic, "no JSON") else { panic!("{topic}") };
        assert!(reason.contains(named) && reason.len() < 200, "{reason}");
        assert!(!reason.contains(char::is_control), "{reason:?}");
    }
}

#[test]
fn refusals_name_the_field() {
    let good = payload("usd-discount-code");
    let swap = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let set = "\"price_set\": {\n        \"shop_money\": {\n          \"amount\": \"40.00\",\n          \"currency_code\": \"USD\"\n        },\n        \"presentment_money\": {\n          \"amount\": \"40.00\"";
    for (body, field) in [
        (
            swap(set, &set.replace("\"40.00\"", "\"example string\"")),
            "line_items[0].price_set.presentment_money.amount",
        ),
        (swap(set, &set.replace("\"40.00\"", "\"\"")), "line_items[0].price_set.presentment_money.amount"),
        (
            swap(set, &set.replace("\"40.00\"", "\"40.005\"")),
            "line_items[0].price_set.presentment_money.amount",
        ),
        (
            swap(set, &set.replace("\"40.00\"", "\"-40.00\"")),
            "line_items[0].price_set.presentment_money.amount",
        ),
        (swap(set, &set.replace("\"40.00\"", "4e1")), "line_items[0].price_set.presentment_money.amount"),
        (swap(set, &set.replace("\"40.00\"", "null")), "line_items[0].price_set.shop_money.amount"),
        (
            swap(set, &set.replace("\"amount\"", "\"amount\": \"1\", \"amount\"")),
            "line_items[0].price_set.shop_money.amount",
        ),
        (
            swap("\"presentment_currency\": \"USD\"", "\"presentment_currency\": \"dollars\""),
            "presentment_currency",
        ),
        (swap("\"financial_status\": \"paid\"", "\"financial_status\": \"Ada\""), "financial_status"),
        (
            swap("\"created_at\": \"2026-03-02T10:15:31+01:00\"", "\"created_at\": \"2026-03-02T10:15:31\""),
            "created_at",
        ),
        (swap("gid://shopify/Order/5001002", "gid://shopify/Order/5001003"), "admin_graphql_api_id"),
        (
            swap("gid://shopify/LineItem/9004", "gid://shopify/Order/9004"),
            "line_items[1].admin_graphql_api_id",
        ),
        (swap("\"id\": 9003", "\"id\": 9003.5"), "line_items[0].id"),
        (swap("\"quantity\": 2", "\"quantity\": -2"), "line_items[0].quantity"),
        (swap("\"quantity\": 2", "\"quantity\": \"Ada\""), "line_items[0].quantity"),
        (swap("\"rate\": 0.04", "\"rate\": \"Ada\""), "tax_lines[0].rate"),
        (swap("\"email\": \"ada@example.com\"", "\"email\": {\"Ada\": 1}"), "email"),
        (swap("\"test\": false", "\"test\": \"Ada\""), "test"),
        (
            swap("\"properties\": []", "\"properties\": [{\"name\": {\"Ada\": 1}}]"),
            "line_items[0].properties",
        ),
        (swap("\"name\": \"#1002\"", &format!("\"name\": \"{}\"", "Ada".repeat(3000))), "name"),
        (swap("\"line_items\"", "\"items\""), "line_items"),
        (swap("\"id\": 5001002,", "\"id\": 5001002, \"id\": 5001003,"), "id"),
        (format!("[{good}]"), "body"),
        (good[..200].to_owned(), "body"),
        (format!("{{\"order\": {good}}}"), "id"),
        (String::new(), "body"),
        ("null".to_owned(), "body"),
        ("[".repeat(10_000), "body"),
        (format!("{{\"x\": {}", "[".repeat(10_000)), "body"),
    ] {
        let refusal = translate("orders/create", &body).expect_err(field);
        assert_eq!(refusal.field, field, "{refusal}");
        assert!(!refusal.problem.is_empty() && !refusal.mend.is_empty(), "{refusal}");
        assert!(!refusal.to_string().contains("Ada"), "{refusal}");
    }
}

#[test]
fn an_order_has_at_most_a_thousand_lines() {
    let line = r#"{"id": 1, "title": "x", "quantity": 1, "price": "1.00"}"#;
    let body = |count: usize| {
        let (lines, total) = (vec![line; count].join(","), count);
        format!(
            r#"{{"id": 1, "created_at": "2026-01-01T00:00:00Z", "currency": "EUR", "total_price": "{total}.00", "line_items": [{lines}]}}"#
        )
    };
    let order = happened("orders/create", &body(1000)).order.expect("an order");
    assert_eq!((order.lines.len(), order.check_sums()), (1000, Ok(())));
    assert_eq!(translate("orders/create", &body(1001)).expect_err("too many").field, "line_items");
}

#[test]
fn absurd_amounts_are_refused_rather_than_overflown() {
    let body = r#"{"id": 1, "created_at": "2026-01-01T00:00:00Z", "currency": "EUR", "total_price": "1.00",
        "line_items": [{"id": 1, "title": "x", "quantity": 1000000, "price": "9999999999999.99"}]}"#;
    assert_eq!(translate("orders/create", body).expect_err("absurd").field, "line_items[0]");
}

#[test]
fn topics_are_guessed_from_shapes() {
    let shopify = source("shopify").expect("a source");
    for (name, topic) in [
        ("kwd", "orders/create"),
        ("edited-order", "orders/create"),
        ("order-edit", "orders/edited"),
        ("refund", "refunds/create"),
    ] {
        let body = serde_json::from_str(&payload(name)).expect("JSON");
        assert_eq!(shopify.guess_topic(&body), Some(topic), "{name}");
    }
    assert_eq!(shopify.guess_topic(&serde_json::json!({"id": 1})), None);
    assert_eq!(shopify.guess_topic(&serde_json::json!([])), None);
}

#[test]
fn what_is_signed_is_verified() {
    let shopify = source("shopify").expect("a source");
    let (body, secret, now) =
        (payload("kwd"), Secret::new("hush"), "2026-03-02T09:15:31Z".parse().expect("a time"));
    let headers = Headers::new(shopify.sign("orders/create", body.as_bytes(), &secret, now));
    assert_eq!(shopify.topic(&headers, b"{}").as_deref(), Some("orders/create"));
    assert_eq!(shopify.verify(&headers, body.as_bytes(), &[secret], now), Ok(()));
    assert_eq!(shopify.topic(&Headers::new([("x-shopify-topic", "")]), b"{}"), None);
}
