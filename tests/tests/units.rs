//! Units and calls of a confirmed order, as reckoned in memory and as a real DynamoDB engine answers them. One test
//! each: the engine's answers are added up per process.

use std::sync::Arc;

use bundle_tests::{
    spend::{STEPS, calm, growth, spend, total},
    tapped::Tapped,
};
use testkit::Memory;

#[tokio::test]
async fn an_order_costs_at_most_24_write_units() {
    let memory = Arc::new(Memory::default());
    let reckoned = spend(&mut calm(Arc::clone(&memory)).await, 1001, || memory.write_units()).await;
    let engine = Arc::new(Tapped::new(testkit::dynamo::start().await));
    let answered = spend(&mut calm(engine).await, 1001, store::capacity::written).await;
    for (who, spent) in [("reckoned in memory", &reckoned), ("answered by dynoxide", &answered)] {
        let total = total(spent);
        println!(
            "figure: write units of an order of three lines with one webhook, {who}: {total}, {spent:?}"
        );
        assert!(total <= 24, "{who}: {total}, {spent:?}");
        assert!(spent["further webhook"] <= 12, "{who}: {spent:?}");
    }
}

#[tokio::test]
async fn an_order_costs_at_most_6_read_units() {
    let memory = Arc::new(Memory::default());
    let mut world = calm(Arc::clone(&memory)).await;
    // One goes before: settings that are kept for a while are read with it.
    spend(&mut world, 1000, || 0).await;
    let halves = spend(&mut world, 1001, || memory.read_halves()).await;
    println!("figure: half read units of an order of three lines with one webhook: {halves:?}");
    assert!(total(&halves) <= 12, "{halves:?}");
    assert_eq!(halves["feedback"], 0, "reports in their usual course are written unread: {halves:?}");
}

#[tokio::test]
async fn a_history_makes_no_order_dearer() {
    let orders = if testkit::is_full() { 100_000 } else { 1_000 };
    let [before, after] = growth(orders).await;
    println!("figure: units and calls of an order, before and after {orders} others: {before:?}, {after:?}");
    for (what, spent) in &after {
        for step in STEPS.iter().chain(&["further webhook"]) {
            assert!(spent[step] <= before[what][step], "{what} of {step} grew: {before:?}, {after:?}");
        }
    }
}
