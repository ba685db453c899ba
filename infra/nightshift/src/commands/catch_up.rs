//! `catch-up`: what older releases left out, so that this one finds it.

use std::{collections::BTreeSet, process::ExitCode};

use domain::{EntityRef, Timestamp};
use owo_colors::OwoColorize as _;

use crate::{
    cloud::{
        days::{self, Span},
        target::Target,
        which::{OneShop, There},
    },
    out::progress::{self, Step},
    trouble::Trouble,
};

/// So many orders are looked at between two steps of the bar.
const AT_ONCE: usize = 100;

/// Arguments of `catch-up`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
After a newer version was deployed over an older one's data, once for each shop. Since November 2026 orders are found by their number:
on the returns portal, and by privacy, return, journal, links, resend and preview. Those that came before are found so when they change, or after this.
Whatever has it stays as it is; a second run finds nothing to do.

Exit codes: 0 done, 3 no cloud.

Examples:
  cargo nightshift catch-up
  cargo nightshift catch-up --shop acme --stack nightshift")]
pub(crate) struct Args {
    #[command(flatten)]
    shop: OneShop,
}

/// Does it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let There { store, shop, .. } = args.shop.open().await?;
    let step = Step::begin("journal");
    step.say("which orders there are");
    let all = days::effects(&store, &shop, Span::ever(Timestamp::now())).await?;
    let orders: BTreeSet<EntityRef> =
        all.into_iter().map(|(entity, _)| entity).filter(|entity| entity.kind() == "ORDER").collect();
    let orders: Vec<EntityRef> = orders.into_iter().collect();
    step.done(&format!("{} orders", orders.len()));
    let bar = progress::bar(orders.len());
    let mut named = 0;
    for batch in orders.chunks(AT_ONCE) {
        for order in store.unnamed_orders(&shop, batch).await.map_err(Target::trouble)? {
            named += usize::from(store.name_order(&shop, &order).await.map_err(Target::trouble)?);
        }
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    anstream::println!(
        "{} {} orders of {shop} looked at, {named} of them are found by their number from now on.",
        "✓".green(),
        orders.len()
    );
    Ok(ExitCode::SUCCESS)
}
