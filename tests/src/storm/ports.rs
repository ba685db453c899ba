//! What the functions touch in a storm: DynamoDB behind the SDK's three attempts, the topic with its queues, SES.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{Automation as _, Failure, Outgoing, send::OnDoubt};
use event_relay::Publish;
use futures::{FutureExt as _, future::BoxFuture};
use mail::Mail;
use mail_delivery::{Mailer, Unsent};
use order_confirmation::OrderConfirmation;
use serde_json::json;
use store::engine::{Engine, EngineError, Item, Key, Page, Query, Table, Write};
use task_desk::TaskDesk;
use testkit::Memory;
use tokio::{
    sync::Notify,
    time::{Instant, sleep},
};

use super::sky::{Luck, Sky};
use crate::ports::Queue;

/// DynamoDB in rough weather.
pub(crate) struct Rough {
    pub(crate) memory: Arc<Memory>,
    pub(crate) sky: Arc<Sky>,
    /// Something was written: the stream moves.
    pub(crate) written: Arc<Notify>,
}

/// How often the SDK tries.
const ATTEMPTS: u32 = 3;

impl Rough {
    async fn call<'e, T>(
        &'e self,
        name: &'static str,
        work: impl Fn() -> BoxFuture<'e, Result<T, EngineError>>,
    ) -> Result<T, EngineError> {
        let (sky, mut last) = (&self.sky, EngineError::Unavailable("a storm".into()));
        for attempt in 0..ATTEMPTS {
            sky.drag().await;
            last = match sky.luck(sky.weather.errors) {
                Luck::Well => {
                    let done = sky.mortal(name, work()).await;
                    self.written.notify_one();
                    sky.drag().await;
                    return done;
                }
                Luck::Throttled => EngineError::Throttled("a storm".into()),
                // The SDK gives a transaction's conflict to its caller.
                Luck::Conflict if name == "transact" => return Err(EngineError::Conflict),
                Luck::Conflict | Luck::FailBefore => EngineError::Unavailable("a storm".into()),
                Luck::LoseAnswer => {
                    let _ = work().await;
                    self.written.notify_one();
                    EngineError::Unavailable("a storm".into())
                }
            };
            sleep(Duration::from_millis(50 << attempt)).await;
        }
        Err(last)
    }
}

impl Engine for Rough {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move { self.call("get", || self.memory.get(table, key.clone())).await }.boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        async move { self.call("batch get", || self.memory.batch_get(keys.clone())).await }.boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move { self.call("query", || self.memory.query(query.clone())).await }.boxed()
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move { self.call("get", || self.memory.get_lately(table, key.clone())).await }.boxed()
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        async move { self.call("batch get", || self.memory.batch_get_lately(keys.clone())).await }.boxed()
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move { self.call("query", || self.memory.query_lately(query.clone())).await }.boxed()
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        let name = write.guard.as_ref().map_or("write", |guard| guard.name);
        async move { self.call(name, || self.memory.swap(write.clone())).await }.boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        let name = write.guard.as_ref().map_or("write", |guard| guard.name);
        async move { self.call(name, || self.memory.write(write.clone())).await }.boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        async move { self.call("transact", || self.memory.transact(writes.clone())).await }.boxed()
    }
}

/// A message in a queue. It stays there, unseen, while somebody works on it.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) queue: Queue,
    pub(crate) body: String,
    pub(crate) receives: u32,
    visible_at: Instant,
}

/// All queues, the dead letters, and what SES accepted.
#[derive(Debug, Default)]
pub(crate) struct House {
    next: u64,
    pub(crate) queued: BTreeMap<u64, Message>,
    pub(crate) dead: Vec<(Message, String)>,
    pub(crate) mails: BTreeMap<String, u32>,
    accepted: u64,
    doubts: BTreeMap<String, u32>,
}

/// The house, shared.
#[derive(Debug)]
pub(crate) struct Outside {
    pub(crate) sky: Arc<Sky>,
    pub(crate) house: Mutex<House>,
    /// A message came.
    pub(crate) came: Notify,
}

/// How long a message stays away when its receiver says nothing more.
const VISIBILITY: Duration = Duration::from_secs(180);

impl Outside {
    pub(crate) fn house(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn queue(&self, queue: Queue, body: String, after: Duration) {
        let mut house = self.house();
        let (id, visible_at) = (house.next, Instant::now() + after);
        house.next += 1;
        house.queued.insert(id, Message { queue, body, receives: 0, visible_at });
        drop(house);
        self.came.notify_one();
    }

    /// A message that can be received now; or how long until there is one.
    pub(crate) fn receive(&self) -> Result<(u64, Message), Option<Duration>> {
        let (mut house, now) = (self.house(), Instant::now());
        let Some((id, message)) = house.queued.iter_mut().min_by_key(|(_, message)| message.visible_at)
        else {
            return Err(None);
        };
        if message.visible_at > now {
            return Err(Some(message.visible_at - now));
        }
        message.visible_at = now + VISIBILITY;
        message.receives += 1;
        Ok((*id, message.clone()))
    }

    /// What became of a received message. Somebody else may have it by now: a receipt that is old says nothing.
    pub(crate) fn settle(&self, id: u64, received: &Message, settled: Option<Result<(), Failure>>) {
        let most = if received.queue == Queue::Delivery { 100 } else { 12 };
        let mut house = self.house();
        let Some(message) = house.queued.get_mut(&id).filter(|m| m.receives == received.receives) else {
            return;
        };
        let back_off = Duration::from_secs(15 << message.receives.min(4));
        let (after, reason) = match settled {
            Some(Ok(())) => {
                house.queued.remove(&id);
                return;
            }
            Some(Err(Failure::Permanent(reason))) => (None, reason),
            Some(Err(Failure::Transient { retry_after, reason })) => {
                (Some(retry_after.unwrap_or(back_off)), reason)
            }
            Some(Err(Failure::Bug(reason))) => (Some(back_off), reason),
            None => (Some(VISIBILITY), "its receivers died".to_owned()),
        };
        match after.filter(|_| message.receives < most) {
            Some(after) => message.visible_at = Instant::now() + after,
            None => {
                let message = message.clone();
                house.queued.remove(&id);
                house.dead.push((message, reason));
            }
        }
        drop(house);
        self.came.notify_one();
    }

    /// Puts what is dead back into its queue. Answers how many.
    pub(crate) fn redrive(&self) -> usize {
        let dead = std::mem::take(&mut self.house().dead);
        let count = dead.len();
        dead.into_iter().for_each(|(message, _)| self.queue(message.queue, message.body, Duration::ZERO));
        count
    }

    fn route(&self, message: &Outgoing) {
        let text = match self.sky.weather.on_doubt {
            Some(OnDoubt::PreferSkip) => message.text.replace("prefer-duplicate", "prefer-skip"),
            _ => message.text.clone(),
        };
        for (queue, wakes) in [
            (Queue::Confirmation, OrderConfirmation::WAKES_ON.contains(&message.kind.as_str())),
            (Queue::Tasks, TaskDesk::WAKES_ON.contains(&message.kind.as_str())),
            (Queue::Delivery, message.kind.starts_with("mail.requested.")),
        ] {
            if wakes {
                self.queue(queue, text.clone(), Duration::ZERO);
                if self.sky.happens(u16::from(self.sky.weather.twice) * 10) {
                    let apart = self.sky.chance().u64(0..10_000).saturating_sub(3_000);
                    self.queue(queue, text.clone(), Duration::from_millis(apart));
                }
            }
        }
    }

    fn accept(&self, mail: &Mail) -> String {
        let id = {
            let mut house = self.house();
            *house.mails.entry(mail.to.clone()).or_default() += 1;
            house.accepted += 1;
            format!("ses-{}", house.accepted)
        };
        if self.sky.weather.ses_events {
            let raw = String::from_utf8_lossy(&mail.raw).replace("\r\n ", " ");
            let tag = |name: &str| {
                let at = raw.find(&format!("{name}=")).expect("the mail is tagged") + name.len() + 1;
                raw[at..].split([',', '\r']).next().unwrap_or_default().trim().to_owned()
            };
            let tags = json!({"send_id": [tag("send_id")], "shop": [tag("shop")]});
            let late = self.sky.chance().u64(1..60);
            for (event, after) in [("Send", late), ("Delivery", late + 2)] {
                let body = json!({"eventType": event, "mail": {"messageId": id, "tags": tags}});
                self.queue(Queue::Feedback, body.to_string(), Duration::from_secs(after));
            }
        }
        id
    }

    /// Whether SES may leave us in doubt about this mail: twice at most, or the ledger would rightly give it up.
    fn may_doubt(&self, mail: &Mail) -> bool {
        let mut house = self.house();
        let doubts = house.doubts.entry(mail.to.clone()).or_default();
        *doubts += 1;
        *doubts <= 2
    }
}

/// The topic. It may fail half-way.
pub(crate) struct Topic(pub(crate) Arc<Outside>);

impl Publish for Topic {
    async fn publish(&self, messages: Vec<Outgoing>) -> Result<(), (usize, Failure)> {
        let sky = &self.0.sky;
        let lost = || Failure::transient("a storm");
        let reached = match sky.luck(sky.weather.outside_errors) {
            Luck::Well | Luck::LoseAnswer => messages.len(),
            Luck::Throttled | Luck::FailBefore => 0,
            Luck::Conflict => sky.chance().usize(..messages.len().max(1)),
        };
        let well = reached == messages.len() && !sky.happens(u16::from(sky.weather.outside_errors) * 2);
        let work = async { messages[..reached].iter().for_each(|message| self.0.route(message)) };
        sky.mortal("publish", work).await;
        if well { Ok(()) } else { Err((reached.min(messages.len() - 1), lost())) }
    }
}

/// SES.
pub(crate) struct Ses(pub(crate) Arc<Outside>);

impl Mailer for Ses {
    async fn send(&self, mail: &Mail) -> Result<String, Unsent> {
        let sky = &self.0.sky;
        let luck = sky.luck(sky.weather.outside_errors);
        let luck = match luck {
            Luck::FailBefore | Luck::LoseAnswer if !self.0.may_doubt(mail) => Luck::Well,
            other => other,
        };
        match luck {
            Luck::Throttled | Luck::Conflict => {
                Err(Unsent::NotNow { reason: "Throttling".into(), pause_seconds: sky.chance().u64(1..30) })
            }
            Luck::FailBefore => Err(Unsent::InDoubt("a storm".into())),
            Luck::Well | Luck::LoseAnswer => {
                let id = sky.mortal("send", async { self.0.accept(mail) }).await;
                // It has the mail; only its answer can come late.
                sky.drag().await;
                if luck == Luck::Well { Ok(id) } else { Err(Unsent::InDoubt("a storm".into())) }
            }
        }
    }
}
