//! What the store promises, on the engine in memory and on a real DynamoDB engine, a file for each matter. One executable,
//! since each costs a link.

mod contract;
mod erased;
mod files;
mod guards;
mod incoming;
mod late;
mod named;
mod privacy;
mod stock;
mod suppression;
mod walk;

#[test]
fn each_guard_is_noticed() {
    testkit::mutant::each_is_noticed("store::table");
}
