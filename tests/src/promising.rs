//! An order on its way, in memory: the door, `edd-calculation` and `order-confirmation` live at once, the carrier of mails, and the
//! clock.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{
    Automation as _, EntityRef, Event, Settles, ShopId, Timestamp, mail::MailRequested, schedule::Due,
    settings::Shop,
};
use edd_calculation::{EddCalculation, Promiser};
use futures::future::join_all;
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace};
use order_confirmation::OrderConfirmation;
use serde_json::{Value, json};
use store::{Store, keys};
use testkit::{Faults, Faulty, Memory};
use tokio::time::sleep;
use webhook_intake::Intake;

use crate::{
    arrivals::{self, Delivery, delivery},
    buying::SentMails,
    ports::{LinkKeysOf, OneSecret},
    world::PATIENCE,
};

/// The number of the order's parcel.
pub const NUMBER: &str = "1Z999AA10123456784";
/// So often an event is delivered before it is dead.
const MOST_RECEIVES: i64 = 12;

/// Which of both automations is quicker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The promise is there before anybody thinks of confirming.
    Dates,
    /// The confirmation waits for it.
    Confirmation,
    /// The confirmation waits, and the promise stays away until it is asked for by [`Promising::dates_wake`].
    ConfirmationAlone,
}

/// Who takes an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Dates,
    Confirmation,
    Carrier,
}

/// An event in somebody's queue.
#[derive(Debug, Clone)]
struct Work {
    event: Event,
    who: Who,
    receives: i64,
}

/// All of it.
pub struct Promising {
    /// What is stored.
    pub engine: Arc<Memory>,
    /// The same without faults.
    pub store: Store,
    /// When it is.
    pub now: Timestamp,
    /// Whether what failed is delivered again after all others, and not at once.
    pub at_the_back: bool,
    faulty: Store,
    faults: Arc<Faults>,
    door: Intake<OneSecret>,
    promiser: Promiser,
    delivery: MailDelivery<SentMails>,
    mails: SentMails,
    first: First,
    /// What the dates' automation would have worked off if it didn't stand still.
    held: Option<Vec<Work>>,
    queue: VecDeque<Work>,
    seen: usize,
}

/// The shop's id.
pub fn acme() -> ShopId {
    testkit::orders::shop().id
}

/// The order.
pub fn entity() -> EntityRef {
    EntityRef::order("1001")
}

/// The shop `acme`, which sends from Berlin, two to three days on their way, and promises dates.
pub fn shop() -> Shop {
    let mut shop = serde_json::to_value(testkit::orders::shop()).expect("plain data");
    shop["places"] = json!({"berlin": {"name": "Berlin", "country": "DE", "postcode": "10117",
        "calendar": {"cut_off": "14:00"}}});
    shop["carriers"] =
        json!({"DHL": {"services": {"parcel": {"titles": ["Standard"], "min_days": 2, "max_days": 3}}}});
    shop["automations"][EddCalculation::NAME] = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z"});
    serde_json::from_value(shop).expect("a shop")
}

/// The order as Shopify tells of it; `left` is when all of it was handed over.
pub fn order(placed: Timestamp, updated: Timestamp, left: Option<Timestamp>) -> Value {
    numbered(1001, placed, updated, left)
}

/// The same of an order of another number.
pub fn numbered(id: u64, placed: Timestamp, updated: Timestamp, left: Option<Timestamp>) -> Value {
    let mut order = arrivals::order(id, placed, updated, "paid");
    order["customer_locale"] = "en-GB".into();
    order["shipping_address"] =
        json!({"city": "Hamburg", "zip": "20095", "country": "Germany", "country_code": "DE"});
    if let Some(left) = left {
        order["fulfillment_status"] = "fulfilled".into();
        order["fulfillments"] = json!([{"id": 9, "status": "success", "created_at": left.to_string(),
            "tracking_company": "UPS", "tracking_number": NUMBER}]);
    }
    order
}

/// That it was placed.
pub fn placed(at: Timestamp) -> Delivery {
    delivery("orders/create", &order(at, at, None))
}

/// That it was handed over.
pub fn fulfilled(placed: Timestamp, left: Timestamp) -> Delivery {
    delivery("orders/fulfilled", &order(placed, left, Some(left)))
}

impl Promising {
    /// A shop that has just opened.
    pub async fn new(faults: &Arc<Faults>, now: Timestamp, first: First) -> Self {
        let new = Self {
            held: (first == First::ConfirmationAlone).then(Vec::new),
            ..Self::around(Memory::default(), SentMails::default(), faults, now, first)
        };
        new.store.publish_settings(&shop(), Timestamp::UNIX_EPOCH).await.expect("published");
        new
    }

    /// The same once more, to go on another way from here. Whoever works in it has just been started.
    pub fn fork(&self, faults: &Arc<Faults>) -> Self {
        let mails = SentMails(Arc::new(Mutex::new(self.mails())));
        Self {
            at_the_back: self.at_the_back,
            held: self.held.clone(),
            queue: self.queue.clone(),
            seen: self.seen,
            ..Self::around(self.engine.fork(), mails, faults, self.now, self.first)
        }
    }

    fn around(engine: Memory, mails: SentMails, faults: &Arc<Faults>, now: Timestamp, first: First) -> Self {
        let engine = Arc::new(engine);
        let faulty = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
        let delivery = MailDelivery {
            store: faulty.clone(),
            mailer: mails.clone(),
            lanes: Lanes {
                transactional: Pace::new(1000, 1),
                bulk: Pace::new(1000, 1),
                configuration_set_transactional: "transactional".into(),
                configuration_set_bulk: "bulk".into(),
            },
            pages: LinkKeysOf::pages(),
            patience: PATIENCE,
        };
        Self {
            store: Store::on(engine.clone()),
            engine,
            now,
            at_the_back: false,
            door: Intake::new(faulty.clone(), OneSecret),
            promiser: Promiser::new(faulty.clone(), Arc::new(LinkKeysOf::acme())),
            faulty,
            faults: faults.clone(),
            delivery,
            mails,
            held: None,
            first,
            queue: VecDeque::new(),
            seen: 0,
        }
    }

    /// Somebody tells of something until they hear that all is well.
    pub async fn hear(&self, delivery: &Delivery) {
        for _ in 0..9 {
            let asked = delivery.asked(self.now);
            let answer = self.faults.survive(self.door.take_in(asked, self.now)).await;
            if answer.is_some_and(|answer| answer.status == 200) {
                return;
            }
        }
        panic!("the door doesn't take {} in", delivery.topic);
    }

    /// Everything that was journalled is delivered, until nothing more comes of it.
    pub async fn run(&mut self) {
        for _ in 0..2_000 {
            self.receive();
            let Some(work) = self.queue.pop_front() else { return };
            match &mut self.held {
                Some(held) if work.who == Who::Dates => held.push(work),
                _ => self.work(work).await,
            }
        }
        panic!("it comes to no rest");
    }

    /// Of what was journalled only events of this kind come; the others are late.
    pub async fn run_only(&mut self, kind: &str) {
        self.receive();
        let (come, late): (Vec<Work>, Vec<Work>) =
            self.queue.drain(..).partition(|work| work.event.kind == kind);
        self.queue = late.into();
        for work in come {
            self.work(work).await;
        }
    }

    /// The dates' automation, which stood still, goes on.
    pub async fn dates_wake(&mut self) {
        self.queue.extend(self.held.take().unwrap_or_default());
        self.run().await;
    }

    fn receive(&mut self) {
        let texts = self.engine.streamed_after(self.seen);
        self.seen += texts.len();
        let both = match self.first {
            First::Dates => [Who::Dates, Who::Confirmation],
            First::Confirmation | First::ConfirmationAlone => [Who::Confirmation, Who::Dates],
        };
        for event in texts.iter().map(|text| Event::parse(text).expect("an event")) {
            let whose = both.into_iter().chain([Who::Carrier]).filter(|who| who.wakes_on(&event.kind));
            let works = whose.map(|who| Work { event: event.clone(), who, receives: 0 });
            self.queue.extend(works);
        }
    }

    /// One message; what isn't settled comes again, whoever died meanwhile.
    async fn work(&mut self, mut work: Work) {
        let sent = self.sent();
        let done = self.faults.survive(self.consume(&work)).await == Some(true);
        if self.sent() > sent {
            self.report(&work.event).await;
        }
        if done {
            return;
        }
        work.receives += 1;
        assert!(work.receives < MOST_RECEIVES, "{} isn't settled by {:?}", work.event.kind, work.who);
        match self.at_the_back {
            true => self.queue.push_back(work),
            false => self.queue.push_front(work),
        }
    }

    fn sent(&self) -> usize {
        self.mails.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether it is settled.
    async fn consume(&self, Work { event, who, receives }: &Work) -> bool {
        let left = Duration::from_secs(5);
        // The shell keeps the settings.
        let history = self.store.settings(&event.shop).await.expect("settings");
        let settled = match who {
            Who::Dates => self.promiser.settle(event, &history, self.now, left).await.map(drop),
            Who::Confirmation => {
                Settles::<OrderConfirmation>::settle(&self.faulty, event, &history, self.now, left)
                    .await
                    .map(drop)
            }
            Who::Carrier => {
                // Queues wait before they try again, as long as a lease and SES's word may take.
                let now = self.now + SignedDuration::from_mins(6 * receives);
                return self
                    .delivery
                    .deliver(event, &(move || now), now + SignedDuration::from_secs(60))
                    .await
                    .is_ok();
            }
        };
        if let Err(failure) = &settled {
            assert_eq!(failure.class(), "transient", "{}: {failure}", event.kind);
        }
        settled.is_ok()
    }

    /// SES's own word that it has the mail that `event` asked for.
    async fn report(&self, event: &Event) {
        let request: MailRequested = event.payload().expect("a request");
        let id = request.send_id(&event.shop, &event.subject);
        let tags = json!({"shop": ["acme"], "send_id": [id.as_str()]});
        let report = json!({"eventType": "Send", "mail": {"messageId": "m", "tags": tags}});
        let feedback = mail_feedback::MailFeedback(self.store.clone());
        feedback.take_in(&report.to_string(), self.now).await.expect("taken in");
    }

    /// It becomes later; what is due by then comes at its time.
    pub async fn until(&mut self, then: Timestamp) {
        for _ in 0..100 {
            let Some(due) = self.next_due(then).await else {
                self.now = then;
                return;
            };
            self.now = self.now.max(due.at);
            self.fire(&due).await;
            self.run().await;
        }
        panic!("it is looked at over and over: {}", self.now);
    }

    async fn next_due(&self, then: Timestamp) -> Option<Due> {
        // The index shows what is new from the next question on.
        self.store.due(0, then, None).await.expect("readable");
        let mut rows = vec![];
        for shard in 0..keys::SHARDS {
            rows.extend(self.store.due(shard, then, None).await.expect("readable").rows);
        }
        rows.into_iter().min_by_key(|due| (due.at, due.automation.clone(), due.purpose.clone()))
    }

    async fn fire(&self, due: &Due) {
        for _ in 0..MOST_RECEIVES {
            if let Some(Ok(_)) = self.faults.survive(self.faulty.fire(due, self.now)).await {
                return;
            }
        }
        panic!("{} isn't woken", due.automation);
    }

    /// What is told comes at once, and so does to both automations what follows from it, with some of what was before; nobody
    /// sends mails.
    pub async fn at_once(&mut self, told: &[Delivery], past: &mut Vec<Event>, chance: &mut fastrand::Rng) {
        join_all(told.iter().map(|delivery| self.hear(delivery))).await;
        loop {
            self.receive();
            if self.queue.is_empty() {
                return;
            }
            let mut works: Vec<Work> = self.queue.drain(..).filter(|work| work.who != Who::Carrier).collect();
            past.extend(works.iter().map(|work| work.event.clone()));
            for _ in 0..2 {
                let event = past[chance.usize(..past.len())].clone();
                let whose =
                    [Who::Dates, Who::Confirmation].into_iter().filter(|who| who.wakes_on(&event.kind));
                works.extend(whose.map(|who| Work { event: event.clone(), who, receives: 0 }));
            }
            let pauses: Vec<u64> = works.iter().map(|_| chance.u64(..30)).collect();
            let this = &*self;
            join_all(works.into_iter().zip(pauses).map(|(work, pause)| async move {
                sleep(Duration::from_millis(pause)).await;
                for _ in 0..MOST_RECEIVES {
                    if this.faults.survive(this.consume(&work)).await == Some(true) {
                        return;
                    }
                    sleep(Duration::from_millis(50)).await;
                }
                panic!("{} isn't settled by {:?}", work.event.kind, work.who);
            }))
            .await;
        }
    }

    /// What happened to the order, whose story is whole, oldest first.
    pub async fn story(&self) -> Vec<Event> {
        let story = self.store.story(&acme(), &entity()).await.expect("readable");
        assert_eq!(story.broken, None);
        story.events.into_iter().map(|kept| kept.event).collect()
    }

    /// Mails that went out, oldest first.
    pub fn mails(&self) -> Vec<mail::Mail> {
        self.mails.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Who {
    fn wakes_on(self, kind: &str) -> bool {
        match self {
            Self::Dates => EddCalculation::WAKES_ON.contains(&kind),
            Self::Confirmation => OrderConfirmation::WAKES_ON.contains(&kind),
            Self::Carrier => kind.starts_with("mail.requested."),
        }
    }
}
