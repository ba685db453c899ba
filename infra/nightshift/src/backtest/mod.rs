//! `backtest`: what a rule would have done, on a shop's own past.
//!
//! Statistics all along, therefore floating point; no money is reckoned.
#![allow(clippy::float_arithmetic, reason = "statistics over a past; nothing is booked by them")]

mod chart;
mod closed;
mod curve;
mod demand;
mod lines;
mod open;
mod page;
mod plain;
mod rules;
mod run;
#[cfg(test)]
mod sample;
mod tables;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, process::ExitCode};

use jiff::civil::Date;

use crate::trouble::Trouble;

/// What can be tried on the past.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Backtest {
    /// Reorder points and warnings, over an export of order lines
    Stock(Stock),
}

/// Arguments of `backtest stock`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
FILE is CSV, plain or gzipped, with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
CustomerID and Country, in any order; a cancellation's number begins with C. Everything before --from is what the rules
know on the first day. Each night they learn of that day's demand, and nothing later.

Closed loop: stock is served, runs out, is ordered. How much stock for which share of what was asked for?
Open loop: nothing is ordered. Was the warning in time, and how many came too early?
`z` is what a rule of ours takes as its one knob.

Exit codes: 0 done, 1 done, but lines couldn't be read, 2 the file can't be used.

Examples:
  cargo nightshift backtest stock --transactions lines.csv.gz --from 2011-05-01 --to 2011-09-30
  cargo nightshift backtest stock --transactions lines.csv --from 2011-05-01 --to 2011-09-30 --lead-days 10 --report report.html")]
pub(crate) struct Stock {
    /// The order lines
    #[arg(long, value_name = "FILE")]
    pub(super) transactions: PathBuf,
    /// The first day on which stock is reckoned
    #[arg(long)]
    pub(super) from: Date,
    /// The last one
    #[arg(long)]
    pub(super) to: Date,
    /// Days from an order's next morning to its arrival; several with commas
    #[arg(long, value_delimiter = ',', default_value = "7,14", value_parser = clap::value_parser!(u32).range(1..=120))]
    pub(super) lead_days: Vec<u32>,
    /// Only our own rules, without the ones they are measured against
    #[arg(long)]
    pub(super) ours_only: bool,
    /// Write a page with charts
    #[arg(long, value_name = "FILE.html")]
    pub(super) report: Option<PathBuf>,
    /// Draw this item's stock, too; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(super) item: Vec<String>,
    /// Print JSON instead of tables
    #[arg(long)]
    pub(super) json: bool,
}

/// Does it.
pub(crate) async fn run(backtest: Backtest) -> Result<ExitCode, Trouble> {
    let Backtest::Stock(args) = backtest;
    // Minutes of reckoning don't belong on the thread that hears Ctrl-C.
    tokio::task::spawn_blocking(move || run::stock(&args))
        .await
        .map_err(|e| Trouble::failed("the backtest broke off").saying(e))?
}
