//! Every access pattern, on the in-memory engine and on a real DynamoDB engine: what one promises, both keep.

use std::sync::Arc;

use domain::{
    EntityRef, Head, NewEvent, Reliance, SourceVersion,
    order::{Marks, Order},
    schedule::{Due, Heartbeat, house},
    send::{Report, SendId, State},
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
    engine::{Action, EngineError, Guard, Index, Key, Query, Table, Write},
    keys,
    ledger::Claim,
    settings::SHOPS,
};
use testkit::{
    Memory, dynamo, on_both,
    orders::{at, order, shop},
};

use super::{acme, first, now};

fn news(effect: &str) -> NewEvent {
    NewEvent {
        kind: "order.created".into(),
        v: 1,
        effect: effect.into(),
        data: json!({"n": 1}),
        outward: false,
    }
}

/// Commits one event with what `more` adds, on the head as it now is.
async fn commit(
    store: &Store,
    effect: &str,
    more: impl FnOnce(&mut Commit<'_>),
) -> Result<Committed, StoreError> {
    commit_order(store, effect, None, more).await
}

/// The same, with a snapshot of the order.
async fn commit_order(
    store: &Store,
    effect: &str,
    placed: Option<&Order>,
    more: impl FnOnce(&mut Commit<'_>),
) -> Result<Committed, StoreError> {
    let (shop, entity) = (acme(), first());
    let head = store.head(&shop, &entity).await?;
    let events = [news(effect)];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    commit.events = &events;
    commit.snapshot = placed.map(|order| (order, SourceVersion { at: now(), tie: "a".into() }));
    more(&mut commit);
    store.commit(commit).await
}

#[test]
fn settings_are_versions_that_never_change() {
    on_both(async |store: Store| {
        assert!(store.settings(&acme()).await.expect("readable").is_empty());
        let mut shop = shop();
        assert_eq!(store.publish_settings(&shop, at("2026-01-01T00:00:00Z")).await, Ok(1));
        shop.name = "Acme Coffee".into();
        assert_eq!(store.publish_settings(&shop, at("2026-02-01T00:00:00Z")).await, Ok(2));
        let history = store.settings(&acme()).await.expect("readable");
        let name = |when: &str| history.at(at(when)).map(|v| (v.number, v.shop.name.clone()));
        assert_eq!(name("2026-01-15T00:00:00Z"), Ok((1, "Acme Tea".into())));
        assert_eq!(name("2026-02-15T00:00:00Z"), Ok((2, "Acme Coffee".into())));
        let again = store.publish_version(&shop, 2, at("2026-03-01T00:00:00Z")).await;
        assert_eq!(again, Err(StoreError::Stale), "of two that publish at once, one is told");
    });
}

#[test]
fn a_shop_that_published_settings_is_known() {
    on_both(async |store: Store| {
        let mut other = shop();
        other.id = "zeta".parse().expect("a shop id");
        for (shop, from) in [(&shop(), 1), (&other, 2), (&shop(), 3)] {
            let from = now() + SignedDuration::from_mins(from);
            assert!(store.publish_settings(shop, from).await.is_ok());
        }
        let _ = store.members(&house(), SHOPS).await;
        let shops = store.members(&house(), SHOPS).await.expect("readable");
        let ids: Vec<&str> = shops.iter().map(|(_, entity)| entity.id()).collect();
        assert_eq!(ids, ["zeta", "acme"], "each once, by its newest version");
    });
}

#[test]
fn an_order_is_a_head_and_a_body_in_one_read() {
    on_both(async |store: Store| {
        assert_eq!(store.order(&acme(), &first()).await, Ok(store::orders::Known::default()));
        let mut placed = order("820982911946154508", now());
        placed.lines[0].title = "Ásszam \u{1f375} ".repeat(500);
        let done = commit_order(&store, "a", Some(&placed), |_| ()).await;
        assert!(matches!(done, Ok(Committed::Done(_))), "{done:?}");
        let known = store.order(&acme(), &first()).await.expect("readable");
        assert_eq!(known.order.as_ref(), Some(&placed));
        assert_eq!(known.head.version, 1);
        assert_eq!(known.head.filed.map(|filed| filed.customer), Some("7".into()));
    });
}

#[test]
fn an_effect_happens_once_and_all_or_nothing() {
    on_both(async |store: Store| {
        let placed = order("1", now());
        assert!(matches!(commit(&store, "a", |_| ()).await, Ok(Committed::Done(_))));
        let again = commit_order(&store, "a", Some(&placed), |_| ()).await;
        assert_eq!(again, Ok(Committed::AlreadyDone));
        // Decided before that: it may be another effect of the same name, and is decided anew.
        let (old, events) = (Head::default(), [news("a")]);
        let (shop, entity) = (acme(), first());
        let mut late = Commit::on(&shop, &entity, &old, now());
        late.events = &events;
        assert_eq!(store.commit(late).await, Err(StoreError::Stale));
        assert_eq!(
            store.order(&acme(), &first()).await.expect("readable").order,
            None,
            "nothing of it was written"
        );
        assert_eq!(store.head_and_effect(&acme(), &first(), "a").await.map(|(_, seen)| seen), Ok(true));
        assert_eq!(store.head_and_effect(&acme(), &first(), "b").await.map(|(_, seen)| seen), Ok(false));
    });
}

#[test]
fn a_commit_on_a_head_that_moved_is_stale() {
    on_both(async |store: Store| {
        let (shop, entity, events) = (acme(), first(), [news("b")]);
        assert!(matches!(commit(&store, "a", |_| ()).await, Ok(Committed::Done(_))));
        for version in [0, 2] {
            let head = Head { version, ..Head::default() };
            let mut late = Commit::on(&shop, &entity, &head, now());
            late.events = &events;
            assert_eq!(store.commit(late).await, Err(StoreError::Stale), "read as version {version}");
        }
    });
}

#[test]
fn facts_relied_on_must_still_stand() {
    on_both(async |store: Store| {
        let other = EntityRef::order("2");
        for (version, stands) in [(0, true), (1, false)] {
            let relies_on = [Reliance { entity: other.clone(), version }];
            let effect = format!("relies-{version}");
            let (shop, entity, events) = (acme(), first(), [news(&effect)]);
            let head = store.head(&shop, &entity).await.expect("readable");
            let mut commit = Commit::on(&shop, &entity, &head, now());
            commit.events = &events;
            commit.relies_on = &relies_on;
            assert_eq!(store.commit(commit).await.is_ok(), stands, "version {version} of what isn't there");
        }
        let relies_on = [Reliance { entity: first(), version: 0 }];
        let (shop, events) = (acme(), [news("relies")]);
        let head = Head::default();
        let mut commit = Commit::on(&shop, &other, &head, now());
        commit.events = &events;
        commit.relies_on = &relies_on;
        assert_eq!(store.commit(commit).await, Err(StoreError::Stale), "it has come meanwhile");
    });
}

#[test]
fn the_journal_is_a_chain_that_can_be_verified() {
    on_both(async |store: Store| {
        for effect in ["b", "a", "c"] {
            assert!(matches!(commit(&store, effect, |_| ()).await, Ok(Committed::Done(_))));
        }
        let story = store.story(&acme(), &first()).await.expect("readable");
        assert_eq!(story.broken, None);
        assert_eq!(story.events.iter().map(|kept| kept.event.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(story.events[0].event.prev, "");
        assert_eq!(story.events[2].event.prev, story.events[1].hash);
        let kept = store.event(&acme(), &first(), "a").await.expect("readable").expect("there");
        assert_eq!(kept, story.events[1]);
    });
}

#[tokio::test]
async fn a_chain_that_was_touched_says_where() {
    type Touch = fn(&mut store::engine::Item);
    let touches: [(&str, Touch, &str); 2] = [
        (
            "EVENT#b",
            |item| drop(item.insert("event".into(), "{}".replace("{}", TOUCHED).into())),
            "its hash differs",
        ),
        (
            "HEAD",
            |item| {
                let head = json!({"version": 9, "last_hash": "f00d"}).to_string();
                item.insert("head".into(), head.into());
            },
            "the head names another",
        ),
    ];
    const TOUCHED: &str = r#"{"specversion":"1.0","id":"x","source":"s","type":"t","subject":"ORDER#1","time":"2026-01-15T09:00:00Z","shop":"acme","dataversion":1,"seq":2,"prev":""}"#;
    for (sk, touch, expected) in touches {
        let memory = Arc::new(Memory::default());
        let store = Store::on(Arc::clone(&memory) as Arc<dyn store::engine::Engine>);
        for effect in ["a", "b", "c"] {
            assert!(commit(&store, effect, |_| ()).await.is_ok());
        }
        let key = Key::new(keys::entity(&acme(), &first()), sk);
        let mut item = memory.items()[&(Table::Shop, key)].clone();
        touch(&mut item);
        memory.tamper(Table::Shop, item);
        let broken = store.story(&acme(), &first()).await.expect("readable").broken.expect("it shows");
        assert!(broken.contains(expected), "{sk}: {broken}");
    }
}

#[test]
fn an_event_alone_is_journalled_once() {
    on_both(async |store: Store| {
        let (shop, beat) = (house(), Heartbeat::entity(now()));
        let event = NewEvent::of(beat.id(), &Heartbeat {});
        assert_eq!(store.journal_alone(&shop, &beat, &event, now()).await, Ok(true));
        assert_eq!(store.journal_alone(&shop, &beat, &event, now()).await, Ok(false));
        let story = store.story(&shop, &beat).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (1, None));
    });
}

#[test]
fn the_journal_of_a_day_is_listed_page_by_page() {
    on_both(async |store: Store| {
        let shop = acme();
        for n in 0..230 {
            let entity = EntityRef::order(&n.to_string());
            let written = store.journal_alone(&shop, &entity, &news("created"), now()).await;
            assert_eq!(written, Ok(true));
        }
        // Late at first, in memory: an index is asked again until it has caught up.
        let _ = store.day(&shop, now(), 0, None).await;
        let mut found = Vec::new();
        for shard in 0..keys::SHARDS {
            let mut after = None;
            loop {
                let page = store.day(&shop, now(), shard, after).await.expect("readable");
                found.extend(page.events);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 230);
        let tomorrow = now() + SignedDuration::from_hours(24);
        assert_eq!(store.day(&shop, tomorrow, 0, None).await.expect("readable").events, []);
    });
}

#[test]
fn a_wake_up_comes_when_it_is_due_and_once() {
    on_both(async |store: Store| {
        let due = |minutes: i64| Due {
            shop: acme(),
            entity: first(),
            automation: "order-confirmation".into(),
            purpose: "edited-order".into(),
            at: now() + SignedDuration::from_mins(minutes),
        };
        assert!(commit(&store, "a", |commit| commit.wake.push(due(10))).await.is_ok());
        // Asked for again, it moves.
        assert!(commit(&store, "b", |commit| commit.wake.push(due(20))).await.is_ok());
        let shard = keys::shard(&keys::entity(&acme(), &first()));
        let listed = async |minutes: i64| {
            let by = now() + SignedDuration::from_mins(minutes);
            let _ = store.due(shard, by, None).await;
            store.due(shard, by, None).await.expect("readable").rows
        };
        assert_eq!(listed(19).await, []);
        assert_eq!(listed(20).await, [due(20)]);
        assert_eq!(store.fire(&due(10), now()).await, Ok(None), "a late index may still show the old row");
        let fired = store.fire(&due(20), now()).await.expect("no trouble").expect("fired");
        assert_eq!(fired.kind, "due.order-confirmation");
        assert_eq!(store.fire(&due(20), now()).await, Ok(None));
        assert_eq!(listed(30).await, []);
        assert_eq!(store.story(&acme(), &first()).await.expect("readable").broken, None);
    });
}

#[test]
fn memory_and_marks_stay_when_others_write() {
    on_both(async |store: Store| {
        let marks = json!({"edited_at": "2026-01-15T09:00:00Z"});
        assert!(commit(&store, "a", |commit| commit.memory.push((Marks::NAME, marks.clone()))).await.is_ok());
        assert!(commit(&store, "b", |commit| commit.memory.push(("another", json!(1)))).await.is_ok());
        let head = store.head(&acme(), &first()).await.expect("readable");
        assert_eq!(head.recall::<Value>(Marks::NAME), Ok(Some(marks)));
        assert_eq!(head.recall::<u8>("another"), Ok(Some(1)));
    });
}

#[test]
fn raw_bodies_come_back_as_they_were() {
    on_both(async |store: Store| {
        let body: Vec<u8> = (0..=255).cycle().take(300_000).collect();
        assert_eq!(store.keep_raw(&acme(), "h1", &body, now()).await, Ok(true));
        assert_eq!(store.keep_raw(&acme(), "h1", &body, now()).await, Ok(true));
        assert_eq!(store.raw(&acme(), "h1").await, Ok(Some(body)));
        assert_eq!(store.raw(&acme(), "h2").await, Ok(None));
        let mut noise = 1_u64;
        let random = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (noise >> 56) as u8
        });
        let incompressible: Vec<u8> = random.take(500_000).collect();
        assert_eq!(store.keep_raw(&acme(), "h3", &incompressible, now()).await, Ok(false));
    });
}

#[test]
fn a_send_has_one_owner_at_a_time() {
    on_both(async |store: Store| {
        let (shop, id) = (acme(), SendId::of(&acme(), &first(), "order-confirmation", 1));
        let claim = |owner: &str| Claim {
            about: first(),
            message: "order-confirmation#1".into(),
            owner: owner.into(),
            lease_until: now() + SignedDuration::from_secs(30),
            ended: None,
            counted: None,
        };
        assert_eq!(store.send_entry(&shop, &id).await, Ok(None));
        assert_eq!(store.claim_send(&shop, &id, &claim("a"), None, now()).await, Ok(true));
        assert_eq!(store.claim_send(&shop, &id, &claim("b"), None, now()).await, Ok(false));
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.owner.as_str(), entry.attempts, &entry.about), ("a", 1, &first()));
        // Its lease ran out: b takes over, and a's later writes don't hold (R17).
        assert_eq!(store.claim_send(&shop, &id, &claim("b"), Some(&entry), now()).await, Ok(true));
        assert_eq!(store.claim_send(&shop, &id, &claim("c"), Some(&entry), now()).await, Ok(false));
        assert_eq!(store.mark_sent(&shop, &id, "a", "m-0").await, Ok(false));
        assert_eq!(store.release_send(&shop, &id, "a", "Throttling").await, Ok(false));
        assert_eq!(store.mark_ended(&shop, &id, "a", State::Failed, "late").await, Ok(false));
        assert_eq!(store.mark_sent(&shop, &id, "b", "m-1").await, Ok(true));
        assert_eq!(store.mark_sent(&shop, &id, "b", "m-2").await, Ok(false), "sent is sent");
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.state, entry.attempts, entry.message_id.as_deref()), (State::Sent, 2, Some("m-1")));
        assert_eq!(store.mark_reported(&shop, &id, &entry, "m-1", Report::Delivery).await, Ok(true));
        let lighter = store.mark_reported(&shop, &id, &entry, "m-1", Report::Send).await;
        assert_eq!(lighter, Ok(false), "read before the weightier report, it doesn't overwrite it");
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!(entry.reported, Some(Report::Delivery));
    });
}

#[test]
fn a_released_send_is_nobodys() {
    on_both(async |store: Store| {
        let (shop, id) = (acme(), SendId::of(&acme(), &first(), "order-confirmation", 1));
        let claim = Claim {
            about: first(),
            message: "m".into(),
            owner: "a".into(),
            lease_until: now(),
            ended: None,
            counted: None,
        };
        assert_eq!(store.claim_send(&shop, &id, &claim, None, now()).await, Ok(true));
        assert_eq!(store.release_send(&shop, &id, "a", "Throttling").await, Ok(true));
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.state, entry.reason.as_deref()), (State::Waiting, Some("Throttling")));
        // Whoever comes next takes it, and its attempts begin anew.
        let next = Claim { owner: "b".into(), ..claim };
        assert_eq!(store.claim_send(&shop, &id, &next, Some(&entry), now()).await, Ok(true));
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.state, entry.attempts, entry.reason), (State::Sending, 1, None));
    });
}

#[test]
fn a_customers_orders_are_listed_by_the_index() {
    on_both(async |store: Store| {
        let placed = order("1", now());
        assert!(commit_order(&store, "a", Some(&placed), |_| ()).await.is_ok());
        let _ = store.orders_of_customer(&acme(), "7", None).await;
        let (orders, next) = store.orders_of_customer(&acme(), "7", None).await.expect("readable");
        assert_eq!((orders, next), (vec![first()], None));
        assert_eq!(store.orders_of_customer(&acme(), "8", None).await.expect("readable").0, []);
    });
}

/// What the engine itself promises, where the store's own functions don't show it.
#[tokio::test]
async fn engines_agree_on_refusals() {
    let engines: [Arc<dyn store::engine::Engine>; 2] =
        [Arc::new(Memory::default()), Arc::new(dynamo::start().await)];
    for engine in engines {
        let key = Key::new("acme#ORDER#1", "HEAD");
        let put = Write::put(Table::Shop, key.item());
        assert_eq!(engine.write(put.clone().when(Guard::absent("of-this-test"))).await, Ok(()));
        assert_eq!(
            engine.write(put.clone().when(Guard::absent("of-this-test"))).await,
            Err(EngineError::Condition(vec![0]))
        );
        let never = Guard::equals("of-this-test", "version", 9);
        let check =
            Write::check(Table::Shop, Key::new("acme#ORDER#2", "HEAD")).when(Guard::absent("of-this-test"));
        let both = vec![check, Write { action: Action::Put(key.item()), ..put.clone() }.when(never)];
        assert_eq!(engine.transact(both).await, Err(EngineError::Condition(vec![1])));
        assert!(matches!(engine.transact(vec![put.clone(), put]).await, Err(EngineError::Invalid(_))));
        assert!(matches!(engine.batch_get(vec![key.clone(), key]).await, Err(EngineError::Invalid(_))));
        let nothing = Query {
            index: Some(Index::ByTime),
            partition: "DUE#0".into(),
            prefix: String::new(),
            since: String::new(),
            until: String::new(),
            limit: 10,
            after: None,
        };
        assert_eq!(engine.query(nothing).await.map(|page| page.items), Ok(vec![]));
    }
}

/// Two transactions that meet on an item: one is told of the conflict, and nothing is half-done. Memory only: the
/// local engines don't raise it.
#[tokio::test]
async fn transactions_that_meet_conflict() {
    let store = Store::on(Arc::new(Memory::default()));
    let (a, b) = futures::join!(commit(&store, "a", |_| ()), commit(&store, "b", |_| ()));
    assert_eq!([&a, &b].into_iter().filter(|r| **r == Err(StoreError::Stale)).count(), 1, "{a:?} {b:?}");
    let story = store.story(&acme(), &first()).await.expect("readable");
    assert_eq!((story.events.len(), story.broken), (1, None));
}

/// A batch read isn't one moment: a body that isn't the head's own is read again.
#[tokio::test]
async fn a_torn_read_is_noticed() {
    let memory = Arc::new(Memory::default());
    let store = Store::on(Arc::clone(&memory) as Arc<dyn store::engine::Engine>);
    let placed = order("1", now());
    assert!(commit_order(&store, "a", Some(&placed), |_| ()).await.is_ok());
    assert!(store.order(&acme(), &first()).await.is_ok());
    let key = keys::body(&acme(), &first());
    let mut older = memory.items()[&(Table::Shop, key)].clone();
    older.insert("of".into(), "2026-01-15T08:00:00Z#a".into());
    memory.tamper(Table::Shop, older);
    assert_eq!(store.order(&acme(), &first()).await, Err(StoreError::Stale));
}

/// A row that the index shows late is there when the timer looks again.
#[tokio::test]
async fn an_index_may_be_late() {
    let store = Store::on(Arc::new(Memory::default()));
    let due = Due {
        shop: acme(),
        entity: first(),
        automation: "order-confirmation".into(),
        purpose: "p".into(),
        at: now(),
    };
    assert!(commit(&store, "a", |commit| commit.wake.push(due.clone())).await.is_ok());
    let shard = keys::shard(&keys::entity(&acme(), &first()));
    assert_eq!(store.due(shard, now(), None).await.expect("readable").rows, []);
    assert_eq!(store.due(shard, now(), None).await.expect("readable").rows, [due]);
}

#[test]
fn writers_that_meet_on_one_entity_all_come_through() {
    on_both(async |store: Store| {
        let (shop, order) = (acme(), first());
        let news: Vec<_> = (0..5).map(|n| [news(&format!("news#{n}"))]).collect();
        let writers = news.iter().map(|events| store.journal(&shop, &order, events, now()));
        for written in futures::future::join_all(writers).await {
            assert_eq!(written.map(|events| events.len()), Ok(1));
        }
        let story = store.story(&acme(), &first()).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (5, None));
    });
}
