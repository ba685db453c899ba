//! `send`: signs a payload and posts it.

use std::{path::PathBuf, process::ExitCode};

use domain::{ShopId, Timestamp, webhook::Translation};
use intake::{Headers, Secret, Source};
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::Value;

use crate::{
    cloud::{
        client,
        house::House,
        shop,
        target::{Target, Where},
    },
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
The secret is the first that the shop's settings name for the source. It is read from SSM, or from an environment
variable with --secret env:NAME; it is never an argument.
A wrapper {headers, body}, as recordings have, is taken off first.

Exit codes: 0 the door answered 2xx, 1 it answered otherwise, 2 wrong usage, 3 no cloud.

Examples:
  cargo nightshift send shopify orders/create infra/local/day/acme/1013-created.json --today
  cargo nightshift send shopify orders/paid order.json --shop acme --stack nightshift
  cargo nightshift send woocommerce order.created order.json --shop zeta
  cargo nightshift send own auto event.json --shop acme
  SECRET=… cargo nightshift send shopify orders/create order.json --url https://hooks.example/hooks/shopify/acme --secret env:SECRET")]
pub(crate) struct Args {
    /// The platform, such as `shopify`
    source: String,
    /// The platform's word for what happened, such as `orders/create`; `auto` takes the payload's, or guesses
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
    let body = if is_bare(source, &args.topic, &file) {
        file
    } else {
        intake::unwrap_fixture(&file).map_or(file, |unwrapped| unwrapped.body)
    };
    let body = String::from_utf8(body).or_input(format!("{} is no UTF-8", args.file.display()))?;

    let body = match shift::newest(&body).filter(|_| args.today) {
        Some(newest) => {
            shift::stamps(&body, SignedDuration::from_secs(Timestamp::now().as_second() - newest.as_second()))
        }
        None => body,
    };

    let topic = topic(source, &args.topic, &body).map_err(|trouble| trouble.at(args.file.display()))?;
    let from_env = args.secret.as_deref().and_then(|name| name.strip_prefix("env:"));
    let (url, secret) = match (&args.url, from_env) {
        (Some(url), Some(name)) => (url.clone(), from_environment(name)?),
        (Some(url), None) => {
            let name = args.secret.clone().unwrap_or_else(|| usual_name(&args));
            (url.clone(), shop::secret(&client::account().await, &name).await?)
        }
        (None, _) => {
            let target = args.place.find(&House::find()?).await?;
            let secret = match (from_env, &args.secret) {
                (Some(name), _) => from_environment(name)?,
                (None, Some(name)) => shop::secret(&target.config, name).await?,
                (None, None) => {
                    shop::secret(&target.config, &name_in_settings(&target, &args).await?).await?
                }
            };
            (target.hook(&args.source, args.shop.as_str())?, secret)
        }
    };
    let http = post::client()?;
    let answer =
        post::post(&http, &url, &Signed::new(source, &topic, body, &secret, Timestamp::now())).await?;
    show(&args, &topic, &url, &answer)?;
    Ok(if (200..300).contains(&answer.status) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether a file is the payload itself, whatever it looks like: some payloads look like a wrapper around another.
fn is_bare(source: &dyn Source, topic: &str, file: &[u8]) -> bool {
    matches!(source.translate(topic, file), Ok(Translation::Happened(_)))
}

/// The topic to send under. What a payload says of itself counts at the door, so nothing else is promised here.
fn topic(source: &dyn Source, asked: &str, body: &str) -> Result<String, Trouble> {
    let says = source.topic(&Headers::default(), body.as_bytes());
    match (asked, says) {
        ("auto", Some(says)) => Ok(says),
        ("auto", None) => {
            let shape = serde_json::from_str(body).unwrap_or_default();
            source.guess_topic(&shape).map(str::to_owned).ok_or_else(|| {
                Trouble::input("this has the shape of no topic that we know").mend("name the topic")
            })
        }
        (asked, Some(says)) if asked != says => {
            Err(Trouble::input(format!("the payload says that it is {says}, not {asked}"))
                .mend(format!("write {says}, or auto; or change the payload")))
        }
        (asked, _) => Ok(asked.to_owned()),
    }
}

/// What the secret is called that the shop's settings name first.
async fn name_in_settings(target: &Target, args: &Args) -> Result<String, Trouble> {
    let history = target.store()?.settings(&args.shop).await.map_err(Target::trouble)?;
    let named =
        history.newest().and_then(|newest| newest.shop.secrets.webhooks.get(&args.source)?.first().cloned());
    Ok(named.unwrap_or_else(|| usual_name(args)))
}

fn usual_name(args: &Args) -> String {
    format!("/nightshift/{}/webhook/{}", args.shop, args.source)
}

fn show(args: &Args, topic: &str, url: &str, answer: &Answer) -> Result<(), Trouble> {
    if args.json {
        return out::json(&Sent {
            url,
            status: answer.status,
            answer: &answer.body,
            took_ms: answer.took.as_millis(),
        });
    }
    anstream::println!("{topic} {url} → {} in {}", answer.status, seconds(answer.took));
    out::json(&answer.body)
}

fn from_environment(name: &str) -> Result<Secret, Trouble> {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => Ok(Secret::new(value)),
        _ => Err(Trouble::input(format!("the environment variable {name} is not set"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_that_looks_like_a_wrapper_stays_whole() {
        let redact =
            r#"{"shop_id": 1, "shop_domain": "x.example", "customer": {"id": 7}, "orders_to_redact": []}"#;
        let shopify = intake::source("shopify").expect("a source");
        for (topic, file, bare) in [
            ("customers/redact", redact, true),
            ("orders/create", r#"{"order": {"id": 1}}"#, false),
            ("carts/update", r#"{"headers": {}, "body": {"id": 1}}"#, false),
        ] {
            assert_eq!(is_bare(shopify, topic, file.as_bytes()), bare, "{topic} {file}");
        }
    }

    #[test]
    fn a_payload_that_names_its_topic_is_believed() {
        let own = r#"{"specversion": "1.0", "type": "order.paid"}"#;
        for (source, asked, body, expected) in [
            ("shopify", "orders/create", "{}", Some("orders/create")),
            ("shopify", "auto", r#"{"line_items": [], "financial_status": "paid"}"#, Some("orders/create")),
            ("shopify", "auto", "{}", None),
            ("woocommerce", "order.updated", "no JSON", Some("order.updated")),
            ("bigcommerce", "auto", r#"{"scope": "store/order/created"}"#, Some("store/order/created")),
            ("own", "auto", own, Some("order.paid")),
            ("own", "order.paid", own, Some("order.paid")),
            ("own", "order.created", own, None),
        ] {
            let source = intake::source(source).expect("a source");
            assert_eq!(topic(source, asked, body).ok().as_deref(), expected, "{asked} {body}");
        }
    }
}
