//! `tests/mutants.toml` against the sources: every condition has a name, every name and every attribute of it is listed
//! with a test that notices, and nothing else is.

use std::collections::BTreeSet;

use bundle_tests::mutants::LOOKS;
use testkit::mutant;

use crate::house;

/// Where conditions are written down. The engine only says what a condition is, the other turns it into DynamoDB's words.
const STORE: &str = "shared/store/src";
const NO_CONDITIONS: [&str; 2] = ["shared/store/src/engine.rs", "shared/store/src/dynamo/expression.rs"];

fn sources() -> Vec<(String, String)> {
    let files = house::files().into_iter().map(|file| file.display().to_string());
    let of_the_store = |file: &String| file.starts_with(STORE) && file.ends_with(".rs");
    let conditional = |file: &String| !NO_CONDITIONS.contains(&file.as_str());
    let files: Vec<String> = files.filter(of_the_store).filter(conditional).collect();
    files.into_iter().map(|file| (file.clone(), house::read(&file))).collect()
}

/// The text literal that `rest` begins with.
fn literal(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// The guards of a source: their names, and `name/attribute` of those that look at several.
fn guards(file: &str, source: &str, found: &mut Vec<String>) {
    for (kind, rest) in ["Guard::absent(", "Guard::equals(", "Guard::all("]
        .into_iter()
        .flat_map(|kind| source.split(kind).skip(1).map(move |rest| (kind, rest)))
    {
        let name = literal(rest).unwrap_or_else(|| panic!("{file}: a guard without a name of its own"));
        found.push(name.to_owned());
        if kind == "Guard::all(" {
            let wanted = rest.split_once(',').map_or("", |(_, wanted)| wanted.trim_start());
            let (function, _) = wanted.split_once('(').expect("a function that lists what is wanted");
            let body = source.split(&format!("fn {function}(")).nth(1).expect("in the same file");
            let body = body.split("\n}\n").next().unwrap_or_default();
            let attributes = body.split("(\"").skip(1).filter_map(|rest| rest.split("\", ").next());
            found.extend(attributes.map(|attribute| format!("{name}/{attribute}")));
        }
    }
}

#[test]
fn every_condition_has_a_name_and_a_test_that_notices() {
    let mut found = Vec::new();
    sources().iter().for_each(|(file, source)| guards(file, source, &mut found));
    found.extend(LOOKS.iter().map(|(look, _)| (*look).to_owned()));
    let names: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(names.len(), found.len(), "no two guards share a name: {found:?}");
    let listed: BTreeSet<String> = mutant::listed().into_keys().collect();
    assert_eq!(listed, names, "tests/mutants.toml lists the guards of the sources");
    println!("figure: R26 {} guards that can be switched off, each with a test that notices", names.len());
}

#[test]
fn no_condition_is_without_a_guard() {
    let mut found = Vec::new();
    for (file, source) in sources() {
        for (n, line) in source.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            // What the engine answers is called so, too.
            let code = code.replace("EngineError::Condition", "");
            if code.contains("Condition::") || code.contains("Guard {") {
                found.push(format!("{file}:{}", n + 1));
            }
        }
    }
    house::assert_none(
        "conditions without a name",
        "write Guard::absent, Guard::equals or Guard::all",
        found,
    );
}

#[test]
fn every_suite_that_notices_runs_its_own_lines() {
    let suites: BTreeSet<String> = mutant::listed()
        .into_values()
        .flatten()
        .filter_map(|test| Some(test.split_once(' ')?.0.to_owned()))
        .collect();
    for suite in suites {
        let (package, file) = suite.split_once("::").expect("package::file");
        let folder = if package == "bundle-tests" { "tests".to_owned() } else { format!("shared/{package}") };
        let alone = format!("{folder}/tests/{file}.rs");
        let is_alone = house::root().join(&alone).is_file();
        let source = house::read(if is_alone { alone } else { format!("{folder}/tests/{file}/main.rs") });
        assert!(source.contains(&format!("each_is_noticed(\"{suite}\")")), "{suite} never runs its mutants");
    }
}
