//! The shop's own rules: the code that proposes orders, a night at a time.

use domain::{
    Timestamp,
    reorder::{self, Demand, Looked, Next, Rules},
    settings::Suppliers,
    stock::{self, Item, Quantities},
};
use jiff::{civil::Date, tz::TimeZone};

/// What a shop says about ordering.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) rules: Rules,
    pub(super) stock: stock::Rules,
    pub(super) suppliers: Suppliers,
    pub(super) zone: TimeZone,
}

/// What would be ordered on an evening, and when it is expected; the usual time from an order if nobody says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordered {
    pub(super) pieces: u64,
    pub(super) expected: Option<Date>,
}

impl Own {
    /// The rules of a shop that says nothing, but for the lead time and the service. An order covers the lead time, the next
    /// look, and four weeks.
    pub(super) fn usual(lead_days: u32, percent: u8) -> Self {
        let mut rules = Rules { cover_days: Some(28), ..Rules::default() };
        rules.service = reorder::rules::Service { a: percent, b: percent, c: percent };
        let mut stock = stock::Rules { threshold: 0, ..stock::Rules::default() };
        // Ordered in the evening, it leaves the next morning: a day more to bridge.
        stock.cover.lead_days = u16::try_from(lead_days).unwrap_or(u16::MAX).saturating_add(1);
        stock.cover.review_days = 1;
        Self { rules, stock, suppliers: Suppliers::default(), zone: TimeZone::UTC }
    }

    /// What is ordered in the evening of `date`.
    pub(super) fn order(
        &self,
        item: &Item,
        location: &str,
        pieces: Quantities,
        demand: Option<Demand>,
        date: Date,
    ) -> Option<Ordered> {
        let looked = Looked {
            item: item.clone(),
            location: location.to_owned(),
            pieces: Some(pieces),
            demand,
            ..Looked::default()
        };
        let shop = reorder::Shop {
            rules: &self.rules,
            stock: &self.stock,
            suppliers: &self.suppliers,
            zone: &self.zone,
        };
        let planned = reorder::plan(&looked, &shop, self.evening(date));
        let (pieces, expected) = match planned.next {
            Next::Proposes(proposal) => (proposal.quantity, Some(proposal.expected)),
            Next::Stays | Next::Withdraws(_) => (planned.suggested?, None),
        };
        let pieces = u64::try_from(pieces).ok().filter(|pieces| *pieces > 0)?;
        Some(Ordered { pieces, expected })
    }

    fn evening(&self, date: Date) -> Timestamp {
        let evening = date.at(22, 0, 0, 0).to_zoned(self.zone.clone());
        evening.map_or(Timestamp::UNIX_EPOCH, |evening| evening.timestamp())
    }
}

/// An item by its code alone.
pub(super) fn item(code: &str) -> Item {
    Item {
        id: code.to_owned(),
        sku: Some(code.to_owned()),
        title: code.to_owned(),
        tracked: true,
        offered: true,
        ..Item::default()
    }
}

#[cfg(test)]
mod tests {
    use domain::stock::PerDay;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_needed_until_the_next_look_and_for_four_weeks_is_ordered() {
        let own = Own::usual(7, 50);
        let demand = Some(Demand { per_day: PerDay(2_000_000), deviation: PerDay(3_000_000) });
        let order = |on_hand, incoming| {
            let pieces = Quantities { on_hand, incoming, ..Quantities::default() };
            own.order(&item("10001"), "-", pieces, demand, date(2011, 5, 1)).map(|ordered| ordered.pieces)
        };
        // Until the order of the next evening comes 16 are sold, in four weeks 56.
        assert_eq!(
            (order(17, 0), order(16, 0), order(0, 10), order(0, 17)),
            (None, Some(56), Some(62), None)
        );
    }
}
