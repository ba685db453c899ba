//! What the store promises, on the engine in memory and on a real DynamoDB engine, a file for each matter. One executable,
//! since each costs a link.

mod aside;
mod contract;
mod erased;
mod files;
mod guards;
mod incoming;
mod late;
mod limits;
mod named;
mod privacy;
mod stock;
mod suppression;
mod walk;

use domain::{EntityRef, ShopId, Timestamp};

fn acme() -> ShopId {
    testkit::orders::shop().id
}

fn first() -> EntityRef {
    EntityRef::order("820982911946154508")
}

fn now() -> Timestamp {
    testkit::orders::at("2026-01-15T09:00:00Z")
}

#[test]
fn each_guard_is_noticed() {
    testkit::mutant::each_is_noticed("store::table");
}
