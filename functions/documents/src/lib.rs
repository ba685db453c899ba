//! Makes papers: PDF, CSV and UBL, in every language that mails speak.
//!
//! Woken by `document.wanted`, which names an entity, a kind of paper and its revision; reads what the paper says from beside the
//! entity; makes its files, keeps them by their hashes and journals `document.made`, once. Making is pure, so that whoever does it
//! again makes the same bytes. The letters of every language come with `papers`, and so weigh on no other function.

mod decide;
mod settle;
#[cfg(test)]
mod settling;

use domain::{
    Automation, Decision, Event, Failure, Payload as _, Timestamp, document::Wanted, settings::For,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use decide::Because;
pub use settle::Press;

/// The automation.
#[derive(Debug)]
pub struct Documents;

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What the paper says, whichever it is.
    #[serde(default)]
    pub paper: Option<serde_json::Value>,
    /// Whether it has been made.
    #[serde(default)]
    pub made: bool,
}

/// `[automations.documents]`: nothing. How papers look stands under `[look]`, what they say under `[wording]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Settings {}

impl Automation for Documents {
    const NAME: &'static str = "documents";
    const WAKES_ON: &'static [&'static str] = &[Wanted::KIND];
    /// It makes what others asked for; nothing leaves the house by it.
    const SWITCHED: bool = false;
    type Facts = Facts;
    type Settings = Settings;
    type Because = Because;

    fn decide(
        event: &Event,
        facts: &Facts,
        settings: &For<Settings>,
        _now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        decide::decide(event, facts, &settings.shop)
    }
}
