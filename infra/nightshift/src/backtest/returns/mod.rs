//! `backtest returns`: a draft of a policy, tried on what happened, before it is published.

mod past;
mod shown;

use std::{path::PathBuf, process::ExitCode};

use domain::{
    Timestamp,
    returns::{Case, Policies, Policy, Rules, backtest, rma::DESK},
    settings::Shop as Settings,
};
use jiff::{SignedDuration, tz::TimeZone};
use serde_json::{Value, json};

use crate::{
    again::Stretch,
    cloud::{days::Span, target::Target, which::OneShop},
    commands::returns::look::Shop,
    offline::unfold,
    out,
    settings::Draft,
    trouble::{Explain, Trouble},
};

/// So far back is looked where nothing is said.
const USUAL: SignedDuration = SignedDuration::from_hours(90 * 24);
/// The furthest look back, in days.
const FURTHEST: i64 = 366;

/// Arguments of `backtest returns`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
DRAFT is a shop.toml, or only its table [automations.returns-approval]. Every return that was decided in that time (90 days where
nothing is said) is decided once more by the draft, from the facts as they were then: what would change, what money would go
back, how often somebody would be asked, rule by rule. The day's limits are counted anew. Nothing is written.

With --csv the past is a file instead, one line of a return a row: key, order, placed_at, delivered_at, requested_at, country,
currency, line, bought, price (of one, tax included), discount (of the line), quantity, and perhaps reason, condition, outcome,
withdrawal, sku, type, channel, shipping. Rows of one key are one return. What it was is what the present rules say then.

A column that isn't there is refused, and so is a key of DRAFT that nobody knows: nothing would change by it.

Exit codes: 0 done, 2 the draft or the file can't be read, 3 no cloud.

Examples:
  cargo nightshift backtest returns --policy draft.toml --since 90d --shop acme
  cargo nightshift backtest returns --policy draft.toml --csv returns.csv --against shop.toml --report report.html
  cargo nightshift backtest returns --policy draft.toml --since 30d --stack nightshift --json")]
pub(crate) struct Args {
    /// The draft
    #[arg(long, value_name = "DRAFT.toml")]
    policy: PathBuf,
    /// A past in a file, instead of the shop's own
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["since", "shop"])]
    csv: Option<PathBuf>,
    /// With --csv: what it is compared with; a policy that says nothing if absent
    #[arg(long, value_name = "SHOP.toml", requires = "csv")]
    against: Option<PathBuf>,
    #[command(flatten)]
    stretch: Stretch,
    #[command(flatten)]
    shop: OneShop,
    /// Write a page
    #[arg(long, value_name = "FILE.html")]
    report: Option<PathBuf>,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
}

/// Does it.
pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let (cases, policies, zone, title) = match &args.csv {
        Some(file) => {
            let cases = past::read(file)?;
            let zone = TimeZone::UTC;
            let rules = args.against.as_deref().map(rules).transpose()?.unwrap_or_default();
            let policy = policy(&rules, &zone, "--against")?;
            (cases, Some(Policies::only(policy)), zone, file.display().to_string())
        }
        None => {
            let shop = Shop::open(&args.shop).await?;
            let span: Span = args.stretch.span(Timestamp::now(), USUAL)?;
            if span.until.duration_since(span.since).as_hours() > FURTHEST * 24 {
                return Err(Trouble::input(format!("that is longer than {FURTHEST} days")));
            }
            let cases = past::of_shop(&shop, span).await?;
            let zone = shop.zone.clone();
            (cases, None, zone, format!("{}, {} to {}", shop.id, span.since, span.until))
        }
    };
    let draft = policy(&rules(&args.policy)?, &zone, "--policy")?;
    let report = backtest(&cases, &draft, |_: &Case| policies.clone());
    if let Some(file) = &args.report {
        std::fs::write(file, shown::html(&report, &title, cases.len()))
            .map_err(|e| Trouble::failed("the report can't be written").at(file.display()).saying(e))?;
    }
    if args.json {
        out::json(&report)?;
    } else {
        shown::print(&report, cases.len());
        if let Some(file) = &args.report {
            anstream::println!("The report: {}", file.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a published draft would change at a shop: for whoever is about to publish it.
pub(crate) async fn before(shop: &Shop, draft: &Settings, days: i64) -> Result<String, Trouble> {
    let rules = draft.rules_of_returns().or_input("the draft's table can't be read")?;
    let now = shop.now;
    let since = now - SignedDuration::from_hours(24 * days);
    let cases = past::of_shop(shop, Span { since, until: now }).await?;
    let draft = policy(&rules, &shop.zone, "the draft")?;
    Ok(shown::sentence(&backtest(&cases, &draft, |_: &Case| None), cases.len(), days))
}

fn policy(rules: &Rules, zone: &TimeZone, whose: &str) -> Result<Policy, Trouble> {
    Policy::new(0, rules, zone).map_err(|mistakes| {
        let said: Vec<_> =
            mistakes.iter().map(|mistake| format!("{}: {}", mistake.key, mistake.say)).collect();
        Trouble::input(format!("{whose}: {}", said.join("; ")))
            .mend("cargo nightshift settings check shows each at its line")
    })
}

/// The policy's table, of a whole shop.toml or alone.
fn rules(file: &std::path::Path) -> Result<Rules, Trouble> {
    let text = std::fs::read_to_string(file)
        .map_err(|e| Trouble::input("the file can't be read").at(file.display()).saying(e))?;
    let document = unfold::from_toml(&text)
        .map_err(|said| Trouble::input("the file is no TOML").at(file.display()).saying(said))?;
    own(document).map_err(|trouble| trouble.at(file.display()))
}

/// The policy of that document. A key that nobody knows would be tried as if it weren't there.
fn own(document: Value) -> Result<Rules, Trouble> {
    let is_whole = ["automations", "sender", "id"].iter().any(|key| document.get(key).is_some());
    let own = match is_whole {
        true => document.pointer("/automations/returns-approval").cloned().unwrap_or_else(|| json!({})),
        false => document,
    };
    Draft { automation: DESK, schema: schemars::schema_for!(Rules).to_value() }.check(&own)?;
    serde_json::from_value(own).map_err(|e| Trouble::input("the policy can't be read").saying(e))
}

/// A shop whose past is looked at can't be reached.
pub(super) fn unreachable(error: store::StoreError) -> Trouble {
    Target::trouble(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_with_a_slip_of_the_pen_is_no_draft() {
        let window = "window = { days = 30 }";
        let table = "[automations.returns-approval]\nmode = \"live\"\nlive_since = 2026-03-02T00:00:00Z";
        for (draft, said) in [
            (window.to_owned(), None),
            (format!("id = \"acme\"\n{table}\n{window}"), None),
            ("id = \"acme\"".to_owned(), None),
            ("windw = { days = 30 }".to_owned(), Some("did you mean window?")),
            (format!("{table}\nwindow = {{ dais = 30 }}"), Some("returns-approval.window.dais: ")),
            ("window = { days = \"many\" }".to_owned(), Some("returns-approval.window.days: ")),
        ] {
            let rules = own(unfold::from_toml(&draft).expect("TOML"));
            match (rules, said) {
                (Ok(_), None) => {}
                (Err(trouble), Some(said)) => assert!(trouble.to_string().contains(said), "{trouble}"),
                (rules, _) => panic!("{draft}: {:?}", rules.err()),
            }
        }
        let sample = include_str!("../../../../local/shops/acme.toml");
        let rules = own(unfold::from_toml(sample).expect("TOML")).expect("right");
        assert!(!rules.rules.is_empty());
    }
}
