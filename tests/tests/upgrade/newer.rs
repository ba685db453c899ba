//! On the way back: what a newer release wrote. What it added is passed over; what only it can read is put back, and is
//! done once it is there again.

use std::sync::Arc;

use bundle_tests::world::World;
use domain::send::SendId;
use serde_json::{Value, json};
use store::engine::{Attr, Item, Table, text};
use testkit::{Faults, Memory};

use crate::{afternoon, morning};

/// A text of JSON with one field more, at its top and within each part of `within`.
fn with_more(text: &str, within: &[&str]) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    value.as_object_mut()?.insert("later".into(), json!({"x": 1}));
    for part in within {
        if let Some(part) = value.get_mut(part).and_then(Value::as_object_mut) {
            part.insert("later".into(), json!("y"));
        }
    }
    Some(value.to_string())
}

#[tokio::test(start_paused = true)]
async fn what_a_newer_release_adds_is_passed_over() {
    let mut left = morning::play().await;
    let mut changed = 0;
    for (_, item) in &mut left.items {
        item.insert("later".into(), Attr::S("z".into()));
        // Events are sealed: what is added to them comes in new ones.
        for (name, attr) in item.iter_mut().filter(|(name, _)| *name != store::journal::EVENT) {
            if let Attr::S(text) = attr
                && name != "settings"
                && let Some(more) = with_more(text, &["source"])
            {
                *text = more;
                changed += 1;
            }
        }
    }
    assert!(changed >= 11, "each order's head at least: {changed}");
    for queued in &mut left.queued {
        queued.body = with_more(&queued.body, &["data", "mail"]).expect("messages are JSON");
    }
    afternoon(&left).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_newer_than_can_be_read_waits_for_whoever_can() {
    let left = morning::play().await;
    let of_1011 = |(table, item): &&(Table, Item)| {
        *table == Table::Shop
            && text(item, "pk").is_some_and(|pk| pk.ends_with("ORDER#1011"))
            && text(item, "sk") == Some(store::keys::BODY)
    };
    // What the mail is about; the carrier reads nothing else of the order.
    let body = &left.items.iter().find(of_1011).expect("its body").1;
    let mut newer = body.clone();
    newer.insert("v".into(), Attr::N(99));
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, left.now).await;
    for (table, item) in &left.items {
        world.engine.tamper(*table, item.clone());
    }
    world.engine.tamper(Table::Shop, newer);
    let queued = left.queued.iter().filter(|queued| queued.body.contains("ORDER#1011")).cloned();
    let mut queued: Vec<_> = queued.collect();
    assert_eq!(queued.len(), 1, "its mail is asked for");
    // And the same request as a newer release writes it.
    let mut request: Value = serde_json::from_str(&queued[0].body).expect("an event");
    request["dataversion"] = json!(99);
    let mut other = queued[0].clone();
    other.body = request.to_string();
    queued.push(other);
    world.outside.state().queued.extend(queued);
    world.run(true).await;
    let reasons: Vec<String> = world.outside.state().dead.iter().map(|(_, reason)| reason.clone()).collect();
    assert!(reasons.len() == 2 && reasons.iter().all(|reason| reason.contains("known")), "{reasons:?}");
    assert!(world.outside.state().mails.is_empty(), "nothing is sent by what can't be read");
    let id = SendId::of(&morning::acme(), &domain::EntityRef::order("1011"), "order-confirmation", 1);
    assert_eq!(world.store.send_entry(&morning::acme(), &id).await.expect("readable"), None);

    // Whoever can read it is back: so does a body of a known version stand for it here.
    world.engine.tamper(Table::Shop, body.clone());
    world.redrive();
    world.run(true).await;
    let mails = world.outside.state().mails.iter().map(|mail| mail.to.clone()).collect::<Vec<_>>();
    assert_eq!(mails, ["buyer-1011@example.com"]);
}
