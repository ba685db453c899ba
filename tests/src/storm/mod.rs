//! A storm: many orders, several workers at once, and whatever can go wrong, by a seed. Unlike the sweep's world, which
//! goes step by step, here everybody works at the same time, on one virtual clock.

mod ports;
mod sky;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::{EntityRef, Event, Failure, Settles, ShopId, Timestamp, order::PaymentStatus};
use event_relay::EventRelay;
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace};
use mail_feedback::MailFeedback;
use order_confirmation::OrderConfirmation;
use shell::{Relay as _, Streamed, TimeLeft};
use store::{
    Gather, Store,
    engine::{Engine, Table, text},
};
use task_desk::TaskDesk;
use testkit::Memory;
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{sleep, timeout},
};
use webhook_intake::Intake;

pub use sky::Weather;

use crate::{
    arrivals::{Delivery, deliveries},
    ports::{LinkKeysOf, OneSecret, Queue},
};
use ports::{Message, Outside, Rough, Ses, Topic};
use sky::Sky;

/// What a storm came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Mails to each buyer.
    pub mails: BTreeMap<String, u32>,
    /// Rows of the ledger by state, of mails to buyers.
    pub sends: BTreeMap<String, usize>,
    /// Deaths that happened.
    pub deaths: usize,
    /// Of them, those after SES had taken a mail.
    pub deaths_after_send: usize,
    /// Letters that were dead when the storm was over, and redriven.
    pub dead: Vec<String>,
    /// Letters that were dead after that.
    pub lost: Vec<String>,
    /// What is wrong with the journal or the facts.
    pub wrong: Vec<String>,
    /// How long it took, virtually.
    pub minutes: i64,
}

impl Outcome {
    /// Orders whose buyers have this many mails.
    pub fn with_mails(&self, count: impl Fn(u32) -> bool) -> usize {
        self.mails.values().filter(|mails| count(**mails)).count()
    }
}

/// An invocation has so much time.
const TIME: Duration = Duration::from_secs(30);
/// With less than this the shell starts nothing.
const RESERVE: Duration = Duration::from_secs(5);

struct Storm {
    sky: Arc<Sky>,
    memory: Arc<Memory>,
    outside: Arc<Outside>,
    written: Arc<Notify>,
    store: Store,
    door: Intake<OneSecret>,
    relay: EventRelay<Topic>,
    delivery: MailDelivery<Ses>,
    feedback: MailFeedback,
    /// Deliveries that haven't arrived, and messages in somebody's hands.
    open: AtomicUsize,
    carried: AtomicUsize,
}

/// Plays the storm of this seed.
pub async fn storm(seed: u64, weather: &Weather) -> Outcome {
    let storm = Arc::new(Storm::new(seed, weather).await);
    let mut everybody = JoinSet::new();
    let mut expected = BTreeMap::new();
    for id in 1_001..1_001 + weather.orders {
        let (sent, status) = storm.news_of(id);
        expected.insert(id, status);
        for delivery in sent {
            storm.open.fetch_add(1, Ordering::SeqCst);
            everybody.spawn(Arc::clone(&storm).shop(delivery));
        }
    }
    everybody.spawn(Arc::clone(&storm).stream());
    for worker in 0..weather.workers {
        everybody.spawn(Arc::clone(&storm).worker(worker));
    }
    storm.rest().await;
    let dead: Vec<String> = storm.outside.house().dead.iter().map(|(_, reason)| reason.clone()).collect();
    let minutes = storm.sky.now().duration_since(crate::sweep::DAY.parse::<Timestamp>().expect("an instant"));
    // The storm is over, and somebody redrives.
    storm.sky.clear();
    if storm.outside.redrive() > 0 {
        storm.rest().await;
    }
    everybody.abort_all();
    let lost = storm.outside.house().dead.iter().map(|(_, reason)| reason.clone()).collect();
    let (deaths, deaths_after_send) = storm.sky.deaths();
    let mut mails: BTreeMap<String, u32> =
        expected.keys().map(|id| (format!("buyer-{id}@example.com"), 0)).collect();
    // The shop's own people are told of tasks.
    let to_buyers =
        storm.outside.house().mails.clone().into_iter().filter(|(to, _)| to.starts_with("buyer-"));
    mails.extend(to_buyers);
    Outcome {
        mails,
        sends: storm.sends(),
        deaths,
        deaths_after_send,
        dead,
        lost,
        wrong: storm.wrong(&expected).await,
        minutes: minutes.as_mins(),
    }
}

impl Storm {
    async fn new(seed: u64, weather: &Weather) -> Self {
        let memory = Arc::new(Memory::default());
        if seed % 2 == 1 {
            memory.lag();
        }
        let shop = testkit::orders::shop();
        let plain = Store::on(Arc::clone(&memory) as Arc<dyn Engine>);
        plain.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
        let (sky, written) = (Sky::new(seed, weather), Arc::new(Notify::new()));
        let rough =
            Rough { memory: Arc::clone(&memory), sky: Arc::clone(&sky), written: Arc::clone(&written) };
        let store = Store::on(Arc::new(rough));
        let outside =
            Arc::new(Outside { sky: Arc::clone(&sky), house: Default::default(), came: Notify::new() });
        let lanes = Lanes {
            transactional: Pace::new(1000, 1),
            bulk: Pace::new(1000, 1),
            configuration_set_transactional: "transactional".into(),
            configuration_set_bulk: "bulk".into(),
        };
        Self {
            door: Intake::new(store.clone(), OneSecret),
            relay: EventRelay(Topic(Arc::clone(&outside))),
            delivery: MailDelivery {
                store: store.clone(),
                mailer: Ses(Arc::clone(&outside)),
                lanes,
                pages: LinkKeysOf::pages(),
                patience: weather.patience,
            },
            feedback: MailFeedback(store.clone()),
            store,
            sky,
            memory,
            outside,
            written,
            open: AtomicUsize::new(0),
            carried: AtomicUsize::new(0),
        }
    }

    /// One to five deliveries about an order, and what it has come to at their end.
    fn news_of(&self, id: u64) -> (Vec<Delivery>, PaymentStatus) {
        let three = deliveries(id, self.sky.now(), 3);
        let count = self.sky.chance().usize(1..=5);
        let sent: Vec<Delivery> = (0..count).map(|n| three[[0, 2, 0, 2, 1][n]].clone()).collect();
        (sent, if count > 1 { PaymentStatus::Paid } else { PaymentStatus::Authorised })
    }

    /// The shop sends until it hears that all is well.
    async fn shop(self: Arc<Self>, delivery: Delivery) {
        let first = self.sky.chance().u64(..600_000);
        sleep(Duration::from_millis(first)).await;
        for round in 0..60 {
            let now = self.sky.now();
            let answering = self.door.take_in(delivery.asked(now), now);
            let answer = timeout(TIME, self.sky.survive(answering)).await.ok().flatten();
            if answer.is_some_and(|answer| answer.status == 200) {
                break;
            }
            assert!(round < 59, "the door never takes it");
            let pause = self.sky.chance().u64(5..120);
            sleep(Duration::from_secs(pause)).await;
        }
        self.open.fetch_sub(1, Ordering::SeqCst);
    }

    /// The stream's poller.
    async fn stream(self: Arc<Self>) {
        loop {
            let at = self.carried.load(Ordering::SeqCst);
            let texts = self.memory.streamed_after(at);
            if texts.is_empty() {
                self.written.notified().await;
                continue;
            }
            let named = texts.into_iter().enumerate();
            let records: Vec<Streamed> =
                named.map(|(n, text)| Streamed { sequence: n.to_string(), text }).collect();
            let time = TimeLeft::span(Duration::from_secs(60));
            let carried = match self.sky.survive(self.relay.carry(&records, &time)).await {
                Some(Ok(())) => records.len(),
                Some(Err((carried, _))) => carried,
                None => 0,
            };
            self.carried.fetch_add(carried, Ordering::SeqCst);
            if carried < records.len() {
                sleep(Duration::from_secs(1)).await;
            }
        }
    }

    async fn worker(self: Arc<Self>, number: usize) {
        let skew = if number.is_multiple_of(2) { self.sky.weather.skew } else { -self.sky.weather.skew };
        loop {
            let (id, message) = match self.outside.receive() {
                Ok(received) => received,
                Err(until) => {
                    let until = until.unwrap_or(Duration::from_secs(3600));
                    let _ = timeout(until, self.outside.came.notified()).await;
                    continue;
                }
            };
            self.open.fetch_add(1, Ordering::SeqCst);
            let settled = self.invoke(&message, skew).await;
            self.outside.settle(id, &message, settled);
            self.open.fetch_sub(1, Ordering::SeqCst);
            // Others may wait for the same queue.
            self.outside.came.notify_one();
        }
    }

    /// One invocation. `None` if it died, or was ended when its time was over.
    async fn invoke(&self, message: &Message, skew: SignedDuration) -> Option<Result<(), Failure>> {
        let short = self.sky.weather.short_of_time && self.sky.happens(100);
        let time = match short {
            true => Duration::from_millis([0, 1, 50, 200, 5_001, 6_000][self.sky.chance().usize(..6)]),
            false => TIME,
        };
        if time < RESERVE {
            return Some(Err(Failure::later("no time is left", Duration::from_secs(5))));
        }
        let work = self.sky.survive(self.work(message, skew, time));
        // Now and then a process isn't ended but stands still, and goes on when its time is long over.
        if self.sky.happens(50) { work.await } else { timeout(time, work).await.ok().flatten() }
    }

    async fn work(&self, message: &Message, skew: SignedDuration, time: Duration) -> Result<(), Failure> {
        let clock = || self.sky.now() + skew;
        let now = clock();
        let parsed = || Event::parse(&message.body);
        match message.queue {
            Queue::Confirmation => self.decide::<OrderConfirmation>(&parsed()?, now, time).await,
            Queue::Tasks => self.decide::<TaskDesk>(&parsed()?, now, time).await,
            Queue::Delivery => {
                let deadline = now + SignedDuration::try_from(time).unwrap_or_default();
                self.delivery.deliver(&parsed()?, &clock, deadline).await
            }
            _ => self.feedback.take_in(&message.body, now).await,
        }
    }

    async fn decide<A: Gather>(&self, event: &Event, now: Timestamp, time: Duration) -> Result<(), Failure> {
        let history = Settles::<A>::settings(&self.store, &event.shop).await?;
        Settles::<A>::settle(&self.store, event, &history, now, time).await.map(drop)
    }

    /// Until nothing is on its way any more.
    async fn rest(&self) {
        for _ in 0..10_000 {
            sleep(Duration::from_secs(60)).await;
            let carried = self.memory.streamed_after(self.carried.load(Ordering::SeqCst)).is_empty();
            if self.open.load(Ordering::SeqCst) == 0 && carried && self.outside.house().queued.is_empty() {
                return;
            }
        }
        panic!("the storm doesn't come to rest: {:?}", self.outside.house().queued);
    }

    fn sends(&self) -> BTreeMap<String, usize> {
        let mut sends = BTreeMap::new();
        for ((table, _), item) in self.memory.items() {
            let of_an_order = text(&item, "message").is_some_and(|message| message.starts_with("order-"));
            if table == Table::Once && of_an_order {
                *sends.entry(text(&item, "state").unwrap_or_default().to_owned()).or_default() += 1;
            }
        }
        sends
    }

    /// Chains that are broken, and orders that aren't what they have come to.
    async fn wrong(&self, expected: &BTreeMap<u64, PaymentStatus>) -> Vec<String> {
        let plain = Store::on(Arc::clone(&self.memory) as Arc<dyn Engine>);
        let shop: ShopId = "acme".parse().expect("a shop");
        let mut wrong = Vec::new();
        for (id, status) in expected {
            let entity = EntityRef::order(&id.to_string());
            let story = plain.story(&shop, &entity).await.expect("readable");
            wrong.extend(story.broken.map(|broken| format!("{id}: {broken}")));
            let known = plain.order(&shop, &entity).await.expect("readable").order;
            if known.as_ref().map(|order| order.payment.status) != Some(*status) {
                wrong.push(format!("{id} isn't {status:?}"));
            }
        }
        wrong
    }
}
