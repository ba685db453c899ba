//! What a question costs, and what is left of it when nobody answers.

use std::{collections::BTreeMap, sync::atomic::Ordering, time::Duration};

use domain::Timestamp;
use serde_json::{Value, json};

use super::house::{House, KEY, Keys, body, cart, get, header, now, shop, with};

/// A table beside the settings.
async fn with_table() -> House {
    let csv = "to,min_days,max_days\nDE,3,4\n";
    let house = House::of(&[], Keys(Ok(Some(KEY)))).await;
    let hash = house.store.keep_file(&shop().id, csv.as_bytes()).await.expect("kept");
    let mut shop = with(json!({"transit": "transit.csv"}));
    for service in shop.carriers.values_mut().flat_map(|carrier| carrier.services.values_mut()) {
        (service.min_days, service.max_days) = (None, None);
    }
    shop.files.insert("transit.csv".into(), hash);
    house.store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
    house.engine.take_calls();
    house
}

#[tokio::test(start_paused = true)]
async fn a_warm_cart_is_one_read() {
    let house = with_table().await;
    let lines = json!([{"sku": "TEA-1"}, {"sku": "TEA-3", "quantity": 2}, {"sku": "NEW"}]);
    let ask = async || {
        let told = body(&house.post("quote", &cart(&lines)).await);
        assert_eq!((&told["date"], &told["source"]), (&json!("2026-03-09"), &json!("table")));
        house.engine.take_calls()
    };
    // Settings, the table, the items' names, the items, their stock.
    assert_eq!(ask().await, BTreeMap::from([("query", 1), ("get", 1), ("batch_get", 3)]));
    assert_eq!(ask().await, BTreeMap::from([("batch_get", 1)]));
    // What isn't counted needs none, and neither do other questions.
    for asked in [
        get("", "shop=acme&sku=NEW&country=DE"),
        get("", "shop=acme&country=DE"),
        get("serves", "shop=acme&country=DE"),
    ] {
        house.at(asked, now()).await;
        assert_eq!(house.engine.take_calls(), BTreeMap::new());
    }
    // A minute later settings and items are read again; what never changes isn't.
    tokio::time::advance(Duration::from_secs(61)).await;
    assert_eq!(ask().await, BTreeMap::from([("query", 1), ("batch_get", 3)]));
    println!("figure: S1e a cart of 3 lines on a warm instance: 1 BatchGetItem, no other call");
}

#[tokio::test(start_paused = true)]
async fn a_list_of_two_hundred_is_two_reads() {
    let house = with_table().await;
    for n in 0..200 {
        house.stock(&format!("I{n}"), &format!("SKU-{n}"), 5).await;
    }
    let lines: Vec<Value> = (0..200).map(|n| json!({"sku": format!("SKU-{n}")})).collect();
    let ask = async || {
        let told = body(&house.post("quotes", &cart(&json!(lines))).await);
        assert!(
            told["results"].as_array().is_some_and(|all| all.iter().all(|of| of["date"] == "2026-03-09"))
        );
        house.engine.take_calls()
    };
    house.engine.take_calls();
    // Of each hundred what they are, and what the catalogue says of them; then their stock.
    assert_eq!(ask().await["batch_get"], 6);
    assert_eq!(ask().await, BTreeMap::from([("batch_get", 2)]));
}

#[tokio::test(start_paused = true)]
async fn nobody_is_answered_with_an_error_when_the_table_is_away() {
    let house = House::new().await;
    let question = || get("", "shop=acme&sku=TEA-1&country=DE");
    house.engine.broken.store(true, Ordering::Relaxed);
    let unavailable = json!({"date": null, "code": "unavailable"});
    let answer = house.at(question(), now()).await;
    assert_eq!((answer.status, body(&answer)), (200, unavailable.clone()));
    assert_eq!(header(&answer, "cache-control").as_deref(), Some("public, max-age=15"));
    let answer = house.post("quote", &cart(&json!([{"sku": "TEA-1"}]))).await;
    assert_eq!((answer.status, body(&answer)), (200, unavailable.clone()));
    assert_eq!(header(&answer, "cache-control").as_deref(), Some("no-store"));
    // Once it was there: what needs no stock goes on from what is remembered, and the page of the shop may read why the rest doesn't.
    house.engine.broken.store(false, Ordering::Relaxed);
    assert_eq!(body(&house.at(question(), now()).await)["date"], "2026-03-05");
    house.engine.broken.store(true, Ordering::Relaxed);
    tokio::time::advance(Duration::from_secs(120)).await;
    assert_eq!(body(&house.get("", "shop=acme&country=DE").await)["date"], "2026-03-05");
    assert_eq!(body(&house.get("serves", "shop=acme&country=DE").await)["serves"], true);
    let mut asked = question();
    asked.headers.push(("origin".into(), "https://acme.example".into()));
    let answer = house.at(asked, now()).await;
    assert_eq!((answer.status, body(&answer)), (200, unavailable));
    assert_eq!(header(&answer, "access-control-allow-origin").as_deref(), Some("https://acme.example"));
}

#[tokio::test(start_paused = true)]
async fn settings_that_nobody_can_read_are_no_error_for_a_page() {
    let house = House::of(&[with(json!({"split": "never-heard-of"}))], Keys(Ok(None))).await;
    let answer = house.get("", "shop=acme&country=DE").await;
    assert_eq!((answer.status, &body(&answer)["code"]), (200, &json!("unavailable")));
}
