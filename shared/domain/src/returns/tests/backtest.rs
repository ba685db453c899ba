//! A draft, tried on what happened (RA-36).

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::json;

use super::spoken::Told;
use crate::returns::{Case, Policies, Policy, Rules, Verdict, backtest};

fn policy(version: u32, text: &str) -> Policy {
    let rules: Rules = toml::from_str(text).expect("a policy");
    Policy::new(version, &rules, &TimeZone::get("Europe/Berlin").expect("a zone")).expect("a sound policy")
}

fn case(when: serde_json::Value) -> Case {
    let told: Told = serde_json::from_value(when).expect("a case");
    Case { request: told.request(), facts: told.facts(&BTreeMap::new()), at: told.now(), was: None }
}

#[test]
fn changed_answers_money_and_approvals_are_told_by_rule() {
    let cases = [
        case(json!({"asked": "2026-11-01", "wants": ["1 shoes"]})),
        case(json!({"asked": "2026-11-20", "wants": ["1 mug"]})),
        case(json!({"asked": "2026-11-20", "wants": ["2 shoes, used"]})),
        case(json!({"asked": "2026-12-20", "wants": ["1 mug"]})),
    ];
    let was = policy(1, "currency = \"EUR\"");
    let draft = policy(
        2,
        "currency = \"EUR\"\nwindow.days = 14\n[[rules]]\nid = \"used\"\nwhen = 'line.condition == \"used\"'\n\
         list = \"allow\"\nthen = \"review\"\n",
    );
    let report = backtest(&cases, &draft, |_| Some(Policies::only(was.clone())));
    let verdicts = |tally: &crate::returns::Counted| tally.verdicts.clone();
    assert_eq!(verdicts(&report.was), [(Verdict::Approve, 3), (Verdict::Refuse, 1)].into());
    assert_eq!(
        verdicts(&report.would),
        [(Verdict::Approve, 1), (Verdict::Review, 1), (Verdict::Refuse, 2)].into()
    );
    assert_eq!((report.was.approvals, report.would.approvals), (0, 1));
    assert_eq!(report.was.refunded, [("EUR".to_owned(), 5000 + 1000 + 10_000)].into());
    assert_eq!(report.would.refunded, [("EUR".to_owned(), 5000 + 10_000)].into());
    assert_eq!(report.would.unseen, [("EUR".to_owned(), 5000)].into());
    let changed: Vec<_> = report.changed.iter().map(|c| (c.was.verdict, c.would.verdict)).collect();
    assert_eq!(changed.len(), 2);
    assert!(
        changed.contains(&(Verdict::Approve, Verdict::Refuse))
            && changed.contains(&(Verdict::Approve, Verdict::Review))
    );
    let by_rule: Vec<_> =
        report.by_rule.iter().map(|(rule, (was, would))| (rule.as_str(), was.lines, would.lines)).collect();
    assert_eq!(by_rule, [("in-time", 3, 1), ("rule used", 0, 1), ("too-late", 1, 2)]);
    assert_eq!(
        backtest(&cases, &was, |_| Some(Policies::only(was.clone()))).changed,
        vec![],
        "the same policy changes nothing"
    );
}

#[test]
fn the_day_s_limit_is_counted_by_what_the_draft_approves() {
    let cases: Vec<Case> = (0..4).map(|n| case(json!({"asked": format!("2026-11-01 1{n}:00")}))).collect();
    let draft = policy(2, "currency = \"EUR\"\nlimits.per_day = \"100\"");
    let report = backtest(&cases, &draft, |_| Some(Policies::only(policy(1, ""))));
    assert_eq!(report.would.verdicts, [(Verdict::Approve, 2), (Verdict::Review, 2)].into());
}

#[test]
fn what_was_recorded_is_taken_as_it_was() {
    let mut known = case(json!({}));
    let mut other = known.clone();
    let draft = policy(2, "");
    let report = backtest([&known], &draft, |_| None);
    assert_eq!((report.unread.len(), report.was.cases), (1, 0), "its policy can't be read any more");
    other.request.key = "other".into();
    let found = backtest([&other], &draft, |_| Some(Policies::only(policy(1, "")))).was;
    known.was = Some(crate::returns::Answer {
        verdict: Verdict::Refuse,
        lines: vec![("shoes".into(), Verdict::Refuse, "rule old".into())],
        refund: crate::Money::zero("EUR".parse().expect("EUR")),
        asks: None,
    });
    let report = backtest([&known], &draft, |_| None);
    assert_eq!((report.was.cases, report.changed.len(), found.cases), (1, 1, 1));
    assert!(report.by_rule.contains_key("rule old"));
}
