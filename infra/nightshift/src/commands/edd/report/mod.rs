//! `edd report`: whether promises were kept.

mod page;

use std::{path::PathBuf, process::ExitCode};

use domain::{
    ShopId, Timestamp,
    edd::{
        adherence::{ADHERENCE_WEEKS, Part, Report, Tally, Verdict},
        daily::Gathered,
    },
    settings::Shop,
};
use jiff::{Span, civil::Date};
use objects::NoDay;

use super::{told, walk::Walker};
use crate::{
    cloud::{house::House, target::Target, which::OneShop},
    out::{self, percent},
    sample::{Ground, Past},
    trouble::{Explain as _, Trouble},
};

/// Arguments of `edd report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Of all that was due, whenever it was promised. It is read from the files that transit-learning writes once a day is over, so what came
today isn't in it yet; what no scan shows delivered is unknown, and of the last days that is much.

Exit codes: 0 told, 1 nothing was due, 2 wrong dates, 3 no cloud.

Examples:
  cargo nightshift edd report --shop acme
  cargo nightshift edd report --from 2026-10-01 --to 2026-10-31 --report october.html
  cargo nightshift edd report --stack nightshift --json | jq '.whole'
  cargo nightshift edd report --sample --report sample.html     # a made-up past of the sample shop; no cloud")]
pub(crate) struct Args {
    /// The first day on which something was due; four weeks before the last, if absent
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last; yesterday, if absent
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// Write a page with charts
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    shop: OneShop,
    /// Instead: a made-up past of the sample shop, the same each time
    #[arg(long, conflicts_with_all = ["shop", "stack"])]
    sample: bool,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// What was due may have been placed so many days before.
const PLACED_BEFORE: i32 = 60;
/// The last day of the sample shop's report, where none is said: a Sunday.
const SAMPLE_ENDS: Date = Date::constant(2026, 6, 28);
/// Rows of a table.
const ROWS: usize = 15;

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    if args.sample {
        let run = move || {
            let ground = Ground::read(&House::find()?)?;
            let stretch = Stretch::of(&args, SAMPLE_ENDS)?;
            let past = Past::of(&ground, before(stretch.from, stretch.weeks.saturating_mul(7)), stretch.to)?;
            let entries = past.0.iter().map(|sent| &sent.entry);
            tell(&args, &ground.shop, Report::of(entries, stretch.from, stretch.to, stretch.weeks), &[])
        };
        let done = tokio::task::spawn_blocking(run).await;
        return done.map_err(|e| Trouble::failed("the report broke off").saying(e))?;
    }
    let walker = Walker::open(&args.shop).await?;
    let shop = &walker.now()?.shop;
    let today = shop.day(Timestamp::now());
    let stretch = Stretch::of(&args, before(today, 1))?;
    let (gathered, unreadable) =
        gather(&walker, before(stretch.from, stretch.weeks.saturating_mul(7) + PLACED_BEFORE)).await?;
    let report = Report::of(gathered.entries(), stretch.from, stretch.to, stretch.weeks);
    tell(&args, shop, report, &unreadable)
}

/// The days that are reported on.
struct Stretch {
    from: Date,
    to: Date,
    /// So many weeks are shown beside each other.
    weeks: i32,
}

impl Stretch {
    fn of(args: &Args, last: Date) -> Result<Self, Trouble> {
        let to = args.to.unwrap_or(last);
        let from = args.from.unwrap_or_else(|| before(to, 27));
        if from > to {
            return Err(Trouble::input(format!("{from} is after {to}"))
                .mend("write --from 2026-10-01 --to 2026-10-31"));
        }
        Ok(Self { from, to, weeks: ((to - from).get_days() / 7 + 1).clamp(ADHERENCE_WEEKS, 52) })
    }
}

/// Writes and prints it.
fn tell(args: &Args, shop: &Shop, mut report: Report, unreadable: &[Date]) -> Result<ExitCode, Trouble> {
    name_places(&mut report, shop);
    if let Some(file) = &args.report {
        std::fs::write(file, page::html(&report, &shop.name))
            .while_trying(format!("{} can't be written", file.display()))?;
    }
    if args.json {
        out::json(&report)?;
    } else {
        print(&report, &shop.id);
        for day in unreadable {
            anstream::eprintln!("The file of {day} can't be read: that day is missing here.");
        }
        if let Some(file) = &args.report {
            anstream::println!("{} holds it with charts.", file.display());
        }
    }
    Ok(if report.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Places as people call them, where days' files have their ids.
fn name_places(report: &mut Report, shop: &Shop) {
    let called = |id: &str| shop.places.get(id).map(|place| place.name.clone());
    for part in &mut report.warehouses {
        part.name = called(&part.name).unwrap_or_else(|| std::mem::take(&mut part.name));
    }
    for part in &mut report.lanes {
        let named = part.name.split_once(' ').and_then(|(id, rest)| Some(format!("{} {rest}", called(id)?)));
        part.name = named.unwrap_or_else(|| std::mem::take(&mut part.name));
    }
}

/// All that is known of orders from a day on, and the days that can't be read.
async fn gather(walker: &Walker, from: Date) -> Result<(Gathered, Vec<Date>), Trouble> {
    let objects = walker.target.objects()?;
    let (mut gathered, mut unreadable) = (Gathered::default(), vec![]);
    for day in objects.days(&walker.id).await.map_err(Target::unreached)?.range(from..) {
        match objects.day(&walker.id, *day).await {
            Ok(Some(file)) => gathered.take(file),
            Ok(None) => {}
            Err(NoDay::Unreadable(_)) => unreadable.push(*day),
            Err(NoDay::Unreached(error)) => return Err(Target::unreached(error)),
        }
    }
    Ok((gathered, unreadable))
}

fn before(day: Date, days: i32) -> Date {
    day.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN)
}

fn print(report: &Report, shop: &ShopId) {
    let whole = &report.whole;
    anstream::println!("{shop}, due {} to {}", told::day(report.from), told::day(report.to));
    if report.is_empty() {
        anstream::println!("Nothing was due that a day's file knows of.");
        return;
    }
    anstream::println!("{}", said(whole));
    let faults = [
        (whole.by_transit, "on the way"),
        (whole.by_processing, "handed over late"),
        (whole.by_cut_off, "let through shortly before the cut-off"),
    ];
    for (count, fault) in faults.into_iter().filter(|(count, _)| *count > 0) {
        anstream::println!("  {count} of {} missed: {fault}", whole.missed);
    }
    for (what, parts) in
        [("lane", &report.lanes), ("service", &report.carriers), ("warehouse", &report.warehouses)]
    {
        anstream::println!("{}", table(what, parts));
    }
}

/// A sentence about all of it.
pub(super) fn said(tally: &Tally) -> String {
    let share = percent(tally.kept_per_mille());
    let means = match tally.verdict() {
        Verdict::TooFew => "too few are known to say more",
        Verdict::Below => "fewer than the 90 % that are promised",
        Verdict::OnTarget => "as promised",
        Verdict::Padded => "more than 95 %: the dates are longer than they need be",
    };
    format!(
        "{share} kept of {} that are known: {means}. Of {} more nobody knows.",
        tally.known(),
        tally.unknown
    )
}

pub(super) fn days(days: Option<i32>) -> String {
    days.map_or_else(|| "–".to_owned(), |days| days.to_string())
}

/// The headings of the columns, after the part's name.
pub(super) const COLUMNS: [&str; 8] =
    ["due", "kept", "missed", "unknown", "share kept", "exact", "within a day", "median padding"];

pub(super) fn cells(tally: &Tally) -> [String; 8] {
    let accuracy = tally.accuracy_per_mille();
    [
        tally.due().to_string(),
        tally.kept.to_string(),
        tally.missed.to_string(),
        tally.unknown.to_string(),
        percent(tally.kept_per_mille()),
        percent(accuracy.map(|(exact, _)| exact)),
        percent(accuracy.map(|(_, within)| within)),
        days(tally.median_padding()),
    ]
}

fn table(what: &str, parts: &[Part]) -> comfy_table::Table {
    let headings: Vec<&str> = std::iter::once(what).chain(COLUMNS).collect();
    let mut table = out::table(&headings);
    for part in parts.iter().take(ROWS) {
        let name = if part.name.is_empty() { "not known".to_owned() } else { part.name.clone() };
        table.add_row(std::iter::once(name).chain(cells(&part.tally)));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_called_as_people_call_them() {
        let ground = Ground::read(&House::find().expect("the project")).expect("the sample shop");
        let part = |name: &str| Part { name: name.into(), tally: Tally::default() };
        let day = SAMPLE_ENDS;
        let mut report = Report::of(std::iter::empty(), day, day, 1);
        report.lanes = ["6600000000001 → DE 1", "elsewhere → AT 1", "→ FR 7"].map(part).into();
        report.warehouses = ["6600000000001", ""].map(part).into();
        name_places(&mut report, &ground.shop);
        let names: Vec<_> = report.lanes.iter().chain(&report.warehouses).map(|part| &part.name).collect();
        assert_eq!(names, ["Berlin → DE 1", "elsewhere → AT 1", "→ FR 7", "Berlin", ""]);
    }
}
