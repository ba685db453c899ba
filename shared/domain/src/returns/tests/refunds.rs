//! What a return's refunds may come to: in doubt, refused, nothing; and what may be asked for again.

use std::collections::BTreeMap;

use serde_json::json;

use super::rma::{approved, begun, graded, hours, parcel};
use crate::{
    Money,
    returns::{
        Grade, Outcome, Policy, Purchase, RefundAt, Return, State, Verdict,
        rma::{Due, Moved, Step, Unmoved, instead_key},
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

/// RA-31: what was paid at the approval is still to be sent, and its buyer reminded; it doesn't run out.
#[test]
fn what_is_paid_or_exchanged_before_it_came_is_awaited() {
    let (own, _, _, now) = approved();
    let eur = |minor| Money::new(minor, "EUR".parse().expect("EUR"));
    let pieces = [("shoes".to_owned(), 2)].into();
    let paid = Step::RefundDone { key: "r#1".into(), amount: eur(10_000), pieces };
    for (outcome, step, state) in [
        (Outcome::Refund, paid, State::Refunded),
        (Outcome::Exchange, Step::Exchanged { at: now }, State::Exchanged),
    ] {
        let mut own = own.clone();
        own.granted[0].outcome = outcome;
        let purposes = |own: &Return| own.wakes(3).into_iter().map(|wake| wake.purpose).collect::<Vec<_>>();
        assert_eq!((own.is_awaited(), purposes(&own)), (true, vec!["remind-to-send", "expire"]));
        own.step(&step, now).expect("done");
        assert_eq!((own.state(), own.is_awaited()), (state, true));
        assert_eq!(purposes(&own), ["remind-to-send"]);
        own.step(&Step::Shipped { at: now }, now).expect("sent");
        assert_eq!((own.is_awaited(), purposes(&own)), (false, vec![]));
    }
}

/// One of two is kept for part of its money and paid at once, the other comes: it doesn't run out, and what it came as is told.
#[test]
fn of_a_line_that_is_kept_in_part_the_rest_is_told_as_it_came() {
    let (own, _, _, now) = approved();
    let eur = |minor| Money::new(minor, "EUR".parse().expect("EUR"));
    let one = |key: &str, minor| {
        let pieces = [("shoes".to_owned(), 1)].into();
        Step::RefundDone { key: key.into(), amount: eur(minor), pieces }
    };
    let mut split = own;
    split.granted[0].quantity = 1;
    let mut kept = split.granted[0].clone();
    (kept.verdict, kept.outcome) = (Verdict::Keep, Outcome::PartialCredit);
    split.granted.push(kept);
    assert!(split.runs_out());
    split.step(&one("r#1", 1_500), now).expect("paid at once");
    assert_eq!((split.is_awaited(), split.runs_out()), (true, false));
    for (what, refund_at, percent, paid_before, told) in [
        ("worse", RefundAt::Inspection, 50, false, true),
        ("as it was said", RefundAt::Inspection, 100, false, false),
        ("worse, and paid as it arrived", RefundAt::Receipt, 50, true, false),
    ] {
        let mut own = split.clone();
        own.refund_at = refund_at;
        own.step(&parcel("p", 1, now), now).expect("there");
        if paid_before {
            own.step(&one("r#2", 5_000), now).expect("paid");
        }
        let step = graded("p", &[(1, Grade::B, Some(percent))]);
        own.step(&step, now).expect("looked at");
        let Step::Graded { lines, .. } = &step else { panic!("graded") };
        assert_eq!(own.pays_less_for(lines), told, "{what}");
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

/// What is due is paid, in minor units, and the order knows.
fn pay(
    (own, purchase, policy): (&mut Return, &mut Purchase, &Policy),
    instead: &BTreeMap<String, i64>,
) -> Option<i64> {
    let Due::Pay { key, pieces, plan } = own.refund_due("r", purchase, policy, instead) else { return None };
    let now = approved().3;
    let (amount, done) = (plan.total, pieces.clone());
    own.step(&Step::RefundAsked { key: key.clone(), amount, pieces }, now).expect("asked");
    own.step(&Step::RefundDone { key, amount, pieces: done }, now).expect("paid");
    purchase.refund(&plan);
    Some(amount.minor)
}

#[test]
fn each_piece_is_paid_as_it_came_back_whatever_its_parcel_is_called() {
    for (arrive, looked_at) in [
        (["p9", "p10"], [("p9", 50), ("p10", 100)]),
        (["p9", "p10"], [("p9", 100), ("p10", 50)]),
        (["p9", "p10"], [("p10", 50), ("p9", 100)]),
        (["p10", "p9"], [("p10", 100), ("p9", 50)]),
    ] {
        for at_once in [true, false] {
            let (mut own, decided, mut purchase, policy, now) =
                begun("currency = \"EUR\"\nrefunds.at = \"inspection\"", json!({"wants": ["2 shoes"]}));
            own.step(&decided, now).expect("approved");
            // Both are there before somebody looks at either, or each is looked at as it comes.
            let arriving: Vec<&str> = arrive.into_iter().take(if at_once { 2 } else { 0 }).collect();
            for id in &arriving {
                own.step(&parcel(id, 1, now), now).expect("it is there");
            }
            for (id, percent) in looked_at {
                if arriving.is_empty() {
                    own.step(&parcel(id, 1, now), now).expect("it is there");
                }
                own.step(&graded(id, &[(1, Grade::B, Some(percent))]), now).expect("looked at");
                let paid = pay((&mut own, &mut purchase, &policy), &BTreeMap::new());
                assert_eq!(paid, Some(50 * percent), "{id} of {looked_at:?}, at once: {at_once}");
            }
        }
    }
}

/// Rows that an older release wrote know no order: what it paid by stays paid by.
#[test]
fn parcels_of_an_older_row_count_before_those_that_come() {
    let (mut own, mut purchase, policy, now) = approved();
    own.step(&parcel("p9", 1, now), now).expect("it is there");
    assert_eq!(own.counted, ["p9"]);
    own.counted.clear();
    let mut half = parcel("p10", 1, now);
    if let Step::Received { receipt, .. } = &mut half {
        (receipt.lines[0].grade, receipt.lines[0].percent) = (Some(Grade::C), Some(50));
    }
    let paid = pay((&mut own, &mut purchase, &policy), &BTreeMap::new());
    own.step(&half, now).expect("it is there");
    let next = pay((&mut own, &mut purchase, &policy), &BTreeMap::new());
    assert_eq!((paid, next), (Some(5000), Some(2500)));
}

#[test]
fn what_is_paid_before_anything_comes_is_paid_once_and_the_rest_by_its_own_terms() {
    for verdict in [Verdict::Keep, Verdict::Donate, Verdict::Instant] {
        let (mut own, mut purchase, policy, now) = approved();
        let mut comes = own.granted.remove(0);
        comes.quantity = 1;
        own.granted.extend([comes.clone(), comes]);
        own.granted[0].fee_percent = 20;
        own.granted[1].verdict = verdict;
        let mut paid = vec![pay((&mut own, &mut purchase, &policy), &BTreeMap::new())];
        let parcels: &[&str] = if verdict.ships() { &["p1", "p2"] } else { &["p1"] };
        for id in parcels {
            own.step(&parcel(id, 1, now), now).expect("it is there");
            paid.extend(pay((&mut own, &mut purchase, &policy), &BTreeMap::new()).map(Some));
        }
        assert_eq!(paid, [Some(5000), Some(4000)], "{verdict:?}");
    }
}

#[test]
fn each_of_two_things_that_come_for_one_line_has_its_own_price() {
    let key = |at: usize| instead_key(at, "shoes");
    for (instead, expected) in [
        (BTreeMap::from([(key(0), 1000), (key(1), 4400)]), 4600),
        (BTreeMap::from([("shoes".to_owned(), 4400)]), 1200),
    ] {
        let (mut own, mut purchase, policy, now) = approved();
        let mut one = own.granted.remove(0);
        (one.quantity, one.outcome) = (1, Outcome::ExchangeDifference);
        own.granted.extend([one.clone(), one]);
        own.step(&parcel("p", 2, now), now).expect("it is there");
        assert_eq!(pay((&mut own, &mut purchase, &policy), &instead), Some(expected), "{instead:?}");
    }
}

/// What is told when it is decided is what is paid, once all has come.
#[test]
fn what_is_told_is_paid() {
    let two_for_one =
        json!([{"name": "2for1", "lines": ["shoes"], "group": 2, "discounts": {"shoes": "25.00"}}]);
    let three = json!({"order": ["3 shoes 3.34 -0.02"]});
    for (what, when, wants, told) in [
        (
            "one is exchanged",
            json!({"freight": "5.00"}),
            ["1 shoes, defective", "1 shoes, defective, exchange"],
            2500,
        ),
        (
            "one is replaced",
            json!({"freight": "5.00"}),
            ["1 shoes, defective, replacement", "1 shoes, defective"],
            2500,
        ),
        ("both come back", json!({"freight": "5.00"}), ["1 shoes, defective", "1 shoes, defective"], 5500),
        (
            "one stays for a part",
            json!({"freight": "5.00"}),
            ["1 shoes, defective", "1 shoes, defective, partial-credit"],
            3250,
        ),
        (
            "one is exchanged, of two for one",
            json!({"order": ["2 shoes 25.00 -25.00"], "promotions": two_for_one.clone()}),
            ["1 shoes", "1 shoes, exchange"],
            0,
        ),
        (
            "one stays for a part, of two for one",
            json!({"order": ["2 shoes 25.00 -25.00"], "promotions": two_for_one}),
            ["1 shoes", "1 shoes, partial-credit"],
            375,
        ),
        ("odd cents beside an exchange", three, ["1 shoes, exchange", "1 shoes"], 334),
    ] {
        let mut case = json!({"order": ["2 shoes 25.00"], "wants": wants});
        for (key, value) in when.as_object().expect("a table") {
            case[key] = value.clone();
        }
        let rules = "currency = \"EUR\"\noutcomes.offered = [\"refund\", \"exchange\", \"replacement\", \"partial-credit\"]";
        let (mut own, decided, mut purchase, policy, now) = begun(rules, case);
        own.step(&decided, now).expect("approved");
        let mut paid = pay((&mut own, &mut purchase, &policy), &BTreeMap::new()).unwrap_or(0);
        own.step(&parcel("p", 2, now), now).expect("it is there");
        paid += pay((&mut own, &mut purchase, &policy), &BTreeMap::new()).unwrap_or(0);
        assert_eq!((own.expected.map(|told| told.minor), paid), (Some(told), told), "{what}");
    }
}

#[test]
fn what_stays_for_a_part_of_its_money_is_kept_whoever_says_yes() {
    let rules = |more: &str| format!("currency = \"EUR\"\noutcomes.offered = [\"partial-credit\"]\n{more}");
    let wants = || json!({"wants": ["1 shoes, partial-credit"]});
    let yes = Step::Overridden { by: "ada".into(), reason: "goodwill".into(), yes: true, exception: None };
    for (what, more, then) in [
        ("the policy", "", None),
        (
            "a rule that pays at once",
            "rules = [{ id = \"r\", then = \"instant\", say = \"refunded-at-once\" }]",
            None,
        ),
        (
            "a person",
            "otherwise = \"review\"",
            Some(Step::Voted { round: 1, by: "returns".into(), who: None, yes: true, exception: None }),
        ),
        ("somebody against the policy", "rules = [{ id = \"r\", then = \"refuse\" }]", Some(yes.clone())),
        ("somebody before it was answered", "otherwise = \"review\"", Some(yes)),
    ] {
        let (mut own, decided, mut purchase, policy, now) = begun(&rules(more), wants());
        own.step(&decided, now).expect("decided");
        if let Some(step) = then {
            own.step(&step, now).expect("yes");
        }
        assert_eq!(
            (own.granted[0].verdict, own.ships(), own.ship_by),
            (Verdict::Keep, false, None),
            "{what}"
        );
        assert_eq!(pay((&mut own, &mut purchase, &policy), &BTreeMap::new()), Some(1500), "{what}");
        // It wasn't given to them.
        let mut past = crate::returns::Past::default();
        past.count(&own.granted, now.to_zoned(jiff::tz::TimeZone::UTC).date());
        assert_eq!((past.pieces, past.kept.len()), (1, 0), "{what}");
    }
}
