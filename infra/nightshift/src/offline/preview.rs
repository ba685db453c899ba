//! `preview`: the mail that an event leads to, in any language, with the decision behind it. Nothing is sent.

mod made;
mod show;

use std::{path::PathBuf, process::ExitCode};

use domain::{Event, NewEvent, Timestamp, event::Origin, settings::Shop, webhook::Received};
use serde_json::{Value, json};

use self::made::{Made, Trace};
use super::{
    decide::{self, Answer, Question},
    dry_run::Given,
    functions,
    replay::{Known, published},
};
use crate::{
    cloud::{
        house::House,
        links,
        which::{OneShop, There},
    },
    commands::journal,
    trouble::{Explain, Trouble},
};

/// Arguments of `preview`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The automation's own binary decides, as in dry-run; then the mail is made as mail-delivery would make it, but for the
signed link to its page and for attached files, which only the cloud has. An event that leads to no mail is said to, and
the mail is shown all the same; one about a delay with days of a sample, where there is no delay.

  --event     A platform's payload, or an event of ours; see dry-run --help.
  --order     Instead: an order that a cloud knows, as it stands now, under the settings that govern it.
  --locale    A language such as de, ar-EG or pt-BR in place of the order's; `all` makes one mail in each.

Text, HTML and the whole mail are written to .local/preview, or where --out says.
Exit codes: 0 shown, 1 the mail can't be made, 2 wrong usage or input that it can't read, 3 no cloud.

Examples:
  cargo nightshift preview order-confirmation --event infra/local/day/acme/1001-created.json
  cargo nightshift preview order-confirmation --event order.json --settings shop.toml --locale de
  cargo nightshift preview order-confirmation --event order.json --locale all --out /tmp/mails
  cargo nightshift preview order-confirmation --event order.json --message delivery-delayed --locale all
  cargo nightshift preview order-confirmation --order 1007 --json | jq -r .subject")]
pub(crate) struct Args {
    /// The automation, such as `order-confirmation`
    automation: String,
    /// The event that wakes it, or a platform's payload: JSON or TOML
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "order",
        conflicts_with_all = ["order", "shop", "stack"]
    )]
    event: Option<PathBuf>,
    /// The facts it looks at: JSON or TOML
    #[arg(long, value_name = "FILE", requires = "event")]
    facts: Option<PathBuf>,
    /// The shop's settings: a shop.toml, or JSON
    #[arg(long, value_name = "FILE", requires = "event")]
    settings: Option<PathBuf>,
    /// The time of the decision; the event's time if absent
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
    /// An order that a cloud knows: `ORDER#450789469`, or its number alone
    #[arg(long, value_name = "ORDER")]
    order: Option<String>,
    #[command(flatten)]
    shop: OneShop,
    /// The language; the order's if absent; `all` for each that there is
    #[arg(long)]
    locale: Option<String>,
    /// The message, where an event leads to none or to several, such as `order-updated`
    #[arg(long)]
    message: Option<String>,
    /// Where the files go
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Print JSON: decision, headers, subject, text, HTML
    #[arg(long)]
    json: bool,
}

/// Decides, makes the mail, shows it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let binary = functions::automation(&house, &args.automation).await?;
    let (question, speaker) = match (&args.event, &args.order) {
        (Some(event), _) => {
            let (facts, settings) = (args.facts.as_deref(), args.settings.as_deref());
            let given = Given { event, facts, settings, at: args.at };
            (given.question(&house, &binary, &args.automation)?, None)
        }
        (None, order) => {
            let (question, speaker) = known(&args, order.as_deref().unwrap_or_default()).await?;
            (question, Some(speaker))
        }
    };
    let decision = match decide::ask(&binary, &question)? {
        Answer::Decided(decision) => decision,
        Answer::Failed(said) | Answer::NotUnderstood(said) => {
            return Err(Trouble::input(format!("{} can't decide about this", args.automation))
                .saying(said)
                .mend(
                    "compare with a case in tests/golden: facts, settings and event are written the same way",
                ));
        }
    };
    let trace = Trace::of(&args.automation, &question, &decision, args.message.as_deref())?;
    let trace = trace.spoken_by(speaker);
    let locales: Vec<Option<&str>> = match args.locale.as_deref() {
        None => vec![None],
        Some("all") => mail::locales().iter().map(|locale| Some(*locale)).collect(),
        Some(one) if mail::is_spoken(one) => vec![Some(one)],
        Some(other) => {
            return Err(Trouble::input(format!("mails don't speak {other:?}"))
                .mend(format!("write all, or one of {}", mail::locales().join(", "))));
        }
    };
    let made = locales.into_iter().map(|locale| trace.make(locale)).collect::<Result<Vec<Made>, _>>()?;
    let folder = args.out.map_or_else(|| house.folder("preview"), Ok)?;
    show::show(&trace, &made, &folder, args.json)?;
    Ok(ExitCode::SUCCESS)
}

/// What a cloud knows of an order, as if it had just been updated, and nothing remembered of it. Its day's settings decide; beside
/// them the shop that speaks in the mail.
async fn known(args: &Args, meant: &str) -> Result<(Question, Shop), Trouble> {
    let there = args.shop.open().await?;
    let history = there.settings().await?;
    let There { store, shop, .. } = there;
    let (subject, _) = journal::find(&store, &shop, meant).await?;
    let at = args.at.unwrap_or_else(Timestamp::now);
    let source = domain::SourceVersion { at, tie: String::new() };
    let received = Received {
        from: "preview".to_owned(),
        topic: "preview".to_owned(),
        source,
        superseded: false,
        details: [].into(),
        returned: None,
        body: String::new(),
    };
    let new = NewEvent::named("order.updated", "preview", &received);
    let event = Event::place(&new, &shop, &subject, &Origin::default(), (1, ""), at);
    let known = Known::gather(&store, &event).await?;
    let Some(order) = &known.order else {
        return Err(Trouble::input(format!("{subject} is no order that has come whole"))
            .mend(format!("see cargo nightshift journal '{subject}' --shop {shop}")));
    };
    let version = history.at(order.placed_at).or_input(format!("the shop {shop} has no settings"))?;
    let settings = published(version, &args.automation);
    let speaker = links::speaker(&history, order, at)?;
    let (told, at) = (known.told, Value::from(at.to_string()));
    Ok((Question { event: json!(event), facts: json!({}), told, settings, at }, speaker))
}
