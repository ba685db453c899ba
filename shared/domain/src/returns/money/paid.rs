//! What was paid for each line: after its own discounts and its share of those of the order, with its tax.

use super::allocate;
use crate::returns::{Bought, Purchase};

/// The most pieces of a line.
const MOST_PIECES: i64 = 1_000_000;

/// What was paid for all pieces of a line, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paid {
    /// After discounts, as prices are printed.
    pub(super) goods: i64,
    /// The tax, on top or contained; unknown where prices contain it and nobody said.
    pub(super) tax: Option<i64>,
    /// With tax: what the buyer paid.
    pub(super) total: i64,
}

/// Why it can't be reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unsound {
    /// Amounts of two currencies.
    #[error("amounts of two currencies stand in one order")]
    Currency,
    /// A number below zero, or beyond any order.
    #[error("a number is below zero, or larger than any order")]
    Number,
    /// Discounts are more than what they are taken off.
    #[error("discounts are more than what they are taken off")]
    Discount,
    /// Tax comes on top, and nobody said how much.
    #[error("tax comes on top of prices, and nobody said how much")]
    Tax,
    /// More went back than came in.
    #[error("more went back than came in")]
    Refunded,
    /// A line that the order hasn't, or more pieces than it has left.
    #[error("a line or a number of pieces that the order hasn't left")]
    Pieces,
}

impl Purchase {
    /// Whether its numbers are such that something can be reckoned from them.
    pub fn check(&self) -> Result<(), Unsound> {
        let lines = self.lines.iter().flat_map(|line| [Some(line.unit_price), Some(line.discount), line.tax]);
        let promised = self.promotions.iter().flat_map(|promotion| {
            promotion.discounts.iter().map(|(_, amount)| *amount).chain([promotion.clawed_back])
        });
        let tenders = self.tenders.iter().flat_map(|tender| [tender.captured, tender.refunded]);
        let freight = [Some(self.freight.paid), self.freight.standard, Some(self.freight.refunded)];
        let whole = [Some(self.order_discount), self.order_tax];
        let amounts = lines.chain(freight).chain(whole).flatten().chain(promised).chain(tenders);
        for amount in amounts {
            if amount.currency != self.currency {
                return Err(Unsound::Currency);
            }
            if !(0..=crate::money::LARGEST_MINOR).contains(&amount.minor) {
                return Err(Unsound::Number);
            }
        }
        let counts = |line: &Bought| [line.quantity, line.requested, line.refunded, line.kept];
        if !self.lines.iter().flat_map(counts).all(|pieces| (0..=MOST_PIECES).contains(&pieces)) {
            return Err(Unsound::Number);
        }
        let over = |tender: &crate::returns::Captured| tender.refunded.minor > tender.captured.minor;
        if self.tenders.iter().any(over) || self.freight.refunded.minor > self.freight.paid.minor {
            return Err(Unsound::Refunded);
        }
        Ok(())
    }

    /// What was paid for each line, in their order.
    pub(super) fn paid(&self) -> Result<Vec<Paid>, Unsound> {
        self.check()?;
        let mut goods = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let gross = i128::from(line.unit_price.minor) * i128::from(line.quantity);
            let total = gross - i128::from(line.discount.minor);
            if total < 0 {
                return Err(Unsound::Discount);
            }
            let total = i64::try_from(total).ok().filter(|total| *total <= crate::money::LARGEST_MINOR);
            goods.push(total.ok_or(Unsound::Number)?);
        }
        let sum: i128 = goods.iter().map(|total| i128::from(*total)).sum();
        if i128::from(self.order_discount.minor) > sum {
            return Err(Unsound::Discount);
        }
        for (line, off) in
            goods.clone().into_iter().zip(allocate(self.order_discount.minor, &goods)).enumerate()
        {
            goods[line] = off.0 - off.1;
        }
        let untold: Vec<usize> =
            (0..goods.len()).filter(|line| self.lines[*line].tax.is_none() && goods[*line] > 0).collect();
        let mut taxes: Vec<Option<i64>> =
            self.lines.iter().map(|line| line.tax.map(|tax| tax.minor)).collect();
        if let Some(tax) = self.order_tax {
            let weights: Vec<i64> = untold.iter().map(|line| goods[*line]).collect();
            for (line, share) in untold.iter().zip(allocate(tax.minor, &weights)) {
                taxes[*line] = Some(share);
            }
        }
        let of = |(goods, tax): (i64, Option<i64>)| match tax {
            _ if self.taxes_included => Ok(Paid { goods, tax, total: goods }),
            Some(tax) => Ok(Paid { goods, tax: Some(tax), total: goods + tax }),
            None if goods == 0 => Ok(Paid { goods, tax: Some(0), total: 0 }),
            None => Err(Unsound::Tax),
        };
        goods.into_iter().zip(taxes).map(of).collect()
    }
}
