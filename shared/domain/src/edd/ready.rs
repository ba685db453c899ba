//! When a line can be begun at a place.

use jiff::{Timestamp, civil::Date};

use super::{AskedLine, Awaited, NoDate, Span, Stocked, Uncounted, Waits, rules::Terms, yard::Yard};
use crate::{
    order::Availability,
    reorder::calendar::Calendar,
    settings::{Shop, Supplier},
    stock::{ItemKind, supplier_of},
};

/// What decides on when lines are ready.
pub(super) struct Supply<'a> {
    pub(super) shop: &'a Shop,
    pub(super) uncounted: Uncounted,
    /// Working days by which a supplier may be late.
    pub(super) late_days: u16,
    pub(super) stock: &'a [Stocked],
    /// The place of what isn't counted anywhere.
    pub(super) first: &'a str,
}

impl<'a> Supply<'a> {
    fn supplier(&self, line: &'a AskedLine) -> Option<&'a Supplier> {
        supplier_of(&line.item, &self.shop.suppliers).and_then(|(_, supplier)| supplier)
    }

    fn is_drop_shipped(&self, line: &'a AskedLine) -> bool {
        line.item.kind == ItemKind::DropShip
            || self.supplier(line).is_some_and(|supplier| supplier.drop_ships)
    }

    /// In how many days a supplier sends it to the buyer, if they do and it is known.
    pub(super) fn sent_by(&self, line: &'a AskedLine) -> Option<u16> {
        if self.is_drop_shipped(line) { self.supplier(line)?.lead_days } else { None }
    }

    /// What a line waits for at a place, if it waits; `wanted` pieces of its item are asked for in all.
    pub(super) fn waits(
        &self,
        line: &'a AskedLine,
        wanted: i64,
        yard: &Yard,
        terms: &Terms,
        at: Timestamp,
    ) -> Result<Option<Waits>, NoDate> {
        let waits = self.pieces(line, wanted, yard, terms, at)?;
        let release = terms.comes_out.or(match line.availability {
            Availability::PreOrder { expected } => expected,
            _ => None,
        });
        // What comes out on a day isn't sent before it, wherever it lies.
        let release = release
            .filter(|day| *day > yard.work.today(at))
            .map(|day| Waits { on: Awaited::Release, until: Span { earliest: day, latest: day } });
        Ok([waits, release].into_iter().flatten().max_by_key(|waits| waits.until.latest))
    }

    fn pieces(
        &self,
        line: &'a AskedLine,
        wanted: i64,
        yard: &Yard,
        terms: &Terms,
        at: Timestamp,
    ) -> Result<Option<Waits>, NoDate> {
        let out = || NoDate::OutOfStock { line: line.id.clone() };
        if terms.made_to_order || self.is_drop_shipped(line) {
            return Ok(None);
        }
        if let Availability::BackOrder { expected: Some(day) } = line.availability {
            return Ok(Some(self.expected(day, yard)));
        }
        let own = || self.stock.iter().filter(|stocked| stocked.item == line.item.id);
        let Some(here) = own().find(|stocked| stocked.location == yard.id) else {
            let counted_elsewhere = own().next().is_some();
            return match self.uncounted {
                _ if counted_elsewhere => Err(out()),
                Uncounted::Available if yard.id == self.first => Ok(None),
                Uncounted::Available => Err(out()),
                Uncounted::NoDate => Err(NoDate::NotCounted { line: line.id.clone() }),
            };
        };
        if here.available >= wanted {
            return Ok(None);
        }
        let mut coming: Vec<_> =
            here.incoming.iter().filter_map(|coming| Some((coming.on?, coming.pieces))).collect();
        coming.sort_unstable_by_key(|(on, _)| *on);
        let mut there = here.available;
        for (on, pieces) in coming {
            there = there.saturating_add(pieces);
            if there >= wanted {
                return Ok(Some(self.expected(on, yard)));
            }
        }
        if terms.back_order || matches!(line.availability, Availability::BackOrder { .. }) {
            let next = self.supplier(line).and_then(|supplier| self.next_delivery(supplier, line, yard, at));
            return next.map(Some).ok_or_else(out);
        }
        Err(out())
    }

    /// Pieces that are said to come on a day: on that day, or so much later as suppliers may be.
    fn expected(&self, day: Date, yard: &Yard) -> Waits {
        Waits { on: Awaited::Incoming, until: self.until(day, yard) }
    }

    fn until(&self, day: Date, yard: &Yard) -> Span {
        let late = yard.work.add_open_days(day, i32::from(self.late_days)).unwrap_or(day);
        Span { earliest: day, latest: late }
    }

    /// When the supplier delivers what is ordered now.
    fn next_delivery(
        &self,
        supplier: &Supplier,
        line: &'a AskedLine,
        yard: &Yard,
        at: Timestamp,
    ) -> Option<Waits> {
        let offer = supplier.offers.iter().find(|offer| crate::stock::names(&offer.sku, &line.item));
        let days = offer.and_then(|offer| offer.lead_days).or(supplier.lead_days)?;
        let calendar = Calendar::new(supplier.calendar.as_ref(), yard.work.zone());
        let ordered = calendar.next_order(at)?;
        let day = calendar.arrival(ordered.on, days)?;
        Some(Waits { on: Awaited::Supplier, until: self.until(day.max(yard.work.today(at)), yard) })
    }
}
