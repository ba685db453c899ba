//! WooCommerce's topics, its ping and its refusals.

use crate::common::payload;
use domain::{
    event::hash_of,
    webhook::{Happened, Refusal, Translation},
};
use intake::{Headers, Secret, Source, source};

fn woocommerce() -> &'static dyn Source {
    source("woocommerce").expect("a source")
}

fn translate(topic: &str, body: &str) -> Result<Translation, Refusal> {
    woocommerce().translate(topic, body.as_bytes())
}

fn happened(topic: &str, body: &str) -> Happened {
    match translate(topic, body) {
        Ok(Translation::Happened(happened)) => *happened,
        other => panic!("{topic}: {other:?}"),
    }
}

#[test]
fn every_topic_has_its_kind() {
    let gone = r#"{"id": 7001}"#.to_owned();
    for (topic, body, kind, entity, whole, at) in [
        ("order.created", payload("woo-gross"), "order.created", "ORDER#7001", true, "2026-03-02T09:15:33Z"),
        ("order.updated", payload("woo-gross"), "order.updated", "ORDER#7001", true, "2026-03-02T09:15:33Z"),
        ("order.restored", payload("woo-gross"), "order.updated", "ORDER#7001", true, "2026-03-02T09:15:33Z"),
        ("order.deleted", gone.clone(), "order.deleted", "ORDER#7001", false, "1970-01-01T00:00:00Z"),
        (
            "customer.created",
            payload("woo-customer"),
            "customer.created",
            "CUSTOMER#31",
            true,
            "2026-03-02T09:15:31Z",
        ),
        (
            "customer.updated",
            payload("woo-customer"),
            "customer.updated",
            "CUSTOMER#31",
            true,
            "2026-03-02T09:15:31Z",
        ),
        (
            "customer.deleted",
            gone.clone(),
            "customer.deleted",
            "CUSTOMER#7001",
            false,
            "1970-01-01T00:00:00Z",
        ),
        (
            "product.created",
            payload("woo-product"),
            "product.created",
            "PRODUCT#5020",
            true,
            "2026-03-02T09:15:31Z",
        ),
        (
            "product.updated",
            payload("woo-product"),
            "product.updated",
            "PRODUCT#5020",
            true,
            "2026-03-02T09:15:31Z",
        ),
        (
            "product.restored",
            payload("woo-product"),
            "product.updated",
            "PRODUCT#5020",
            true,
            "2026-03-02T09:15:31Z",
        ),
        ("product.deleted", gone, "product.deleted", "PRODUCT#7001", false, "1970-01-01T00:00:00Z"),
    ] {
        let happened = happened(topic, &body);
        assert_eq!((happened.kind.as_str(), happened.whole), (kind, whole), "{topic}");
        assert_eq!(happened.entity.to_string(), entity, "{topic}");
        assert_eq!(happened.source.at.to_string(), at, "{topic}");
        assert!(happened.source.tie.ends_with(&hash_of(&body)[..16]), "{topic}");
        assert_eq!(happened.order.is_some(), entity == "ORDER#7001" && whole, "{topic}");
    }
}

#[test]
fn what_is_not_acted_on_is_left_aside_by_name() {
    for (topic, named) in [
        ("coupon.created", "coupon.created"),
        ("coupon.deleted", "coupon.deleted"),
        ("action.woocommerce_add_to_cart", "action.*"),
        ("order.refunded", "order.refunded"),
        ("ORDER.CREATED", "ORDER.CREATED"),
        ("", "\"\""),
    ] {
        let Ok(Translation::Ignored { reason }) = translate(topic, "no JSON") else { panic!("{topic}") };
        assert!(reason.contains(named), "{topic}: {reason}");
    }
}

#[test]
fn a_product_tells_of_its_stock_and_names_nobody() {
    let good = payload("woo-product");
    let told = |body: &str| happened("product.updated", body).details.into_iter().collect::<Vec<_>>();
    let pairs = |all: &[(&str, &str)]| {
        all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
    };
    let expect = [
        ("low_stock_amount", "5"),
        ("manage_stock", "true"),
        ("parent", "5000"),
        ("sku", "LH-BL-M"),
        ("stock_quantity", "4"),
        ("stock_status", "instock"),
    ];
    assert_eq!(told(&good), pairs(&expect));
    let at = r#""id": 1, "date_created_gmt": "2026-01-01T00:00:00""#;
    for (fields, expect) in [
        (r#""parent_id": 0, "sku": "", "stock_quantity": null, "low_stock_amount": """#, &[][..]),
        (r#""manage_stock": "parent", "sku": 123"#, &[("manage_stock", "parent"), ("sku", "123")]),
        (r#""stock_quantity": "-12.5""#, &[("stock_quantity", "-12.5")]),
    ] {
        assert_eq!(told(&format!("{{{at}, {fields}}}")), pairs(expect), "{fields}");
    }
    let refusal = translate("product.updated", &format!(r#"{{{at}, "stock_quantity": "Ada"}}"#));
    assert_eq!(refusal.expect_err("no number").field, "stock_quantity");
    assert!(happened("customer.updated", &payload("woo-customer")).details.is_empty());
}

#[test]
fn refusals_name_the_field() {
    let good = payload("woo-gross");
    let swap = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    for (body, field) in [
        (swap("\"subtotal\": \"50.34\"", "\"subtotal\": \"Ada\""), "line_items[0].subtotal"),
        (swap("\"total\": \"45.30\"", "\"total\": \"45.305\""), "line_items[0].total"),
        (swap("\"total\": \"45.30\"", "\"total\": null"), "line_items[0].total"),
        (swap("\"total\": \"45.30\"", "\"total\": \"\""), "line_items[0].total"),
        (swap("\"total_tax\": \"8.61\"", "\"total_tax\": 8e1"), "line_items[0].total_tax"),
        (
            swap("\"total_tax\": \"8.61\"", "\"total_tax\": \"1\", \"total_tax\": \"2\""),
            "line_items[0].total_tax",
        ),
        (swap("\"quantity\": 2", "\"quantity\": -2"), "line_items[0].quantity"),
        (swap("\"quantity\": 2", "\"quantity\": 1000001"), "line_items[0].quantity"),
        (swap("\"quantity\": 2", "\"quantity\": \"Ada\""), "line_items[0].quantity"),
        (swap("\"id\": 901", "\"id\": 901.5"), "line_items[0].id"),
        (swap("\"name\": \"Seife\"", "\"name\": \" \""), "line_items[1].name"),
        (swap("\"total\": \"70.81\"", "\"total\": \"-70.81\""), "total"),
        (swap("\"total\": \"70.81\"", "\"total\": \"99999999999999999\""), "total"),
        (swap("\"total\": \"70.81\",", ""), "total"),
        (swap("\"rate_percent\": 19", "\"rate_percent\": \"Ada\""), "tax_lines[0].rate_percent"),
        (swap("\"tax_total\": \"10.52\"", "\"tax_total\": true"), "tax_lines[0].tax_total"),
        (swap("\"discount\": \"5.033613\"", "\"discount\": \"Ada\""), "coupon_lines[0].discount"),
        (swap("\"total\": \"4.12\"", "\"total\": {}"), "shipping_lines[0].total"),
        (swap("\"currency\": \"EUR\"", "\"currency\": \"euros\""), "currency"),
        (swap("\"status\": \"processing\"", "\"status\": 7"), "status"),
        (swap("2026-03-02T09:15:33", "2026-03-02T09:15:33+01:00"), "date_modified_gmt"),
        (
            swap("\"date_created_gmt\": \"2026-03-02T09:15:30\"", "\"date_created_gmt\": null"),
            "date_created_gmt",
        ),
        (swap("\"date_paid_gmt\": \"2026-03-02T09:15:32\"", "\"date_paid_gmt\": \"Ada\""), "date_paid_gmt"),
        (swap("\"refunds\": []", "\"refunds\": [{\"total\": \"--5\"}]"), "refunds[0].total"),
        (swap("\"city\": \"Bremen\"", "\"city\": [\"Ada\"]"), "billing.city"),
        (swap("\"city\": \"Bremen\"", &format!("\"city\": \"{}\"", "Ada".repeat(3000))), "billing.city"),
        (swap("\"line_items\": [", "\"line_items\": 7, \"x\": ["), "line_items"),
        (swap("\"id\": 7001,", "\"id\": 7001, \"id\": 7002,"), "id"),
        (r#"{"id": 7001}"#.to_owned(), "status"),
        (format!("[{good}]"), "body"),
        (good[..300].to_owned(), "body"),
        ("webhook_id=7".to_owned(), "body"),
        (String::new(), "body"),
        ("[".repeat(10_000), "body"),
        (format!("{{\"x\": {}", "[".repeat(10_000)), "body"),
    ] {
        let refusal = translate("order.created", &body).expect_err(field);
        assert_eq!(refusal.field, field, "{refusal}");
        assert!(!refusal.problem.is_empty() && !refusal.mend.is_empty(), "{refusal}");
        assert!(!refusal.to_string().contains("Ada"), "{refusal}");
    }
    for (topic, body, field) in [
        ("order.deleted", "{}", "id"),
        ("customer.updated", r#"{"id": 1}"#, "date_modified_gmt"),
        ("product.updated", r#"{"id": "x"}"#, "id"),
    ] {
        assert_eq!(translate(topic, body).expect_err(topic).field, field);
    }
}

#[test]
fn a_ping_is_one_number_and_nothing_else() {
    let form = ("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    let json = ("content-type", "application/json");
    let topic = ("x-wc-webhook-topic", "order.created");
    for (headers, body, ping) in [
        (vec![form], "webhook_id=7", true),
        (vec![form, ("user-agent", "WooCommerce/9.8.1 Hookshot (WordPress/6.8)")], "webhook_id=123", true),
        (vec![], "webhook_id=18446744073709551615", true),
        (vec![("content-type", "Application/X-WWW-Form-URLencoded")], "webhook_id=0", true),
        (vec![json], "webhook_id=7", false),
        (vec![form, topic], "webhook_id=7", false),
        (vec![form, ("x-wc-webhook-signature", "")], "webhook_id=7", false),
        (vec![form, ("x-wc-webhook-id", "7")], "webhook_id=7", false),
        (vec![form], "webhook_id=", false),
        (vec![form], "webhook_id=7&x={}", false),
        (vec![form], "webhook_id=7\n", false),
        (vec![form], " webhook_id=7", false),
        (vec![form], "webhook_id=-7", false),
        (vec![form], "webhook_id=٧", false),
        (vec![form], "webhook_id=123456789012345678901", false),
        (vec![form], r#"{"webhook_id": 7}"#, false),
        (vec![form], "", false),
    ] {
        let told = woocommerce().is_ping(&Headers::new(headers.clone()), body.as_bytes());
        assert_eq!(told, ping, "{headers:?} {body}");
    }
    let shopify = source("shopify").expect("a source");
    assert!(!shopify.is_ping(&Headers::new([form]), b"webhook_id=7"), "no other source has such a ping");
}

#[test]
fn two_orders_of_one_second_are_two_though_their_delivery_is_one() {
    let now = "2026-03-02T09:15:34.250Z".parse().expect("a time");
    let (secret, first) = (Secret::new("hush"), payload("woo-gross"));
    let second = first.replace("\"id\": 7001", "\"id\": 7011");
    let delivery = |body: &str| {
        let headers = Headers::new(woocommerce().sign("order.created", body.as_bytes(), &secret, now));
        headers.get("x-wc-webhook-delivery-id").map(str::to_owned)
    };
    assert_eq!(delivery(&first), delivery(&second), "as WooCommerce itself makes them");
    let name = |body: &str| {
        let Happened { kind, entity, source, .. } = happened("order.created", body);
        (kind, entity, source)
    };
    assert_ne!(name(&first).1, name(&second).1);
    assert_eq!(name(&first), name(&first.clone()));
    // Two snapshots of one second: the paid one is the newer.
    let failed = first.replace("\"status\": \"processing\"", "\"status\": \"failed\"");
    assert!(name(&first).2 > name(&failed).2);
}

#[test]
fn topics_are_guessed_from_shapes() {
    for (name, topic) in [
        ("woo-gross", Some("order.created")),
        ("woo-product", Some("product.updated")),
        ("woo-customer", Some("customer.updated")),
        ("woo-coupon", Some("coupon.updated")),
        ("woo-refund", None),
    ] {
        let body = serde_json::from_str(&payload(name)).expect("JSON");
        assert_eq!(woocommerce().guess_topic(&body), topic, "{name}");
    }
    let without_key = payload("woo-gross").replace("\"order_key\"", "\"x\"");
    let body = serde_json::from_str(&without_key).expect("JSON");
    assert_eq!(woocommerce().guess_topic(&body), Some("order.created"));
    for name in ["kwd", "refund", "order-edit"] {
        let body = serde_json::from_str(&payload(name)).expect("JSON");
        assert_eq!(woocommerce().guess_topic(&body), None, "{name} is Shopify's");
    }
    assert_eq!(woocommerce().guess_topic(&serde_json::json!([])), None);
}

#[test]
fn what_is_signed_is_verified() {
    let now = "2026-03-02T09:15:31Z".parse().expect("a time");
    let body = payload("woo-gross");
    let headers =
        Headers::new(woocommerce().sign("order.created", body.as_bytes(), &Secret::new("hush"), now));
    assert_eq!(woocommerce().topic(&headers, b"{}").as_deref(), Some("order.created"));
    for (resource, event) in [("x-wc-webhook-resource", "order"), ("x-wc-webhook-event", "created")] {
        assert_eq!(headers.get(resource), Some(event));
    }
    let verify = |body: &[u8], secrets: &[Secret]| woocommerce().verify(&headers, body, secrets, now);
    assert_eq!(verify(body.as_bytes(), &[Secret::new("older"), Secret::new("hush")]), Ok(()));
    assert!(verify(body.as_bytes(), &[Secret::new("older")]).is_err());
    assert!(verify(body.replace("70.81", "0.81").as_bytes(), &[Secret::new("hush")]).is_err());
    assert_eq!(woocommerce().topic(&Headers::new([("x-wc-webhook-topic", "")]), b"{}"), None);
}

#[test]
fn a_product_is_an_item_unless_its_stock_is_anothers() {
    let item = |rest: &str| {
        let body =
            format!(r#"{{"id": 31, "name": "Rose", "date_modified_gmt": "2026-03-02T09:15:31", {rest}}}"#);
        happened("product.updated", &body).items.expect("items").pop()
    };
    let rose = item(
        r#""type": "simple", "manage_stock": true, "status": "publish", "low_stock_amount": 0,
        "categories": [{"name": "Roses &amp; more"}], "tags": [{"name": "red"}]"#,
    );
    let rose = rose.expect("an item");
    assert_eq!((rose.tracked, rose.offered, rose.threshold), (true, true, Some(0)));
    assert_eq!(rose.categories, ["Roses & more", "red"]);
    let set = item(
        r#""type": "bundle", "bundled_items": [{"product_id": 4, "quantity_min": 2}, {"product_id": 5}]"#,
    );
    assert_eq!(set.expect("an item").parts.iter().map(|part| part.pieces).collect::<Vec<_>>(), [2, 1]);
    for rest in [r#""type": "grouped""#, r#""type": "variation", "parent_id": 30, "manage_stock": "parent""#]
    {
        assert_eq!(item(rest), None, "{rest}");
    }
}
