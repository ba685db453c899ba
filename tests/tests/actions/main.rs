//! What the shop's own people do by the links in their mails: a GET shows, a POST does it, once.

mod dates;
mod door;
mod exceptions;
mod house;
mod mails;
mod portal;
mod purchases;
mod refunds;
mod return_report;
mod returns;

#[test]
fn each_guard_is_noticed() {
    testkit::mutant::each_is_noticed("bundle-tests::actions");
}
