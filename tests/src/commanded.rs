//! A shop that is told things, in memory: the carrier on a store with faults, one message at a time, until all is at rest.

use std::{future::Future, sync::Arc, time::Duration};

use domain::{
    EntityRef, Event, Failure, Money, ShopId, Timestamp,
    command::{Command, Entry, Key, Requested},
    event::Origin,
    order::Order,
    settings::{Mode, Shop},
};
use futures::{FutureExt as _, future::BoxFuture};
use jiff::SignedDuration;
use serde_json::{Value, json};
use shell::SecretError;
use shop_commands::{Credentials, ShopCommands, Web};
use store::{
    Store,
    commit::{Commit, Committed},
    engine::Engine,
};
use testkit::{Faults, Faulty, Memory, orders};
use web::{Answer, Ask, Unanswered};

use crate::{
    fake_shop::{self, InProcess, KEYS, Keys},
    till::SIGNING,
};

/// The order that all is about.
pub const ORDER: &str = "1001";
/// Whose decision it is.
pub const BY: &str = "returns-approval";
/// How long a lost request may be under way.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How long a message stays away when its receiver died.
const VISIBILITY: SignedDuration = SignedDuration::from_mins(12);
/// How often a message is received before it is dead.
const MOST_RECEIVES: u32 = 100;

/// How the shop is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Shopify.
    Shopify,
    /// WooCommerce.
    Woo,
    /// A webhook to whoever knows ids again.
    Knowing,
    /// A webhook to whoever can be asked.
    Askable,
    /// A webhook to whoever does neither.
    Deaf,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Shopify, Self::Woo, Self::Knowing, Self::Askable, Self::Deaf];

    /// A shop that is told so.
    pub fn shop(self) -> Shop {
        let mut shop = orders::shop();
        shop.commands = Some(serde_json::from_value(self.settings()).expect("a table"));
        let mut table = shop.automations["order-confirmation"].clone();
        table.switch.mode = Mode::Live;
        shop.automations.insert(BY.to_owned(), table);
        shop
    }

    fn settings(self) -> Value {
        let (through, url, keys) = match self {
            Self::Shopify => ("shopify", "https://acme.example", 1),
            Self::Woo => ("woocommerce", "https://acme.example/shop", 2),
            _ => ("webhook", "https://acme.example/commands", 1),
        };
        let mut table = json!({"through": through, "url": url, "hosts": ["acme.example"],
            "credentials": (0..keys).map(|n| format!("/nightshift/acme/commands/{n}")).collect::<Vec<_>>()});
        if self == Self::Knowing {
            table["knows_again"] = true.into();
        }
        if self == Self::Askable {
            table["status_url"] = "https://acme.example/status/".into();
        }
        table
    }

    /// What opens it.
    pub fn keys(self) -> Keys {
        match self {
            Self::Shopify | Self::Woo => Keys::of(&KEYS),
            _ => Keys::of(&[SIGNING]),
        }
    }
}

/// The shop over faults of its own, beside those that the platform has.
struct Faulted {
    shop: InProcess,
    faults: Arc<Faults>,
}

impl Web for Faulted {
    fn fetch<'a>(&'a self, ask: &'a Ask, patience: Duration) -> BoxFuture<'a, Result<Answer, Unanswered>> {
        let work = Web::fetch(&self.shop, ask, patience);
        self.faults.call("the shop", work, || Unanswered::BrokenOff, None).boxed()
    }
}

struct FaultyKeys {
    keys: Keys,
    faults: Arc<Faults>,
}

impl Credentials for FaultyKeys {
    fn read<'a>(&'a self, names: &'a [String]) -> BoxFuture<'a, Result<Vec<String>, SecretError>> {
        let work = Credentials::read(&self.keys, names);
        self.faults.call("the secrets", work, || SecretError::new("no answer"), None).boxed()
    }
}

/// A shop that is told things.
pub struct Commanded {
    /// The engine, past all faults.
    pub engine: Arc<Memory>,
    /// The store past all faults.
    pub store: Store,
    /// The platform.
    pub platform: Arc<fake_shop::Shop>,
    /// The carrier.
    pub carrier: ShopCommands,
    /// The plan of faults.
    pub faults: Arc<Faults>,
    /// The virtual time.
    pub now: Timestamp,
    /// Messages that were given up, with the reason.
    pub dead: Vec<String>,
}

/// The shop.
pub fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// So many cents.
pub fn eur(minor: i64) -> Money {
    Money::new(minor, "EUR".parse().expect("a currency"))
}

/// Money back, to a card.
pub fn refund(of: &str, minor: i64) -> Requested {
    let command = json!({"kind": "refund", "shares": [{"tender": "card", "amount": eur(minor)}], "lines": [
        {"line": "1", "quantity": 1, "restock": {"how": "nothing"}, "amount": eur(minor), "tax": eur(0)}],
        "note": format!("ret-{of}")});
    asked(of, command)
}

/// Any command about the order.
pub fn asked(of: &str, command: Value) -> Requested {
    let command: Command = serde_json::from_value(command).expect("a command");
    Requested { order: ORDER.to_owned(), key: Key::of(of), command }
}

/// An order comes as the shop tells it.
pub async fn know(store: &Store, order: &Order, now: Timestamp) {
    let (shop, entity) = (acme(), EntityRef::order(&order.id));
    let head = store.head(&shop, &entity).await.expect("a head");
    let mut commit = Commit::on(&shop, &entity, &head, now);
    let source = domain::SourceVersion { at: now, tie: head.version.to_string() };
    commit.snapshot = Some((order, source));
    store.commit(commit).await.expect("it is written");
}

/// A command is asked for, in the story of its return. Answers the event, and nothing if it had been.
pub async fn ask(store: &Store, requested: &Requested, now: Timestamp) -> Option<Event> {
    let (shop, about) = (acme(), EntityRef::new("RETURN", &requested.key.of));
    let head = store.head(&shop, &about).await.expect("a head");
    let mut commit = Commit::on(&shop, &about, &head, now);
    let events = [requested.event()];
    commit.events = &events;
    commit.origin = Origin { by: Some(BY.to_owned()), ..Origin::default() };
    match store.commit(commit).await.expect("it is written") {
        Committed::Done(mut events) => events.pop(),
        Committed::AlreadyDone => None,
    }
}

impl Commanded {
    /// With an order that 20.00 were paid for by card.
    pub async fn new(way: Way, faults: &Arc<Faults>) -> Self {
        Self::with(way, faults, way.keys(), |_| {}).await
    }

    /// The same with other keys and settings.
    pub async fn with(way: Way, faults: &Arc<Faults>, keys: Keys, change: impl Fn(&mut Shop)) -> Self {
        let engine = Arc::new(Memory::default());
        let store = Store::on(Arc::clone(&engine) as Arc<dyn Engine>);
        let faulty = Faulty { engine: Arc::clone(&engine), faults: Arc::clone(faults) };
        let platform = Arc::new(fake_shop::Shop::default());
        platform.till.pay(ORDER, &[("shopify_payments", 2000)]);
        if way == Way::Knowing {
            platform.till.know_again();
        }
        let web = Faulted { shop: InProcess(Arc::clone(&platform)), faults: Arc::clone(faults) };
        let carrier = ShopCommands {
            store: Store::on(Arc::new(faulty)),
            web: Arc::new(web),
            credentials: Arc::new(FaultyKeys { keys, faults: Arc::clone(faults) }),
            patience: PATIENCE,
        };
        let now = orders::at("2026-01-15T09:00:00Z");
        let mut shop = way.shop();
        change(&mut shop);
        store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
        let mut scene =
            Self { engine, store, platform, carrier, faults: Arc::clone(faults), now, dead: Vec::new() };
        scene.know(&orders::order(ORDER, now)).await;
        scene.now += SignedDuration::from_mins(1);
        scene
    }

    /// The order comes as the shop tells it.
    pub async fn know(&mut self, order: &Order) {
        know(&self.store, order, self.now).await;
    }

    /// A command is asked for, in the story of its return. Answers the event, and nothing if it had been.
    pub async fn ask(&mut self, requested: &Requested) -> Option<Event> {
        ask(&self.store, requested, self.now).await
    }

    /// One delivery of an event.
    pub async fn deliver(&self, event: &Event, now: Timestamp) -> Result<(), Failure> {
        self.carrier.carry(event, &|| now, now + SignedDuration::from_secs(120)).await
    }

    /// Deliveries of all of these, in turn, until each is settled or dead.
    pub async fn settle(&mut self, events: &[Event]) {
        let mut queue: Vec<(Timestamp, u32, Event)> =
            events.iter().map(|event| (self.now, 0, event.clone())).collect();
        while let Some(next) = (0..queue.len()).min_by_key(|n| (queue[*n].0, *n)) {
            let (at, receives, event) = queue.remove(next);
            self.now = self.now.max(at);
            let settled = self.survive(self.deliver(&event, self.now)).await;
            let (after, reason) = match settled {
                Some(Ok(())) => continue,
                Some(Err(Failure::Transient { retry_after, reason })) => {
                    let after = retry_after.unwrap_or(Duration::from_secs(30));
                    (after.try_into().unwrap_or_default(), reason)
                }
                Some(Err(Failure::Bug(reason))) => panic!("a mistake of ours: {reason}"),
                Some(Err(Failure::Permanent(reason))) => {
                    self.dead.push(reason);
                    continue;
                }
                None => (VISIBILITY, "its receivers died".to_owned()),
            };
            if receives + 1 >= MOST_RECEIVES {
                self.dead.push(reason);
                continue;
            }
            queue.push((self.now + after, receives + 1, event));
        }
    }

    async fn survive<T>(&self, invocation: impl Future<Output = T>) -> Option<T> {
        self.faults.survive(invocation).await
    }

    /// What is written of the commands about the order.
    pub async fn entries(&self) -> Vec<Entry> {
        self.store.commands(&acme(), &EntityRef::order(ORDER)).await.expect("readable").entries
    }

    /// What was told in a return's story, but for what asked: kinds, and the word of each task.
    pub async fn told(&self, of: &str) -> Vec<String> {
        let story = self.store.story(&acme(), &EntityRef::new("RETURN", of)).await.expect("readable");
        assert_eq!(story.broken, None);
        let told = story.events.into_iter().filter(|kept| kept.event.kind != "command.requested");
        told.map(|kept| match kept.event.data["reason"].as_str() {
            Some(reason) if kept.event.kind == "task.wanted" => format!("task {reason}"),
            _ => kept.event.kind,
        })
        .collect()
    }

    /// Cents that went back by our commands.
    pub fn gone(&self) -> i64 {
        self.platform.till.ours(ORDER).iter().map(|refund| refund.minor).sum()
    }
}
