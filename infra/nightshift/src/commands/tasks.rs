//! `tasks`: what people have to do.

use std::process::ExitCode;

use comfy_table::{Cell, Color};
use domain::{
    EntityRef, ShopId, Timestamp,
    task::{Done, Task},
};
use jiff::tz::TimeZone;
use serde::Serialize;
use store::{Store, StoreError, tasks::Closing};

use super::said;
use crate::{
    cloud::{
        days::{self, Span},
        target::Target,
        which::{OneShop, There},
    },
    out,
    trouble::Trouble,
};

/// How many days back `--all` looks for tasks that are done.
const BACK: u16 = 30;
/// A task that somebody else changes at the same instant is tried again this often.
const ROUNDS: usize = 3;

/// What can be done with tasks.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Tasks {
    /// List what is to be done, the most pressing first
    List(List),
    /// Show one task
    Show(Show),
    /// Say that a task is done
    Done(Finish),
}

/// Arguments of `tasks list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Due times are in the shop's zone; what is overdue is red.

Examples:
  cargo nightshift tasks list
  cargo nightshift tasks list --shop acme --all
  cargo nightshift tasks list --shop acme --stack nightshift --json | jq '.[] | select(.overdue)'")]
pub(crate) struct List {
    #[command(flatten)]
    shop: OneShop,
    /// Those done in the last 30 days, too
    #[arg(long)]
    all: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Arguments of `tasks show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit codes: 0 found, 2 no such task, 3 no cloud.

Examples:
  cargo nightshift tasks show 3f9a0c1b2d4e --shop acme
  cargo nightshift tasks show 3f9a --stack nightshift")]
pub(crate) struct Show {
    /// The task's id, or how it begins if it is open
    id: String,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// Arguments of `tasks done`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Name and note are kept with the task: write nothing about a buyer into them.

Exit codes: 0 it is done now, 1 it was done before, 2 no such task, 3 no cloud.

Examples:
  cargo nightshift tasks done 3f9a0c1b2d4e --shop acme --by ada
  cargo nightshift tasks done 3f9a --by ada --note \"exported and sent\" --stack nightshift")]
pub(crate) struct Finish {
    /// The task's id, or how it begins if it is open
    id: String,
    #[command(flatten)]
    shop: OneShop,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    by: String,
    /// A word on it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// A task as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Shown {
    id: String,
    overdue: bool,
    #[serde(flatten)]
    task: Task,
}

impl Shown {
    fn new(entity: &EntityRef, task: Task, now: Timestamp) -> Self {
        Self { id: entity.id().to_owned(), overdue: task.done.is_none() && task.wanted.due < now, task }
    }
}

/// Does it.
pub(crate) async fn run(tasks: Tasks) -> Result<ExitCode, Trouble> {
    match tasks {
        Tasks::List(args) => list(args).await,
        Tasks::Show(args) => show(args).await,
        Tasks::Done(args) => finish(args).await,
    }
}

async fn list(args: List) -> Result<ExitCode, Trouble> {
    let There { store, shop, .. } = args.shop.open().await?;
    let now = Timestamp::now();
    let mut tasks = store.open_tasks(&shop).await.map_err(Target::trouble)?;
    if args.all {
        tasks.extend(done_lately(&store, &shop, now).await?);
    }
    let shown: Vec<_> = tasks.into_iter().map(|(entity, task)| Shown::new(&entity, task, now)).collect();
    if args.json {
        out::json(&shown)?;
    } else if shown.is_empty() {
        anstream::println!("Nothing is to be done in the shop {shop}.");
    } else {
        let zone = zone_of(&store, &shop).await?;
        anstream::println!("{}", table(&shown, &zone));
        let count = |which: &dyn Fn(&Shown) -> bool| shown.iter().filter(|task| which(task)).count();
        let (open, overdue) = (count(&|t| t.task.done.is_none()), count(&|t| t.overdue));
        anstream::println!("{open} open, {overdue} overdue");
    }
    Ok(ExitCode::SUCCESS)
}

/// Tasks that were closed in the last days, newest day first. Their journal is the only list of them.
async fn done_lately(
    store: &Store,
    shop: &ShopId,
    now: Timestamp,
) -> Result<Vec<(EntityRef, Task)>, Trouble> {
    let mut done = Vec::new();
    for (entity, effect) in days::effects(store, shop, Span::last(BACK, now)).await? {
        if entity.kind() != "TASK" || effect != "task#done" {
            continue;
        }
        let task = store.task(shop, &entity).await.map_err(Target::trouble)?;
        done.extend(task.map(|task| (entity, task)));
    }
    Ok(done)
}

async fn show(args: Show) -> Result<ExitCode, Trouble> {
    let There { store, shop, .. } = args.shop.open().await?;
    let (entity, task) = find(&store, &shop, &args.id).await?;
    let shown = Shown::new(&entity, task, Timestamp::now());
    if args.json {
        out::json(&shown)?;
    } else {
        let zone = zone_of(&store, &shop).await?;
        told(&shown, &zone).iter().for_each(|(name, said)| anstream::println!("{name:<8} {said}"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn finish(args: Finish) -> Result<ExitCode, Trouble> {
    let by = said::who(&args.by)?;
    let There { store, shop, .. } = args.shop.open().await?;
    let (entity, _) = find(&store, &shop, &args.id).await?;
    let done = Done { at: Timestamp::now(), by, note: args.note };
    let closing = close(&store, &shop, &entity, &done).await?;
    let (task, code) = match closing {
        Closing::Closed(task) => (task, ExitCode::SUCCESS),
        Closing::Before(before) => {
            let zone = zone_of(&store, &shop).await?;
            return Err(Trouble::failed(format!(
                "the task {} was done before, by {} at {}",
                entity.id(),
                before.by,
                clock(before.at, &zone)
            )));
        }
        Closing::Unknown => return Err(unknown(&shop, &args.id)),
    };
    if args.json {
        out::json(&Shown::new(&entity, task, done.at))?;
    } else {
        anstream::println!("The task {} ({} of {}) is done.", entity.id(), task.wanted.reason, task.about);
    }
    Ok(code)
}

async fn close(store: &Store, shop: &ShopId, entity: &EntityRef, done: &Done) -> Result<Closing, Trouble> {
    for _ in 1..ROUNDS {
        match store.close_task(shop, entity, done.clone()).await {
            Err(StoreError::Stale) => {}
            other => return other.map_err(Target::trouble),
        }
    }
    store.close_task(shop, entity, done.clone()).await.map_err(Target::trouble)
}

/// The task of this id; else the only open one whose id begins so.
async fn find(store: &Store, shop: &ShopId, id: &str) -> Result<(EntityRef, Task), Trouble> {
    let id = id.trim().trim_start_matches("TASK#");
    let entity = EntityRef::new("TASK", id);
    if let Some(task) = store.task(shop, &entity).await.map_err(Target::trouble)? {
        return Ok((entity, task));
    }
    let open = store.open_tasks(shop).await.map_err(Target::trouble)?;
    let mut fitting = open.into_iter().filter(|(entity, _)| !id.is_empty() && entity.id().starts_with(id));
    match (fitting.next(), fitting.next()) {
        (Some(found), None) => Ok(found),
        (Some(_), Some(_)) => Err(Trouble::input(format!("more than one open task begins with {id}"))
            .mend(format!("write more of its id; see cargo nightshift tasks list --shop {shop}"))),
        (None, _) => Err(unknown(shop, id)),
    }
}

fn unknown(shop: &ShopId, id: &str) -> Trouble {
    Trouble::input(format!("the shop {shop} has no task {id}"))
        .mend(format!("see cargo nightshift tasks list --shop {shop} --all"))
}

/// The shop's zone; UTC for a shop without settings.
async fn zone_of(store: &Store, shop: &ShopId) -> Result<TimeZone, Trouble> {
    let history = store.settings(shop).await.map_err(Target::trouble)?;
    Ok(history.newest().map_or(TimeZone::UTC, |version| version.shop.time_zone()))
}

fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn table(shown: &[Shown], zone: &TimeZone) -> comfy_table::Table {
    let due = format!("due ({})", zone.iana_name().unwrap_or("UTC"));
    let mut table = out::table(&["id", &due, "reason", "about", "owner", "done"]);
    for Shown { id, overdue, task } in shown {
        let due = Cell::new(clock(task.wanted.due, zone));
        let due = if *overdue { due.fg(Color::Red) } else { due };
        let done = task.done.as_ref().map(|done| format!("{} by {}", clock(done.at, zone), done.by));
        table.add_row([
            Cell::new(id),
            due,
            Cell::new(&task.wanted.reason),
            Cell::new(&task.about),
            Cell::new(&task.wanted.owner),
            Cell::new(done.unwrap_or_default()),
        ]);
    }
    table
}

/// A task in lines of name and text.
fn told(shown: &Shown, zone: &TimeZone) -> Vec<(String, String)> {
    let task = &shown.task;
    let late = if shown.overdue { " (overdue)" } else { "" };
    let mut lines = vec![
        ("task".to_owned(), shown.id.clone()),
        ("reason".to_owned(), task.wanted.reason.clone()),
        ("about".to_owned(), task.about.to_string()),
        ("owner".to_owned(), task.wanted.owner.clone()),
        ("opened".to_owned(), clock(task.opened, zone)),
        ("due".to_owned(), format!("{}{late}", clock(task.wanted.due, zone))),
    ];
    lines.extend(task.wanted.details.iter().map(|(name, said)| (name.clone(), said.clone())));
    if let Some(done) = &task.done {
        lines.push(("done".to_owned(), format!("{} by {}", clock(done.at, zone), done.by)));
        lines.extend(done.note.iter().map(|note| ("note".to_owned(), note.clone())));
    }
    lines
}

#[cfg(test)]
mod tests {
    use domain::task::Wanted;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn task(done: Option<Done>) -> Task {
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: at("2026-12-21T23:30:00Z"),
            details: [("request".to_owned(), "7".to_owned())].into(),
        };
        Task { about: EntityRef::customer("207119551"), wanted, opened: at("2026-11-21T23:30:00Z"), done }
    }

    #[test]
    fn only_what_is_open_and_past_its_time_is_overdue() {
        let done = || Some(Done { at: at("2026-12-01T00:00:00Z"), by: "ada".into(), note: None });
        for (task, now, overdue) in [
            (task(None), "2026-12-21T23:30:00Z", false),
            (task(None), "2026-12-21T23:30:01Z", true),
            (task(done()), "2027-01-01T00:00:00Z", false),
        ] {
            let shown = Shown::new(&EntityRef::new("TASK", "3f9a0c1b2d4e"), task, at(now));
            assert_eq!(shown.overdue, overdue, "{now}");
        }
    }

    #[test]
    fn times_are_the_shop_s() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let done = Done { at: at("2026-12-01T00:00:00Z"), by: "ada".into(), note: Some("sent".into()) };
        let shown = Shown::new(&EntityRef::new("TASK", "3f9a"), task(Some(done)), at("2027-01-01T00:00:00Z"));
        let lines = told(&shown, &zone);
        let said = |name: &str| lines.iter().find(|(n, _)| n == name).map(|(_, said)| said.as_str());
        assert_eq!(said("due"), Some("2026-12-22 00:30"));
        assert_eq!((said("request"), said("note")), (Some("7"), Some("sent")));
        assert_eq!(said("done"), Some("2026-12-01 01:00 by ada"));
        let table = table(&[shown], &zone).to_string();
        assert!(table.contains("due (Europe/Berlin)") && table.contains("CUSTOMER#207119551"), "{table}");
    }
}
