//! Orders are found by the name that people say; those that an older release wrote, once they are named.

use std::sync::Arc;

use domain::{EntityRef, NewEvent, SourceVersion, order::Order};
use jiff::SignedDuration;
use serde_json::json;
use store::{Store, commit::Commit, engine::Table, keys};
use testkit::{Memory, orders::order};

use super::{acme, first, now};

/// The order comes, called so, in the state of that minute.
async fn comes(store: &Store, name: &str, minute: i64) {
    let (shop, entity) = (acme(), first());
    let head = store.head(&shop, &entity).await.expect("readable");
    let placed = Order { name: name.to_owned(), ..order("1", now()) };
    let source = SourceVersion { at: now() + SignedDuration::from_mins(minute), tie: "a".into() };
    let (kind, effect) = ("order.created".to_owned(), format!("told#{minute}"));
    let events = [NewEvent { kind, v: 1, effect, data: json!({}), outward: false }];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    (commit.events, commit.snapshot) = (&events, Some((&placed, source)));
    store.commit(commit).await.expect("committed");
}

/// An order as releases wrote it that knew no names.
async fn of_an_older_release() -> (Arc<Memory>, Store) {
    let memory = Arc::new(Memory::default());
    let store = Store::on(memory.clone());
    comes(&store, "#1001", 0).await;
    let mut body = memory.items()[&(Table::Shop, keys::body(&acme(), &first()))].clone();
    body.retain(|name, _| !["cpk", "csk"].contains(&name.as_str()));
    memory.tamper(Table::Shop, body);
    (memory, store)
}

async fn found(store: &Store, name: &str) -> Vec<EntityRef> {
    // An index may be a question late.
    store.orders_named(&acme(), name).await.expect("readable");
    store.orders_named(&acme(), name).await.expect("readable")
}

#[tokio::test]
async fn an_order_of_an_older_release_is_found_once_it_is_named() {
    let (_, store) = of_an_older_release().await;
    let before = store.order(&acme(), &first()).await.expect("readable");
    assert_eq!(found(&store, "1001").await, []);
    let orders = [first(), EntityRef::order("2")];
    let unnamed = store.unnamed_orders(&acme(), &orders).await.expect("readable");
    assert_eq!(unnamed.len(), 1);
    assert_eq!(store.name_order(&acme(), &unnamed[0]).await, Ok(true));
    assert_eq!(found(&store, "#1001").await, [first()]);
    assert_eq!(store.order(&acme(), &first()).await, Ok(before), "nothing else of it has changed");
    assert_eq!(store.unnamed_orders(&acme(), &orders).await, Ok(vec![]));
}

#[tokio::test]
async fn what_changed_meanwhile_is_named_by_whoever_changed_it() {
    let (_, store) = of_an_older_release().await;
    let read = store.unnamed_orders(&acme(), &[first()]).await.expect("readable");
    comes(&store, "#1001-B", 1).await;
    assert_eq!(store.name_order(&acme(), &read[0]).await, Ok(false));
    assert_eq!((found(&store, "1001").await, found(&store, "1001-B").await), (vec![], vec![first()]));
    // Nor is anything put where its person was erased.
    let memory = Arc::new(Memory::default());
    assert_eq!(Store::on(memory.clone()).name_order(&acme(), &read[0]).await, Ok(false));
    assert!(memory.items().is_empty());
}
