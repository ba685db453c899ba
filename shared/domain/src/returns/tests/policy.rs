//! What is wrong with a policy, at its key.

use std::{collections::BTreeMap, time::Instant};

use jiff::tz::TimeZone;
use serde_json::json;

use super::spoken::Told;
use crate::returns::{Policies, Policy, Rules, decide};

fn mistakes(text: &str) -> Vec<String> {
    let rules: Rules = toml::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    match Policy::new(1, &rules, &TimeZone::UTC) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes.into_iter().map(|m| format!("{}: {}", m.key, m.say)).collect(),
    }
}

#[test]
fn a_shop_that_says_nothing_has_a_sound_policy() {
    assert_eq!(mistakes(""), Vec::<String>::new());
}

#[test]
fn conflicts_are_told_at_the_later_rule() {
    let conflict = |key: &str, first: &str| {
        format!(
            "{key}: it says another thing than rule {first:?}, and both may hold at once; give one of them the higher \
             priority, or say in when what tells them apart"
        )
    };
    let two = |a: &str, b: &str| format!("[[rules]]\nid = \"a\"\n{a}\n[[rules]]\nid = \"b\"\n{b}\n");
    for (what, text, expected) in [
        (
            "yes and no",
            two("then = \"approve\"\nmarkets = [\"US\"]", "then = \"refuse\"\nmarkets = [\"US\"]"),
            vec![conflict("rules[1].then", "a")],
        ),
        (
            "in two markets",
            two("then = \"approve\"\nmarkets = [\"US\"]", "then = \"refuse\"\nmarkets = [\"CA\"]"),
            vec![],
        ),
        (
            "in the Union and in a member",
            two("then = \"approve\"\nmarkets = [\"EU\"]", "then = \"refuse\"\nmarkets = [\"FR\"]"),
            vec![conflict("rules[1].then", "a")],
        ),
        (
            "by priority",
            two("then = \"approve\"\npriority = 1\nwhen = \"return.full\"", "then = \"refuse\""),
            vec![],
        ),
        (
            "on another list",
            two("then = \"approve\"\nlist = \"allow\"\nwhen = \"return.full\"", "then = \"refuse\""),
            vec![],
        ),
        (
            "apart by what they ask",
            two(
                "then = \"approve\"\nwhen = 'customer.orders > 5'",
                "then = \"refuse\"\nwhen = 'customer.orders <= 5'",
            ),
            vec![],
        ),
        (
            "two destinations",
            two("destination = \"x\"", "destination = \"y\""),
            vec![conflict("rules[1].destination", "a")],
        ),
        ("two fees are merged", two("fee_percent = 5", "fee_percent = 9"), vec![]),
        (
            "unless the first counts",
            format!("merge.fee = \"first\"\n{}", two("fee_percent = 5", "fee_percent = 9")),
            vec![conflict("rules[1].fee_percent", "a")],
        ),
        (
            "never reached",
            two("then = \"approve\"\npriority = 3", "then = \"refuse\"\nwhen = 'return.full'"),
            vec!["rules[1].then: it is never reached: rule \"a\" goes first and always holds".into()],
        ),
    ] {
        assert_eq!(mistakes(&text), expected, "{what}");
    }
}

#[test]
fn mistakes_stand_at_their_key() {
    for (text, key) in [
        ("[[rules]]\nid = \"A b\"\nthen = \"refuse\"", "rules[0].id"),
        ("[[rules]]\nid = \"a\"\nwhen = \"true\"", "rules[0]"),
        ("[[rules]]\nid = \"a\"\nthen = \"refuse\"\nwhen = 'line.condtion == \"used\"'", "rules[0].when"),
        ("[[rules]]\nid = \"a\"\nwindow_days = 3\nwhen = 'window.open'", "rules[0].when"),
        ("[[rules]]\nid = \"a\"\napprovals = \"x\"", "rules[0].approvals"),
        ("[[rules]]\nid = \"a\"\nfee = \"5\"", "rules[0].fee"),
        ("currency = \"JPY\"\n[[rules]]\nid = \"a\"\nfee = \"5.50\"", "rules[0].fee"),
        ("[[rules]]\nid = \"a\"\nfee_percent = 101", "rules[0].fee_percent"),
        ("[[rules]]\nid = \"a\"\nthen = \"keep\"\nmarkets = [\"Germany\"]", "rules[0].markets"),
        ("[[rules]]\nid = \"a\"\noutcomes = [\"partial-credit\"]", "rules[0].outcomes"),
        ("[[rules]]\nid = \"a\"\nthen = \"keep\"\n[[rules]]\nid = \"a\"\nthen = \"keep\"", "rules[1].id"),
        ("limits.per_day = \"100\"", "limits.per_day"),
        ("window.withdrawal_days = 7", "window.withdrawal_days"),
        (
            "window.seasons = [{from = \"2026-12-24\", to = \"2026-11-01\", until = \"2027-01-31\"}]",
            "window.seasons[0]",
        ),
        ("markets.Germany = {}", "markets.Germany"),
        ("currency = \"EUR\"\nshipping.standard = { Germany = \"4.90\" }", "shipping.standard.Germany"),
        ("shipping.standard = { DE = \"4.90\" }", "shipping.standard.DE"),
        ("reasons.a = { fault = \"customer\", under = \"b\" }", "reasons.a.under"),
        ("reasons.a = { fault = \"customer\", under = \"a\" }", "reasons.a.under"),
        ("outcomes.offered = []", "outcomes.offered"),
        ("tenders = [\"card\", \"card\"]", "tenders"),
        ("ship = { days = 3, remind_days = 3 }", "ship.remind_days"),
        ("approvals.x = { steps = [] }", "approvals.x.steps"),
        (
            "approvals.x = { steps = [{ name = \"a\", who = [\"b\"], quorum = 2 }] }",
            "approvals.x.steps[0].quorum",
        ),
        ("approvals.x = { steps = [{ name = \"a\", who = [\"b\", \"b\"] }] }", "approvals.x.steps[0].who"),
        (
            "approvals.x = { steps = [{ name = \"a\", who = [\"b\"] }], remind_hours = [80] }",
            "approvals.x.remind_hours",
        ),
        (
            "approvals.x = { steps = [{ name = \"a\", who = [\"b\"], delegates = { c = [] } }] }",
            "approvals.x.steps[0].delegates.c",
        ),
    ] {
        let found = mistakes(text);
        assert!(found.iter().any(|mistake| mistake.starts_with(&format!("{key}: "))), "{text}: {found:?}");
    }
}

/// Settings check it with everything else, at the key of the file.
#[test]
fn a_shop_s_mistakes_have_those_of_its_policy() {
    let shop = |rules: serde_json::Value| -> crate::settings::Shop {
        serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"}, "automations": {"returns-approval": {"rules": rules}},
        }))
        .expect("a shop")
    };
    let rule =
        |when: &str| serde_json::json!([{"id": "a", "then": "refuse", "when": when, "destination": "bonn"}]);
    let found = shop(rule("line.pieces > 'x'")).mistakes();
    assert!(
        found[0].starts_with("automations.returns-approval.rules[0].when: at 13: a whole number"),
        "{found:?}"
    );
    assert!(found[1].starts_with("automations.returns-approval.rules[0].destination: "), "{found:?}");
    assert_eq!(shop(serde_json::json!([])).mistakes(), Vec::<String>::new());
}

/// 200 rules and an order of a hundred lines: the figure is for the bench, the bound for whoever makes it quadratic.
#[test]
fn many_rules_and_many_lines_are_decided_soon() {
    let rule = |n: usize| {
        format!(
            "[[rules]]\nid = \"r{n}\"\npriority = {n}\nfee_percent = {}\nthen = \"review\"\n\
             when = 'line.value > money(\"{}\") && return.value > money(\"1\") && \"x{n}\" in customer.tags'\n",
            n % 10,
            n + 1,
        )
    };
    let rules: Rules =
        toml::from_str(&format!("currency = \"EUR\"\n{}", (0..200).map(rule).collect::<String>()))
            .expect("rules");
    let began = Instant::now();
    let policy = Policy::new(1, &rules, &TimeZone::UTC).expect("a sound policy");
    let read = began.elapsed();
    let lines: Vec<String> = (0..100).map(|n| format!("2 l{n} 500.00")).collect();
    let wants: Vec<String> = (0..100).map(|n| format!("1 l{n}")).collect();
    let told: Told = serde_json::from_value(json!({"order": lines, "wants": wants})).expect("a case");
    let (request, facts, now) = (told.request(), told.facts(&BTreeMap::new()), told.now());
    let policies = Policies::only(policy);
    let began = Instant::now();
    let decision = decide(&request, &facts, &policies, now);
    let took = began.elapsed();
    assert_eq!((decision.lines.len(), decision.refund.total.minor), (100, 100 * 50_000));
    assert!(took.as_secs() < 5, "{took:?}: some milliseconds, were nothing else running");
    println!("figure: RA a policy of 200 rules is read in {read:?}, 100 lines are decided by it in {took:?}");
}
