//! How long a delivery takes: what was measured once there is enough of it, what was said until then.

use serde::{Deserialize, Serialize};

use crate::{
    EntityRef,
    settings::{Offer, Supplier},
};

/// From so many deliveries on, what was measured counts instead of what was said.
pub const ENOUGH: u32 = 5;
/// Thousandths of a day.
const MILLI: i64 = 1000;

/// What is remembered of a supplier's deliveries, of all of them or of one item: exact sums of whole days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// Deliveries that were measured, from the day on which the order went out to its receipt.
    pub deliveries: u32,
    /// Their days, in all: the supplier's, on which they work.
    pub days: i64,
    /// The squares of their days, in all.
    pub squares: i64,
    /// Of them, so many came by the day that was expected.
    pub in_time: u32,
}

impl Record {
    /// Under which name it is remembered at its entity's head; whoever receives goods keeps it.
    pub const KEPT_BY: &'static str = "purchasing";

    /// The entity of what is remembered of a supplier, of one item or of all that they deliver.
    pub fn entity(supplier: &str, item: Option<&str>) -> EntityRef {
        match item {
            Some(item) => EntityRef::new("SUPPLIES", &format!("{supplier}#{item}")),
            None => EntityRef::new("SUPPLIER", supplier),
        }
    }

    /// A delivery took so many days.
    pub fn note(&mut self, days: i64, in_time: bool) {
        let days = days.clamp(0, 1000);
        self.deliveries = self.deliveries.saturating_add(1);
        self.days = self.days.saturating_add(days);
        self.squares = self.squares.saturating_add(days * days);
        self.in_time = self.in_time.saturating_add(u32::from(in_time));
    }

    /// The mean and the sample's standard deviation, if enough was measured.
    pub fn lead(&self) -> Option<Lead> {
        if self.deliveries < ENOUGH {
            return None;
        }
        let n = i128::from(self.deliveries);
        let (sum, squares) = (i128::from(self.days), i128::from(self.squares));
        let spread = (n * squares - sum * sum).max(0);
        // √(spread / (n (n − 1))), in thousandths.
        let variance = spread * i128::from(MILLI * MILLI) / (n * (n - 1));
        let milli = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
        Some(Lead {
            milli_days: milli(sum * i128::from(MILLI) / n),
            deviation_milli_days: milli(variance.isqrt()),
            said_by: LeadBy::Measured,
        })
    }

    /// Of a hundred deliveries, so many came in time, if enough was measured.
    pub fn reliability(&self) -> Option<u8> {
        (self.deliveries >= ENOUGH).then(|| u8::try_from(self.in_time * 100 / self.deliveries).unwrap_or(100))
    }
}

/// What is remembered of an offer: of the item from this supplier, and of the supplier in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Records {
    /// Of the item.
    pub item: Record,
    /// Of all that the supplier delivers.
    pub supplier: Record,
}

/// How long a delivery takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// In thousandths of a day.
    pub milli_days: i64,
    /// Its standard deviation; 0 where nothing was measured.
    pub deviation_milli_days: i64,
    /// Who says so.
    pub said_by: LeadBy,
}

/// Who says how long a delivery takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeadBy {
    /// Past deliveries.
    Measured,
    /// The offer, in settings.
    Offer,
    /// The supplier, in settings.
    Supplier,
    /// The shop, for suppliers of whom nothing is said.
    Shop,
}

impl Lead {
    /// Whole days, rounded up.
    pub fn days(&self) -> u16 {
        u16::try_from((self.milli_days.max(0) + MILLI - 1) / MILLI).unwrap_or(u16::MAX)
    }

    fn said(days: u16, said_by: LeadBy) -> Self {
        Self { milli_days: i64::from(days) * MILLI, deviation_milli_days: 0, said_by }
    }
}

/// The lead time of an offer: by item and supplier, by supplier, else `usual` days. On each level what was measured counts
/// before what was said.
pub fn lead(offer: Option<&Offer>, supplier: Option<&Supplier>, records: &Records, usual: u16) -> Lead {
    let of_offer = offer.and_then(|offer| offer.lead_days).map(|days| Lead::said(days, LeadBy::Offer));
    let of_supplier =
        supplier.and_then(|known| known.lead_days).map(|days| Lead::said(days, LeadBy::Supplier));
    let found = records.item.lead().or(of_offer).or_else(|| records.supplier.lead()).or(of_supplier);
    found.unwrap_or(Lead::said(usual, LeadBy::Shop))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(days: &[i64]) -> Record {
        let mut record = Record::default();
        days.iter().for_each(|days| record.note(*days, *days <= 14));
        record
    }

    #[test]
    fn five_deliveries_replace_what_was_said() {
        let offer = Offer { lead_days: Some(10), ..Offer::default() };
        let supplier = Supplier { lead_days: Some(14), ..Supplier::default() };
        let (four, five) = (record(&[20, 20, 20, 20]), record(&[12, 14, 14, 16, 14]));
        let none = Record::default();
        for (what, offer, supplier, item, all, expected) in [
            ("nothing is known", None, None, none, none, (7000, 0, LeadBy::Shop)),
            ("the supplier", None, Some(&supplier), none, none, (14_000, 0, LeadBy::Supplier)),
            ("the offer", Some(&offer), Some(&supplier), none, none, (10_000, 0, LeadBy::Offer)),
            ("four aren't enough", None, Some(&supplier), four, four, (14_000, 0, LeadBy::Supplier)),
            ("five of the supplier", None, Some(&supplier), four, five, (14_000, 1414, LeadBy::Measured)),
            ("said of the item, measured of all", Some(&offer), None, four, five, (10_000, 0, LeadBy::Offer)),
            ("five of the item", Some(&offer), Some(&supplier), five, four, (14_000, 1414, LeadBy::Measured)),
        ] {
            let found = lead(offer, supplier, &Records { item, supplier: all }, 7);
            assert_eq!((found.milli_days, found.deviation_milli_days, found.said_by), expected, "{what}");
        }
        assert_eq!((five.reliability(), four.reliability()), (Some(80), None));
        assert_eq!(Lead { milli_days: 14_001, ..lead(None, None, &Records::default(), 7) }.days(), 15);
    }
}
