//! `send`: signs a payload and posts it.

use std::{path::PathBuf, process::ExitCode};

use domain::{ShopId, Timestamp};
use intake::Secret;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::Value;

use crate::{
    cloud::{client, house::House, shop, target::Where},
    day::{
        post::{self, Answer, Signed},
        shift,
    },
    out,
    out::progress::seconds,
    trouble::{Explain, Trouble},
};

/// Arguments of `send`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The secret is read from SSM, or from an environment variable with --secret env:NAME; it is never an argument.
A wrapper {headers, body}, as recordings have, is taken off first.

Exit codes: 0 the door answered 2xx, 1 it answered otherwise, 2 wrong usage, 3 no cloud.

Examples:
  cargo nightshift send shopify orders/create infra/local/day/1013-created.json --today
  cargo nightshift send shopify orders/paid order.json --shop acme --stack nightshift
  SECRET=… cargo nightshift send shopify orders/create order.json --url https://hooks.example/hooks/shopify/acme --secret env:SECRET")]
pub(crate) struct Args {
    /// The platform, such as `shopify`
    source: String,
    /// The platform's word for what happened, such as `orders/create`
    topic: String,
    /// The payload
    file: PathBuf,
    /// The shop
    #[arg(long, default_value = "acme")]
    shop: ShopId,
    /// Where the secret lies: an SSM parameter, or env:NAME
    #[arg(long, value_name = "NAME")]
    secret: Option<String>,
    /// Move the payload's time stamps so that the newest is now: an old order isn't confirmed
    #[arg(long)]
    today: bool,
    /// Post here instead of at the stack's own address
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Sent<'a> {
    url: &'a str,
    status: u16,
    answer: &'a Value,
    took_ms: u128,
}

/// Sends it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let source = intake::source(&args.source).ok_or_else(|| {
        let known: Vec<_> = intake::sources().iter().map(|s| s.name()).collect();
        Trouble::input(format!("nobody here knows the source {:?}", args.source))
            .mend(format!("known: {}", known.join(", ")))
    })?;
    let file = std::fs::read(&args.file).or_input(format!("{} can't be read", args.file.display()))?;
    // Something that is no JSON goes out as it is: how the door takes it is worth seeing, too.
    let body = intake::unwrap_fixture(&file).map_or(file, |unwrapped| unwrapped.body);
    let body = String::from_utf8(body).or_input(format!("{} is no UTF-8", args.file.display()))?;

    let body = match shift::newest(&body).filter(|_| args.today) {
        Some(newest) => {
            shift::stamps(&body, SignedDuration::from_secs(Timestamp::now().as_second() - newest.as_second()))
        }
        None => body,
    };

    let parameter =
        args.secret.clone().unwrap_or_else(|| format!("/nightshift/{}/{}-webhook", args.shop, args.source));
    let from_env = parameter.strip_prefix("env:");
    let (url, secret) = match (&args.url, from_env) {
        (Some(url), Some(name)) => (url.clone(), from_environment(name)?),
        (Some(url), None) => (url.clone(), shop::secret(&client::account().await, &parameter).await?),
        (None, _) => {
            let target = args.place.find(&House::find()?).await?;
            let secret = match from_env {
                Some(name) => from_environment(name)?,
                None => shop::secret(&target.config, &parameter).await?,
            };
            (target.hook(&args.source, args.shop.as_str())?, secret)
        }
    };
    let http = post::client()?;
    let answer = post::post(&http, &url, &Signed::new(source, &args.topic, body, &secret)).await?;
    show(&args, &url, &answer)?;
    Ok(if (200..300).contains(&answer.status) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(args: &Args, url: &str, answer: &Answer) -> Result<(), Trouble> {
    if args.json {
        return out::json(&Sent {
            url,
            status: answer.status,
            answer: &answer.body,
            took_ms: answer.took.as_millis(),
        });
    }
    anstream::println!("{} {} → {} in {}", args.topic, url, answer.status, seconds(answer.took));
    out::json(&answer.body)
}

fn from_environment(name: &str) -> Result<Secret, Trouble> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(Secret::new(value)),
        _ => Err(Trouble::input(format!("the environment variable {name} is not set"))),
    }
}
