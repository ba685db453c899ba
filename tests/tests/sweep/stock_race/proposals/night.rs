//! The night's look at everything.

use std::{collections::VecDeque, sync::Arc};

use bundle_tests::stock::{acme, now};
use domain::{EntityRef, Event, NewEvent, Payload as _, event::Origin, stock};
use reorder::{Review, Reviewed};
use serde_json::json;
use testkit::Memory;

use super::{House, count, rules};

/// More than a page of each shard.
const ITEMS: usize = 1000;
/// Two locations of a shop; what lies at both has its ledgers in one shard, on one page.
const PLACES: [&str; 2] = ["905684977", "655441491"];

#[tokio::test]
async fn the_night_looks_at_everything_page_by_page_and_once() {
    let engine = Arc::new(Memory::default());
    let mut offered = rules();
    offered["autonomy"] = "draft".into();
    let house = House::new(engine.clone(), offered).await;
    let entity = |item: usize| stock::at(&format!("I-{item}"), PLACES[0]);
    let mut shop =
        house.store.settings(&acme()).await.expect("settings").newest().expect("a version").shop.clone();
    let skus: Vec<String> = (0..ITEMS).map(|item| format!("I-{item}")).collect();
    shop.suppliers.get_mut("Kiln").expect("Kiln").skus = skus;
    house.store.publish_settings(&shop, domain::Timestamp::UNIX_EPOCH).await.expect("published");
    // One in ten is at its minimum.
    for item in 0..ITEMS {
        house.says(&entity(item), &count(if item % 10 == 0 { 10 } else { 11 })).await;
    }
    // One in ten lies at both places.
    for item in (1..ITEMS).step_by(10) {
        house.says(&stock::at(&format!("I-{item}"), PLACES[1]), &count(11)).await;
    }
    let places = ITEMS + ITEMS / 10;
    // The first look at the index may be a moment late.
    let _ = house.store.ledger_page(&acme(), 0, None).await;
    let swept = NewEvent {
        kind: "stock.swept".into(),
        v: 1,
        effect: "stock#swept#2026-01-15".into(),
        data: json!({"date": "2026-01-15", "ledgers": ITEMS}),
        outward: false,
    };
    let watch = EntityRef::new("WATCH", "stock-sweep");
    let swept = Event::place(&swept, &acme(), &watch, &Origin::default(), (1, ""), now());
    let (mut seen, mut pages) = (engine.streamed_after(0).len(), 0);
    let mut queue = VecDeque::from([swept.clone(), swept]);
    let mut ends = Vec::new();
    while let Some(event) = queue.pop_front() {
        house.settle(&event).await;
        let texts = engine.streamed_after(seen);
        seen += texts.len();
        for event in texts.iter().map(|text| Event::parse(text).expect("an event")) {
            match event.kind.as_str() {
                // Each page is delivered twice.
                Review::KIND => {
                    pages += 1;
                    queue.extend([event.clone(), event]);
                }
                Reviewed::KIND => ends.push(event.payload::<Reviewed>().expect("a report")),
                _ => {}
            }
        }
    }
    let open = house.store.open_proposals(&acme()).await.expect("readable");
    assert_eq!(open.len(), ITEMS / 10);
    assert!(open.iter().all(|(_, proposal)| (proposal.quantity, proposal.revision) == (30, 1)));
    let found: Vec<_> =
        ends.iter().map(|end| (end.found.looked, end.found.changed, end.found.failed)).collect();
    assert_eq!(found, [(places as u64, ITEMS as u64 / 10, 0)]);
    assert!(pages > 8, "{pages} pages: more than one of each shard");
    assert_eq!(house.told(&entity(10), "reorder.").await, ["reorder.proposed"]);
}
