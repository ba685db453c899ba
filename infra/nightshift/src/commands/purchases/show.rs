//! `purchases list` and `show`.

use std::process::ExitCode;

use comfy_table::{Cell, Color};
use domain::{
    EntityRef,
    purchase::{Line, PurchaseOrder},
};
use serde_json::json;

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    out,
    trouble::Trouble,
};

/// Arguments of `purchases list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is overdue is red.

Exit codes: 0 listed, 3 no cloud.

Examples:
  cargo nightshift purchases list
  cargo nightshift purchases list --shop acme --stack nightshift --json | jq '.[] | select(.state == \"waiting\")'")]
pub(crate) struct List {
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Arguments of `purchases show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit codes: 0 found, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift purchases show PO-2026-00017
  cargo nightshift purchases show 3f9a --shop acme --stack nightshift --json")]
pub(crate) struct Show {
    /// The order's number or id, or how the id of an open one begins
    order: String,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn list(args: List) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let open = shop.store.open_purchases(&shop.id).await.map_err(Target::trouble)?;
    if args.json {
        out::json(&open.iter().map(|(entity, order)| json_of(entity, order)).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if open.is_empty() {
        anstream::println!("Nothing is on order in the shop {}.", shop.id);
        return Ok(ExitCode::SUCCESS);
    }
    let today = shop.now.to_zoned(shop.zone.clone()).date();
    let mut table =
        out::table(&["id", "number", "state", "supplier", "to", "lines", "open", "total", "expected"]);
    for (entity, order) in &open {
        let late = order.state.is_under_way() && order.expected().is_some_and(|day| day < today);
        let expected = Cell::new(order.expected().map(|day| day.to_string()).unwrap_or_default());
        table.add_row([
            Cell::new(entity.id()),
            Cell::new(order.number().unwrap_or_default()),
            Cell::new(order.state.as_str()),
            Cell::new(&order.supplier),
            Cell::new(shop.place(&order.location)),
            Cell::new(order.lines.len()),
            Cell::new(order.lines.iter().map(Line::open).sum::<i64>()),
            Cell::new(total(order)),
            if late { expected.fg(Color::Red) } else { expected },
        ]);
    }
    anstream::println!("{table}");
    anstream::println!("{} open", open.len());
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn show(args: Show) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let (entity, order) = shop.find(&args.order).await?;
    if args.json {
        out::json(&json_of(&entity, &order))?;
    } else {
        let clock =
            |at: domain::Timestamp| at.to_zoned(shop.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        told(&entity, &order, shop.place(&order.location), clock)
            .iter()
            .for_each(|(name, said)| anstream::println!("{name:<10} {said}"));
        anstream::println!("{}", table(&order));
        for line in order.lines.iter().filter(|line| !line.why.formula.is_empty()) {
            anstream::println!("{}: {}", line.item, line.why.formula);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn json_of(entity: &EntityRef, order: &PurchaseOrder) -> serde_json::Value {
    let mut told = json!(order);
    told["id"] = json!(entity.id());
    told["total"] = json!(order.total());
    told
}

/// What it costs; with a mark where not every price is known.
fn total(order: &PurchaseOrder) -> String {
    let more = if order.is_priced() { "" } else { " and more" };
    format!("{}{more}", order.total())
}

/// An order in lines of name and text.
fn told(
    entity: &EntityRef,
    order: &PurchaseOrder,
    place: &str,
    clock: impl Fn(domain::Timestamp) -> String,
) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        ("order", entity.id().to_owned()),
        ("state", format!("{} (revision {})", order.state.as_str(), order.revision)),
        ("supplier", order.supplier.clone()),
        ("to", place.to_owned()),
        ("total", total(order)),
        ("opened", clock(order.opened)),
    ];
    if let Some(approval) = &order.approval {
        lines.insert(1, ("number", approval.number.clone()));
        lines.push(("approved", format!("{} by {}", clock(approval.at), approval.by)));
    }
    lines.extend(order.sent.map(|at| ("sent", clock(at))));
    if let Some(answer) = &order.answer {
        let said = if answer.yes { "they take it on" } else { "they don't take it on" };
        let more = if answer.contradicted.is_some() { "; later they said the opposite" } else { "" };
        lines.push(("answered", format!("{}: {said}{more}", clock(answer.at))));
    }
    lines.extend(
        order
            .chase
            .as_ref()
            .map(|chase| ("chased", format!("{} times, last {}", chase.stage, clock(chase.at)))),
    );
    lines.extend(order.expected().map(|day| ("expected", day.to_string())));
    lines
}

fn table(order: &PurchaseOrder) -> comfy_table::Table {
    let mut table = out::table(&["item", "code", "what", "ordered", "received", "open", "each", "expected"]);
    for line in &order.lines {
        table.add_row([
            Cell::new(line.sku.as_deref().unwrap_or(&line.item)),
            Cell::new(line.supplier_sku.as_deref().unwrap_or_default()),
            Cell::new(&line.title),
            Cell::new(line.quantity),
            Cell::new(line.received),
            Cell::new(line.open()),
            Cell::new(line.price.map(|price| price.to_string()).unwrap_or_default()),
            Cell::new(line.expected.map(|day| day.to_string()).unwrap_or_default()),
        ]);
    }
    table
}
