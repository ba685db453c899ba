//! The sample day's returns: one of every outcome, and the money to the cent.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What the table says, held against the list of whoever paid. That each return ends as its block says, `up` has seen to.
pub(crate) fn add_up(day: &Value) {
    let rows = day["returns"].as_array().expect("returns");
    let decisions: BTreeSet<&str> = rows.iter().filter_map(|row| row["decision"].as_str()).collect();
    for wanted in [
        "approved",
        "approved by returns",
        "approved, less a fee",
        "paid back, and stays with the buyer",
        "people decide; yes from returns",
        "refused",
        "refused by returns",
    ] {
        assert!(decisions.contains(wanted), "nothing is {wanted}: {decisions:?}");
    }
    for row in rows {
        assert_eq!(row["wrong"], serde_json::json!([]), "{row:#}");
        let because = row["because"].as_str().expect("a reason");
        assert!(!because.is_empty(), "{row:#}");
        let is_code =
            |word: &str| word.contains('-') && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!because.split_whitespace().any(is_code), "a raw code: {because}");
    }
    let tasks = rows.iter().filter(|row| row["how_far"].as_str().is_some_and(|far| far.contains("a task")));
    assert_eq!(tasks.count(), 2, "{rows:#?}");

    let shop = day["shop"].as_array().expect("what the shop was told");
    let mut seen = BTreeSet::new();
    let mut paid: BTreeMap<&str, i64> = BTreeMap::new();
    for command in shop {
        let what = (command["of"].as_str(), command["kind"].as_str());
        assert!(seen.insert(what), "{what:?} was asked for twice: {shop:#?}");
        if command["reference"].is_string()
            && let Some(minor) = command["amount"]["minor"].as_i64()
        {
            *paid.entry(command["amount"]["currency"].as_str().expect("a currency")).or_default() += minor;
        }
    }
    let mut told: BTreeMap<&str, i64> = BTreeMap::new();
    for amount in rows.iter().map(|row| &row["paid"]).filter(|paid| paid.is_object()) {
        let minor = amount["minor"].as_i64().expect("an amount");
        *told.entry(amount["currency"].as_str().expect("a currency")).or_default() += minor;
    }
    assert_eq!(told, paid, "what the returns say, and what the shop paid");
    assert!(told.values().all(|minor| *minor > 0) && !told.is_empty(), "{told:?}");
    let refused = shop.iter().filter(|command| command["reference"].is_null());
    assert_eq!(refused.count(), 1, "the shop refuses one: {shop:#?}");
}
