//! `purchases approve`, `decline`, `close`, `cancel`: what somebody wants done is journalled with the order; `purchasing` does
//! it.

use std::process::ExitCode;

use domain::purchase::{Because, Instructed, PurchaseOrder, Word};

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// Arguments of `purchases approve`, `decline`, `close`, `cancel`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is approved is the order as it was just now: if it changes in this moment, nothing is ordered. Of an order that is called
off the supplier isn't told; write to them. Name and reason are kept with the order.

Exit codes: 0 asked for, 1 it can't be done as things are, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift purchases approve 3f9a0c1b2d-1 --by ada
  cargo nightshift purchases close PO-2026-00017 --by ada --reason \"the rest is out of print\" --shop acme
  cargo nightshift purchases cancel PO-2026-00018 --by ada --stack nightshift")]
pub(crate) struct Args {
    /// The order's number or id, or how the id of an open one begins
    order: String,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    shop: OneShop,
}

pub(super) async fn run(word: Word, args: Args) -> Result<ExitCode, Trouble> {
    let by = args.by.trim();
    if by.is_empty() {
        return Err(Trouble::input("nobody says so").mend("write who it is: --by NAME"));
    }
    let reason = args.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    if reason
        .is_some_and(|reason| reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control))
    {
        return Err(Trouble::input("the reason is too long, or has several lines")
            .mend("say it in one line of at most 200 characters"));
    }
    let shop = Shop::open(&args.shop).await?;
    let (entity, order) = shop.find(&args.order).await?;
    may(word, &order).map_err(|because| {
        let code = domain::Because::code(&because);
        Trouble::failed(format!("{} is {}: {code}", entity.id(), order.state.as_str()))
    })?;
    let instructed =
        Instructed { word, revision: order.revision, by: by.to_owned(), reason: reason.map(str::to_owned) };
    let said = shop.store.journal(&shop.id, &entity, &[instructed.event(shop.now)], shop.now).await;
    said.map_err(Target::trouble)?;
    anstream::println!(
        "Asked for, in the name of {by}: {} {} (revision {}).",
        word.as_str(),
        entity.id(),
        order.revision
    );
    anstream::println!(
        "What comes of it: cargo nightshift purchases show {} --shop {}",
        entity.id(),
        shop.id
    );
    if word == Word::Cancel && order.sent.is_some() {
        anstream::println!("The supplier has the order and isn't told: write to them.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether it can be done as things are: the same moves that `purchasing` makes, on a copy.
fn may(word: Word, order: &PurchaseOrder) -> Result<(), Because> {
    let mut copy = order.clone();
    match word {
        Word::Approve | Word::Decline => copy.may_be_approved(order.revision),
        Word::Close => copy.close().map(drop),
        Word::Cancel => copy.cancel().map(drop),
    }
}
