//! A person is found, handed over and taken out; the whole house does so in `tests/tests/memory/privacy.rs`.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    EntityRef, SourceVersion, Timestamp,
    event::hash_of,
    order::Order,
    privacy::{Erased, Mark},
    returns::{
        Method,
        portal::{By, Draft, Way, Words},
        rma,
    },
    webhook::{Happened, Refusal},
};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    Store,
    engine::{Item, Key, Table},
    keys,
    privacy::{Called, Person},
    take_in::Incoming,
};
use testkit::{
    Fault, Faults, Faulty, Memory, on_both,
    orders::{at, news, order},
};

use super::acme;

pub(super) fn now() -> Timestamp {
    at("2026-03-10T09:00:00Z")
}

/// Their order and their customer have one number of six digits, so that it counts as a name.
fn placed(number: &str, who: &str) -> Order {
    let place = json!({"name": format!("{who} Muster"), "lines": [format!("{who}weg 1")], "country": "DE"});
    Order {
        customer: Some(number.into()),
        email: Some(format!("{who}@muster.example")),
        shipping_address: serde_json::from_value(place).ok(),
        ..order(number, now())
    }
}

async fn tell(store: &Store, order: &Order, tie: &str) {
    let (shop, body) = (acme(), json!({"order": order, "tie": tie}).to_string());
    let customer = order.customer.as_deref().expect("a customer");
    for (kind, entity, order) in [
        ("order.updated", EntityRef::order(&order.id), Some(order.clone())),
        ("customer.updated", EntityRef::customer(customer), None),
    ] {
        let body = format!("{body}\n{kind}");
        let hash = hash_of(&body);
        let source = SourceVersion { at: now(), tie: tie.into() };
        let happened = Happened { source: source.clone(), order, ..news(kind, entity, source.at) };
        let incoming = Incoming {
            shop: &shop,
            from: "shopify",
            topic: kind,
            body: body.as_bytes(),
            hash: &hash,
            only_news: false,
        };
        store.take_in(&incoming, &happened, now()).await.expect("taken in");
    }
}

/// Two people, each with an order, a return that is being written, words, and a body that nobody could read.
pub(super) async fn house(store: &Store) -> [Order; 2] {
    let people = [placed("700100", "Anneliese"), placed("700200", "Bartholomew")];
    for order in &people {
        tell(store, order, "04-a").await;
        let (shop, who) = (acme(), order.email.clone().expect("an address"));
        let draft = Draft {
            key: "d".into(),
            order: order.id.clone(),
            way: Way::Policy,
            wishes: vec![],
            method: Method::OwnPost,
            at: now(),
        };
        store.keep_draft(&shop, &EntityRef::order(&order.id), &draft, now()).await.expect("kept");
        let say = |words: &mut Words| words.say(By::Buyer, &who, now());
        let until = now() + SignedDuration::from_hours(24);
        store.say_of_return(&shop, &rma::entity(&order.id, "d"), until, say).await.expect("kept");
        let body = format!("{{\"buyer\": \"{}\"}}", who.to_uppercase());
        let hash = hash_of(&body);
        let incoming = Incoming {
            shop: &shop,
            from: "woocommerce",
            topic: "order.updated",
            body: body.as_bytes(),
            hash: &hash,
            only_news: false,
        };
        let refusal = Refusal { field: "body".into(), problem: "odd".into(), mend: "look".into() };
        store.refuse(&incoming, &refusal, now()).await.expect("kept");
    }
    // Indexes hear of it with the next question.
    store.orders_of_customer(&acme(), "700100", None).await.expect("readable");
    people
}

pub(super) async fn find(store: &Store, called: &Called) -> Person {
    let since = now() - SignedDuration::from_hours(24);
    store.person(&acme(), called, since, now()).await.expect("readable")
}

pub(super) fn by() -> Erased {
    Erased { by: "ada".into(), reference: Some("TASK#1".into()) }
}

#[test]
fn a_person_is_handed_over_and_taken_out_and_nobody_else_is() {
    on_both(async |store: Store| {
        let [own, other] = house(&store).await;
        let whose = |order: &Order| Called::Customer(order.customer.clone().expect("a customer"));
        let held = |called: Called| {
            let store = store.clone();
            async move {
                let person = find(&store, &called).await;
                store.held(&acme(), &person).await.expect("readable")
            }
        };
        let before = held(whose(&other)).await;
        let files: Vec<_> = held(whose(&own)).await.into_keys().collect();
        for file in
            ["order-700100/order.json", "order-700100/draft-return.json", "customer-700100/journal.json"]
        {
            assert!(files.iter().any(|path| path == file), "{file} of {files:#?}");
        }
        assert!(files.iter().all(|path| !path.contains("700200")), "{files:#?}");
        assert_eq!(files.iter().filter(|path| path.contains("as-it-came")).count(), 2);
        for called in [Called::Order(own.id.clone()), Called::Mail(own.email.clone().expect("an address"))] {
            let person = find(&store, &called).await;
            assert_eq!((person.orders.len(), person.asides.len()), (1, 1), "{called:?}");
        }
        let person = find(&store, &whose(&own)).await;
        assert!(person.is_named_in("To: ANNELIESE@muster.example") && !person.is_named_in("bartholomew"));
        let erased = store.erase(&acme(), &person, &by(), now()).await.expect("erased");
        let things: usize = erased.of.iter().map(|(_, gone)| gone.things()).sum();
        assert_eq!(things, 6, "{erased:#?}");
        let left: Vec<_> = held(whose(&own)).await.into_iter().collect();
        let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_lowercase().contains("anneliese");
        let names: Vec<_> = left.iter().filter(|(_, bytes)| told(bytes)).map(|(path, _)| path).collect();
        assert_eq!(names, Vec::<&String>::new());
        assert_eq!(held(whose(&other)).await, before);
        // News come in without the buyer, and nothing of the body stays.
        tell(&store, &own, "05-b").await;
        let entity = EntityRef::order(&own.id);
        let known = store.order(&acme(), &entity).await.expect("readable");
        assert!(Mark::is_at(&known.head));
        assert_eq!(known.head.source.map(|source| source.tie).as_deref(), Some("05-b"));
        let kept = known.order.expect("an order");
        assert_eq!((kept.email, kept.totals.total), (None, own.totals.total));
        for entity in [entity, EntityRef::customer("700100")] {
            let story = store.story(&acme(), &entity).await.expect("readable");
            assert_eq!(story.broken, None, "{entity}");
            let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
            assert_eq!(kinds[1], "privacy.erased", "{kinds:?}");
            assert_eq!(story.events[2].event.data.get("body"), None);
        }
    });
}

/// Finds and erases on an engine whose calls fail as planned, until it ends.
pub(super) async fn erased(engine: &Arc<Memory>, faults: Arc<Faults>, called: &Called) -> Vec<&'static str> {
    // Indexes show what is new from the next question on.
    let since = now() - SignedDuration::from_hours(24);
    for _ in 0..2 {
        Store::on(engine.clone()).person(&acme(), called, since, now()).await.expect("found");
    }
    let store = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
    for _ in 0..5 {
        let once = async {
            let person = store.person(&acme(), called, now() - SignedDuration::from_hours(24), now()).await?;
            store.erase(&acme(), &person, &by(), now()).await
        };
        if matches!(faults.survive(once).await, Some(Ok(_))) {
            return faults.names();
        }
    }
    panic!("it doesn't end");
}

pub(super) type Items = BTreeMap<(Table, Key), Item>;

/// An erasure that breaks off at any call, and is repeated, ends as one that went smoothly. Answers what is left, and how many calls it
/// took.
pub(super) async fn breaks_off_anywhere(items: &Items, called: &Called) -> (Items, usize) {
    let smooth = Arc::new(Memory::holding(items));
    let calls = erased(&smooth, Faults::plan([]), called).await;
    let end = smooth.items();
    // A walk is hundreds of the same call: its every fortieth stands for them.
    let telling = calls.iter().enumerate().filter(|(at, name)| **name != "query" || at % 40 == 0);
    for (at, name) in telling {
        for fault in Fault::of(name) {
            let engine = Arc::new(Memory::holding(items));
            erased(&engine, Faults::plan([(at, fault)]), called).await;
            assert!(engine.items() == end, "{called:?}: {fault:?} at call {at}, {}", calls[at]);
        }
    }
    (end, calls.len())
}

#[tokio::test(start_paused = true)]
async fn an_erasure_that_breaks_off_anywhere_ends_the_same_when_repeated() {
    let engine = Arc::new(Memory::default());
    let [own, _] = house(&Store::on(engine.clone())).await;
    let items = engine.items();
    let customer = Called::Customer(own.customer.clone().expect("a customer"));
    for called in [customer, Called::Mail(own.email.clone().expect("an address"))] {
        let (end, calls) = breaks_off_anywhere(&items, &called).await;
        assert!(end.keys().all(|(_, key)| key.sk != "DRAFT#return" || !key.pk.contains("700100")));
        assert!(end.keys().any(|(_, key)| key.sk.starts_with(keys::EVENTS)) && calls > 20);
    }
}
