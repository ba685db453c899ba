//! Several orders in one parcel: what is scanned of it moves each of them, once.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{Delivery, delivery},
    parcels::tracked,
    promising::{First, NUMBER, Promising, acme, numbered},
};
use domain::{EntityRef, Timestamp};
use jiff::SignedDuration;
use testkit::{Faults, orders::at};

const PLACED: &str = "2026-03-02T09:00:00Z";
const LEFT: &str = "2026-03-03T14:00:00Z";
const IDS: [u64; 3] = [1001, 2001, 3001];

/// An order of its own in the one parcel.
fn packed(id: u64, left: Option<Timestamp>) -> Delivery {
    let news = numbered(id, at(PLACED), left.unwrap_or(at(PLACED)), left);
    delivery(if left.is_some() { "orders/fulfilled" } else { "orders/create" }, &news)
}

/// Three orders leave in one parcel; it is late, and it is there. Answers what each was told of its estimate and its end.
async fn way(faults: &Arc<Faults>) -> Vec<Vec<String>> {
    let mut house = Promising::new(faults, at(PLACED), First::Dates).await;
    for id in IDS {
        house.hear(&packed(id, None)).await;
        house.run().await;
    }
    house.until(at(LEFT)).await;
    for id in IDS {
        house.hear(&packed(id, Some(at(LEFT)))).await;
        house.run().await;
    }
    let mut scans = vec![(at(LEFT), "in_transit")];
    for (hours, word) in [(20, "in_transit"), (200, "out_for_delivery"), (204, "delivered")] {
        let when = at(LEFT) + SignedDuration::from_hours(hours);
        house.until(when).await;
        scans.push((when, word));
        // Told twice: the second time says nothing new.
        for _ in 0..2 {
            house.hear(&tracked(NUMBER, when, &scans)).await;
            house.run().await;
        }
    }
    let mut told = vec![];
    for id in IDS {
        let story = house.store.story(&acme(), &EntityRef::order(&id.to_string())).await.expect("readable");
        assert_eq!(story.broken, None);
        let kinds = story.events.into_iter().map(|kept| kept.event.kind);
        told.push(
            kinds.filter(|kind| ["estimate.moved", "promise.settled"].contains(&kind.as_str())).collect(),
        );
    }
    told
}

#[tokio::test]
async fn a_scan_moves_every_order_in_its_parcel_once() {
    let faults = Faults::plan([]);
    let told = way(&faults).await;
    assert!(told[0].iter().any(|kind| kind == "estimate.moved"), "{told:?}");
    assert_eq!(told[0].iter().filter(|kind| *kind == "promise.settled").count(), 1, "{told:?}");
    assert!(told.iter().all(|of| *of == told[0]), "the oldest as much as the newest: {told:?}");
    // Of what can go wrong, every so many-th does: all of them end the same.
    let (calls, points) = (faults.calls(), faults.points());
    let chosen = points.into_iter().step_by(23);
    let runs = chosen.len();
    for (nth, fault) in chosen {
        assert_eq!(way(&Faults::plan([(nth, fault)])).await, told, "call {nth} of {calls}: {fault:?}");
    }
    println!(
        "figure: ED-24 three orders in a parcel, {runs} broken calls of {calls}: each moved and settled once"
    );
}
