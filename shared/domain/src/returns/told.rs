//! What others tell of a return, and what the shop's own people want done about one: data of events that doors write.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Request, Trait,
    rma::{Receipt, ReceivedLine},
};
use crate::{NewEvent, Payload, webhook::Received};

/// What a platform, a carrier or a warehouse tells of a return. It stands in [`Received`], beside who told it and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "told")]
pub enum Told {
    /// Somebody wants to return something.
    Requested {
        /// What.
        request: Request,
    },
    /// It is on its way.
    Shipped {
        /// When the carrier had it first.
        at: Timestamp,
    },
    /// A parcel arrived.
    Arrived {
        /// Names the parcel once: the warehouse's number of the receipt.
        id: String,
        /// What was in it.
        receipt: Receipt,
    },
    /// Somebody looked at what arrived.
    Graded {
        /// The receipt's name.
        id: String,
        /// Its lines, with their grades.
        lines: Vec<ReceivedLine>,
    },
}

/// The kinds of events that doors write of returns. Our own steps have other words.
pub mod kinds {
    /// Somebody wants to return something.
    pub const REQUESTED: &str = "return.requested";
    /// The platform says yes.
    pub const APPROVED: &str = "return.approved";
    /// The platform says no.
    pub const DECLINED: &str = "return.declined";
    /// It was called off on the platform.
    pub const CANCELLED: &str = "return.cancelled";
    /// The platform waits for nothing more.
    pub const CLOSED: &str = "return.closed";
    /// The platform takes it up again.
    pub const REOPENED: &str = "return.reopened";
    /// The carrier has it.
    pub const SHIPPED: &str = "return.parcel-shipped";
    /// A parcel arrived.
    pub const ARRIVED: &str = "return.parcel-arrived";
    /// What arrived was looked at.
    pub const GRADED: &str = "return.parcel-graded";
}

/// Under this name among the details of a platform's word on a return: that it sends something else for what comes back.
pub const EXCHANGED: &str = "exchanged";

impl Received {
    /// Whether the platform sends something else for it. It doesn't say for which of the lines: what is left to pay, a person
    /// reckons.
    pub fn is_exchanged(&self) -> bool {
        self.details.contains_key(EXCHANGED)
    }

    /// The order that a platform's word on a return names.
    pub fn order(&self) -> Option<&str> {
        let asked = match self.returned.as_deref() {
            Some(Told::Requested { request }) => Some(request.order.as_str()),
            _ => None,
        };
        asked.or_else(|| self.details.get("order").map(String::as_str))
    }
}

/// What somebody of the shop's own wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "word")]
pub enum Word {
    /// Whoever was asked answers, at a terminal instead of by a link.
    Vote {
        /// What.
        yes: bool,
        /// The exception of art. 16 that holds, where a withdrawal by law is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<Trait>,
    },
    /// It is decided so, whatever was said.
    Override {
        /// What.
        yes: bool,
        /// The exception of art. 16 that holds, where a withdrawal by law is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exception: Option<Trait>,
    },
    /// The buyer calls it off.
    Cancel,
    /// It is taken up again.
    Reopen,
    /// Nothing more is waited for.
    Close,
    /// The buyer is asked something; what, stands beside the return.
    Ask,
    /// The buyer answered, beside the return.
    Answer,
    /// The buyer doesn't agree with what was paid, and says why beside the return.
    Object,
    /// The money is asked for once more, though the shop refused it or a person had to look.
    Pay,
}

/// Data of `return.instructed`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instructed {
    /// What.
    #[serde(flatten)]
    pub word: Word,
    /// Who says so: a name, or of a vote the route that was asked.
    pub by: String,
    /// Of a vote that was typed: who typed it for the route.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Payload for Instructed {
    const KIND: &'static str = "return.instructed";
}

impl Instructed {
    /// The event: every wish is one of its own.
    pub fn event(&self, at: Timestamp) -> NewEvent {
        self.once(&at.to_string())
    }

    /// The event of a wish that has a name: said twice, it is one.
    pub fn once(&self, name: &str) -> NewEvent {
        NewEvent::of(Self::once_name(name), self)
    }

    /// The name of its effect.
    pub fn once_name(name: &str) -> String {
        format!("instructed#{name}")
    }
}

/// Data of `return.asked`: people were asked about a return, in this round. The links in their mails are bound to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutToPeople {
    /// The question's number.
    pub round: u32,
    /// The number that people say.
    pub number: String,
    /// Until when they may answer.
    pub deadline: Timestamp,
}

impl Payload for PutToPeople {
    const KIND: &'static str = "return.asked";
}

impl PutToPeople {
    /// How the matters of these questions begin; the round follows, and the step where one is asked in several.
    pub const MATTER: &'static str = "asked#";

    /// The name of its effect, which is the matter of its links.
    pub fn effect(round: u32, step: Option<usize>) -> String {
        step.map_or(format!("{}{round}", Self::MATTER), |step| format!("{}{round}#{step}", Self::MATTER))
    }

    /// The round of a matter.
    pub fn round_of(matter: &str) -> Option<u32> {
        matter.strip_prefix(Self::MATTER)?.split('#').next()?.parse().ok()
    }

    /// The event of the round, or of a step of it.
    pub fn event(&self, step: Option<usize>) -> NewEvent {
        NewEvent::of(Self::effect(self.round, step), self)
    }
}

/// By which link somebody says yes.
pub const APPROVE: &str = "approve-return";
/// By which link somebody says no.
pub const REFUSE: &str = "refuse-return";
