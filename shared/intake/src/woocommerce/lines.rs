//! Lines: what was bought. WooCommerce prints what all pieces of a line come to, so the price of one is reckoned.

use domain::{
    Money,
    order::{Availability, LineItem, LineKind, Named},
    webhook::Refusal,
};

use super::{
    money::{Basis, ONE, Purse, finely, rounded, rounded_down},
    wire::{self, shown},
};
use crate::{
    json::{Decimal, Id, Loose},
    refusal::{missing, refuse},
    share::{Share, settle},
};

/// The most pieces a line may have.
const MOST_PIECES: i128 = 1_000_000;

/// The lines of an order.
#[derive(Default)]
pub(super) struct Lines {
    /// What was bought.
    pub(super) lines: Vec<Line>,
    /// Lines below zero and lines of no pieces: no goods, but they count.
    pub(super) extras: Vec<(String, i128)>,
}

/// A line whose price is still to be reckoned.
pub(super) struct Line {
    /// Where it stands.
    path: String,
    item: LineItem,
    /// What it costs after discounts, in minor units.
    after: i128,
    /// What discounts take off, in minor units.
    off: i128,
    /// By how much printed numbers were rounded up, in units of 10^-12, where that can be told.
    rounded_up: Option<i128>,
}

/// Reads the lines.
pub(super) fn read(order: &wire::Order, purse: Purse) -> Result<Lines, Refusal> {
    let mut lines = Lines::default();
    for (index, wire) in order.line_items.iter().enumerate() {
        let path = format!("line_items[{index}]");
        let pieces = Pieces::read(&format!("{path}.quantity"), &wire.quantity.0)?;
        let title = shown(&wire.name).ok_or_else(|| missing(format!("{path}.name")))?;
        let raw = |of: fn(&wire::Part) -> &Option<Loose>| raw_tax(wire, of);
        let total = [("total", &wire.total), ("total_tax", &wire.total_tax)];
        let after = amount(purse, &path, total, raw(|part| &part.total))?;
        let after = after.ok_or_else(|| missing(format!("{path}.total")))?;
        let subtotal = [("subtotal", &wire.subtotal), ("subtotal_tax", &wire.subtotal_tax)];
        let before = amount(purse, &path, subtotal, raw(|part| &part.subtotal))?;
        if after < 0 || pieces.count == 0 {
            lines.extras.push((title, after));
            continue;
        }
        let zero = Money::zero(purse.currency);
        let item = LineItem {
            id: wire.id.0.clone(),
            sku: shown(&wire.sku),
            variant_id: stocked(wire),
            variant: None, // the title says it, or the options do
            options: options(wire, &title, &pieces),
            title: pieces.titled(title),
            quantity: pieces.count,
            unit_price: zero,
            discount: zero,
            image: wire.image.0.clone().filter(|url| url.starts_with("https://")),
            url: None,
            kind: LineKind::Goods, // whether a product is virtual stands with the product alone
            availability: availability(wire),
        };
        // Staff may raise what a line costs: that is no discount.
        let off = before.map_or(0, |before| (before - after).max(0));
        let rounded_up = rounded_up(wire, purse, after, pieces.fine);
        lines.lines.push(Line { path, item, after, off, rounded_up });
    }
    Ok(lines)
}

/// What is stocked: the variation, or the product where it has none.
fn stocked(wire: &wire::LineItem) -> Option<String> {
    let is_one = |id: &&Id| id.0 != "0";
    let id = wire.variation_id.as_ref().filter(is_one).or(wire.product_id.as_ref().filter(is_one));
    id.map(|id| id.0.clone())
}

/// What WooCommerce hangs on a line with pieces that weren't there: how many they are. It writes the name in the shop's
/// own language, so that only English shops are understood; for all others it stays an option, as it was.
const BACKORDERED: &str = "Backordered";

fn availability(wire: &wire::LineItem) -> Availability {
    match wire.meta_data.first(&[BACKORDERED]).and_then(finely) {
        Some(pieces) if pieces > 0 => Availability::BackOrder { expected: None },
        _ => Availability::InStock,
    }
}

/// What was chosen. How many pieces are on back-order is told there if some aren't.
fn options(wire: &wire::LineItem, title: &str, pieces: &Pieces) -> Vec<(String, String)> {
    let all = wire.meta_data.first(&[BACKORDERED]).and_then(finely).is_some_and(|n| n >= pieces.fine);
    let mut options = wire.meta_data.options(title);
    options.retain(|(name, _)| !(all && name == BACKORDERED));
    options
}

/// What is printed at `path`, with its tax where prices are read with it. Where the tax is there unrounded, too, it is
/// the better one: 8.325 and 1.665 are printed as 8.33 and 1.67, and were 9.99.
fn amount(
    purse: Purse,
    path: &str,
    [net, tax]: [(&str, &Option<Decimal>); 2],
    raw: Option<i128>,
) -> Result<Option<i128>, Refusal> {
    let Some(printed) = purse.amount(path, net, tax)? else { return Ok(None) };
    let alone = purse.plain(path, net.1)?.unwrap_or(printed);
    let near = |raw: &i128| ((printed - alone) * purse.unit() - raw).abs() <= purse.unit();
    let with_raw = |raw| rounded_down(alone * purse.unit() + raw, purse.unit());
    Ok(Some(match purse.basis {
        Basis::Net => printed,
        Basis::Gross => raw.filter(near).map_or(printed, with_raw),
    }))
}

/// The tax of a line before anybody rounded it, in units of 10^-12.
fn raw_tax(wire: &wire::LineItem, of: fn(&wire::Part) -> &Option<Loose>) -> Option<i128> {
    let parts = wire.taxes.iter().map(|part| finely(&of(part).as_ref()?.0));
    parts.sum::<Option<i128>>().filter(|_| !wire.taxes.is_empty())
}

/// By how much `after` is more than what it was rounded from. What is off by more than that has other reasons.
fn rounded_up(wire: &wire::LineItem, purse: Purse, after: i128, pieces: i128) -> Option<i128> {
    let price = finely(&wire.price.as_ref()?.0)?;
    let mut exact = price.checked_mul(pieces)? / ONE;
    if purse.basis == Basis::Gross && !wire.taxes.is_empty() {
        exact += raw_tax(wire, |part| &part.total)?;
    }
    let up = after * purse.unit() - exact;
    let noise = pieces / 1_000_000; // older versions print six decimals of a price
    (noise < up.abs() && up.abs() <= purse.unit()).then_some(up)
}

impl Lines {
    /// Makes the lines come to `after` once discounts are off, by at most one minor unit on each that was rounded, and
    /// first on those that were rounded most.
    pub(super) fn settle(&mut self, after: i128) {
        let step = (after - self.after()).signum();
        let mut order: Vec<_> = (0..self.lines.len()).collect();
        order.sort_by_key(|index| step * self.lines[*index].rounded_up.unwrap_or(0));
        let mut shares: Vec<_> = order
            .into_iter()
            .map(|index| {
                let line = &self.lines[index];
                let prorated = line.rounded_up.is_some_and(|up| up.signum() == -step);
                Share { key: index, minor: line.after, prorated }
            })
            .collect();
        settle(&mut shares, after);
        for share in shares {
            self.lines[share.key].after = share.minor;
        }
    }

    /// What the lines come to after discounts.
    pub(super) fn after(&self) -> i128 {
        self.lines.iter().map(|line| line.after).sum()
    }

    /// What is taken off the lines.
    pub(super) fn off(&self) -> i128 {
        self.lines.iter().map(|line| line.off).sum()
    }

    /// What lies outside the lines.
    pub(super) fn extras(&self, purse: Purse) -> Result<Vec<Named>, Refusal> {
        let extras = self.extras.iter().filter(|(_, minor)| *minor != 0);
        let named = |(name, minor): &(String, i128)| {
            Ok(Named { name: name.clone(), amount: purse.money("line_items", *minor)? })
        };
        extras.map(named).collect()
    }

    /// The lines with the price of one piece, and what rounding that price leaves over. Three pieces for 25.21 cost
    /// 8.40 each, and 0.01 is left.
    pub(super) fn priced(self, purse: Purse) -> Result<(Vec<LineItem>, i128), Refusal> {
        let mut left = 0;
        let mut items = Vec::with_capacity(self.lines.len());
        for Line { path, mut item, after, off, .. } in self.lines {
            let (before, count) = (after + off, i128::from(item.quantity));
            let unit = rounded(before, count);
            left += before - unit * count;
            item.unit_price = purse.money(&path, unit)?;
            item.discount = purse.money(&path, off)?;
            purse.money(&path, unit * count)?;
            items.push(item);
        }
        Ok((items, left))
    }
}

/// How many of a line.
struct Pieces {
    /// Whole ones; what is sold by the metre or the kilo counts as one.
    count: i64,
    /// In units of 10^-12.
    fine: i128,
    /// As it was written, where it is no whole number.
    broken: Option<String>,
}

impl Pieces {
    fn read(path: &str, text: &str) -> Result<Self, Refusal> {
        let fine = finely(text).filter(|fine| (0..=MOST_PIECES * ONE).contains(fine)).ok_or_else(|| {
            refuse(path, "should be a number from 0 to 1000000", "send the quantity as a plain number")
        })?;
        Ok(match i64::try_from(fine / ONE) {
            Ok(count) if fine % ONE == 0 => Self { count, fine, broken: None },
            _ => Self { count: 1, fine, broken: Some(text.to_owned()) },
        })
    }

    /// The title, with the quantity where the count doesn't say it.
    fn titled(&self, title: String) -> String {
        match &self.broken {
            Some(quantity) => format!("{quantity} × {title}"),
            None => title,
        }
    }
}
