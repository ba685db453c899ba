//! `settings check`: everything wrong with a shop.toml, at its line.

use std::{path::PathBuf, process::ExitCode};

use domain::settings::{Mode, Shop, Switch};
use owo_colors::OwoColorize;

use super::{file, gather, schema::Schema};
use crate::{cloud::house::House, trouble::Trouble};

/// Arguments of `settings check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Checks a file against the shop's own rules and against what each automation says of its table; the functions are built
first where they are out of date. Tells every mistake at once, as FILE:LINE:COLUMN: key: what is wrong and how to mend it.
Warnings don't fail it.

Exit codes: 0 all is well, 2 the file has mistakes or can't be read, 3 the functions can't be built.

Examples:
  cargo nightshift settings check shop.toml
  cargo nightshift settings check infra/local/shops/acme.toml")]
pub(crate) struct Args {
    /// The shop.toml
    file: PathBuf,
}

/// Checks it, and shows how far each automation is switched on by it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let schema = gather::schema(&House::find()?).await?;
    let shop = file::read(&args.file, &schema)?.shop;
    anstream::println!(
        "{} {}: all is well with the settings of {}.",
        "✓".green(),
        args.file.display(),
        shop.id
    );
    for line in switches(&shop, &schema) {
        anstream::println!("  {line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Each automation that can be switched, and how far it is.
fn switches(shop: &Shop, schema: &Schema) -> Vec<String> {
    let named = schema.automations().filter(|name| schema.is_switched(name));
    let said = |name: &str| {
        let switch = shop.automations.get(name).map_or_else(Switch::default, |table| table.switch.clone());
        let since =
            switch.live_since.map(|since| format!(", for what began from {since:.0} on")).unwrap_or_default();
        let most = at_most(&switch);
        match (switch.mode, switch.redirect_to) {
            (Mode::Off, _) => "off: it doesn't decide at all".to_owned(),
            (Mode::Redirect, Some(to)) => format!("redirect: everything goes to {to}{since}{most}"),
            (Mode::Shadow, _) | (Mode::Redirect, None) => "shadow: it decides, and sends nothing".to_owned(),
            (Mode::Live, _) => format!("live{since}{most}"),
        }
    };
    named.map(|name| format!("{name:<24} {}", said(name))).collect()
}

/// How many mails a day it may send, to stand behind what its mode does; nothing where that isn't limited.
pub(crate) fn at_most(switch: &Switch) -> String {
    switch.mails_per_day.map(|most| format!(", at most {most} mails a day")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::schema::tests::schema;

    #[test]
    fn a_shop_that_names_no_automation_is_in_shadow() {
        let shop = crate::settings::publish::tests::shop();
        let shown = switches(&shop, &schema());
        assert_eq!(shown.len(), 1, "{shown:?}");
        assert!(shown[0].starts_with("order-confirmation ") && shown[0].contains("shadow: "), "{shown:?}");
    }

    #[test]
    fn whoever_is_live_is_told_since_when_and_how_much_at_most() {
        let mut shop = crate::settings::publish::tests::shop();
        let table =
            serde_json::json!({"mode": "live", "live_since": "2026-11-21T00:00:00Z", "mails_per_day": 500});
        let table = serde_json::from_value(table).expect("a table");
        shop.automations.insert("order-confirmation".into(), table);
        let shown = switches(&shop, &schema());
        let says = "live, for what began from 2026-11-21T00:00:00Z on, at most 500 mails a day";
        assert!(shown[0].ends_with(says), "{shown:?}");
    }
}
