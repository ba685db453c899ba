//! What a page is told of goods and what is promised with the order are one thing, however the goods are stocked or called.

use std::sync::Arc;

use bundle_tests::{
    arrivals::delivery,
    buying::shelve,
    ports::LinkKeysOf,
    promising::{self, First, Promising, acme, entity},
};
use domain::{Timestamp, settings::Shop};
use edd_quote::EddQuote;
use serde_json::{Value, json};
use shell::{Body, HttpRequest};
use testkit::{Faults, orders::at};

const PLACED: &str = "2026-03-02T09:00:00Z";

/// Two services; what isn't counted is there.
fn shop() -> Shop {
    let mut shop = serde_json::to_value(promising::shop()).expect("plain data");
    shop["carriers"]["DHL"]["services"]["express"] =
        json!({"titles": ["Express"], "min_days": 1, "max_days": 1});
    shop["automations"]["edd-calculation"]["services"] = json!(["DHL/parcel", "DHL/express"]);
    serde_json::from_value(shop).expect("a shop")
}

/// A cart of these lines is asked for by a service, and then ordered by a way of shipping: the quote's body, and the promise.
async fn bought(lines: &[Value], asked_by: Option<&str>, sent_by: &str, on_hand: i64) -> (Value, Value) {
    let now = at(PLACED);
    let mut promising = Promising::new(&Faults::plan([]), now, First::Dates).await;
    let store = promising.store.clone();
    store.publish_settings(&shop(), Timestamp::UNIX_EPOCH).await.expect("published");
    // Two variations whose stock is counted with their parent.
    shelve(&store, "500", on_hand, now).await;
    for variant in ["501", "502"] {
        store.keep_variant(&acme(), variant, "500").await.expect("kept");
    }
    let asked =
        |line: &Value| json!({"variant": line["variant_id"].to_string(), "quantity": line["quantity"]});
    let cart = json!({"shop": "acme", "lines": lines.iter().map(asked).collect::<Vec<_>>(), "service": asked_by,
        "destination": {"country": "DE", "postcode": "20095"}});
    let door = EddQuote::new(store.clone(), Arc::new(LinkKeysOf::acme()));
    let asked = HttpRequest {
        method: "POST".into(),
        path: vec![("doing".into(), "quote".into())],
        body: cart.to_string().into_bytes(),
        ..HttpRequest::default()
    };
    let Body::Json(told) = door.answer_at(&asked, now).await.body else { panic!("no JSON") };

    let mut order = promising::order(now, now, None);
    order["line_items"] = lines.into();
    order["shipping_lines"][0]["title"] = sent_by.into();
    order["note_attributes"] = json!([{"name": "nightshift_quote", "value": told["quote"]}]);
    promising.hear(&delivery("orders/create", &order)).await;
    promising.run().await;
    let story = store.story(&acme(), &entity()).await.expect("readable");
    let promise =
        story.events.into_iter().map(|kept| kept.event).find(|event| event.kind == "promise.stored");
    (told, promise.expect("a promise").data)
}

fn line(id: u64, variant: u64) -> Value {
    json!({"id": id, "variant_id": variant, "title": "Tee", "quantity": 1, "current_quantity": 1, "price": "8.00",
        "total_discount": "0.00", "discount_allocations": []})
}

#[tokio::test]
async fn variants_that_are_stocked_as_one_are_promised_by_its_stock() {
    for (variants, on_hand, by) in [
        (&[501][..], 5, Some("quote")),
        (&[501, 502], 5, Some("quote")),
        (&[501, 501], 5, Some("quote")),
        (&[501, 502], 1, None),
        (&[501], 0, None),
    ] {
        let lines: Vec<Value> = (1..).zip(variants).map(|(id, variant)| line(id, *variant)).collect();
        let (told, promise) = bought(&lines, None, "Standard", on_hand).await;
        assert_eq!(told["quote"].is_string(), by.is_some(), "{variants:?}: {told}");
        let out = json!({"code": "out-of-stock", "line": "1"});
        assert_eq!(
            promise["no_date"],
            if by.is_none() { out } else { Value::Null },
            "{variants:?}: {promise}"
        );
        assert_eq!(promise["by"], by.unwrap_or("order"), "{variants:?}: {promise}");
    }
}

#[tokio::test]
async fn a_quote_for_one_way_of_shipping_is_no_word_about_another() {
    for (asked_by, sent_by, by) in [
        (Some("Express"), "Express", "quote"),
        (Some("DHL/express"), "express", "quote"),
        (Some("Express"), "Standard", "order"),
        (None, "Standard", "quote"),
        (None, "Express", "order"),
        // Nobody knows which service that is.
        (Some("Express"), "By pigeon", "quote"),
    ] {
        let (told, promise) = bought(&[line(1, 501)], asked_by, sent_by, 5).await;
        assert!(told["quote"].is_string(), "{told}");
        assert_eq!(promise["by"], by, "{asked_by:?}, {sent_by}: {promise}");
        let service = if sent_by.eq_ignore_ascii_case("express") { "DHL/express" } else { "DHL/parcel" };
        if by == "order" {
            assert_eq!(promise["shipments"][0]["service"], service, "{asked_by:?}, {sent_by}");
        }
    }
}
