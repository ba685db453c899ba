//! The looks that aren't conditions of the store's, and how the world takes each away when [`testkit::mutant`] says so:
//! by what a function is given (its store, its clock, its request), never in its code.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Timestamp,
    link::{Link, LinkKey, ORDER_STATUS},
};
use futures::{FutureExt as _, TryFutureExt as _, future::BoxFuture};
use intake::{Headers, Secret};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shell::HttpRequest;
use store::{
    Store,
    engine::{Action, Engine, EngineError, Item, Key, Page, Query, Table, Write, text},
    keys,
};
use testkit::mutant::is_off;

use crate::arrivals::SECRET;

/// Each look, and how it is taken away.
pub const LOOKS: &[(&str, &str)] = &[
    ("signature", "whoever opens the door signs whatever comes"),
    ("signed-time", "the door's clock says what the sender wrote down"),
    ("look-at-ledger", "the carrier finds no row of any send"),
    ("look-at-facts", "the carrier reads an order once and never again"),
    ("look-at-switch", "the carrier reads every switch as live"),
    ("look-at-suppression", "the carrier finds no address suppressed"),
    ("look-at-newer", "the carrier finds no other mail about an order"),
    ("look-at-stock", "the carrier finds nothing that was told of a stock after its alert"),
    ("look-at-limit", "how many mails the carrier sent on a day is forgotten at once"),
    ("look-at-lease", "the carrier's clock stands still while it works"),
    ("lease", "a lease ends as it begins"),
    ("patience", "SES's word on a send is not waited for"),
    ("link-keys", "every key opens the links of every shop, one that was retired as well"),
    ("link-expiry", "the pages' clock stands a second before a link's end"),
    ("link-purpose", "a link for another page is taken for one to an order's"),
    ("form-proof", "whatever is posted to an action comes with its form's proof"),
    ("matching-body", "every body belongs to the head beside it"),
];

/// A request as it comes to the door, and what the door's clock says.
pub fn at_the_door(mut asked: HttpRequest, now: Timestamp) -> (HttpRequest, Timestamp) {
    let pairs = asked.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers = Headers::new(pairs);
    if is_off("signed-time") {
        let written = headers.get("webhook-timestamp").and_then(|at| at.parse().ok());
        let at = written.and_then(|at| Timestamp::from_second(at).ok());
        return (asked, at.unwrap_or(now));
    }
    if let Some(source) = intake::source(asked.parameter("source")).filter(|_| is_off("signature")) {
        let topic = source.topic(&headers, &asked.body).unwrap_or_default();
        for (name, value) in source.sign(&topic, &asked.body, &Secret::new(SECRET), now) {
            let name = name.to_lowercase();
            asked.headers.retain(|(there, _)| *there != name);
            asked.headers.push((name, value));
        }
    }
    (asked, now)
}

/// All keys that sign links in these tests.
const LINK_KEYS: [&str; 4] = [
    "acme-current-0123456789",
    "acme-previous-0123456789",
    "acme-retired-0123456789",
    "rosen-current-0123456789",
];

/// Which keys open a shop's links, where these are its own.
pub fn opening(own: Vec<&'static str>) -> Vec<&'static str> {
    if is_off("link-keys") { LINK_KEYS.to_vec() } else { own }
}

/// A request as it comes to an order's page: what was signed for another one is signed anew for this.
pub fn at_the_page(mut asked: HttpRequest, now: Timestamp) -> HttpRequest {
    if is_off("link-purpose") {
        for (_, token) in asked.path.iter_mut().filter(|(name, _)| name == "token") {
            let anew = LINK_KEYS.into_iter().filter_map(LinkKey::new).find_map(|key| {
                let link = Link::open(token, "returns", std::slice::from_ref(&key), now)?;
                Some(Link { purpose: ORDER_STATUS, ..link }.sign(&key))
            });
            *token = anew.unwrap_or_else(|| std::mem::take(token));
        }
    }
    asked
}

/// A request as it comes to an action: with what only its page's form would send.
pub fn at_the_form(mut asked: HttpRequest) -> HttpRequest {
    if is_off("form-proof")
        && let Some(proof) = Link::proof(asked.parameter("token"))
    {
        asked.body = format!("proof={proof}").into_bytes();
    }
    asked
}

/// What the clock of the pages says.
pub fn pages_clock(now: Timestamp) -> Timestamp {
    if is_off("link-expiry") { now - SignedDuration::from_secs(1) } else { now }
}

/// How long the carrier waits for SES's word.
pub fn patience(patience: SignedDuration) -> SignedDuration {
    if is_off("patience") { SignedDuration::ZERO } else { patience }
}

/// What the carrier's clock says, when it began at `began` and it is `now`.
pub fn clock(began: Timestamp, now: Timestamp) -> Timestamp {
    if is_off("look-at-lease") { began } else { now }
}

/// The carrier's store on `engine`.
pub fn carriers_store(engine: Arc<dyn Engine>) -> Store {
    Store::on(Arc::new(View { engine, seen: Mutex::default() }))
}

/// An engine as the carrier sees it.
struct View {
    engine: Arc<dyn Engine>,
    /// What a batch read found the first time.
    seen: Mutex<BTreeMap<Vec<Key>, Vec<Item>>>,
}

impl View {
    /// Whether a row isn't shown.
    fn hides(&self, table: Table, key: &Key) -> bool {
        (table == Table::Once && is_off("look-at-ledger"))
            || (key.sk == "LIST#suppressed" && is_off("look-at-suppression"))
    }

    /// These keys without those of what was told of a stock, where that isn't looked at.
    fn without_later(keys: Vec<Key>) -> Vec<Key> {
        let told =
            |key: &Key| key.sk.strip_prefix(keys::EVENTS).is_some_and(|effect| effect.starts_with("stock#"));
        keys.into_iter().filter(|key| !(is_off("look-at-stock") && told(key))).collect()
    }

    /// What was read of these rows the first time, where facts aren't looked at again.
    async fn once(
        &self,
        keys: Vec<Key>,
        read: impl Future<Output = Result<Vec<Item>, EngineError>>,
    ) -> Result<Vec<Item>, EngineError> {
        if !is_off("look-at-facts") {
            return read.await;
        }
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(&keys).cloned();
        if let Some(items) = seen {
            return Ok(items);
        }
        let items = read.await?;
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(keys, items.clone());
        Ok(items)
    }

    fn shown(&self, of_settings: bool, mut page: Page) -> Page {
        if of_settings && is_off("look-at-switch") {
            page.items.iter_mut().for_each(as_live);
        }
        page
    }
}

impl Engine for View {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        if self.hides(table, &key) {
            return async { Ok(None) }.boxed();
        }
        if key.sk != "BODY" {
            return self.engine.get(table, key);
        }
        let read = self.engine.get(table, key.clone()).map_ok(|item| item.into_iter().collect());
        self.once(vec![key], read).map_ok(|items| items.into_iter().next()).boxed()
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        if self.hides(table, &key) {
            return async { Ok(None) }.boxed();
        }
        self.engine.get_lately(table, key)
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        let keys = Self::without_later(keys);
        self.once(keys.clone(), self.engine.batch_get(keys)).boxed()
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.once(keys.clone(), self.engine.batch_get_lately(keys)).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        let of_settings = query.partition.ends_with("#SETTINGS");
        self.engine.query(query).map_ok(move |page| self.shown(of_settings, page)).boxed()
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        let of_settings = query.partition.ends_with("#SETTINGS");
        if is_off("look-at-newer") && query.prefix.strip_prefix(keys::EVENTS) == Some("mail#") {
            return async { Ok(Page::default()) }.boxed();
        }
        self.engine.query_lately(query).map_ok(move |page| self.shown(of_settings, page)).boxed()
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.engine.swap(write)
    }

    fn write(&self, mut write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        if let (Action::Put(item), true) = (&mut write.action, is_off("lease"))
            && let Some(since) = item.get("since").cloned()
        {
            item.insert("lease_until".to_owned(), since);
        }
        if write.key.pk.ends_with("#COUNTER#mails") && is_off("look-at-limit") {
            return async { Ok(()) }.boxed();
        }
        self.engine.write(write)
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.engine.transact(writes)
    }
}

/// A version of settings in which every automation is live.
fn as_live(version: &mut Item) {
    let Some(mut shop) = text(version, "shop").and_then(|text| serde_json::from_str::<Value>(text).ok())
    else {
        return;
    };
    for table in shop["automations"].as_object_mut().into_iter().flat_map(|tables| tables.values_mut()) {
        table["mode"] = json!("live");
        table["live_since"] = json!(Timestamp::UNIX_EPOCH.to_string());
    }
    version.insert("shop".to_owned(), shop.to_string().into());
}
