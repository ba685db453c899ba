//! `edd`: delivery dates, explained day by day, what other settings would make of them, what was learned of them, and whether
//! they were kept.

mod explain;
mod model;
mod report;
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
    /// The models of how long parcels take: which one answers, which answered before; go back to one
    #[command(subcommand)]
    Model(model::Model),
    /// Say whether promises were kept, and whose fault it was where they weren't, as a table or a page with charts
    Report(report::Args),
}

/// Answers it.
pub(crate) async fn run(edd: Edd) -> Result<ExitCode, Trouble> {
    match edd {
        Edd::Explain(args) => explain::run(args).await,
        Edd::WhatIf(args) => what_if::run(args).await,
        Edd::Model(model) => model::run(model).await,
        Edd::Report(args) => report::run(args).await,
    }
}
