//! What was checked and how it went.

use std::time::Duration;

/// How one check went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// As it should be.
    Passed,
    /// Not as it should be.
    Failed,
    /// Not looked at, for this reason.
    Skipped(String),
}

/// One check. Names are unique; `tests/points.toml` names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) name: String,
    pub(crate) verdict: Verdict,
}

/// A group of checks: one row of the summary.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) ran: Vec<Ran>,
    pub(crate) took: Duration,
    /// What was said about failures, whole.
    pub(crate) said: String,
}

impl Part {
    /// A part that is one check.
    pub(crate) fn one(title: &str, passed: bool, said: String, took: Duration) -> Self {
        let verdict = if passed { Verdict::Passed } else { Verdict::Failed };
        let ran = vec![Ran { name: format!("check {title}"), verdict }];
        Self { title: title.to_owned(), ran, took, said: if passed { String::new() } else { said } }
    }

    /// Passed, failed, skipped.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for ran in &self.ran {
            match ran.verdict {
                Verdict::Passed => counts.passed += 1,
                Verdict::Failed => counts.failed += 1,
                Verdict::Skipped(_) => counts.skipped += 1,
            }
        }
        counts
    }
}

/// Passed, failed, skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) skipped: usize,
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            passed: a.passed + b.passed,
            failed: a.failed + b.failed,
            skipped: a.skipped + b.skipped,
        })
    }
}
