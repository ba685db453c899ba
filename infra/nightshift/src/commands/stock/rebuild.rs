//! `stock rebuild`: are the ledgers what their movements come to?

use std::process::ExitCode;

use domain::stock::Ledger;
use store::checked::{Check, Checked};

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// Arguments of `stock rebuild`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The nightly sweep does the same, and tells somebody by a task. Movements that are still in a queue are taken in early; when they arrive they change nothing.
Without --fix nothing is written.

Exit codes: 0 every ledger is right (or was put right), 1 some aren't, 2 there is no such item, 3 no cloud.

Examples:
  cargo nightshift stock rebuild MUG-BLUE --shop acme
  cargo nightshift stock rebuild --all --shop acme --fix
  cargo nightshift stock rebuild --all --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// The article code, or the id of the item
    #[arg(required_unless_present = "all")]
    sku: Option<String>,
    /// Every item
    #[arg(long, conflicts_with = "sku")]
    all: bool,
    /// Put right what is wrong
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    shop: OneShop,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let places = match &args.sku {
        Some(sku) => shop.item(sku).await?,
        None => shop.all().await?,
    };
    let zone = shop.settings.shop.time_zone();
    let (mut right, mut wrong) = (0, 0);
    for place in places {
        let movements = shop.store.movements(&shop.id, &place.entity).await.map_err(Target::trouble)?;
        let count = movements.len();
        let rebuilt = Ledger::rebuild(movements, &zone);
        if rebuilt == place.kept.ledger {
            right += 1;
            continue;
        }
        let (kept, journalled) = (place.kept.ledger.balance(&zone).pieces, rebuilt.balance(&zone).pieces);
        let told = format!(
            "{}: kept {} on hand, {} reserved; its {count} movements come to {} and {}",
            place.entity, kept.on_hand, kept.reserved, journalled.on_hand, journalled.reserved
        );
        if !args.fix {
            wrong += 1;
            anstream::println!("{told}");
            continue;
        }
        // Somebody is looking at it: no task.
        let check =
            Check { zone: &zone, now: shop.now, judge: "low-stock-alert", judges_all: false, tells: false };
        let checked = shop.store.check_ledger(&shop.id, &place.entity, &check).await;
        match checked.map_err(|failure| Trouble::failed(failure.to_string()))? {
            (Checked::Right, _) => {
                anstream::println!("{told}; it was right by the time it was looked at again")
            }
            (Checked::Behind | Checked::Wrong, _) => {
                anstream::println!("{told}; put right, and judged again within a minute");
            }
        }
    }
    anstream::println!("{right} ledgers are what their movements come to, {wrong} aren't");
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
