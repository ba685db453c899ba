//! When a line can be begun at a place.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    Awaited, NoDate, QuoteLine, Span, Stocked, Uncounted, Waits, needs::Needs, rules::Terms, yard::Yard,
};
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
    fn supplier(&self, line: &'a QuoteLine) -> Option<&'a Supplier> {
        supplier_of(&line.item, &self.shop.suppliers).and_then(|(_, supplier)| supplier)
    }

    fn is_drop_shipped(&self, line: &'a QuoteLine) -> bool {
        line.item.kind == ItemKind::DropShip
            || self.supplier(line).is_some_and(|supplier| supplier.drop_ships)
    }

    /// In how many days a supplier sends it to the buyer, if they do and it is known.
    pub(super) fn sent_by(&self, line: &'a QuoteLine) -> Option<u16> {
        if self.is_drop_shipped(line) { lead_days(self.supplier(line)?, line) } else { None }
    }

    /// What a line waits for at a place; `wanted` pieces of its item are asked for in all.
    pub(super) fn needs(
        &self,
        line: &'a QuoteLine,
        wanted: i64,
        yard: &Yard,
        terms: &Terms,
        at: Timestamp,
    ) -> Result<Needs, NoDate> {
        let release = terms.comes_out.or(match line.availability {
            Availability::PreOrder { expected } => expected,
            _ => None,
        });
        // What comes out on a day isn't sent before it, wherever it lies.
        let release = release.filter(|day| *day > yard.work.today(at));
        let goods = match self.goods(line, wanted, yard, terms, at) {
            // What isn't out yet lies in no stock: it is there when it comes out, unless somebody says otherwise. On the day
            // itself it has to be there.
            Err(NoDate::OutOfStock { .. })
                if release.is_some() && !self.lies_elsewhere(line, wanted, yard) =>
            {
                let before = release.and_then(|day| day.yesterday().ok());
                let holds_until = before.and_then(|day| end_of(day, yard.work.zone()));
                Needs { holds_until, ..Needs::default() }
            }
            goods => goods?,
        };
        Ok(Needs { release, ..goods })
    }

    /// Whether another place has what is wanted, or this one isn't among those that count it.
    fn lies_elsewhere(&self, line: &QuoteLine, wanted: i64, yard: &Yard) -> bool {
        let mut own = self.stock.iter().filter(|stocked| stocked.item == line.item.id).peekable();
        let counted = own.peek().is_some();
        let (mut here, mut there) = (false, false);
        for stocked in own {
            here |= stocked.location == yard.id;
            there |= stocked.location != yard.id && stocked.available >= wanted;
        }
        there || counted && !here
    }

    fn goods(
        &self,
        line: &'a QuoteLine,
        wanted: i64,
        yard: &Yard,
        terms: &Terms,
        at: Timestamp,
    ) -> Result<Needs, NoDate> {
        let out = || NoDate::OutOfStock { line: line.id.clone() };
        if terms.made_to_order || self.is_drop_shipped(line) {
            return Ok(Needs::default());
        }
        if let Availability::BackOrder { expected: Some(day) } = line.availability {
            return Ok(expected(Awaited::Incoming, day, self.late_days, yard, at));
        }
        let own = || self.stock.iter().filter(|stocked| stocked.item == line.item.id);
        let Some(here) = own().find(|stocked| stocked.location == yard.id) else {
            let counted_elsewhere = own().next().is_some();
            return match self.uncounted {
                _ if counted_elsewhere => Err(out()),
                Uncounted::Available if yard.id == self.first => Ok(Needs::default()),
                Uncounted::Available => Err(out()),
                Uncounted::NoDate => Err(NoDate::NotCounted { line: line.id.clone() }),
            };
        };
        if here.available >= wanted {
            return Ok(Needs::default());
        }
        let mut coming: Vec<_> =
            here.incoming.iter().filter_map(|coming| Some((coming.on?, coming.pieces))).collect();
        coming.sort_unstable_by_key(|(on, _)| *on);
        let mut there = here.available;
        for (on, pieces) in coming {
            there = there.saturating_add(pieces);
            if there >= wanted {
                return Ok(expected(Awaited::Incoming, on, self.late_days, yard, at));
            }
        }
        if terms.back_order || matches!(line.availability, Availability::BackOrder { .. }) {
            let next = self.supplier(line).and_then(|supplier| self.next_delivery(supplier, line, yard, at));
            return next.ok_or_else(out);
        }
        Err(out())
    }

    /// When the supplier delivers what is ordered now. An order that misses their cut-off is delivered with the next one.
    fn next_delivery(
        &self,
        supplier: &Supplier,
        line: &'a QuoteLine,
        yard: &Yard,
        at: Timestamp,
    ) -> Option<Needs> {
        let days = lead_days(supplier, line)?;
        let calendar = Calendar::new(supplier.calendar.as_ref(), yard.work.zone());
        let ordered = calendar.next_order(at)?;
        let day = calendar.arrival(ordered.on, days)?;
        let needs = expected(Awaited::Supplier, day, self.late_days, yard, at);
        let theirs = supplier.calendar.as_ref().map(|of| of.work(yard.work.zone()));
        let zone = theirs.as_ref().map_or(yard.work.zone(), |work| work.zone());
        let ordered_until = ordered.by.or_else(|| end_of(ordered.on, zone));
        Some(Needs { holds_until: [needs.holds_until, ordered_until].into_iter().flatten().min(), ..needs })
    }
}

/// Pieces that are said to come on a day: on that day, or so many working days later as suppliers may be. What should have been
/// there before today comes today at the earliest, and tomorrow that is so of tomorrow.
fn expected(on: Awaited, day: Date, late_days: u16, yard: &Yard, at: Timestamp) -> Needs {
    let today = yard.work.today(at);
    let earliest = day.max(today);
    let latest = yard.work.add_open_days(earliest, late_days.into()).unwrap_or(earliest);
    // What hasn't come by the end of its day is overdue.
    let holds_until = end_of(earliest, yard.work.zone());
    let goods = Some(Waits { on, until: Span { earliest, latest } });
    Needs { goods, release: None, holds_until }
}

/// The midnight that ends a day.
fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp())
}

/// In how many days a supplier delivers it: as their offer of it says, or as they do otherwise.
fn lead_days(supplier: &Supplier, line: &QuoteLine) -> Option<u16> {
    let offer = supplier.offers.iter().find(|offer| crate::stock::names(&offer.sku, &line.item));
    offer.and_then(|offer| offer.lead_days).or(supplier.lead_days)
}
