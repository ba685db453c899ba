//! Stock in memory or on any engine: the door, the journal's stream, and `low-stock-alert` working off batches.

use std::{sync::Arc, time::Duration};

use domain::{
    Event, Failure, Settles as _, ShopId, Timestamp,
    settings::History,
    stock::{self, Level, Quantities},
};
use jiff::{SignedDuration, tz::TimeZone};
use low_stock_alert::{LowStockAlert, Stockroom};
use serde_json::{Value, json};
use shell::{Batch, Consumer, Message, TimeLeft, Verdict, work_off};
use store::{Store, engine::Engine, take_in::Incoming};
use testkit::orders::at;

/// When all of it happens.
pub fn now() -> Timestamp {
    at("2026-01-15T09:00:00Z")
}

/// So many minutes later.
pub fn minute(n: i64) -> Timestamp {
    now() + SignedDuration::from_mins(n)
}

/// A product of two variants, as Shopify tells it.
pub fn product() -> Value {
    json!({
        "id": 77, "title": "Mug", "vendor": "Kiln", "product_type": "Cups", "status": "active", "tags": "blue, tea",
        "updated_at": minute(-60).to_string(),
        "variants": [
            {"id": 501, "title": "Blue", "sku": "MUG-B", "inventory_item_id": 901, "inventory_management": "shopify"},
            {"id": 502, "title": "Red", "sku": "MUG-R", "inventory_item_id": 902, "inventory_management": "shopify"},
        ],
    })
}

/// So much of an item is available at a location, says Shopify.
pub fn level(item: u64, location: u64, available: i64, minutes: i64) -> Value {
    json!({"inventory_item_id": item, "location_id": location, "available": available, "updated_at": minute(minutes).to_string()})
}

/// An order of lines by id, variant and pieces, as Shopify tells it.
pub fn order(id: u64, minutes: i64, lines: &[(u64, u64, i64)], rest: Value) -> Value {
    let mut order = crate::arrivals::order(id, minute(minutes), minute(minutes), "paid");
    let line = |(id, variant, pieces): &(u64, u64, i64)| json!({"id": id, "variant_id": variant, "title": "Mug", "quantity": pieces, "current_quantity": pieces, "price": "8.00"});
    order["line_items"] = lines.iter().map(line).collect();
    if let (Some(order), Some(rest)) = (order.as_object_mut(), rest.as_object()) {
        order.extend(rest.clone());
    }
    order
}

/// `low-stock-alert` as its queue sees it.
pub struct Desk {
    room: Stockroom,
    history: History,
    now: Timestamp,
}

impl Desk {
    async fn settle(&self, events: &[Event]) -> Result<(), Failure> {
        let left = Duration::from_secs(30);
        self.room.settle_together(events, &self.history, self.now, left).await.map(drop)
    }
}

fn parse(message: &Message<'_>) -> Result<Event, Failure> {
    Event::parse(message.body)
}

impl Consumer for Desk {
    async fn consume(&self, message: &Message<'_>, _: &TimeLeft) -> Result<(), Failure> {
        self.settle(&[parse(message)?]).await
    }

    fn together(&self, message: &Message<'_>) -> Option<String> {
        <Stockroom as domain::Settles<LowStockAlert>>::together(&parse(message).ok()?)
    }

    async fn consume_together(&self, messages: &[Message<'_>], _: &TimeLeft) -> Result<(), Failure> {
        self.settle(&messages.iter().map(parse).collect::<Result<Vec<_>, _>>()?).await
    }
}

/// The shop `acme` with `low-stock-alert` live, and these rules beside.
pub fn shop(rules: &Value) -> domain::settings::Shop {
    let mut shop = testkit::orders::shop();
    let mut table = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z"});
    if let (Some(table), Some(rules)) = (table.as_object_mut(), rules.as_object()) {
        table.extend(rules.clone());
    }
    let table = serde_json::from_value(table).expect("a table");
    shop.automations.insert("low-stock-alert".to_owned(), table);
    shop
}

/// The shop's id.
pub fn acme() -> ShopId {
    testkit::orders::shop().id
}

/// Publishes the shop, and opens its stockroom on `engine`.
pub async fn desk(engine: Arc<dyn Engine>, rules: &Value, now: Timestamp) -> Desk {
    let store = Store::on(engine);
    let shop = shop(rules);
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
    let history = store.settings(&shop.id).await.expect("settings");
    Desk { room: Stockroom(store), history, now }
}

/// A stockroom of the shop as its settings now are.
pub async fn reopened(store: Store, now: Timestamp) -> Desk {
    let history = store.settings(&acme()).await.expect("settings");
    Desk { room: Stockroom(store), history, now }
}

/// The same settings with another store: one with faults, say.
pub fn with(desk: &Desk, store: Store, now: Timestamp) -> Desk {
    Desk { room: Stockroom(store), history: desk.history.clone(), now }
}

/// Works off a batch of event texts. Answers those that come back, and those that are dead with their reasons.
pub async fn work(desk: &Desk, texts: &[String]) -> (Vec<String>, Vec<(String, String)>) {
    let wakes = |text: &&String| {
        Event::parse(text)
            .is_ok_and(|event| <LowStockAlert as domain::Automation>::WAKES_ON.contains(&event.kind.as_str()))
    };
    let texts: Vec<&String> = texts.iter().filter(wakes).collect();
    let ids: Vec<String> = (0..texts.len()).map(|n| n.to_string()).collect();
    let mut messages = Vec::with_capacity(texts.len());
    for (id, text) in ids.iter().zip(&texts) {
        messages.push((id.as_str(), Message { body: text.as_str(), queue: "stock", deliveries: 1 }));
    }
    let batch = Batch { messages };
    let verdicts = work_off("test", desk, &batch, &TimeLeft::span(Duration::from_secs(60))).await;
    let (mut back, mut dead) = (Vec::new(), Vec::new());
    for (text, verdict) in texts.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Done => {}
            Verdict::Back(_) => back.push(text.clone()),
            Verdict::Dead(reason) => dead.push((text.clone(), reason)),
        }
    }
    (back, dead)
}

/// What a webhook says is taken in as the door does it. Answers what became of it.
pub async fn take(
    store: &Store,
    source: &'static str,
    topic: &'static str,
    body: &Value,
    now: Timestamp,
) -> String {
    let bytes = body.to_string().into_bytes();
    let hash = domain::event::hash_of(&bytes);
    let incoming =
        Incoming { shop: &acme(), from: source, topic, body: &bytes, hash: &hash, only_news: false };
    match intake::source(source).expect("a source").translate(topic, &bytes) {
        Ok(domain::webhook::Translation::Happened(happened)) => {
            format!("{:?}", store.take_in(&incoming, &happened, now).await.map(drop))
        }
        Ok(other) => format!("{other:?}"),
        Err(refusal) => refusal.to_string(),
    }
}

/// Pieces at a place, and whether they are known.
pub async fn pieces(store: &Store, item: &str, place: &str) -> (Quantities, bool) {
    let kept = store.ledger(&acme(), &stock::at(item, place)).await.expect("a ledger");
    let balance = kept.ledger.balance(&TimeZone::get("Europe/Berlin").expect("a zone"));
    (balance.pieces, balance.is_known())
}

/// Levels of all alerts of an item at a place, in order.
pub async fn alerts(store: &Store, item: &str, place: &str) -> Vec<Level> {
    let entity = stock::at(item, place);
    let story = store.story(&acme(), &entity).await.expect("a story");
    assert_eq!(story.broken, None, "{entity}");
    let alerted = story.events.iter().filter(|kept| kept.event.kind == "stock.alerted");
    alerted.map(|kept| kept.event.payload::<stock::Alert>().expect("an alert").level).collect()
}
