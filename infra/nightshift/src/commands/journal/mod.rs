//! `journal`: the story of one order, or of anything else that events are about.

mod found;
mod said;

use std::process::ExitCode;

use domain::{EntityRef, Event, ShopId, send::Entry};
use owo_colors::OwoColorize;
use serde::Serialize;

pub(crate) use self::found::{find, find_in_any};
use self::said::detail;
use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
    },
    day::rest::mail_of,
    out,
    trouble::Trouble,
};

/// Arguments of `journal`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Events carry ids, numbers and hashes, never names or addresses. The chain of hashes is verified.
An order goes by its number (1001) or by its id (ORDER#5600000000001). What begins with `withheld` stayed in the house, with the
reason: an automation in shadow, or something from before the shop went live.

Exit codes: 0 the chain is whole, 1 it is broken, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift journal 1001
  cargo nightshift journal ORDER#5600000000001 --json
  cargo nightshift journal CUSTOMER#207119551 --shop acme
  cargo nightshift journal TASK#3f9a0c1b2d4e
  cargo nightshift journal ORDER#450789469 --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// `ORDER#450789469`, `CUSTOMER#…`, `TASK#…` and so on; an order's number alone will do
    entity: String,
    /// The shop; the only one that knows it if absent
    #[arg(long)]
    shop: Option<ShopId>,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// One line of the story.
#[derive(Debug, Serialize)]
struct Line<'a> {
    event: &'a Event,
    hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    send: Option<Entry>,
}

/// The whole of it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    entity: &'a EntityRef,
    lines: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<&'a str>,
}

/// Tells it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let target = args.place.find(&House::find()?).await?;
    let store = target.store()?;
    let (shop, entity, story) = find_in_any(&store, args.shop.as_ref(), &args.entity).await?;
    let mut lines = Vec::new();
    for kept in &story.events {
        let send = match mail_of(&kept.event) {
            Some(request) => {
                let id = request.send_id(&shop, &entity);
                store.send_entry(&shop, &id).await.map_err(Target::trouble)?
            }
            None => None,
        };
        lines.push(Line { event: &kept.event, hash: &kept.hash, send });
    }
    let told = Told { entity: &entity, lines, broken: story.broken.as_deref() };
    if args.json {
        out::json(&told)?;
    } else {
        print(&told);
    }
    Ok(if told.broken.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(told: &Told<'_>) {
    anstream::println!("{}", told.entity.to_string().bold());
    let mut table = out::table(&["no.", "when (UTC)", "what", "by", "because", "detail"]);
    for line in &told.lines {
        let event = line.event;
        let because = match (&event.because, event.settings) {
            (Some(because), Some(version)) => format!("{because} (settings v{version})"),
            (because, _) => because.clone().unwrap_or_default(),
        };
        table.add_row([
            event.seq.to_string(),
            format!("{:.3}", event.time),
            event.kind.clone(),
            event.by.clone().unwrap_or_default(),
            because,
            detail(event, line.send.as_ref()),
        ]);
    }
    anstream::println!("{table}");
    match told.broken {
        None => anstream::println!("{} the chain of {} events is whole", "✓".green(), told.lines.len()),
        Some(why) => anstream::println!("{} the chain is broken: {why}", "✗".red()),
    }
}
