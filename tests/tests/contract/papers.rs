//! Papers: every room says what it is, and the README's table is whole.

use std::{collections::BTreeSet, path::Path};

use crate::house;

/// What may stand at the top. What explains a room stands in that room.
const FOLDERS: &[&str] = &[".cargo", ".ci", "functions", "infra", "shared", "tests"];
const FILES: &[&str] = &[
    ".gitattributes",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "clippy.toml",
    "rustfmt.toml",
    "template.yaml",
];

#[test]
fn no_further_top_level_folder() {
    let allowed: BTreeSet<&str> = FOLDERS.iter().chain(FILES).copied().collect();
    let top: BTreeSet<String> = house::files()
        .iter()
        .filter_map(|file| file.components().next())
        .map(|first| first.as_os_str().to_string_lossy().into_owned())
        .collect();
    house::assert_none(
        "these stand at the top",
        "put each into the room that it belongs to",
        top.into_iter().filter(|name| !allowed.contains(name.as_str())),
    );
}

#[test]
fn every_function_is_a_readme_a_library_and_a_few_lines_of_main() {
    for function in house::functions() {
        let folder = Path::new("functions").join(&function);
        for file in ["Cargo.toml", "README.md", "src/lib.rs", "src/main.rs"] {
            assert!(house::root().join(&folder).join(file).is_file(), "functions/{function} has no {file}");
        }
        let main = house::read(folder.join("src/main.rs")).lines().count();
        assert!(
            main <= 60,
            "functions/{function}/src/main.rs has {main} lines; what it does belongs into lib.rs"
        );
        if house::describe(&function).kind == "automation" {
            assert!(
                house::root().join(&folder).join("src/decide.rs").is_file(),
                "{function}: decide.rs is its heart"
            );
        }
    }
}

#[test]
fn every_automation_has_golden_cases() {
    let without = house::functions().into_iter().filter(|function| {
        let folder = house::root().join("tests/golden").join(function);
        let cases = std::fs::read_dir(folder).map_or(0, |entries| entries.count());
        cases == 0 && house::describe(function).kind == "automation"
    });
    house::assert_none("decides, and no case says what", "write one into tests/golden/ITS-NAME", without);
}

#[test]
fn every_room_has_a_readme() {
    let rooms = ["domain", "intake", "mail", "objects", "papers", "store", "shell", "web", "testkit"]
        .map(|r| format!("shared/{r}"));
    let others = ["infra", "infra/nightshift", "infra/local", "tests"];
    let missing = rooms
        .iter()
        .map(String::as_str)
        .chain(others)
        .filter(|room| !house::root().join(room).join("README.md").is_file());
    house::assert_none("no README.md", "say what the room is for", missing.map(|room| (*room).to_owned()));
}

#[test]
fn the_readme_lists_every_function_and_no_other() {
    let readme = house::read("README.md");
    let rows = readme.lines().filter(|line| line.trim_start().starts_with('|'));
    let linked: BTreeSet<String> = rows
        .flat_map(|row| row.split("functions/").skip(1))
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
        .filter(|name: &String| !name.is_empty())
        .collect();
    let folders: BTreeSet<String> = house::functions().into_iter().collect();
    assert_eq!(linked, folders, "functions that the README's table links to, and folders under functions/");
}

#[test]
fn links_between_papers_lead_somewhere() {
    let papers = house::files().into_iter().filter(|file| file.extension().is_some_and(|e| e == "md"));
    let mut broken = Vec::new();
    for paper in papers {
        let here = paper.parent().unwrap_or(Path::new("")).to_owned();
        let text = house::read(&paper);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()) {
            let path = target.split('#').next().unwrap_or_default();
            let outside = path.is_empty() || target.contains("://") || target.starts_with("mailto:");
            if !outside && !house::root().join(&here).join(path).exists() {
                broken.push(format!("{}: {target}", paper.display()));
            }
        }
    }
    house::assert_none("links that lead nowhere", "mend the path, or take the link out", broken);
}

#[test]
fn decisions_stand_in_one_place() {
    let named =
        |file: &Path| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("DECISIONS"));
    let found: Vec<_> = house::files().into_iter().filter(|file| named(file)).collect();
    assert_eq!(found, [Path::new("shared/DECISIONS.md")]);
}

#[test]
fn both_licences_are_there() {
    for (file, begins) in [("LICENSE-APACHE", "Apache License"), ("LICENSE-MIT", "MIT License")] {
        let text = house::read(Path::new("infra/licences").join(file));
        assert!(text.trim_start().starts_with(begins), "{file}");
    }
}

#[test]
fn the_runner_calls_the_one_command() {
    let runner = house::read(".ci/run");
    assert!(runner.contains("cargo nightshift test"), "what is checked here and there is the same");
    assert!(runner.lines().count() <= 12, "the runner is no place for cleverness");
}
