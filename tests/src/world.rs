//! The path from the door to the mailbox, on one in-memory world with a virtual clock: the functions' own code,
//! redelivery as the platform does it.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{Event, Failure, Settles, Timestamp, settings::Shop, task::Task};
use event_relay::EventRelay;
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace};
use mail_feedback::MailFeedback;
use order_confirmation::OrderConfirmation;
use shell::{Relay as _, Scheduled as _, Streamed, TimeLeft};
use store::{
    Gather, Store,
    engine::{Attr, Engine, Table, text},
};
use task_desk::TaskDesk;
use testkit::{Faults, Faulty, Memory};
use timer::Timer;
use webhook_intake::Intake;

use crate::{
    arrivals::Delivery,
    mutants,
    ports::{LinkKeysOf, OneSecret, Outside, Queue, Queued, Ses, Topic},
};

/// How long SES's events are waited for.
pub const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How long a message stays away when its receiver died.
const VISIBILITY: SignedDuration = SignedDuration::from_mins(3);
/// How often a message is received before it is dead.
const MOST_RECEIVES: u32 = 8;

/// A world on the in-memory engine.
pub struct World<E = Memory> {
    /// The engine, past all faults.
    pub engine: Arc<E>,
    /// The store as the functions see it.
    pub store: Store,
    /// Everything outside.
    pub outside: Arc<Outside>,
    door: Intake<OneSecret>,
    relay: EventRelay<Topic>,
    delivery: MailDelivery<Ses>,
    feedback: MailFeedback,
    /// The stream, where the engine has none of its own.
    carried: usize,
}

/// Where a world's journal streams from.
pub trait Streaming: Engine + 'static {
    /// Texts of all events so far.
    fn stream(&self) -> impl Future<Output = Vec<String>> + Send;
}

impl Streaming for Memory {
    async fn stream(&self) -> Vec<String> {
        Memory::stream(self)
    }
}

impl<E: Streaming> World<E> {
    /// A world with the shop `acme` set up, and then this plan of faults.
    pub async fn new(engine: Arc<E>, faults: Arc<Faults>, ses_events: bool, now: Timestamp) -> Self {
        let past_faults = Store::on(Arc::clone(&engine) as Arc<dyn Engine>);
        let shop = testkit::orders::shop();
        past_faults.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
        let faulty = Arc::new(Faulty { engine: Arc::clone(&engine), faults: Arc::clone(&faults) });
        let store = Store::on(Arc::clone(&faulty) as Arc<dyn Engine>);
        let outside = Outside::new(faults, ses_events, now);
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
                store: mutants::carriers_store(faulty),
                mailer: Ses(Arc::clone(&outside)),
                lanes,
                pages: LinkKeysOf::pages(),
                patience: mutants::patience(PATIENCE),
            },
            feedback: MailFeedback(store.clone()),
            engine,
            store,
            outside,
            carried: 0,
        }
    }

    /// The shop delivers until it hears that all is well, as Shopify does: up to nine times. Answers the last status.
    pub async fn deliver(&self, delivery: &Delivery) -> u16 {
        let mut status = 0;
        for _ in 0..9 {
            let now = self.tick(SignedDuration::from_secs(1));
            let answered = self.outside.faults.survive(self.door.take_in(delivery.asked(now), now)).await;
            status = answered.map_or(502, |answer| answer.status);
            if status < 500 {
                break;
            }
        }
        status
    }

    /// Publishes other settings, effective at once.
    pub async fn publish(&self, shop: &Shop) {
        let past_faults = Store::on(Arc::clone(&self.engine) as Arc<dyn Engine>);
        past_faults.publish_settings(shop, self.outside.now()).await.expect("settings are published");
    }

    /// The door's answer to one request.
    pub async fn answer(&self, asked: shell::HttpRequest) -> shell::Answer {
        let (asked, now) = mutants::at_the_door(asked, self.outside.now());
        self.door.take_in(asked, now).await
    }

    /// The relay carries what there is, and one message is worked off.
    pub async fn step(&mut self) {
        self.carry().await;
        if let Some(message) = self.receive(false) {
            self.work(message).await;
        }
    }

    /// Lets go of all that is under way: the stream is carried to nobody, the queues are emptied.
    pub async fn skip(&mut self) {
        self.carried = self.engine.stream().await.len();
        self.outside.state().queued.clear();
    }

    /// The relay carries what there is, and what then waits in this queue is lost. Answers how many messages.
    pub async fn lose(&mut self, queue: Queue) -> usize {
        self.carry().await;
        let mut state = self.outside.state();
        let before = state.queued.len();
        state.queued.retain(|queued| queued.queue != queue);
        before - state.queued.len()
    }

    /// The schedule ticks: what is due wakes.
    pub async fn tick_timer(&self, now: Timestamp) -> Result<(), Failure> {
        let time = TimeLeft::span(Duration::from_secs(60));
        Timer(self.store.clone()).tick(now, &time).await
    }

    /// Moves the virtual time on.
    pub fn wait(&self, by: SignedDuration) -> Timestamp {
        self.tick(by)
    }

    /// The sample shop's open tasks, the most pressing first.
    pub async fn open_tasks(&self) -> Vec<Task> {
        let shop = "acme".parse().expect("a shop");
        // The index is late once.
        let _ = self.store.open_tasks(&shop).await;
        let open = self.store.open_tasks(&shop).await.expect("readable");
        open.into_iter().map(|(_, task)| task).collect()
    }

    /// Puts what is dead back into its queue, as a redrive does.
    pub fn redrive(&self) -> usize {
        let mut state = self.outside.state();
        let now = state.now;
        let dead = std::mem::take(&mut state.dead);
        let count = dead.len();
        let alive = dead.into_iter().map(|(message, _)| Queued { visible_at: now, receives: 0, ..message });
        state.queued.extend(alive);
        count
    }

    /// Everything happens that can happen now; with `to_the_end`, time goes on until nothing is left to do.
    pub async fn run(&mut self, to_the_end: bool) {
        for _ in 0..100_000 {
            self.carry().await;
            let Some(message) = self.receive(to_the_end) else { return };
            self.work(message).await;
        }
        panic!("the world doesn't come to rest");
    }

    fn tick(&self, by: SignedDuration) -> Timestamp {
        let mut state = self.outside.state();
        state.now += by;
        state.now
    }

    /// The stream's poller: gives the relay what it hasn't carried, until it has.
    async fn carry(&mut self) {
        let stream = self.engine.stream().await;
        let mut tries = 0;
        while self.carried < stream.len() {
            let records: Vec<Streamed> = stream[self.carried..]
                .iter()
                .enumerate()
                .map(|(n, text)| Streamed { sequence: n.to_string(), text: text.clone() })
                .collect();
            let time = TimeLeft::span(Duration::from_secs(60));
            match self.outside.faults.survive(self.relay.carry(&records, &time)).await {
                Some(Ok(())) => self.carried = stream.len(),
                Some(Err((at, _))) => self.carried += at,
                None => {}
            }
            tries += 1;
            assert!(tries < 20, "the relay doesn't get on");
        }
    }

    fn receive(&self, to_the_end: bool) -> Option<Queued> {
        let mut state = self.outside.state();
        let next = state.queued.iter().enumerate().min_by_key(|(at, queued)| (queued.visible_at, *at));
        let (at, visible_at) = next.map(|(at, queued)| (at, queued.visible_at))?;
        if visible_at > state.now {
            if !to_the_end {
                return None;
            }
            state.now = visible_at;
        }
        let mut message = state.queued.remove(at);
        message.receives += 1;
        Some(message)
    }

    async fn work(&self, mut message: Queued) {
        let faults = &self.outside.faults;
        let settled = faults.survive(self.settle(&message)).await;
        let settled = match settled {
            // The platform deletes what was settled; that call, too, can fail.
            Some(Ok(())) => {
                let lost = || Failure::later("not deleted", VISIBILITY.unsigned_abs());
                let deleted = faults.survive(faults.call("delete", async { Ok(()) }, lost, None)).await;
                // Whether the process dies after it doesn't matter: it was deleted.
                Some(deleted.unwrap_or(Ok(())))
            }
            other => other,
        };
        let mut state = self.outside.state();
        let now = state.now;
        let pause = |d: Option<Duration>| {
            d.map_or(SignedDuration::from_secs(2), |d| d.try_into().unwrap_or_default())
        };
        let (after, reason) = match settled {
            Some(Ok(())) => return,
            Some(Err(Failure::Permanent(reason))) => {
                state.dead.push((message, reason));
                return;
            }
            Some(Err(Failure::Transient { retry_after, reason })) => (pause(retry_after), reason),
            Some(Err(Failure::Bug(reason))) => (pause(None), reason),
            None => (VISIBILITY, "its receivers died".to_owned()),
        };
        if message.receives >= MOST_RECEIVES {
            state.dead.push((message, reason));
            return;
        }
        message.visible_at = now + after;
        state.queued.push(message);
    }

    async fn decide<A: Gather>(&self, event: &Event, now: Timestamp) -> Result<(), Failure> {
        let history = Settles::<A>::settings(&self.store, &event.shop).await?;
        let left = Duration::from_secs(30);
        Settles::<A>::settle(&self.store, event, &history, now, left).await.map(drop)
    }

    async fn settle(&self, message: &Queued) -> Result<(), Failure> {
        let now = self.outside.now();
        let parsed = || Event::parse(&message.body);
        match message.queue {
            Queue::Confirmation => self.decide::<OrderConfirmation>(&parsed()?, now).await,
            Queue::Tasks => self.decide::<TaskDesk>(&parsed()?, now).await,
            Queue::Delivery => {
                let clock = || mutants::clock(now, self.outside.now());
                self.delivery.deliver(&parsed()?, &clock, now + SignedDuration::from_secs(30)).await
            }
            Queue::Feedback => self.feedback.take_in(&message.body, now).await,
        }
    }
}

/// What must be the same at the end, whatever went wrong on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndState {
    /// Keys of all events: what happened.
    pub events: Vec<String>,
    /// Of each head: what the automations remember and how new the snapshot is.
    pub heads: BTreeMap<String, String>,
    /// Of each send: how far it is.
    pub sends: BTreeMap<String, String>,
    /// Wake-ups that are still to come.
    pub due: Vec<String>,
}

impl World<Memory> {
    /// The end state.
    pub fn end_state(&self) -> EndState {
        EndState::of(&self.engine)
    }
}

impl EndState {
    /// What an engine holds.
    pub fn of(engine: &Memory) -> Self {
        let mut end = Self { events: vec![], heads: BTreeMap::new(), sends: BTreeMap::new(), due: vec![] };
        for ((table, key), item) in engine.items() {
            match (table, key.sk.as_str()) {
                (Table::Once, _) => {
                    end.sends.insert(key.pk, text(&item, "state").unwrap_or_default().to_owned());
                }
                (_, store::keys::HEAD) => {
                    let head: domain::Head =
                        serde_json::from_str(text(&item, "head").unwrap_or_default()).expect("a head");
                    end.heads.insert(key.pk, format!("{:?} {:?}", head.memory, head.source));
                    assert!(head_bytes(&item) <= 1024, "a head is at most 1 KB");
                }
                (_, sk) if sk.starts_with(store::keys::EVENTS) => end.events.push(format!("{} {sk}", key.pk)),
                (_, sk) if sk.starts_with("DUE#") => end.due.push(format!("{} {sk}", key.pk)),
                _ => {}
            }
        }
        end
    }
}

fn head_bytes(item: &store::engine::Item) -> usize {
    let value = |attr: &Attr| match attr {
        Attr::S(text) => text.len(),
        Attr::N(_) => 8,
        Attr::B(bytes) => bytes.len(),
    };
    item.iter().map(|(name, attr)| name.len() + value(attr)).sum()
}
