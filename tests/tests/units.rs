//! Write units of a confirmed order, as reckoned in memory and as a real DynamoDB engine answers them. One test: the
//! engine's answers are added up per process.

use std::{collections::BTreeMap, sync::Arc};

use bundle_tests::{
    arrivals::{delivery, order},
    sweep::DAY,
    tapped::Tapped,
    world::{Streaming, World},
};
use domain::Timestamp;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{Faults, Memory};

#[tokio::test]
async fn an_order_costs_at_most_24_write_units() {
    let memory = Arc::new(Memory::default());
    let reckoned = spend(Arc::clone(&memory), || memory.write_units()).await;
    let engine = Arc::new(Tapped::new(testkit::dynamo::start().await));
    let answered = spend(engine, store::capacity::written).await;
    for (who, spent) in [("reckoned in memory", &reckoned), ("answered by dynoxide", &answered)] {
        let total: u64 =
            ["door", "confirmation", "delivery", "feedback"].iter().map(|step| spent[step]).sum();
        println!(
            "figure: write units of an order of three lines with one webhook, {who}: {total}, {spent:?}"
        );
        assert!(total <= 24, "{who}: {total}, {spent:?}");
        assert!(spent["further webhook"] <= 12, "{who}: {spent:?}");
    }
}

/// Plays an order of three lines from its webhook to SES's delivery report, then a further webhook that changes it.
async fn spend<E: Streaming>(engine: Arc<E>, written: impl Fn() -> u64) -> BTreeMap<&'static str, u64> {
    let now: Timestamp = DAY.parse().expect("an instant");
    let mut world = World::new(engine, Faults::plan([]), true, now).await;
    let mut spent = BTreeMap::new();
    let mut before = written();
    let mut measure = |step: &'static str| {
        let after = written();
        spent.insert(step, after - before);
        before = after;
    };
    let body = three_lines(now);
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
    assert_eq!(world.outside.state().mails.len(), 1);
    spent
}

/// A body that compresses to about 2 KB.
fn three_lines(now: Timestamp) -> Value {
    let line = |id: u64, title: &str, price: &str| {
        json!({"id": id, "sku": format!("TEA-{id}"), "title": title, "quantity": 1, "current_quantity": 1,
            "price": price, "total_discount": "0.00", "discount_allocations": []})
    };
    let mut body = order(1001, now, now, "paid");
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
