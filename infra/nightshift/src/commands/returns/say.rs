//! `return approve`, `refuse`, `cancel`, `reopen`, `close`, `pay`: what somebody wants done is journalled with the return;
//! `returns-approval` does it.

use std::process::ExitCode;

use domain::returns::{
    Trait,
    told::{Instructed, Word},
};

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// Arguments of `return approve` and `refuse`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without --for it is decided so, whatever was said, in your name and with your reason. With --for it is the answer of a route
that was asked, as by the link in its mail. A withdrawal by law can only be refused with the exception that holds (--exception).
Name and reason are kept with the return.

Exit codes: 0 asked for, 2 no such return or no reason, 3 no cloud.

Examples:
  cargo nightshift return approve RMA-1001-1 --by ada --reason \"the photos show the crack\"
  cargo nightshift return refuse RMA-1001-1 --for quality --by ada --reason \"worn\"
  cargo nightshift return refuse RMA-1002-1 --by ada --reason \"seal broken\" --exception hygiene --stack nightshift")]
pub(crate) struct Args {
    #[command(flatten)]
    plain: Plain,
    /// Answer for this route, which was asked
    #[arg(long = "for", value_name = "ROUTE")]
    route: Option<String>,
    /// The exception of the law that holds: hygiene, personalised, perishable, digital, sealed-media
    #[arg(long, value_name = "WORD")]
    exception: Option<String>,
}

/// Which return, who, why.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Name and reason are kept with the return. What can't be done as things are is said at once, and changes nothing.

Exit codes: 0 asked for, 2 no such return or no reason, 3 no cloud.

Examples:
  cargo nightshift return cancel RMA-1001-1 --by ada --reason \"the buyer keeps it\"
  cargo nightshift return reopen RMA-1001-1 --by ada --reason \"it came after all\" --stack nightshift")]
pub(crate) struct Plain {
    /// The return's number or id, or how the id of an open one begins
    id: String,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why, for whoever reads the journal later; at most 200 characters
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    shop: OneShop,
}

pub(super) async fn decide(yes: bool, args: Args) -> Result<ExitCode, Trouble> {
    let exception = args.exception.as_deref().map(str::parse::<Trait>).transpose();
    let exception =
        exception.map_err(|()| Trouble::input("that is no exception of the law").mend("see --help"))?;
    match args.route {
        Some(route) => {
            let plain = Plain { by: route, ..args.plain };
            journal(Word::Vote { yes, exception }, plain).await
        }
        None => journal(Word::Override { yes, exception }, args.plain).await,
    }
}

pub(super) async fn plain(word: Word, args: Plain) -> Result<ExitCode, Trouble> {
    journal(word, args).await
}

async fn journal(word: Word, args: Plain) -> Result<ExitCode, Trouble> {
    let (by, reason) = (args.by.trim(), args.reason.trim());
    if by.is_empty() || reason.is_empty() {
        return Err(Trouble::input("it isn't said who, or why").mend("write --by NAME --reason TEXT"));
    }
    if reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control) {
        return Err(Trouble::input("the reason is too long, or has several lines")
            .mend("say it in one line of at most 200 characters"));
    }
    let shop = Shop::open(&args.shop).await?;
    let (entity, kept) = shop.find(&args.id).await?;
    let said = Instructed { word, by: by.to_owned(), reason: Some(reason.to_owned()) };
    let written = shop.store.journal(&shop.id, &entity, &[said.event(shop.now)], shop.now).await;
    written.map_err(Target::trouble)?;
    anstream::println!(
        "Asked for, in the name of {by}: {} ({}).",
        kept.rma.number,
        kept.rma.state().as_str()
    );
    anstream::println!("What comes of it: cargo nightshift return show {} --shop {}", entity.id(), shop.id);
    Ok(ExitCode::SUCCESS)
}
