//! The code: what must not stand in it.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::house;

/// Files of Rust with these beginnings.
fn rust(folders: &[&str]) -> Vec<PathBuf> {
    let ours = |file: &PathBuf| {
        file.extension().is_some_and(|e| e == "rs") && folders.iter().any(|folder| file.starts_with(folder))
    };
    house::files().into_iter().filter(ours).collect()
}

/// A file's lines without its tests and without comments, with their numbers.
fn code(file: &Path) -> Vec<(usize, String)> {
    let text = house::read(file);
    let before_tests = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = before_tests
        .lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line.split("//").next().unwrap_or_default()));
    lines.map(|(n, line)| (n, line.to_owned())).collect()
}

/// Places in the code of `folders`, tests aside, where one of `words` stands.
fn places(folders: &[&str], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust(folders).into_iter().filter(|file| !is_test(file) && !file.ends_with("build.rs")) {
        for (n, line) in code(&file) {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{n}: {word}", file.display()));
            }
        }
    }
    found
}

fn is_test(file: &Path) -> bool {
    file.components().skip(1).any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs")
}

#[test]
fn nothing_unwraps_what_may_be_absent() {
    let found =
        places(&["functions", "shared", "infra"], &[".unwrap()", "todo!(", "unimplemented!(", "dbg!("]);
    house::assert_none("found", "say with expect() why it can't happen, or handle it", found);
}

#[test]
fn the_house_speaks_through_its_log_only() {
    let found = places(
        &["functions", "shared/store", "shared/mail", "shared/intake", "shared/domain"],
        &["println!(", "print!("],
    );
    house::assert_none("printed past the log", "use tracing; shell writes the one line per record", found);
}

#[test]
fn every_access_pattern_of_the_store_stands_in_its_table() {
    let readme = house::read("shared/store/README.md");
    let rows = readme.lines().filter(|line| line.starts_with('|'));
    let named: BTreeSet<&str> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    let mut missing = Vec::new();
    for file in rust(&["shared/store/src"]) {
        let mut is_stores = false;
        for (n, line) in code(&file) {
            if line.starts_with("impl") {
                is_stores = line.starts_with("impl Store");
            }
            let rest = line.trim_start().strip_prefix("pub async fn ").filter(|_| is_stores);
            let name = rest.and_then(|rest| rest.split(['(', '<']).next());
            let unnamed = name.filter(|name| !named.contains(name));
            missing.extend(unnamed.map(|name| format!("{}:{n}: {name}", file.display())));
        }
    }
    house::assert_none("access patterns that the table doesn't have", "add the row", missing);
}

#[test]
fn a_functions_main_has_nothing_to_test() {
    let mains = rust(&["functions"]).into_iter().filter(|file| file.ends_with("src/main.rs"));
    let found = mains.filter(|file| house::read(file).contains("#[test]"));
    let found: Vec<String> = found.map(|file| file.display().to_string()).collect();
    house::assert_none("tests that nobody runs", "put what is tested into src/lib.rs", found);
}

#[test]
fn a_function_whose_crate_is_not_tested_has_no_test_in_it() {
    let untested = |folder: &Path| house::read(folder.join("Cargo.toml")).contains("[lib]\ntest = false");
    let sources = rust(&["functions"]).into_iter().filter(|file| {
        let folder: PathBuf = file.components().take(2).collect();
        // What stands in `tests/` is an executable of its own.
        !file.starts_with(folder.join("tests")) && untested(&folder)
    });
    let found = sources.filter(|file| {
        ["#[test]", "#[tokio::test", "proptest!"].iter().any(|t| house::read(file).contains(t))
    });
    let found: Vec<String> = found.map(|file| file.display().to_string()).collect();
    house::assert_none("tests that nobody runs", "take `test = false` out of the function's [lib]", found);
}

#[test]
fn no_list_is_made_by_scanning() {
    let found = places(&["functions", "shared"], &[".scan()", "operation::scan", "dynamodb:Scan"]);
    house::assert_none(
        "a scan",
        "every access pattern has a key or an index; see shared/store/README.md",
        found,
    );
}

#[test]
fn money_is_no_float() {
    let mut found = places(&["shared/domain", "functions"], &["f64", "f32"]);
    found.retain(|place| place.starts_with("shared/domain") || place.contains("/decide")); // jitter may be a fraction
    // Statistics are; in return they know no money, and stock leaves them as whole pieces.
    let statistics = [
        "shared/domain/src/forecast/",
        "shared/domain/src/edd/learned/",
        "shared/domain/src/edd/measured.rs",
        "shared/domain/src/returns/analytics/wilson.rs",
    ];
    found.retain(|place| statistics.iter().all(|of| !place.starts_with(of)));
    found
        .extend(places(&["shared/domain/src/forecast", "shared/domain/src/edd"], &["Money", "crate::money"]));
    house::assert_none("floating point", "money and stock are integers; amounts are read as texts", found);
}

#[test]
fn the_domain_has_no_clock_and_no_chance() {
    let found = places(
        &["shared/domain", "shared/intake"],
        &["Timestamp::now", "SystemTime::now", "Instant::now", "fastrand", "std::env", "std::fs"],
    );
    house::assert_none("not pure", "now is always an argument", found);
}

#[test]
fn rooms_stay_small() {
    let long = rust(&["functions", "shared", "infra", "tests"]).into_iter().filter_map(|file| {
        let lines = house::read(&file).lines().count();
        (lines > 500).then(|| format!("{}: {lines} lines", file.display()))
    });
    house::assert_none("longer than 500 lines", "one matter per file", long);
}

#[test]
fn no_path_of_some_machine() {
    // Put together here, so that this file isn't found.
    let roots = ["work", "farm", "root", "home", "Users"].map(|folder| format!("/{folder}/"));
    let text = |file: &PathBuf| std::fs::read_to_string(house::root().join(file)).unwrap_or_default();
    let mut found = Vec::new();
    for file in house::files() {
        for (n, line) in text(&file).lines().enumerate() {
            let begins =
                |root: &String| line.match_indices(root.as_str()).any(|(at, _)| stands_alone(line, at));
            if roots.iter().any(begins) {
                found.push(format!("{}:{}", file.display(), n + 1));
            }
        }
    }
    house::assert_none("paths of a machine", "write them relative to the workspace", found);
}

/// Whether a path begins at `at`, rather than going on.
fn stands_alone(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    before.is_none_or(|c| !(c.is_alphanumeric() || "._-*~}/".contains(c)))
}

#[test]
fn production_code_knows_no_local_cloud() {
    let mut found = places(&["functions", "shared"], &["ministack", "MiniStack", "localhost", "127.0.0.1"]);
    found.retain(|place| !place.starts_with("shared/testkit"));
    house::assert_none(
        "the local cloud",
        "the laptop runs the same binaries; endpoints come from the environment",
        found,
    );
}
