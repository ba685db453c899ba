//! `return extend` and `return customer`: what somebody says beside the policy, of one order or of one customer.

use std::process::ExitCode;

use domain::{
    EntityRef,
    returns::{
        exceptions::{Extended, Listed},
        rules::List,
    },
};
use jiff::civil::Date;
use store::privacy::Called;

use super::{look::Shop, signed::Signed, words};
use crate::{cloud::target::Target, commands::privacy, trouble::Trouble};

/// Arguments of `return extend`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is asked for from now on is decided by it, whatever the windows of the policy say; a list, a rule or a restriction counts as before.
What was refused before stays so until it is asked for anew, or `return approve` takes it. Name and reason stay in the order's story, also after an erasure: write nothing about the person into it.

Exit codes: 0 done, 2 no such order, or a day that is over, 3 no cloud.

Examples:
  cargo nightshift return extend 1001 --until 2027-01-31 --by ada --reason \"agreed by phone, ticket 4711\"
  cargo nightshift return extend ORDER#5600000000001 --undo --by ada --reason \"the wrong order\" --stack nightshift")]
pub(crate) struct Extend {
    /// The order: `ORDER#450789469`, or its number alone
    order: String,
    /// The last day on which a return may be asked for, by the buyer's calendar
    #[arg(long, value_name = "DATE", required_unless_present = "undo")]
    until: Option<Date>,
    /// The windows of the policy count again
    #[arg(long, conflicts_with = "until")]
    undo: bool,
    #[command(flatten)]
    signed: Signed,
}

/// Arguments of `return customer`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
`customer.blocked` and `customer.allowed` say it to the rules of the policy, from the next decision on; without a rule that asks, nothing changes.
The withdrawal that the law grants is refused to nobody. The reason stays in the customer's story, also after an erasure: write no name and no address into it. A release before December 2026
that goes on with the same data forgets the list at the customer's next return.

Exit codes: 0 done, 2 no such customer, 3 no cloud.

Examples:
  cargo nightshift return customer 207119551 --list block --by ada --reason \"three empty boxes\"
  cargo nightshift return customer '#1001' --list none --by ada --reason \"settled\" --stack nightshift")]
pub(crate) struct Customer {
    /// The customer's id on the platform, or the number of an order of theirs (`#1001`)
    customer: String,
    /// Which list they stand on from now on
    #[arg(long, value_name = "LIST")]
    list: Standing,
    #[command(flatten)]
    signed: Signed,
}

/// Where a customer stands.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Standing {
    Block,
    Allow,
    None,
}

pub(super) async fn extend(args: Extend) -> Result<ExitCode, Trouble> {
    let (by, reason) = args.signed.kept()?;
    let shop = Shop::open(&args.signed.shop).await?;
    if let Some(until) = args.until {
        not_over(until, shop.now.to_zoned(shop.zone.clone()).date())?;
    }
    let (entity, order) = shop.order(&args.order).await?;
    let said = Extended { until: args.until, by, reason };
    let is_new = shop.store.extend_returns(&shop.id, &entity, &said, shop.now).await;
    let is_new = is_new.map_err(Target::trouble)?;
    let name = &order.name;
    anstream::println!(
        "{}",
        match (args.until, is_new) {
            (Some(until), true) =>
                format!("{name} may come back until {}, whatever the windows say.", words::day(until)),
            (Some(until), false) =>
                format!("{name} may come back until {} already: nothing has changed.", words::day(until)),
            (None, true) => format!("For {name} the windows of the policy count again."),
            (None, false) =>
                format!("For {name} the windows of the policy count already: nothing has changed."),
        }
    );
    Ok(ExitCode::SUCCESS)
}

/// A day before the shop's today would change nothing. Buyers west of the shop still have their yesterday.
fn not_over(until: Date, today: Date) -> Result<(), Trouble> {
    match today.yesterday() {
        Ok(yesterday) if until < yesterday => Err(Trouble::input(format!("{} is over", words::day(until)))
            .mend("write a day that is still to come: --until YYYY-MM-DD; or --undo, where the windows are to count again")),
        _ => Ok(()),
    }
}

pub(super) async fn customer(args: Customer) -> Result<ExitCode, Trouble> {
    let (by, reason) = args.signed.kept()?;
    let shop = Shop::open(&args.signed.shop).await?;
    let customer = meant(&shop, args.customer.trim()).await?;
    let list = match args.list {
        Standing::Block => Some(List::Block),
        Standing::Allow => Some(List::Allow),
        Standing::None => None,
    };
    let said = Listed { list, by, reason };
    let is_new = shop.store.list_customer(&shop.id, &customer, &said, shop.now).await;
    let already =
        if is_new.map_err(Target::trouble)? { "from now on" } else { "already: nothing has changed" };
    let stands = match list {
        Some(List::Block) => "stands on the block list",
        Some(List::Allow) => "stands on the allow list",
        None => "stands on no list",
    };
    anstream::println!("The customer {customer} {stands} {already}.");
    Ok(ExitCode::SUCCESS)
}

/// The id of the customer who is meant.
async fn meant(shop: &Shop, word: &str) -> Result<String, Trouble> {
    let called = match privacy::called(&shop.store, &shop.id, word).await? {
        Called::Customer(id) => return Ok(id),
        Called::Order(id) => id,
        Called::Mail(_) | Called::Everybody => {
            return Err(Trouble::input("a list takes one customer of the shop's")
                .mend("write the customer's id, or an order's number such as #1001"));
        }
    };
    let order = shop.store.snapshot(&shop.id, &EntityRef::order(&called)).await.map_err(Target::trouble)?;
    order.and_then(|order| order.customer).ok_or_else(|| {
        Trouble::input(format!("the order {word} was bought by a guest: no list can hold them"))
            .mend("a guest has no id at the shop; decide their returns one by one")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_over_everywhere_is_not_taken() {
        let day = |text: &str| -> Date { text.parse().expect("a day") };
        for (until, taken) in
            [("2026-11-24", false), ("2026-11-26", true), ("2026-11-27", true), ("2027-01-31", true)]
        {
            assert_eq!(not_over(day(until), day("2026-11-27")).is_ok(), taken, "{until}");
        }
    }
}
