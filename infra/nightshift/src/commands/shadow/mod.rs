//! `shadow-report`: what would have gone out.

mod held;

use std::{collections::BTreeMap, process::ExitCode};

use domain::{ShopId, Timestamp};
use serde::Serialize;

use crate::{
    cloud::{
        days::{self, Span},
        target::Target,
        which::{OneShop, There},
    },
    out,
    trouble::Trouble,
};
use held::{Held, Tell};

/// Arguments of `shadow-report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
An automation in shadow decides and journals, and sends nothing. Here is what it would have sent: subjects are those of
the mails as the orders now stand, addresses are masked. What is older than live_since (before-live) wouldn't go out
in the mode live either.

Examples:
  cargo nightshift shadow-report
  cargo nightshift shadow-report --shop acme --days 30 --stack nightshift
  cargo nightshift shadow-report --shop acme --json | jq '.sums'")]
pub(crate) struct Args {
    #[command(flatten)]
    shop: OneShop,
    /// The last so many times 24 hours
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'r> {
    shop: &'r ShopId,
    since: Timestamp,
    until: Timestamp,
    withheld: &'r [Held],
    sums: &'r [Sum],
}

/// How often an automation held something back for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Sum {
    automation: String,
    what: String,
    because: String,
    why: String,
    count: usize,
}

/// Reports.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let There { store, shop, .. } = args.shop.open().await?;
    let span = Span::last(args.days, Timestamp::now());
    let history = store.settings(&shop).await.map_err(Target::trouble)?;
    let mut tell = Tell::new(&store, &shop, &history);
    let mut withheld = Vec::new();
    for event in days::events(&store, &shop, span).await? {
        withheld.extend(tell.held(&event).await?);
    }
    let sums = sums(&withheld);
    if args.json {
        let Span { since, until } = span;
        out::json(&Report { shop: &shop, since, until, withheld: &withheld, sums: &sums })?;
    } else {
        print(&shop, args.days, &withheld, &sums);
    }
    Ok(ExitCode::SUCCESS)
}

fn sums(withheld: &[Held]) -> Vec<Sum> {
    let mut counts = BTreeMap::new();
    for held in withheld {
        *counts.entry((&held.automation, &held.what, &held.because, &held.why)).or_insert(0) += 1;
    }
    let sum = |((automation, what, because, why), count): (_, usize)| Sum {
        automation: String::clone(automation),
        what: String::clone(what),
        because: String::clone(because),
        why: String::clone(why),
        count,
    };
    counts.into_iter().map(sum).collect()
}

fn print(shop: &ShopId, days: u16, withheld: &[Held], sums: &[Sum]) {
    if withheld.is_empty() {
        anstream::println!("Nothing was withheld in the shop {shop} in the last {days} days.");
        anstream::println!("Automations that are live send what they decide; see cargo nightshift journal.");
        return;
    }
    let mut table =
        out::table(&["when (UTC)", "automation", "about", "what", "because", "to", "subject", "withheld"]);
    for held in withheld {
        let about = held.number.clone().unwrap_or_else(|| held.about.to_string());
        let (to, subject) = match &held.mail {
            Some(Ok(mail)) => (mail.to.as_str(), mail.subject.as_str()),
            Some(Err(why)) => ("", why.as_str()),
            None => ("", ""),
        };
        let when = format!("{:.0}", held.at);
        table.add_row([&when, &held.automation, &about, &held.what, &held.because, to, subject, &held.why]);
    }
    anstream::println!("{table}");
    let mut table = out::table(&["automation", "what", "because", "withheld", "count"]);
    for Sum { automation, what, because, why, count } in sums {
        table.add_row([automation, what, because, why, &count.to_string()]);
    }
    anstream::println!("{table}");
    let would = withheld.iter().filter(|held| held.why == "shadow").count();
    anstream::println!("{would} of {} would have gone out, had their automations been live.", withheld.len());
}

#[cfg(test)]
mod tests {
    use domain::EntityRef;

    use super::*;

    #[test]
    fn sums_are_by_automation_and_reason() {
        let held = |automation: &str, because: &str, why: &str| Held {
            automation: automation.into(),
            at: Timestamp::UNIX_EPOCH,
            about: EntityRef::order("1"),
            number: None,
            what: "mail order-confirmation".into(),
            because: because.into(),
            why: why.into(),
            mail: None,
        };
        let all = [
            held("b", "paid", "shadow"),
            held("a", "paid", "shadow"),
            held("b", "paid", "shadow"),
            held("b", "paid", "before-live"),
        ];
        let sums: Vec<_> = sums(&all).into_iter().map(|s| (s.automation, s.why, s.count)).collect();
        let sum = |a: &str, w: &str, n| (a.to_owned(), w.to_owned(), n);
        assert_eq!(sums, [sum("a", "shadow", 1), sum("b", "before-live", 1), sum("b", "shadow", 2)]);
    }
}
