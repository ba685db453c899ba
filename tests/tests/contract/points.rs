//! `tests/points.toml` lists every point of the design's checklists. `cargo nightshift test` checks that the tests it
//! names exist, ran and passed.

use std::collections::BTreeSet;

use crate::house;

/// The design's lists: how many points, and which golden vectors.
const LISTS: &[(&str, usize, &[usize])] = &[
    ("OC-", 35, &[1, 2, 4]),
    ("LS-", 33, &[1, 3, 5]),
    ("ED-", 30, &[1, 2, 3]),
    ("RA-", 38, &[1, 3, 6, 7]),
    ("X-", 23, &[]),
    ("R", 26, &[]),
    ("S", 16, &[]),
];

/// Every point there is.
fn points() -> BTreeSet<String> {
    let of = |(list, count, golden): &(&str, usize, &[usize])| -> Vec<String> {
        let golden = golden.iter().map(|n| format!("{list}G{n}"));
        (1..=*count).map(|n| format!("{list}{n}")).chain(golden).collect()
    };
    LISTS.iter().flat_map(of).collect()
}

fn listed() -> toml::Table {
    house::read("tests/points.toml").parse().expect("tests/points.toml is TOML, each point once")
}

#[test]
fn every_point_is_listed_and_nothing_else() {
    let listed: BTreeSet<String> = listed().keys().cloned().collect();
    let points = points();
    assert_eq!(
        points.difference(&listed).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "points that are missing"
    );
    assert_eq!(
        listed.difference(&points).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "points that the design has not"
    );
}

#[test]
fn a_point_is_met_by_tests_or_open_for_a_reason() {
    for (point, says) in listed() {
        let met =
            says.as_array().is_some_and(|tests| !tests.is_empty() && tests.iter().all(toml::Value::is_str));
        let open = says.get("open").and_then(toml::Value::as_str).is_some_and(|reason| reason.len() > 6);
        assert!(met != open, "{point}: a list of tests, or {{ open = \"reason\" }}");
    }
}

#[test]
fn the_lists_are_those_of_the_design() {
    let design = house::root().join("../shared/design");
    if !design.is_dir() {
        return testkit::skip("the design's checklists", "../shared/design isn't there");
    }
    let read = |name: &str| std::fs::read_to_string(design.join(name)).expect("the design is readable");
    let mut found = BTreeSet::new();
    for line in read("core-automations.md").lines().chain(read("platform.md").lines()) {
        let (point, golden) = (line.strip_prefix("- "), line.strip_prefix("Golden vectors: "));
        found.extend(
            point.and_then(|rest| rest.split([' ', ':']).next()).filter(|id| is_point(id)).map(str::to_owned),
        );
        found.extend(
            golden
                .into_iter()
                .flat_map(|rest| rest.split([' ', ':']))
                .filter(|id| is_golden(id))
                .map(str::to_owned),
        );
    }
    for line in read("reliability.md").lines() {
        let first = line.strip_prefix("| ").and_then(|rest| rest.split(' ').next());
        let numbered = |id: &&str| id.strip_prefix(['R', 'S']).is_some_and(is_number);
        found.extend(first.filter(numbered).map(str::to_owned));
    }
    assert_eq!(found, points());
}

fn is_point(id: &str) -> bool {
    id.split_once('-').is_some_and(|(list, n)| list.chars().all(|c| c.is_ascii_uppercase()) && is_number(n))
}

fn is_golden(id: &str) -> bool {
    id.split_once("-G").is_some_and(|(list, n)| list.chars().all(|c| c.is_ascii_uppercase()) && is_number(n))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}
