//! `settings apply`: checks a shop's settings and publishes them.

use std::{path::PathBuf, process::ExitCode};

use domain::Timestamp;
use jiff::SignedDuration;

use crate::{
    cloud::{
        house::House,
        shop,
        target::{Target, Where},
    },
    trouble::Trouble,
};

/// A function reads settings at most this long after they were published.
const CACHES: SignedDuration = SignedDuration::from_secs(120);

/// Arguments of `settings apply`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A version is never changed. Orders placed two minutes from now on follow the new one, earlier ones the old.

Examples:
  cargo nightshift settings apply infra/local/shop.toml
  cargo nightshift settings apply shop.toml --stack nightshift
  cargo nightshift settings apply shop.toml --check")]
pub(crate) struct Args {
    /// The shop.toml
    file: PathBuf,
    /// Only check it: no cloud
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    place: Where,
}

/// Checks, then publishes.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let settings = shop::read(&args.file)?;
    if args.check {
        anstream::println!("{}: all is well with the settings of {}.", args.file.display(), settings.id);
        return Ok(ExitCode::SUCCESS);
    }
    let target = args.place.find(&House::find()?).await?;
    let store = target.store()?;
    let history = store.settings(&settings.id).await.map_err(Target::trouble)?;
    if let Some(newest) = history.newest().filter(|newest| newest.shop == settings) {
        anstream::println!("{} has these settings already, as v{}.", settings.id, newest.number);
        return Ok(ExitCode::SUCCESS);
    }
    let from = Timestamp::now() + CACHES;
    let version = store.publish_settings(&settings, from).await.map_err(Target::trouble)?;
    anstream::println!("{} has settings v{version}, for orders placed from {from:.0} on.", settings.id);
    Ok(ExitCode::SUCCESS)
}
