//! A shop's platform as its documentation describes it, with orders that change and trouble on request: the GraphQL
//! API of Shopify, the REST API of WooCommerce. In the process, or behind a socket on the loopback.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::ready,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::Timestamp;
use futures::{FutureExt as _, future::BoxFuture};
use serde_json::{Value, json};
use shell::{Credentials, SecretError};
use web::{Answer, Ask, Pauses, Trouble, Unanswered, Web};

use crate::{
    loopback::{Answers, HttpRequest, Loopback},
    till::Till,
    woo,
};

/// What opens the shop: Shopify's token, or WooCommerce's key and secret.
pub const KEYS: [&str; 2] = ["ck_test", "cs_test"];
/// The same as WooCommerce's header says it.
const BASIC: &str = "Basic Y2tfdGVzdDpjc190ZXN0";

/// Shopify's leaky bucket on the standard plan: points, and points a second.
const BUCKET: u64 = 2000;
const RESTORED: u64 = 100;

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This status, with a page for people.
    Status(u16),
    /// 429, to be asked again after so many seconds.
    TooMany(u64),
    /// Status 200, and a page for people: a shop under maintenance.
    Html,
    /// The connection is closed instead of an answer.
    Cut,
    /// The connection is closed in the middle of the answer.
    Half,
    /// What was asked is done, and the connection closed instead of an answer.
    Lost,
    /// Nobody can be reached.
    Down,
    /// The answer points elsewhere.
    Moved,
}

/// An order of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sold {
    placed: Timestamp,
    changed: Timestamp,
    broken: bool,
}

#[derive(Debug, Default)]
struct State {
    orders: BTreeMap<u64, Sold>,
    /// By the number of the request, counted from one.
    faults: BTreeMap<u64, Fault>,
    /// Every so many requests.
    every: Vec<(u64, Fault)>,
    /// Orders that change right after a request.
    later: BTreeMap<u64, (u64, Timestamp)>,
    requests: u64,
    spent: u64,
    paused: Duration,
    passed: Duration,
}

/// A shop.
#[derive(Debug, Default)]
pub struct Shop {
    state: Mutex<State>,
    /// Its money side.
    pub till: Till,
}

impl Shop {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An order is placed.
    pub fn sell(&self, id: u64, at: Timestamp) {
        self.state().orders.insert(id, Sold { placed: at, changed: at, broken: false });
    }

    /// An order changes.
    pub fn change(&self, id: u64, at: Timestamp) {
        self.state().orders.entry(id).and_modify(|order| order.changed = at);
    }

    /// An order gets a currency that there isn't.
    pub fn spoil(&self, id: u64) {
        self.state().orders.entry(id).and_modify(|order| order.broken = true);
    }

    /// An order changes right after the request of this number, counted from one.
    pub fn change_after(&self, request: u64, id: u64, at: Timestamp) {
        self.state().later.insert(request, (id, at));
    }

    /// What goes wrong with these requests, counted from one from now on.
    pub fn plan(&self, faults: impl IntoIterator<Item = (u64, Fault)>) {
        let mut state = self.state();
        let done = state.requests;
        state.faults = faults.into_iter().map(|(number, fault)| (done + number, fault)).collect();
    }

    /// What goes wrong with every so many-th request.
    pub fn every(&self, faults: &[(u64, Fault)]) {
        self.state().every = faults.to_vec();
    }

    /// How many requests there were.
    pub fn requests(&self) -> u64 {
        self.state().requests
    }

    /// Time passes: the bucket fills.
    pub fn pass(&self, time: Duration) {
        self.state().passed += time;
    }

    /// How long whoever asked has waited in between.
    pub fn paused(&self) -> Duration {
        self.state().paused
    }

    /// What goes wrong with the request that comes next.
    fn next_fault(&self) -> Option<Fault> {
        let state = self.state();
        let number = state.requests + 1;
        let often = state.every.iter().find(|(n, _)| number.is_multiple_of(*n)).map(|(_, fault)| *fault);
        state.faults.get(&number).copied().or(often)
    }

    /// The answer to a request; or half of it; or none.
    fn answer(&self, asked: &HttpRequest<'_>) -> (Option<Answer>, bool) {
        let mut state = self.state();
        state.requests += 1;
        let number = state.requests;
        let often = state.every.iter().find(|(n, _)| number.is_multiple_of(*n)).map(|(_, fault)| *fault);
        let page = |status, headers: &[(&str, &str)]| {
            let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            Some(Answer { status, headers, body: b"<html>One moment, please</html>".to_vec() })
        };
        let fault = state.faults.get(&number).copied().or(often);
        let answer = match fault {
            Some(Fault::Cut | Fault::Down) => None,
            Some(Fault::Status(status)) => page(status, &[]),
            Some(Fault::Html) => page(200, &[]),
            Some(Fault::TooMany(after)) => page(429, &[("retry-after", &after.to_string())]),
            Some(Fault::Moved) => page(301, &[("location", "http://elsewhere.invalid/")]),
            Some(Fault::Half | Fault::Lost) | None => Some(state.answer(asked, &self.till)),
        };
        let answer = answer.filter(|_| fault != Some(Fault::Lost));
        if let Some((id, at)) = state.later.remove(&number) {
            state.orders.entry(id).and_modify(|order| order.changed = at);
        }
        (answer, fault == Some(Fault::Half))
    }
}

impl State {
    fn answer(&mut self, asked: &HttpRequest<'_>, till: &Till) -> Answer {
        let path = asked.target.split('?').next().unwrap_or_default();
        let opens =
            ["x-shopify-access-token", "authorization", "webhook-signature"].into_iter().find_map(|name| {
                (asked.header)(name).map(|key| key == KEYS[0] || key == BASIC || name == "webhook-signature")
            });
        if opens == Some(true)
            && let Some(answer) = till.answer(path, asked.header, asked.body)
        {
            return answer;
        }
        if path.starts_with("/admin/api/") && path.ends_with("/graphql.json") {
            return match (asked.header)("x-shopify-access-token").as_deref() {
                Some(token) if token == KEYS[0] => self.graphql(asked.body),
                _ => answer(
                    401,
                    &[],
                    &json!({"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}),
                ),
            };
        }
        if path.ends_with("/wp-json/wc/v3/orders") {
            return match (asked.header)("authorization").as_deref() {
                Some(BASIC) => self.rest(asked.target),
                _ => answer(
                    401,
                    &[],
                    &json!({"code": "woocommerce_rest_cannot_view", "data": {"status": 401}}),
                ),
            };
        }
        answer(404, &[], &json!({"errors": "Not Found"}))
    }

    /// Orders that `keep`, by when they changed and then by id.
    fn sorted(&self, keep: impl Fn(&Sold) -> bool) -> Vec<(Timestamp, u64)> {
        let kept = self.orders.iter().filter(|(_, order)| keep(order));
        let sorted: BTreeSet<_> = kept.map(|(id, order)| (order.changed, *id)).collect();
        sorted.into_iter().collect()
    }

    fn graphql(&mut self, body: &[u8]) -> Answer {
        let asked: Value = serde_json::from_slice(body).expect("a question is JSON");
        let variables = &asked["variables"];
        let first = variables["first"].as_u64().expect("how many");
        let search = variables["query"].as_str().expect("a search");
        let since = search.strip_prefix("updated_at:>='").and_then(|rest| rest.strip_suffix('\''));
        let since: Timestamp = since.and_then(|at| at.parse().ok()).expect("since when");
        assert!(asked["query"].as_str().is_some_and(|query| query.contains("sortKey: UPDATED_AT")));

        let (requested, actual) = (20 + 125 * first, 20 + 40 * first);
        let passed = (self.passed + self.paused).as_millis();
        let restored = RESTORED * u64::try_from(passed).unwrap_or(u64::MAX) / 1000;
        let available = (BUCKET + restored).saturating_sub(self.spent).min(BUCKET);
        let cost = |actual: Option<u64>, available: u64| {
            json!({"cost": {"requestedQueryCost": requested, "actualQueryCost": actual, "throttleStatus":
                {"maximumAvailable": BUCKET, "currentlyAvailable": available, "restoreRate": RESTORED}}})
        };
        if requested > available {
            let error = json!({"message": "Throttled", "extensions": {"code": "THROTTLED"}});
            return answer(200, &[], &json!({"errors": [error], "extensions": cost(None, available)}));
        }
        self.spent = BUCKET + restored - (available - actual);

        // A cursor names the order that it stands behind: by value, so it holds while orders change.
        let after = variables["after"].as_str().map(|cursor| {
            let (changed, id) = cursor.split_once('|').expect("a cursor of ours");
            (changed.parse().expect("an instant"), id.parse().expect("an id"))
        });
        let rest = self.sorted(|order| order.changed >= since);
        let rest: Vec<(Timestamp, u64)> =
            rest.into_iter().filter(|order| after.is_none_or(|after| *order > after)).collect();
        let first = usize::try_from(first).expect("few");
        let page = &rest[..rest.len().min(first)];
        let nodes: Vec<Value> = page.iter().map(|(_, id)| node(*id, &self.orders[id])).collect();
        let end = page.last().map(|(changed, id)| format!("{changed}|{id}"));
        let page_info = json!({"hasNextPage": rest.len() > page.len(), "endCursor": end});
        let data = json!({"orders": {"nodes": nodes, "pageInfo": page_info}});
        answer(200, &[], &json!({"data": data, "extensions": cost(Some(actual), available - actual)}))
    }

    fn rest(&self, target: &str) -> Answer {
        let query: BTreeMap<&str, &str> = target
            .split_once('?')
            .map_or("", |(_, q)| q)
            .split('&')
            .filter_map(|p| p.split_once('='))
            .collect();
        for (name, value) in [("dates_are_gmt", "true"), ("orderby", "modified"), ("order", "asc")] {
            assert_eq!(query.get(name), Some(&value), "the order of pages hangs on it");
        }
        let number = |name: &str| query[name].parse::<usize>().expect("a number");
        let (size, page) = (number("per_page"), number("page"));
        assert!((1..=100).contains(&size), "WooCommerce gives at most 100");
        let after: Timestamp =
            format!("{}Z", query["modified_after"]).parse().expect("a time without a zone");
        let found = self.sorted(|order| order.changed > after);
        let orders: Vec<Value> = found
            .iter()
            .skip(size * (page - 1))
            .take(size)
            .map(|(_, id)| self.orders[id].as_woo(*id))
            .collect();
        let (total, pages) = (found.len().to_string(), found.len().div_ceil(size).to_string());
        answer(200, &[("x-wp-total", &total), ("x-wp-totalpages", &pages)], &json!(orders))
    }
}

impl Sold {
    fn as_woo(&self, id: u64) -> Value {
        let mut order = woo::order(id, self.placed);
        let changed = self.changed.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        order["date_modified"] = json!(changed);
        order["date_modified_gmt"] = json!(changed);
        if self.broken {
            order["currency"] = json!("€");
        }
        order
    }
}

/// An order as the question of `intake` has it answered.
fn node(id: u64, order: &Sold) -> Value {
    let mut node: Value = serde_json::from_str(include_str!("shopify-node.json")).expect("JSON");
    let time = |at: Timestamp| json!(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    node["id"] = json!(id.to_string());
    node["admin_graphql_api_id"] = json!(format!("gid://shopify/Order/{id}"));
    node["name"] = json!(format!("#{id}"));
    for (key, at) in
        [("created_at", order.placed), ("processed_at", order.placed), ("updated_at", order.changed)]
    {
        node[key] = time(at);
    }
    let email = json!(format!("buyer-{id}@example.com"));
    node["customer"]["default_email_address"]["email"] = email.clone();
    node["email"] = email;
    if order.broken {
        node["currency"] = json!("€");
        node["presentment_currency"] = json!("€");
    }
    node
}

fn answer(status: u16, headers: &[(&str, &str)], body: &Value) -> Answer {
    let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    Answer { status, headers, body: body.to_string().into_bytes() }
}

/// The shop without a socket, for tests that stop the clock.
#[derive(Debug, Clone)]
pub struct InProcess(pub Arc<Shop>);

impl Web for InProcess {
    async fn fetch(&self, ask: &Ask, _: Duration) -> Result<Answer, Trouble> {
        let header =
            |name: &str| ask.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
        let target = ask.url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let body = ask.body.as_deref().unwrap_or_default().as_bytes();
        match self.0.answer(&HttpRequest { target: target.unwrap_or("/"), header: &header, body }) {
            (Some(answer), false) => Ok(answer),
            _ => Err(Trouble::Passing("the answer broke off".to_owned())),
        }
    }
}

impl shop_commands::Web for InProcess {
    fn fetch<'a>(&'a self, ask: &'a Ask, _: Duration) -> BoxFuture<'a, Result<Answer, Unanswered>> {
        let header =
            |name: &str| ask.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
        let target = ask.url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let body = ask.body.as_deref().unwrap_or_default().as_bytes();
        let down = self.0.next_fault() == Some(Fault::Down);
        let answered = self.0.answer(&HttpRequest { target: target.unwrap_or("/"), header: &header, body });
        ready(match answered {
            (Some(answer), false) => Ok(answer),
            _ if down => Err(Unanswered::NoConnection),
            _ => Err(Unanswered::BrokenOff),
        })
        .boxed()
    }
}

/// Whoever waits for this shop waits in its time: the bucket fills again.
#[derive(Debug, Clone)]
pub struct InItsTime(pub Arc<Shop>);

impl Pauses for InItsTime {
    async fn pause(&self, how_long: Duration) {
        self.0.state().paused += how_long;
    }
}

/// What opens the shop, or not.
#[derive(Debug, Clone)]
pub struct Keys(Vec<String>);

impl Keys {
    /// These.
    pub fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|key| (*key).to_owned()).collect())
    }

    /// The right ones.
    pub fn right() -> Self {
        Self::of(&KEYS)
    }
}

impl shop_commands::Credentials for Keys {
    fn read<'a>(&'a self, names: &'a [String]) -> BoxFuture<'a, Result<Vec<String>, SecretError>> {
        ready(Ok(self.0.iter().take(names.len()).cloned().collect())).boxed()
    }
}

impl Credentials for Keys {
    async fn read(&self, _: &[String]) -> Result<Vec<String>, SecretError> {
        Ok(self.0.clone())
    }
}

impl Answers for Shop {
    fn answer(&self, asked: &HttpRequest<'_>) -> (Option<Answer>, bool) {
        Self::answer(self, asked)
    }
}

/// The shop behind a socket.
pub type FakeShop = Loopback<Shop>;
