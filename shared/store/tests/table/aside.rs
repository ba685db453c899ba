//! What no order leads to: who registered and never bought, parcels that go back, what nobody could read.

use std::sync::Arc;

use domain::{
    EntityRef,
    event::hash_of,
    privacy::Mark,
    tracking::{Code, Number, Place, Report, Scan},
    webhook::{Happened, Refusal},
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::{Value, json};
use store::{
    Store,
    privacy::{Called, Person},
    take_in::Incoming,
};
use testkit::{Memory, on_both, orders::news};

use super::{
    acme,
    privacy::{breaks_off_anywhere, by, find, house, now},
};

/// Goes back, and no order names it.
const BACK: &str = "JD014600009999000001";
/// The same of somebody else.
const OTHERS: &str = "JD014600009999000002";
/// Is somebody else's, by what the tracker says of their order, although its body has a neighbour's name.
const TIED: &str = "JD014600009999000003";
/// The same way somebody's own, although its body names nobody.
const OWN: &str = "JD014600009999000004";

async fn tell(store: &Store, from: &str, happened: Happened, body: &Value) {
    let (shop, body) = (acme(), body.to_string());
    let (topic, hash) = (happened.kind.as_str(), hash_of(&body));
    let incoming =
        Incoming { shop: &shop, from, topic, body: body.as_bytes(), hash: &hash, only_news: false };
    store.take_in(&incoming, &happened, now()).await.expect("taken in");
}

async fn registers(store: &Store, id: &str, minute: i64, body: Value) {
    let at = now() - SignedDuration::from_mins(60 - minute);
    tell(store, "shopify", news("customer.created", EntityRef::customer(id), at), &body).await;
}

async fn scanned(store: &Store, number: &str, minute: i64, order: Option<&str>, body: Value) {
    let at = now() - SignedDuration::from_mins(60 - minute);
    let number: Number = number.parse().expect("a number");
    let scan = Scan {
        at,
        code: Code::InTransit,
        day: at.to_zoned(TimeZone::UTC).date(),
        place: Place::default(),
        carrier: "dhl".into(),
        word: String::new(),
    };
    let report =
        Report { number: number.clone(), scans: vec![scan], expected: None, order: order.map(str::to_owned) };
    let happened =
        Happened { parcel: Some(report), whole: false, ..news("parcel.scanned", number.entity(), at) };
    tell(store, "aftership", happened, &body).await;
}

/// Two people who bought something, two who registered, and parcels.
async fn wider_house(store: &Store) {
    house(store).await;
    registers(store, "700300", 1, json!({"email": "Carlotta@muster.example", "first_name": "Carlotta"}))
        .await;
    // Neither is who has that address.
    let note = "lives with carlotta@muster.example";
    registers(store, "700400", 1, json!({"email": "x.carlotta@muster.example", "note": note})).await;
    let to = |who: &str, minute: i64| json!({"to": format!("{who} Muster"), "minute": minute});
    for minute in [1, 2] {
        scanned(store, BACK, minute, None, to("ANNELIESE", minute)).await;
    }
    scanned(store, OTHERS, 1, None, to("Bartholomew", 1)).await;
    scanned(store, TIED, 1, Some("700200"), json!({"left at": "Annelieseweg 1"})).await;
    scanned(store, OWN, 1, Some("700100"), json!({"signed_by": "A. M."})).await;
    // An order that nobody could read is all that came of its buyer.
    let (shop, body) = (acme(), json!({"buyer": "zacharias@muster.example"}).to_string());
    let (topic, hash) = ("orders/create", hash_of(&body));
    let incoming = Incoming {
        shop: &shop,
        from: "shopify",
        topic,
        body: body.as_bytes(),
        hash: &hash,
        only_news: false,
    };
    let refusal = Refusal { field: "body".into(), problem: "odd".into(), mend: "look".into() };
    store.refuse(&incoming, &refusal, now()).await.expect("kept");
}

async fn files(store: &Store, person: &Person) -> Vec<String> {
    store.held(&acme(), person).await.expect("readable").into_keys().collect()
}

fn mail(address: &str) -> Called {
    Called::Mail(address.to_owned())
}

#[test]
fn whoever_registered_and_never_bought_is_found_by_their_address() {
    on_both(async |store: Store| {
        wider_house(&store).await;
        let called = mail("carlotta@muster.example");
        let person = find(&store, &called).await;
        assert_eq!((person.customers.len(), person.orders.len()), (1, 0));
        let files = files(&store, &person).await;
        assert!(files.iter().any(|path| path.starts_with("customer-700300/as-it-came/")), "{files:#?}");
        assert!(!files.iter().any(|path| path.contains("700400")), "{files:#?}");
        let done = store.erase(&acme(), &person, &by(), now()).await.expect("erased");
        let [(entity, gone)] = done.of.as_slice() else { panic!("{done:#?}") };
        assert_eq!((entity.id(), gone.bodies, gone.told), ("700300", 1, true));
        // What comes later leaves no body, by which they would be found.
        registers(&store, "700300", 2, json!({"email": "carlotta@muster.example", "last_name": "M."})).await;
        assert!(find(&store, &called).await.is_nobody());
        assert!(!find(&store, &mail("x.carlotta@muster.example")).await.is_nobody());
    });
}

#[test]
fn parcels_that_no_order_names_go_with_whom_they_tell_of() {
    on_both(async |store: Store| {
        wider_house(&store).await;
        let called = Called::Customer("700100".into());
        let person = find(&store, &called).await;
        let parcels: Vec<_> = person.parcels.iter().map(EntityRef::id).collect();
        assert_eq!((parcels, person.asides.len()), (vec![BACK, OWN], 1));
        let files = files(&store, &person).await;
        let told = |number: &str| {
            let bodies = format!("parcel-{number}/as-it-came/");
            files.iter().filter(|path| path.starts_with(&bodies)).count()
        };
        assert_eq!([BACK, OWN, TIED, OTHERS].map(told), [2, 1, 0, 0], "{files:#?}");
        store.erase(&acme(), &person, &by(), now()).await.expect("erased");
        for (number, is_erased) in [(BACK, true), (OWN, true), (TIED, false), (OTHERS, false)] {
            let head = store.head(&acme(), &EntityRef::new(Number::ENTITY, number)).await.expect("readable");
            assert_eq!(Mark::is_at(&head), is_erased, "{number}");
        }
        // The last scan names them once more, and is kept without its body.
        scanned(&store, BACK, 9, None, json!({"to": "Anneliese Muster", "delivered": true})).await;
        let story = store.story(&acme(), &EntityRef::new(Number::ENTITY, BACK)).await.expect("readable");
        assert_eq!(story.broken, None);
        let last = story.events.last().expect("an event").event.clone();
        assert_eq!(last.kind, "parcel.scanned");
        let hash = last.data["body"].as_str().unwrap_or_default();
        let body = store.raw(&acme(), hash).await.expect("readable");
        assert!(body.is_none_or(|body| body.is_empty()), "its body is kept");
    });
}

#[test]
fn of_everybody_nothing_that_came_is_left() {
    on_both(async |store: Store| {
        wider_house(&store).await;
        let person = find(&store, &Called::Everybody).await;
        let found = [person.customers.len(), person.orders.len(), person.parcels.len(), person.asides.len()];
        assert_eq!(found, [4, 2, 4, 3]);
        // By their orders alone nobody finds what a third one sent.
        let [own, other] = ["700100", "700200"].map(|id| Called::Customer(id.into()));
        let known = find(&store, &own).await.asides.len() + find(&store, &other).await.asides.len();
        assert_eq!(known, 2);
        store.erase(&acme(), &person, &by(), now()).await.expect("erased");
        let left = find(&store, &Called::Everybody).await;
        assert!(left.asides.is_empty(), "{:?}", left.asides);
        let files = store.held(&acme(), &left).await.expect("readable");
        let bodies =
            files.keys().filter(|path| path.contains("as-it-came") || path.contains("not-understood"));
        assert_eq!(bodies.collect::<Vec<_>>(), Vec::<&String>::new());
    });
}

#[tokio::test(start_paused = true)]
async fn what_only_a_body_leads_to_is_found_until_it_is_gone() {
    let engine = Arc::new(Memory::default());
    wider_house(&Store::on(engine.clone())).await;
    let items = engine.items();
    for called in [mail("carlotta@muster.example"), mail("anneliese@muster.example")] {
        breaks_off_anywhere(&items, &called).await;
    }
}
