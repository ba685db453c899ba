//! People who want to see what is held of them, or to be forgotten: two of them, so that what is done for one shows on the other.

mod golden;

use std::{collections::BTreeSet, io::Read as _, sync::Arc};

use bundle_tests::returning::{ORDER, Returning, acme, entity, order, request, shop};
use domain::{
    EntityRef, Money, SourceVersion, Timestamp,
    event::hash_of,
    order::{LineItem, Named, Order},
    privacy::Erased,
    returns::{
        Condition, Method, Outcome, photo,
        portal::{By, Draft, Way, Wish, Words},
        told::{Told, kinds},
    },
    webhook::{Happened, Refusal},
};
use jiff::SignedDuration;
use objects::Objects;
use serde_json::json;
use store::{
    Store,
    engine::{Attr, Item},
    keys,
    privacy::{Called, Erasure, Person},
    suppression::Suppression,
    take_in::Incoming,
};
use testkit::{Bucket, Fault, Faults, Faulty, Memory, orders::news};
use tracing_subscriber::layer::SubscriberExt as _;

use super::private::Heard;

/// Somebody who buys something.
struct Buyer {
    customer: &'static str,
    order: &'static str,
    name: &'static str,
    mail: &'static str,
    phone: &'static str,
    street: &'static str,
    postcode: &'static str,
    rma: &'static str,
}

const QUAST: Buyer = Buyer {
    customer: "700100",
    order: ORDER,
    name: "Anneliese Quästenflosser",
    mail: "anneliese@quast.example",
    phone: "+49 170 5550123",
    street: "Lindwurmgäßchen 17",
    postcode: "80337",
    rma: "r-quast",
};
const OFEN: Buyer = Buyer {
    customer: "700200",
    order: "200200",
    name: "Bartholomew Ofenrohr",
    mail: "b.ofenrohr@ofen.example",
    phone: "+49 171 5550456",
    street: "Kaminkehrerweg 3",
    postcode: "14467",
    rma: "r-ofen",
};

impl Buyer {
    /// What must be found nowhere once they are forgotten.
    fn traces(&self) -> Vec<String> {
        let (given, family) = self.name.split_once(' ').expect("two names");
        let own = [given, family, self.mail, self.phone, self.street, self.name];
        let both = format!("{} {}", self.postcode, self.street);
        own.into_iter().map(str::to_lowercase).chain([both.to_lowercase()]).collect()
    }

    fn order(&self, now: Timestamp) -> Order {
        let place = json!({"name": self.name, "lines": [self.street], "postcode": self.postcode,
            "city": "Musterstadt", "country": "DE"});
        let mut order = Order {
            id: self.order.into(),
            name: format!("#{}", self.order),
            customer: Some(self.customer.into()),
            customer_tags: Some(vec![format!("a friend of {}", self.name)]),
            tags: Some(vec![self.name.into()]),
            email: Some(self.mail.into()),
            status_url: Some(format!("https://shop.example/{}", self.mail)),
            shipping_address: serde_json::from_value(place.clone()).ok(),
            billing_address: serde_json::from_value(place).ok(),
            ..order(3, now)
        };
        order.lines[0] = LineItem {
            options: vec![("Engraving".into(), format!("für {}", self.name))],
            ..order.lines[0].clone()
        };
        let amount = Money::zero(order.currency);
        order.discounts = vec![Named { name: format!("10 % für {}", self.name), amount }];
        order.shipments[0].tracking = Some(format!("JD0146{}000000", self.customer));
        order
    }

    fn called(&self) -> Called {
        Called::Customer(self.customer.into())
    }
}

/// A house in which both have bought, written, complained.
struct Scene {
    world: Returning,
    bucket: Bucket,
    objects: Objects,
    letters: Vec<String>,
}

async fn take_in(store: &Store, happened: &Happened, body: &[u8], now: Timestamp) {
    let (shop, hash) = (acme(), hash_of(body));
    let topic = happened.kind.as_str();
    let incoming = Incoming { shop: &shop, from: "shopify", topic, body, hash: &hash, only_news: false };
    store.take_in(&incoming, happened, now).await.expect("taken in");
}

fn happened(kind: &str, entity: EntityRef, order: Option<Order>, tie: &str, now: Timestamp) -> Happened {
    Happened { source: SourceVersion { at: now, tie: tie.into() }, order, ..news(kind, entity, now) }
}

/// The shop tells of the buyer's order, and of the buyer.
async fn tell(store: &Store, buyer: &Buyer, tie: &str, now: Timestamp) {
    let order = buyer.order(now);
    let body = json!({"order": order, "phone": buyer.phone, "note": "für Anna", "tie": tie}).to_string();
    let event = happened("order.updated", EntityRef::order(buyer.order), Some(order), tie, now);
    take_in(store, &event, body.as_bytes(), now).await;
    let body = json!({"id": buyer.customer, "name": buyer.name, "email": buyer.mail, "tie": tie}).to_string();
    let customer = EntityRef::customer(buyer.customer);
    take_in(store, &happened("customer.updated", customer, None, tie, now), body.as_bytes(), now).await;
}

impl Scene {
    async fn new() -> Self {
        let mut world = Returning::new(Faults::plan([]), &shop(&json!({})), 3).await;
        world.now += SignedDuration::from_secs(60);
        let bucket = Bucket::default();
        let mut scene =
            Self { world, objects: Objects::on(Arc::new(bucket.clone())), bucket, letters: vec![] };
        for buyer in [&QUAST, &OFEN] {
            scene.live(buyer).await;
        }
        scene.world.run().await;
        for buyer in [&QUAST, &OFEN] {
            assert_eq!(scene.world.kept(buyer.rma).await.order_name, format!("#{}", buyer.order));
        }
        // What nobody could read, with the letters that PHP writes as codes.
        for (n, buyer) in [&QUAST, &OFEN].into_iter().enumerate() {
            let name = buyer.name.replace('ä', "\\u00e4");
            let body = format!(r#"{{"n": {n}, "customer": "{name}", "total": "?"}}"#);
            scene.refuse(body.as_bytes()).await;
        }
        scene
    }

    async fn refuse(&self, body: &[u8]) {
        let (shop, hash) = (acme(), hash_of(body));
        let incoming = Incoming {
            shop: &shop,
            from: "woocommerce",
            topic: "order.updated",
            body,
            hash: &hash,
            only_news: false,
        };
        let refusal = Refusal { field: "total".into(), problem: "no amount".into(), mend: "look".into() };
        self.world.store.refuse(&incoming, &refusal, self.world.now).await.expect("kept");
    }

    /// All that a buyer does.
    async fn live(&mut self, buyer: &Buyer) {
        let (store, now, shop) = (self.world.store.clone(), self.world.now, acme());
        tell(&store, buyer, "04-a", now).await;
        let mut wish = request(buyer.rma, 1, now);
        wish.order = buyer.order.into();
        self.world.tell(buyer.rma, kinds::REQUESTED, Some(Told::Requested { request: wish })).await;
        self.world.run().await;
        let rma = entity(buyer.rma);
        let until = now + SignedDuration::from_hours(24 * 365);
        let say = |words: &mut Words| {
            words.comments = vec![Some(format!("{} mag es nicht", buyer.name))];
            words.say(By::Buyer, &format!("Rufen Sie an: {}", buyer.phone), now)
        };
        assert!(store.say_of_return(&shop, &rma, until, say).await.expect("kept"));
        let wish = Wish {
            line: "1".into(),
            pieces: 1,
            reason: None,
            condition: Condition::Unsaid,
            outcome: Outcome::Refund,
            comment: Some(format!("Grüße, {}", buyer.name)),
            photos: vec![],
        };
        let draft = Draft {
            key: "d".into(),
            order: buyer.order.into(),
            way: Way::Policy,
            wishes: vec![wish],
            method: Method::OwnPost,
            at: now,
        };
        store.keep_draft(&shop, &EntityRef::order(buyer.order), &draft, now).await.expect("kept");
        let drafted = domain::returns::rma::entity(buyer.order, "d");
        for of in [&rma, &drafted] {
            let key = photo::key(&shop, of.id(), "p1");
            let picture = format!("JPEG of {}", buyer.name);
            self.objects.put(&key, picture.into_bytes()).await.expect("kept");
        }
        let suppression = Suppression {
            reason: "mail-complained".into(),
            detail: "abuse".into(),
            about: EntityRef::order(buyer.order),
            at: now,
        };
        store.suppress(&shop, buyer.mail, &suppression).await.expect("kept");
        let report = json!({"eventType": "Bounce", "mail": {"destination": [buyer.mail]}}).to_string();
        self.letters.push(json!({"Message": report}).to_string());
        self.letters
            .push(json!({"type": "order.updated", "subject": format!("ORDER#{}", buyer.order)}).to_string());
    }

    async fn person(&self, called: &Called) -> Person {
        let since = self.world.now - SignedDuration::from_hours(24 * 30);
        self.world.store.person(&acme(), called, since, self.world.now).await.expect("readable")
    }

    /// Everything that is held, as one text to look through, by place.
    fn everything(&self) -> Vec<(String, String)> {
        let items = self.world.engine.items();
        let mut all: Vec<_> =
            items.iter().map(|((_, key), item)| (format!("{} {}", key.pk, key.sk), shown(item))).collect();
        for (key, bytes) in self.bucket.all().iter() {
            all.push((key.clone(), String::from_utf8_lossy(bytes).to_lowercase()));
        }
        let letters = self.letters.iter().map(|letter| ("a dead letter".to_owned(), letter.to_lowercase()));
        all.extend(letters);
        all
    }

    /// Where a buyer is still found.
    fn traces_of(&self, buyer: &Buyer) -> Vec<String> {
        let (traces, everything) = (buyer.traces(), self.everything());
        let of = everything.iter().filter(|(_, text)| traces.iter().any(|trace| text.contains(trace)));
        of.map(|(place, _)| place.clone()).collect()
    }

    /// What the command does, letters and photos first.
    async fn erase(&mut self, called: &Called) -> Erasure {
        let person = self.person(called).await;
        self.letters.retain(|letter| !person.is_named_in(letter));
        for rma in person.returns() {
            self.objects.delete_photos(&acme(), rma.id()).await.expect("deleted");
        }
        let erased = Erased { by: "ada".into(), reference: Some("TASK#1".into()) };
        self.world.store.erase(&acme(), &person, &erased, self.world.now).await.expect("erased")
    }

    async fn every_story_is_whole(&self) {
        let items = self.world.engine.items();
        let events = items.keys().filter(|(_, key)| key.sk.starts_with(keys::EVENTS));
        let entities: BTreeSet<_> =
            events.map(|(_, key)| keys::parse_entity(&key.pk).expect("a key").1).collect();
        assert!(entities.len() > 8, "{entities:?}");
        for entity in entities {
            let story = self.world.store.story(&acme(), &entity).await.expect("readable");
            // What stands alone has no head, and what stands beside no number.
            assert_eq!(story.broken, None, "{entity}");
        }
    }
}

/// An item as text: what is packed is unpacked, too.
fn shown(item: &Item) -> String {
    let value = |attr: &Attr| match attr {
        Attr::S(text) => text.to_lowercase(),
        Attr::N(number) => number.to_string(),
        Attr::B(bytes) => {
            let mut inflated = Vec::new();
            let _ = flate2::read::DeflateDecoder::new(bytes.as_slice()).read_to_end(&mut inflated);
            let texts = [bytes.as_slice(), &inflated].map(|bytes| {
                let plain = String::from_utf8_lossy(bytes).into_owned();
                let read = serde_json::from_str::<serde_json::Value>(&plain).map(|value| value.to_string());
                read.unwrap_or(plain).to_lowercase()
            });
            texts.join(" ")
        }
    };
    item.values().map(value).collect::<Vec<_>>().join(" ")
}

fn things(erasure: &Erasure) -> usize {
    erasure.of.iter().map(|(_, gone)| gone.things()).sum()
}

#[tokio::test(start_paused = true)]
async fn whoever_is_forgotten_is_found_nowhere_and_nobody_else_is_touched() {
    let heard = Heard::default();
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(heard.clone()));
    let mut scene = Scene::new().await;
    let (before, other) = (scene.traces_of(&QUAST), scene.traces_of(&OFEN));
    assert!(before.len() >= 9 && other.len() >= 9, "{before:#?}\n{other:#?}");
    let ofen = scene.person(&OFEN.called()).await;
    let held = scene.world.store.held(&acme(), &ofen).await.expect("readable");
    let told = scene.erase(&QUAST.called()).await;
    println!("figure: RA-38 {} places that named a buyer, {} things erased", before.len(), things(&told));
    assert_eq!(scene.traces_of(&QUAST), Vec::<String>::new());
    let log = heard.0.lock().expect("no test panics while it logs").to_lowercase();
    for trace in QUAST.traces().iter().chain(&OFEN.traces()) {
        assert!(!log.contains(trace), "{trace} is logged");
    }
    assert_eq!(scene.letters.len(), 3, "an event that names nobody stays");
    let unchanged = scene.person(&OFEN.called()).await;
    assert_eq!(scene.world.store.held(&acme(), &unchanged).await.expect("readable"), held);
    assert_eq!(scene.traces_of(&OFEN), other);
    scene.every_story_is_whole().await;
    // The order stays, without its buyer, and its story tells of it.
    let kept = scene.world.store.snapshot(&acme(), &EntityRef::order(QUAST.order)).await;
    let kept = kept.expect("readable").expect("an order");
    assert_eq!((kept.totals.total.minor, kept.email, kept.lines.len()), (3000, None, 1));
    assert_eq!(kept.shipping_address.and_then(|place| place.country).as_deref(), Some("DE"));
    let story = scene.world.store.story(&acme(), &EntityRef::order(QUAST.order)).await.expect("readable");
    let last = story.events.last().expect("an event");
    assert_eq!((last.event.kind.as_str(), &last.event.data["by"]), ("privacy.erased", &json!("ada")));
    // Once more, nothing is left to do and nothing is told twice.
    let events = scene.world.engine.stream().len();
    assert_eq!(things(&scene.erase(&QUAST.called()).await), 0);
    assert_eq!(things(&scene.erase(&Called::Order(QUAST.order.into())).await), 0);
    assert!(scene.person(&Called::Mail(QUAST.mail.into())).await.is_nobody());
    assert_eq!(scene.world.engine.stream().len(), events);
}

#[tokio::test(start_paused = true)]
async fn what_the_shop_tells_later_brings_nobody_back() {
    let mut scene = Scene::new().await;
    scene.erase(&QUAST.called()).await;
    scene.world.now += SignedDuration::from_hours(1);
    tell(&scene.world.store, &QUAST, "07-later", scene.world.now).await;
    assert_eq!(scene.traces_of(&QUAST), Vec::<String>::new());
    let kept = scene.world.store.order(&acme(), &EntityRef::order(QUAST.order)).await.expect("readable");
    assert_eq!(
        kept.head.source.map(|source| source.tie).as_deref(),
        Some("07-later"),
        "the news is taken in"
    );
    assert_eq!(kept.order.expect("an order").email, None);
    scene.world.run().await;
    scene.every_story_is_whole().await;
}

#[tokio::test(start_paused = true)]
async fn an_address_leads_to_all_of_a_person_and_an_order_to_its_buyer() {
    let scene = Scene::new().await;
    let orders = |person: &Person| -> Vec<String> {
        person.orders.iter().map(|placed| placed.order.id().to_owned()).collect()
    };
    for called in [
        OFEN.called(),
        Called::Order(OFEN.order.into()),
        Called::Mail(format!(" {} ", OFEN.mail.to_uppercase())),
    ] {
        let person = scene.person(&called).await;
        assert_eq!(orders(&person), [OFEN.order], "{called:?}");
        assert_eq!((person.customers.len(), person.asides.len()), (1, 1), "{called:?}");
        assert_eq!(person.returns().count(), 2, "one is being written");
        assert!(person.is_named_in(&format!("to {}", OFEN.mail)) && !person.is_named_in(QUAST.name));
    }
    for called in [
        Called::Customer("none".into()),
        Called::Mail("nobody@nowhere.example".into()),
        Called::Order("404404".into()),
    ] {
        assert!(scene.person(&called).await.is_nobody(), "{called:?}");
    }
}

/// Finds and erases on an engine whose calls fail as planned, until it ends.
async fn erased(
    engine: &Arc<Memory>,
    faults: Arc<Faults>,
    called: &Called,
    now: Timestamp,
) -> Vec<&'static str> {
    let store = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
    let since = now - SignedDuration::from_hours(24 * 30);
    let by = Erased { by: "ada".into(), reference: None };
    // Indexes show what is new from the next question on.
    for _ in 0..2 {
        Store::on(engine.clone()).person(&acme(), called, since, now).await.expect("found");
    }
    for _ in 0..5 {
        let once = async {
            let person = store.person(&acme(), called, since, now).await?;
            store.erase(&acme(), &person, &by, now).await
        };
        if matches!(faults.survive(once).await, Some(Ok(_))) {
            return faults.names();
        }
    }
    panic!("it doesn't end");
}

#[tokio::test(start_paused = true)]
async fn an_erasure_that_breaks_off_anywhere_ends_the_same_when_repeated() {
    let scene = Scene::new().await;
    let (items, now) = (scene.world.engine.items(), scene.world.now);
    let mut runs = 0;
    for called in [QUAST.called(), Called::Mail(QUAST.mail.into())] {
        let smooth = Arc::new(Memory::holding(&items));
        let calls = erased(&smooth, Faults::plan([]), &called, now).await;
        let end = smooth.items();
        assert!(end != items && calls.len() > 20);
        // A walk is hundreds of the same call: its every fortieth stands for them.
        let telling = calls.iter().enumerate().filter(|(at, name)| **name != "query" || at % 40 == 0);
        for (at, name) in telling {
            for fault in Fault::of(name) {
                let engine = Arc::new(Memory::holding(&items));
                erased(&engine, Faults::plan([(at, fault)]), &called, now).await;
                assert!(engine.items() == end, "{called:?}: {fault:?} at call {at}, {}", calls[at]);
                runs += 1;
            }
        }
    }
    println!("figure: X-16 {runs} erasures that broke off at a call, and ended the same");
}

/// What an export holds, as a file that people review: run with NIGHTSHIFT_BLESS=1 after a change that is meant.
#[tokio::test(start_paused = true)]
async fn an_export_holds_everything_of_one_person_and_nothing_of_another() {
    let scene = Scene::new().await;
    let person = scene.person(&OFEN.called()).await;
    let files = scene.world.store.held(&acme(), &person).await.expect("readable");
    let mut told = String::new();
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        let lines = text.lines().map(|line| match line.trim_start().starts_with("\"owner\":") {
            true => "      \"owner\": \"…\",",
            false => line,
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        let text = if path.ends_with(".json") { text } else { hash_of(bytes) };
        told.push_str(&format!("== {path}\n{text}\n"));
    }
    for trace in &QUAST.traces() {
        assert!(!told.to_lowercase().contains(trace), "{trace}");
    }
    for own in [OFEN.name, OFEN.mail, OFEN.phone, OFEN.street, "mag es nicht", "Grüße", "Rufen Sie an"] {
        assert!(told.contains(own), "{own} is held, and not in the export");
    }
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory/privacy/export.txt");
    if std::env::var_os("NIGHTSHIFT_BLESS").is_some() {
        std::fs::create_dir_all(golden.parent().expect("a folder")).expect("made");
        std::fs::write(&golden, &told).expect("written");
    }
    let written = std::fs::read_to_string(&golden).unwrap_or_default();
    if let Some((n, (is, was))) =
        told.lines().zip(written.lines()).enumerate().find(|(_, (is, was))| is != was)
    {
        panic!("line {}: {is}\nwas: {was}", n + 1);
    }
    assert_eq!(told.len(), written.len(), "an export has more or less than tests/memory/privacy/export.txt");
}
