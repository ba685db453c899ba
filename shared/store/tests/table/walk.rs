//! Walks through the journal and what reconciliation reads, on both engines.

use std::collections::BTreeSet;

use domain::{
    EntityRef, NewEvent, SourceVersion, Timestamp,
    mail::{Lane, MailRequested},
    missing::{self, LIST, State},
    send::OnDoubt,
    settings::Withheld,
};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    Store,
    commit::{Commit, Committed},
    missing::Look,
    walk::{Row, Walk},
};
use testkit::{
    on_both,
    orders::{at, order},
};

use super::acme;

fn news(effect: &str) -> NewEvent {
    NewEvent { kind: "order.created".into(), v: 1, effect: effect.into(), data: json!({}), outward: false }
}

async fn commit(store: &Store, entity: &EntityRef, events: &[NewEvent], now: Timestamp, snapshot: bool) {
    let shop = acme();
    let head = store.head(&shop, entity).await.expect("readable");
    let placed = order(entity.id(), now);
    let mut commit = Commit::on(&shop, entity, &head, now);
    commit.events = events;
    commit.snapshot = snapshot.then(|| (&placed, SourceVersion { at: now, tie: "50-a".into() }));
    assert!(matches!(store.commit(commit).await, Ok(Committed::Done(_))));
}

async fn walked(store: &Store, since: Timestamp, until: Timestamp) -> (Vec<Row>, usize) {
    let (mut found, mut pages) = (Vec::new(), 0);
    let mut left = Some(Walk::over(since, until));
    while let Some(walk) = left {
        // It is put down and taken up again after each page.
        let kept = serde_json::to_string(&walk).expect("plain data");
        let walk = serde_json::from_str(&kept).expect("readable");
        let (rows, rest) = store.walk(&acme(), &walk).await.expect("readable");
        found.extend(rows);
        (left, pages) = (rest, pages + 1);
    }
    (found, pages)
}

#[test]
fn stretches_of_the_journal_meet_without_gap_and_overlap() {
    on_both(async |store: Store| {
        let begin = at("2026-01-15T23:58:00Z");
        // One busy entity, so that a shard has more than a page; and many over midnight.
        let busy = EntityRef::order("1");
        for n in 0..230 {
            let event = news(&format!("busy#{n}"));
            commit(&store, &busy, &[event], begin + SignedDuration::from_millis(n), false).await;
        }
        for n in 0..120 {
            let order = EntityRef::order(&format!("2{n:03}"));
            commit(&store, &order, &[news("one")], begin + SignedDuration::from_secs(n), false).await;
        }
        let _ = store.rows(&acme(), begin, begin + SignedDuration::from_secs(1)).await;
        let end = begin + SignedDuration::from_mins(5);
        let (whole, pages) = walked(&store, begin, end).await;
        assert_eq!((whole.len(), pages), (350, 17), "two days of eight shards, and one page more");
        let mut pieces = Vec::new();
        for second in 0..300 {
            let since = begin + SignedDuration::from_secs(second);
            if second % 60 == 0 {
                pieces.extend(walked(&store, since, since + SignedDuration::from_mins(1)).await.0);
            }
        }
        let set = |rows: &[Row]| rows.iter().cloned().collect::<BTreeSet<_>>();
        assert_eq!((pieces.len(), set(&pieces)), (whole.len(), set(&whole)));
        let rows = store.rows(&acme(), begin, end).await.expect("readable");
        assert!(rows.is_sorted() && set(&rows) == set(&whole));
        assert_eq!(rows[0], Row { at: begin, entity: busy, effect: "busy#0".into() });
        assert_eq!(walked(&store, end, begin).await, (vec![], 1), "no stretch at all");
        let none = store.rows(&"other".parse().expect("a shop"), begin, end).await;
        assert_eq!(none, Ok(vec![]));
    });
}

#[test]
fn events_and_snapshots_are_read_many_at_a_time() {
    on_both(async |store: Store| {
        let now = at("2026-01-15T09:00:00Z");
        let orders: Vec<_> = (0..130).map(|n| EntityRef::order(&n.to_string())).collect();
        for order in &orders {
            commit(&store, order, &[news("shopify#a"), news("mail#x#1")], now, true).await;
        }
        let mut wanted: Vec<_> = orders.iter().map(|order| (order, "mail#x#1")).collect();
        let absent = EntityRef::order("absent");
        wanted.push((&absent, "mail#x#1"));
        let events = store.events(&acme(), &wanted).await.expect("readable");
        assert_eq!(events.len(), 130);
        assert!(events.iter().all(|(effect, event)| effect == "mail#x#1" && event.seq == 2));
        let all: Vec<_> = orders.iter().chain([&absent]).collect();
        assert_eq!(store.snapshots(&acme(), &all).await.map(|orders| orders.len()), Ok(130));
        let named = store.events_named(&acme(), &orders[7], "mail#").await.expect("readable");
        assert_eq!(named.iter().map(|(effect, _)| effect.as_str()).collect::<Vec<_>>(), ["mail#x#1"]);
        assert_eq!(store.events(&acme(), &[]).await, Ok(vec![]));
    });
}

#[test]
fn what_is_remembered_changes_once_and_what_is_said_is_said_once() {
    on_both(async |store: Store| {
        let (watch, now) = (EntityRef::new("WATCH", "x"), at("2026-01-15T09:00:00Z"));
        let remember = async |n: u32| {
            let change = |memory: &mut Vec<u32>| memory.push(n);
            store.remember(&acme(), &watch, "a", now, change).await
        };
        assert_eq!(remember(1).await, Ok(vec![1]));
        assert_eq!(remember(2).await, Ok(vec![1, 2]));
        let same = store.remember(&acme(), &watch, "a", now, |_: &mut Vec<u32>| ()).await;
        assert_eq!(same, Ok(vec![1, 2]));
        assert_eq!(store.head(&acme(), &watch).await.map(|head| head.version), Ok(2), "no change, no write");
        assert_eq!(store.say_once(&acme(), &watch, &news("said"), now).await, Ok(true));
        assert_eq!(store.say_once(&acme(), &watch, &news("said"), now).await, Ok(false));
        let story = store.story(&acme(), &watch).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (1, None));
    });
}

fn request(message: &str) -> NewEvent {
    MailRequested {
        message: message.into(),
        revision: 1,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    }
    .event()
}

#[test]
fn what_is_missing_is_asked_for_again_and_looked_after_until_it_came() {
    on_both(async |store: Store| {
        let (lost, kept) = (EntityRef::order("1"), EntityRef::order("2"));
        let now = at("2026-01-15T09:00:00Z");
        let shadow = request("order-confirmation").withheld(Withheld::Shadow);
        commit(&store, &lost, &[request("order-confirmation")], now, true).await;
        commit(&store, &kept, &[shadow], now, true).await;
        let later = now + missing::AFTER;
        let look =
            Look { now: later, patience: SignedDuration::from_mins(5), decides: false, insists: false };
        let looked = store.look_for_missing(&acme(), &kept, now, &look).await.expect("readable");
        assert_eq!(looked, Default::default(), "what is withheld isn't missing");
        let early = Look { now: later - SignedDuration::from_secs(1), ..look };
        let looked = store.look_for_missing(&acme(), &lost, now, &early).await.expect("readable");
        assert!(looked.waits && looked.is_open() && looked.missing.is_empty());
        let looked = store.look_for_missing(&acme(), &lost, now, &look).await.expect("readable");
        assert_eq!(
            (&looked.missing[0].state, looked.missing[0].number.as_deref()),
            (&State::NeverTaken, Some("#1"))
        );
        for fresh in [true, false] {
            let asked = store.ask_again(&acme(), &lost, &looked.again[0], Some(now), later).await;
            assert_eq!(asked, Ok(fresh), "once");
        }
        let listed = async || {
            let _ = store.members(&acme(), LIST).await;
            store.members(&acme(), LIST).await.expect("readable")
        };
        assert_eq!(listed().await, [(now, lost.clone())], "since it is missing");
        let looked = store
            .look_for_missing(
                &acme(),
                &lost,
                now,
                &Look { now: later + SignedDuration::from_mins(1), ..look },
            )
            .await;
        assert_eq!(looked.map(|looked| (looked.again.len(), looked.waits)), Ok((0, true)), "it may come yet");
        let story = store.story(&acme(), &lost).await.expect("readable");
        let [first, again] = story.events.as_slice() else { panic!("{story:?}") };
        assert_eq!((&again.event.data, story.broken), (&first.event.data, None));
        for _ in 0..2 {
            assert_eq!(store.leave(&acme(), &lost, LIST).await, Ok(()));
        }
        assert_eq!(listed().await, []);
        assert_eq!(store.watch(&acme(), &kept, now, later).await, Ok(()));
        assert_eq!(listed().await, [(now, kept.clone())]);
        // Nobody decided about it; whoever does is woken once.
        let look = Look { decides: true, now: later + missing::AFTER, ..look };
        let looked = store.look_for_missing(&acme(), &kept, later, &look).await.expect("readable");
        assert_eq!((&looked.missing[0].state, looked.missing[0].since), (&State::Undecided, later));
        let asked = store.ask_again(&acme(), &kept, &looked.again[0], None, look.now).await;
        assert_eq!(asked, Ok(true));
        let woken = store.events_named(&acme(), &kept, "due#").await.expect("readable");
        assert_eq!(woken[0].1.kind, "due.order-confirmation");
    });
}

#[test]
fn what_the_ledger_no_longer_remembers_is_not_asked_for_again() {
    on_both(async |store: Store| {
        let now = at("2026-04-20T09:00:00Z");
        for (id, days, again) in [("1", 91, 0), ("2", 88, 1)] {
            let entity = EntityRef::order(id);
            let confirmed = now - SignedDuration::from_hours(24 * days);
            commit(&store, &entity, &[request("order-confirmation")], confirmed, true).await;
            let delay = request("delivery-delayed").withheld(Withheld::Shadow);
            commit(&store, &entity, &[delay], now, false).await;
            for insists in [false, true] {
                let patience = SignedDuration::from_mins(5);
                let look = Look { now: now + missing::AFTER, patience, decides: false, insists };
                let looked = store.look_for_missing(&acme(), &entity, now, &look).await.expect("readable");
                let found = (looked.again.len(), looked.missing.len(), looked.waits);
                assert_eq!(found, (again, again, false), "{days} days, {insists}");
            }
        }
    });
}
