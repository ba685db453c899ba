//! `import`: what was before, taken in as facts and never acted on.

mod file;
mod judge;
mod run;

use std::{path::PathBuf, process::ExitCode};

pub(crate) use self::run::before;

use crate::{cloud::which::OneShop, trouble::Trouble};

/// What can be imported.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Import {
    /// Take older orders in as facts: nothing is ever mailed about them
    Orders(Orders),
}

/// Arguments of `import orders`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file holds one order to a line, a list, {\"orders\": […]}, or one order, each as the platform's API prints it. No
automation wakes on what is imported, and none acts later on an order placed before its own live_since. So an order
that was placed since then is refused: it comes by webhook. What is refused is told with its line, and the rest goes
on. Running it again changes nothing. Orders of a platform that the shop isn't on are another shop's, unless --source names it.

Exit codes: 0 all is taken in or was known, 1 something was refused, 2 wrong usage, 3 no cloud.

Examples:
  cargo nightshift import orders orders.ndjson --dry-run
  cargo nightshift import orders orders.ndjson
  cargo nightshift import orders orders.json --source woocommerce --shop acme --stack nightshift --json")]
pub(crate) struct Orders {
    /// The orders: JSON, or JSON lines
    file: PathBuf,
    /// Whose orders they are, such as `shopify`; known by their shape if absent
    #[arg(long)]
    source: Option<String>,
    /// Only say what would come of it
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Does it.
pub(crate) async fn run(import: Import) -> Result<ExitCode, Trouble> {
    let Import::Orders(args) = import;
    run::orders(args).await
}
