//! Orders asked for by GraphQL: the same as their webhooks, and what may stand in the way of an answer.

use std::{collections::BTreeSet, time::Duration};

use crate::common::{order, payload};
use intake::shopify_orders::{
    LINES_AN_ORDER, ORDERS_A_PAGE, ORDERS_QUERY, OrdersPage, PageTrouble, PolledOrder, orders_page, question,
};
use proptest::prelude::*;

/// The page's orders in turn, by our payload of the same order as a webhook.
const PAGE: [&str; 8] = [
    "eur-tax-included",
    "usd-discount-code",
    "presentment",
    "edited-order",
    "tip-duties-rounding",
    "jpy",
    "kwd",
    "huge-ids",
];

fn page() -> OrdersPage {
    orders_page(payload("shopify-orders-page").as_bytes()).expect("a page")
}

/// A page of `nodes`, the last.
fn of(nodes: &str) -> Result<OrdersPage, PageTrouble> {
    let page = r#"{"hasNextPage": false, "endCursor": null}"#;
    orders_page(format!(r#"{{"data": {{"orders": {{"nodes": [{nodes}], "pageInfo": {page}}}}}}}"#).as_bytes())
}

fn text(order: &PolledOrder) -> String {
    String::from_utf8(order.body.clone()).expect("UTF-8")
}

#[test]
fn an_order_is_the_same_by_webhook_and_by_question() {
    let page = page();
    assert_eq!(page.orders.len(), PAGE.len());
    assert_eq!(page.next.as_deref(), Some("eyJsYXN0X2lkIjo1MDAxMDA5fQ=="));
    for (name, polled) in PAGE.iter().zip(page.orders) {
        let happened = polled.happened.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let webhook = crate::common::happened("orders/updated", &payload(name));
        assert_eq!(happened.order, webhook.order, "{name}");
        assert_eq!(happened.order.as_ref().map(|o| o.check_sums()), Some(Ok(())), "{name}");
        assert_eq!((&happened.kind, &happened.entity), (&webhook.kind, &webhook.entity), "{name}");
        assert_eq!((happened.source.at, happened.whole), (webhook.source.at, true), "{name}");
    }
}

#[test]
fn an_order_stands_alone_and_is_named_by_its_own_bytes() {
    let all = page();
    let again = of(&text(&all.orders[0])).expect("a page");
    assert_eq!(again.orders[0], all.orders[0]);
    assert_eq!(again.next, None);
}

#[test]
fn a_list_of_parcels_as_long_as_was_asked_for_may_be_cut_off() {
    let good = text(&page().orders[2]); // without parcels
    let mut order: serde_json::Value = serde_json::from_str(&good).expect("an order");
    assert_eq!(order["fulfillments"], serde_json::json!([]));
    for (count, cut_off) in [(0, false), (1, false), (2, true), (3, false), (4, false), (5, true)] {
        // One that came to nothing is no parcel, and takes a place all the same.
        let status = |n: u64| if n == 0 { "FAILURE" } else { "SUCCESS" };
        let parcel = |n| {
            let gid = format!("gid://shopify/Fulfillment/{}", n + 1);
            serde_json::json!({"id": n + 1, "admin_graphql_api_id": gid, "status": status(n)})
        };
        order["fulfillments"] = (0..count).map(parcel).collect();
        let found = of(&order.to_string()).expect("a page").orders.remove(0).happened.expect("readable");
        assert_eq!(found.parcels_cut_off, cut_off, "{count}");
        let parcels = found.order.expect("whole").shipments.len();
        assert_eq!(parcels as u64, count.saturating_sub(1));
    }
}

#[test]
fn one_bad_order_leaves_its_neighbours() {
    let good = text(&page().orders[2]); // without parcels
    let swap = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        good.replacen(from, to, 1)
    };
    let more = r#""pageInfo": {"hasNextPage": true}"#;
    for (bad, field) in [
        (swap(r#""pageInfo": {"hasNextPage": false}"#, more), "line_items"),
        (swap(r#""financial_status": "PAID""#, r#""financial_status": "ADA""#), "financial_status"),
        (swap("gid://shopify/Order/5001005", "gid://shopify/Order/5001002"), "admin_graphql_api_id"),
        (swap("gid://shopify/LineItem/", "gid://shopify/Lines/"), "line_items[0].admin_graphql_api_id"),
        ("null".to_owned(), "body"),
    ] {
        let page = of(&format!("{good}, {bad}, {good}")).expect("a page");
        let refusal = page.orders[1].happened.as_ref().expect_err(field);
        assert_eq!(refusal.field, field, "{refusal}");
        assert!(page.orders[0].happened.is_ok() && page.orders[2].happened.is_ok(), "{field}");
    }
}

#[test]
fn trouble_is_told_apart_and_quotes_nothing() {
    let error = |code: &str, path: &str| {
        format!(r#"{{"message": "Ada Muster", "path": {path}, "extensions": {{"code": "{code}"}}}}"#)
    };
    let cost = |requested: &str, available: &str, rate: &str| {
        format!(
            r#", "extensions": {{"cost": {{"requestedQueryCost": {requested}, "actualQueryCost": null,
            "throttleStatus": {{"maximumAvailable": 2000.0, "currentlyAvailable": {available}, "restoreRate": {rate}}}}}}}"#
        )
    };
    let throttled = |millis| PageTrouble::Throttled { wait: Duration::from_millis(millis) };
    let denied = |field: &str| PageTrouble::Denied { field: field.to_owned() };
    for (errors, rest, expect) in [
        (error("THROTTLED", "null"), cost("650", "120.0", "100.0"), throttled(5300)),
        (error("THROTTLED", "null"), cost("650", "649.7", "100"), throttled(1000)),
        (error("THROTTLED", "null"), cost("650", "0", "1.0"), throttled(60_000)),
        (error("THROTTLED", "null"), cost("650", "0", "0.0"), throttled(1000)),
        (error("THROTTLED", "null"), String::new(), throttled(1000)),
        (error("INTERNAL_SERVER_ERROR", "null"), String::new(), throttled(1000)),
        (error("MAX_COST_EXCEEDED", "null"), String::new(), PageTrouble::TooCostly),
        (
            error("ACCESS_DENIED", r#"["orders", "nodes", 0, "customer"]"#),
            r#", "data": {"orders": {"nodes": [], "pageInfo": {"hasNextPage": false}}}"#.to_owned(),
            denied("orders.nodes[0].customer"),
        ),
        (error("ACCESS_DENIED", r#"["Ada Muster", 1.5, {"Ada": 1}]"#), String::new(), denied("orders")),
    ] {
        let body = format!(r#"{{"errors": [{errors}]{rest}}}"#);
        let trouble = orders_page(body.as_bytes()).expect_err(&body);
        assert_eq!(trouble, expect, "{body}");
        assert!(!trouble.to_string().contains("Ada"), "{trouble}");
    }
}

#[test]
fn an_answer_that_is_none_is_refused() {
    let orders = |page: &str| format!(r#"{{"data": {{"orders": {{"nodes": [], "pageInfo": {page}}}}}}}"#);
    for (body, field) in [
        (String::new(), "body"),
        ("<html>Ada</html>".to_owned(), "body"),
        ("{}".to_owned(), "data"),
        (r#"{"data": null}"#.to_owned(), "data"),
        (r#"{"data": {"orders": null}}"#.to_owned(), "orders"),
        (r#"{"errors": "[API] Invalid API key or access token"}"#.to_owned(), "errors"),
        (r#"{"errors": [{"message": "Ada", "path": ["orders", "nodes"], "extensions": {"code": "undefinedField"}}]}"#.to_owned(), "orders.nodes"),
        (r#"{"errors": [{"message": "Ada", "extensions": {"code": "Ada Muster!"}}]}"#.to_owned(), "orders"),
        (orders(r#"{"hasNextPage": true, "endCursor": null}"#), "orders.pageInfo.endCursor"),
        (orders("{}"), "orders.pageInfo.hasNextPage"),
    ] {
        let Err(PageTrouble::Refused(refusal)) = orders_page(body.as_bytes()) else { panic!("{body}") };
        assert_eq!(refusal.field, field, "{refusal}");
        assert!(!refusal.to_string().contains("Ada"), "{refusal}");
    }
}

#[test]
fn the_question_says_since_when() {
    let since = "2026-03-02T09:15:31.25Z".parse().expect("a time");
    let asked = question(since, Some("abc"), ORDERS_A_PAGE, LINES_AN_ORDER);
    let asked: serde_json::Value = serde_json::from_str(&asked).expect("JSON");
    let variables = &asked["variables"];
    assert_eq!(variables["query"], "updated_at:>='2026-03-02T09:15:31Z'");
    assert_eq!((&variables["after"], &variables["first"]), (&"abc".into(), &5.into()));
    assert_eq!(variables["lines"], 100);
    assert_eq!(asked["query"], ORDERS_QUERY);
}

/// Every key of our answer, at any depth, is one that the question asks for.
#[test]
fn the_answer_has_what_was_asked_for() {
    let words: BTreeSet<_> = ORDERS_QUERY
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
        .collect();
    let answer: serde_json::Value = serde_json::from_str(&payload("shopify-orders-page")).expect("JSON");
    let mut open = vec![&answer["data"]];
    let mut keys = 0;
    while let Some(value) = open.pop() {
        open.extend(value.as_array().into_iter().flatten());
        for (key, below) in value.as_object().into_iter().flatten() {
            assert!(words.contains(key.as_str()), "{key}");
            open.push(below);
            keys += 1;
        }
    }
    assert!(keys > 1000, "{keys}");
    let count = |brace| ORDERS_QUERY.matches(brace).count();
    assert_eq!(count('{'), count('}'));
}

#[test]
fn the_order_of_the_page_isnt_that_of_the_discounts() {
    // GraphQL numbers its discounts; the page lists them backwards.
    let order = order("usd-discount-code");
    let names: Vec<_> = order.discounts.iter().map(|d| d.name.as_str()).collect();
    let polled = page().orders.into_iter().nth(1).and_then(|o| o.happened.ok()).and_then(|h| h.order);
    let polled = polled.expect("an order").discounts;
    assert_eq!(polled.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), names);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_bytes_there_is_an_answer(flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let mut body = payload("shopify-orders-page").into_bytes();
        for (at, byte) in flips {
            let at = at % body.len();
            body[at] = byte;
        }
        match orders_page(&body) {
            Ok(page) => prop_assert!(page.orders.len() <= PAGE.len()),
            Err(trouble) => prop_assert!(!trouble.to_string().is_empty()),
        }
    }
}
