//! `backtest`: what a rule would have done, on a shop's own past.
//!
//! Statistics all along, therefore floating point; no money is reckoned.
#![allow(clippy::float_arithmetic, reason = "statistics over a past; nothing is booked by them")]

mod accuracy;
mod chart;
mod closed;
mod curve;
mod dates;
mod demand;
mod lines;
mod live;
mod open;
mod own;
mod page;
mod plain;
pub(crate) mod returns;
mod rules;
mod run;
#[cfg(test)]
mod sample;
mod tables;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, process::ExitCode};

use domain::ShopId;
use jiff::civil::Date;

use crate::{
    cloud::{target::Where, which::OneShop},
    trouble::Trouble,
};

/// What can be tried on the past.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Backtest {
    /// Reorder points and warnings, over an export of order lines or a shop's own last days
    Stock(Args),
    /// Delivery dates, forward in time over an export of orders
    Edd(dates::Args),
    /// A draft of the policy of returns, over what a shop decided or a file of returns
    Returns(returns::Args),
}

/// Arguments of `backtest stock`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
FILE is CSV, plain or gzipped, with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice,
CustomerID and Country, in any order; a cancellation's number begins with C. As in the Online Retail data, an item's code is
five digits and at most two letters: postage, fees and gifts have others, and are left out. --any-code takes every code as an
item's; leave lines of postage out of such a file.

Everything before --from is what the rules know on the first day. Each night they learn of that day's demand, and nothing later.

Closed loop: stock is served, runs out, is ordered. How much stock for which share of what was asked for?
Open loop: nothing is ordered. Was the warning in time, and how many came too early?
`z` is what a rule of ours takes as its one knob; with --own-rules it is the service level in percent.

With --shop the last days of a shop's own ledgers are played by its own settings: days without stock and average stock, as
they were and as they would have been. Nothing is written. A ledger keeps 120 days, and the first 28 of them teach.

Exit codes: 0 done, 1 done, but lines couldn't be read, 2 the file can't be used or wrong usage, 3 no cloud.

Examples:
  cargo nightshift backtest stock --transactions lines.csv.gz --from 2011-05-01 --to 2011-09-30
  cargo nightshift backtest stock --transactions lines.csv --from 2011-05-01 --to 2011-09-30 --lead-days 10 --report report.html
  cargo nightshift backtest stock --transactions export.csv --from 2026-06-01 --to 2026-09-30 --any-code --item MUG-BLUE
  cargo nightshift backtest stock --shop acme --days 90")]
pub(crate) struct Args {
    /// The order lines
    #[arg(long, value_name = "FILE", required_unless_present = "shop", requires = "from", requires = "to")]
    transactions: Option<PathBuf>,
    /// The first day on which stock is reckoned
    #[arg(long, requires = "transactions")]
    from: Option<Date>,
    /// The last one
    #[arg(long, requires = "transactions")]
    to: Option<Date>,
    /// Days from an order's next morning to its arrival; several with commas
    #[arg(long, value_delimiter = ',', default_value = "7,14", value_parser = clap::value_parser!(u32).range(1..=120))]
    lead_days: Vec<u32>,
    /// Every StockCode is an item, not only five digits and at most two letters
    #[arg(long, requires = "transactions")]
    any_code: bool,
    /// Only our own rules, without the ones they are measured against
    #[arg(long, requires = "transactions")]
    ours_only: bool,
    /// Order as `reorder` proposes it (LS-24) besides: service level, four weeks, what lacks
    #[arg(long, requires = "transactions")]
    own_rules: bool,
    /// Write a page with charts
    #[arg(long, value_name = "FILE.html", requires = "transactions")]
    report: Option<PathBuf>,
    /// Draw this item's stock, too; may be given several times
    #[arg(long, value_name = "CODE", requires = "transactions")]
    item: Vec<String>,
    /// Instead of a file: this shop's own last days
    #[arg(long, conflicts_with = "transactions")]
    shop: Option<ShopId>,
    /// So many of them
    #[arg(long, requires = "shop", default_value = "90", value_parser = clap::value_parser!(u16).range(1..=92))]
    days: u16,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// A past in a file, and what is to be played over it.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) transactions: PathBuf,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) lead_days: Vec<u32>,
    pub(super) any_code: bool,
    pub(super) ours_only: bool,
    pub(super) own_rules: bool,
    pub(super) report: Option<PathBuf>,
    pub(super) item: Vec<String>,
    pub(super) json: bool,
}

/// A shop's own past.
#[derive(Debug)]
pub(super) struct Live {
    pub(super) shop: OneShop,
    pub(super) days: usize,
    pub(super) json: bool,
}

/// Does it.
pub(crate) async fn run(backtest: Backtest) -> Result<ExitCode, Trouble> {
    let args = match backtest {
        Backtest::Stock(args) => args,
        Backtest::Edd(args) => return away(move || dates::run(&args)).await,
        Backtest::Returns(args) => return returns::run(args).await,
    };
    let Args { transactions, from, to, lead_days, any_code, .. } = args;
    let Args { ours_only, own_rules, report, item, json, .. } = args;
    if args.shop.is_some() {
        let shop = OneShop { shop: args.shop, place: args.place };
        return live::run(&Live { shop, days: args.days.into(), json }).await;
    }
    let Some(((transactions, from), to)) = transactions.zip(from).zip(to) else {
        return Err(Trouble::input("there is nothing to play").mend("give --transactions, --from and --to"));
    };
    if from > to {
        return Err(Trouble::input(format!("--from {from} is after --to {to}")));
    }
    let args =
        Stock { transactions, from, to, lead_days, any_code, ours_only, own_rules, report, item, json };
    away(move || run::stock(&args)).await
}

/// Minutes of reckoning don't belong on the thread that hears Ctrl-C.
async fn away(run: impl FnOnce() -> Result<ExitCode, Trouble> + Send + 'static) -> Result<ExitCode, Trouble> {
    tokio::task::spawn_blocking(run).await.map_err(|e| Trouble::failed("the backtest broke off").saying(e))?
}
