//! What is remembered of an item and its supplier: how long deliveries took, and what one cost last.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Money,
    reorder::{Beyond, Bounds, Record, Sending},
};

use super::PurchaseOrder;

/// Remembered at [`Record::entity`], where `reorder` reads the record alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its deliveries.
    #[serde(flatten)]
    pub record: Record,
    /// What one cost last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// When it was ordered for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priced: Option<Timestamp>,
}

impl Known {
    /// It was ordered for so much. What is heard late doesn't replace what is newer.
    pub fn ordered(&mut self, price: Money, at: Timestamp) {
        if self.priced.is_none_or(|known| known <= at) {
            (self.price, self.priced) = (Some(price), Some(at));
        }
    }
}

impl PurchaseOrder {
    /// For what it isn't ordered without asking; nothing if it may be. `today` is what was ordered so since midnight, and
    /// `last` what one of each line cost last.
    pub fn beyond(&self, bounds: &Bounds, today: Money, last: &[Option<Money>]) -> Vec<Beyond> {
        let prices: Vec<_> = self
            .lines
            .iter()
            .enumerate()
            .map(|(n, line)| (line.price, last.get(n).copied().flatten()))
            .collect();
        bounds.beyond(&Sending { value: self.total(), today, prices: &prices })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn what_is_remembered_reads_as_a_record() {
        let mut known = Known::default();
        known.record.note(7, true);
        known.ordered(eur(250), at("2026-11-02T00:00:00Z"));
        known.ordered(eur(240), at("2026-11-01T00:00:00Z"));
        assert_eq!(known.price, Some(eur(250)), "the newer one stays");
        let value = serde_json::to_value(known).expect("plain data");
        assert_eq!(serde_json::from_value::<Record>(value.clone()).expect("a record"), known.record);
        assert_eq!(serde_json::from_value::<Known>(value).expect("reads back"), known);
    }

    #[test]
    fn an_order_is_held_against_its_bounds() {
        let bounds = Bounds {
            currency: "EUR".parse().ok(),
            per_order: Some("35.00".into()),
            per_day: Some("50.00".into()),
            price_percent: 0,
        };
        let last = [Some(eur(250)), Some(eur(250))];
        for (what, today, last, beyond) in [
            ("within", 0, &last[..], vec![]),
            ("beyond the day", 1501, &last, vec![Beyond::PerDay]),
            ("bought for the first time", 0, &last[..1], vec![Beyond::FirstPrice]),
        ] {
            assert_eq!(waiting().beyond(&bounds, eur(today), last), beyond, "{what}");
        }
    }
}
