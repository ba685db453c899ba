//! What is journalled of commands.

use serde::{Deserialize, Serialize};

use super::{Command, CommandId, Key};
use crate::{EntityRef, Money, NewEvent, Payload, ShopId};

/// Data of `command.requested`: the shop is to do something about an order. It may stand in the story of any entity, such as
/// the return's; what comes of it is journalled there as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// The shop's id of the order.
    pub order: String,
    /// What tells it apart within the order.
    pub key: Key,
    /// What is to be done.
    pub command: Command,
}

impl Payload for Requested {
    const KIND: &'static str = "command.requested";
    const OUTWARD: bool = true;
}

impl Requested {
    /// The event.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(format!("command#{}#{}", self.command.purpose().as_str(), self.key), self)
    }

    /// Its once-key.
    pub fn id(&self, shop: &ShopId) -> CommandId {
        CommandId::of(shop, &self.order, self.command.purpose(), &self.key)
    }

    /// The entity in whose collection the once-key lies.
    pub fn entity(&self) -> EntityRef {
        EntityRef::order(&self.order)
    }
}

/// Data of `command.done`: the shop has done it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The once-key.
    pub id: CommandId,
    /// The shop's id of the order.
    pub order: String,
    /// What told it apart.
    pub key: Key,
    /// Which command.
    pub command: String,
    /// The shop's own id of what it did, such as a refund's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The money that moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Whether that was known only by asking the shop, as its answer had been lost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
}

impl Payload for Done {
    const KIND: &'static str = "command.done";
}

/// Data of `command.refused`: the shop surely hasn't done it and won't. A task goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The once-key.
    pub id: CommandId,
    /// The shop's id of the order.
    pub order: String,
    /// What told it apart.
    pub key: Key,
    /// Which command.
    pub command: String,
    /// The shop's words, shortened, without anybody's data.
    pub words: String,
}

impl Payload for Refused {
    const KIND: &'static str = "command.refused";
}

/// Data of `command.parked`: a person has to decide. A task goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// The once-key.
    pub id: CommandId,
    /// The shop's id of the order.
    pub order: String,
    /// What told it apart.
    pub key: Key,
    /// Which command.
    pub command: String,
    /// Why.
    pub why: Why,
    /// More on it: codes, numbers and the shop's words, shortened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl Payload for Parked {
    const KIND: &'static str = "command.parked";
}

/// Why a person has to decide about a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It may have been done, and the shop can't say: a second one isn't worth the risk.
    InDoubt,
    /// More money than is left: something went back meanwhile.
    TooMuch,
    /// Nothing was paid that could go back, or it isn't known what.
    NothingPaid,
    /// The means of paying takes nothing back by itself, or isn't found among what paid.
    ByHand,
    /// The order was called off meanwhile.
    Cancelled,
    /// There are no credentials that open the shop for it, or the settings don't say how.
    NoAccess,
    /// This shop can't be told to do that.
    CannotDo,
    /// The shop couldn't be reached for long.
    Unreachable,
    /// The shop rehearses: the automation that decided it is switched to `redirect`.
    Rehearsal,
    /// The command contradicts itself or the order.
    Contradiction,
}

impl Why {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InDoubt => "in-doubt",
            Self::TooMuch => "too-much",
            Self::NothingPaid => "nothing-paid",
            Self::ByHand => "by-hand",
            Self::Cancelled => "cancelled",
            Self::NoAccess => "no-access",
            Self::CannotDo => "cannot-do",
            Self::Unreachable => "unreachable",
            Self::Rehearsal => "rehearsal",
            Self::Contradiction => "contradiction",
        }
    }

    /// The word of the task that a person gets.
    pub fn task(self) -> &'static str {
        match self {
            Self::InDoubt => "command-in-doubt",
            Self::TooMuch | Self::NothingPaid | Self::Cancelled | Self::Contradiction => "command-not-sent",
            Self::ByHand | Self::CannotDo => "command-by-hand",
            Self::NoAccess | Self::Unreachable => "command-no-access",
            Self::Rehearsal => "command-rehearsed",
        }
    }
}

/// The word of the task about what the shop refused.
pub const REFUSED_TASK: &str = "command-refused";
