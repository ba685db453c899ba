//! What a purchase order is.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Currency, EntityRef, Money,
    reorder::{Autonomy, Bid, Position, Trace},
    stock::{self, NETWORK},
};

use super::{Answer, Chase};

/// How far a purchase order is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Lines gather.
    #[default]
    Draft,
    /// It lies before its approver.
    Waiting,
    /// It is approved and has its number.
    Approved,
    /// The mail to the supplier was asked for.
    Sent,
    /// The supplier takes it on.
    Confirmed,
    /// Part of it arrived.
    PartlyReceived,
    /// All of it arrived.
    Received,
    /// Part of it arrived, and the rest isn't waited for.
    Closed,
    /// The supplier doesn't take it on.
    Declined,
    /// It was called off, or never approved.
    Cancelled,
}

impl State {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::PartlyReceived => "partly-received",
            Self::Received => "received",
            Self::Closed => "closed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether its lines may still change.
    pub fn is_draft(self) -> bool {
        matches!(self, Self::Draft | Self::Waiting)
    }

    /// Whether it is ordered and something may arrive.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Approved | Self::Sent | Self::Confirmed | Self::PartlyReceived)
    }

    /// Whether nothing is waited for any more.
    pub fn is_over(self) -> bool {
        !self.is_draft() && !self.is_under_way()
    }
}

/// An order to a supplier, of goods for one place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurchaseOrder {
    /// Who delivers, as the settings name them.
    pub supplier: String,
    /// Where to: the location's id.
    pub location: String,
    /// What it is paid in.
    pub currency: Currency,
    /// How far it is.
    #[serde(default)]
    pub state: State,
    /// Counts changes of its lines: an approval names one.
    #[serde(default)]
    pub revision: u32,
    /// When its first line came.
    pub opened: Timestamp,
    /// What is ordered.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Once it is approved: under which number, by whom, when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// When the mail to the supplier was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Timestamp>,
    /// What the supplier said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// When the supplier was asked to confirm, having said nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Timestamp>,
    /// How often the supplier was asked where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chase: Option<Chase>,
    /// Hashes of its papers, by the file's name, once they are made.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub papers: std::collections::BTreeMap<String, String>,
}

/// That it is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Its number: once given, never again.
    pub number: String,
    /// When.
    pub at: Timestamp,
    /// The route whose mail it was approved through, who typed it, or `auto`.
    pub by: String,
}

/// An item that is ordered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The item's id.
    pub item: String,
    /// The shop's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The supplier's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_sku: Option<String>,
    /// What people call it.
    pub title: String,
    /// Its variant, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// How many pieces.
    pub quantity: i64,
    /// What one costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// When it is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Date>,
    /// Which proposal of its item at the place it comes from, in which revision.
    #[serde(default)]
    pub stand: String,
    /// Whether that stands at all places together, and not at the one that the goods come to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub together: bool,
    /// What may be done about it without asking.
    #[serde(default)]
    pub autonomy: Autonomy,
    /// Whether it isn't needed yet, and goes along so that the order doesn't come to too little.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub along: bool,
    /// Until when it must be ordered to come as expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_by: Option<Timestamp>,
    /// Why so many, and which offers weren't taken.
    #[serde(default, skip_serializing_if = "Why::is_nothing")]
    pub why: Why,
    /// How many have arrived.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub received: i64,
    /// Whether what hasn't arrived isn't waited for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// After how many of its supplier's days it was there, from the one on which the order went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
}

/// Why a line is what it is, as far as its approver is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Why {
    /// What there is and what is on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The position at which it is ordered, and the one that the order brings it to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between: Option<(i64, i64)>,
    /// The formula with its numbers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// Offers that weren't taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losing: Vec<Bid>,
}

impl Why {
    /// Of a proposal's reckoning.
    pub fn of(trace: &Trace) -> Self {
        Self {
            position: Some(trace.position),
            between: Some((trace.need.reorder_point, trace.need.order_up_to)),
            formula: trace.need.formula.clone(),
            losing: trace.offers.iter().filter(|bid| bid.lost.is_some()).take(MOST_LOSING).cloned().collect(),
        }
    }

    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// So many offers that weren't taken are kept with a line; its proposal's event has them all.
const MOST_LOSING: usize = 3;

impl Line {
    /// What is waited for.
    pub fn open(&self) -> i64 {
        if self.closed { 0 } else { self.quantity.saturating_sub(self.received).max(0) }
    }

    /// What it costs, where that is known.
    pub fn value(&self) -> Option<Money> {
        let price = self.price?;
        Some(Money::new(price.minor.checked_mul(self.quantity)?, price.currency))
    }
}

impl PurchaseOrder {
    /// An order without a line.
    pub fn open(supplier: &str, location: &str, currency: Currency, now: Timestamp) -> Self {
        Self {
            supplier: supplier.into(),
            location: location.into(),
            currency,
            state: State::Draft,
            revision: 0,
            opened: now,
            lines: Vec::new(),
            approval: None,
            sent: None,
            answer: None,
            reminded: None,
            chase: None,
            papers: std::collections::BTreeMap::new(),
        }
    }

    /// Its number, once it has one.
    pub fn number(&self) -> Option<&str> {
        self.approval.as_ref().map(|approval| approval.number.as_str())
    }

    /// What all of it costs, as far as prices are known.
    pub fn total(&self) -> Money {
        let known = self.lines.iter().filter_map(Line::value);
        let minor = known.fold(0_i64, |sum, value| sum.saturating_add(value.minor));
        Money::new(minor, self.currency)
    }

    /// Whether every line has its price.
    pub fn is_priced(&self) -> bool {
        self.lines.iter().all(|line| line.price.is_some())
    }

    /// Whether anything of it is needed for its own sake.
    pub fn is_needed(&self) -> bool {
        self.lines.iter().any(|line| !line.along)
    }

    /// How many pieces are ordered.
    pub fn pieces(&self) -> i64 {
        self.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.quantity))
    }

    /// When the last of it is expected.
    pub fn expected(&self) -> Option<Date> {
        self.lines.iter().filter_map(|line| line.expected).max()
    }

    /// Until when the first of it must be ordered to come as expected.
    pub fn order_by(&self) -> Option<Timestamp> {
        self.lines.iter().filter_map(|line| line.order_by).min()
    }

    /// Where the proposal of a line stands.
    pub fn proposed_at(&self, line: &Line) -> EntityRef {
        stock::at(&line.item, if line.together { NETWORK } else { &self.location })
    }

    /// The line of an item.
    pub fn line(&self, item: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.item == item)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn an_order_adds_up() {
        let mut order = waiting();
        assert_eq!((order.total(), order.pieces(), order.is_priced()), (eur(3500), 14, true));
        assert_eq!(order.expected().map(|day| day.to_string()).as_deref(), Some("2026-12-10"));
        order.lines[1].price = None;
        assert_eq!((order.total(), order.is_priced()), (eur(2500), false));
    }

    #[test]
    fn every_state_is_one_of_three_things() {
        use State::*;
        for state in
            [Draft, Waiting, Approved, Sent, Confirmed, PartlyReceived, Received, Closed, Declined, Cancelled]
        {
            let is = [state.is_draft(), state.is_under_way(), state.is_over()];
            assert_eq!(is.iter().filter(|is| **is).count(), 1, "{state:?}");
            assert_eq!(serde_json::to_value(state).expect("a word"), state.as_str());
        }
    }

    #[test]
    fn an_order_reads_back_whole() {
        let order = sent();
        let text = serde_json::to_string(&order).expect("plain data");
        assert_eq!(serde_json::from_str::<PurchaseOrder>(&text).expect("an order"), order);
    }
}
