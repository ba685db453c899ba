//! `stock`: what there is of an item, how it got there, and what is to be known of it.

mod chart;
mod count;
mod list;
pub(crate) mod look;
mod proposals;
mod rebuild;
mod show;

use std::process::ExitCode;

use crate::trouble::Trouble;

/// What can be done about stock.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Stocks {
    /// Show an item: its levels, movements, threshold, velocity, and when it will be sold out
    Show(show::Args),
    /// List all stocks of a shop
    List(list::Args),
    /// Take in a stock-take, or a supplier's or another system's list of what there is
    Count(count::Args),
    /// List what is proposed to be ordered, or what would be today; tell how a proposal was reckoned
    Proposals(proposals::Args),
    /// Rebuild ledgers from the journal, and say whether they are what is kept
    Rebuild(rebuild::Args),
}

/// Does it.
pub(crate) async fn run(stocks: Stocks) -> Result<ExitCode, Trouble> {
    match stocks {
        Stocks::Show(args) => show::run(args).await,
        Stocks::List(args) => list::run(args).await,
        Stocks::Count(args) => count::run(args).await,
        Stocks::Proposals(args) => proposals::run(args).await,
        Stocks::Rebuild(args) => rebuild::run(args).await,
    }
}
