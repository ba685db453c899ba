//! What is known of a customer's returns, and where they stand with the shop: a small row of the customer.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Outcome, Verdict, rma::Granted, rules::List};
use crate::Money;

/// So many things that were kept are remembered.
const MOST_KEPT: usize = 100;

/// The row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Past {
    /// How many there were.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub returns: i64,
    /// How many pieces came back or were kept with their money.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub pieces: i64,
    /// By currency: what went back.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub minor: BTreeMap<String, i64>,
    /// On which days something was kept with its money.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Date>,
    /// How many parcels came empty or with something else.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub empty: i64,
    /// The list that somebody put them on: see [`super::exceptions::Listed`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
}

impl Past {
    /// A return that was granted.
    pub fn count(&mut self, granted: &[Granted], today: Date) {
        self.returns = self.returns.saturating_add(1);
        for line in granted.iter().filter(|line| line.verdict.is_yes()) {
            self.pieces = self.pieces.saturating_add(line.quantity);
            // What is kept for a part of its money wasn't given away.
            let given = line.outcome != Outcome::Exchange && !line.outcome.stays();
            if matches!(line.verdict, Verdict::Keep | Verdict::Donate) && given {
                let pieces = usize::try_from(line.quantity).unwrap_or(0).min(MOST_KEPT);
                self.kept.extend(std::iter::repeat_n(today, pieces));
            }
        }
        let surplus = self.kept.len().saturating_sub(MOST_KEPT);
        self.kept.drain(..surplus);
    }

    /// Money went back.
    pub fn back(&mut self, amount: Money) {
        let sum = self.minor.entry(amount.currency.to_string()).or_default();
        *sum = sum.saturating_add(amount.minor);
    }

    /// A parcel came with something else inside.
    pub fn empty(&mut self) {
        self.empty = self.empty.saturating_add(1);
    }
}
