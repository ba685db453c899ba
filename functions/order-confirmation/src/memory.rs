//! What it remembers, and what it says.

use domain::{Payload, Timestamp};
use serde::{Deserialize, Serialize};

/// What the automation remembers of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Memory {
    /// It is to be confirmed, with the date that is being reckoned.
    Waiting {
        /// Until when: then it is confirmed without one.
        until: Timestamp,
    },
    /// A mail was asked for.
    Confirmed(Confirmed),
    /// No mail, for a recorded reason.
    Suppressed {
        /// The reason's word.
        because: String,
    },
    /// No mail until the order is mended.
    Held {
        /// What it would have told.
        told: String,
    },
}

/// What the newest mail told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Its number: 1 is the confirmation.
    pub revision: u32,
    /// What it told.
    pub told: String,
    /// The newest edit that it took in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// Whether it told an update. Of old that isn't remembered: every mail after the first did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<bool>,
    /// Which wish of the shop's own people was answered last, by its place in the order's story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<u64>,
}

impl Confirmed {
    /// Whether the newest mail told an update.
    pub(crate) fn told_update(&self) -> bool {
        self.updated.unwrap_or(self.revision > 1)
    }

    /// Whether this wish, or one after it, was answered.
    pub(crate) fn has_answered(&self, wish: u64) -> bool {
        self.answered.is_some_and(|answered| wish <= answered)
    }
}

/// Data of `confirmation.suppressed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressed {
    /// The reason's word.
    pub because: String,
}

impl Payload for Suppressed {
    const KIND: &'static str = "confirmation.suppressed";
}

/// Data of `confirmation.held`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The reason's word.
    pub because: String,
    /// What the parts come to, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reckoned: Option<String>,
    /// What the shop printed, where that is the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl Payload for Held {
    const KIND: &'static str = "confirmation.held";
}
