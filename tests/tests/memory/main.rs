//! The house in memory: doors, automations and carriers on a store of this process, a file for each matter. One executable, since each
//! costs a link.

mod answers;
mod attachments;
mod commands;
mod digest;
mod doors;
mod fair;
mod frozen;
mod gaps;
mod learning;
mod limits;
mod missing;
mod pages;
mod parcel_poll;
mod parcels;
mod path;
mod poll;
mod privacy;
mod private;
mod quoted;
mod ses_reports;
mod stock;
mod switches;
mod throttle;
mod unsent;
mod workers;

#[test]
fn each_guard_is_noticed() {
    testkit::mutant::each_is_noticed("bundle-tests::memory");
}
