//! Who approves a return that goes to a person, and what was said.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.returns-approval.approvals.default]`: who approves, how many of them, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Flow {
    /// One after the other, or all at once.
    #[serde(default)]
    pub order: InOrder,
    /// The steps.
    pub steps: Vec<Step>,
    /// Hours until the default counts.
    #[serde(default = "Flow::usual_hours")]
    #[schemars(range(min = 1, max = 720))]
    pub deadline_hours: u16,
    /// Hours after which whoever hasn't answered is reminded, counted from when they were asked.
    #[serde(default = "Flow::usual_reminders")]
    pub remind_hours: Vec<u16>,
    /// Whether hours count on business days only: Monday to Friday, without the holidays of the shop's country.
    #[serde(default = "Flow::yes")]
    pub business_days: bool,
    /// Whose it becomes when nobody answers: a route of the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalate_to: Option<String>,
}

impl Flow {
    fn usual_hours() -> u16 {
        72
    }

    fn usual_reminders() -> Vec<u16> {
        vec![24, 48]
    }

    fn yes() -> bool {
        true
    }

    /// One of `owner` decides: the flow where the shop has written none.
    pub fn of_owner(owner: &str) -> Self {
        let step =
            Step { name: owner.into(), who: vec![owner.into()], quorum: 1, delegates: BTreeMap::new() };
        Self {
            order: InOrder::Ordered,
            steps: vec![step],
            deadline_hours: Self::usual_hours(),
            remind_hours: Self::usual_reminders(),
            business_days: true,
            escalate_to: None,
        }
    }
}

/// Whether steps wait for one another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InOrder {
    /// Each waits for the one before.
    #[default]
    Ordered,
    /// All are asked at once.
    Parallel,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// What it is called, such as `quality`.
    pub name: String,
    /// Who may answer: routes of the shop.
    pub who: Vec<String>,
    /// How many of them have to approve.
    #[serde(default = "Step::one")]
    #[schemars(range(min = 1, max = 20))]
    pub quorum: u8,
    /// Who answers instead while somebody is away: `quality = "quality-deputy"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub delegates: BTreeMap<String, Vec<Away>>,
}

impl Step {
    fn one() -> u8 {
        1
    }
}

/// From when until when somebody is away, and who answers for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Away {
    /// From this instant.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub from: Timestamp,
    /// Until this one.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub until: Timestamp,
    /// A route of the shop.
    pub to: String,
}
