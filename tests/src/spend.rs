//! What one order costs in units and calls, from its webhook to SES's delivery report.

use std::{collections::BTreeMap, sync::Arc};

use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{Faults, Memory};

use crate::{
    arrivals::{delivery, order},
    sweep::DAY,
    world::{Streaming, World},
};

/// What was counted of each step.
pub type Spent = BTreeMap<&'static str, u64>;

/// The steps of an order with one webhook.
pub const STEPS: [&str; 4] = ["door", "confirmation", "delivery", "feedback"];

/// Plays an order of three lines from its webhook to SES's delivery report, then a further webhook that changes it.
/// `counted` is asked between the steps.
pub async fn spend<E: Streaming>(world: &mut World<E>, id: u64, counted: impl Fn() -> u64) -> Spent {
    let now = world.outside.now();
    let mails = world.outside.state().mails.len();
    let mut spent = Spent::new();
    let mut before = counted();
    let mut measure = |step: &'static str| {
        let after = counted();
        spent.insert(step, after - before);
        before = after;
    };
    let body = three_lines(id, now);
    assert_eq!(world.deliver(&delivery("orders/create", &body)).await, 200);
    measure("door");
    world.step().await;
    measure("confirmation");
    world.step().await;
    measure("delivery");
    world.run(true).await;
    measure("feedback");
    let mut changed = body;
    changed["updated_at"] = json!((now + SignedDuration::from_mins(9)).to_string());
    changed["note"] = changed["note"].as_str().map(|note| note.chars().rev().collect::<String>()).into();
    assert_eq!(world.deliver(&delivery("orders/updated", &changed)).await, 200);
    world.run(true).await;
    measure("further webhook");
    assert_eq!(world.outside.state().mails.len(), mails + 1);
    spent
}

/// An order's total, without further webhooks.
pub fn total(spent: &Spent) -> u64 {
    STEPS.iter().map(|step| spent[step]).sum()
}

/// A world on `engine` in which nothing goes wrong.
pub async fn calm<E: Streaming>(engine: Arc<E>) -> World<E> {
    let now: Timestamp = DAY.parse().expect("an instant");
    World::new(engine, Faults::plan([]), true, now).await
}

/// The units and calls of one order in memory, before and after a history of `orders` others, written through the
/// door by its own code.
pub async fn growth(orders: u64) -> [BTreeMap<&'static str, Spent>; 2] {
    let memory = Arc::new(Memory::default());
    let mut world = calm(Arc::clone(&memory)).await;
    let before = all(&memory, &mut world, 1).await;
    for id in 0..orders {
        let placed = world.outside.now();
        let body = order(1_000_000 + id, placed, placed, "pending");
        assert_eq!(world.deliver(&delivery("orders/create", &body)).await, 200);
    }
    // What waits in the queues is of no interest; what the relay carried is.
    world.skip().await;
    let after = all(&memory, &mut world, 10).await;
    [before, after]
}

/// Three orders alike, each counted by something else. One goes before: what is done once in a while, such as reading
/// the settings, falls to it.
async fn all(memory: &Arc<Memory>, world: &mut World<Memory>, id: u64) -> BTreeMap<&'static str, Spent> {
    spend(world, id + 3, || 0).await;
    BTreeMap::from([
        ("write units", spend(world, id, || memory.write_units()).await),
        ("half read units", spend(world, id + 1, || memory.read_halves()).await),
        ("calls", spend(world, id + 2, || memory.calls()).await),
    ])
}

/// A body that compresses to about 2 KB.
pub fn three_lines(id: u64, now: Timestamp) -> Value {
    let line = |id: u64, title: &str, price: &str| {
        json!({"id": id, "sku": format!("TEA-{id}"), "title": title, "quantity": 1, "current_quantity": 1,
            "price": price, "total_discount": "0.00", "discount_allocations": []})
    };
    let mut body = order(id, now, now, "paid");
    body["line_items"] = json!([
        line(1, "Assam", "8.00"),
        line(2, "Darjeeling first flush", "5.00"),
        line(3, "Sencha", "3.00")
    ]);
    let mut noise = 7_u64;
    let filler = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + (noise >> 40) as u8 % 26)
    });
    body["note"] = filler.take(2_100).collect::<String>().into();
    body
}
