//! LS-24, the last step: a draft below its supplier's least value takes along what is needed next.

use bundle_tests::buying::{Buying, acme, shelve, shop};
use domain::purchase::State;
use jiff::SignedDuration;
use serde_json::json;
use testkit::Faults;

use super::{BUYER, KILN_CO, minutes};

/// A is at its point, B needed in two days, C in fifteen, D much later; each costs 2.50, and is ordered up to forty.
async fn shelves(least: &str, below: &str) -> Buying {
    let mut shop = shop(&json!({"reorder": {"policy": "min-max", "min": 10, "max": 40}}));
    let offers: Vec<_> =
        ["A", "B", "C", "D"].iter().map(|item| json!({"sku": item, "price": "2.50"})).collect();
    let kiln = json!({"address": "orders@kiln.example", "currency": "EUR", "minimum_value": least,
        "below_minimum": below, "lead_days": 7, "offers": offers});
    shop.suppliers.insert(KILN_CO.into(), serde_json::from_value(kiln).expect("a supplier"));
    let mut buying = Buying::new(Faults::plan([]), &shop).await;
    buying.reorders = true;
    for (item, on_hand) in [("A", 8), ("B", 12), ("C", 25), ("D", 90)] {
        shelve(&buying.store, item, on_hand, buying.now).await;
    }
    buying.sweep().await;
    buying
}

async fn lines(buying: &Buying) -> Vec<(String, i64, bool)> {
    let order = buying.order().await;
    order.lines.iter().map(|line| (line.item.clone(), line.quantity, line.along)).collect()
}

fn line(item: &str, quantity: i64, along: bool) -> (String, i64, bool) {
    (item.into(), quantity, along)
}

#[tokio::test(start_paused = true)]
async fn what_is_needed_next_goes_along_with_what_comes_to_too_little() {
    // A alone comes to 80.00; with B it is 155.00.
    for deliveries in [1, 3] {
        let mut buying = shelves("150.00", "top-up").await;
        buying.deliveries = deliveries;
        assert_eq!(lines(&buying).await, [line("A", 32, false)]);
        buying.wait(minutes(10)).await;
        let along = [line("A", 32, false), line("B", 30, true)];
        assert_eq!((lines(&buying).await, buying.mails(BUYER).len()), (along.to_vec(), 0), "it gathers anew");
        buying.wait(minutes(10)).await;
        assert_eq!((lines(&buying).await, buying.mails(BUYER).len()), (along.to_vec(), 1));
        // The night sees that B isn't needed by itself, and that it goes along.
        buying.wait(SignedDuration::from_hours(20)).await;
        buying.sweep().await;
        assert_eq!((lines(&buying).await, buying.order().await.state), (along.to_vec(), State::Waiting));
        let mail = buying.mails(BUYER).pop().expect("a mail");
        assert!(mail.text.contains("ordered along"), "{}", mail.text);
        assert!(buying.press(&Buying::tokens(&mail)[0]).await);
        buying.run().await;
        assert_eq!(buying.order().await.number(), Some("PO-2026-00001"));
        assert!(buying.store.open_proposals(&acme()).await.expect("readable").is_empty(), "both are taken");
    }
}

#[tokio::test(start_paused = true)]
async fn where_all_of_it_is_too_little_or_nothing_is_to_go_along_it_waits() {
    for (least, below) in [("10000.00", "top-up"), ("150.00", "hold")] {
        let mut buying = shelves(least, below).await;
        for _ in 0..3 {
            buying.wait(minutes(10)).await;
        }
        let found = (lines(&buying).await, buying.order().await.state, buying.mails(BUYER).len());
        assert_eq!(found, (vec![line("A", 32, false)], State::Draft, 0), "{least} {below}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_goes_along_goes_away_with_what_it_went_along_with() {
    let mut buying = shelves("150.00", "top-up").await;
    buying.wait(minutes(10)).await;
    assert_eq!(lines(&buying).await.len(), 2);
    // A has been found.
    shelve(&buying.store, "A", 300, buying.now).await;
    for _ in 0..2 {
        buying.wait(SignedDuration::from_hours(24)).await;
        shelve(&buying.store, "B", 12, buying.now).await;
        buying.sweep().await;
    }
    // The buyer was asked before the night saw it, and not again.
    let order = buying.order().await;
    assert_eq!((order.lines.len(), order.state, buying.mails(BUYER).len()), (0, State::Cancelled, 1));
}
