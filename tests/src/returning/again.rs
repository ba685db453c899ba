//! The same world once more: later, or with calls that go wrong.

use std::{sync::Arc, time::Duration};

use domain::{
    NewEvent, Settles as _, SourceVersion, Timestamp,
    event::hash_of,
    order::Order,
    returns::{
        analytics::Month,
        told::{Told, kinds},
    },
    webhook::Received,
};
use jiff::SignedDuration;
use returns_approval::Desk;
use serde_json::json;
use store::{Store, take_in::Incoming};
use testkit::{Faults, Faulty, orders::told};

use super::{ORDER, Returning, entity, order, request, shop};

impl Returning {
    /// The shop tells of the order once more, later.
    pub async fn know_anew(&mut self, order: Order) {
        self.now += SignedDuration::from_mins(1);
        self.know(order).await;
        self.seen = self.engine.streamed_after(0).len();
    }

    /// From now on `returns-approval` works on this store.
    pub fn work_on(&mut self, store: Store) {
        self.desk = Desk(store);
    }
}

/// The world's table, whose calls go wrong as these say.
pub fn faulty(world: &Returning, faults: &Arc<Faults>) -> Store {
    Store::on(Arc::new(Faulty { engine: world.engine.clone(), faults: faults.clone() }))
}

/// A shop with an order and a return of it that was decided; answers when the report on their month is due. For stores of any kind.
pub async fn told_of_a_month(store: &Store, now: Timestamp) -> Timestamp {
    let shop = shop(&json!({}));
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
    let order = order(2, now);
    let happened = told("order.updated", order, now);
    let body = serde_json::to_string(&happened).expect("plain data");
    let (hash, topic) = (hash_of(&body), happened.kind.as_str());
    let (from, body) = ("shopify", body.as_bytes());
    let incoming = Incoming { shop: &shop.id, from, topic, body, hash: &hash, only_news: false };
    store.take_in(&incoming, &happened, now).await.expect("taken in");
    let received = Received {
        from: "own".into(),
        topic: kinds::REQUESTED.into(),
        source: SourceVersion { at: now, tie: "r1".into() },
        superseded: false,
        details: [("order".to_owned(), ORDER.to_owned())].into(),
        returned: Some(Box::new(Told::Requested { request: request("r1", 1, now) })),
        body: String::new(),
    };
    let asked = NewEvent::named(kinds::REQUESTED, "own#r1", &received);
    store.journal(&shop.id, &entity("r1"), &[asked], now).await.expect("journalled");
    let story = store.story(&shop.id, &entity("r1")).await.expect("readable");
    let history = Arc::new(store.settings(&shop.id).await.expect("settings"));
    let (desk, event) = (Desk(store.clone()), &story.events[0].event);
    desk.settle(event, &history, now, Duration::from_secs(30)).await.expect("settled");
    let month = Month::of(shop.day(now), &shop.time_zone()).expect("a month");
    month.until + SignedDuration::from_hours(9)
}
