//! Pages of orders whose buyers were promised a date: the promise, and what is expected now.

use domain::edd::{Dates, Moved, MovedBy};
use mail::page::{Facts, Page, PageRequest, facts, render};

use crate::{
    pages::{assert_well_built, now, sample, seen},
    samples::{self, Sample},
    snapshots::compare_parts,
};

/// The sample's order with dates of ours: promised for 25 and 27 November, and what became of that.
fn dated(sample: &Sample, memory: &str, by: MovedBy) -> (Page, Facts) {
    let mut memory: serde_json::Value = serde_json::from_str(memory).expect("a memory");
    memory["promised"] = serde_json::json!({"earliest": "2026-11-25", "latest": "2026-11-27"});
    let memory = serde_json::from_value(memory).expect("a memory");
    let moved = Moved { from: None, to: None, promised: None, by, ships: None };
    let dates = Dates { memory, stored: None, moved: Some(moved) };
    let request = PageRequest {
        order: &sample.order,
        dates: Some(&dates),
        shop: &sample.shop,
        returns: None,
        now: now(),
    };
    (render(&request).expect("a page"), facts(&request).expect("facts"))
}

/// ED-19: the promise stays, the estimate moves; both are shown.
#[test]
fn a_page_shows_the_promise_and_what_is_expected_now() {
    let mut sample = samples::bare();
    sample.order.locale = Some("en-GB".into());
    let promised = "Promised by Friday 27 November";
    for (what, memory, by, said, unsaid) in [
        (
            "as promised",
            "{}",
            MovedBy::Promise,
            vec![promised, "Expected delivery: Wednesday 25 November to Friday 27 November"],
            vec!["Now expected", "Delivered"],
        ),
        (
            "sooner",
            r#"{"expected": {"earliest": "2026-11-24", "latest": "2026-11-24"}}"#,
            MovedBy::Carrier,
            vec![promised, "Now expected: Tuesday 24 November"],
            vec!["longer than planned", "Expected delivery"],
        ),
        (
            "later",
            r#"{"expected": {"earliest": "2026-11-28", "latest": "2026-11-30"}}"#,
            MovedBy::NotHandedOver,
            vec![promised, "Now expected: Saturday 28 November to Monday 30 November", "handed over"],
            vec!["Expected delivery"],
        ),
        (
            "nobody can say",
            r#"{"unknown": true}"#,
            MovedBy::Returning,
            vec![promised, "We can’t say yet when it will arrive.", "It isn’t arriving as planned."],
            vec!["Expected delivery", "Now expected"],
        ),
        (
            "there",
            r#"{"delivered": "2026-11-26"}"#,
            MovedBy::Delivered,
            vec![promised, "Delivered on Thursday 26 November", "Your order has been delivered."],
            vec!["Expected delivery", "Now expected"],
        ),
    ] {
        let (page, facts) = dated(&sample, memory, by);
        let text = seen(&page).replace("day, ", "day ");
        for fact in said {
            assert!(text.contains(fact), "{what}: {fact:?} is missing:\n{text}");
        }
        for fact in unsaid {
            assert!(!text.contains(fact), "{what}: {fact:?}:\n{text}");
        }
        assert_well_built(&page, true, what);
        let json = serde_json::to_value(&facts).expect("plain data");
        assert_eq!(json["promised"]["latest"], "2026-11-27", "{what}");
        assert_eq!(json["delivered"].as_str(), (what == "there").then_some("2026-11-26"));
        assert_eq!(json["expected"].is_null(), ["nobody can say", "there"].contains(&what), "{what}");
        assert_eq!(json["delay"].is_null(), !["later", "nobody can say"].contains(&what), "{what}");
    }
    sample.order.cancelled_at = Some(now());
    let (page, facts) = dated(&sample, "{}", MovedBy::Promise);
    assert!(!seen(&page).contains("Promised") && facts.promised.is_none(), "called off");
}

#[test]
fn what_became_of_a_promise_reads_as_reviewed() {
    let later = r#"{"expected": {"earliest": "2026-11-28", "latest": "2026-11-30"}}"#;
    for language in mail::locales() {
        let mut sample = sample();
        sample.order.locale = Some((*language).to_owned());
        let pages = [
            dated(&sample, later, MovedBy::NotHandedOver),
            dated(&sample, r#"{"unknown": true}"#, MovedBy::Overdue),
            dated(&sample, r#"{"delivered": "2026-11-26"}"#, MovedBy::Delivered),
        ];
        let read = pages.map(|(page, _)| seen(&page).lines().take(12).collect::<Vec<_>>().join("\n"));
        let read = read.join("\n==========\n\n") + "\n";
        compare_parts(&[("txt", read)], &format!("dates-{language}"), "order-status");
    }
}
