//! What is in the way of a new function. That what is laid passes the contract tests is shown by `tests/contract/adding.rs`.

use std::process::Stdio;

use clap::Parser as _;

use super::*;
use crate::cli::{Cli, Command as OfCli};

fn read(words: &[&str]) -> Result<Function, Trouble> {
    let words = ["nightshift", "new"].iter().chain(words);
    let OfCli::New(args) = Cli::try_parse_from(words).expect("a command").command else { panic!("new") };
    function(&args)
}

fn asked(words: &[&str]) -> Function {
    read(words).expect("a function")
}

#[test]
fn what_says_nothing_is_refused() {
    for (words, said) in [
        (["x-ray", "--on", "schedule", "--wakes", "order.paid"], "--on queue"),
        (["x-ray", "--on", "http", "--wakes", "order.paid"], "--on queue"),
        (["x-ray", "--on", "queue", "--every", "5m"], "--on schedule"),
    ] {
        let refused = read(&words).expect_err("it is in the way").to_string();
        assert!(refused.contains(said), "{words:?}: {refused}");
    }
}

fn refused(words: &[&str]) -> String {
    let house = House::find().expect("the project");
    plan(house.root(), &asked(words)).expect_err("it is in the way").to_string()
}

#[test]
fn a_name_that_is_taken_is_refused_and_said_by_whom() {
    for (name, by) in [
        ("timer", "functions/timer"),
        ("order-confirmation", "functions/order-confirmation"),
        ("serde", "Cargo.lock"),
        ("nightshift", "Cargo.lock"),
        ("mail-bulk", "MailBulkQueue would be taken for a part of it"),
    ] {
        let said = refused(&[name]);
        assert!(said.contains(&format!("the name {name} is taken")) && said.contains(by), "{said}");
    }
}

#[test]
fn each_waking_has_its_folders_and_changes_the_same_three_files() {
    let house = House::find().expect("the project");
    for (on, folders, first) in [
        ("queue", 2, "tests/golden/payment-reminder/first.toml"),
        ("schedule", 1, "functions/payment-reminder/tests/first.rs"),
        ("http", 1, "functions/payment-reminder/tests/first.rs"),
    ] {
        let plan =
            plan(house.root(), &asked(&["payment-reminder", "--on", on])).expect("nothing is in the way");
        assert_eq!(plan.folders.len(), folders, "{on}");
        assert_eq!(plan.files.last().map(|(place, _)| place.as_path()), Some(Path::new(first)), "{on}");
        let changed: Vec<_> = plan.changed.iter().map(|(place, _)| place.display().to_string()).collect();
        assert_eq!(changed, [TEMPLATE, README, LOCK], "{on}");
        for (place, text) in plan.changed {
            let before = std::fs::read_to_string(house.root().join(&place)).expect("readable");
            // Only added to: whatever stood there still stands there, in its order.
            let mut left = text.lines();
            let gone: Vec<_> = before.lines().filter(|line| !left.any(|kept| is_kept(line, kept))).collect();
            assert!(gone.is_empty(), "{on}: {}: {gone:?}", place.display());
        }
    }
}

/// Lists on one line get longer; no other line changes.
fn is_kept(before: &str, after: &str) -> bool {
    let list = before.split(']').next().unwrap_or_default().trim_end_matches(", Architecture");
    before == after || (before.contains('[') && after.starts_with(list))
}

#[test]
fn kinds_that_nobody_writes_are_named() {
    let house = House::find().expect("the project");
    let kinds =
        ["late-fees", "--wakes", "order.created", "--wakes", "order.creatd", "--wakes", "due.late-fees"];
    assert_eq!(unheard(house.root(), &asked(&kinds)), ["order.creatd"]);
}

#[test]
fn a_template_with_changes_is_not_written_to() {
    let house = tempfile::tempdir().expect("a folder");
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=x", "-c", "user.email=x@example.com"]).args(arguments);
        git.current_dir(house.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|s| s.success())
    };
    let write = |text: &str| std::fs::write(house.path().join(TEMPLATE), text).expect("a file");
    write("before");
    is_clean(house.path()).expect("without git nobody looks");
    if !git(&["init"]) {
        return;
    }
    assert!(git(&["add", "."]) && git(&["commit", "-m", "x"]));
    is_clean(house.path()).expect("nothing has changed");
    std::fs::write(house.path().join("other.txt"), "x").expect("a file");
    is_clean(house.path()).expect("another file is nobody's matter");
    write("after");
    let said = is_clean(house.path()).expect_err("it has changes").to_string();
    assert!(said.contains("template.yaml") && said.contains("--allow-dirty"), "{said}");
}
