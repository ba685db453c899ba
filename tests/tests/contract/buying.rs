//! Buying, with every branch that touches a table, its actions noted under the function that does them.

use std::{sync::Arc, time::Duration};

use bundle_tests::{
    buying::{PLACE, acme, shelve, shop},
    tapped::Tapped,
    world::Streaming as _,
};
use domain::{
    Automation as _, EntityRef, Event, NewEvent, Settles as _, Timestamp,
    document::Wanted,
    event::hash_of,
    purchase::{Arrival, Instructed, Receipt, State, Word},
    webhook::Received,
};
use jiff::SignedDuration;
use purchasing::{Office, Purchasing};
use reorder::{Buyer, Reorder};
use serde_json::json;
use store::{Store, commit::Commit, keys};
use testkit::Memory;

use crate::recorded::{Actions, named};

/// The shop's tables, watched, and how much of the journal was delivered.
struct Watched {
    engine: Arc<Tapped<Memory>>,
    store: Store,
    seen: usize,
    now: Timestamp,
}

impl Watched {
    /// What was journalled is delivered, and what each function does is noted.
    async fn run(&mut self, done: &mut Actions) {
        let left = Duration::from_secs(5);
        loop {
            let texts = self.engine.stream().await.split_off(self.seen);
            if texts.is_empty() {
                return;
            }
            self.seen += texts.len();
            for event in texts.iter().map(|text| Event::parse(text).expect("an event")) {
                self.engine.take_actions();
                let history = self.store.settings(&acme()).await.expect("settings");
                // Each function reads them for itself.
                let read = named(&self.engine);
                if Reorder::WAKES_ON.contains(&event.kind.as_str()) {
                    let buyer = Buyer(self.store.clone());
                    buyer.settle(&event, &history, self.now, left).await.expect("settled");
                    done.entry("reorder")
                        .or_default()
                        .extend(named(&self.engine).into_iter().chain(read.clone()));
                }
                if Purchasing::WAKES_ON.contains(&event.kind.as_str()) {
                    let office = Office(self.store.clone());
                    office.settle(&event, &history, self.now, left).await.expect("settled");
                    done.entry("purchasing").or_default().extend(named(&self.engine).into_iter().chain(read));
                }
                if event.kind == <Wanted as domain::Payload>::KIND {
                    let press = documents::Press(self.store.clone());
                    press.settle(&event, &history, self.now, left).await.expect("settled");
                }
            }
        }
    }

    async fn wait(&mut self, by: SignedDuration) {
        self.now += by;
        for shard in 0..keys::SHARDS {
            for _ in 0..2 {
                for due in self.store.due(shard, self.now, None).await.expect("readable").rows {
                    self.store.fire(&due, self.now).await.expect("fired");
                }
            }
        }
    }

    async fn say(&self, entity: &EntityRef, new: NewEvent) {
        self.store.journal(&acme(), entity, &[new], self.now).await.expect("journalled");
    }

    async fn sweep(&self) {
        for shard in 0..keys::SHARDS {
            self.store.ledger_page(&acme(), shard, None).await.expect("readable");
        }
        let date = self.now.strftime("%F").to_string();
        let (kind, effect) = ("stock.swept".to_owned(), format!("stock#swept#{date}"));
        let data = json!({"date": date, "ledgers": 2});
        let swept = NewEvent { kind, v: 1, effect, data, outward: false };
        self.say(&EntityRef::new("WATCH", "stock-sweep"), swept).await;
    }
}

/// From the night's look to the last piece: a draft that takes along what is needed next, approved, received; and another that
/// goes away with its need.
pub(crate) async fn of_buying(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let mut shop = shop(&json!({"reorder": {"policy": "min-max", "min": 10, "max": 40}}));
    let offers = json!([{"sku": "A", "price": "2.50"}, {"sku": "B", "price": "2.50"}]);
    let kiln = json!({"address": "orders@kiln.example", "currency": "EUR", "minimum_value": "150.00",
        "below_minimum": "top-up", "lead_days": 7, "offers": offers});
    shop.suppliers.insert("Kiln & Co".into(), serde_json::from_value(kiln).expect("a supplier"));
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
    let mut watched = Watched { engine, store, seen: 0, now };
    for (item, on_hand) in [("A", 8), ("B", 12)] {
        shelve(&watched.store, item, on_hand, watched.now).await;
    }
    watched.sweep().await;
    watched.run(done).await;
    for _ in 0..3 {
        watched.wait(SignedDuration::from_mins(10)).await;
        watched.run(done).await;
    }
    let open = watched.store.open_purchases(&acme()).await.expect("readable");
    let (entity, order) = open.into_iter().next().expect("a draft");
    assert_eq!((order.lines.len(), order.state), (2, State::Waiting));
    let approved =
        Instructed { word: Word::Approve, revision: order.revision, by: "ada".into(), reason: None };
    watched.say(&entity, approved.event(watched.now)).await;
    watched.run(done).await;
    let receipt = Receipt {
        purchase: "PO-2026-00001".into(),
        receipt: "DN-1".into(),
        lines: vec![Arrival { item: "A".into(), pieces: 32 }, Arrival { item: "B".into(), pieces: 30 }],
        at: watched.now,
    };
    let told: Received = serde_json::from_value(json!({"from": "own", "topic": "stock.received",
        "source": {"at": watched.now, "tie": hash_of("DN-1")}, "body": "", "details": receipt.details()}))
    .expect("a receipt");
    let at = EntityRef::new(Receipt::ENTITY, "DN-1");
    let (shop_id, head) = (acme(), domain::Head::default());
    let new = [NewEvent::named(Receipt::KIND, "stock.received#1", &told)];
    let mut commit = Commit::on(&shop_id, &at, &head, watched.now);
    commit.events = &new;
    watched.store.commit(commit).await.expect("written");
    watched.run(done).await;
    let order = watched.store.purchase_alone(&acme(), &entity).await.expect("readable").expect("there");
    assert_eq!(order.state, State::Received);
    // The next need goes away before it is ordered.
    // (What arrived isn't folded here: it counts on top.)
    shelve(&watched.store, "A", 8 - 32, watched.now).await;
    watched.wait(SignedDuration::from_hours(24)).await;
    watched.sweep().await;
    watched.run(done).await;
    assert_eq!(watched.store.open_proposals(&acme()).await.expect("readable").len(), 1, "at {PLACE}");
    shelve(&watched.store, "A", 300, watched.now).await;
    watched.wait(SignedDuration::from_hours(24)).await;
    watched.sweep().await;
    watched.run(done).await;
    assert!(watched.store.open_proposals(&acme()).await.expect("readable").is_empty());
}
