//! What is journalled of purchase orders, and what asks for something to be done to one.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Failure, Money, NewEvent, Payload, reorder::Record, webhook::Received};

use super::{Arrival, PurchaseOrder, State};

/// Data of `purchase.*`: how far an order is. The kind says what happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// How far it is.
    pub state: State,
    /// Its lines as they are now.
    pub revision: u32,
    /// Its number, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who delivers, as the settings name them.
    pub supplier: String,
    /// Where to.
    pub location: String,
    /// How many lines.
    pub lines: usize,
    /// How many pieces.
    pub pieces: i64,
    /// What it costs, as far as that is known.
    pub total: Money,
    /// Through whose mail, by whom, or `auto`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The receipt, or what was said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// By item, of a receipt: how many pieces came.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, i64>,
    /// By item: after how many days it was there, and whether that was in time, where that was measured. They are the
    /// supplier's days, as [`super::Line::days`] are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub days: BTreeMap<String, (u16, bool)>,
    /// By item: what one costs, once it is ordered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prices: BTreeMap<String, Money>,
}

impl Payload for Happened {
    const KIND: &'static str = "purchase";
}

impl Happened {
    /// How an order is.
    pub fn to(order: &PurchaseOrder) -> Self {
        Self {
            state: order.state,
            revision: order.revision,
            number: order.number().map(str::to_owned),
            supplier: order.supplier.clone(),
            location: order.location.clone(),
            lines: order.lines.len(),
            pieces: order.pieces(),
            total: order.total(),
            by: None,
            note: None,
            items: BTreeMap::new(),
            days: BTreeMap::new(),
            prices: BTreeMap::new(),
        }
    }

    /// The event `purchase.{word}` with this effect.
    pub fn event(&self, word: &str, effect: impl Into<String>) -> NewEvent {
        NewEvent::named(&format!("{}.{word}", Self::KIND), effect, self)
    }

    /// The effect of an order's being put before its approver in a revision.
    pub fn asked(revision: u32) -> String {
        format!("asked#{revision}")
    }

    /// The revision that such a matter was about; none of any other matter.
    pub fn revision_of(matter: &str) -> Option<u32> {
        matter.strip_prefix("asked#")?.parse().ok()
    }

    /// The word of an order that would come to less than its supplier takes, where what is needed next goes along.
    pub const BELOW_MINIMUM: &'static str = "below-minimum";

    /// The effect of an order's being sent.
    pub const SENT: &'static str = "sent";
}

/// What somebody may do to an order at a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// Order it.
    Approve,
    /// Don't.
    Decline,
    /// The rest isn't waited for.
    Close,
    /// Call it off.
    Cancel,
}

impl Word {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Close => "close",
            Self::Cancel => "cancel",
        }
    }
}

/// Data of `purchase.instructed`: somebody of the shop's own wants something done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instructed {
    /// What.
    pub word: Word,
    /// The lines as they saw them.
    pub revision: u32,
    /// Who.
    pub by: String,
    /// Why, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Payload for Instructed {
    const KIND: &'static str = "purchase.instructed";
}

impl Instructed {
    /// The event: every wish is one of its own.
    pub fn event(&self, at: Timestamp) -> NewEvent {
        NewEvent::of(format!("instructed#{}#{at}", self.word.as_str()), self)
    }
}

/// Data of `supplier.measured`: what came of an order, noted with its supplier or with an item of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// The order.
    pub purchase: String,
    /// Days of the delivery; of each of its lines that is whole, as releases before December 2026 noted it with the supplier.
    pub days: Vec<u16>,
    /// All deliveries that are known now.
    pub record: Record,
}

impl Payload for Measured {
    const KIND: &'static str = "supplier.measured";
}

/// What a `stock.received` says, from whatever source: goods of a purchase order arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The order: its number, or its id.
    pub purchase: String,
    /// The receipt, by an id that is used once.
    pub receipt: String,
    /// What arrived.
    pub lines: Vec<Arrival>,
    /// When.
    pub at: Timestamp,
}

impl Receipt {
    /// The kind of event.
    pub const KIND: &'static str = "stock.received";
    /// The kind of entity that a receipt is.
    pub const ENTITY: &'static str = "RECEIPT";

    /// Its details, as a webhook's.
    pub fn details(&self) -> BTreeMap<String, String> {
        let lines: Vec<_> = self.lines.iter().map(|line| (&line.item, line.pieces)).collect();
        let lines = serde_json::to_string(&lines).expect("plain data");
        [("purchase", self.purchase.clone()), ("receipt", self.receipt.clone()), ("lines", lines)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// Reads it.
    pub fn of(told: &Received) -> Result<Self, Failure> {
        let refused = |what: &str| Failure::permanent(format!("a receipt: {what}"));
        let text = |name: &str| told.details.get(name).filter(|text| !text.is_empty()).cloned();
        let lines = text("lines").ok_or_else(|| refused("it has no lines"))?;
        let lines: Vec<(String, i64)> =
            serde_json::from_str(&lines).map_err(|_| refused("its lines can't be read"))?;
        Ok(Self {
            purchase: text("purchase").ok_or_else(|| refused("it names no purchase order"))?,
            receipt: text("receipt").ok_or_else(|| refused("it has no id"))?,
            lines: lines.into_iter().map(|(item, pieces)| Arrival { item, pieces }).collect(),
            at: told.source.at,
        })
    }

    /// The effect on its order: a receipt arrives once.
    pub fn effect(&self) -> String {
        format!("received#{}", self.receipt)
    }
}
