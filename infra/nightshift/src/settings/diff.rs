//! `settings diff`: two settings, key by key.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    process::ExitCode,
};

use domain::settings::{History, Mode, Shop, Version};
use owo_colors::OwoColorize;
use serde_json::Value;

use super::{file, gather, place::Path};
use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
    },
    trouble::Trouble,
};

/// Arguments of `settings diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Shows what publishing the file would change: each key with what it says now and what it would say.

Exit codes: 0 nothing would change, 1 something would, 2 the file has mistakes, 3 no cloud.

Examples:
  cargo nightshift settings diff shop.toml
  cargo nightshift settings diff shop.toml --version 3
  cargo nightshift settings diff shop.toml --stack nightshift")]
pub(crate) struct Args {
    /// The shop.toml
    file: PathBuf,
    /// Compare with this version instead of the newest
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    place: Where,
}

/// One key that says something else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// The key.
    pub(crate) path: Path,
    /// What it said, if it was there.
    pub(crate) old: Option<Value>,
    /// What it says, if it is there.
    pub(crate) new: Option<Value>,
}

/// Shows it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let shop = file::read(&args.file, &gather::schema(&house).await?)?.shop;
    let store = args.place.find(&house).await?.store()?;
    let history = store.settings(&shop.id).await.map_err(Target::trouble)?;
    let with = match args.version {
        Some(number) => Some(version(&history, number, shop.id.as_str())?),
        None => history.newest(),
    };
    let changes = changes(with.map(|version| &version.shop), &shop);
    let name =
        with.map_or_else(|| "nothing: nothing is published yet".to_owned(), |v| format!("v{}", v.number));
    if changes.is_empty() {
        anstream::println!("{} says the same as {name} of {}.", args.file.display(), shop.id);
        return Ok(ExitCode::SUCCESS);
    }
    anstream::println!("{}", format!("{}, compared with {name}:", shop.id).bold());
    print(&changes);
    Ok(ExitCode::FAILURE)
}

/// A version by its number.
pub(crate) fn version<'h>(history: &'h History, number: u32, shop: &str) -> Result<&'h Version, Trouble> {
    history.versions().iter().find(|version| version.number == number).ok_or_else(|| {
        let trouble = Trouble::input(format!("{shop} has no settings v{number}"));
        match history.newest() {
            Some(newest) => trouble.mend(format!("there are v1 to v{}", newest.number)),
            None => trouble.mend("nothing is published yet: cargo nightshift settings apply shop.toml"),
        }
    })
}

/// What differs, in the order of the keys.
pub(crate) fn changes(old: Option<&Shop>, new: &Shop) -> Vec<Change> {
    let old = old.map(keys).unwrap_or_default();
    let new = keys(new);
    let all: BTreeSet<&Path> = old.keys().chain(new.keys()).collect();
    let said = |keys: &BTreeMap<Path, Value>, path: &Path| {
        let is_mode = path.is_under(&["automations"]) && path.0.len() == 3 && path.last() == "mode";
        keys.get(path).cloned().or_else(|| is_mode.then(|| Mode::default().as_str().into()))
    };
    all.into_iter()
        .map(|path| Change { path: path.clone(), old: said(&old, path), new: said(&new, path) })
        .filter(|change| change.old != change.new)
        .collect()
}

/// Every key that says something. A list counts as one thing.
fn keys(shop: &Shop) -> BTreeMap<Path, Value> {
    fn walk(path: &Path, value: Value, found: &mut BTreeMap<Path, Value>) {
        match value {
            Value::Null => {}
            Value::Object(fields) => {
                fields.into_iter().for_each(|(key, value)| walk(&path.key(&key), value, found));
            }
            value => {
                found.insert(path.clone(), value);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::default(), serde_json::to_value(shop).expect("plain data"), &mut found);
    found
}

/// `key: old → new`.
pub(crate) fn print(changes: &[Change]) {
    for Change { path, old, new } in changes {
        let line = match (old, new) {
            (Some(old), Some(new)) => format!("  {path}: {} → {}", old.red(), new.green()),
            (None, Some(new)) => format!("{} {path}: {}", "+".green(), new.green()),
            (Some(old), None) => format!("{} {path}: {}", "-".red(), old.red()),
            (None, None) => continue,
        };
        anstream::println!("{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::publish::tests::{shop, switched};

    #[test]
    fn what_differs_is_told_by_its_key() {
        let (old, mut new) = (switched(Mode::Shadow, 0), switched(Mode::Live, 0));
        new.zone = "UTC".into();
        new.routes.0.clear();
        new.locales = vec!["en".into(), "ar".into()];
        let told: Vec<_> = changes(Some(&old), &new)
            .into_iter()
            .map(|Change { path, old, new }| {
                let shown = |value: Option<Value>| value.map_or("-".to_owned(), |value| value.to_string());
                format!("{path} {} {}", shown(old), shown(new))
            })
            .collect();
        assert_eq!(
            told,
            [
                "automations.order-confirmation.mode \"shadow\" \"live\"",
                "locales - [\"en\",\"ar\"]",
                "routes.default \"owner@acme.example\" -",
                "zone \"Europe/Berlin\" \"UTC\"",
            ]
        );
        assert_eq!(changes(Some(&new), &new), []);
    }

    #[test]
    fn all_of_a_first_version_is_new() {
        let first = changes(None, &shop());
        assert!(first.iter().all(|change| change.old.is_none() && change.new.is_some()), "{first:?}");
        let keys: Vec<_> = first.iter().map(|change| change.path.to_string()).collect();
        assert_eq!(keys, ["id", "locale", "name", "routes.default", "sender.address", "url", "zone"]);
    }

    #[test]
    fn a_version_that_is_not_there_is_told_with_those_that_are() {
        let versions =
            vec![Version { number: 1, effective_from: domain::Timestamp::UNIX_EPOCH, shop: shop() }];
        let history = History::new(versions);
        assert_eq!(version(&history, 1, "acme").map(|v| v.number), Ok(1));
        let told = version(&history, 2, "acme").expect_err("no such version").to_string();
        assert!(told.contains("v1 to v1"), "{told}");
    }
}
