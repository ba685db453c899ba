//! `purchases approve`, `decline`, `close`, `cancel`: what somebody wants done is journalled with the order; `purchasing` does
//! it.

use std::process::ExitCode;

use domain::purchase::{Because, Instructed, PurchaseOrder, Word};

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    commands::said,
    trouble::Trouble,
};

/// Arguments of `purchases approve`, `decline`, `close`, `cancel`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is approved is the order as it was just now: if it changes in this moment, nothing is ordered. That an order is called off the
supplier is told, if they have it and an address; that the rest isn't waited for any more they aren't: write to them. Of an order that
has come in part, cancel closes the rest. Name and reason are kept with the order.

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
    let by = said::who(&args.by)?;
    let reason = args.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    let reason = reason.map(said::why).transpose()?;
    let shop = Shop::open(&args.shop).await?;
    let (entity, order) = shop.find(&args.order).await?;
    let comes = may(word, &order).map_err(|because| {
        let code = domain::Because::code(&because);
        Trouble::failed(format!("{} is {}: {code}", entity.id(), order.state.as_str()))
    })?;
    let instructed = Instructed { word, revision: order.revision, by: by.clone(), reason };
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
    if let Some(hears) = comes.filter(|_| order.sent.is_some()).and_then(supplier_hears) {
        anstream::println!("{hears}");
    }
    Ok(ExitCode::SUCCESS)
}

/// What comes of it, if it can be done as things are: the same moves that `purchasing` makes, on a copy.
fn may(word: Word, order: &PurchaseOrder) -> Result<Option<Because>, Because> {
    let mut copy = order.clone();
    match word {
        Word::Approve | Word::Decline => copy.may_be_approved(order.revision).map(|()| None),
        Word::Close => copy.close().map(Some),
        Word::Cancel => copy.cancel().map(Some),
    }
}

/// What the supplier, who has the order, hears of it from `purchasing`.
fn supplier_hears(comes: Because) -> Option<&'static str> {
    match comes {
        Because::Cancelled => Some("The supplier has the order: they are told, if they have an address."),
        Because::ClosedShort => {
            Some("The supplier has the order and isn't told that the rest isn't waited for: write to them.")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::purchase::State;
    use serde_json::json;

    use super::*;

    #[test]
    fn it_is_said_whether_the_supplier_hears_of_it() {
        for (word, state, expected) in [
            (Word::Cancel, State::Sent, "they are told"),
            (Word::Cancel, State::PartlyReceived, "write to them"),
            (Word::Close, State::Sent, "write to them"),
        ] {
            let mut order: PurchaseOrder = serde_json::from_value(json!({
                "supplier": "kiln", "location": "berlin", "currency": "EUR", "state": "draft",
                "opened": "2026-01-15T09:00:00Z", "revision": 1, "lines": [],
            }))
            .expect("an order");
            order.state = state;
            let hears = may(word, &order).expect("it may be").and_then(supplier_hears);
            assert!(hears.is_some_and(|hears| hears.contains(expected)), "{word:?} {state:?}: {hears:?}");
        }
    }
}
