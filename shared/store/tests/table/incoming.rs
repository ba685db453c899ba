//! What comes in from outside, lists and tasks, on both engines.

use domain::{
    EntityRef, Head, NewEvent, Timestamp,
    event::hash_of,
    order::{
        Shipment, ShipmentStatus,
        ShipmentStatus::{Delivered, Shipped},
    },
    returns::{Method, Request, record::ReturnRecord, rma},
    task::{Done, Task, Wanted},
    tracking::{Code, Expected, Number, Parcel, Place, Report, Scan, Scanned},
    webhook::{Happened, Received, Refusal, SetAside, Wants},
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::json;
use store::{
    Store,
    commit::{Body, Commit, Committed},
    take_in::{Incoming, Taken},
    tasks::Closing,
};
use testkit::{
    on_both,
    orders::{news, order},
};

use super::{acme, now};

pub(super) fn minutes(n: i64) -> Timestamp {
    now() + SignedDuration::from_mins(n)
}

pub(super) fn happened(entity: EntityRef, at: Timestamp, whole: bool) -> Happened {
    Happened {
        whole,
        details: [("stock".to_owned(), "5".to_owned())].into(),
        ..news("product.updated", entity, at)
    }
}

async fn take(store: &Store, happened: &Happened, only_news: bool) -> Taken {
    let (shop, body) = (acme(), happened.source.at.to_string());
    let (topic, hash) = (if only_news { "poll" } else { "products/update" }, hash_of(&body));
    let body = body.as_bytes();
    let incoming = Incoming { shop: &shop, from: "shopify", topic, body, hash: &hash, only_news };
    store.take_in(&incoming, happened, now()).await.expect("taken in")
}

fn received(taken: &Taken) -> Received {
    let Taken::Accepted(event) = taken else { panic!("{taken:?}") };
    event.payload().expect("what the door writes")
}

#[test]
fn what_is_older_than_what_is_known_is_recorded_and_not_applied() {
    on_both(async |store: Store| {
        let product = EntityRef::new("PRODUCT", "7");
        let (old, new) =
            (happened(product.clone(), minutes(0), true), happened(product.clone(), minutes(1), true));
        let taken = take(&store, &new, false).await;
        assert!(!received(&taken).superseded && received(&taken).details["stock"] == "5");
        assert_eq!(received(&taken).body, hash_of(minutes(1).to_string()), "where the rest is found");
        assert!(received(&take(&store, &old, false).await).superseded);
        assert_eq!(take(&store, &new, false).await, Taken::Duplicate);
        let head = store.head(&acme(), &product).await.expect("readable");
        assert_eq!(head.source.map(|source| source.at), Some(minutes(1)));
        assert_eq!(head.version, 2);
    });
}

#[test]
fn a_return_is_read_however_often_doors_tell_of_it() {
    on_both(async |store: Store| {
        let (shop, entity) = (acme(), EntityRef::new(rma::ENTITY, "r1"));
        let told = |at| Happened { kind: "return.updated".into(), ..happened(entity.clone(), at, true) };
        let request = Request {
            key: "r1".into(),
            order: "1001".into(),
            at: now(),
            channel: "own".into(),
            by: "buyer".into(),
            withdrawal: false,
            method: Method::OwnPost,
            lines: Vec::new(),
        };
        let kept = ReturnRecord::new(rma::Return::begin(request, "RMA-1001-1".into()), "#1001");
        assert!(matches!(take(&store, &told(minutes(0)), false).await, Taken::Accepted(_)));
        let (head, none) = store.rma(&shop, &entity).await.expect("readable");
        assert_eq!(none, None);
        let keep = async |head: &Head| {
            let mut commit = Commit::on(&shop, &entity, head, now());
            commit.body = Some(Body::of(&kept));
            assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
        };
        keep(&head).await;
        assert!(matches!(take(&store, &told(minutes(5)), false).await, Taken::Accepted(_)));
        let (head, read) = store.rma(&shop, &entity).await.expect("readable");
        let named = head.source.as_ref().map(|source| source.tie.as_str());
        assert_eq!((named, read.as_ref()), (Some("v2"), Some(&kept)), "its head names its body");
        // As earlier releases left it: its head names a webhook.
        let mut commit = Commit::on(&shop, &entity, &head, now());
        commit.source = Some(told(minutes(9)).source);
        assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
        let (head, read) = store.rma(&shop, &entity).await.expect("readable");
        assert_eq!((head.source.as_ref(), read.as_ref()), (Some(&told(minutes(9)).source), Some(&kept)));
        keep(&head).await;
        let (head, read) = store.rma(&shop, &entity).await.expect("readable");
        assert_eq!((head.source.map(|source| source.tie), read), (Some("v5".to_owned()), Some(kept.clone())));
    });
}

#[test]
fn a_poll_brings_only_news() {
    on_both(async |store: Store| {
        let entity = EntityRef::order("1001");
        let order = order("1001", now());
        let told = |at| Happened {
            order: Some(order.clone()),
            kind: "order.updated".into(),
            ..happened(entity.clone(), at, true)
        };
        assert!(matches!(take(&store, &told(minutes(0)), false).await, Taken::Accepted(_)));
        assert_eq!(take(&store, &told(minutes(0)), true).await, Taken::Duplicate, "the webhook has told it");
        let news = take(&store, &told(minutes(5)), true).await;
        let body = received(&news).body;
        assert!(
            store.raw(&acme(), &body).await.expect("readable").is_some(),
            "by it the body is found, and erased"
        );
        assert_eq!(take(&store, &told(minutes(5)), true).await, Taken::Duplicate);
        // The lost webhook comes after all: an event, and nothing goes backwards.
        assert!(matches!(take(&store, &told(minutes(5)), false).await, Taken::Accepted(_)));
        let story = store.story(&acme(), &entity).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (3, None));
    });
}

#[test]
fn a_list_of_parcels_that_may_be_cut_off_takes_none_away() {
    on_both(async |store: Store| {
        let parcel = |id: &str, status| Shipment {
            id: id.into(),
            status,
            carrier: None,
            tracking: None,
            url: None,
            shipped_at: None,
            lines: Vec::new(),
        };
        for (id, parcels_cut_off, expected) in [
            ("1001", true, vec![("a", Delivered), ("b", Shipped), ("c", Shipped)]),
            ("1002", false, vec![("a", Delivered), ("b", Shipped)]),
        ] {
            let entity = EntityRef::order(id);
            let told = |at, parcels: &[(&str, ShipmentStatus)], parcels_cut_off| {
                let mut order = order(id, now());
                order.shipments = parcels.iter().map(|(id, status)| parcel(id, *status)).collect();
                Happened { order: Some(order), parcels_cut_off, ..happened(entity.clone(), at, true) }
            };
            let by_webhook = told(minutes(0), &[("c", Shipped), ("a", Shipped)], false);
            assert!(matches!(take(&store, &by_webhook, false).await, Taken::Accepted(_)));
            let by_poll = told(minutes(5), &[("a", Delivered), ("b", Shipped)], parcels_cut_off);
            assert!(matches!(take(&store, &by_poll, true).await, Taken::Accepted(_)));
            let known = store.order(&acme(), &entity).await.expect("readable").order.expect("known");
            let known: Vec<_> = known.shipments.iter().map(|one| (one.id.as_str(), one.status)).collect();
            assert_eq!(known, expected, "cut off: {parcels_cut_off}");
        }
        // Of an order that nobody has told of, it is all there is.
        let order = Some(order("1003", now()));
        let first = happened(EntityRef::order("1003"), minutes(0), true);
        let first = Happened { order, parcels_cut_off: true, ..first };
        assert!(matches!(take(&store, &first, true).await, Taken::Accepted(_)));
    });
}

#[test]
fn a_wish_stands_beside_the_news_that_brought_it() {
    on_both(async |store: Store| {
        let customer = EntityRef::customer("7");
        let wants = Some(Wants { reason: "erase-customer", owner: "privacy", days: 30 });
        let redact = Happened {
            wants,
            kind: "privacy.erasure-requested".into(),
            ..happened(customer.clone(), now(), false)
        };
        assert!(matches!(take(&store, &redact, false).await, Taken::Accepted(_)));
        assert_eq!(take(&store, &redact, false).await, Taken::Duplicate);
        let story = store.story(&acme(), &customer).await.expect("readable");
        let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
        assert_eq!(kinds, ["privacy.erasure-requested", "task.wanted"]);
        let wanted: Wanted = story.events[1].event.payload().expect("a wish");
        assert_eq!(wanted.due, now() + SignedDuration::from_hours(30 * 24));
    });
}

#[test]
fn what_is_left_aside_is_journalled_once() {
    on_both(async |store: Store| {
        let (shop, body) = (acme(), b"{}".as_slice());
        let hash = hash_of(body);
        let incoming = Incoming { shop: &shop, from: "own", topic: "x", body, hash: &hash, only_news: false };
        let refusal = Refusal { field: "a".into(), problem: "is missing".into(), mend: "send it".into() };
        assert_eq!(store.refuse(&incoming, &refusal, now()).await, Ok(true));
        assert_eq!(store.refuse(&incoming, &refusal, now()).await, Ok(false));
        assert_eq!(store.ignore(&incoming, "nobody acts on it", now()).await, Ok(true));
        assert_eq!(store.raw(&shop, &hash).await, Ok(Some(body.to_vec())));
        let kept = store.event(&shop, &SetAside::entity(&hash), SetAside::REFUSED).await.expect("readable");
        let aside: SetAside = kept.expect("journalled").event.payload().expect("set aside");
        assert_eq!(aside.reason, "a: is missing; send it");
    });
}

#[test]
fn a_source_is_heard_last_when_it_was_written_down() {
    on_both(async |store: Store| {
        assert_eq!(store.last_heard(&acme(), "shopify").await, Ok(None));
        for at in [minutes(0), minutes(5)] {
            store.heard(&acme(), "shopify", at).await.expect("written");
        }
        assert_eq!(store.last_heard(&acme(), "shopify").await, Ok(Some(minutes(5))));
        assert_eq!(store.last_heard(&acme(), "own").await, Ok(None));
    });
}

/// Opens a task as `task-desk` does.
async fn open(store: &Store, id: &str, due: Timestamp) -> EntityRef {
    let entity = Task::entity(id);
    let wanted = Wanted { reason: "x".into(), owner: "default".into(), due, details: Default::default() };
    let task = Task { about: EntityRef::order("1"), wanted, opened: now(), done: None };
    let (shop, head) = (acme(), store.head(&acme(), &entity).await.expect("readable"));
    let events =
        [NewEvent { kind: "task.opened".into(), v: 1, effect: "o".into(), data: json!({}), outward: false }];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    commit.events = &events;
    commit.memory.push((Task::DESK, json!(task)));
    commit.lists.push((Task::OPEN.to_owned(), due));
    assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
    entity
}

#[test]
fn open_tasks_are_listed_by_due_time_until_they_are_done() {
    on_both(async |store: Store| {
        let late = open(&store, "aaaaaaaaaaaa", minutes(9)).await;
        let soon = open(&store, "bbbbbbbbbbbb", minutes(1)).await;
        let listed = async || {
            let open = store.open_tasks(&acme()).await.expect("readable");
            open.into_iter().map(|(entity, _)| entity).collect::<Vec<_>>()
        };
        assert_eq!(listed().await, [soon.clone(), late.clone()]);
        let done = Done { at: minutes(2), by: "ada".into(), note: Some("called".into()) };
        let closed = store.close_task(&acme(), &soon, done.clone()).await;
        assert!(
            matches!(&closed, Ok(Closing::Closed(task)) if task.done.as_ref() == Some(&done)),
            "{closed:?}"
        );
        assert_eq!(listed().await, [late]);
        let again = store.close_task(&acme(), &soon, Done { by: "bob".into(), ..done.clone() }).await;
        assert_eq!(again, Ok(Closing::Before(done)));
        assert_eq!(
            store
                .close_task(
                    &acme(),
                    &Task::entity("cccccccccccc"),
                    Done { at: now(), by: "a".into(), note: None }
                )
                .await,
            Ok(Closing::Unknown)
        );
        let story = store.story(&acme(), &soon).await.expect("readable");
        assert_eq!(story.events.last().map(|kept| kept.event.kind.as_str()), Some("task.done"));
    });
}

pub(super) fn scan(minute: i64, code: Code) -> Scan {
    let day = minutes(minute).to_zoned(TimeZone::UTC).date();
    let place = Place { city: Some("Leipzig".into()), ..Place::default() };
    Scan { at: minutes(minute), code, day, place, carrier: "dhl".into(), word: String::new() }
}

pub(super) fn number() -> Number {
    "00340434161094000001".parse().expect("a number")
}

/// What a tracker says at a minute.
pub(super) fn report(said: i64, scans: Vec<Scan>) -> Happened {
    let report = Report { number: number(), scans, expected: None, order: None };
    Happened {
        kind: "parcel.scanned".into(),
        parcel: Some(report),
        ..happened(number().entity(), minutes(said), false)
    }
}

/// An order, with this number on its shipment.
pub(super) fn shipped(id: &str, said: i64, tracking: &str) -> Happened {
    let mut order = order(id, now());
    order.shipments = vec![Shipment {
        id: "s".into(),
        status: Shipped,
        carrier: None,
        tracking: Some(tracking.into()),
        url: None,
        shipped_at: None,
        lines: Vec::new(),
    }];
    Happened {
        order: Some(order),
        kind: "order.updated".into(),
        ..happened(EntityRef::order(id), minutes(said), true)
    }
}

fn scanned(taken: &Taken) -> Scanned {
    let Taken::Accepted(event) = taken else { panic!("{taken:?}") };
    event.payload().expect("what the door writes")
}

#[test]
fn scans_change_something_once_in_whatever_order_they_are_told() {
    on_both(async |store: Store| {
        let all = [
            scan(-300, Code::PreTransit),
            scan(-200, Code::Accepted),
            scan(-100, Code::InTransit),
            scan(-10, Code::Delivered),
        ];
        // The newest first, and each report again, also under another delivery's time.
        let told = scanned(&take(&store, &report(0, all[1..3].to_vec()), false).await);
        assert_eq!((told.before, told.state, told.scans.len()), (Code::Unknown, Code::InTransit, 2));
        assert!(told.orders.is_empty() && told.delivered.is_none());
        for again in [report(0, all[1..3].to_vec()), report(1, vec![all[2].clone()]), report(2, vec![])] {
            assert_eq!(take(&store, &again, false).await, Taken::Duplicate);
        }
        let late = scanned(&take(&store, &report(3, all[..1].to_vec()), false).await);
        assert_eq!(
            (late.before, late.state, late.scans),
            (Code::InTransit, Code::InTransit, vec![all[0].id()])
        );
        let done = scanned(&take(&store, &report(4, all.to_vec()), false).await);
        assert_eq!((done.state, done.delivered, done.scans.len()), (Code::Delivered, Some(minutes(-10)), 1));
        // A clock that is days ahead.
        assert_eq!(
            take(&store, &report(5, vec![scan(3 * 24 * 60, Code::Returned)]), false).await,
            Taken::Duplicate
        );
        let expected = Some(Expected { said: minutes(6), day: minutes(6).to_zoned(TimeZone::UTC).date() });
        let mut estimate = report(6, vec![]);
        estimate.parcel.as_mut().expect("a report").expected = expected;
        let estimated = scanned(&take(&store, &estimate, false).await);
        assert_eq!((estimated.scans.len(), estimated.expected), (0, expected.map(|e| e.day)));
        assert_eq!(take(&store, &estimate, false).await, Taken::Duplicate);

        let known = store.parcels(&acme(), &[number()]).await.expect("readable").remove(0);
        let whole =
            Parcel::new(number()).with(&Report { expected, ..report(0, all.to_vec()).parcel.expect("one") });
        assert_eq!(known, whole.parcel);
        let story = store.story(&acme(), &number().entity()).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (4, None));
    });
}

#[test]
fn a_number_leads_to_its_orders_whichever_comes_first() {
    on_both(async |store: Store| {
        // The scan first: it waits at its number.
        assert!(
            scanned(&take(&store, &report(0, vec![scan(-200, Code::Accepted)]), false).await)
                .orders
                .is_empty()
        );
        assert_eq!(store.orders_in(&acme(), &number()).await, Ok(vec![]));
        let order = shipped("1001", 1, "0034 0434 1610 9400 0001, 777");
        assert!(matches!(take(&store, &order, false).await, Taken::Accepted(_)));
        assert_eq!(store.orders_in(&acme(), &number()).await, Ok(vec!["1001".to_owned()]));
        let known =
            store.parcels_of(&acme(), order.order.as_ref().expect("an order")).await.expect("readable");
        assert_eq!(known.iter().map(Parcel::state).collect::<Vec<_>>(), [Code::Accepted]);
        // From then on each scan names it; so does a second order in the same box.
        let told = scanned(&take(&store, &report(2, vec![scan(-100, Code::InTransit)]), false).await);
        assert_eq!(told.orders, ["1001"]);
        for said in [3, 4] {
            let again = shipped("1002", said, "00340434161094000001");
            assert!(matches!(take(&store, &again, false).await, Taken::Accepted(_)));
        }
        // What is older than what is known ties nothing.
        let old = shipped("1001", -5, "AB-900009");
        assert!(matches!(take(&store, &old, false).await, Taken::Accepted(_)));
        assert_eq!(store.orders_in(&acme(), &"AB900009".parse().expect("a number")).await, Ok(vec![]));
        let told = scanned(&take(&store, &report(5, vec![scan(-50, Code::OutForDelivery)]), false).await);
        assert_eq!(told.orders, ["1001", "1002"]);

        // An order that only the report names: once it is there.
        let named = |said, code, order: &str| {
            let mut named = report(said, vec![scan(said - 100, code)]);
            named.parcel.as_mut().expect("a report").order = Some(order.into());
            named
        };
        let told = scanned(&take(&store, &named(6, Code::AttemptFailed, "1003"), false).await);
        assert_eq!(told.orders, ["1001", "1002"], "nobody has told of 1003");
        let later = shipped("1003", 7, "by bike");
        assert!(matches!(take(&store, &later, false).await, Taken::Accepted(_)));
        let told = scanned(&take(&store, &named(6, Code::AttemptFailed, "1003"), false).await);
        assert_eq!((told.orders.len(), told.scans.len()), (3, 0));
        assert_eq!(take(&store, &named(6, Code::AttemptFailed, "1003"), false).await, Taken::Duplicate);
    });
}
