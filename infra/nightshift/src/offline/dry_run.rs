//! `dry-run`: an automation's own binary decides about one event, or once more about the last days. Nothing is
//! written, nothing is sent.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use domain::Timestamp;
use serde_json::json;

use crate::{
    cloud::{house::House, which::OneShop},
    offline::{
        decide::{self, Answer, Question},
        functions, replay, unfold,
    },
    out,
    trouble::Trouble,
};

/// Arguments of `dry-run`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The automation's own binary decides; it is built first where it is missing or out of date.

  --event     An event as the journal has it. What it leaves out is filled in, so {\"type\": \"order.paid\"} is enough.
              A platform's payload or recording will do as well: it is translated, and what it brings of an order
              (`order`, `snapshot_at`, `marks.edited_at`) are facts where the automation looks at them.
  --facts     What the automation looks at; {} if absent, beside what a payload brings.
  --settings  A whole shop.toml; or {version, shop, own} as JSON or TOML, or only the automation's own table, and
              infra/local/shops/acme.toml rules where those are silent. A key that the table doesn't have is refused.
  --at        The time of the decision; the event's time if absent.
  --days      Instead of an event: whatever woke the automation in the last days, read from a cloud. It decides about
              each order once, with nothing remembered, at the time of the newest event, by what is known of the order
              now, not by what was known then. Settings are those published, or --settings. Modes and live_since don't
              count. Nothing is written. An automation that looks at more than an order says which command plays its days.

Exit codes: 0 decided, 1 the automation failed, 2 wrong usage or input that it can't read, 3 no cloud.

Examples:
  cargo nightshift dry-run order-confirmation --event order.json
  cargo nightshift dry-run order-confirmation --event event.json --facts facts.json
  cargo nightshift dry-run order-confirmation --event event.json --facts facts.toml --settings shop.toml --at 2026-11-21T20:00:00Z
  cargo nightshift dry-run order-confirmation --days 7 --shop acme --settings shop.toml --stack nightshift")]
pub(crate) struct Args {
    /// The automation, such as `order-confirmation`
    pub(crate) automation: String,
    /// The event that wakes it, or a platform's payload: JSON or TOML
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "days",
        conflicts_with_all = ["shop", "stack"]
    )]
    pub(crate) event: Option<PathBuf>,
    /// The facts it looks at: JSON or TOML
    #[arg(long, value_name = "FILE")]
    pub(crate) facts: Option<PathBuf>,
    /// The shop's settings: a shop.toml, or JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// The time of the decision; the event's time if absent
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<Timestamp>,
    /// Decide about the last so many times 24 hours
    #[arg(
        long,
        value_name = "N",
        conflicts_with_all = ["event", "facts", "at"],
        value_parser = clap::value_parser!(u16).range(1..=366)
    )]
    pub(crate) days: Option<u16>,
    #[command(flatten)]
    pub(crate) shop: OneShop,
    /// Print JSON instead of a table; one decision always is JSON
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    if let Some(days) = args.days {
        return replay::run(&args, days).await;
    }
    let house = House::find()?;
    let binary = functions::automation(&house, &args.automation).await?;
    let question = question(&house, &binary, &args)?;
    match decide::ask(&binary, &question)? {
        Answer::Decided(decision) => {
            out::json(&decision)?;
            Ok(ExitCode::SUCCESS)
        }
        Answer::Failed(said) => {
            Err(Trouble::failed(format!("{} could not decide", args.automation)).saying(said))
        }
        Answer::NotUnderstood(said) => Err(Trouble::input(format!("{} can't read this", args.automation))
            .saying(said)
            .mend("compare with a case in tests/golden: facts, settings and event are written the same way")),
    }
}

fn question(house: &House, binary: &Path, args: &Args) -> Result<Question, Trouble> {
    let event = args.event.as_deref().expect("required where no days are given");
    let given =
        Given { event, facts: args.facts.as_deref(), settings: args.settings.as_deref(), at: args.at };
    given.question(house, binary, &args.automation)
}

/// The files that somebody gives for one decision.
pub(super) struct Given<'g> {
    pub(super) event: &'g Path,
    pub(super) facts: Option<&'g Path>,
    pub(super) settings: Option<&'g Path>,
    pub(super) at: Option<Timestamp>,
}

impl Given<'_> {
    /// What `automation` is asked; the sample shop's settings rule where none are given.
    pub(super) fn question(
        &self,
        house: &House,
        binary: &Path,
        automation: &str,
    ) -> Result<Question, Trouble> {
        let sample = match &self.settings {
            None => decide::sample_settings(house, automation)?,
            // A sample that is missing or broken matters only where it is needed.
            Some(_) => decide::sample_settings(house, automation).unwrap_or_else(|_| json!({"version": 1})),
        };
        let settings = match self.settings {
            None => sample,
            Some(file) => {
                let written = unfold::read(file)?;
                decide::check_keys(binary, automation, &written).map_err(|t| t.at(file.display()))?;
                decide::settings(written, automation, Some(sample))?
            }
        };
        let facts = self.facts.map(unfold::read).transpose()?.unwrap_or_else(|| json!({}));
        let written = unfold::read(self.event)?;
        let at = self.at.map(|at| json!(at));
        decide::question(written, facts, settings, at).map_err(|t| t.at(self.event.display()))
    }
}
