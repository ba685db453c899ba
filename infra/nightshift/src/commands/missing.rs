//! `missing`: what should have happened by now and hasn't.

use std::process::ExitCode;

use comfy_table::Cell;
use domain::{
    EntityRef, ShopId, Timestamp,
    missing::{self, Missing, State},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::{SignedDuration, tz::TimeZone};
use serde::Serialize;
use store::{
    Store,
    missing::{Look, Looked},
    suspects,
};

use crate::{
    cloud::{
        target::Target,
        which::{OneShop, There},
    },
    out,
    trouble::Trouble,
};

/// So many entities are looked at at a time.
const AT_ONCE: usize = 16;

/// Arguments of `missing`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Of the last three days: mails that were asked for and aren't sent, orders that nobody decided about. What is withheld by a
switch, cancelled or refunded isn't missing. mail-watch does the same every five minutes and asks again by itself.

Exit codes: 0 nothing is missing, 1 something is, 3 no cloud.

Examples:
  cargo nightshift missing
  cargo nightshift missing --shop acme --older-than 1h --stack nightshift
  cargo nightshift missing --redrive
  cargo nightshift missing --json | jq '.[] | select(.state == \"failed\")'")]
pub(crate) struct Args {
    #[command(flatten)]
    shop: OneShop,
    /// What is younger may still be on its way: at least ten minutes
    #[arg(long, value_name = "SPAN", default_value = "10m")]
    older_than: SignedDuration,
    /// How long SES's word on a mail is waited for, if the stack's `SendPatienceSeconds` isn't 300
    #[arg(long, value_name = "SPAN", default_value = "5m")]
    patience: SignedDuration,
    /// Ask again for what is lost: under another name for the same send, so that no mail goes out twice
    #[arg(long)]
    redrive: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// A missing thing as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Shown {
    #[serde(flatten)]
    missing: Missing,
    /// What to do about it.
    mend: &'static str,
    /// Whether it was asked for again just now.
    redriven: bool,
}

/// Lists it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    if args.older_than < missing::AFTER {
        return Err(Trouble::input("what is younger than ten minutes may still be on its way")
            .mend("write at least --older-than 10m"));
    }
    let There { store, shop, .. } = args.shop.open().await?;
    let now = Timestamp::now();
    let found = find(&store, &shop, now, &args).await?;
    let mut shown = Vec::new();
    for (entity, looked) in found {
        let mut redriven = false;
        for again in looked.again.iter().filter(|_| args.redrive) {
            let since = looked.missing.iter().map(|missing| missing.since).min();
            let asked = store.ask_again(&shop, &entity, again, since, now).await;
            redriven |= asked.map_err(Target::trouble)?;
        }
        shown.extend(looked.missing.into_iter().map(|missing| {
            let redriven = redriven && missing.state.is_lost();
            Shown { mend: mend(&missing.state), missing, redriven }
        }));
    }
    shown.sort_by(|a, b| (a.missing.since, &a.missing.entity).cmp(&(b.missing.since, &b.missing.entity)));
    if args.json {
        out::json(&shown)?;
    } else if shown.is_empty() {
        anstream::println!("Nothing is missing in the shop {shop}.");
    } else {
        let history = store.settings(&shop).await.map_err(Target::trouble)?;
        let zone = history.newest().map_or(TimeZone::UTC, |version| version.shop.time_zone());
        anstream::println!("{}", table(&shown, &zone));
        for (state, what) in states(&shown) {
            anstream::println!("{state}: {what}");
        }
    }
    Ok(if shown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Everything in which something is missing or may be.
async fn find(
    store: &Store,
    shop: &ShopId,
    now: Timestamp,
    args: &Args,
) -> Result<Vec<(EntityRef, Looked)>, Trouble> {
    let history = store.settings(shop).await.map_err(Target::trouble)?;
    let decides = missing::decides(&history, now);
    let look = Look { now, patience: args.patience, decides, insists: args.redrive };
    let rows =
        store.rows(shop, now - missing::HORIZON, now - args.older_than).await.map_err(Target::trouble)?;
    let look_at = |(entity, suspect): (EntityRef, suspects::Suspect)| async move {
        let justified = suspect.is_justified(store, shop, &entity, &look).await.map_err(Target::trouble)?;
        if !justified {
            return Ok::<_, Trouble>(None);
        }
        let looked = store.look_for_missing(shop, &entity, suspect.since, &look).await;
        Ok(Some((entity, looked.map_err(Target::trouble)?)))
    };
    let looked = stream::iter(suspects::of(&rows).into_iter().map(look_at));
    let looked: Vec<_> = looked.buffered(AT_ONCE).try_collect().await?;
    Ok(looked.into_iter().flatten().collect())
}

/// What to do.
fn mend(state: &State) -> &'static str {
    match state {
        State::Undecided => {
            "look at the dead letters of order-confirmation and redrive them; else missing --redrive wakes it"
        }
        State::NeverTaken => {
            "look whether its queue is slow or has dead letters; else missing --redrive asks again"
        }
        State::Stuck => "look into the log of mail-delivery; missing --redrive asks again",
        State::Failed { .. } => {
            "mend the reason, then redrive the dead letter: infra/runbook.md#dead-letters"
        }
        State::Parked { .. } => {
            "nobody knows whether it went out: ask its reader, or write yourself; it isn't sent again"
        }
    }
}

/// Each state that occurs, with what to do about it.
fn states(shown: &[Shown]) -> Vec<(&'static str, &'static str)> {
    let mut states: Vec<_> = shown.iter().map(|shown| (shown.missing.state.word(), shown.mend)).collect();
    states.sort_unstable();
    states.dedup();
    states
}

fn table(shown: &[Shown], zone: &TimeZone) -> comfy_table::Table {
    let since = format!("since ({})", zone.iana_name().unwrap_or("UTC"));
    let mut table = out::table(&["order", "what", &since, "state", "reason", "asked again"]);
    for Shown { missing, redriven, .. } in shown {
        let reason = match &missing.state {
            State::Failed { reason } | State::Parked { reason } => reason.as_str(),
            State::Undecided | State::NeverTaken | State::Stuck => "",
        };
        let again = missing.again + usize::from(*redriven);
        table.add_row([
            Cell::new(missing.number.clone().unwrap_or_else(|| missing.entity.to_string())),
            Cell::new(missing.mail.as_deref().unwrap_or("the decision")),
            Cell::new(missing.since.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M")),
            Cell::new(missing.state.word()),
            Cell::new(reason),
            Cell::new(if again == 0 { String::new() } else { again.to_string() }),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use domain::send::SendId;
    use store::ledger::Claim;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[tokio::test]
    async fn a_mail_is_stuck_once_the_patience_that_is_named_is_over() {
        let store = Store::on(std::sync::Arc::new(testkit::Memory::default()));
        let (shop, order) = (testkit::orders::shop(), EntityRef::order("1001"));
        store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
        let asked: Timestamp = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let request: domain::mail::MailRequested = serde_json::from_value(serde_json::json!({
            "message": "order-confirmation", "revision": 1, "lane": "transactional", "on_doubt": "prefer-duplicate",
        }))
        .expect("a request");
        store.journal(&shop.id, &order, &[request.event()], asked).await.expect("journalled");
        let claim = Claim {
            about: order.clone(),
            message: "order-confirmation#1".into(),
            owner: "a".into(),
            lease_until: asked,
            ended: None,
            counted: None,
        };
        let id = SendId::of(&shop.id, &order, "order-confirmation", 1);
        assert_eq!(store.claim_send(&shop.id, &id, &claim, None, asked).await, Ok(true));
        let now = asked + SignedDuration::from_mins(16);
        for (line, stuck) in [
            (&["missing"][..], 1),
            (&["missing", "--patience", "5m"], 1),
            (&["missing", "--patience", "10m"], 0),
        ] {
            let args = Line::try_parse_from(line).expect("arguments").args;
            // The index shows what was written a query late.
            let _ = find(&store, &shop.id, now, &args).await;
            let found = find(&store, &shop.id, now, &args).await.expect("looked");
            let missing = found.iter().flat_map(|(_, looked)| &looked.missing);
            assert_eq!(missing.filter(|missing| missing.state == State::Stuck).count(), stuck, "{line:?}");
        }
    }

    fn shown(id: &str, mail: Option<&str>, state: State) -> Shown {
        let missing = Missing {
            entity: EntityRef::order(id),
            number: Some(format!("#{id}")),
            mail: mail.map(str::to_owned),
            since: "2026-01-15T23:30:00Z".parse().expect("an instant"),
            state,
            again: 0,
        };
        Shown { mend: mend(&missing.state), missing, redriven: mail.is_some() }
    }

    #[test]
    fn what_is_missing_is_told_with_its_state_and_what_to_do() {
        let failed = State::Failed { reason: "MessageRejected".into() };
        let all = [
            shown("1001", None, State::Undecided),
            shown("1002", Some("order-confirmation#1"), State::NeverTaken),
            shown("1003", Some("order-updated#2"), failed),
            shown("1004", Some("order-confirmation#1"), State::NeverTaken),
        ];
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let table = table(&all, &zone).to_string();
        for said in ["#1001", "the decision", "order-updated#2", "MessageRejected", "2026-01-16 00:30"] {
            assert!(table.contains(said), "{said} isn't in\n{table}");
        }
        let states: Vec<_> = states(&all).into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["failed", "never-taken", "undecided"]);
        let json = serde_json::to_value(&all[2]).expect("plain data");
        assert_eq!(
            (json["state"].as_str(), json["reason"].as_str()),
            (Some("failed"), Some("MessageRejected"))
        );
    }
}
