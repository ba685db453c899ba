//! `settings rollback`: what an earlier version said, as the next version.

use std::process::ExitCode;

use domain::{Timestamp, settings::Version};

use super::{
    beside::{self, Beside, Files},
    diff,
    examine::examine,
    gather,
    publish::{self, When},
    schema::Schema,
    show,
};
use crate::{
    cloud::{
        house::House,
        which::{OneShop, There},
    },
    trouble::Trouble,
};

/// Arguments of `settings rollback`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
No version is taken away: what version N said is published again, as the newest. It is checked as a file would be, since
automations may have changed meanwhile.

Exit codes: 0 published, or nothing to do; 1 somebody else published meanwhile, or you said no; 2 no such version, or it
doesn't pass today's check; 3 no cloud.

Examples:
  cargo nightshift settings rollback --to 3
  cargo nightshift settings rollback --to 3 --shop acme --stack nightshift --yes")]
pub(crate) struct Args {
    /// The version to go back to
    #[arg(long, value_name = "N")]
    to: u32,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    shop: OneShop,
}

/// Checks the old version, shows what it changes, publishes it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let There { store, shop, .. } = there;
    let back = diff::version(&history, args.to, shop.as_str())?;
    still_right(back, &gather::schema(&house).await?)?;
    beside::still_kept(&store, &back.shop).await?;
    publish::publish(&store, &history, back.shop.clone(), &Files::new(), &args.when).await?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a version that was right once is right today.
fn still_right(version: &Version, schema: &Schema) -> Result<(), Trouble> {
    let beside = Beside::Published(&version.shop.files);
    let mistakes = examine(&show::toml(&version.shop)?, schema, Timestamp::now(), &beside).mistakes;
    if mistakes.is_empty() {
        return Ok(());
    }
    let told: Vec<_> = mistakes.into_iter().map(|mistake| mistake.text).collect();
    Err(Trouble::input(format!("v{} doesn't pass today's check", version.number))
        .saying(told.join("\n"))
        .mend(format!(
            "cargo nightshift settings show --shop {} --version {} > shop.toml, mend that, and apply it",
            version.shop.id, version.number
        )))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::settings::Mode;
    use store::Store;
    use testkit::Memory;

    use super::*;
    use crate::settings::{
        publish::tests::{published, shop, switched},
        schema::tests::schema,
    };

    #[tokio::test]
    async fn an_earlier_version_is_published_again_as_the_next() {
        let store = Store::on(Arc::new(Memory::default()));
        for (n, settings) in [shop(), switched(Mode::Live, 0)].into_iter().enumerate() {
            published(&store, settings, 1_000 * i64::try_from(n).expect("small")).await;
        }
        let history = store.settings(&shop().id).await.expect("versions");
        let back = diff::version(&history, 1, "acme").expect("the first");
        still_right(back, &schema()).expect("right");
        assert_eq!(published(&store, back.shop.clone(), 5_000).await, Some(3));
        let history = store.settings(&shop().id).await.expect("versions");
        let said: Vec<_> = history.versions().iter().map(|v| v.switch("order-confirmation").mode).collect();
        assert_eq!(said, [Mode::Shadow, Mode::Live, Mode::Shadow]);
        assert_eq!(published(&store, shop(), 6_000).await, None);
    }

    #[test]
    fn a_version_that_is_wrong_today_is_not_published_again() {
        let mut old = switched(Mode::Live, 0);
        let table = old.automations.get("order-confirmation").cloned().expect("switched above");
        old.automations.insert("gone".into(), table);
        let version = Version { number: 4, effective_from: Timestamp::UNIX_EPOCH, shop: old };
        let told = still_right(&version, &schema()).expect_err("nobody knows it").to_string();
        assert!(
            told.contains("v4 doesn't pass") && told.contains("automations.gone: there is no automation"),
            "{told}"
        );
    }
}
