//! `return list` and `show`.

use std::process::ExitCode;

use comfy_table::{Cell, Color};
use domain::{
    EntityRef,
    returns::{record::ReturnRecord, window::last_day},
};
use serde_json::json;

use super::{look::Shop, words};
use crate::{
    cloud::{target::Target, which::OneShop},
    out,
    trouble::Trouble,
};

/// Arguments of `return list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the law wants paid within three days is red.

Exit codes: 0 listed, 3 no cloud.

Examples:
  cargo nightshift return list
  cargo nightshift return list --shop acme --stack nightshift --json")]
pub(crate) struct List {
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Arguments of `return show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Of every line: what becomes of it, by which rule of which version of the policy, and the facts that it looked at; with --trace
every rule that was looked at.

Exit codes: 0 found, 2 no such return, 3 no cloud.

Examples:
  cargo nightshift return show RMA-1001-1
  cargo nightshift return show 3f9a0c1b --trace --shop acme --stack nightshift
  cargo nightshift return show RMA-1001-1 --json")]
pub(crate) struct Show {
    /// The return's number or id, or how the id of an open one begins
    id: String,
    /// Every rule that was looked at
    #[arg(long)]
    trace: bool,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

fn json_of(entity: &EntityRef, kept: &ReturnRecord) -> serde_json::Value {
    let mut told = json!(kept);
    told["id"] = json!(entity.id());
    told["state"] = json!(kept.rma.state());
    told
}

pub(super) async fn list(args: List) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let open = shop.store.open_returns(&shop.id).await.map_err(Target::trouble)?;
    if args.json {
        out::json(&open.iter().map(|(entity, kept)| json_of(entity, kept)).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if open.is_empty() {
        anstream::println!("No return is open in the shop {}.", shop.id);
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = out::table(&["id", "number", "order", "state", "pieces", "refund", "because", "send by"]);
    for (entity, kept) in &open {
        let rma = &kept.rma;
        let day = |until: domain::Timestamp| last_day(until, &shop.zone).to_string();
        let state = Cell::new(rma.state().as_str());
        table.add_row([
            Cell::new(entity.id()),
            Cell::new(&rma.number),
            Cell::new(&kept.order_name),
            if rma.is_late_by_law(shop.now) { state.fg(Color::Red) } else { state },
            Cell::new(rma.request.lines.iter().map(|line| line.quantity).sum::<i64>()),
            Cell::new(kept.decision.as_ref().map(|d| d.refund.total.to_string()).unwrap_or_default()),
            Cell::new(kept.decision.as_ref().map(|d| words::why(&d.because)).unwrap_or_default()),
            Cell::new(rma.ship_by.filter(|_| rma.ships()).map(day).unwrap_or_default()),
        ]);
    }
    anstream::println!("{table}");
    anstream::println!("{} open", open.len());
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn show(args: Show) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let (entity, kept) = shop.find(&args.id).await?;
    if args.json {
        out::json(&json_of(&entity, &kept))?;
        return Ok(ExitCode::SUCCESS);
    }
    let clock = |at: domain::Timestamp| at.to_zoned(shop.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    for (name, said) in told(&entity, &kept, clock) {
        anstream::println!("{name:<10} {said}");
    }
    for line in trace(&kept, args.trace) {
        anstream::println!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// A return in lines of name and text.
fn told(
    entity: &EntityRef,
    kept: &ReturnRecord,
    clock: impl Fn(domain::Timestamp) -> String,
) -> Vec<(&'static str, String)> {
    let rma = &kept.rma;
    let withdrawal = if rma.request.withdrawal { ", a withdrawal by law" } else { "" };
    let mut lines = vec![
        ("return", format!("{} ({})", rma.number, entity.id())),
        ("order", kept.order_name.clone()),
        ("state", rma.state().as_str().to_owned()),
        (
            "asked",
            format!(
                "{} by {} over {}{withdrawal}",
                clock(rma.request.at),
                rma.request.by,
                rma.request.channel
            ),
        ),
    ];
    if let Some(decision) = &kept.decision {
        lines.push(("because", format!("{} (policy v{})", words::why(&decision.because), decision.policy)));
        lines.push(("refund", format!("{} {}", decision.refund.total, decision.refund_at.as_str())));
        let signals = decision.signals.iter().map(|s| format!("{} {}", s.kind.as_str(), s.points));
        let signals: Vec<_> = signals.collect();
        lines.extend((!signals.is_empty()).then(|| ("signals", signals.join(", "))));
    }
    lines.extend(rma.refund_by.map(|at| ("by law", clock(at))));
    lines.extend(rma.ship_by.filter(|_| rma.ships()).map(|at| ("send by", clock(at))));
    if let Some(asking) = &rma.asking {
        let asked: Vec<_> = kept.asked.iter().map(|put| put.route.as_str()).collect();
        lines.push(("asked of", format!("{} until {}", asked.join(", "), clock(asking.deadline()))));
        lines.extend(
            asking
                .votes
                .iter()
                .map(|vote| ("said", format!("{} {}", vote.by, if vote.yes { "yes" } else { "no" }))),
        );
    }
    lines.extend(rma.refunds.iter().map(|(key, refund)| {
        let state = serde_json::to_value(refund.state).unwrap_or_default();
        (
            "money",
            format!("{} {} ({key}, {})", refund.amount, state.as_str().unwrap_or_default(), clock(refund.at)),
        )
    }));
    lines.extend(
        kept.halted.then(|| {
            ("halted", "a person has the money in hand; see cargo nightshift return pay".to_owned())
        }),
    );
    lines
}

/// Why, line by line.
fn trace(kept: &ReturnRecord, all: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for line in kept.decision.iter().flat_map(|decision| &decision.lines) {
        let rule = line.rule.as_deref().map(|rule| format!(" by {rule}")).unwrap_or_default();
        lines.push(format!(
            "line {}: {} of it {}{rule}: {}",
            line.line,
            line.quantity,
            line.verdict.as_str(),
            words::why(&line.because)
        ));
        lines.extend(line.facts.iter().map(|(name, value)| format!("  {name} = {value}")));
        for looked in line.trace.iter().filter(|_| all) {
            let held = match (looked.held, &looked.unknown) {
                (Some(true), _) => "held".to_owned(),
                (Some(false), _) => "didn't hold".to_owned(),
                (None, unknown) => format!("unknown: {}", unknown.as_deref().unwrap_or("?")),
            };
            lines.push(format!("  rule {}: {held}", looked.rule));
        }
    }
    lines
}
