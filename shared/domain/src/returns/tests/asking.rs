//! Approvals (RA-18, R3): steps, quorum, four eyes, delegates, reminders by business hours, deadlines with their default.

use jiff::Timestamp;
use serde_json::json;

use crate::returns::{Asking, Tally, rma::Unmoved};

/// Asked on Tuesday 24 November 2026 at ten in Berlin.
const ASKED: &str = "2026-11-24T09:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn asking(flow: serde_json::Value) -> Asking {
    let mut flow_ = json!({"steps": []});
    for (key, value) in flow.as_object().expect("a table") {
        flow_[key] = value.clone();
    }
    serde_json::from_value(json!({
        "round": 1, "name": "default", "flow": flow_, "asked": ASKED, "requester": "service", "escalate_to": "boss",
        "zone": "Europe/Berlin", "closed": ["2026-11-28", "2026-11-29", "2026-12-05", "2026-12-06"],
    }))
    .expect("a question")
}

fn step(name: &str, who: &[&str], quorum: u8) -> serde_json::Value {
    json!({"name": name, "who": who, "quorum": quorum})
}

fn routes(asking: &Asking, now: &str) -> Vec<String> {
    asking.waiting_for(at(now)).into_iter().map(|asked| asked.route).collect()
}

#[test]
fn steps_quorum_and_order() {
    use Tally::{No, Open, Yes};
    let two = || vec![step("quality", &["q1", "q2"], 1), step("finance", &["f"], 1)];
    let three = || vec![step("all", &["a", "b", "c"], 2)];
    let ordered = |steps| json!({"steps": steps});
    let parallel = |steps| json!({"steps": steps, "order": "parallel"});
    for (what, flow, votes, expected) in [
        ("one after the other", ordered(two()), &[("q1", true, Ok(())), ("f", true, Ok(()))][..], Yes),
        (
            "finance before its turn",
            ordered(two()),
            &[("f", true, Err(Unmoved::NotTheirs)), ("q2", true, Ok(()))],
            Open,
        ),
        ("all at once", parallel(two()), &[("f", true, Ok(())), ("q2", true, Ok(()))], Yes),
        ("somebody else", parallel(two()), &[("x", true, Err(Unmoved::NotTheirs))], Open),
        (
            "one no of two who may each say yes",
            ordered(two()),
            &[("q1", false, Ok(())), ("q2", true, Ok(()))],
            Open,
        ),
        ("both say no", ordered(two()), &[("q1", false, Ok(())), ("q2", false, Ok(()))], No),
        ("finance says no", parallel(two()), &[("f", false, Ok(()))], No),
        (
            "two of three",
            ordered(three()),
            &[("a", true, Ok(())), ("b", false, Ok(())), ("c", true, Ok(()))],
            Yes,
        ),
        ("two noes of three", ordered(three()), &[("a", false, Ok(())), ("b", false, Ok(()))], No),
        (
            "one twice",
            ordered(three()),
            &[("a", true, Ok(())), ("a", true, Err(Unmoved::AlreadyAnswered))],
            Open,
        ),
        (
            "one who changes their mind",
            ordered(three()),
            &[("a", true, Ok(())), ("a", false, Err(Unmoved::AlreadyAnswered))],
            Open,
        ),
        (
            "yes and no at once: who comes first",
            ordered(vec![step("one", &["a", "b"], 1)]),
            &[("a", true, Ok(())), ("b", false, Err(Unmoved::NotTheirs))],
            Yes,
        ),
        (
            "who asked for it",
            ordered(vec![step("one", &["service", "b"], 1)]),
            &[("service", true, Err(Unmoved::OwnRequest)), ("b", true, Ok(()))],
            Yes,
        ),
    ] {
        let mut asking = asking(flow);
        for (by, yes, did) in votes {
            assert_eq!(asking.vote(by, None, *yes, at("2026-11-24T10:00:00Z")), *did, "{what}: {by}");
        }
        assert_eq!(asking.tally(), expected, "{what}");
    }
}

#[test]
fn who_is_away_is_stood_in_for() {
    let mut step = step("all", &["a", "b"], 2);
    step["delegates"] =
        json!({"a": [{"from": "2026-11-24T00:00:00Z", "until": "2026-11-26T00:00:00Z", "to": "d"}]});
    let mut asking = asking(json!({"steps": [step]}));
    assert_eq!(routes(&asking, "2026-11-24T10:00:00Z"), ["a", "d", "b"]);
    assert_eq!(routes(&asking, "2026-11-26T00:00:00Z"), ["a", "b"], "they are back");
    assert_eq!(asking.vote("d", None, true, at("2026-11-24T10:00:00Z")), Ok(()));
    assert_eq!(
        asking.vote("a", None, true, at("2026-11-24T11:00:00Z")),
        Err(Unmoved::NotTheirs),
        "it was said for them"
    );
    assert_eq!(asking.vote("b", None, true, at("2026-11-24T11:00:00Z")), Ok(()));
    assert_eq!((asking.tally(), asking.votes[0].counts_for.as_str()), (Tally::Yes, "a"));
}

#[test]
fn one_who_stands_in_for_two_has_one_vote() {
    let away = json!([{"from": "2026-11-24T00:00:00Z", "until": "2026-11-30T00:00:00Z", "to": "d"}]);
    let mut step = step("all", &["a", "b"], 2);
    step["delegates"] = json!({"a": away, "b": away});
    let mut asking = asking(json!({"steps": [step]}));
    let now = at("2026-11-24T10:00:00Z");
    assert_eq!(
        (asking.vote("d", None, true, now), asking.vote("d", None, true, now)),
        (Ok(()), Err(Unmoved::AlreadyAnswered))
    );
    assert_eq!(asking.tally(), Tally::Open);
}

#[test]
fn hours_count_on_business_days() {
    // 86 hours end with Friday in Berlin; what is more begins with Monday.
    for (hours, deadline) in [
        (1, "2026-11-24T10:00:00Z"),
        (72, "2026-11-27T09:00:00Z"),
        (86, "2026-11-27T23:00:00Z"),
        (87, "2026-11-30T00:00:00Z"),
        (96, "2026-11-30T09:00:00Z"),
        (240, "2026-12-08T09:00:00Z"),
    ] {
        let asking = asking(json!({"steps": [step("a", &["a"], 1)], "deadline_hours": hours}));
        assert_eq!(asking.deadline(), at(deadline), "{hours} hours");
    }
    let mut all_days = asking(json!({"steps": [step("a", &["a"], 1)], "deadline_hours": 96}));
    all_days.closed.clear();
    assert_eq!(all_days.deadline(), at("2026-11-28T09:00:00Z"));
}

#[test]
fn reminders_come_once_each_and_to_the_step_whose_turn_it_is() {
    let steps = json!([step("quality", &["q"], 1), step("finance", &["f"], 1)]);
    let mut asking = asking(json!({"steps": steps, "remind_hours": [24, 48], "deadline_hours": 200}));
    assert_eq!(asking.next_look(), Some(at("2026-11-25T09:00:00Z")));
    assert!(!asking.remind(at("2026-11-25T08:59:59Z")));
    assert!(asking.remind(at("2026-11-25T09:00:00Z")) && !asking.remind(at("2026-11-25T09:00:00Z")));
    assert_eq!(asking.next_look(), Some(at("2026-11-26T09:00:00Z")));
    asking.vote("q", None, true, at("2026-11-25T10:00:00Z")).expect("their turn");
    assert_eq!(asking.next_look(), Some(at("2026-11-26T10:00:00Z")), "finance has been asked since then");
    // Two that were missed are one reminder.
    assert!(asking.remind(at("2026-11-30T09:00:00Z")) && !asking.remind(at("2026-11-30T09:00:00Z")));
    assert_eq!(asking.next_look(), Some(asking.deadline()));
}

#[test]
fn who_it_is_escalated_to_decides_alone() {
    let mut asking = asking(json!({"steps": [step("quality", &["q"], 1), step("finance", &["f"], 1)]}));
    assert_eq!(asking.vote("boss", None, true, at("2026-11-27T08:00:00Z")), Err(Unmoved::NotTheirs));
    asking.escalated = Some(at("2026-11-27T09:00:00Z"));
    assert_eq!(routes(&asking, "2026-11-27T10:00:00Z"), ["q", "boss"]);
    assert_eq!(asking.vote("boss", None, false, at("2026-11-27T10:00:00Z")), Ok(()));
    assert_eq!((asking.tally(), asking.next_look()), (Tally::No, None));
}

/// Who filed it answers for no route, and who is asked in several steps answers each.
#[test]
fn who_typed_it_is_another_than_who_asked_and_each_step_has_its_own_answer() {
    let mut asking = asking(json!({"steps": [step("look", &["boss", "f"], 2)]}));
    let now = at("2026-11-24T10:00:00Z");
    assert_eq!(asking.vote("boss", Some("service"), true, now), Err(Unmoved::OwnRequest));
    assert_eq!(asking.vote("boss", Some("ada"), true, now), Ok(()));
    assert_eq!(asking.votes[0].who.as_deref(), Some("ada"));
    asking.escalated = Some(at("2026-11-27T09:00:00Z"));
    let late = at("2026-11-27T10:00:00Z");
    assert_eq!(asking.asks("boss", late).map(|asked| asked.step), Some(1));
    assert_eq!((asking.vote("boss", None, true, late), asking.tally()), (Ok(()), Tally::Yes));
}
