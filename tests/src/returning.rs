//! Returns in memory: `returns-approval`, the door behind the links of its mails, the carrier of mails, and a shop that does what
//! it is asked to, once for each once-key.

mod again;
mod links;
mod platform;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use action_pages::ActionPages;
use domain::{
    Automation as _, EntityRef, Event, Money, NewEvent, Payload as _, Settles as _, ShopId, SourceVersion,
    Timestamp,
    command::{Command, Requested},
    document::Wanted,
    event::{Origin, hash_of},
    mail::MailRequested,
    order::{Order, Shipment, ShipmentStatus, Shipped},
    returns::{
        Condition, Method, Outcome, Request, RequestLine,
        record::ReturnRecord as Return,
        rma::{self, Receipt, ReceivedLine, State},
        told::{Instructed, Told, Word, kinds},
    },
    settings::{History, Shop},
    webhook::{Happened, Received},
};
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace, Pages};
use returns_approval::{Desk, ReturnsApproval};
use serde_json::{Value, json};
use shell::LinkKeys;
use store::{Store, keys, take_in::Incoming};
use testkit::{
    Faults, Faulty, Memory,
    orders::{at, told},
};

use crate::{buying::SentMails, ports::LinkKeysOf};

pub use again::{faulty, told_of_a_month};
use platform::Platform;
pub use platform::{Echoes, Manner};

/// The order's id.
pub const ORDER: &str = "1001";
/// The line's id.
pub const LINE: &str = "1";

/// All of it.
pub struct Returning {
    /// What is stored.
    pub engine: Arc<Memory>,
    /// The same without faults.
    pub store: Store,
    faults: Arc<Faults>,
    desk: Desk,
    door: ActionPages,
    delivery: MailDelivery<SentMails>,
    mails: SentMails,
    platform: Mutex<Platform>,
    /// How the shop takes what it is asked for.
    pub manner: Manner,
    /// When it tells of refunds that we asked for.
    pub echoes: Echoes,
    seen: usize,
    /// When it is.
    pub now: Timestamp,
    /// How often every event is delivered.
    pub deliveries: usize,
    /// What the shop captured, less what it gave back by hand.
    pub captured: i64,
    /// Whether mails are made.
    pub with_mails: bool,
    /// Whether papers are made.
    pub papers: bool,
    /// Settings that are known already; read for each event, if absent.
    pub settings: Option<Arc<History>>,
}

/// The shop's id.
pub fn acme() -> ShopId {
    testkit::orders::shop().id
}

/// The shop `acme`, which decides returns; `own` lies over its policy.
pub fn shop(own: &Value) -> Shop {
    let mut shop = testkit::orders::shop();
    let mut table = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z", "currency": "EUR"});
    if let (Some(table), Some(own)) = (table.as_object_mut(), own.as_object()) {
        table.extend(own.clone());
    }
    shop.automations.insert(ReturnsApproval::NAME.into(), serde_json::from_value(table).expect("a table"));
    for route in ["returns", "quality", "finance", "boss"] {
        shop.routes.0.insert(route.into(), format!("{route}@acme.example"));
    }
    shop
}

/// So many pieces of one line at 10.00 each, sent five days before.
pub fn order(pieces: i64, now: Timestamp) -> Order {
    let placed = now - SignedDuration::from_hours(24 * 6);
    let mut order = testkit::orders::order(ORDER, placed);
    let eur = |minor| Money::new(minor, order.currency);
    order.lines[0].id = LINE.into();
    order.lines[0].quantity = pieces;
    order.lines[0].unit_price = eur(1000);
    order.lines[0].discount = eur(0);
    let total = eur(1000 * pieces);
    (order.totals.subtotal, order.totals.total) = (total, total);
    (order.totals.discounts, order.totals.shipping) = (eur(0), eur(0));
    order.shipping.clear();
    order.discounts.clear();
    let address = json!({"country": "DE", "lines": ["Hauptstr. 1"], "postcode": "10115", "city": "Berlin"});
    order.shipping_address = serde_json::from_value(address).ok();
    order.shipments = vec![Shipment {
        id: "s1".into(),
        status: ShipmentStatus::Delivered,
        carrier: Some("UPS".into()),
        tracking: Some(NUMBER.into()),
        url: None,
        shipped_at: Some(placed + SignedDuration::from_hours(24)),
        lines: vec![Shipped { line: LINE.into(), quantity: pieces }],
    }];
    order
}

/// The number of the order's parcel.
pub const NUMBER: &str = "1Z999AA10123456784";

/// A wish to return so many pieces.
pub fn request(key: &str, pieces: i64, now: Timestamp) -> Request {
    Request {
        key: key.into(),
        order: ORDER.into(),
        at: now,
        channel: "own".into(),
        by: "buyer".into(),
        withdrawal: false,
        method: Method::OwnPost,
        lines: vec![RequestLine {
            line: LINE.into(),
            quantity: pieces,
            reason: None,
            condition: Condition::Unsaid,
            outcome: Outcome::Refund,
            instead: None,
            photos: 0,
        }],
    }
}

/// The entity of a return.
pub fn entity(key: &str) -> EntityRef {
    EntityRef::new(rma::ENTITY, key)
}

impl Returning {
    /// A desk that has just opened, and an order of so many pieces, delivered three days ago.
    pub async fn new(faults: Arc<Faults>, shop: &Shop, pieces: i64) -> Self {
        let engine = Arc::new(Memory::default());
        let store = Store::on(engine.clone());
        store.publish_settings(shop, Timestamp::UNIX_EPOCH).await.expect("published");
        let faulty = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
        let keys = || Arc::new(LinkKeysOf::acme()) as Arc<dyn LinkKeys>;
        let mails = SentMails::default();
        let delivery = MailDelivery {
            store: faulty.clone(),
            mailer: mails.clone(),
            lanes: Lanes {
                transactional: Pace::new(1000, 1),
                bulk: Pace::new(1000, 1),
                configuration_set_transactional: "transactional".into(),
                configuration_set_bulk: "bulk".into(),
            },
            pages: Pages::new("https://pages.example", keys()),
            patience: SignedDuration::from_mins(5),
        };
        let mut returning = Self {
            desk: Desk(faulty.clone()),
            door: ActionPages::new(faulty, keys()),
            engine,
            store,
            faults,
            delivery,
            mails,
            platform: Mutex::default(),
            manner: Manner::default(),
            echoes: Echoes::default(),
            seen: 0,
            now: at("2026-03-10T09:00:00Z"),
            deliveries: 1,
            captured: 1000 * pieces,
            with_mails: true,
            papers: true,
            settings: None,
        };
        returning.know(order(pieces, returning.now)).await;
        returning.scan().await;
        returning.seen = returning.engine.streamed_after(0).len();
        returning
    }

    /// The shop tells of the order.
    pub async fn know(&self, order: Order) {
        let happened = told("order.updated", order, self.now);
        self.take_in("shopify", &happened).await;
    }

    async fn take_in(&self, from: &str, happened: &Happened) {
        let (shop, body) = (acme(), serde_json::to_string(happened).expect("plain data"));
        let hash = hash_of(&body);
        let (topic, body) = (happened.kind.as_str(), body.as_bytes());
        let incoming = Incoming { shop: &shop, from, topic, body, hash: &hash, only_news: false };
        self.store.take_in(&incoming, happened, self.now).await.expect("taken in");
    }

    /// Its parcel was delivered three days ago.
    async fn scan(&self) {
        let delivered = self.now - SignedDuration::from_hours(72);
        let scans = json!([{"code": "delivered", "at": delivered.to_string(), "country": "DE"}]);
        let data = json!({"number": NUMBER, "order": ORDER, "scans": scans});
        self.hear("parcels", "parcel.scanned", &data).await;
    }

    /// An event comes in by a door, as the shop's own systems send it.
    pub async fn hear(&self, from: &str, kind: &str, data: &Value) {
        let body = json!({"specversion": "1.0", "id": "e", "source": "x", "type": kind,
            "time": self.now.to_string(), "data": data});
        let source = intake::source(from).expect("a source");
        let read = source.translate(kind, body.to_string().as_bytes()).expect("readable");
        let domain::webhook::Translation::Happened(happened) = read else { panic!("it tells something") };
        self.take_in(from, &happened).await;
    }

    /// Somebody tells of a return.
    pub async fn tell(&self, key: &str, kind: &str, told: Option<Told>) {
        self.tell_with(key, kind, told, &[]).await;
    }

    /// The same, with these details beside the order.
    pub async fn tell_with(&self, key: &str, kind: &str, told: Option<Told>, more: &[(&str, &str)]) {
        let tie = hash_of(json!([key, kind, told]).to_string());
        let details = [("order", ORDER)].iter().chain(more);
        let received = Received {
            from: "own".into(),
            topic: kind.into(),
            source: SourceVersion { at: self.now, tie: tie.clone() },
            superseded: false,
            details: details.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            returned: told.map(Box::new),
            body: String::new(),
        };
        self.say(&entity(key), NewEvent::named(kind, format!("own#{kind}#{}#{tie}", self.now), &received))
            .await;
    }

    /// A buyer wants to return so many pieces.
    pub async fn ask_for(&self, key: &str, pieces: i64) {
        let request = request(key, pieces, self.now);
        self.tell(key, kinds::REQUESTED, Some(Told::Requested { request })).await;
    }

    /// So many pieces arrive.
    pub async fn arrive(&self, key: &str, receipt: &str, pieces: i64) {
        let line = ReceivedLine { line: Some(LINE.into()), pieces, grade: None, percent: None };
        let told = Receipt { at: self.now, lines: vec![line] };
        self.tell(key, kinds::ARRIVED, Some(Told::Arrived { id: receipt.into(), receipt: told })).await;
    }

    /// One piece of it arrives, or else its buyer calls it off.
    pub async fn arrives_or_is_called_off(&mut self, key: &str, arrives: bool) {
        if arrives {
            self.arrive(key, "DN-1", 1).await;
        } else {
            self.instruct(key, Word::Cancel, "buyer").await;
        }
        self.run().await;
    }

    /// Somebody of the shop's own wants something done.
    pub async fn instruct(&self, key: &str, word: Word, by: &str) {
        let said = Instructed { word, by: by.into(), who: None, reason: Some("seen".into()) };
        self.say(&entity(key), said.event(self.now)).await;
    }

    /// Something is said of an entity.
    pub async fn say(&self, entity: &EntityRef, new: NewEvent) {
        self.store.journal(&acme(), entity, &[new], self.now).await.expect("journalled");
    }

    /// Everything that was journalled is delivered, until nothing more comes of it.
    pub async fn run(&mut self) {
        for _ in 0..80 {
            let texts = self.engine.streamed_after(self.seen);
            if texts.is_empty() {
                return;
            }
            self.seen += texts.len();
            for text in texts {
                let event = Event::parse(&text).expect("an event");
                for _ in 0..self.deliveries {
                    self.until_done(&event).await;
                }
            }
        }
        panic!("it comes to no rest");
    }

    /// What was journalled last comes all at once, to as many workers.
    pub async fn run_at_once(&mut self) {
        let history = Arc::new(self.store.settings(&acme()).await.expect("settings"));
        let texts = self.engine.streamed_after(self.seen);
        self.seen += texts.len();
        let (store, now) = (self.store.clone(), self.now);
        let settle = |text: String| {
            let (store, history) = (store.clone(), history.clone());
            tokio::spawn(async move {
                let event = Event::parse(&text).expect("an event");
                if ReturnsApproval::WAKES_ON.contains(&event.kind.as_str()) {
                    let settled = Desk(store).settle(&event, &history, now, Duration::from_secs(30)).await;
                    settled.expect("settled");
                }
            })
        };
        let running: Vec<_> = texts.into_iter().map(settle).collect();
        for one in running {
            one.await.expect("it ends");
        }
        self.run().await;
    }

    async fn until_done(&self, event: &Event) {
        for attempt in 0..12 {
            let faults = self.faults.clone();
            if faults.survive(self.consume(event, attempt)).await == Some(true) {
                return;
            }
        }
        panic!("{} isn't settled", event.kind);
    }

    async fn consume(&self, event: &Event, attempt: i64) -> bool {
        let kind = event.kind.as_str();
        if ReturnsApproval::WAKES_ON.contains(&kind) {
            let history = match &self.settings {
                Some(known) => Arc::clone(known),
                None => Arc::new(self.store.settings(&acme()).await.expect("settings")),
            };
            let settled = self.desk.settle(event, &history, self.now, Duration::from_secs(5)).await;
            match settled {
                Err(failure) if failure.class() == "transient" => return false,
                settled => drop(settled.unwrap_or_else(|failure| panic!("{kind}: {failure}"))),
            }
        }
        if kind == Requested::KIND {
            self.carry_out(event).await;
        }
        if kind == Wanted::KIND && self.papers {
            let history = self.store.settings(&acme()).await.expect("settings");
            let press = documents::Press(self.store.clone());
            let made = press.settle(event, &history, self.now, Duration::from_secs(30)).await;
            assert!(made.is_ok(), "{made:?}");
        }
        if kind.starts_with("mail.requested.") && self.with_mails {
            let now = self.now + SignedDuration::from_mins(6 * attempt);
            let deadline = now + SignedDuration::from_secs(60);
            let sent = self.sent();
            let done = self.delivery.deliver(event, &(move || now), deadline).await.is_ok();
            if self.sent() > sent {
                self.report(event).await;
            }
            return done;
        }
        true
    }

    fn sent(&self) -> usize {
        self.mails.0.lock().unwrap_or_else(PoisonError::into_inner).len()
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

    /// Commands that were asked for, as their events say.
    pub async fn commands(&self, key: &str) -> Vec<Command> {
        let story = self.store.story(&acme(), &entity(key)).await.expect("readable");
        assert_eq!(story.broken, None, "{key}");
        let asked = story.events.iter().filter(|kept| kept.event.kind == Requested::KIND);
        asked.map(|kept| kept.event.payload::<Requested>().expect("a command").command).collect()
    }

    /// Kinds of the events of a return, in order.
    pub async fn story(&self, key: &str) -> Vec<String> {
        let story = self.store.story(&acme(), &entity(key)).await.expect("readable");
        assert_eq!(story.broken, None, "{key}");
        story.events.iter().map(|kept| kept.event.kind.clone()).collect()
    }

    /// A return, as it is kept.
    pub async fn kept(&self, key: &str) -> Return {
        let kept = self.store.rma_alone(&acme(), &entity(key)).await.expect("readable");
        kept.expect("a return")
    }

    /// How far it is.
    pub async fn state(&self, key: &str) -> State {
        self.kept(key).await.rma.state()
    }

    /// It becomes later, and what is due by then comes.
    pub async fn wait(&mut self, by: SignedDuration) {
        self.now += by;
        // The index shows what is new from the next question on.
        self.store.due(0, self.now, None).await.expect("readable");
        for shard in 0..keys::SHARDS {
            for due in self.store.due(shard, self.now, None).await.expect("readable").rows {
                self.store.fire(&due, self.now).await.expect("fired");
            }
        }
        self.run().await;
    }
}

/// Nobody in particular says so.
pub fn nobody() -> Origin {
    Origin::default()
}
