//! `backtest edd`: what dates a predictor would have told, forward in time over an export of orders.

mod figures;
mod holidays;
mod orders;
mod page;
mod plain;
mod tables;
#[cfg(test)]
mod tests;
mod walk;

use std::{path::PathBuf, process::ExitCode};

use jiff::civil::Date;
use serde::Serialize;

use self::{
    figures::Figures,
    plain::PLAIN,
    walk::{OURS, Walked},
};
use crate::{
    cloud::house::House,
    out::{self, progress},
    sample::{Ground, Past},
    trouble::{Explain, Trouble},
};

/// Arguments of `backtest edd`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
DIR holds files in the columns of the public set of Olist, plain or gzipped: olist_orders_dataset.csv, and its customers,
order_items, sellers and products; zip_prefix_centroids.csv has a middle for each postcode (zip, lat, lng).

Days are calendar days from the purchase to the delivery. For an order bought on a day the predictor knows what was known at
the beginning of that day: deliveries until the day before, and of all other orders that they hadn't come. Ours is learned anew
each morning. One knob, the same for all orders, is turned until as many are on time as the marketplace kept, 90 % and 95 %:
what counts is the mean promise there.

Exit codes: 0 done, 1 done, but lines couldn't be read, 2 the files can't be used or wrong usage.

Examples:
  cargo nightshift backtest edd --orders olist --from 2018-02-01 --to 2018-04-30
  cargo nightshift backtest edd --orders olist --from 2018-02-01 --to 2018-04-30 --report report.html
  cargo nightshift backtest edd --sample --from 2026-04-01 --to 2026-06-28      # a made-up past of the sample shop")]
pub(crate) struct Args {
    /// The folder with the orders
    #[arg(long, value_name = "DIR", required_unless_present = "sample")]
    orders: Option<PathBuf>,
    /// Instead: a made-up past of the sample shop, the same each time, beside what its table promises
    #[arg(long, conflicts_with = "orders")]
    sample: bool,
    /// The first day on which orders are told a date
    #[arg(long)]
    from: Date,
    /// The last one
    #[arg(long)]
    to: Date,
    /// Days without delivery besides the country's public holidays; several with commas
    #[arg(long, value_delimiter = ',', value_name = "DATE")]
    closed: Vec<Date>,
    /// Only ours, without the tables that it is measured against
    #[arg(long)]
    ours_only: bool,
    /// Write a page with charts
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// All that came of it.
#[derive(Debug, Serialize)]
struct Results {
    from: Date,
    to: Date,
    orders: usize,
    unread: usize,
    /// Whose dates ours stand beside.
    #[serde(skip)]
    whose: &'static str,
    /// The share that the marketplace kept, and the mean of what it promised.
    marketplace: (f64, f64),
    predictors: Vec<Predictor>,
}

/// A predictor's row.
#[derive(Debug, Serialize)]
struct Predictor {
    name: &'static str,
    #[serde(flatten)]
    figures: Figures,
    /// Orders of which it said nothing.
    unknown: usize,
    /// By level: how many orders it answered.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    by_level: std::collections::BTreeMap<&'static str, usize>,
}

/// Reads, walks, prints.
pub(super) fn run(args: &Args) -> Result<ExitCode, Trouble> {
    if args.from > args.to {
        return Err(Trouble::input(format!("--from {} is after --to {}", args.from, args.to)));
    }
    let (orders, unread) = match &args.orders {
        Some(folder) => orders::read(folder)?,
        None => (sampled(args)?, 0),
    };
    let walked = walk(args, &orders);
    let ours = walked.iter().find(|walked| walked.name == OURS).filter(|ours| !ours.told.is_empty());
    let Some(ours) = ours else {
        return Err(Trouble::input("no order of these days can be told a date")
            .mend("choose days within the file, with some weeks of deliveries before them"));
    };
    let results = results(args, unread, &walked);
    if args.json {
        out::json(&results)?;
    } else {
        tables::print(&results);
    }
    if let Some(path) = &args.report {
        let html = page::html(&results, ours);
        std::fs::write(path, html).while_trying(format!("{} can't be written", path.display()))?;
        anstream::eprintln!("  the report is {}", path.display());
    }
    if unread == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!("{unread} lines couldn't be read");
    Ok(Trouble::failed("").exit())
}

/// The sample shop's orders, and what its table promised.
fn sampled(args: &Args) -> Result<Vec<orders::Order>, Trouble> {
    let ground = Ground::read(&House::find()?)?;
    let past = Past::of(&ground, args.from, args.to)?;
    Ok(past.0.into_iter().map(orders::Order::from).collect())
}

fn walk(args: &Args, orders: &[orders::Order]) -> Vec<Walked> {
    let days = usize::try_from((args.to - args.from).get_days()).unwrap_or(0) + 1;
    let bar = progress::bar(days + PLAIN.len());
    let mut walked = vec![];
    for plain in PLAIN.iter().filter(|_| !args.ours_only) {
        bar.set_message(plain.name);
        walked.push(walk::plain(plain, orders, args.from, args.to));
        bar.inc(1);
    }
    walked.push(walk::ours(orders, args.from, args.to, &args.closed, |day| {
        bar.set_message(format!("learning as of {day}"));
        bar.inc(1);
    }));
    bar.finish_and_clear();
    walked
}

fn results(args: &Args, unread: usize, walked: &[Walked]) -> Results {
    let first = walked.first().map_or(&[][..], |walked| &walked.told);
    let predictor = |walked: &Walked| Predictor {
        name: walked.name,
        figures: figures::figures(&walked.told),
        unknown: walked.unknown,
        by_level: walked.by_level.clone(),
    };
    Results {
        from: args.from,
        to: args.to,
        orders: first.len(),
        unread,
        whose: if args.sample { "the shop’s table" } else { "the marketplace" },
        marketplace: figures::marketplace(first),
        predictors: walked.iter().map(predictor).collect(),
    }
}
