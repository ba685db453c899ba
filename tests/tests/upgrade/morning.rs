//! A morning, until in the middle of it the release changes: with every state that something can be in.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{delivery, order},
    ports::Queue,
    sweep::DAY,
    world::World,
};
use domain::{EntityRef, ShopId, Timestamp, send::SendId};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use mail_feedback::MailFeedback;
use serde_json::{Value, json};
use testkit::{Faults, Memory};

use crate::left::Left;

pub(crate) fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// When all orders of the day are placed.
pub(crate) fn placed() -> Timestamp {
    DAY.parse().expect("an instant")
}

pub(crate) async fn sell_of(world: &mut World, id: u64, status: &str) -> u16 {
    world.deliver(&delivery("orders/create", &order(id, placed(), placed(), status))).await
}

/// An order with one more of the lamps.
pub(crate) fn edited(id: u64, updated: Timestamp) -> Value {
    let mut body = order(id, placed(), updated, "paid");
    body["line_items"][0]["quantity"] = json!(3);
    body["line_items"][0]["current_quantity"] = json!(3);
    body["subtotal_price"] = json!("24.00");
    body["total_price"] = json!("28.00");
    body
}

pub(crate) async fn play() -> Left {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, placed()).await;
    // Confirmed, delivered, reported; one of them came back.
    for id in [1001, 1008, 1009] {
        assert_eq!(sell_of(&mut world, id, "paid").await, 200);
    }
    world.run(true).await;
    let id = SendId::of(&acme(), &EntityRef::order("1009"), "order-confirmation", 1);
    let bounce = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        "mail": {"messageId": "m", "destination": ["buyer-1009@example.com"],
            "tags": {"shop": ["acme"], "send_id": [id.as_str()]}}});
    MailFeedback(world.store.clone())
        .take_in(&bounce.to_string(), world.outside.now())
        .await
        .expect("taken in");
    // A task, its owner told; an order that isn't paid; one that doesn't add up.
    let redact = json!({"shop_id": 1, "customer": {"id": 7}, "orders_to_redact": []});
    assert_eq!(world.deliver(&delivery("customers/redact", &redact)).await, 200);
    assert_eq!(sell_of(&mut world, 1002, "pending").await, 200);
    let mut odd = order(1005, placed(), placed(), "paid");
    odd["total_price"] = json!("20.01");
    assert_eq!(world.deliver(&delivery("orders/create", &odd)).await, 200);
    world.run(true).await;
    // Asked for, and the message lost.
    assert_eq!(sell_of(&mut world, 1006, "paid").await, 200);
    world.step().await;
    assert_eq!(world.lose(Queue::Delivery).await, 1);
    // Edited: what it has become is in a webhook that is still to come.
    let now = world.wait(SignedDuration::from_secs(1));
    let edit = json!({"order_edit": {"id": 5, "order_id": 1008, "created_at": now.to_string(),
        "committed_at": now.to_string(), "line_items": {"additions": [{"id": 2, "delta": 1}], "removals": []}}});
    assert_eq!(world.deliver(&delivery("orders/edited", &edit)).await, 200);
    world.run(false).await;
    // SES's answer is lost for one, and it is throttled for the next.
    for (id, answer) in [
        (1003, Unsent::InDoubt("a lost answer".into())),
        (1004, Unsent::NotNow { reason: "Throttling".into(), pause_seconds: 60 }),
    ] {
        world.outside.state().ses_answers.push_back(answer);
        assert_eq!(sell_of(&mut world, id, "paid").await, 200);
        world.run(false).await;
    }
    // In the middle of the way: a mail's request in its queue, reports in theirs.
    for id in [1010, 1011] {
        assert_eq!(sell_of(&mut world, id, "paid").await, 200);
    }
    for _ in 0..3 {
        world.step().await;
    }
    let carried = world.engine.stream().len();
    // And taken in, but not yet relayed.
    assert_eq!(sell_of(&mut world, 1012, "paid").await, 200);
    let state = world.outside.state();
    Left {
        now: state.now,
        items: world.engine.items().into_iter().map(|((table, _), item)| (table, item)).collect(),
        queued: state.queued.clone(),
        unrelayed: world.engine.streamed_after(carried),
        mails: state.mails.iter().map(|mail| mail.to.clone()).collect(),
    }
}
