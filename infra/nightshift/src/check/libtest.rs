//! Reading what Rust's test harness prints.
//!
//! Its lines may be torn by what tests write past the harness, so its list of tests and its closing line are read
//! as well: a test is taken for passed only where all three agree.

use std::collections::BTreeMap;

use super::ran::{Ran, Verdict};

/// The names that `--list --format terse` prints.
pub(crate) fn listed(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

/// The verdict on each of the `listed` tests, by what a run of them printed.
pub(crate) fn verdicts(listed: &[String], text: &str) -> Vec<Ran> {
    let mut seen: BTreeMap<&str, Verdict> = BTreeMap::new();
    let mut open: Option<&str> = None;
    for line in text.lines() {
        match told(listed, line) {
            Some((name, Some(verdict))) => {
                seen.insert(name, verdict);
                open = None;
            }
            // With one thread the name comes first, then whatever the test writes, then the verdict.
            Some((name, None)) => open = Some(name),
            None => {
                if let (Some(name), Some(verdict)) = (open, verdict(line)) {
                    seen.insert(name, verdict);
                    open = None;
                }
            }
        }
    }
    for name in failures(text) {
        if let Some(name) = listed.iter().find(|l| *l == name) {
            seen.insert(name, Verdict::Failed);
        }
    }
    let passed = seen.values().filter(|v| **v == Verdict::Passed).count();
    let unseen = listed.iter().filter(|name| !seen.contains_key(name.as_str())).count();
    let silent = if closing(text) == Some((passed + unseen, 0)) { Verdict::Passed } else { Verdict::Failed };
    listed
        .iter()
        .map(|name| Ran {
            name: name.clone(),
            verdict: seen.remove(name.as_str()).unwrap_or_else(|| silent.clone()),
        })
        .collect()
}

/// A `test NAME ... VERDICT` line, wherever on the line it begins.
fn told<'l>(listed: &'l [String], line: &str) -> Option<(&'l str, Option<Verdict>)> {
    let (before, after) = line.rsplit_once(" ... ")?;
    let name = before.match_indices("test ").find_map(|(at, word)| {
        let name = &before[at + word.len()..];
        let plain = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
        listed.iter().find(|known| *known == plain || *known == name)
    })?;
    Some((name, verdict(after)))
}

/// What the harness writes behind the name of some tests.
const SUFFIXES: &[&str] = &[" - should panic", " - compile fail", " - compile"];

fn verdict(text: &str) -> Option<Verdict> {
    let text = text.trim();
    let word = text.split([' ', ',']).next().unwrap_or_default();
    match word {
        "ok" if text == "ok" || text.starts_with("ok <") => Some(Verdict::Passed),
        "FAILED" => Some(Verdict::Failed),
        "ignored" => Some(Verdict::Skipped(text.strip_prefix("ignored, ").unwrap_or("ignored").to_owned())),
        _ => None,
    }
}

/// The names under the last `failures:`.
fn failures(text: &str) -> impl Iterator<Item = &str> {
    let after = text.rsplit_once("\nfailures:\n").map_or("", |(_, after)| after);
    after.lines().map_while(|line| line.strip_prefix("    ")).map(str::trim)
}

/// Passed and failed by the closing line; absent if the run never came so far.
fn closing(text: &str) -> Option<(usize, usize)> {
    let line = text.lines().rev().find_map(|line| line.trim().strip_prefix("test result: "))?;
    let (_, counts) = line.split_once(". ")?;
    let count = |word: &str| {
        counts.split("; ").find_map(|part| part.strip_suffix(word)).and_then(|n| n.trim().parse().ok())
    };
    Some((count(" passed")?, count(" failed")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(listed: &[&str], text: &str) -> Vec<(String, Verdict)> {
        let listed: Vec<String> = listed.iter().map(|l| (*l).to_owned()).collect();
        verdicts(&listed, text).into_iter().map(|ran| (ran.name, ran.verdict)).collect()
    }

    fn expect(pairs: &[(&str, Verdict)]) -> Vec<(String, Verdict)> {
        pairs.iter().map(|(name, verdict)| ((*name).to_owned(), verdict.clone())).collect()
    }

    #[test]
    fn a_list_is_read() {
        assert_eq!(listed("a::b: test\nc: benchmark\nd: test\n\n2 tests, 1 benchmark\n"), ["a::b", "d"]);
    }

    #[test]
    fn plain_runs() {
        use Verdict::*;
        let text = "\nrunning 4 tests\ntest a::b ... ok\ntest c ... FAILED\ntest d - should panic ... ok\n\
                    test e ... ignored, needs the moon\ntest f ... ignored\n\nfailures:\n\n---- c stdout ----\n\nboom\n\n\
                    failures:\n    c\n\ntest result: FAILED. 2 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(
            judged(&["a::b", "c", "d", "e", "f"], text),
            expect(&[
                ("a::b", Passed),
                ("c", Failed),
                ("d", Passed),
                ("e", Skipped("needs the moon".into())),
                ("f", Skipped("ignored".into())),
            ])
        );
    }

    #[test]
    fn torn_lines() {
        use Verdict::*;
        let end =
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        for text in [
            format!("running 2 tests\nnoise without an end test a ... ok\ntest b ... ok\n{end}"),
            format!("test a ... hello\nworld\nok\ntest b ... ok\n{end}"),
            format!("test a ... test b ... ok\nok\n{end}"),
            format!("test b ... ok <0.01s>\n{end}"),
            end.to_owned(),
        ] {
            assert_eq!(judged(&["a", "b"], &text), expect(&[("a", Passed), ("b", Passed)]), "{text}");
        }
    }

    #[test]
    fn a_run_that_ends_early_has_failed_what_it_did_not_reach() {
        use Verdict::*;
        let text = "running 3 tests\ntest a ... ok\nthread 'b' has overflowed its stack\nSIGABRT\n";
        assert_eq!(judged(&["a", "b", "c"], text), expect(&[("a", Passed), ("b", Failed), ("c", Failed)]));
    }

    #[test]
    fn a_failure_that_only_the_list_at_the_end_names() {
        use Verdict::*;
        let text =
            "test a ... ok\nnoise\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored\n";
        assert_eq!(judged(&["a", "b"], text), expect(&[("a", Passed), ("b", Failed)]));
    }

    #[test]
    fn documentation_tests() {
        use Verdict::*;
        let name = "shared/domain/src/money.rs - money::Money (line 5)";
        let text =
            format!("test {name} - compile fail ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored\n");
        assert_eq!(judged(&[name], &text), expect(&[(name, Passed)]));
    }
}
