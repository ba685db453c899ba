//! `up`: the sample day of two shops through the local cloud.

use std::{
    path::PathBuf,
    process::ExitCode,
    time::{Duration, Instant},
};

use domain::{ShopId, Timestamp};
use owo_colors::OwoColorize;
use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    cloud::{
        build, deploy,
        host::{Control, Host},
        house::House,
        layout, links,
        lock::Lock,
        python, shop,
        target::Target,
        tools,
    },
    day::{
        evening,
        index::Day,
        play::{self, Played},
        reasons,
        rest::Watch,
        returned::{self, Returns},
        shift,
        shown::{self, Row},
    },
    mails, out,
    out::progress::{Step, seconds},
    report,
    serve::{
        Disturbance, Status,
        pretend::{Carried, Rules},
    },
    settings,
    trouble::Trouble,
};

/// Arguments of `up`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Needs git, Rust and Python 3.10 or later. The rest it gets by itself, under .local/.
Each run is a fresh day in a fresh cloud, all of it on 127.0.0.1.

Examples:
  cargo nightshift up                      a day, from nothing to nothing
  cargo nightshift up --keep               the same, and the cloud stays to look around in
  cargo nightshift up --ses-throttle 2     SES takes two mails a second
  cargo nightshift up --ses-lose 3         SES's answers to the first three mails are lost
  cargo nightshift up --json | jq '.rows[] | {shop, order, decision, because}'")]
pub(crate) struct Args {
    /// Leave the local cloud running; `cargo nightshift down` stops it
    #[arg(long)]
    keep: bool,
    /// Start and deploy only: play no day
    #[arg(long)]
    no_play: bool,
    /// Another day than the sample day: a folder with a day.toml
    #[arg(long, value_name = "FOLDER")]
    day: Option<PathBuf>,
    /// Let so many mails a second through to SES
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    ses_throttle: u32,
    /// Lose SES's answers to the first so many mails
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    ses_lose: u32,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// What `up --json` prints.
#[derive(Debug, Serialize)]
struct Report {
    rows: Vec<Row>,
    evening: Vec<evening::Row>,
    returns: Vec<returned::shown::Row>,
    /// What the pretend shop was told to do, each once.
    shop: Vec<Carried>,
    mails: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    ses: Option<Status>,
    took_ms: u64,
}

/// Runs it; whatever happens, nothing is left behind unless it is to be kept.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let _lock = Lock::take(&house)?;
    let mut host = None;
    let outcome = tokio::select! {
        outcome = day(&house, &args, &mut host) => outcome,
        () = asked_to_end() => Err(Trouble::interrupted()),
    };
    match host {
        Some(host) if args.keep && !outcome.as_ref().is_err_and(Trouble::is_interruption) => {
            host.keep().await?
        }
        Some(host) => host.stop().await,
        None => {}
    }
    outcome
}

/// Ctrl-C, or a terminal or a runner that goes away.
async fn asked_to_end() {
    let wait = |kind| async move {
        match signal(kind) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = wait(SignalKind::interrupt()) => {}
        () = wait(SignalKind::terminate()) => {}
        () = wait(SignalKind::hangup()) => {}
    }
}

async fn day(house: &House, args: &Args, slot: &mut Option<Host>) -> Result<ExitCode, Trouble> {
    let started = Instant::now();
    let folder = args.day.clone().unwrap_or_else(|| house.local_files().join("day"));
    let day = Day::read(&folder)?;
    let returns = Returns::read(&folder)?;

    let step = Step::begin("tools");
    let tools = tools::check().await?;
    step.done(&tools.found);

    // On a fresh machine both take minutes: the one loads and unpacks, the other compiles, and the screen is cargo's.
    let python = async {
        let step = Step::begin("python");
        step.aside();
        let fresh = python::prepare(house, &tools, &step).await?;
        step.done(if fresh { "made .local/python" } else { "as pinned, in .local/python" });
        Ok(())
    };
    let build = async {
        let step = Step::begin("build");
        step.aside();
        let built = build::functions(house).await?;
        step.done(&format!("{} functions", built.len()));
        Ok(built)
    };
    let ((), built) = tokio::try_join!(python, build)?;
    let schema = settings::schema_of(&built)?;
    let files = house.local_files().join("shops");
    let read = |shop: &ShopId| settings::read(&files.join(format!("{shop}.toml")), &schema);
    let shops = day.shops.keys().map(read).collect::<Result<Vec<_>, _>>()?;

    if let Some(kept) = Control::kept(house).await {
        let step = Step::begin("last cloud");
        kept.stop().await?;
        step.done("was still running from before: stopped");
    }
    let step = Step::begin("local cloud");
    let host = slot.insert(Host::start(house, &step).await?);
    let control = host.control().clone();
    step.done(&format!("MiniStack at {}", control.running().endpoint()));

    let step = Step::begin("deploy");
    let template = layout::lay_out(house, &built)?;
    let stack = deploy::deploy(house, control.running(), &template, &step).await?;
    control.report_to(stack.get("FeedbackTopicArn")?).await?;
    step.done("template.yaml, by sam deploy");

    let target = Target::local(control.running(), stack).await;
    let step = Step::begin("shops");
    let now = Timestamp::now();
    let by = day.shift(now);
    let shifted = |read: settings::Read| settings::Read { shop: shift::settings(read.shop, by, now), ..read };
    let shops: Vec<_> = shops.into_iter().map(shifted).collect();
    let secrets = shop::open(&target.config, &target.stack, &shops).await?;
    control.pretend(&Rules { secrets, refuses: returns.refuses.clone() }).await?;
    let on = day.shops.iter().map(|(shop, source)| format!("{shop} on {source}"));
    step.done(&on.collect::<Vec<_>>().join(", "));

    let disturbance = Disturbance { throttle: args.ses_throttle, lose: args.ses_lose };
    control.disturb(disturbance).await?;
    if args.no_play {
        hints(args, &day, &target, [None, None])?;
        return Ok(ExitCode::SUCCESS);
    }
    let calm = disturbance == Disturbance::default();
    let patience = Duration::from_secs(if calm { 60 } else { 240 });
    let watch = Watch::new(house, &day, &target, &control, patience)?;
    let step = Step::begin("day");
    let began = Timestamp::now();
    let played = play::play(&day, &folder, &target, &watch, &step).await?;
    let view = watch.rest(&played, true, &step).await?;
    step.done(&format!("{} deliveries, all at rest", played.iter().map(|p| p.delivery.times).sum::<usize>()));

    let step = Step::begin("evening");
    let (evening, mails) = evening::play((&day, &folder), &played, house, &target, &watch, &step).await?;
    step.done(&format!("{} things that people and the clock do", evening.len()));

    let step = Step::begin("returns");
    let returned =
        returned::play::play((&day, &folder), (&returns, &played, mails), house, &target, &watch, &step)
            .await?;
    step.done(&format!("{} returns", returned.len()));
    let carried = control.carried().await?;
    let left = returned::something_left(&target, &returned).await?;
    let returned = returned::shown::rows(&returned, &carried, Timestamp::now());

    let mails = mails::all(house)?;
    let reasons = reasons::from_logs(control.running()).await?;
    let rows = shown::rows(&day, &played, &view, &mails, &reasons);
    let status = control.status().await?;
    let step = Step::begin("report");
    let kept = report::Played {
        shops: shops.iter().map(|read| (&read.shop, day.shops[&read.shop.id].as_str())).collect(),
        began,
        took: started.elapsed(),
        rows: &rows,
        evening: &evening,
        returns: &returned,
        commands: &carried,
        mails: &mails,
        dead: watch.dead_letters().await?,
        disturbance,
        status,
    };
    let kept = kept.keep(house, &target).await?;
    step.done("kept for cargo nightshift report");
    let names = shops.iter().map(|read| (read.shop.id.to_string(), read.shop.name.clone())).collect();
    if args.json {
        let took_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let report = Report {
            rows: rows.clone(),
            evening,
            returns: returned.clone(),
            shop: carried,
            mails: status.mails,
            ses: Some(status),
            took_ms,
        };
        out::json(&report)?;
    } else {
        shown::print(&rows, &names);
        evening::print(&evening);
        returned::shown::print(&returned);
        report::print(&kept);
        anstream::println!("{} mails in {}.", status.mails, seconds(started.elapsed()));
        let orders = played.iter().filter_map(Played::whose).find(|(_, entity)| entity.kind() == "ORDER");
        let page = match orders.and_then(|(id, order)| {
            Some((shops.iter().map(|read| &read.shop).find(|shop| shop.id == id)?, order))
        }) {
            Some((shop, order)) if args.keep => Some(links::page(&target, shop, &order).await?),
            _ => None,
        };
        let left = left.filter(|_| args.keep).and_then(|(id, order)| {
            Some((shops.iter().map(|read| &read.shop).find(|shop| shop.id == id)?, order))
        });
        let returns = match left {
            Some((shop, order)) => Some(links::returns(&target, shop, &order).await?),
            None => None,
        };
        hints(args, &day, &target, [page.as_deref(), returns.as_deref()])?;
    }
    if let Some(row) = returned.iter().find(|row| !row.wrong.is_empty()) {
        return Err(Trouble::failed(format!(
            "the return {} of {} ends otherwise: {}",
            row.number, row.shop, row.story
        ))
        .saying(row.wrong.join("\n"))
        .at(folder.join("returns.toml").display()));
    }
    match rows.iter().filter(|row| !row.as_told).count() {
        0 => Ok(ExitCode::SUCCESS),
        n => Err(Trouble::failed(format!("the door answered {n} deliveries otherwise than the day says"))
            .at(folder.join("day.toml").display())),
    }
}

/// Where to look next.
fn hints(args: &Args, day: &Day, target: &Target, [page, returns]: [Option<&str>; 2]) -> Result<(), Trouble> {
    let say = |what: &str, how: &str| anstream::println!("  {what:<26} {}", how.cyan());
    anstream::println!();
    say("Read the mails:", "cargo nightshift mailbox");
    say("Open one:", "cargo nightshift mailbox 1 --html");
    say("The day as a page:", "cargo nightshift report");
    if args.keep {
        say("One order's story:", "cargo nightshift journal 1001");
        say(
            "Send something yourself:",
            "cargo nightshift send shopify orders/create infra/local/day/acme/1013-created.json --today",
        );
        if let Some(page) = page {
            say("An order's page:", page);
        }
        if let Some(returns) = returns {
            say("File a return:", returns);
        }
        say("Decide what waits:", "cargo nightshift links desk returns --shop acme");
        say("Stop the cloud:", "cargo nightshift down");
        for (shop, source) in &day.shops {
            anstream::println!("  Webhooks of {shop} go to {}", target.hook(source, shop.as_str())?);
        }
    } else {
        say("Look around in the cloud:", "cargo nightshift up --keep");
    }
    anstream::println!("  Logs are in .local/log, mails in .local/mail");
    Ok(())
}
