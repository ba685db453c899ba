//! What stock costs: movements a second and units for each through the ledger, and the nightly sweep.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    Timestamp,
    event::Origin,
    stock::{self, Cause, Counted, Moved, Movement, Quantities, Says},
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::{Value, json};
use shell::TimeLeft;
use store::{Store, engine::Engine, stock::StockRecord};
use testkit::Memory;

use crate::stock::{acme, desk, level, order, pieces, product, take, wakes, work};

fn now() -> Timestamp {
    "2026-01-15T09:00:00Z".parse().expect("an instant")
}

fn moved(n: usize, minute: usize) -> Moved {
    let minute = i64::try_from(minute).unwrap_or_default();
    Moved {
        source: format!("order#{n}#1"),
        at: now() + SignedDuration::from_mins(minute),
        cause: Cause::Sale,
        change: Quantities::reserved(1),
        sold: 1,
        expected: None,
        until: None,
        reason: None,
    }
}

fn counted() -> Counted {
    let says = Says::Available(1_000_000);
    Counted { source: "first".into(), at: now(), cause: Cause::Count, says, reason: None }
}

/// Journals and folds `movements` of `items` in batches of so many.
async fn through(engine: Arc<dyn Engine>, items: usize, movements: usize, batch: usize) -> Duration {
    let desk = desk(engine.clone(), &json!({}), now()).await;
    let store = Store::on(engine);
    for item in 0..items {
        let entity = stock::at(&format!("I-{item}"), "berlin");
        store
            .journal_beside(&acme(), &entity, &counted().event(), &Origin::default(), now())
            .await
            .expect("kept");
        let event = store.event(&acme(), &entity, "counted#first").await.expect("read").expect("there");
        work(&desk, &[event.text]).await;
    }
    let began = Instant::now();
    let mut texts = Vec::with_capacity(batch);
    for n in 0..movements {
        let entity = stock::at(&format!("I-{}", n / batch % items), "berlin");
        let moved = moved(n, n / 10);
        let (new, heard) = (moved.event(), moved.at);
        store.journal_beside(&acme(), &entity, &new, &Origin::default(), heard).await.expect("journalled");
        let event = domain::Event::place(&new, &acme(), &entity, &Origin::default(), (0, ""), heard);
        texts.push(event.seal().0);
        if texts.len() == batch {
            let (back, dead) = work(&desk, &texts).await;
            assert!(back.is_empty() && dead.is_empty());
            texts.clear();
        }
    }
    began.elapsed()
}

fn a_second(count: usize, took: Duration) -> u128 {
    count as u128 * 1_000_000 / took.as_micros().max(1)
}

/// Hundredths of write units for each movement, journal and ledger, in batches of so many of one item.
async fn units(batch: usize) -> u64 {
    let engine = Arc::new(Memory::default());
    through(engine.clone(), 1, 0, batch).await;
    let before = engine.write_units();
    let fresh = Arc::new(Memory::default());
    through(fresh.clone(), 1, 1000, batch).await;
    (fresh.write_units() - before) * 100 / 1000
}

/// A night's sweep of so many items, each with a count and two sales.
async fn sweep(items: usize) -> Value {
    let engine = Arc::new(Memory::default());
    desk(engine.clone(), &json!({}), now()).await;
    let store = Store::on(engine.clone());
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    for item in 0..items {
        let entity = stock::at(&format!("I-{item}"), "berlin");
        let mut movements = Vec::new();
        for new in [counted().event(), moved(1, 3).event(), moved(2, 4).event()] {
            store
                .journal_beside(&acme(), &entity, &new, &Origin::default(), now())
                .await
                .expect("journalled");
            let event = domain::Event::place(&new, &acme(), &entity, &Origin::default(), (0, ""), now());
            movements.extend(Movement::of(&event).expect("readable"));
        }
        let kept = StockRecord { ledger: stock::Ledger::rebuild(movements, &zone), ..StockRecord::default() };
        store.keep_ledger(&acme(), &entity, &kept, now()).await.expect("kept");
    }
    store.ledger_page(&acme(), 0, None).await.expect("a page");
    let watch = stock_watch::StockWatch { store };
    // The first night has everything judged, as the first after a change of settings has; the next ones are as usual.
    let anew = night(&engine, &watch, items, 18).await;
    let mut usual = night(&engine, &watch, items, 42).await;
    usual["anew"] = anew;
    usual
}

/// One night, so many hours on.
async fn night(engine: &Memory, watch: &stock_watch::StockWatch, items: usize, hours: i64) -> Value {
    let (halves, units) = (engine.read_halves(), engine.write_units());
    let (calls, began) = (engine.calls(), Instant::now());
    let time = TimeLeft::span(Duration::from_secs(36_000));
    let (round, done) = watch.round(now() + SignedDuration::from_hours(hours), &time).await;
    done.expect("a round");
    assert_eq!((round.swept, round.wrong, round.behind), (items as u64, 0, 0));
    json!({
        "items": items,
        "millis": u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        "read_units": (engine.read_halves() - halves) / 2,
        "write_units": engine.write_units() - units,
        "calls": engine.calls() - calls,
    })
}

/// What so many orders of one line, of an item at one place, use in `low-stock-alert`: each is booked, and what it moved is
/// folded into its level, a message at a time. What the door uses isn't counted.
async fn sold(orders: u64) -> Value {
    let engine = Arc::new(Memory::default());
    let desk = desk(engine.clone(), &json!({}), now()).await;
    let store = Store::on(engine.clone());
    let (mut seen, mut invoked, mut published) = (0, 0, 0);
    let mut used = [0; 3];
    let first = -i64::try_from(orders).unwrap_or_default();
    for (topic, body) in
        [("products/create", product()), ("inventory_levels/update", level(901, 1, 1_000_000, first - 1))]
    {
        take(&store, "shopify", topic, &body, now()).await;
    }
    for n in 0..=orders {
        // What was before the first order is carried and not counted.
        let counted = u64::from(n > 0);
        if n > 0 {
            let minutes = first + i64::try_from(n).unwrap_or_default();
            take(&store, "shopify", "orders/create", &order(n, minutes, &[(1, 501, 1)], json!({})), now())
                .await;
        }
        let before = [engine.write_units(), engine.read_halves(), engine.calls()];
        let mut from_the_door = true;
        loop {
            let texts = engine.streamed_after(seen);
            seen += texts.len();
            if texts.is_empty() {
                break;
            }
            for text in texts {
                published += u64::from(!from_the_door) * counted;
                invoked += u64::from(wakes(&text)) * counted;
                let (back, dead) = work(&desk, &[text]).await;
                assert!(back.is_empty() && dead.is_empty(), "{dead:?}");
            }
            from_the_door = false;
        }
        let after = [engine.write_units(), engine.read_halves(), engine.calls()];
        for (sum, (after, before)) in used.iter_mut().zip(after.into_iter().zip(before)) {
            *sum += (after - before) * counted;
        }
    }
    let (left, known) = pieces(&store, "901", "1").await;
    assert!(
        known && i64::try_from(orders).is_ok_and(|sold| left.available(0) == 1_000_000 - sold),
        "{left:?}"
    );
    let [write_units, read_halves, calls] = used;
    json!({"orders": orders, "invoked": invoked, "published": published, "calls": calls, "write_units": write_units,
        "read_halves": read_halves})
}

/// All of it; sweeps of each of these sizes.
pub async fn measure(sizes: &[usize]) -> Value {
    let memory = a_second(10_000, through(Arc::new(Memory::default()), 100, 10_000, 10).await);
    let engine = Arc::new(testkit::dynamo::start().await);
    let dynoxide = a_second(1_000, through(engine, 100, 1_000, 10).await);
    let mut sweeps = Vec::new();
    for size in sizes {
        sweeps.push(sweep(*size).await);
    }
    json!({
        "a_second_in_memory": u64::try_from(memory).unwrap_or(u64::MAX),
        "a_second_on_dynoxide": u64::try_from(dynoxide).unwrap_or(u64::MAX),
        "units_alone": units(1).await,
        "units_of_ten": units(10).await,
        "units_of_a_hundred": units(100).await,
        "order": sold(100).await,
        "sweeps": sweeps,
    })
}
