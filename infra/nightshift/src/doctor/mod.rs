//! `doctor`: checks an account or the local cloud, and says what to do.
//!
//! Each check collects in one place and judges in another: judgements are pure, and tested as tables of cases. What can't
//! be looked at says so; it never counts as well.

mod alarms;
mod clock;
mod found;
mod limits;
mod links;
mod mail;
mod platform;
mod queues;
mod secrets;
mod setup;
mod webhooks;

use std::process::ExitCode;

use domain::{ShopId, Timestamp, settings::History};
use store::Store;

use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
        which,
    },
    day::post,
    out,
    trouble::Trouble,
};
use found::{Found, State};

/// Arguments of `doctor`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Looks at mail (identity, sandbox, quota), queues, dead letters, alarms and the clock; and of each shop at its settings,
what is live and how many of the day's mails are left, its secrets (never shown), whether webhooks arrive and whether the
platform has them registered. That needs credentials under [platforms] in shop.toml. ✓ is well, ! wants a look or can't be
checked, ✗ doesn't work.

Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage, 3 no cloud.

Examples:
  cargo nightshift doctor
  cargo nightshift doctor --stack nightshift --shop acme
  cargo nightshift doctor --stack nightshift --shop acme --register
  cargo nightshift doctor --stack nightshift --json | jq '.[] | select(.state == \"wrong\")'")]
pub(crate) struct Args {
    /// Only this shop; all if absent
    #[arg(long)]
    shop: Option<ShopId>,
    /// Register the webhooks that are missing, and wake those that the platform disabled
    #[arg(long, requires = "shop")]
    register: bool,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of lines
    #[arg(long)]
    json: bool,
}

/// Checks everything.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let target = args.place.find(&house).await?;
    let doctor = Doctor { target: &target, store: target.store()?, http: post::client()?, args: &args };
    let now = Timestamp::now();
    let shops = doctor.shops().await?;
    let mut found = doctor.house(&house, &shops).await;
    for (shop, history) in &shops {
        found.extend(doctor.shop(shop, history, now).await?);
    }
    if shops.is_empty() {
        let mend = "name one: --shop acme";
        found.push(Found::unknown("shops", "no shop is known here, so none was looked at", mend));
    }
    if args.json {
        out::json(&found)?;
    } else {
        found.iter().for_each(Found::print);
        let count = |state| found.iter().filter(|found| found.state == state).count();
        let (wrong, unknown) = (count(State::Wrong), count(State::Unknown));
        anstream::println!("{} checks, {wrong} wrong, {unknown} that couldn't be made", found.len());
    }
    let sick = found.iter().any(|found| found.state == State::Wrong);
    Ok(if sick { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

struct Doctor<'d> {
    target: &'d Target,
    store: Store,
    http: reqwest::Client,
    args: &'d Args,
}

impl Doctor<'_> {
    fn is_local(&self) -> bool {
        self.target.local.is_some()
    }

    /// The shops to look at, with their settings.
    async fn shops(&self) -> Result<Vec<(ShopId, History)>, Trouble> {
        let ids = match &self.args.shop {
            Some(shop) => vec![shop.clone()],
            None => which::all(&self.store).await?,
        };
        let mut shops = Vec::new();
        for id in ids {
            let history = self.store.settings(&id).await.map_err(Target::trouble)?;
            shops.push((id, history));
        }
        Ok(shops)
    }

    /// What all shops have in common.
    async fn house(&self, house: &House, shops: &[(ShopId, History)]) -> Vec<Found> {
        let config = &self.target.config;
        let settings = || shops.iter().filter_map(|(_, history)| Some(&history.newest()?.shop));
        let senders: Vec<String> = settings().map(|shop| shop.sender.address.clone()).collect();
        let live = settings().any(setup::is_live);
        let mut found = vec![clock::check(&self.http, &self.clock()).await];
        found.extend(mail::check(config, self.is_local(), &senders, live).await);
        found.extend(queues::check(config, &self.target.stack).await);
        let (stack, topic) = (self.target.stack.name(), self.target.stack.get("AlarmTopicArn"));
        let topic = topic.unwrap_or_default();
        found.push(alarms::check(house, stack, topic, self.target.local.as_ref()).await);
        found
    }

    /// Somebody at AWS who says what time it is.
    fn clock(&self) -> String {
        match &self.target.local {
            Some(running) => running.endpoint(),
            None => {
                let region = self.target.config.region().map_or("us-east-1", |region| region.as_ref());
                format!("https://sqs.{region}.amazonaws.com/")
            }
        }
    }

    async fn shop(&self, id: &ShopId, history: &History, now: Timestamp) -> Result<Vec<Found>, Trouble> {
        let mut found = setup::judge(id, history, now);
        let Some(shop) = history.newest().map(|newest| &newest.shop) else { return Ok(found) };
        found.extend(limits::check(&self.store, id, history, now).await?);
        let values = match secrets::read(&self.target.config, shop).await {
            Ok(values) => {
                found.extend(secrets::judge(shop, &values, now));
                Some(values)
            }
            Err(unknown) => {
                found.push(unknown);
                None
            }
        };
        found.push(match crate::cloud::links::read(&self.target.config, id).await {
            Ok(keys) => links::judge(id, &keys),
            Err(_) => {
                let mend = format!("the credentials need ssm:GetParameters below /nightshift/{id}/links/");
                Found::unknown(format!("{id}: link key"), "it can't be read", mend)
            }
        });
        for name in shop.secrets.webhooks.keys() {
            let about = format!("{id}: {name} arriving");
            let Some(source) = intake::source(name) else {
                let mend = "mend its name in shop.toml, or take it out";
                found.push(Found::wrong(about, "there is no such source", mend));
                continue;
            };
            let last = self.store.last_heard(id, name).await.map_err(Target::trouble)?;
            found.push(webhooks::judge_heard(about, last, now));
            let address = self.target.hook(name, id.as_str())?;
            let Some(values) = &values else { continue };
            let wanted = webhooks::Wanted {
                shop,
                source,
                address: &address,
                local: self.is_local(),
                register: self.args.register,
            };
            found.extend(wanted.check(&platform::client()?, values).await);
        }
        Ok(found)
    }
}
