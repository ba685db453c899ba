//! `settings apply`: checks a shop's settings, shows what they change, and publishes them.

use std::{path::PathBuf, process::ExitCode};

use owo_colors::OwoColorize;

use super::{
    file, gather,
    publish::{self, When},
};
use crate::{
    cloud::{
        house::House,
        links,
        target::{Target, Where},
    },
    trouble::Trouble,
};

/// Arguments of `settings apply`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A version is never changed. What begins two minutes from now on, or from --from on, follows the new one; what began
earlier keeps to its own. A shop that has no key for signed links yet gets one. When an automation goes live by it, you are asked first; without a terminal, say --yes.

Exit codes: 0 published, or nothing to do; 1 somebody else published meanwhile, or you said no; 2 the file has mistakes;
3 no cloud.

Examples:
  cargo nightshift settings apply infra/local/shops/acme.toml
  cargo nightshift settings apply shop.toml --stack nightshift
  cargo nightshift settings apply shop.toml --from 2026-12-01T00:00:00+01:00 --yes")]
pub(crate) struct Args {
    /// The shop.toml
    file: PathBuf,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    place: Where,
}

/// Checks, shows, publishes.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let file::Read { shop, files } = file::read(&args.file, &gather::schema(&house).await?)?;
    let target = args.place.find(&house).await?;
    let store = target.store()?;
    let history = store.settings(&shop.id).await.map_err(Target::trouble)?;
    let id = shop.id.clone();
    publish::publish(&store, &history, shop, &files, &args.when).await?;
    if links::ensure(&target.config, &id).await? {
        anstream::println!("{} {id} has a key for its signed links now.", "✓".green());
    }
    Ok(ExitCode::SUCCESS)
}
