//! A shop that quotes dates, and its door.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{
    ShopId, Timestamp,
    link::LinkKey,
    settings::Shop,
    stock::{self, Does, Item, Ledger, Movement, Says},
};
use futures::{FutureExt as _, future::BoxFuture};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use shell::{Answer, HttpRequest, LinkKeys, SecretError};
use store::{
    Store,
    engine::{Engine, EngineError, Item as Row, Key, Page, Query, Table, Write},
    stock::{Catalogued, Entry, StockRecord, of_sku},
};
use testkit::{Memory, orders::at};

use crate::EddQuote;

pub(super) const KEY: &str = "acme-current-0123456789";

/// Monday noon in Berlin, before the cut-off.
pub(super) fn now() -> Timestamp {
    at("2026-03-02T11:00:00Z")
}

pub(super) fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// A warehouse in Berlin that works from Monday to Friday until 14:00, and two services.
pub(super) fn shop() -> Shop {
    serde_json::from_value(json!({
        "id": "acme", "name": "Acme Tea", "url": "https://acme.example/shop", "locale": "en-GB",
        "zone": "Europe/Berlin", "sender": {"address": "shop@acme.example"},
        "places": {"berlin": {"name": "Berlin", "country": "DE", "postcode": "10115", "calendar": {"cut_off": "14:00:00"}}},
        "carriers": {"DHL": {"services": {
            "express": {"titles": ["Express"], "min_days": 1, "max_days": 1, "to": ["DE"], "not_to": ["DE:islands"],
                "cash_on_delivery": false},
            "parcel": {"titles": ["Standard"], "min_days": 1, "max_days": 2, "to": ["EU"], "max_grams": 31500},
        }}},
        "automations": {"edd-calculation": {"mode": "live", "live_since": "1970-01-01T00:00:00Z",
            "services": ["DHL/parcel", "DHL/express"], "max_age": 900}},
    }))
    .expect("a shop")
}

/// The same with other words under `[automations.edd-calculation]`.
pub(super) fn with(own: Value) -> Shop {
    let mut shop = serde_json::to_value(shop()).expect("plain data");
    for (name, value) in own.as_object().expect("an object") {
        shop["automations"]["edd-calculation"][name] = value.clone();
    }
    serde_json::from_value(shop).expect("a shop")
}

/// Counts calls by name, and fails when it is told to.
#[derive(Default)]
pub(super) struct Watched {
    memory: Memory,
    calls: Mutex<BTreeMap<&'static str, usize>>,
    pub(super) broken: AtomicBool,
}

impl Watched {
    fn call(&self, name: &'static str) -> Result<(), EngineError> {
        *self.calls.lock().expect("unpoisoned").entry(name).or_default() += 1;
        let broken = self.broken.load(Ordering::Relaxed);
        if broken { Err(EngineError::Unavailable("a planned fault".into())) } else { Ok(()) }
    }

    /// What was called since the last time.
    pub(super) fn take_calls(&self) -> BTreeMap<&'static str, usize> {
        std::mem::take(&mut *self.calls.lock().expect("unpoisoned"))
    }
}

impl Engine for Watched {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Row>, EngineError>> {
        async move {
            self.call("get")?;
            self.memory.get(table, key).await
        }
        .boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Row>, EngineError>> {
        async move {
            self.call("batch_get")?;
            self.memory.batch_get(keys).await
        }
        .boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move {
            self.call("query")?;
            self.memory.query(query).await
        }
        .boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            self.call("write")?;
            self.memory.write(write).await
        }
        .boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            self.call("transact")?;
            self.memory.transact(writes).await
        }
        .boxed()
    }
}

/// One key, none, or nobody who answers.
pub(super) struct Keys(pub(super) Result<Option<&'static str>, ()>);

impl Keys {
    fn read(&self) -> Result<Option<LinkKey>, SecretError> {
        let word = self.0.map_err(|()| SecretError::new("a planned fault"))?;
        Ok(word.and_then(LinkKey::new))
    }
}

impl LinkKeys for Keys {
    fn signing<'a>(&'a self, _: &'a ShopId) -> BoxFuture<'a, Result<Option<LinkKey>, SecretError>> {
        async move { self.read() }.boxed()
    }

    fn opening<'a>(&'a self, _: &'a ShopId, _: bool) -> BoxFuture<'a, Result<Vec<LinkKey>, SecretError>> {
        async move { Ok(self.read()?.into_iter().collect()) }.boxed()
    }
}

pub(super) struct House {
    pub(super) engine: Arc<Watched>,
    pub(super) store: Store,
    pub(super) door: EddQuote,
}

impl House {
    pub(super) async fn new() -> Self {
        Self::of(&[shop()], Keys(Ok(Some(KEY)))).await
    }

    pub(super) async fn of(shops: &[Shop], keys: Keys) -> Self {
        let engine = Arc::new(Watched::default());
        let store = Store::on(Arc::clone(&engine) as Arc<dyn Engine>);
        for shop in shops {
            store.publish_settings(shop, Timestamp::UNIX_EPOCH).await.expect("published");
        }
        let house = Self { door: EddQuote::new(store.clone(), Arc::new(keys)), engine, store };
        for (item, sku, pieces) in [("1", "TEA-1", 10), ("2", "TEA-2", 0), ("3", "TEA-3", 2)] {
            house.stock(item, sku, pieces).await;
        }
        house.engine.take_calls();
        house
    }

    /// Puts an item into the catalogue, with so many pieces in Berlin.
    pub(super) async fn stock(&self, id: &str, sku: &str, pieces: i64) {
        let item = Item {
            id: id.into(),
            sku: Some(sku.into()),
            title: sku.into(),
            tracked: true,
            ..Item::default()
        };
        let entry = Entry { item: Some(item), places: vec!["berlin".into()], ..Entry::default() };
        let known = Catalogued { id: id.into(), version: 0, entry };
        self.store.keep_catalogued(&acme(), &known).await.expect("kept");
        self.store.keep_variant(&acme(), &of_sku(sku), id).await.expect("kept");
        let does = Does::Says(Says::OnHand(pieces));
        let movement = Movement { at: now().as_millisecond(), heard: 0, id: "0123456789ab".into(), does };
        let ledger = Ledger::rebuild([movement], &TimeZone::UTC);
        let kept = StockRecord { ledger, ..StockRecord::default() };
        self.store.keep_ledger(&acme(), &stock::at(id, "berlin"), &kept, now()).await.expect("kept");
    }

    pub(super) async fn at(&self, asked: HttpRequest, now: Timestamp) -> Answer {
        self.door.answer_at(&asked, now).await
    }

    pub(super) async fn get(&self, path: &str, query: &str) -> Answer {
        self.at(get(path, query), now()).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.at(post(path, body.to_string().into_bytes()), now()).await
    }
}

/// `shop=acme&sku=TEA-1`, as the API hands it on.
pub(super) fn get(doing: &str, query: &str) -> HttpRequest {
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    HttpRequest { method: "GET".into(), query: query.split('&').filter_map(pair).collect(), ..path(doing) }
}

pub(super) fn post(doing: &str, body: Vec<u8>) -> HttpRequest {
    HttpRequest { method: "POST".into(), body, ..path(doing) }
}

fn path(doing: &str) -> HttpRequest {
    let path = vec![("doing".to_owned(), doing.to_owned())];
    HttpRequest { path: if doing.is_empty() { vec![] } else { path }, ..HttpRequest::default() }
}

pub(super) fn header(answer: &Answer, name: &str) -> Option<String> {
    answer.all_headers().into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
}

pub(super) fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body.to_text()).expect("JSON")
}

/// A cart of these.
pub(super) fn cart(lines: &Value) -> Value {
    json!({"shop": "acme", "lines": lines, "destination": {"country": "DE", "postcode": "10115"}})
}
