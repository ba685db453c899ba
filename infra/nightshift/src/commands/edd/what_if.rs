//! `edd what-if`: which orders would have been promised another date.

use std::{path::PathBuf, process::ExitCode};

use domain::{
    EntityRef, Timestamp,
    edd::{ReadTable, Span, Stored, Table},
    settings::{Closed, Shop},
};
use jiff::{
    SignedDuration,
    civil::{Date, Time},
};
use serde::Serialize;

use super::{
    told,
    walk::{Promised, Walker, reckoned},
};
use crate::{
    again::Stretch,
    cloud::{days, which::OneShop},
    out,
    trouble::Trouble,
};

/// Arguments of `edd what-if`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every order that was promised in that time (30 days where nothing is said) is walked twice, from the same stock at the same moment: by the settings as they are now, and
with what is changed here. Nothing is written.

Exit codes: 0 told, 2 nothing is changed, 3 no cloud.

Examples:
  cargo nightshift edd what-if --cut-off 16:00 --since 30d --shop acme
  cargo nightshift edd what-if --closed 2026-12-24 --closed 2026-12-31 --since 2026-11-01T00:00:00Z
  cargo nightshift edd what-if --max-days 2 --table next.csv --since 7d --json")]
pub(crate) struct Args {
    /// A cut-off on every day, at every place or at `--at-place`: 16:00
    #[arg(long, value_name = "TIME", value_parser = time)]
    cut_off: Option<Time>,
    /// A day on which nobody works
    #[arg(long, value_name = "DATE")]
    closed: Vec<Date>,
    /// Working days from an order to its hand-over, at least
    #[arg(long, value_name = "N")]
    min_days: Option<u16>,
    /// And at most
    #[arg(long, value_name = "N")]
    max_days: Option<u16>,
    /// Another table of transit times
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// Only at this place, by its id
    #[arg(long, value_name = "ID")]
    at_place: Option<String>,
    #[command(flatten)]
    stretch: Stretch,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// So far back is looked where nothing is said.
const USUAL: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The furthest look back, in days.
const FURTHEST: i64 = 92;
/// So many orders are listed; all are counted.
const LISTED: usize = 40;

/// An order whose date would be another.
#[derive(Debug, Serialize)]
struct Row {
    order: EntityRef,
    number: String,
    now: Option<Span>,
    then: Option<Span>,
    days: i64,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let walker = Walker::open(&args.shop).await?;
    let version = walker.now()?;
    let now = Timestamp::now();
    let span = args.stretch.span(now, USUAL)?;
    if span.until.duration_since(span.since).as_hours() > FURTHEST * 24 {
        return Err(
            Trouble::input(format!("that is longer than {FURTHEST} days")).mend("write --since 92d at most")
        );
    }
    let changed = args.changed(&version.shop)?;
    let (table, other) = match &args.table {
        None => {
            let table = walker.table(&version.shop).await?;
            (table.clone(), table)
        }
        Some(file) => (walker.table(&version.shop).await?, read_table(file, &version.shop)?),
    };
    let learned = walker.learned_now(&version.shop).await?;
    let promised: Vec<EntityRef> = days::effects(&walker.store, &walker.id, span)
        .await?
        .into_iter()
        .filter(|(entity, effect)| effect == Stored::EFFECT && entity.kind() == "ORDER")
        .map(|(entity, _)| entity)
        .collect();
    let (mut looked, mut rows) = (0_usize, vec![]);
    for entity in &promised {
        let Some(Promised { entity, order, stored }) = walker.promised(entity).await? else { continue };
        if !(span.since..=span.until).contains(&order.placed_at) {
            continue;
        }
        let Some(asked) = walker.asked(&order, &stored.inputs).await? else { continue };
        looked += 1;
        let date = |answer: Result<domain::edd::Answer, _>| answer.ok().map(|answer| answer.arrival);
        let now = date(reckoned(&version.shop, &table, learned.as_ref(), &asked, &stored.inputs.stock)?);
        let then = date(reckoned(&changed, &other, learned.as_ref(), &asked, &stored.inputs.stock)?);
        if now != then {
            let days =
                now.zip(then).map_or(0, |(now, then)| now.latest.duration_until(then.latest).as_hours() / 24);
            rows.push(Row { order: entity, number: order.name, now, then, days });
        }
    }
    rows.sort_by(|a, b| (a.days, &a.number).cmp(&(b.days, &b.number)));
    if args.json {
        out::json(&serde_json::json!({"orders": looked, "moved": rows}))?;
    } else {
        tell(looked, &rows);
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(looked: usize, rows: &[Row]) {
    let sooner = rows.iter().filter(|row| row.days < 0).count();
    let later = rows.iter().filter(|row| row.days > 0).count();
    let dates = |span: Option<Span>| span.map_or_else(|| "no date".to_owned(), told::span);
    let mut table = out::table(&["order", "as it is", "as it would be", "days"]);
    for row in rows.iter().take(LISTED) {
        let days = if row.days == 0 { String::new() } else { format!("{:+}", row.days) };
        table.add_row([row.number.clone(), dates(row.now), dates(row.then), days]);
    }
    if !rows.is_empty() {
        anstream::println!("{table}");
    }
    if rows.len() > LISTED {
        anstream::println!("and {} more: --json lists all", rows.len() - LISTED);
    }
    anstream::println!(
        "Of {looked} orders {sooner} would be promised an earlier date, {later} a later one, {} the same.",
        looked - sooner - later
    );
}

impl Args {
    /// The settings with what is changed.
    fn changed(&self, shop: &Shop) -> Result<Shop, Trouble> {
        let mut shop = shop.clone();
        let nothing = self.cut_off.is_none()
            && self.closed.is_empty()
            && self.min_days.is_none()
            && self.max_days.is_none()
            && self.table.is_none();
        if nothing {
            return Err(Trouble::input("nothing is changed")
                .mend("say what if: --cut-off 16:00, --closed 2026-12-24, --max-days 2, --table FILE"));
        }
        let meant = |id: &String| self.at_place.as_ref().is_none_or(|place| place == id);
        if !shop.places.iter().any(|(id, place)| meant(id) && place.calendar.is_some()) {
            return Err(Trouble::input("no such place sends parcels")
                .mend("name the id of one with a calendar: [places.ID.calendar]"));
        }
        for (_, place) in shop.places.iter_mut().filter(|(id, _)| meant(id)) {
            let Some(calendar) = &mut place.calendar else { continue };
            if let Some(time) = self.cut_off {
                calendar.cut_off = Some(time);
                calendar.cut_offs.clear();
                calendar.dates.clear();
            }
            calendar.closed.extend(self.closed.iter().map(|date| Closed { from: *date, to: None }));
        }
        let own = &mut shop.automations.entry("edd-calculation".to_owned()).or_default().own;
        for (key, days) in [("min_days", self.min_days), ("max_days", self.max_days)] {
            if let Some(days) = days {
                own.insert(key.to_owned(), days.into());
            }
        }
        Ok(shop)
    }
}

fn read_table(file: &PathBuf, shop: &Shop) -> Result<Table, Trouble> {
    let bytes = std::fs::read(file)
        .map_err(|e| Trouble::input("the table can't be read").at(file.display()).saying(e))?;
    let read = ReadTable::of_shop(&bytes, shop).map_err(Trouble::input)?;
    match read.refused.first() {
        None => Ok(read.table),
        Some(refused) => {
            Err(Trouble::input(refused.reason.clone()).at(format!("{}:{}", file.display(), refused.line)))
        }
    }
}

fn time(text: &str) -> Result<Time, String> {
    text.parse().map_err(|_| "write a time such as 16:00".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn args(words: &[&str]) -> Args {
        Line::parse_from(["what-if"].iter().chain(words)).args
    }

    fn shop() -> Shop {
        serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
            "places": {
                "berlin": {"name": "Berlin", "country": "DE", "calendar": {"cut_off": "14:00", "cut_offs": {"friday": "12:00"}}},
                "jena": {"name": "Jena", "country": "DE", "calendar": {"cut_off": "13:00"}},
            },
        }))
        .expect("a shop")
    }

    #[test]
    fn what_is_changed_is_changed_and_nothing_else() {
        let cut_offs = |shop: &Shop| {
            let of = |id: &str| {
                shop.places[id].calendar.as_ref().expect("a calendar").cut_off.expect("one").to_string()
            };
            (of("berlin"), of("jena"))
        };
        let changed = args(&["--cut-off", "16:00"]).changed(&shop()).expect("changed");
        assert_eq!(cut_offs(&changed), ("16:00:00".into(), "16:00:00".into()));
        assert!(
            changed.places["berlin"].calendar.as_ref().is_some_and(|calendar| calendar.cut_offs.is_empty())
        );
        let changed = args(&["--cut-off", "16:00", "--at-place", "jena"]).changed(&shop()).expect("changed");
        assert_eq!(cut_offs(&changed), ("14:00:00".into(), "16:00:00".into()));
        let changed = args(&["--max-days", "3", "--closed", "2026-12-24"]).changed(&shop()).expect("changed");
        assert_eq!(changed.rules_of_edd().expect("rules").max_days, 3);
        assert_eq!(changed.places["jena"].calendar.as_ref().map(|calendar| calendar.closed.len()), Some(1));
        assert!(args(&[]).changed(&shop()).is_err(), "nothing is changed");
        assert!(
            args(&["--cut-off", "16:00", "--at-place", "ulm"]).changed(&shop()).is_err(),
            "no such place"
        );
    }
}
