//! R20, and every crash point: however often what goes wrong, stock and alerts end as they must.

mod proposals;

use std::sync::Arc;

use bundle_tests::stock::{
    Desk, acme, alerts, desk, level, minute, now, order, pieces, product, take, with, work,
};
use domain::{
    NewEvent,
    event::Origin,
    stock::{self, Cause, Counted, Level, Moved, Quantities, Says},
};
use serde_json::{Value, json};
use shell::Scheduled as _;
use store::{Store, engine::Engine};
use testkit::{Faults, Faulty, Memory, orders::at};

fn rules() -> Value {
    json!({"threshold": 5})
}

fn moved(source: &str, on_hand: i64, minutes: i64) -> Moved {
    Moved {
        source: source.into(),
        at: minute(minutes),
        cause: Cause::Sale,
        change: Quantities::on_hand(on_hand),
        sold: -on_hand,
        expected: None,
        until: None,
        reason: None,
    }
}

fn count(pieces: i64) -> NewEvent {
    let counted = Counted {
        source: "first".into(),
        at: minute(-1),
        cause: Cause::Count,
        says: Says::OnHand(pieces),
        reason: None,
    };
    counted.event()
}

/// R20: a thousand decrements of ten items over 32 tasks, folded meanwhile by several workers, with redeliveries.
async fn race(engine: Arc<dyn Engine>) -> (usize, u64) {
    const ITEMS: usize = 10;
    let desk = Arc::new(
        desk(engine.clone(), &json!({"threshold": 50, "storm": {"alerts": 1000, "minutes": 15}}), now())
            .await,
    );
    let store = Store::on(engine);
    let entity = |item: usize| stock::at(&format!("I-{item}"), "berlin");
    // Of ten items six end below the threshold of fifty, four stay above it.
    let starts = |item: usize| if item % 5 < 3 { 140 } else { 160 };
    let texts: Arc<tokio::sync::Mutex<Vec<String>>> = Arc::default();
    for item in 0..ITEMS {
        store
            .journal_beside(&acme(), &entity(item), &count(starts(item)), &Origin::default(), now())
            .await
            .expect("counted");
        let event = store.event(&acme(), &entity(item), "counted#first").await.expect("read").expect("there");
        let (back, dead) = work(&desk, &[event.text]).await;
        assert!(back.is_empty() && dead.is_empty());
    }
    let writers = (0..32).map(|task| {
        let (store, texts) = (store.clone(), texts.clone());
        tokio::spawn(async move {
            for n in (task..1000).step_by(32) {
                let of = stock::at(&format!("I-{}", n % ITEMS), "berlin");
                let new = moved(&format!("sale#{n}"), -1, 0).event();
                while store.journal_beside(&acme(), &of, &new, &Origin::default(), now()).await.is_err() {}
                let kept = store.event(&acme(), &of, &new.effect).await.expect("read").expect("there");
                texts.lock().await.push(kept.text);
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let done = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let (texts, desk, done) = (texts.clone(), desk.clone(), done.clone());
            tokio::spawn(async move {
                let mut folded = 0;
                loop {
                    let batch: Vec<String> = {
                        let mut texts = texts.lock().await;
                        let take = texts.len().min(10);
                        // From either end, so that they meet and come out of order.
                        let from = if worker % 2 == 0 { 0 } else { texts.len() - take };
                        texts.drain(from..from + take).collect()
                    };
                    if batch.is_empty() {
                        if done.load(std::sync::atomic::Ordering::SeqCst) {
                            return folded;
                        }
                        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
                        continue;
                    }
                    folded += 1;
                    let (back, dead) = work(&desk, &batch).await;
                    assert!(dead.is_empty(), "{dead:?}");
                    // Every seventh batch is delivered twice.
                    let again = if folded % 7 == 0 { batch } else { back };
                    texts.lock().await.extend(again);
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("it ends");
    }
    done.store(true, std::sync::atomic::Ordering::SeqCst);
    let mut batches = 0;
    for worker in workers {
        batches += worker.await.expect("it ends");
    }
    let rest = std::mem::take(&mut *texts.lock().await);
    let (back, dead) = work(&desk, &rest).await;
    assert!(back.is_empty() && dead.is_empty(), "{back:?} {dead:?}");
    let mut told = 0;
    for item in 0..ITEMS {
        let id = format!("I-{item}");
        let (pieces, _) = pieces(&store, &id, "berlin").await;
        assert_eq!(pieces.on_hand, starts(item) - 100, "{id}");
        let alerted = alerts(&store, &id, "berlin").await;
        assert_eq!(alerted.len(), usize::from(starts(item) == 140), "{id}: {alerted:?}");
        told += alerted.len();
    }
    (told, batches)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_decrements_alert_once_per_crossing() {
    let (told, batches) = race(Arc::new(Memory::default())).await;
    println!(
        "figure: R20 in memory: 1000 decrements over 32 tasks, {batches} batches, {told} alerts for 6 crossings"
    );
    assert_eq!(told, 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_decrements_on_a_real_engine() {
    let (told, batches) = race(Arc::new(testkit::dynamo::start().await)).await;
    println!(
        "figure: R20 on dynoxide: 1000 decrements over 32 tasks, {batches} batches, {told} alerts for 6 crossings"
    );
    assert_eq!(told, 6);
}

/// Works the queue off.
async fn drain(engine: &Memory, desk: &Desk, faults: &Faults, seen: &mut usize, queue: &mut Vec<String>) {
    for _ in 0..60 {
        let texts = engine.streamed_after(*seen);
        *seen += texts.len();
        queue.extend(texts);
        if queue.is_empty() {
            return;
        }
        let batch: Vec<String> = queue.drain(..queue.len().min(10)).collect();
        match faults.survive(work(desk, &batch)).await {
            Some((back, dead)) => {
                assert!(dead.is_empty(), "{dead:?}");
                queue.extend(back);
            }
            None => queue.extend(batch),
        }
    }
    panic!("the queue doesn't come to rest");
}

/// What a run ends in: levels, and how often who was told.
async fn story(faults: &Arc<Faults>) -> (Vec<Quantities>, Vec<Level>, usize) {
    let engine = Arc::new(Memory::default());
    let calm = desk(engine.clone(), &rules(), now()).await;
    let faulty = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
    let desk = with(&calm, faulty.clone(), now());
    let (mut seen, mut queue): (usize, Vec<String>) = (0, Vec::new());
    let parcel = json!({"fulfillments": [{"id": 8, "status": "success", "line_items": [{"id": 1, "quantity": 2}]}], "updated_at": minute(2).to_string()});
    let lines = json!([
        {"line_item_id": 1, "quantity": 1, "restock_type": "return", "location_id": 1, "line_item": {"variant_id": 501}},
        {"line_item_id": 2, "quantity": 1, "restock_type": "no_restock", "location_id": null, "line_item": {"variant_id": 502}},
    ]);
    let refund =
        json!({"id": 5, "order_id": 1, "created_at": minute(4).to_string(), "refund_line_items": lines});
    let webhooks = [
        ("products/create", product()),
        ("inventory_levels/update", level(901, 1, 10, -10)),
        ("inventory_levels/update", level(902, 1, 7, -10)),
        ("orders/create", order(1, 0, &[(1, 501, 3), (2, 502, 2)], json!({}))),
        ("orders/create", order(2, 1, &[(1, 501, 3)], json!({}))),
        ("orders/partially_fulfilled", order(1, 0, &[(1, 501, 3), (2, 502, 2)], parcel)),
        ("refunds/create", refund),
    ];
    for (topic, body) in webhooks {
        for _ in 0..9 {
            let told = faults.survive(take(&faulty, "shopify", topic, &body, now())).await;
            if told.is_some_and(|told| told.starts_with("Ok")) {
                break;
            }
        }
        drain(&engine, &desk, faults, &mut seen, &mut queue).await;
    }
    // The night's sweep, what it wakes, and the morning's digest.
    let watch = stock_watch::StockWatch { store: faulty.clone() };
    let time = shell::TimeLeft::span(std::time::Duration::from_secs(600));
    for when in ["2026-01-16T02:05:00Z", "2026-01-16T07:05:00Z"] {
        for _ in 0..9 {
            if matches!(faults.survive(watch.round(at(when), &time)).await, Some((_, Ok(())))) {
                break;
            }
        }
        for _ in 0..9 {
            if matches!(
                faults.survive(timer::Timer(faulty.clone()).tick(at(when), &time)).await,
                Some(Ok(()))
            ) {
                break;
            }
        }
        drain(&engine, &desk, faults, &mut seen, &mut queue).await;
    }
    let store = Store::on(engine.clone());
    let mut levels = Vec::new();
    let mut told = Vec::new();
    for item in ["901", "902"] {
        levels.push(pieces(&store, item, "1").await.0);
        told.extend(alerts(&store, item, "1").await);
    }
    // A ledger that a night couldn't look at isn't judged anew until the next one: wake-ups may be fewer.
    let happened = engine.streamed_after(0).into_iter().filter(|text| !text.contains("\"due."));
    (levels, told, happened.count())
}

#[tokio::test(start_paused = true)]
async fn every_crash_ends_in_the_same_stock_and_the_same_alerts() {
    let calm = Faults::plan([]);
    let expected = story(&calm).await;
    assert_eq!(
        expected.0,
        [
            Quantities { on_hand: 9, reserved: 4, ..Quantities::default() },
            Quantities { on_hand: 6, reserved: 2, ..Quantities::default() },
        ]
    );
    assert_eq!(expected.1, [Level::Low, Level::Low]);
    let mut runs = 0;
    let each = if testkit::is_full() { 1 } else { 2 };
    for (point, fault) in calm.points().into_iter().step_by(each) {
        let faults = Faults::plan([(point, fault)]);
        let end = story(&faults).await;
        let name = faults.names().get(point).copied().unwrap_or("none");
        assert_eq!(end, expected, "{fault:?} at call {point} ({name})");
        runs += 1;
    }
    println!("figure: sweep of stock: {} calls, {runs} runs", calm.calls());
    assert!(runs > 100);
}
