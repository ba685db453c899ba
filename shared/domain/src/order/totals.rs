//! What the platform printed under an order, and whether it adds up.

use serde::{Deserialize, Serialize};

use crate::{Money, order::Order};

/// The totals as the platform printed them. Discounts are positive amounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Lines after line and order discounts.
    pub subtotal: Money,
    /// All discounts, shipping's included.
    pub discounts: Money,
    /// Shipping before discounts.
    pub shipping: Money,
    /// All taxes, whether contained in the prices or not.
    pub tax: Money,
    /// Duties, tips and surcharges, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<super::Named>,
    /// What the buyer pays.
    pub total: Money,
}

impl Totals {
    /// What is called so among the extras, below zero, is what a gift card paid.
    pub const GIFT_CARD: &str = "Gift card";
    /// What prices of one piece leave over.
    pub const ROUNDING: &str = "Rounding";
    /// What is rounded where cash is paid.
    pub const CASH_ROUNDING: &str = "Cash rounding";
}

/// The parts and the printed total differ. A mail that doesn't add up is never sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("lines, shipping, tax and discounts come to {reckoned}, the shop printed {printed}")]
pub struct SumError {
    /// What the parts come to, as a decimal.
    pub reckoned: String,
    /// What was printed, as a decimal.
    pub printed: String,
}

impl Order {
    /// Checks to the minor unit that lines + shipping + extras + tax (unless contained) − discounts = total, and
    /// that named discounts, tax lines and shipping lines each come to their printed sum.
    pub fn check_sums(&self) -> Result<(), SumError> {
        let sum = |amounts: &mut dyn Iterator<Item = Money>| Money::sum(self.currency, amounts);
        let totals = &self.totals;
        let gross = sum(&mut self.lines.iter().map(super::LineItem::gross));
        let extras = sum(&mut totals.extras.iter().map(|e| e.amount));
        let tax = if self.taxes_included { Money::zero(self.currency) } else { totals.tax };
        let parts = [
            (gross + totals.shipping + extras + tax - totals.discounts, totals.total),
            (sum(&mut self.shipping.iter().map(|s| s.amount)), totals.shipping),
            (sum(&mut self.discounts.iter().map(|d| d.amount)), totals.discounts),
            (sum(&mut self.taxes.iter().map(|t| t.amount)), totals.tax),
        ];
        match parts.into_iter().find(|(reckoned, printed)| reckoned != printed) {
            None => Ok(()),
            Some((reckoned, printed)) => {
                Err(SumError { reckoned: reckoned.to_string(), printed: printed.to_string() })
            }
        }
    }
}
