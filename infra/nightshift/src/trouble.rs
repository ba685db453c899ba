//! The one error of the command line: what went wrong, where, and how to mend it.

use std::{fmt, process::ExitCode};

use owo_colors::OwoColorize;

/// Whose fault it is, which is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A check failed, or the answer is no.
    Failed = 1,
    /// Wrong usage or bad input.
    Input = 2,
    /// A tool, the network or the cloud is missing or in the way.
    Environment = 3,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Something to tell the person at the keyboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    kind: Kind,
    what: String,
    place: Option<String>,
    detail: Option<String>,
    mend: Option<String>,
}

impl Trouble {
    fn new(kind: Kind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), place: None, detail: None, mend: None }
    }

    /// A check failed.
    pub(crate) fn failed(what: impl Into<String>) -> Self {
        Self::new(Kind::Failed, what)
    }

    /// What was given can't be used.
    pub(crate) fn input(what: impl Into<String>) -> Self {
        Self::new(Kind::Input, what)
    }

    /// The machine, the network or the cloud is in the way.
    pub(crate) fn environment(what: impl Into<String>) -> Self {
        Self::new(Kind::Environment, what)
    }

    /// Ctrl-C.
    pub(crate) fn interrupted() -> Self {
        Self::new(Kind::Interrupted, "interrupted")
    }

    /// Where it happened: a file with line, an address, a log.
    pub(crate) fn at(mut self, place: impl fmt::Display) -> Self {
        self.place = Some(place.to_string());
        self
    }

    /// What was said about it by whoever noticed; may have several lines.
    pub(crate) fn saying(mut self, detail: impl fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// What to do about it.
    pub(crate) fn mend(mut self, how: impl Into<String>) -> Self {
        self.mend = Some(how.into());
        self
    }

    /// Whether it is Ctrl-C.
    pub(crate) fn is_interruption(&self) -> bool {
        self.kind == Kind::Interrupted
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }
}

/// What a full disk is called by the system, and by all that pass its word on.
const NO_ROOM: &str = "No space left on device";
const MAKE_ROOM: &str = "make room on the disk, then run the same command again; while no cloud runs all of .local may be deleted, and target/ any time";

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_interruption() {
            return writeln!(f, "{}", self.what);
        }
        writeln!(f, "{} {}", "error:".red().bold(), self.what)?;
        if let Some(place) = &self.place {
            writeln!(f, "   {} {place}", "at:".dimmed())?;
        }
        for line in self.detail.iter().flat_map(|d| d.lines()) {
            writeln!(f, "       {line}")?;
        }
        // Whatever was being done: nothing else helps.
        let full = self.detail.as_ref().is_some_and(|detail| detail.contains(NO_ROOM));
        if let Some(mend) = if full { Some(MAKE_ROOM) } else { self.mend.as_deref() } {
            writeln!(f, " {} {mend}", "mend:".green())?;
        }
        Ok(())
    }
}

impl std::error::Error for Trouble {}

/// Turns foreign errors into ours, with a word on what was being done.
pub(crate) trait Explain<T> {
    /// Something outside is in the way.
    fn while_trying(self, what: impl Into<String>) -> Result<T, Trouble>;
    /// What was given can't be used.
    fn or_input(self, what: impl Into<String>) -> Result<T, Trouble>;
}

impl<T, E: std::error::Error> Explain<T> for Result<T, E> {
    fn while_trying(self, what: impl Into<String>) -> Result<T, Trouble> {
        self.map_err(|e| Trouble::environment(what).saying(with_sources(&e)))
    }

    fn or_input(self, what: impl Into<String>) -> Result<T, Trouble> {
        self.map_err(|e| Trouble::input(what).saying(with_sources(&e)))
    }
}

/// An error with what caused it: `a: b: c`. SDK errors say little at the top.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let said = source.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        next = source.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trouble_says_what_where_and_how_to_mend() {
        let trouble =
            Trouble::input("the file is no JSON").at("day.json:3").saying("one\ntwo").mend("mend line 3");
        let shown = anstream::adapter::strip_str(&trouble.to_string()).to_string();
        assert_eq!(
            shown,
            "error: the file is no JSON\n   at: day.json:3\n       one\n       two\n mend: mend line 3\n"
        );
        assert_eq!(trouble.exit(), ExitCode::from(2));
    }

    #[test]
    fn of_a_full_disk_it_says_what_helps_and_not_what_else_might() {
        let full = std::io::Error::from_raw_os_error(28);
        let told: Result<(), _> = Err(full);
        let trouble =
            told.while_trying("a.zip can't be written").expect_err("full").mend("check the network");
        let shown = trouble.to_string();
        assert!(shown.contains("make room") && !shown.contains("network"), "{shown}");
    }
}
