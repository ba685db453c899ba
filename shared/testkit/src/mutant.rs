//! Guards that are switched off, one at a time, to see whether a test notices.
//!
//! A guard is a condition of the store's, by its name (`head-as-read`), one attribute of such a condition
//! (`send-as-read/owner`), or one of the looks that the tests' world takes away from a function (`look-at-switch`).
//! `tests/mutants.toml` says of each which tests notice. A test executable that is named there starts itself anew for
//! each of its lines, with the guard off in the environment, and expects the named test to fail. Nothing of this is in
//! code that is deployed.

use std::{collections::BTreeMap, process::Command, sync::OnceLock};

use domain::Head;
use store::engine::{Condition, Guard, Item, text};

const OFF: &str = "NIGHTSHIFT_MUTANT";
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/mutants.toml");

/// Whether this guard is switched off in this process.
pub fn is_off(guard: &str) -> bool {
    off() == Some(guard)
}

fn off() -> Option<&'static str> {
    static OFF_HERE: OnceLock<Option<String>> = OnceLock::new();
    OFF_HERE.get_or_init(|| std::env::var(OFF).ok()).as_deref()
}

/// What is left of a guard's condition: all of it, all but one attribute, or nothing.
pub(crate) fn left_of(guard: &Guard) -> Option<Condition> {
    match off() {
        Some(off) => weakened(guard, off),
        None => Some(guard.condition.clone()),
    }
}

fn weakened(guard: &Guard, off: &str) -> Option<Condition> {
    let rest = off.strip_prefix(guard.name).unwrap_or("of another");
    match (&guard.condition, rest.strip_prefix('/')) {
        _ if rest.is_empty() => None,
        (Condition::Equals(wanted), Some(attribute)) => {
            let others = wanted.iter().filter(|(name, _)| *name != attribute);
            Some(Condition::Equals(others.cloned().collect()))
        }
        _ => Some(guard.condition.clone()),
    }
}

/// Where a body's own word on which head it belongs to isn't looked at, it says what that head says.
pub(crate) fn as_matching(mut items: Vec<Item>) -> Vec<Item> {
    if is_off("matching-body") {
        let head = items.iter().find_map(|item| text(item, "head"));
        let head: Option<Head> = head.and_then(|head| serde_json::from_str(head).ok());
        if let Some(source) = head.and_then(|head| head.source) {
            let of = format!("{}#{}", source.at, source.tie);
            for body in items.iter_mut().filter(|item| item.contains_key("of")) {
                body.insert("of".to_owned(), of.as_str().into());
            }
        }
    }
    items
}

/// `tests/mutants.toml`: each guard, with the tests that notice when it is off.
pub fn listed() -> BTreeMap<String, Vec<String>> {
    let text = std::fs::read_to_string(LIST).expect("tests/mutants.toml is readable");
    let table: toml::Table = text.parse().expect("tests/mutants.toml is TOML, each guard once");
    let tests = |value: toml::Value| -> Vec<String> {
        let tests = value.as_array().expect("a list of tests");
        tests.iter().map(|test| test.as_str().expect("a test's name").to_owned()).collect()
    };
    table.into_iter().map(|(guard, value)| (guard, tests(value))).collect()
}

/// Runs every test of this executable that the list names, with its guard off, and expects it to fail.
///
/// # Panics
/// When a guard can be off and its test passes all the same, or when the list has nothing for `suite`.
pub fn each_is_noticed(suite: &str) {
    if off().is_some() {
        return;
    }
    let (mut killed, mut alive) = (0, Vec::new());
    for (guard, tests) in listed() {
        for test in tests.iter().filter_map(|test| test.strip_prefix(suite)?.strip_prefix(' ')) {
            match notices(test, &guard) {
                Ok(()) => {
                    killed += 1;
                    println!("figure: without {guard}: {suite} {test} fails");
                }
                Err(said) => alive.push(format!("{guard}: {test} passes without it\n{said}")),
            }
        }
    }
    assert!(alive.is_empty(), "{}", alive.join("\n"));
    assert!(killed > 0, "tests/mutants.toml names no test of {suite}");
}

fn notices(test: &str, guard: &str) -> Result<(), String> {
    let own = std::env::current_exe().expect("a test is a program");
    let output = Command::new(own).args([test, "--exact", "--test-threads", "1"]).env(OFF, guard).output();
    let output = output.expect("it starts again");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    // It ran, and it alone failed: anything else is no answer.
    if !output.status.success() && said.contains("1 failed") { Ok(()) } else { Err(said) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_off_as_a_whole_or_by_one_attribute() {
        let guard = Guard::all("send-as-read", vec![("owner", "a".into()), ("state", "sent".into())]);
        let state = Condition::Equals(vec![("state", "sent".into())]);
        for (off, left) in [
            ("send-as-read", None),
            ("send-as-read/owner", Some(state)),
            ("send-as-read/other", Some(guard.condition.clone())),
            ("send-as", Some(guard.condition.clone())),
            ("head-as-read", Some(guard.condition.clone())),
        ] {
            assert_eq!(weakened(&guard, off), left, "{off}");
        }
    }
}
