//! Tests that could not look: each leaves a line with `testkit::skip`, so that it isn't taken for passed. Where one must
//! be able to look, it has failed: in CI there is a browser, while real payloads may be absent anywhere.

use std::path::{Path, PathBuf};

use super::ran::{Ran, Verdict};
use crate::trouble::{Explain, Trouble};

/// So begins the reason of a test that found no browser, or no axe-core for it.
const BROWSER: &str = "the browser: ";

/// The file that the tests of one executable write into, a line each of test and reason.
#[derive(Debug)]
pub(super) struct Skips {
    file: PathBuf,
    /// A test that found no browser has failed.
    strict: bool,
}

impl Skips {
    /// Begins with an empty file.
    pub(super) fn begin(file: &Path, strict: bool) -> Result<Self, Trouble> {
        std::fs::write(file, "").while_trying(format!("{} can't be written", file.display()))?;
        Ok(Self { file: file.to_owned(), strict })
    }

    /// The file.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Marks the tests that wrote into it.
    pub(super) fn mark(&self, ran: &mut [Ran]) -> Result<(), Trouble> {
        let text = std::fs::read_to_string(&self.file)
            .while_trying(format!("{} can't be read", self.file.display()))?;
        for (name, why) in text.lines().filter_map(|line| line.split_once('\t')) {
            let passed = ran.iter_mut().find(|test| test.name == name && test.verdict == Verdict::Passed);
            if let Some(test) = passed {
                let failed = self.strict && why.starts_with(BROWSER);
                test.verdict = if failed { Verdict::Failed } else { Verdict::Skipped(why.to_owned()) };
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::OpenOptions, io::Write};

    use super::*;

    #[test]
    fn a_test_that_left_a_note_was_skipped() {
        let folder = tempfile::tempdir().expect("a folder");
        let skips = Skips::begin(&folder.path().join("skips"), false).expect("writable");
        let passed = |name: &str| Ran { name: name.into(), verdict: Verdict::Passed };
        let mut file = OpenOptions::new().append(true).open(skips.file()).expect("it is there");
        writeln!(file, "a\tfixtures: they are absent").expect("writable");
        let mut ran = [passed("a"), passed("b")];
        skips.mark(&mut ran).expect("readable");
        assert_eq!(ran[0].verdict, Verdict::Skipped("fixtures: they are absent".into()));
        assert_eq!(ran[1].verdict, Verdict::Passed);
    }

    #[test]
    fn where_a_browser_must_be_there_its_absence_is_a_failure() {
        let folder = tempfile::tempdir().expect("a folder");
        for (strict, verdict) in
            [(true, Verdict::Failed), (false, Verdict::Skipped("the browser: no Chromium".into()))]
        {
            let skips = Skips::begin(&folder.path().join("skips"), strict).expect("writable");
            std::fs::write(skips.file(), "a\tthe browser: no Chromium\nb\tfixtures: they are absent\n")
                .expect("writable");
            let mut ran = ["a", "b"].map(|name| Ran { name: name.into(), verdict: Verdict::Passed });
            skips.mark(&mut ran).expect("readable");
            assert_eq!(ran[0].verdict, verdict);
            assert!(matches!(ran[1].verdict, Verdict::Skipped(_)), "real payloads may be absent");
        }
    }
}
