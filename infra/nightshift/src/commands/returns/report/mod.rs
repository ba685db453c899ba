//! `return report`: a month of returns.

mod page;
mod table;

use std::{path::PathBuf, process::ExitCode};

use domain::{
    ShopId, Timestamp,
    returns::analytics::{Month, Report, Whole},
};
use jiff::civil::Date;

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    out::{self, percent},
    trouble::{Explain as _, Trouble},
};

/// Arguments of `return report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Counted anew from the journal, the orders and the returns: what the mail of return-report told on its day may have been less. A rate is the
pieces that were asked back in the month, of the pieces sold in it; of fewer than 20 sold none is told.

Exit codes: 0 told, 1 nothing came back, 2 a wrong month, 3 no cloud.

Examples:
  cargo nightshift return report
  cargo nightshift return report --month 2026-11 --out report.html --csv articles.csv
  cargo nightshift return report --stack nightshift --json | jq '.whole'")]
pub(crate) struct Args {
    /// The month; the one before this, if absent
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    /// Write a page with charts
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write articles and variants as a sheet
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let month = month(args.month.as_deref(), &shop)?;
    let history = shop.store.settings(&shop.id).await.map_err(Target::trouble)?;
    let report = shop.store.return_report(&shop.id, &history, month, "digest").await;
    let report = report.map_err(|failure| Trouble::input(failure.to_string()))?;
    let Some(report) = report.filter(|report| !report.is_empty()) else {
        anstream::println!("Nothing came back to the shop {} in {}.", shop.id, named(month.first));
        return Ok(ExitCode::from(1));
    };
    if let Some(file) = &args.out {
        std::fs::write(file, page::html(&report, shop.id.as_str()))
            .while_trying(format!("{} can't be written", file.display()))?;
    }
    if let Some(file) = &args.csv {
        let sheet = table::csv(&report).while_trying("the sheet can't be made".to_owned())?;
        std::fs::write(file, sheet).while_trying(format!("{} can't be written", file.display()))?;
    }
    if args.json {
        out::json(&report)?;
    } else {
        tell(&report, &shop.id);
        for file in args.out.iter().chain(&args.csv) {
            anstream::println!("Written to {}.", file.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The month that is asked for, by the shop's clock.
fn month(asked: Option<&str>, shop: &Shop) -> Result<Month, Trouble> {
    let wrong = || Trouble::input("that is no month").mend("write --month 2026-11");
    let today = Timestamp::now().to_zoned(shop.zone.clone()).date();
    match asked {
        None => Month::of(today, &shop.zone).and_then(|month| month.before(&shop.zone)).ok_or_else(wrong),
        Some(text) => {
            let first: Date = format!("{text}-01").parse().map_err(|_| wrong())?;
            Month::of(first, &shop.zone).filter(|_| text.len() == 7).ok_or_else(wrong)
        }
    }
}

fn named(first: Date) -> String {
    first.strftime("%B %Y").to_string()
}

/// A sentence about all of it.
fn said(whole: &Whole) -> String {
    let money = match [50, 90].map(|percent| whole.days_to_refund(percent).map(within)) {
        [Some(half), Some(most)] => format!("Half had their money {half}, nine in ten {most}."),
        _ => "Nothing was refunded.".to_owned(),
    };
    format!(
        "{} of {} pieces sold were asked back ({}), in {} returns, {} of them withdrawals by law. {} of {} were decided without a person. \
         {money}",
        whole.pieces,
        whole.sold,
        percent(whole.per_mille()),
        whole.returns,
        whole.withdrawals,
        whole.without_person,
        whole.decided,
    )
}

/// In so many days.
fn within(days: i64) -> String {
    match days {
        0 => "the same day".to_owned(),
        1 => "within a day".to_owned(),
        days => format!("within {days} days"),
    }
}

fn tell(report: &Report, shop: &ShopId) {
    anstream::println!("{shop}, {}", named(report.first));
    anstream::println!("{}", said(&report.whole));
    for (name, amount) in table::money(&report.whole) {
        anstream::println!("  {name:<38} {amount}");
    }
    for (what, parts) in [("article", &report.articles), ("variant", &report.variants)] {
        let mut shown = out::table(&[what, "sold", "asked back", "share", "mostly"]);
        for part in parts {
            shown.add_row(table::cells(part));
        }
        anstream::println!("{shown}");
    }
    for suspect in &report.descriptions {
        anstream::println!(
            "{}: {} of {} came back as {}, at least {} by 99 %; {} is usual. Look at its description.",
            suspect.name,
            suspect.returned,
            suspect.sold,
            suspect.reason,
            percent(Some(suspect.least_per_mille)),
            percent(Some(suspect.usual_per_mille)),
        );
    }
}
