//! What is told of a table that becomes a part of a shop.toml.

use std::{fmt::Display, process::ExitCode};

use domain::sheet::Refused;
use owo_colors::OwoColorize;

/// Tells on standard error which lines weren't taken, and which columns nobody reads. Answers how the command ends.
pub(super) fn told(place: impl Display, refused: &[Refused], unread: &[String]) -> ExitCode {
    for refused in refused {
        anstream::eprintln!("{} {place}:{}: {}", "✗".red(), refused.line, refused.reason);
    }
    for column in unread {
        anstream::eprintln!("{} {place}: nobody reads the column {column:?}", "!".yellow());
    }
    if refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
