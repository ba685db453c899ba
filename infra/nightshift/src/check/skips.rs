//! Tests that could not look: each leaves a line with `testkit::skip`, so that it isn't taken for passed.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use super::ran::{Ran, Verdict};
use crate::trouble::{Explain, Trouble};

/// The file that tests write into, a line each of test and reason; and how much of it was read.
#[derive(Debug)]
pub(super) struct Skips {
    file: PathBuf,
    read: Cell<usize>,
}

impl Skips {
    /// Begins with an empty file.
    pub(super) fn begin(file: &Path) -> Result<Self, Trouble> {
        std::fs::write(file, "").while_trying(format!("{} can't be written", file.display()))?;
        Ok(Self { file: file.to_owned(), read: Cell::new(0) })
    }

    /// The file.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// Marks the tests that wrote since the last time.
    pub(super) fn mark(&self, ran: &mut [Ran]) -> Result<(), Trouble> {
        let text = std::fs::read_to_string(&self.file)
            .while_trying(format!("{} can't be read", self.file.display()))?;
        let new = text.get(self.read.get()..).unwrap_or_default();
        self.read.set(text.len());
        for (name, why) in new.lines().filter_map(|line| line.split_once('\t')) {
            let passed = ran.iter_mut().find(|test| test.name == name && test.verdict == Verdict::Passed);
            if let Some(test) = passed {
                test.verdict = Verdict::Skipped(why.to_owned());
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
        let skips = Skips::begin(&folder.path().join("skips")).expect("writable");
        let passed = |name: &str| Ran { name: name.into(), verdict: Verdict::Passed };
        let note = |test: &str| {
            let mut file = OpenOptions::new().append(true).open(skips.file()).expect("it is there");
            writeln!(file, "{test}\tfixtures: they are absent").expect("writable");
        };
        note("a");
        let mut first = [passed("a"), passed("b")];
        skips.mark(&mut first).expect("readable");
        assert_eq!(first[0].verdict, Verdict::Skipped("fixtures: they are absent".into()));
        assert_eq!(first[1].verdict, Verdict::Passed);

        note("b");
        let mut second = [passed("a"), passed("b")];
        skips.mark(&mut second).expect("readable");
        assert_eq!(second[0].verdict, Verdict::Passed, "the note was left by another executable");
        assert!(matches!(second[1].verdict, Verdict::Skipped(_)));
    }
}
