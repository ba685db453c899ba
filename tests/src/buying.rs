//! Buying in memory: proposals, `purchasing`, the door behind its mails' links, the carrier, and whoever makes papers.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use action_pages::ActionPages;
use domain::{
    Automation as _, EntityRef, Event, NewEvent, Settles as _, ShopId, Timestamp,
    document::Wanted,
    event::{Origin, hash_of},
    mail::MailRequested,
    purchase::{Arrival, OPEN, PurchaseOrder, Receipt},
    reorder::{Proposal, Withdrawn},
    settings::Shop,
    stock::{self, Cause, Does, Moved, Movement, Quantities, Says},
    webhook::Received,
};
use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Mailer, Pace, Pages, Unsent};
use purchasing::{Office, Purchasing};
use reorder::{Buyer, Reorder};
use scraper::{Html, Selector};
use serde_json::{Value, json};
use shell::{Answer, HttpRequest, LinkKeys};
use store::{Store, commit::Commit, keys, proposals::Proposed};
use testkit::{Faults, Faulty, Memory, orders::at};

use crate::ports::LinkKeysOf;

/// Where it is delivered to.
pub const PLACE: &str = "berlin";

/// A mailer that keeps what it is given.
#[derive(Debug, Clone, Default)]
pub struct SentMails(pub(crate) Arc<Mutex<Vec<mail::Mail>>>);

impl Mailer for SentMails {
    async fn send(&self, mail: &mail::Mail) -> Result<String, Unsent> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(mail.clone());
        Ok(format!("ses-{}", kept.len()))
    }
}

/// All of it.
pub struct Buying {
    /// What is stored.
    pub engine: Arc<Memory>,
    /// The same without faults.
    pub store: Store,
    faults: Arc<Faults>,
    office: Office,
    door: ActionPages,
    delivery: MailDelivery<SentMails>,
    mails: SentMails,
    seen: usize,
    /// When it is.
    pub now: Timestamp,
    /// How often every event is delivered.
    pub deliveries: usize,
    /// Whether papers are made.
    pub papers: bool,
    /// Whether `reorder` is there, too.
    pub reorders: bool,
}

/// The shop `acme`, which buys from Kiln & Co (who read German) and Far East (who have no address). `own` lies over the
/// tables of purchasing and reorder.
pub fn shop(own: &Value) -> Shop {
    let mut shop = testkit::orders::shop();
    let live = json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z"});
    for name in [Purchasing::NAME, "reorder"] {
        let mut table = live.clone();
        if let (Some(table), Some(own)) = (table.as_object_mut(), own[name].as_object()) {
            table.extend(own.clone());
        }
        shop.automations.insert(name.into(), serde_json::from_value(table).expect("a table"));
    }
    let kiln = json!({"address": "orders@kiln.example", "language": "de", "currency": "EUR",
        "postal": ["Kiln & Co", "Ofenweg 1", "10115 Berlin"]});
    shop.suppliers.insert("Kiln & Co".into(), serde_json::from_value(kiln).expect("a supplier"));
    shop.suppliers.insert("Far East".into(), serde_json::from_value(json!({})).expect("a supplier"));
    shop.routes.0.insert("buying".into(), "buying@acme.example".into());
    shop
}

/// The shop's id.
pub fn acme() -> ShopId {
    testkit::orders::shop().id
}

/// So many pieces of an item are proposed, at 2.50 each.
pub fn proposal(item: &str, supplier: &str, quantity: i64, (number, revision): (u32, u32)) -> Proposal {
    serde_json::from_value(json!({
        "item": item, "sku": format!("SKU-{item}"), "title": format!("Mug {item}"), "location": PLACE,
        "way": {"purchase": {"supplier": supplier, "code": format!("K-{item}"),
            "unit_price": {"minor": 250, "currency": "EUR"}}},
        "quantity": quantity, "expected": "2026-02-02", "autonomy": "draft", "number": number, "revision": revision,
        "since": "2026-01-15T08:00:00Z", "trace": {},
    }))
    .expect("a proposal")
}

/// So many of an item lie at the place, and one was sold each day of two months.
pub async fn shelve(store: &Store, item: &str, on_hand: i64, now: Timestamp) {
    let place = stock::at(item, PLACE);
    let before = |days: i64| now - SignedDuration::from_hours(24 * days);
    let count = |at, id: &str, pieces| Movement::new(at, id, Does::Says(Says::OnHand(pieces)));
    let sale = |day: i64| {
        let (cause, by) = (Cause::PointOfSale, Quantities::on_hand(-1));
        Movement::new(
            before(day),
            &format!("sale-{day}"),
            Does::Changes { cause, by, sold: 1, expected: None },
        )
    };
    let movements = (1..=60).map(sale).chain([count(before(61), "first", 1000), count(now, "last", on_hand)]);
    let mut kept = store.ledger(&acme(), &place).await.expect("readable");
    let zone = testkit::orders::shop().time_zone();
    kept.ledger = stock::Ledger::rebuild(movements, &zone);
    store.keep_ledger(&acme(), &place, &kept, now).await.expect("kept");
    let mut entry = store.catalogue(&acme(), &[item.to_owned()]).await.expect("readable").remove(0);
    entry.entry.item = Some(stock::Item {
        id: item.into(),
        sku: Some(format!("SKU-{item}")),
        title: format!("Mug {item}"),
        tracked: true,
        offered: true,
        ..stock::Item::default()
    });
    entry.entry.places = vec![PLACE.into()];
    store.keep_catalogued(&acme(), &entry).await.expect("kept");
}

impl Buying {
    /// An office that has just opened.
    pub async fn new(faults: Arc<Faults>, shop: &Shop) -> Self {
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
        Self {
            office: Office(faulty.clone()),
            door: ActionPages::new(faulty, keys()),
            engine,
            store,
            faults,
            delivery,
            mails,
            seen: 0,
            now: at("2026-01-15T09:00:00Z"),
            deliveries: 1,
            papers: true,
            reorders: false,
        }
    }

    /// What is proposed for an item from now on; nothing any more, if `None`.
    pub async fn propose(&mut self, item: &str, to_be: Option<Proposal>) {
        self.propose_at(&stock::at(item, PLACE), to_be).await;
    }

    /// The same of a place of its own, such as all of them together.
    pub async fn propose_at(&mut self, place: &EntityRef, to_be: Option<Proposal>) {
        let as_read = self.store.proposal(&acme(), place).await.expect("readable");
        let head = self.store.head(&acme(), place).await.expect("readable");
        let event = match (&to_be, &as_read) {
            (Some(proposal), _) => proposal.event(),
            (None, Some(gone)) => Withdrawn {
                item: gone.item.clone(),
                location: gone.location.clone(),
                way: gone.way.clone(),
                quantity: gone.quantity,
                number: gone.number,
                revision: gone.revision,
                trace: None,
            }
            .event(),
            (None, None) => return,
        };
        let events = [event];
        let shop = acme();
        let mut commit = Commit::on(&shop, place, &head, self.now);
        commit.proposal = Some(Proposed { as_read: as_read.as_ref(), to_be: to_be.as_ref() });
        commit.events = &events;
        self.store.commit(commit).await.expect("written");
    }

    /// The night's sweep is over.
    pub async fn sweep(&mut self) {
        // The index shows what is new from the next question on.
        for shard in 0..keys::SHARDS {
            self.store.ledger_page(&acme(), shard, None).await.expect("readable");
        }
        let date = self.now.strftime("%F").to_string();
        let swept = NewEvent {
            kind: "stock.swept".into(),
            v: 1,
            effect: format!("stock#swept#{date}"),
            data: json!({"date": date, "ledgers": 1}),
            outward: false,
        };
        self.say(&EntityRef::new("WATCH", "stock-sweep"), swept).await;
        self.run().await;
    }

    /// Everything that was journalled is delivered, until nothing more comes of it.
    pub async fn run(&mut self) {
        for _ in 0..60 {
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

    /// What was journalled last comes to `purchasing` all at once.
    pub async fn run_at_once(&mut self) {
        let history = Arc::new(self.store.settings(&acme()).await.expect("settings"));
        let texts = self.engine.streamed_after(self.seen);
        self.seen += texts.len();
        let (store, now) = (self.store.clone(), self.now);
        let settle = |text: String| {
            let (store, history) = (store.clone(), history.clone());
            tokio::spawn(async move {
                let event = Event::parse(&text).expect("an event");
                let settled = Office(store).settle(&event, &history, now, Duration::from_secs(30)).await;
                settled.expect("settled");
            })
        };
        let running: Vec<_> = texts.into_iter().map(settle).collect();
        for one in running {
            one.await.expect("it ends");
        }
    }

    /// An event is delivered until it is settled, whoever dies meanwhile.
    async fn until_done(&self, event: &Event) {
        for attempt in 0..12 {
            let faults = self.faults.clone();
            let sent = self.sent();
            let done = faults.survive(self.consume(event, attempt)).await == Some(true);
            if self.sent() > sent {
                self.report(event).await;
            }
            if done {
                return;
            }
        }
        panic!("{} isn't settled", event.kind);
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

    async fn consume(&self, event: &Event, attempt: i64) -> bool {
        let kind = event.kind.as_str();
        if Purchasing::WAKES_ON.contains(&kind) {
            let history = self.store.settings(&acme()).await.expect("settings");
            let left = Duration::from_secs(5);
            let settled = self.office.settle(event, &history, self.now, left).await;
            if let Err(failure) = &settled
                && failure.class() != "transient"
            {
                panic!("{kind}: {failure}");
            }
            if settled.is_err() {
                return false;
            }
        }
        if self.reorders && <Reorder as domain::Automation>::WAKES_ON.contains(&kind) {
            let history = self.store.settings(&acme()).await.expect("settings");
            let buyer = Buyer(self.store.clone());
            buyer.settle(event, &history, self.now, Duration::from_secs(5)).await.expect("settled");
        }
        if kind == <Wanted as domain::Payload>::KIND && self.papers {
            self.make(event).await;
        }
        if kind.starts_with("mail.requested.") {
            // Queues wait before they try again, as long as a lease and SES's word may take.
            let now = self.now + SignedDuration::from_mins(6 * attempt);
            let deadline = now + SignedDuration::from_secs(60);
            return self.delivery.deliver(event, &(move || now), deadline).await.is_ok();
        }
        true
    }

    /// What `documents` does, in short.
    async fn make(&self, event: &Event) {
        let history = self.store.settings(&acme()).await.expect("settings");
        let press = documents::Press(self.store.clone());
        let settled = press.settle(event, &history, self.now, Duration::from_secs(30)).await;
        let because = settled.expect("settled").because;
        assert!(["wanted", "already-made"].contains(&because.as_str()), "{because}");
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

    /// Something is said of an entity.
    pub async fn say(&mut self, entity: &EntityRef, new: NewEvent) {
        self.store.journal(&acme(), entity, &[new], self.now).await.expect("journalled");
    }

    /// Goods of an order arrive.
    pub async fn receive(&mut self, purchase: &str, receipt: &str, lines: &[(&str, i64)]) {
        let told = Receipt {
            purchase: purchase.into(),
            receipt: receipt.into(),
            lines: lines
                .iter()
                .map(|(item, pieces)| Arrival { item: (*item).into(), pieces: *pieces })
                .collect(),
            at: self.now,
        };
        let received: Received = serde_json::from_value(json!({"from": "own", "topic": "stock.received",
            "source": {"at": self.now, "tie": hash_of(receipt)}, "body": "", "details": told.details()}))
        .expect("a receipt");
        let entity = EntityRef::new(Receipt::ENTITY, receipt);
        let effect = format!("{}#{}", Receipt::KIND, self.now);
        let new = NewEvent::named(Receipt::KIND, effect, &received);
        let new = [new];
        let shop = acme();
        let head = self.store.head(&shop, &entity).await.expect("readable");
        let mut commit = Commit::on(&shop, &entity, &head, self.now);
        (commit.events, commit.origin) = (&new, Origin::default());
        self.store.commit(commit).await.expect("written");
    }

    /// All orders, by their entities.
    pub async fn orders(&self) -> BTreeMap<String, PurchaseOrder> {
        let mut found = BTreeMap::new();
        for ((_, key), _) in self.engine.items() {
            let Some(id) = key.pk.strip_prefix("acme#PURCHASE#").filter(|_| key.sk == keys::BODY) else {
                continue;
            };
            let entity = EntityRef::new("PURCHASE", id);
            let story = self.store.story(&acme(), &entity).await.expect("readable");
            assert_eq!(story.broken, None, "{id}");
            let order = self.store.purchase_alone(&acme(), &entity).await.expect("readable");
            found.extend(order.map(|order| (id.to_owned(), order)));
        }
        found
    }

    /// Orders that aren't over.
    pub async fn open(&self) -> usize {
        self.store.members(&acme(), OPEN).await.expect("readable");
        self.store.members(&acme(), OPEN).await.expect("readable").len()
    }

    /// The one order that there is.
    pub async fn order(&self) -> PurchaseOrder {
        let mut orders: Vec<_> = self.orders().await.into_values().collect();
        assert_eq!(orders.len(), 1, "{orders:?}");
        orders.remove(0)
    }

    /// What the movements of an item come to.
    pub async fn pieces(&self, item: &str) -> Quantities {
        let moved =
            self.store.events_named(&acme(), &stock::at(item, PLACE), "moved#").await.expect("readable");
        let changes = moved.iter().map(|(_, event)| event.payload::<Moved>().expect("a movement").change);
        changes.fold(Quantities::default(), |sum, change| sum + change)
    }

    /// Mails that went out to an address, oldest first.
    pub fn mails(&self, to: &str) -> Vec<mail::Mail> {
        let mails = self.mails.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().filter(|mail| mail.to == to).cloned().collect()
    }

    /// The tokens of the links in a mail, as they follow each other.
    pub fn tokens(mail: &mail::Mail) -> Vec<String> {
        let page = Html::parse_document(&mail.html);
        let links = Selector::parse("a[href^='https://pages.example/actions/']").expect("a selector");
        let href = |a: scraper::ElementRef<'_>| {
            a.attr("href").and_then(|href| href.rsplit('/').next()).map(str::to_owned)
        };
        page.select(&links).filter_map(href).collect()
    }

    /// A page behind a link, or what comes of its form.
    pub async fn ask(&self, method: &str, token: &str, body: &str) -> Answer {
        let asked = || HttpRequest {
            method: method.into(),
            path: vec![("token".into(), token.into())],
            headers: vec![("content-type".into(), "application/x-www-form-urlencoded".into())],
            body: body.into(),
            ..HttpRequest::default()
        };
        for _ in 0..12 {
            let answer = self.faults.survive(self.door.act(&asked(), self.now)).await;
            // Readers try again where it doesn't work at the moment.
            if let Some(answer) = answer.filter(|answer| answer.status != 503) {
                return answer;
            }
        }
        panic!("the page doesn't come");
    }

    /// What the form of a link's page sends; `None` if it has none.
    pub async fn form(&self, token: &str) -> Option<String> {
        let answer = self.ask("GET", token, "").await;
        assert_eq!(answer.status, 200);
        let page = Html::parse_document(&answer.body.to_text());
        let field = Selector::parse("form[method=post] input[type=hidden]").expect("a selector");
        let field = page.select(&field).next()?;
        Some(format!("{}={}", field.attr("name")?, field.attr("value")?))
    }

    /// As a reader does who presses the button; answers whether there was one.
    pub async fn press(&self, token: &str) -> bool {
        let Some(form) = self.form(token).await else { return false };
        self.ask("POST", token, &form).await.status == 200
    }
}
