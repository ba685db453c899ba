//! `settings history`: the versions of a shop's settings.

use std::process::ExitCode;

use domain::{
    Timestamp,
    settings::{History, Version},
};
use serde::Serialize;
use serde_json::Value;

use super::diff::{self, Change};
use crate::{cloud::which::OneShop, out, trouble::Trouble};

/// So many changes are named; the rest is counted.
const NAMED: usize = 3;

/// Arguments of `settings history`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each version governs what begins from its instant on, until a later version's comes. The one that governs now is marked.

Exit codes: 0 shown, 2 the shop has no settings, 3 no cloud.

Examples:
  cargo nightshift settings history
  cargo nightshift settings history --shop acme --stack nightshift --json | jq '.[-1]'")]
pub(crate) struct Args {
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// One version.
#[derive(Debug, PartialEq, Serialize)]
struct Row {
    version: u32,
    effective_from: Timestamp,
    governs_now: bool,
    changed: String,
}

/// Lists them.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let Some(newest) = history.newest() else {
        return Err(Trouble::input(format!("{} has no settings", there.shop))
            .mend("cargo nightshift settings apply shop.toml"));
    };
    let rows = rows(&history, Timestamp::now());
    if args.json {
        out::json(&rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    let zone = newest.shop.time_zone();
    let mut table = out::table(&["version", "for what begins from", "", "what changed"]);
    for Row { version, effective_from, governs_now, changed } in rows {
        let from = effective_from.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string();
        let now = if governs_now { "now" } else { "" };
        table.add_row([format!("v{version}"), from, now.to_owned(), changed]);
    }
    anstream::println!("{table}");
    Ok(ExitCode::SUCCESS)
}

fn rows(history: &History, now: Timestamp) -> Vec<Row> {
    let governing = history.at(now).map(|version| version.number).ok();
    let versions = history.versions();
    let row = |(n, version): (usize, &Version)| Row {
        version: version.number,
        effective_from: version.effective_from,
        governs_now: governing == Some(version.number),
        changed: changed(&versions[..n], version),
    };
    versions.iter().enumerate().map(row).collect()
}

/// What a version changed, in a few words.
fn changed(before: &[Version], version: &Version) -> String {
    let Some((last, older)) = before.split_last() else { return "the first version".to_owned() };
    if let Some(same) = older.iter().rev().find(|older| older.shop == version.shop) {
        return format!("back to what v{} said", same.number);
    }
    let changes = diff::changes(Some(&last.shop), &version.shop);
    let mut words: Vec<String> = changes.iter().take(NAMED).map(word).collect();
    if changes.len() > NAMED {
        words.push(format!("{} more", changes.len() - NAMED));
    }
    if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
}

/// A switch is told in full, since it is what people look for; of others the key is enough.
fn word(change: &Change) -> String {
    match (&change.old, &change.new) {
        (Some(Value::String(old)), Some(Value::String(new)))
            if change.path.is_under(&["automations"]) && change.path.last() == "mode" =>
        {
            format!("{}: {old} → {new}", change.path.above().last())
        }
        (None, _) => format!("{} added", change.path),
        (_, None) => format!("{} gone", change.path),
        _ => change.path.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::settings::Mode;
    use store::Store;
    use testkit::Memory;

    use super::*;
    use crate::settings::publish::tests::{at, published, shop, switched};

    #[tokio::test]
    async fn each_version_is_told_in_a_few_words() {
        let store = Store::on(Arc::new(Memory::default()));
        let mut many = switched(Mode::Live, 0);
        many.zone = "UTC".into();
        many.name = "Acme & Co".into();
        many.routes.0.insert("stock".into(), "stock@acme.example".into());
        many.sender.reply_to = Some("help@acme.example".into());
        let all = [switched(Mode::Shadow, 0), switched(Mode::Live, 0), many, switched(Mode::Live, 0)];
        for (n, settings) in all.into_iter().enumerate() {
            published(&store, settings, 1_000 * i64::try_from(n).expect("small")).await;
        }
        let history = store.settings(&shop().id).await.expect("versions");
        let rows = rows(&history, at(2_500));
        let told: Vec<_> = rows.iter().map(|row| row.changed.as_str()).collect();
        assert_eq!(
            told,
            [
                "the first version",
                "order-confirmation: shadow → live",
                "name, routes.stock added, sender.reply_to added, 1 more",
                "back to what v2 said",
            ]
        );
        let now: Vec<_> = rows.iter().filter(|row| row.governs_now).map(|row| row.version).collect();
        assert_eq!(now, [3]);
    }
}
