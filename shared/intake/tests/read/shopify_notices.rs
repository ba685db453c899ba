//! Topics that carry no order: what becomes of each, and that nothing of a person passes through.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use crate::common::{happened, payload, translate};
use domain::webhook::Translation;
use intake::{Becomes, source, unwrap_fixture};
use serde_json::value::RawValue;

/// Our bodies by their topics.
fn bodies() -> BTreeMap<String, String> {
    let all: BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(&payload("shopify-notices")).expect("topics and bodies");
    all.into_iter().map(|(topic, body)| (topic, body.get().to_owned())).collect()
}

/// Topic, kind, entity, when (`-` where the body doesn't say), whether it is all there is to know, details, task.
type Row = (&'static str, &'static str, &'static str, &'static str, bool, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("orders/delete", "order.deleted", "ORDER#5001009", "-", false, "", ""),
    ("refunds/create", "order.refunded", "ORDER#5001001", "-", false, "refund=890088186047892319", ""),
    ("fulfillments/create", "fulfilment.created", "ORDER#5001001", "2026-03-03T08:00:02Z", false,
        "fulfilment=255858046, location=905684977, status=success", ""),
    ("fulfillments/update", "fulfilment.updated", "ORDER#5001001", "2026-03-04T10:00:00Z", false,
        "fulfilment=1255858046987654321, shipment=delivered, status=success", ""),
    ("fulfillment_events/create", "fulfilment.updated", "ORDER#5001001", "2026-03-03T17:05:00Z", false,
        "fulfilment=255858046, shipment=in_transit, shipment-event=944956392", ""),
    ("fulfillment_events/delete", "fulfilment.updated", "ORDER#5001001", "2026-03-03T17:00:00Z", false,
        "fulfilment=255858046, shipment-event=944956392, taken-back=yes", ""),
    ("customers/create", "customer.created", "CUSTOMER#706405506930370084", "2026-03-01T09:00:00Z", true, "state=disabled", ""),
    ("customers/update", "customer.updated", "CUSTOMER#7001", "2026-03-02T09:00:00Z", true, "state=invited", ""),
    ("customers/enable", "customer.updated", "CUSTOMER#7001", "2026-03-02T10:00:00Z", true, "state=enabled", ""),
    ("customers/disable", "customer.updated", "CUSTOMER#7001", "-", false, "state=disabled", ""),
    ("customers/merge", "customer.updated", "CUSTOMER#706405506930370084", "-", false, "merged=7002, status=failed", ""),
    ("customers/delete", "customer.deleted", "CUSTOMER#706405506930370084", "-", false, "", ""),
    ("products/create", "product.created", "PRODUCT#788032119674292922", "2026-02-01T09:00:00Z", true, "status=draft", ""),
    ("products/update", "product.updated", "PRODUCT#6001", "2026-02-02T09:00:00Z", true, "status=active", ""),
    ("products/delete", "product.deleted", "PRODUCT#6001", "-", false, "", ""),
    ("inventory_levels/update", "stock.level-set", "SKU#271878346596884015#24826418", "2026-03-02T11:00:00Z", true, "available=-2", ""),
    ("inventory_levels/connect", "stock.level-set", "SKU#808950810#24826418", "2026-03-02T11:00:00Z", true, "", ""),
    ("inventory_levels/disconnect", "stock.level-set", "SKU#808950810#24826418", "-", false, "stocked=no", ""),
    ("inventory_items/create", "stock.item-created", "ITEM#808950810", "2026-03-01T11:00:00Z", true, "sku=LH-BL-M, tracked=yes", ""),
    ("inventory_items/update", "stock.item-updated", "ITEM#271878346596884015", "2026-03-02T11:00:00Z", true, "tracked=no", ""),
    ("inventory_items/delete", "stock.item-deleted", "ITEM#808950810", "-", false, "", ""),
    ("returns/request", "return.requested", "RETURN#3001", "-", false, "order=820982911946154508, status=requested", ""),
    ("returns/approve", "return.approved", "RETURN#3001", "-", false, "exchanged=yes, order=5001001, status=open", ""),
    ("returns/decline", "return.declined", "RETURN#3001", "-", false, "status=declined", ""),
    ("returns/update", "return.updated", "RETURN#3001", "-", false, "", ""),
    ("returns/process", "return.processed", "RETURN#3001", "-", false, "order=5001001, status=open", ""),
    ("returns/close", "return.closed", "RETURN#3001", "-", false, "order=5001001, status=closed", ""),
    ("returns/cancel", "return.cancelled", "RETURN#3001", "-", false, "order=5001001, status=canceled", ""),
    ("returns/reopen", "return.reopened", "RETURN#3001", "-", false, "order=5001001, status=open", ""),
    ("customers/data_request", "privacy.data-requested", "CUSTOMER#7001", "-", false,
        "orders=5001001 820982911946154508, request=9999, shop=954889", "export-customer for privacy in 30 days"),
    ("customers/redact", "privacy.erasure-requested", "CUSTOMER#7001", "-", false, "shop=954889", "erase-customer for privacy in 30 days"),
    ("shop/redact", "privacy.shop-erasure-requested", "SHOP#954889", "-", false, "", "erase-shop for privacy in 30 days"),
    ("app/uninstalled", "app.uninstalled", "SHOP#954889", "2026-03-07T07:00:00Z", false, "", "app-uninstalled for default in 1 days"),
];

#[test]
fn every_notice_becomes_what_the_table_says() {
    let mut bodies = bodies();
    for (topic, kind, entity, at, whole, details, task) in ROWS {
        let body = bodies.remove(*topic).unwrap_or_else(|| panic!("no body for {topic}"));
        let happened = happened(topic, &body);
        let told: Vec<_> = happened.details.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let wants = happened.wants.map(|w| format!("{} for {} in {} days", w.reason, w.owner, w.days));
        let at = if *at == "-" { "1970-01-01T00:00:00Z" } else { at };
        assert_eq!(happened.kind, *kind, "{topic}");
        assert_eq!(happened.entity.to_string(), *entity, "{topic}");
        assert_eq!(happened.source.at.to_string(), at, "{topic}");
        assert_eq!((happened.whole, happened.order.is_none()), (*whole, true), "{topic}");
        assert_eq!(told.join(", "), *details, "{topic}");
        assert_eq!(wants.unwrap_or_default(), *task, "{topic}");
        let written = serde_json::to_string(&happened).expect("JSON");
        for word in ["Ada", "ada@", "Muster", "Weimar", "555-", "Lindenhaus", "lindenhaus.example"] {
            assert!(!written.contains(word), "{topic}: {written}");
        }
    }
    assert!(bodies.is_empty(), "not in the table: {bodies:?}");
}

#[test]
fn every_topic_is_tested_here_or_with_the_orders() {
    let here: BTreeSet<_> = ROWS.iter().map(|row| row.0).collect();
    let with_orders =
        ["create", "updated", "paid", "cancelled", "fulfilled", "partially_fulfilled", "edited"];
    let mut seen = BTreeSet::new();
    for topic in source("shopify").expect("a source").topics() {
        assert!(seen.insert(topic.name), "{} has two rows", topic.name);
        match topic.becomes {
            Becomes::Event(..) => {
                let order =
                    topic.name.strip_prefix("orders/").is_some_and(|name| with_orders.contains(&name));
                assert!(order || here.contains(topic.name), "{}", topic.name);
            }
            Becomes::Nothing(reason) => {
                let ignored = translate(topic.name, "no JSON").expect("ignored");
                let said = matches!(&ignored, Translation::Ignored { reason: said } if said.contains(reason));
                assert!(said && !reason.is_empty(), "{}", topic.name);
            }
        }
    }
}

#[test]
fn a_body_tells_its_topic_where_its_shape_does() {
    let shopify = source("shopify").expect("a source");
    let family = |topic: &str| topic.split('/').next().map(str::to_owned);
    let mut silent = Vec::new();
    for (topic, body) in bodies() {
        let value = serde_json::from_str(&body).expect("JSON");
        match shopify.guess_topic(&value) {
            Some("shop/update") => assert_eq!(topic, "app/uninstalled", "they send the same"),
            Some(guess) => assert_eq!(family(guess), family(&topic), "{topic} taken for {guess}"),
            None => silent.push(topic),
        }
    }
    let expect = [
        "inventory_items/delete",
        "orders/delete",
        "products/delete",
        "returns/cancel",
        "returns/close",
        "returns/process",
        "returns/reopen",
    ];
    assert_eq!(silent, expect, "only an id, or an id and a status");
}

#[test]
fn refusals_of_notices_name_the_field() {
    let bodies = bodies();
    for (topic, from, to, field) in [
        ("customers/create", "370084", "370999", "admin_graphql_api_id"),
        ("customers/merge", "Customer/7002", "Person/7002", "admin_graphql_api_customer_deleted_id"),
        ("customers/redact", "\"id\": 7001", "\"no\": 7001", "customer.id"),
        ("customers/data_request", "5001001", "\"Ada\"", "orders_requested[0]"),
        ("shop/redact", "954889", "null", "shop_id"),
        ("inventory_levels/update", "-2", "2.5", "available"),
        ("inventory_levels/update", "?inventory_item_id", "?item", "admin_graphql_api_id"),
        ("inventory_levels/disconnect", "24826418", "\"Ada\"", "location_id"),
        ("inventory_items/update", "\"tracked\": false", "\"tracked\": \"Ada\"", "tracked"),
        ("fulfillments/create", "\"order_id\": 5001001", "\"order_id\": null", "order_id"),
        ("fulfillments/create", "2026-03-03T09:00:02+01:00", "Ada", "updated_at"),
        ("refunds/create", "Refund/", "Order/", "admin_graphql_api_id"),
        (
            "returns/request",
            "Order/820982911946154508",
            "Order/820982911946154999",
            "order.admin_graphql_api_id",
        ),
        ("returns/update", "Return/3001", "Order/3001", "admin_graphql_api_id"),
        ("orders/delete", "5001009", "-1", "id"),
        ("products/delete", "6001", "6001, \"id\": 6002", "id"),
    ] {
        let good = &bodies[topic];
        assert!(good.contains(from), "{topic}: {from}");
        let refusal = translate(topic, &good.replacen(from, to, 1)).expect_err(topic);
        assert_eq!(refusal.field, field, "{topic}: {refusal}");
        assert!(!refusal.to_string().contains("Ada"), "{refusal}");
    }
}

#[test]
fn a_long_privacy_request_names_some_orders_and_counts_them_all() {
    let ids: Vec<_> = (1..=1500).map(|id| id.to_string()).collect();
    let body =
        format!(r#"{{"shop_id": 1, "customer": {{"id": 7}}, "orders_to_redact": [{}]}}"#, ids.join(","));
    let details = happened("customers/redact", &body).details;
    assert_eq!(details["orders"].split(' ').count(), 20);
    assert_eq!(details["orders-in-all"], "1500");
}

/// Every recorded webhook that says its topic has a row of its own, and is handled, ignored or refused by its field.
#[test]
fn every_recorded_topic_has_a_row() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = std::env::var_os("NIGHTSHIFT_FIXTURES").map_or_else(beside, PathBuf::from).join("shopify");
    if !folder.is_dir() {
        println!("skipped: no fixtures (set NIGHTSHIFT_FIXTURES to their folder)");
        return;
    }
    let shopify = source("shopify").expect("a source");
    let (mut topics, mut counts) = (BTreeSet::new(), BTreeMap::<&str, u32>::new());
    for group in std::fs::read_dir(&folder).expect("a folder") {
        for file in std::fs::read_dir(group.expect("an entry").path()).expect("a folder of files") {
            let path = file.expect("an entry").path();
            let Ok(unwrapped) = unwrap_fixture(&std::fs::read(&path).expect("a file")) else { continue };
            let Some(topic) = unwrapped.topic.filter(|topic| topic.contains('/')) else { continue };
            let outcome = match shopify.translate(&topic, &unwrapped.body) {
                Ok(Translation::Happened(_)) => "handled",
                Ok(Translation::Ignored { reason }) => {
                    assert!(
                        reason.starts_with(&format!("{topic}: ")),
                        "{}: {topic} has no row",
                        path.display()
                    );
                    "ignored"
                }
                Err(refusal) => panic!("{}: {refusal}", path.display()),
            };
            *counts.entry(outcome).or_default() += 1;
            topics.insert(topic);
        }
    }
    println!("{} topics: {counts:?}", topics.len());
    assert!(!topics.is_empty());
}

#[test]
fn a_product_tells_what_is_stocked_of_it() {
    let body = r#"{"id": 77, "title": "Mug", "vendor": "Kiln", "product_type": "Cups", "status": "draft", "tags": "blue, tea",
        "updated_at": "2026-03-02T11:00:00Z", "variants": [
        {"id": 501, "title": "Default Title", "sku": "MUG", "inventory_item_id": 901, "inventory_management": null},
        {"id": 502, "title": "Red", "sku": "", "inventory_item_id": 902, "requires_shipping": false},
        {"id": 503, "title": "Green", "inventory_item_id": null}]}"#;
    let items = happened("products/update", body).items.expect("items");
    let told: Vec<_> = items
        .iter()
        .map(|item| {
            (
                item.id.as_str(),
                item.variant_id.as_deref(),
                item.variant.as_deref(),
                item.tracked,
                item.offered,
            )
        })
        .collect();
    assert_eq!(
        told,
        [("901", Some("501"), None, false, false), ("902", Some("502"), Some("Red"), true, false)]
    );
    assert_eq!((items[0].categories.join("|"), items[1].sku.clone()), ("Cups|blue|tea".to_owned(), None));
    assert_eq!(items[1].kind, domain::stock::ItemKind::Digital);
    let refused = body.replace("\"id\": 502", "\"id\": \"x\"");
    assert_eq!(translate("products/update", &refused).expect_err("no id").field, "variants[1].id");
}

#[test]
fn a_refund_tells_what_becomes_of_the_goods() {
    let body = r#"{"id": 5, "order_id": 1, "created_at": "2026-03-02T11:00:00Z", "refund_line_items": [
        {"line_item_id": 11, "quantity": 2, "restock_type": "return", "location_id": 3, "line_item": {"variant_id": 501}},
        {"line_item_id": 12, "quantity": 1, "restock_type": "no_restock", "location_id": null, "line_item": {"variant_id": null}}]}"#;
    let told = happened("refunds/create", body).details;
    assert_eq!(told.get("restock").map(String::as_str), Some("11 501 2 return 3,12 - 1 none -"));
}
