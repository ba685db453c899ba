//! A line of the table: which parcels it speaks of, and how closely.

use super::{Days, Lane};
use crate::edd::Area;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) service: Option<String>,
    pub(super) from: From,
    pub(super) to: Area,
    pub(super) days: Days,
    pub(super) most_grams: Option<u64>,
    pub(super) cash_on_delivery: bool,
}

/// Where a line's parcels come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum From {
    Place(String),
    Area(Area),
}

impl Line {
    pub(super) fn fits(&self, lane: &Lane<'_>) -> bool {
        self.service.as_deref().is_none_or(|own| own == lane.service)
            && match &self.from {
                From::Place(place) => place == lane.origin,
                From::Area(area) => area.holds(lane.from),
            }
            && self.most_grams.is_none_or(|most| lane.grams.is_none_or(|grams| grams <= most))
            && (self.cash_on_delivery || !lane.cash_on_delivery)
            && self.to.holds(lane.to)
    }

    /// The closer line counts: by where to, then by where from, then by its service; the lighter and the plainer one first.
    pub(super) fn closeness(&self) -> (usize, usize, bool, bool, std::cmp::Reverse<u64>) {
        let from = match &self.from {
            From::Place(_) => usize::MAX,
            From::Area(area) => area.closeness(),
        };
        let weight = std::cmp::Reverse(self.most_grams.unwrap_or(u64::MAX));
        (self.to.closeness(), from, self.service.is_some(), !self.cash_on_delivery, weight)
    }

    /// Whether it says something of the same parcels, but for where they go.
    pub(super) fn is_kin(&self, other: &Self) -> bool {
        self.service == other.service
            && self.from == other.from
            && self.most_grams == other.most_grams
            && self.cash_on_delivery == other.cash_on_delivery
    }

    pub(super) fn clashes(&self, other: &Self) -> bool {
        self.is_kin(other) && self.to.clashes(&other.to)
    }
}
