//! The night's look at everything.

use std::{collections::VecDeque, sync::Arc};

use bundle_tests::stock::{acme, now};
use domain::{
    EntityRef, Event, NewEvent, Payload as _,
    event::Origin,
    reorder::{Cuts, Record},
    stock::{self, Cause, Does, Item, Movement, Quantities, Says},
};
use jiff::SignedDuration;
use reorder::{Review, Reviewed};
use serde_json::{Value, json};
use store::{Store, keys};
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
    let (pages, ends) = looks(&house, &engine).await;
    let open = house.store.open_proposals(&acme()).await.expect("readable");
    assert_eq!(open.len(), ITEMS / 10);
    assert!(open.iter().all(|(_, proposal)| (proposal.quantity, proposal.revision) == (30, 1)));
    let found: Vec<_> =
        ends.iter().map(|end| (end.found.looked, end.found.changed, end.found.failed)).collect();
    assert_eq!(found, [(places as u64, ITEMS as u64 / 10, 0)]);
    assert!(pages > 8, "{pages} pages: more than one of each shard");
    assert_eq!(house.told(&entity(10), "reorder.").await, ["reorder.proposed"]);
}

/// The night looks at everything, and each page is delivered twice. Answers how many there were, and what came of it.
async fn looks(house: &House, engine: &Memory) -> (usize, Vec<Reviewed>) {
    // The first look at the index may be a moment late.
    for shard in 0..keys::SHARDS {
        house.store.ledger_page(&acme(), shard, None).await.expect("readable");
    }
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
                Review::KIND => {
                    pages += 1;
                    queue.extend([event.clone(), event]);
                }
                Reviewed::KIND => ends.push(event.payload::<Reviewed>().expect("a report")),
                _ => {}
            }
        }
    }
    (pages, ends)
}

/// Ten are sold a day, give or take two; what Kiln says takes 14 days took 20 of one of them.
#[tokio::test]
async fn the_night_passes_over_nothing_that_a_closer_look_proposes() {
    let engine = Arc::new(Memory::default());
    let by_service = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z"});
    let house = House::new(engine.clone(), by_service).await;
    let levels = [("measured", 190), ("said", 190)].map(|(item, pieces)| (item.to_owned(), pieces));
    // Somewhere here are the reorder points of the classes.
    let levels: Vec<_> =
        levels.into_iter().chain((145..=165).map(|pieces| (format!("at-{pieces}"), pieces))).collect();
    let mut shop =
        house.store.settings(&acme()).await.expect("settings").newest().expect("a version").shop.clone();
    let offers: Vec<_> = levels.iter().map(|(item, _)| json!({"sku": item, "price": "4.20"})).collect();
    let kiln = json!({"currency": "EUR", "lead_days": 14, "offers": offers});
    shop.suppliers.insert("Kiln".into(), serde_json::from_value(kiln).expect("a supplier"));
    house.store.publish_settings(&shop, domain::Timestamp::UNIX_EPOCH).await.expect("published");
    let cuts = json!({"cuts": {"a": 1, "b": 1}});
    let keep = |kept: &mut Value| kept.clone_from(&cuts);
    house.store.remember(&acme(), &Cuts::entity(), "reorder", now(), keep).await.expect("kept");
    let of_item = Record::entity("Kiln", Some("measured"));
    let measure = |record: &mut Record| (0..5).for_each(|_| record.note(20, true));
    house.store.remember(&acme(), &of_item, Record::KEPT_BY, now(), measure).await.expect("kept");
    for (item, pieces) in &levels {
        shelve(&house.store, item, *pieces).await;
    }
    looks(&house, &engine).await;
    // What this night has cut counts from the next day on.
    house.store.remember(&acme(), &Cuts::entity(), "reorder", now(), keep).await.expect("kept");
    let proposed = async |item: &str| house.proposal(&stock::at(item, "berlin")).await.is_some();
    assert!(proposed("measured").await && !proposed("said").await, "as long as deliveries take");
    assert!(proposed("at-145").await && !proposed("at-165").await, "the points are between them");
    for (item, _) in &levels {
        let settled = house.run(&stock::at(item, "berlin")).await;
        assert!(settled.events.is_empty(), "{item}: {settled:?}");
    }
}

/// So many of an item lie there, of which ten were sold a day for sixty days.
async fn shelve(store: &Store, item: &str, on_hand: i64) {
    let place = stock::at(item, "berlin");
    let before = |days: i64| now() - SignedDuration::from_hours(24 * days);
    let count = |at, id: &str, pieces| Movement::new(at, id, Does::Says(Says::OnHand(pieces)));
    let sale = |day: i64| {
        let sold = [8, 10, 12][usize::try_from(day % 3).expect("a few")];
        let (cause, by) = (Cause::PointOfSale, Quantities::on_hand(-sold));
        Movement::new(before(day), &format!("sale-{day}"), Does::Changes { cause, by, sold, expected: None })
    };
    let movements =
        (1..=60).map(sale).chain([count(before(61), "first", 1000), count(now(), "last", on_hand)]);
    let mut kept = store.ledger(&acme(), &place).await.expect("readable");
    kept.ledger = stock::Ledger::rebuild(movements, &testkit::orders::shop().time_zone());
    store.keep_ledger(&acme(), &place, &kept, now()).await.expect("kept");
    let mut entry = store.catalogue(&acme(), &[item.to_owned()]).await.expect("readable").remove(0);
    let described =
        Item { id: item.into(), sku: Some(item.into()), tracked: true, offered: true, ..Item::default() };
    (entry.entry.item, entry.entry.places) = (Some(described), vec!["berlin".into()]);
    store.keep_catalogued(&acme(), &entry).await.expect("kept");
}
