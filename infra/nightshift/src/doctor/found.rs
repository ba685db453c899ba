//! What a check found: one line, and what to do.

use aws_sdk_ssm::error::ProvideErrorMetadata;
use owo_colors::OwoColorize;
use serde::Serialize;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// As it should.
    Well,
    /// It works, and somebody should know.
    Note,
    /// It couldn't be looked at.
    Unknown,
    /// Something doesn't work, or won't.
    Wrong,
}

/// It.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Found {
    /// What was looked at, such as `queues` or `acme: shopify webhooks`.
    pub(super) about: String,
    /// How it stands.
    pub(super) state: State,
    /// In one line.
    pub(super) says: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mend: Option<String>,
}

impl Found {
    /// All is well.
    pub(super) fn well(about: impl Into<String>, says: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Well, says: says.into(), mend: None }
    }

    /// It works, but…
    pub(super) fn note(about: impl Into<String>, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Note, says: says.into(), mend: Some(mend.into()) }
    }

    /// It doesn't work.
    pub(super) fn wrong(about: impl Into<String>, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Wrong, says: says.into(), mend: Some(mend.into()) }
    }

    /// It couldn't be looked at, and never counts as well.
    pub(super) fn unknown(about: impl Into<String>, why: impl Into<String>, mend: impl Into<String>) -> Self {
        let says = format!("can't be checked: {}", why.into());
        Self { about: about.into(), state: State::Unknown, says, mend: Some(mend.into()) }
    }

    /// Prints it.
    pub(super) fn print(&self) {
        let mark = match self.state {
            State::Well => "✓".green().to_string(),
            State::Note | State::Unknown => "!".yellow().to_string(),
            State::Wrong => "✗".red().to_string(),
        };
        anstream::println!("{mark} {:<28} {}", self.about, self.says);
        if let Some(mend) = &self.mend {
            anstream::println!("  {:<28} {} {mend}", "", "mend:".green());
        }
    }
}

/// What AWS answered instead, in its own words; else what kept the question from it.
pub(super) fn refused<E: std::error::Error + ProvideErrorMetadata>(error: &E) -> String {
    match (error.code(), error.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}").chars().take(200).collect(),
        (Some(code), None) => code.to_owned(),
        (None, _) => said(error),
    }
}

/// The innermost cause of an error: at the top it says little.
pub(super) fn said(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let text = innermost.to_string();
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}
