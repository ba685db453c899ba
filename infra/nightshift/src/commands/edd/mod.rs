//! `edd`: delivery dates, explained day by day, and what other settings would make of them.

mod explain;
mod told;
mod walk;
mod what_if;

use std::process::ExitCode;

use crate::trouble::Trouble;

/// What can be asked about delivery dates.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Edd {
    /// Walk the date of an order, of a quote or of a question, day by day
    Explain(explain::Args),
    /// Say which orders of the last days would have been promised another date under other settings
    WhatIf(what_if::Args),
}

/// Answers it.
pub(crate) async fn run(edd: Edd) -> Result<ExitCode, Trouble> {
    match edd {
        Edd::Explain(args) => explain::run(args).await,
        Edd::WhatIf(args) => what_if::run(args).await,
    }
}
