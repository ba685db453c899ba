//! The examples in the documentation: rustdoc compiles and runs them.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    build::cargo,
    hear::hear,
    libtest,
    ran::{Part, Ran, Verdict},
    suites::{Manner, settle, summary, without_passes},
};
use crate::{cloud::house::House, out::progress::Step, trouble::Trouble};

/// Runs them.
pub(super) fn run(house: &House, manner: &Manner) -> Result<Part, Trouble> {
    let step = Step::begin("examples");
    let started = Instant::now();
    if !has_examples(house.root()) {
        settle(step, true, "none are written");
        return Ok(Part {
            title: "examples".into(),
            ran: Vec::new(),
            took: started.elapsed(),
            said: String::new(),
        });
    }
    step.say("cargo test --workspace --doc");
    let mut arguments =
        vec!["test", "--locked", "--workspace", "--doc", "--no-fail-fast", "--profile", "local"];
    if let Some(filter) = &manner.filter {
        arguments.extend(["--", filter]);
    }
    let heard = hear(cargo(house, &arguments), manner.limit(), |line| step.tick(line.trim()))?;
    let mut ran = Vec::new();
    for (id, text) in by_crate(&heard.text) {
        // The harness lists these only by compiling them; here its lines are whole, since nothing else writes.
        let listed: Vec<String> = text.lines().filter_map(named).map(str::to_owned).collect();
        let mut found = libtest::verdicts(&listed, text);
        found.iter_mut().for_each(|test| test.name = format!("{id}::doc {}", test.name));
        ran.extend(found);
    }
    let failed = ran.iter().any(|test| test.verdict == Verdict::Failed);
    if !failed && !heard.success {
        ran.push(Ran { name: "check examples".into(), verdict: Verdict::Failed });
    }
    settle(step, heard.success, &summary(&ran));
    let said = if heard.success { String::new() } else { without_passes(&heard.text) };
    Ok(Part { title: "examples".into(), ran, took: started.elapsed(), said })
}

/// Whether any documentation holds code: to look costs nothing, to ask rustdoc costs seconds for every crate.
fn has_examples(root: &Path) -> bool {
    let mut folders: Vec<PathBuf> =
        ["functions", "shared", "infra", "tests"].map(|room| root.join(room)).into();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                // Rustdoc looks into libraries, not into what tests them.
                folders.extend(Some(path).filter(|path| !path.ends_with("tests")));
            } else if path.extension().is_some_and(|e| e == "rs")
                && std::fs::read_to_string(&path).is_ok_and(|text| holds_code(&text))
            {
                return true;
            }
        }
    }
    false
}

/// Whether a file's documentation has a block that rustdoc takes for code: one whose words are its own, or that has none.
fn holds_code(text: &str) -> bool {
    const WORDS: [&str; 5] = ["rust", "should_panic", "no_run", "compile_fail", "ignore"];
    let is_own = |word: &str| {
        let is_error =
            word.strip_prefix('E').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
        WORDS.contains(&word)
            || is_error
            || ["edition", "ignore-"].iter().any(|begin| word.starts_with(begin))
    };
    let mut fences = text.lines().filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("/// ```").or_else(|| line.strip_prefix("//! ```"))
    });
    // Every other one ends a block.
    while let Some(opening) = fences.next() {
        if opening.split([',', ' ']).filter(|word| !word.is_empty()).all(is_own) {
            return true;
        }
        fences.next();
    }
    false
}

/// What was said about each crate's examples.
fn by_crate(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("   Doc-tests ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, "")))
}

/// The name in `test NAME ... verdict`.
fn named(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    Some(
        [" - should panic", " - compile fail", " - compile"]
            .iter()
            .find_map(|s| name.strip_suffix(s))
            .unwrap_or(name),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_looked_for() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("shared/domain/src");
        std::fs::create_dir_all(&folder).expect("folders");
        let formula = "//! ```text\n//! a = b\n//! ```\n";
        for (text, expected) in [
            ("/// none\nfn a() {}\n", false),
            (formula, false),
            ("    /// ```\n    /// a();\n    /// ```\n", true),
            ("/// ```rust,no_run\n/// a();\n/// ```\n", true),
            ("/// ```compile_fail,E0308\n/// a();\n/// ```\n", true),
            (&format!("{formula}//! ```\n//! a();\n//! ```\n"), true),
        ] {
            std::fs::create_dir_all(folder.join("tests")).expect("folders");
            std::fs::write(folder.join("tests/a.rs"), "/// ```sh\n").expect("writable");
            std::fs::write(folder.join("lib.rs"), text).expect("writable");
            assert_eq!(has_examples(root.path()), expected, "{text}");
        }
    }

    #[test]
    fn examples_are_told_apart_by_crate() {
        let text =
            "   Doc-tests domain\n\nrunning 1 test\ntest a - b (line 1) ... ok\n\n   Doc-tests mail\nx\n";
        let found: Vec<_> =
            by_crate(text).map(|(id, text)| (id, text.lines().filter_map(named).count())).collect();
        assert_eq!(found, [("domain", 1), ("mail", 0)]);
    }
}
