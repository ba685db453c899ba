//! `report`: the last day that `up` played, as one page with charts and the mails in it.
//!
//! `up` keeps the day ([`played`]); everything here is worked out of what is kept, so the page needs no cloud.

mod faults;
mod gather;
mod glance;
mod letters;
mod orders;
mod page;
mod played;
mod promises;
mod returns;
#[cfg(test)]
mod sample;
mod stock;
mod words;

use std::{collections::BTreeMap, fs, io::IsTerminal, path::PathBuf, process::ExitCode, time::Duration};

use domain::{Timestamp, settings};

use self::played::PlayedDay;
use crate::{
    cloud::{house::House, target::Target},
    day::{evening, returned, shown},
    mails, out,
    serve::{Disturbance, Status, pretend::Carried},
    trouble::{Explain, Trouble},
};

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
One HTML file that needs nothing beside it: no script, no font, no address. The mails are in it, each in a frame of its own
that can run nothing and ask for nothing.

Exit codes: 0 written, 2 no day has been played yet.

Examples:
  cargo nightshift report                           writes .local/report.html, and opens it at a terminal
  cargo nightshift report --out day.html --open no")]
pub(crate) struct Args {
    /// Write it there
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Whether the desktop is asked to show it; at a terminal it is
    #[arg(long, value_name = "YES|NO")]
    open: Option<Open>,
}

/// Whether to open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Open {
    Yes,
    No,
}

/// Writes the page.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let kept = PlayedDay::read(&house)?;
    let path = args.out.unwrap_or_else(|| house.state().join("report.html"));
    fs::write(&path, page::html(&kept)).while_trying(format!("{} can't be written", path.display()))?;
    anstream::println!("{}", path.display());
    if args.open.map_or_else(|| std::io::stdout().is_terminal(), |open| open == Open::Yes) {
        out::open(&path);
    }
    Ok(ExitCode::SUCCESS)
}

/// A day that was just played.
pub(crate) struct Played<'d> {
    pub(crate) shops: Vec<(&'d settings::Shop, &'d str)>,
    pub(crate) began: Timestamp,
    pub(crate) took: Duration,
    pub(crate) rows: &'d [shown::Row],
    pub(crate) evening: &'d [evening::Row],
    pub(crate) returns: &'d [returned::shown::Row],
    pub(crate) commands: &'d [Carried],
    pub(crate) mails: &'d [mails::StoredMail],
    pub(crate) dead: BTreeMap<String, i64>,
    pub(crate) disturbance: Disturbance,
    pub(crate) status: Status,
}

impl Played<'_> {
    /// Keeps it for `report`, in place of the day before.
    pub(crate) async fn keep(self, house: &House, target: &Target) -> Result<PlayedDay, Trouble> {
        let store = target.store()?;
        let shops: Vec<_> = self.shops.iter().map(|(shop, platform)| gather::shop(shop, platform)).collect();
        let events = gather::journals(&store, &shops, self.began).await?;
        let mails = gather::letters(&store, &events, self.mails).await?;
        let kept = PlayedDay {
            shape: PlayedDay::SHAPE,
            began: self.began,
            took_ms: u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX),
            shops,
            deliveries: self.rows.to_vec(),
            evening: self.evening.to_vec(),
            returns: self.returns.to_vec(),
            commands: self.commands.to_vec(),
            events,
            mails,
            dead: self.dead,
            disturbance: self.disturbance,
            status: self.status,
        };
        kept.write(house)?;
        Ok(kept)
    }
}

/// Prints what each automation did, a line each.
pub(crate) fn print(kept: &PlayedDay) {
    anstream::println!("{}", glance::printed(kept));
}
