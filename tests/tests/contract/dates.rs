//! Dates of delivery, with every branch that touches a table, its actions noted under the function that does them.

use std::{sync::Arc, time::Duration};

use bundle_tests::{
    buying::shelve,
    fake_shop::Keys,
    fake_tracker::{InProcess, KEY, Noted, Tracker},
    parcels::tracked,
    ports::{LinkKeysOf, OneSecret},
    promising::{self, NUMBER, acme, order},
    tapped::Tapped,
    world::Streaming as _,
};
use domain::{Automation as _, Event, Settles as _, Timestamp, edd::UNDER_WAY, settings::Platform};
use edd_calculation::{EddCalculation, Promiser};
use jiff::SignedDuration;
use objects::{Models, Objects};
use serde_json::json;
use shell::{HttpRequest, Scheduled as _, TimeLeft};
use store::Store;
use testkit::Memory;
use webhook_intake::Intake;

use crate::recorded::{Actions, named};

/// A cart is told its dates; the order that comes of it is promised them, by a table and by what is on the shelf; then it leaves, and
/// is there.
pub(crate) async fn of_dates(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let mut shop = promising::shop();
    let credentials = vec!["/nightshift/acme/platform/easypost".to_owned()];
    let platform = Platform { api: "https://api.easypost.com".into(), credentials };
    shop.platforms.insert("easypost".into(), platform);
    let hash = store.keep_file(&acme(), b"to,min_days,max_days\nDE,1,2\n").await.expect("kept");
    shop.files.insert("transit.csv".into(), hash);
    let table = shop.automations.get_mut(EddCalculation::NAME).expect("a table");
    let mut whole = serde_json::to_value(&*table).expect("plain data");
    whole["transit"] = "transit.csv".into();
    *table = serde_json::from_value(whole).expect("a table");
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
    shelve(&store, "77", 5, now).await;
    engine.take_actions();

    let learned = || Models::new(Objects::on(Arc::new(testkit::Bucket::default())));
    let door = edd_quote::EddQuote::new(store.clone(), Arc::new(LinkKeysOf::acme())).asking(learned());
    let cart = json!({"shop": "acme", "lines": [{"sku": "77", "quantity": 2}],
        "destination": {"country": "DE", "postcode": "20095"}});
    let asked = HttpRequest {
        method: "POST".into(),
        path: vec![("doing".into(), "quote".into())],
        headers: vec![("content-type".into(), "application/json".into())],
        body: cart.to_string().into_bytes(),
        ..HttpRequest::default()
    };
    let told = door.answer_at(&asked, now).await;
    let quote = told.body["quote"].as_str().unwrap_or_else(|| panic!("{:?}", told.body)).to_owned();
    done.entry("edd-quote").or_default().extend(named(&engine));

    let intake = Intake::new(store.clone(), OneSecret);
    let promiser = Promiser::new(store.clone(), Arc::new(LinkKeysOf::acme())).asking(learned());
    let at = |minutes: i64| now + SignedDuration::from_mins(minutes);
    let news = |minutes: i64, left: Option<Timestamp>| {
        let mut order = order(now, at(minutes), left);
        order["line_items"][0]["variant_id"] = 77.into();
        order["note_attributes"] = json!([{"name": "nightshift_quote", "value": quote}]);
        order
    };
    let mut seen = 0;
    for (delivery, expected) in [
        (bundle_tests::arrivals::delivery("orders/create", &news(0, None)), Some("quoted")),
        (bundle_tests::arrivals::delivery("orders/fulfilled", &news(10, Some(at(10)))), None),
        (tracked(NUMBER, at(20), &[(at(15), "in_transit")]), None),
        (tracked(NUMBER, at(30), &[(at(30), "delivered")]), Some("delivered")),
    ] {
        assert_eq!(intake.take_in(delivery.asked(now), at(40)).await.status, 200);
        let texts = engine.stream().await.split_off(seen);
        let mut because = vec![];
        for event in texts.iter().map(|text| Event::parse(text).expect("an event")) {
            engine.take_actions();
            if !EddCalculation::WAKES_ON.contains(&event.kind.as_str()) {
                continue;
            }
            let history = promiser.settings(&event.shop).await.expect("settings");
            let settled =
                promiser.settle(&event, &history, at(40), Duration::from_secs(30)).await.expect("settled");
            because.push(settled.because);
            done.entry(EddCalculation::NAME).or_default().extend(named(&engine));
        }
        seen = engine.stream().await.len();
        assert!(expected.is_none_or(|expected| because == [expected]), "{}: {because:?}", delivery.topic);
        if delivery.topic == "orders/fulfilled" {
            of_polling(done, &store, &engine, at(10)).await;
        }
    }
    of_polling(done, &store, &engine, at(10) + SignedDuration::from_hours(48)).await;
}

/// Its parcel is asked after: nothing yet, then twice in a row, the second of which can't be read; once it is there, it is off the list.
async fn of_polling(done: &mut Actions, store: &Store, engine: &Tapped<Memory>, now: Timestamp) {
    let tracker = Arc::new(Tracker::default());
    tracker.scan(NUMBER, now, "in_transit");
    // The index shows what is new from the next question on.
    store.members(&acme(), UNDER_WAY).await.expect("readable");
    engine.take_actions();
    for hours in [0, 24, 48] {
        if hours == 48 {
            tracker.spoil(NUMBER);
        }
        let (web, pauses) = (InProcess(Arc::clone(&tracker)), Noted(Arc::clone(&tracker)));
        let poll = parcel_poll::ParcelPoll::new(store.clone(), web, Keys::of(&[KEY]), pauses);
        let tick = now + SignedDuration::from_hours(hours);
        poll.tick(tick, &TimeLeft::span(Duration::from_secs(240))).await.expect("ticks");
        done.entry("parcel-poll").or_default().extend(named(engine));
        store.members(&acme(), UNDER_WAY).await.expect("readable");
        engine.take_actions();
    }
}
