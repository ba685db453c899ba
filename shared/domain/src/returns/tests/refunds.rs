//! What a return's refunds may come to: in doubt, refused, nothing; and what may be asked for again.

use std::collections::BTreeMap;

use serde_json::json;

use super::rma::{approved, begun, graded, hours, parcel};
use crate::{
    Money,
    returns::{
        Grade, Outcome, Policy, Purchase, Return, State,
        rma::{Due, Moved, Step, Unmoved},
    },
};

fn due(own: &Return, purchase: &Purchase, policy: &Policy) -> Option<(String, i64)> {
    match own.refund_due("r", purchase, policy, &BTreeMap::new()) {
        Due::Pay { key, plan, .. } => Some((key, plan.total.minor)),
        _ => None,
    }
}

/// Two pairs of shoes that are there, and the money for both asked for.
fn asked() -> (Return, Purchase, Policy) {
    let (mut own, purchase, policy, now) = approved();
    own.step(&parcel("p", 2, now), now).expect("it is there");
    let amount = Money::new(10_000, "EUR".parse().expect("EUR"));
    let step = Step::RefundAsked { key: "r#1".into(), amount, pieces: [("shoes".to_owned(), 2)].into() };
    own.step(&step, now).expect("asked");
    (own, purchase, policy)
}

#[test]
fn what_may_have_been_paid_counts_as_paid_and_what_was_refused_is_due_again() {
    let now = approved().3;
    let (doubted, failed) =
        (Step::RefundDoubted { key: "r#1".into() }, Step::RefundFailed { key: "r#1".into() });
    let (mut own, purchase, policy) = asked();
    assert_eq!(own.unpaid("shoes"), 0);
    assert_eq!(own.step(&doubted, now), Ok(Moved::RefundInDoubt));
    assert_eq!(own.step(&doubted, now), Err(Unmoved::NothingNew));
    assert_eq!((own.unpaid("shoes"), due(&own, &purchase, &policy)), (0, None));
    assert_eq!(own.step(&Step::Closed { by: None }, now), Err(Unmoved::StillOpen), "nobody knows");
    // Who pays by hand where no shop says so closes it; not while the shop may still answer.
    let closes = Step::Closed { by: Some("ada".into()) };
    assert_eq!(asked().0.step(&closes, now), Err(Unmoved::StillOpen));
    assert_eq!(own.clone().step(&closes, now), Ok(Moved::Closed));
    let mut paid = own.clone();
    let amount = Money::new(10_000, "EUR".parse().expect("EUR"));
    let done = Step::RefundDone { key: "r#1".into(), amount, pieces: [("shoes".to_owned(), 2)].into() };
    assert_eq!((paid.step(&done, now), paid.state()), (Ok(Moved::Refunded), State::Refunded));
    assert_eq!(paid.step(&doubted, now), Err(Unmoved::NothingNew));
    assert_eq!(own.step(&failed, now), Ok(Moved::RefundFailed));
    assert_eq!((own.unpaid("shoes"), own.step(&doubted, now)), (2, Err(Unmoved::NothingNew)));
    assert_eq!(due(&own, &purchase, &policy), Some(("r#2".into(), 10_000)), "a person asks for it once more");
}

#[test]
fn where_no_money_went_back_the_goods_say_how_far_it_is() {
    let (own, ..) = asked();
    let eur = |minor| Money::new(minor, "EUR".parse().expect("EUR"));
    let now = approved().3;
    for (what, outcome, minor, state) in [
        ("money", Outcome::Refund, 10_000, State::Refunded),
        ("no money", Outcome::Refund, 0, State::Refunded),
        ("something dearer", Outcome::ExchangeDifference, 0, State::Received),
        ("something cheaper", Outcome::ExchangeDifference, 500, State::Refunded),
    ] {
        let mut own = own.clone();
        own.granted[0].outcome = outcome;
        let pieces = [("shoes".to_owned(), 2)].into();
        own.step(&Step::RefundDone { key: "r#1".into(), amount: eur(minor), pieces }, now).expect("done");
        assert_eq!(own.state(), state, "{what}");
        if own.exchanges() {
            assert_eq!(own.step(&Step::Closed { by: None }, now), Err(Unmoved::StillOpen), "{what}");
            own.step(&Step::Exchanged { at: now }, now).expect("sent");
        }
        assert_eq!(own.step(&Step::Closed { by: None }, now), Ok(Moved::Closed), "{what}");
    }
}

#[test]
fn what_was_let_go_may_be_kept_again() {
    let (mut own, decided, _, _, now) =
        begun("currency = \"EUR\"", json!({"wants": ["1 shoes, exchange, for shoes-43"]}));
    own.step(&decided, now).expect("approved");
    let keep = Step::Reserved { items: [("shoes-43".to_owned(), 1)].into(), until: hours(now, 24 * 14) };
    for did in [Ok(Moved::Reserved), Err(Unmoved::NothingNew)] {
        assert_eq!(own.step(&keep, now), did);
    }
    own.step(&Step::Released, now).expect("let go");
    assert_eq!(own.step(&keep, now), Ok(Moved::Reserved));
}

/// RA-5: what the law grants doesn't run out by the shop's own days, and never without somebody.
#[test]
fn a_withdrawal_has_the_law_s_time_and_never_runs_out() {
    for (days, withdrawal, least) in [(7, true, 14), (30, true, 30), (7, false, 7)] {
        let when = json!({"withdrawal": withdrawal, "asked": "2026-11-02"});
        let (mut own, decided, _, _, now) = begun(&format!("ship.days = {days}"), when);
        own.step(&decided, now).expect("approved");
        let left = own.ship_by.expect("it has to be sent").duration_since(now).as_hours() / 24;
        assert_eq!(left, least, "{days} {withdrawal}");
        let runs_out = own.wakes(3).iter().any(|wake| wake.purpose == "expire");
        let did = own.step(&Step::Expired, hours(now, 24 * 40));
        let expected = if withdrawal { Err(Unmoved::Statutory) } else { Ok(Moved::Expired) };
        assert_eq!((did, runs_out), (expected, !withdrawal), "{days} {withdrawal}");
    }
}

#[test]
fn graded_anew_is_another_count() {
    let (mut own, _, _, now) = approved();
    own.step(&parcel("p", 2, now), now).expect("it is there");
    let counts = [(1, 1), (2, 0), (0, 2)].map(|(good, bad)| {
        let grades: Vec<_> =
            [(good, Grade::A, None), (bad, Grade::C, None)].into_iter().filter(|one| one.0 > 0).collect();
        own.step(&graded("p", &grades), now).expect("looked at");
        own.resellable().get("shoes").copied()
    });
    assert_eq!(counts, [Some(1), Some(2), None]);
}
