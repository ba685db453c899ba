//! The return step by step (RA-33): what may follow what, and that late, repeated and contradicting words change nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::json;

use super::spoken::Told;
use crate::{
    Money,
    returns::{
        Grade, Policies, Policy, Purchase, Return, Rules, State, Verdict, decide,
        rma::{Due, Moved, Receipt, ReceivedLine, Step, Stepped, Unmoved},
    },
};

/// Nothing is waited for.
const CLOSED: Step = Step::Closed { by: None };

fn policy(text: &str) -> Policy {
    let rules: Rules = toml::from_str(text).expect("a policy");
    Policy::new(1, &rules, &TimeZone::get("Europe/Berlin").expect("a zone")).expect("a sound policy")
}

/// A return as `when` tells it, under a policy, and the step that decides it.
pub(super) fn begun(rules: &str, when: serde_json::Value) -> (Return, Step, Purchase, Policy, Timestamp) {
    let told: Told = serde_json::from_value(when).expect("a case");
    let (policy, now) = (policy(rules), told.now());
    let (request, facts) = (told.request(), told.facts(&BTreeMap::new()));
    let decision = decide(&request, &facts, &Policies::only(policy.clone()), now);
    let asking = (decision.verdict == Verdict::Review)
        .then(|| Box::new(policy.asking(&decision, &request, 1, now, Some("DE"))));
    let decided = Step::Decided { decision: Box::new(decision), asking };
    (Return::begin(request, "RMA-1001-1".into()), decided, facts.purchase, policy, now)
}

/// Two pairs of shoes that may come back; the money when they are there.
pub(super) fn approved() -> (Return, Purchase, Policy, Timestamp) {
    let (mut own, decided, purchase, policy, now) =
        begun("currency = \"EUR\"", json!({"wants": ["2 shoes"]}));
    assert_eq!(own.step(&decided, now), Ok(Moved::Approved));
    (own, purchase, policy, now)
}

pub(super) fn hours(from: Timestamp, hours: i64) -> Timestamp {
    from + SignedDuration::from_hours(hours)
}

pub(super) fn parcel(id: &str, pieces: i64, at: Timestamp) -> Step {
    let line = ReceivedLine { line: Some("shoes".into()), pieces, grade: None, percent: None };
    Step::Received { id: id.into(), receipt: Receipt { at, lines: vec![line] } }
}

pub(super) fn graded(id: &str, grades: &[(i64, Grade, Option<i64>)]) -> Step {
    let line = |(pieces, grade, percent): &(i64, Grade, Option<i64>)| ReceivedLine {
        line: Some("shoes".into()),
        pieces: *pieces,
        grade: Some(*grade),
        percent: *percent,
    };
    Step::Graded { id: id.into(), lines: grades.iter().map(line).collect() }
}

fn paid(own: &Return, purchase: &Purchase, policy: &Policy) -> Option<(Step, Step, Money)> {
    match own.refund_due("r", purchase, policy, &BTreeMap::new()) {
        Due::Pay { key, pieces, plan } => {
            let (amount, done) = (plan.total, pieces.clone());
            let asked = Step::RefundAsked { key: key.clone(), amount, pieces };
            Some((asked, Step::RefundDone { key, amount, pieces: done }, amount))
        }
        _ => None,
    }
}

#[test]
fn the_usual_way() {
    let (mut own, mut purchase, policy, now) = approved();
    assert_eq!((own.state(), own.holds("shoes"), own.holds("mug")), (State::Approved, 2, 0));
    assert_eq!(own.step(&Step::Shipped { at: hours(now, 24) }, hours(now, 24)), Ok(Moved::Shipped));
    assert_eq!(paid(&own, &purchase, &policy), None, "the money waits for the goods");
    assert_eq!(own.step(&parcel("p1", 1, now), now), Ok(Moved::ReceivedInPart));
    let (asked, done, amount) = paid(&own, &purchase, &policy).expect("one pair is there");
    assert_eq!((amount.minor, own.step(&asked, now)), (5000, Ok(Moved::RefundAsked)));
    let Due::Nothing = own.refund_due("r", &purchase, &policy, &BTreeMap::new()) else {
        panic!("it was asked for")
    };
    assert_eq!(own.step(&done, now), Ok(Moved::Refunded));
    assert_eq!((own.state(), own.step(&CLOSED, now)), (State::Received, Err(Unmoved::StillOpen)));
    purchase.lines[0].refunded = 1;
    purchase.tenders[0].refunded.minor = 5000;
    assert_eq!(own.step(&parcel("p2", 1, now), now), Ok(Moved::Received));
    assert_eq!(own.step(&graded("p2", &[(1, Grade::A, None)]), now), Ok(Moved::Inspected));
    assert_eq!(own.resellable(), [("shoes".to_owned(), 1)].into());
    let (asked, done, amount) = paid(&own, &purchase, &policy).expect("the other pair is there");
    assert_eq!(amount.minor, 5000);
    for (step, did) in
        [(&asked, Ok(Moved::RefundAsked)), (&done, Ok(Moved::Refunded)), (&CLOSED, Ok(Moved::Closed))]
    {
        assert_eq!(own.step(step, now), did);
    }
    assert_eq!(own.state(), State::Closed);
}

#[test]
fn what_may_follow_what() {
    let at = |n| hours(approved().3, n);
    let refund = |key: &str| {
        let (amount, pieces) =
            (Money::new(5000, "EUR".parse().expect("EUR")), [("shoes".to_owned(), 1)].into());
        (Step::RefundAsked { key: key.into(), amount, pieces }, Step::RefundFailed { key: key.into() })
    };
    let asked = || Return::begin(approved().0.request, "RMA-1001-1".into());
    let after = |steps: &[Step]| {
        let mut own = approved().0;
        for step in steps {
            own.step(step, at(1)).unwrap_or_else(|why| panic!("{}: {why:?}", step.word()));
        }
        own
    };
    let cancel = || Step::Cancelled { by: "buyer".into() };
    let reopen = || Step::Reopened { by: "service".into(), reason: "goodwill".into() };
    let over =
        |yes| Step::Overridden { by: "service".into(), reason: "goodwill".into(), yes, exception: None };
    let shipped = || Step::Shipped { at: at(1) };
    for (what, own, step, when, did, state) in [
        (
            "asked for: nothing to override",
            asked(),
            over(true),
            1,
            Err(Unmoved::NotDecided),
            State::Requested,
        ),
        (
            "asked for: a scan comes too early",
            asked(),
            shipped(),
            1,
            Err(Unmoved::NotDecided),
            State::Requested,
        ),
        ("asked for: called off", asked(), cancel(), 1, Ok(Moved::Cancelled), State::Cancelled),
        ("approved: called off", after(&[]), cancel(), 1, Ok(Moved::Cancelled), State::Cancelled),
        (
            "sent: not any more",
            after(&[shipped()]),
            cancel(),
            1,
            Err(Unmoved::AlreadyUnderWay),
            State::Shipped,
        ),
        (
            "refund asked: not any more",
            after(&[refund("r#1").0]),
            cancel(),
            1,
            Err(Unmoved::AlreadyUnderWay),
            State::Approved,
        ),
        ("called off twice", after(&[cancel()]), cancel(), 1, Err(Unmoved::AlreadyOver), State::Cancelled),
        (
            "called off, then a parcel",
            after(&[cancel()]),
            parcel("p", 1, at(1)),
            1,
            Ok(Moved::ReceivedUninvited),
            State::Cancelled,
        ),
        (
            "called off, then a scan",
            after(&[cancel()]),
            shipped(),
            1,
            Err(Unmoved::AlreadyOver),
            State::Cancelled,
        ),
        (
            "called off, taken up again",
            after(&[cancel()]),
            reopen(),
            1,
            Ok(Moved::Reopened),
            State::Requested,
        ),
        ("taken up again, never over", after(&[]), reopen(), 1, Err(Unmoved::NotOver), State::Approved),
        ("never sent, in time", after(&[]), Step::Expired, 24, Err(Unmoved::TooEarly), State::Approved),
        ("never sent", after(&[]), Step::Expired, 24 * 15, Ok(Moved::Expired), State::Expired),
        (
            "sent: doesn't expire",
            after(&[shipped()]),
            Step::Expired,
            24 * 15,
            Err(Unmoved::AlreadyUnderWay),
            State::Shipped,
        ),
        (
            "there before anybody scanned it",
            after(&[]),
            parcel("p", 2, at(1)),
            1,
            Ok(Moved::Received),
            State::Received,
        ),
        (
            "scanned after it is there",
            after(&[parcel("p", 2, at(1))]),
            shipped(),
            1,
            Err(Unmoved::NothingNew),
            State::Received,
        ),
        (
            "the same parcel twice",
            after(&[parcel("p", 2, at(1))]),
            parcel("p", 2, at(1)),
            1,
            Err(Unmoved::NothingNew),
            State::Received,
        ),
        (
            "more than was granted",
            after(&[]),
            parcel("p", 3, at(1)),
            1,
            Ok(Moved::ReceivedOtherwise),
            State::Received,
        ),
        ("no pieces", after(&[]), parcel("p", 0, at(1)), 1, Err(Unmoved::NothingReceived), State::Approved),
        (
            "graded before it is there",
            after(&[]),
            graded("p", &[(2, Grade::A, None)]),
            1,
            Err(Unmoved::NoSuchReceipt),
            State::Approved,
        ),
        (
            "other pieces graded than came",
            after(&[parcel("p", 2, at(1))]),
            graded("p", &[(1, Grade::A, None)]),
            1,
            Err(Unmoved::NoSuchReceipt),
            State::Received,
        ),
        ("overridden to no", after(&[]), over(false), 1, Ok(Moved::Overridden), State::Refused),
        (
            "overridden to no once it is sent",
            after(&[shipped()]),
            over(false),
            1,
            Err(Unmoved::AlreadyUnderWay),
            State::Shipped,
        ),
        (
            "overridden to no, and to yes",
            after(&[over(false)]),
            over(true),
            1,
            Ok(Moved::Overridden),
            State::Approved,
        ),
        ("overridden to what it is", after(&[]), over(true), 1, Err(Unmoved::NothingNew), State::Approved),
        (
            "refund of more pieces than granted",
            after(&[refund("r#1").0, refund("r#2").0]),
            refund("r#3").0,
            1,
            Err(Unmoved::WrongAmount),
            State::Approved,
        ),
        (
            "a refund asked for twice",
            after(&[refund("r#1").0]),
            refund("r#1").0,
            1,
            Err(Unmoved::NothingNew),
            State::Approved,
        ),
        (
            "a refund that failed",
            after(&[refund("r#1").0]),
            refund("r#1").1,
            1,
            Ok(Moved::RefundFailed),
            State::Approved,
        ),
        (
            "a refund that nobody asked for failed",
            after(&[]),
            refund("r#1").1,
            1,
            Err(Unmoved::NoSuchRefund),
            State::Approved,
        ),
        (
            "an exchange where nothing is exchanged",
            after(&[]),
            Step::Exchanged { at: at(1) },
            1,
            Err(Unmoved::NoExchange),
            State::Approved,
        ),
        ("nothing is kept", after(&[]), Step::Released, 1, Err(Unmoved::NotReserved), State::Approved),
        (
            "closed while goods are open",
            after(&[shipped()]),
            CLOSED,
            1,
            Err(Unmoved::StillOpen),
            State::Shipped,
        ),
    ] {
        let mut moved = own.clone();
        assert_eq!((moved.step(&step, at(when)), moved.state()), (did, state), "{what}");
        if did.is_err() && !matches!(step, Step::Shipped { .. }) {
            assert_eq!(moved, own, "{what}: nothing has changed");
        }
        let text = serde_json::to_string(&moved).expect("plain data");
        assert_eq!(serde_json::from_str::<Return>(&text).ok(), Some(moved), "{what}: it is remembered");
    }
}

#[test]
fn overriding_needs_a_reason_and_another_than_who_asked() {
    let (mut own, _, _, now) = approved();
    let over = |by: &str, reason: &str| Step::Overridden {
        by: by.into(),
        reason: reason.into(),
        yes: false,
        exception: None,
    };
    assert_eq!(own.step(&over("service", " "), now), Err(Unmoved::NoReason));
    assert_eq!(own.step(&over("buyer", "goodwill"), now), Err(Unmoved::OwnRequest));
}

#[test]
fn a_withdrawal_is_refused_by_no_rule_and_by_people_only_with_the_law_s_exception() {
    let (mut own, decided, _, _, now) =
        begun("otherwise = \"review\"", json!({"withdrawal": true, "asked": "2026-11-10"}));
    assert_eq!(own.step(&decided, now), Ok(Moved::PutBeforePeople));
    let vote = |exception| Step::Voted { round: 1, by: "returns".into(), who: None, yes: false, exception };
    assert_eq!(own.step(&vote(None), now), Err(Unmoved::Statutory));
    assert_eq!(own.step(&vote(Some(crate::returns::Trait::FinalSale)), now), Err(Unmoved::Statutory));
    let mut silent = own.clone();
    assert_eq!(own.step(&vote(Some(crate::returns::Trait::Personalised)), now), Ok(Moved::Refused));
    assert_eq!(own.ended.and_then(|ended| ended.exception), Some(crate::returns::Trait::Personalised));
    // Nobody answers: by law it is granted.
    assert_eq!(silent.step(&Step::Waited, hours(now, 24 * 10)), Ok(Moved::ApprovedByDefault));
    assert_eq!(silent.state(), State::Approved);
}

#[test]
fn what_was_sent_in_time_isn_t_expired_by_a_late_scan() {
    let (mut own, _, _, now) = approved();
    let late = hours(now, 24 * 20);
    assert_eq!(own.step(&Step::Expired, late), Ok(Moved::Expired));
    assert_eq!(own.holds("shoes"), 0);
    let (scan, mut came) = (Step::Shipped { at: hours(now, 24 * 13) }, own.clone());
    assert_eq!(own.step(&scan, late), Ok(Moved::Shipped));
    assert_eq!((own.state(), own.holds("shoes")), (State::Shipped, 2));
    // Its parcel is there before the word of the scan.
    assert_eq!(came.step(&parcel("p", 2, late), late), Ok(Moved::ReceivedUninvited));
    assert_eq!(
        (came.step(&scan, late), came.step(&scan, late)),
        (Ok(Moved::Shipped), Err(Unmoved::NothingNew))
    );
    assert_eq!((came.state(), came.holds("shoes")), (State::Received, 2));
}

#[test]
fn what_came_back_worse_pays_less_and_what_came_back_as_new_is_sold_again() {
    let (mut own, purchase, _, now) = approved();
    let policy = policy("currency = \"EUR\"\nrefunds.at = \"inspection\"");
    own.refund_at = crate::returns::RefundAt::Inspection;
    own.step(&parcel("p", 2, now), now).expect("it is there");
    assert_eq!(paid(&own, &purchase, &policy), None, "nobody has looked");
    let grades = graded("p", &[(1, Grade::A, None), (1, Grade::C, Some(40))]);
    assert_eq!(own.step(&grades, now), Ok(Moved::Inspected));
    assert_eq!(own.step(&grades, now), Err(Unmoved::NothingNew));
    assert_eq!(own.resellable(), [("shoes".to_owned(), 1)].into());
    let (asked, ..) = paid(&own, &purchase, &policy).expect("it is due");
    let Step::RefundAsked { amount, .. } = &asked else { panic!("{asked:?}") };
    assert_eq!(amount.minor, 5000 + 2000);
    own.step(&asked, now).expect("asked");
    let again = graded("p", &[(2, Grade::A, None)]);
    assert_eq!(own.step(&again, now), Err(Unmoved::AlreadyDecided), "it was paid by the other grading");
}

#[test]
fn the_shop_s_own_refund_counts_and_nothing_is_paid_twice() {
    let eur = |minor| Money::new(minor, "EUR".parse().expect("EUR"));
    let elsewhere = |pieces: &[(&str, i64)]| Step::RefundDone {
        key: "shop-77".into(),
        amount: eur(10_000),
        pieces: pieces.iter().map(|(line, n)| ((*line).to_owned(), *n)).collect(),
    };
    for (what, pieces, amount) in
        [("for pieces", &[("shoes", 2)][..], 10_000), ("without a word for what", &[], 10_000)]
    {
        let (mut own, purchase, policy, now) = approved();
        own.step(&parcel("p", 2, now), now).expect("it is there");
        assert_eq!(own.step(&elsewhere(pieces), now), Ok(Moved::RefundedElsewhere), "{what}");
        assert_eq!(own.step(&elsewhere(pieces), now), Err(Unmoved::NothingNew), "{what}");
        assert_eq!(
            own.refund_due("r", &purchase, &policy, &BTreeMap::new()),
            Due::Nothing,
            "{what} {amount}"
        );
        assert_eq!(own.state(), State::Refunded, "{what}");
    }
    // Somebody paid some of it and didn't say for what: a person looks.
    let (mut own, purchase, policy, now) = approved();
    own.step(&parcel("p", 2, now), now).expect("it is there");
    own.step(&Step::RefundDone { key: "s".into(), amount: eur(1_000), pieces: BTreeMap::new() }, now)
        .expect("it counts");
    assert_eq!(own.refund_due("r", &purchase, &policy, &BTreeMap::new()), Due::Person(None));
}

#[test]
fn an_exchange_keeps_the_new_item_until_it_is_sent_or_never_comes() {
    let (mut own, decided, _, _, now) =
        begun("currency = \"EUR\"", json!({"wants": ["1 shoes, exchange, for shoes-43"]}));
    own.step(&decided, now).expect("approved");
    let keep = Step::Reserved { items: [("shoes-43".to_owned(), 1)].into(), until: hours(now, 24 * 14) };
    assert_eq!((own.step(&keep, now), own.step(&keep, now)), (Ok(Moved::Reserved), Err(Unmoved::NothingNew)));
    assert!(own.wakes(3).iter().any(|wake| wake.purpose == "release" && wake.at == hours(now, 24 * 14)));
    let mut never = own.clone();
    never.step(&Step::Expired, hours(now, 24 * 20)).expect("it never came");
    assert!(never.reservation.is_some_and(|kept| kept.released));
    own.step(&parcel("p", 1, now), now).expect("it is there");
    assert_eq!(own.step(&Step::Exchanged { at: now }, now), Ok(Moved::Exchanged));
    assert_eq!(own.step(&Step::Released, now), Err(Unmoved::NotReserved));
    assert_eq!((own.state(), own.step(&CLOSED, now)), (State::Exchanged, Ok(Moved::Closed)));
}

#[test]
fn time_wakes_for_what_is_still_open() {
    let (mut own, _, _, now) = approved();
    let purposes = |own: &Return| own.wakes(3).into_iter().map(|wake| wake.purpose).collect::<Vec<_>>();
    assert_eq!(purposes(&own), ["remind-to-send", "expire"]);
    own.refund_by = Some(hours(now, 24 * 14));
    assert_eq!(purposes(&own), ["remind-to-send", "expire", "refund-by-law"]);
    assert!(!own.is_late_by_law(hours(now, 24 * 10)) && own.is_late_by_law(hours(now, 24 * 12)));
    own.step(&Step::Shipped { at: now }, now).expect("sent");
    assert_eq!(purposes(&own), ["refund-by-law"]);
}

/// Whatever the order and however often carrier, warehouse and shop tell their words: the same state, the same pieces paid.
#[test]
fn words_of_the_outside_may_come_in_any_order_and_twice() {
    let (start, _, _, now) = approved();
    let eur = Money::new(10_000, "EUR".parse().expect("EUR"));
    let pieces: BTreeMap<String, i64> = [("shoes".to_owned(), 2)].into();
    let words = [
        Step::Shipped { at: hours(now, 2) },
        Step::Shipped { at: hours(now, 1) },
        parcel("p1", 1, hours(now, 30)),
        parcel("p2", 1, hours(now, 40)),
        Step::RefundDone { key: "shop-1".into(), amount: eur, pieces },
    ];
    let mut ends = Vec::new();
    for order in permutations(words.len()) {
        let mut own = start.clone();
        for at in order.iter().chain(&order) {
            let _told_twice = own.step(&words[*at], hours(now, 50));
        }
        own.counted.sort(); // in which order parcels came is kept, and all that differs
        ends.push(own);
    }
    assert_eq!(ends.len(), 120);
    assert!(ends.iter().all(|end| *end == ends[0]), "all end the same");
    assert_eq!((ends[0].state(), ends[0].shipped), (State::Refunded, Some(hours(now, 1))));
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let longer = |short: Vec<usize>| (0..n).map(move |at| [&short[..at], &[n - 1], &short[at..]].concat());
    permutations(n - 1).into_iter().flat_map(longer).collect()
}

#[test]
fn every_step_is_journalled_under_its_own_name() {
    let (own, _, _, now) = approved();
    let steps = [
        parcel("p1", 1, now),
        parcel("p2", 1, now),
        graded("p1", &[(1, Grade::A, None)]),
        Step::Shipped { at: now },
        CLOSED,
        Step::Voted { round: 1, by: "a".into(), who: None, yes: true, exception: None },
        Step::Voted { round: 1, by: "b".into(), who: None, yes: true, exception: None },
    ];
    let effects: BTreeSet<String> = steps.iter().map(|step| step.effect(&own)).collect();
    let event =
        Stepped { step: steps[0].clone(), state: State::Received, did: Moved::ReceivedInPart }.event(&own);
    assert_eq!((event.kind.as_str(), event.effect.as_str()), ("return.received", "received#p1"));
    assert_eq!(effects.len(), steps.len());
}
