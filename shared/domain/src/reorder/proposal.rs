//! What is proposed for an item at a place: to buy it, or to bring it from another location.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Autonomy, StepKind, Trace};
use crate::{Money, NewEvent, Payload};

/// The one open proposal of an item at a place. Data of `reorder.proposed` and `reorder.amended`, and what is kept under
/// [`Proposal::KEY`] in the item's collection. Whoever orders takes it away in the transaction that books what is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The item's id.
    pub item: String,
    /// The article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// What it is called.
    pub title: String,
    /// Which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The id of the location that it is for, and is delivered to.
    pub location: String,
    /// Whether all places are judged together: then it stands at all of them, and only its goods come to the location.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// Where it comes from.
    pub way: Way,
    /// How many pieces.
    pub quantity: i64,
    /// Until when it must be ordered to come as expected: the supplier's cut-off. Absent where any moment is as good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_by: Option<Timestamp>,
    /// When it is expected, if it is ordered so: a date at the location.
    pub expected: Date,
    /// What may be done about it.
    pub autonomy: Autonomy,
    /// The how-manieth proposal it is of this item here.
    pub number: u32,
    /// Counts from 1; each amendment has the next number.
    pub revision: u32,
    /// When it was first proposed.
    pub since: Timestamp,
    /// How it was reckoned.
    pub trace: Trace,
}

/// Where the goods come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// They are bought.
    Purchase {
        /// The supplier's name in settings.
        supplier: String,
        /// Their article code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        /// What one costs at this quantity; absent where no price is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit_price: Option<Money>,
    },
    /// They are brought from another location.
    Transfer {
        /// Its id.
        from_location: String,
        /// Whether somebody has to agree: it is worth more than the shop lets go without.
        #[serde(default)]
        needs_approval: bool,
    },
}

impl Proposal {
    /// The sort key of the proposal in the collection of its item at its place.
    pub const KEY: &'static str = "PROPOSAL";

    /// What it comes to, where a price is known.
    pub fn value(&self) -> Option<Money> {
        match &self.way {
            Way::Purchase { unit_price, .. } => unit_price.map(|price| price.times(self.quantity)),
            Way::Transfer { .. } => None,
        }
    }

    /// Whether it isn't needed yet, and is ordered along.
    pub fn is_along(&self) -> bool {
        self.trace.steps.iter().any(|step| step.step == StepKind::TopUp)
    }

    /// Whoever it would be bought from.
    pub fn supplier(&self) -> Option<&str> {
        match &self.way {
            Way::Purchase { supplier, .. } => Some(supplier),
            Way::Transfer { .. } => None,
        }
    }

    /// The event that says so: `reorder.proposed` for the first revision, `reorder.amended` for those after it.
    pub fn event(&self) -> NewEvent {
        let kind = if self.revision == 1 { PROPOSED } else { AMENDED };
        NewEvent::named(kind, format!("reorder#{}", self.stand()), self)
    }

    /// Names this revision of this proposal: who takes it away says which one it saw.
    pub fn stand(&self) -> String {
        format!("{}#{}", self.number, self.revision)
    }

    /// Whether another reckoning comes to the same: then nothing is amended. When it is expected moves from day to day as
    /// long as nobody orders, and demand is never twice the same; neither is news.
    pub fn is_as(&self, other: &Self) -> bool {
        let Self { location, together, way, quantity, order_by, autonomy, .. } = other;
        (&self.location, &self.way, self.quantity, self.autonomy) == (location, way, *quantity, *autonomy)
            && (self.together, self.order_by) == (*together, *order_by)
    }
}

/// The kind of a first proposal.
pub const PROPOSED: &str = "reorder.proposed";
/// The kind of an amended one.
pub const AMENDED: &str = "reorder.amended";

impl Payload for Proposal {
    const KIND: &'static str = PROPOSED;
}

/// The need is gone, and the proposal with it. Data of `reorder.withdrawn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The item's id.
    pub item: String,
    /// The location it was for.
    pub location: String,
    /// Where it would have come from.
    pub way: Way,
    /// How many pieces were proposed last.
    pub quantity: i64,
    /// The how-manieth proposal it was of this item here.
    pub number: u32,
    /// The last revision.
    pub revision: u32,
    /// How the need was reckoned that is no more; absent where nothing is to be reckoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<Trace>,
}

impl Payload for Withdrawn {
    const KIND: &'static str = "reorder.withdrawn";
}

impl Withdrawn {
    /// The event.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(format!("reorder#{}#withdrawn", self.number), self)
    }
}
