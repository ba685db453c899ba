//! `settings show`: a published version as TOML.

use std::process::ExitCode;

use domain::settings::Shop;
use serde_json::{Value, json};

use super::diff;
use crate::{
    cloud::which::OneShop,
    trouble::{Explain, Trouble},
};

/// Arguments of `settings show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Prints what was published, without the comments of the file it came from. Files that it names aren't printed.

Exit codes: 0 shown, 2 no such version, 3 no cloud.

Examples:
  cargo nightshift settings show
  cargo nightshift settings show --version 3 --shop acme --stack nightshift > shop.toml")]
pub(crate) struct Args {
    /// This version instead of the newest
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    shop: OneShop,
}

/// Prints it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let newest = history.newest().map_or(1, |newest| newest.number);
    let version = diff::version(&history, args.version.unwrap_or(newest), there.shop.as_str())?;
    anstream::print!("{}", toml(&version.shop)?);
    Ok(ExitCode::SUCCESS)
}

/// Settings as somebody could have written them.
pub(crate) fn toml(shop: &Shop) -> Result<String, Trouble> {
    let mut written = serde_json::to_value(shop).expect("plain data");
    without_silence(&mut written);
    if let Some(written) = written.as_object_mut() {
        written.remove("files"); // nobody writes hashes: they follow from the files
    }
    for table in written["automations"].as_object_mut().into_iter().flat_map(|tables| tables.values_mut()) {
        // An automation that can't be switched has no such key, and the others are in shadow without it.
        if table["mode"] == json!("shadow") {
            table.as_object_mut().and_then(|table| table.remove("mode"));
        }
    }
    toml::to_string_pretty(&written).or_input(format!("the settings of {} can't be written as TOML", shop.id))
}

/// TOML has no null: an absent key says it.
fn without_silence(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.retain(|_, value| !value.is_null());
        fields.values_mut().for_each(without_silence);
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Timestamp,
        settings::{Mode, Table},
    };

    use super::*;
    use crate::settings::{
        beside::Beside, examine::examine, publish::tests::switched, schema::tests::schema,
    };

    #[test]
    fn what_is_shown_can_be_applied_again() {
        let mut shop = switched(Mode::Live, 1_790_000_000);
        shop.automations.insert("task-desk".into(), Table::default());
        shop.secrets.webhooks.insert("shopify".into(), vec!["/nightshift/acme/webhook/shopify".into()]);
        let beside = Beside::Published(&shop.files);
        let examined = examine(&toml(&shop).expect("TOML"), &schema(), Timestamp::UNIX_EPOCH, &beside);
        assert_eq!((examined.mistakes, examined.shop), (vec![], Some(shop)));
    }
}
