//! What a buyer is shown is what would be decided.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::json;

use super::spoken::Told;
use crate::returns::{Because, Outcome, Policies, Policy, Product, Rules, Verdict, decide, portal::Offers};

#[test]
fn each_line_for_each_reason_is_offered_as_it_would_be_decided() {
    let rules: Rules = serde_json::from_value(json!({"currency": "EUR", "rules": [
        {"id": "used", "when": "product.type == \"shoes\" && line.reason == \"too-small\"", "priority": 9, "then": "refuse"},
        {"id": "dear", "when": "line.value >= money(\"40\") && window.left < 10", "priority": 8, "then": "review"},
        {"id": "no-money", "when": "product.type == \"kitchen\"", "outcomes": ["store-credit"]},
        {"id": "longer", "when": "line.fault == \"merchant\"", "window_days": 60},
    ]}))
    .expect("rules");
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    let policy = Policy::new(1, &rules, &zone).expect("no mistakes");
    let kind = |kind: &str| Product { kind: Some(kind.into()), ..Product::default() };
    let products: BTreeMap<_, _> =
        [("shoes".to_owned(), kind("shoes")), ("mug".to_owned(), kind("kitchen"))].into();
    let mut seen = BTreeMap::<Verdict, u32>::new();
    for asked in ["2026-11-01 12:00", "2026-11-05 12:00", "2027-02-01 12:00"] {
        let mut told = Told { asked: asked.into(), ..Told::default() };
        let (facts, now) = (told.facts(&products), told.now());
        for policies in [
            Policies::only(policy.clone()),
            Policies { purchase: policy.clone(), current: Policy::new(2, &Rules::default(), &zone).ok() },
        ] {
            let offers = Offers::of(&facts, &policies, now);
            let mut decided = |line: &str, reason: &str, outcome: Outcome| {
                told.wants = vec![format!("1 {line}, {reason}, sealed, {}", outcome.as_str())];
                decide(&told.request(), &facts, &policies, now).lines.remove(0)
            };
            for offer in &offers.lines {
                for reason in &offer.reasons {
                    let judged = decided(&offer.line, &reason.code, Outcome::Refund);
                    assert_eq!((reason.verdict, reason.say), (judged.verdict, judged.say), "{offer:?}");
                    *seen.entry(judged.verdict).or_default() += 1;
                }
                let Some(first) = offer.reasons.first() else { continue };
                for outcome in &rules.outcomes.offered {
                    let judged = decided(&offer.line, &first.code, *outcome);
                    let is_offered = judged.because != Because::OutcomeNotOffered;
                    assert_eq!(offer.outcomes.contains(outcome), is_offered, "{outcome:?} {offer:?}");
                }
            }
        }
    }
    assert!(seen.len() >= 2, "{seen:?}");
}
