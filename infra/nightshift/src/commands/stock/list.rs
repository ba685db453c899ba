//! `stock list`: every item at every place, in a line each.

use std::process::ExitCode;

use comfy_table::{Cell, Color};
use domain::stock::Level;
use serde_json::json;

use super::look::Shop;
use crate::{cloud::which::OneShop, out, trouble::Trouble};

/// Arguments of `stock list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reads every ledger of the shop: of a hundred thousand items it takes a minute.

Exit codes: 0 listed, 3 no cloud.

Examples:
  cargo nightshift stock list --shop acme
  cargo nightshift stock list --shop acme --low
  cargo nightshift stock list --shop acme --stack nightshift --json | jq '.[] | select(.available < 0)'")]
pub(crate) struct Args {
    #[command(flatten)]
    shop: OneShop,
    /// Only those that are too little
    #[arg(long)]
    low: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let zone = shop.settings.shop.time_zone();
    let mut rows = Vec::new();
    for place in shop.all().await? {
        let view = shop.view(&place).await?;
        let level = view.as_ref().map(|view| view.level);
        if args.low && level.is_none_or(|level| level == Level::Enough) {
            continue;
        }
        rows.push((place, view));
    }
    if args.json {
        let told = rows.iter().map(|(place, view)| {
            let pieces = place.kept.ledger.balance(&zone).pieces;
            json!({"item": place.item.id, "sku": place.item.sku, "title": place.item.title, "location": place.location,
                "pieces": pieces, "available": view.as_ref().map(|view| view.available),
                "level": view.as_ref().map(|view| view.level)})
        });
        out::json(&told.collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut table = out::table(&["item", "what", "where", "on hand", "reserved", "available", "level"]);
    for (place, view) in &rows {
        let pieces = place.kept.ledger.balance(&zone).pieces;
        let colour = match view.as_ref().map(|view| view.level) {
            None | Some(Level::Enough) => Color::Reset,
            Some(Level::Low) => Color::Yellow,
            Some(_) => Color::Red,
        };
        table.add_row([
            Cell::new(place.item.sku.as_deref().unwrap_or(&place.item.id)),
            Cell::new(&place.item.title),
            Cell::new(&place.location),
            Cell::new(pieces.on_hand),
            Cell::new(pieces.reserved),
            Cell::new(view.as_ref().map_or("unknown".to_owned(), |view| view.available.to_string())),
            Cell::new(view.as_ref().map_or("", |view| view.level.as_str())).fg(colour),
        ]);
    }
    anstream::println!("{table}");
    anstream::println!("{} stocks", rows.len());
    Ok(ExitCode::SUCCESS)
}
