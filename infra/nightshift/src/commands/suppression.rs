//! `suppression`: addresses that mails don't go to any more.

use std::process::ExitCode;

use domain::{Timestamp, mail::mailbox, settings::is_address};
use serde_json::json;
use store::suppression::Suppression;

use super::said;
use crate::{
    cloud::{
        target::Target,
        which::{OneShop, There},
    },
    out,
    trouble::Trouble,
};

/// What can be done about suppressed addresses.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Suppressions {
    /// Say whether mails go to an address, and if not, since when and why
    Show(Show),
    /// Let mails go to an address again
    Lift(Lift),
}

/// Arguments of `suppression show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Addresses are kept as hashes: they can be looked for, not listed.

Exit codes: 0 mails go there, 1 they don't, 2 no address, 3 no cloud.

Examples:
  cargo nightshift suppression show ada@example.com
  cargo nightshift suppression show ada@example.com --shop acme --stack nightshift --json")]
pub(crate) struct Show {
    #[command(flatten)]
    which: Which,
}

/// Arguments of `suppression lift`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
After a bounce: only if the address takes mail now. After a complaint: only if its reader wants mails again. Too many of
either, and SES pauses the account. The name stays in the journal.

Exit codes: 0 mails go there again, 2 it wasn't suppressed, 3 no cloud.

Examples:
  cargo nightshift suppression lift ada@example.com --by owner
  cargo nightshift suppression lift ada@example.com --by owner --shop acme --stack nightshift")]
pub(crate) struct Lift {
    #[command(flatten)]
    which: Which,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    by: String,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The address
    address: String,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl Which {
    async fn open(&self) -> Result<There, Trouble> {
        if !is_address(self.address.trim()) {
            return Err(Trouble::input("this is no address").mend("write one plain address"));
        }
        self.shop.open().await
    }
}

/// Does it.
pub(crate) async fn run(suppressions: Suppressions) -> Result<ExitCode, Trouble> {
    match suppressions {
        Suppressions::Show(args) => show(args.which).await,
        Suppressions::Lift(args) => lift(args).await,
    }
}

async fn show(which: Which) -> Result<ExitCode, Trouble> {
    let There { store, shop, .. } = which.open().await?;
    let stands = store.suppressed(&shop, &which.address).await.map_err(Target::trouble)?;
    if which.json {
        out::json(&stands.as_ref().map(as_json))?;
    } else {
        match &stands {
            None => anstream::println!("Mails of the shop {shop} go to this address."),
            Some(stands) => anstream::println!("No mail of the shop {shop} goes there: {}.", told(stands)),
        }
        anstream::println!(
            "Its journal: cargo nightshift journal {} --shop {shop}",
            mailbox(&shop, &which.address)
        );
    }
    Ok(if stands.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn lift(args: Lift) -> Result<ExitCode, Trouble> {
    let by = said::who(&args.by)?;
    let There { store, shop, .. } = args.which.open().await?;
    let address = &args.which.address;
    let lifted = store.lift_suppression(&shop, address, &by, Timestamp::now()).await;
    let Some(stood) = lifted.map_err(Target::trouble)? else {
        return Err(Trouble::input(format!("no mail of the shop {shop} was kept from this address"))
            .mend("cargo nightshift suppression show ADDRESS"));
    };
    if args.which.json {
        out::json(&as_json(&stood))?;
    } else {
        anstream::println!("Mails of the shop {shop} go there again. It was {}.", told(&stood));
        anstream::println!(
            "SES keeps a list of its own: aws sesv2 delete-suppressed-destination --email-address ADDRESS"
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn told(stands: &Suppression) -> String {
    let Suppression { reason, detail, about, at } = stands;
    format!("{reason} ({detail}), since {at:.0}, by a mail about {about}")
}

fn as_json(stands: &Suppression) -> serde_json::Value {
    json!({"reason": stands.reason, "detail": stands.detail, "about": stands.about, "at": stands.at})
}

#[cfg(test)]
mod tests {
    use domain::EntityRef;

    use super::*;

    #[test]
    fn a_suppression_is_told_in_words() {
        let stands = Suppression {
            reason: "mail-bounced".into(),
            detail: "Permanent/General".into(),
            about: EntityRef::order("1001"),
            at: "2026-11-21T20:00:00Z".parse().expect("an instant"),
        };
        let expected =
            "mail-bounced (Permanent/General), since 2026-11-21T20:00:00Z, by a mail about ORDER#1001";
        assert_eq!(told(&stands), expected);
    }
}
