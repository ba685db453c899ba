//! What the shop's own people say beside the policy of returns, and what only some shops tell of an order.

use bundle_tests::returning::{LINE, ORDER, Returning, acme, entity, order, shop};
use domain::{
    EntityRef, Money,
    order::{Order, Promotion},
    returns::{
        Decision,
        exceptions::{Extended, Listed},
        of_order::OfOrder,
        rma::State,
        rules::List,
        told::Word,
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Faults;

async fn desk(own: &Value, pieces: i64) -> Returning {
    let mut desk = Returning::new(Faults::plan([]), &shop(own), pieces).await;
    desk.with_mails = false;
    desk
}

fn extended(until: Option<&str>) -> Extended {
    let until = until.map(|day| day.parse().expect("a day"));
    Extended { until, by: "ada".into(), reason: "in hospital".into() }
}

fn listed(list: Option<List>) -> Listed {
    Listed { list, by: "ada".into(), reason: "three empty boxes".into() }
}

/// RA-8: the order was there on the 5th and may come back for two days; it is the 10th.
#[tokio::test(start_paused = true)]
async fn an_order_that_got_more_time_may_come_back_until_then() {
    for (until, state) in [
        (None, State::Refused),
        (Some("2026-03-09"), State::Refused),
        (Some("2026-03-10"), State::Refunded),
        (Some("2026-06-30"), State::Refunded),
    ] {
        let mut desk = desk(&json!({"window": {"days": 2}, "refunds": {"at": "approval"}}), 1).await;
        let order = EntityRef::order(ORDER);
        let is_new = desk.store.extend_returns(&acme(), &order, &extended(until), desk.now).await;
        assert_eq!(is_new, Ok(until.is_some()), "nothing said is nothing new");
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!(desk.state("r1").await, state, "{until:?}");
    }
}

/// It is said once, taken back, and said again; each time the order's story tells who and why, and what returns share stays.
#[tokio::test(start_paused = true)]
async fn more_time_is_said_once_and_may_be_taken_back() {
    let mut desk = desk(&json!({"refunds": {"at": "approval"}}), 2).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    let order = EntityRef::order(ORDER);
    for (until, is_new) in
        [(Some("2026-06-30"), true), (Some("2026-06-30"), false), (None, true), (Some("2026-06-30"), true)]
    {
        let told = desk.store.extend_returns(&acme(), &order, &extended(until), desk.now).await;
        assert_eq!(told, Ok(is_new), "{until:?}");
    }
    let row: OfOrder =
        desk.store.returns_of_order(&acme(), ORDER).await.expect("readable").said().expect("a row");
    assert_eq!((row.opened, row.exception_until), (1, extended(Some("2026-06-30")).until));
    let story = desk.store.story(&acme(), &order).await.expect("readable");
    assert_eq!(story.broken, None);
    let said: Vec<Extended> = story
        .events
        .iter()
        .filter(|kept| kept.event.kind == "return.window-extended")
        .map(|kept| kept.event.payload().expect("its data"))
        .collect();
    assert_eq!(said, [extended(Some("2026-06-30")), extended(None), extended(Some("2026-06-30"))]);
}

/// RA-20, RA-31: who says yes to what the policy refused gives it as long as the policy would have.
#[tokio::test(start_paused = true)]
async fn a_yes_against_the_policy_has_a_day_and_runs_out() {
    let refuses = json!({"ship": {"days": 10}, "rules": [{"id": "never", "then": "refuse"}]});
    let mut desk = desk(&refuses, 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    assert_eq!(desk.state("r1").await, State::Refused);
    desk.instruct("r1", Word::Override { yes: true, exception: None }, "ada").await;
    desk.run().await;
    let by = desk.kept("r1").await.rma.ship_by.expect("a day");
    let days = by.duration_since(desk.now).as_hours() / 24;
    assert_eq!((desk.state("r1").await, days), (State::Approved, 10));
    for _ in 0..11 {
        desk.wait(SignedDuration::from_hours(24)).await;
    }
    assert_eq!(desk.state("r1").await, State::Expired);
}

/// RA-11, RA-13: a list goes before windows, and who stands on none is no case for a person; no list can hold a guest.
#[tokio::test(start_paused = true)]
async fn a_customer_on_a_list_is_decided_by_it() {
    for (list, days, is_guest, state) in [
        (None, 14, false, State::Refunded),
        (None, 2, false, State::Refused),
        (None, 14, true, State::Refunded),
        (Some(List::Block), 14, false, State::Refused),
        (Some(List::Allow), 2, false, State::Refunded),
    ] {
        let policy = json!({"refunds": {"at": "approval"}, "window": {"days": days}, "rules": [
            {"id": "blocked", "list": "block", "when": "customer.blocked", "then": "refuse"},
            {"id": "allowed", "list": "allow", "when": "customer.allowed", "then": "approve"},
        ]});
        let mut desk = desk(&policy, 1).await;
        let known = order(1, desk.now);
        let customer = known.customer.clone().expect("a customer");
        if is_guest {
            desk.now += SignedDuration::from_hours(1);
            desk.know(Order { customer: None, ..known }).await;
        }
        let said = async |list| desk.store.list_customer(&acme(), &customer, &listed(list), desk.now).await;
        assert_eq!((said(list).await, said(list).await), (Ok(list.is_some()), Ok(false)));
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!(desk.state("r1").await, state, "{list:?} {days} {is_guest}");
        // What is counted of their returns keeps the list, and the list what is counted.
        let past = desk.store.returns_of_customer(&acme(), &customer).await.expect("readable");
        let past: domain::returns::Past = past.said().expect("a row");
        let counted = i64::from(state == State::Refunded && !is_guest);
        assert_eq!((past.list, past.returns), (list, counted), "{list:?} {days} {is_guest}");
    }
}

/// RA-11: what the newest order says of failed payments counts; where no order says it, a person decides.
#[tokio::test(start_paused = true)]
async fn failed_payments_are_what_the_shop_tells() {
    let rule = json!({"id": "unpaid", "when": "customer.failed_payments > 2", "then": "refuse"});
    let policy = json!({"refunds": {"at": "approval"}, "rules": [rule]});
    for (failed, state) in [(None, State::Review), (Some(2), State::Refunded), (Some(3), State::Refused)] {
        let mut desk = desk(&policy, 1).await;
        let told = Order { customer_failed_payments: failed, ..order(1, desk.now) };
        desk.now += SignedDuration::from_hours(1);
        desk.know(told).await;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!(desk.state("r1").await, state, "{failed:?}");
    }
}

/// Three at 10.00 each for 20.00; `grouped`, where the shop tells that they count together.
async fn know_three(desk: &mut Returning, grouped: bool) {
    let mut three = order(3, desk.now);
    let amount = |minor| Money::new(minor, three.currency);
    let (off, total) = (amount(1000), amount(2000));
    three.lines[0].discount = off;
    (three.totals.discounts, three.totals.subtotal, three.totals.total) = (off, total, total);
    if grouped {
        let (line, discounts) = (LINE.to_owned(), vec![(LINE.to_owned(), off)]);
        three.promotions = vec![Promotion { name: "3 for 2".into(), lines: vec![line], group: 3, discounts }];
    }
    desk.now += SignedDuration::from_hours(1);
    desk.captured = 2000;
    desk.know(three).await;
}

/// RA-29: and one by one they come to what they come to at once, in whatever order they arrive.
#[tokio::test(start_paused = true)]
async fn three_for_two_that_comes_back_one_by_one_is_paid_back_whole() {
    let mut desk = desk(&json!({"refunds": {"at": "approval"}}), 3).await;
    know_three(&mut desk, true).await;
    for (key, paid) in [("r1", 0), ("r2", 1000), ("r3", 2000)] {
        desk.ask_for(key, 1).await;
        desk.run().await;
        desk.arrive(key, &format!("DN-{key}"), 1).await;
        desk.run().await;
        assert_eq!(desk.paid(), paid, "{key}");
    }
    let mut desk = self::desk(&json!({}), 3).await;
    know_three(&mut desk, true).await;
    for key in ["r1", "r2", "r3"] {
        desk.ask_for(key, 1).await;
    }
    desk.run().await;
    for (key, paid) in [("r3", 0), ("r1", 1000), ("r2", 2000)] {
        desk.arrive(key, &format!("DN-{key}"), 1).await;
        desk.run().await;
        assert_eq!((desk.paid(), desk.state(key).await), (paid, State::Closed), "{key}");
    }
}

/// RA-29: of "three for two" at 10.00 each, what is kept is paid for at its price; the decision says it before anything is sent.
#[tokio::test(start_paused = true)]
async fn what_is_kept_of_three_for_two_is_paid_at_its_price() {
    for (pieces, grouped, back) in
        [(1, true, 0), (2, true, 1000), (3, true, 2000), (1, false, 667), (3, false, 2000)]
    {
        let mut desk = desk(&json!({"refunds": {"at": "approval"}}), 3).await;
        know_three(&mut desk, grouped).await;
        desk.ask_for("r1", pieces).await;
        desk.run().await;
        let kept = desk.store.rma_alone(&acme(), &entity("r1")).await.expect("readable");
        let Decision { refund, .. } = *kept.and_then(|kept| kept.decision).expect("it is decided");
        assert_eq!((refund.total.minor, desk.paid()), (back, back), "{pieces} {grouped}");
    }
}
