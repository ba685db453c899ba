//! The rows under an order's lines, in an order in which they add up for a reader.

use domain::{
    Money,
    order::{LineItem, Named, Order, PaymentStatus, TaxLine, TenderKind},
};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    locale::Speech,
    payment::{is_credit, known_amount, last_four},
    strings::{Fence, Strings, Word},
};

/// One row.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    kind: Kind,
    label: String,
    amount: String,
}

/// How a row stands to the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    /// Adds to the sum, or is the sum so far.
    Part,
    /// The sum.
    Total,
    /// Comes off the sum, or is what that leaves.
    Credit,
    /// Said for information: contained in the sum already.
    Note,
}

/// All rows of an order, its total among them.
///
/// Items, what is taken off them, the subtotal, shipping, what is taken off that, extras, tax, total: each row
/// follows from those above it. Taxes that prices contain come after the total, as they add nothing to it; last comes what
/// gift cards pay of it.
pub(crate) fn rows(order: &Order, speech: &Speech, strings: &Strings) -> Result<Vec<Row>, Unmailable> {
    let mut table = Table { speech, strings, rows: Vec::new() };
    let totals = &order.totals;
    let taxed = !totals.tax.is_zero() || !order.taxes.is_empty();
    let subtotal = match (taxed, order.taxes_included) {
        (false, _) => "subtotal",
        (true, true) => "subtotal-incl-tax",
        (true, false) => "subtotal-excl-tax",
    };
    let gross = Money::sum(order.currency, order.lines.iter().map(LineItem::gross));
    let discounts = discounts(order);
    let split = off_items_and_shipping(&discounts, gross - totals.subtotal, totals.discounts);

    let (off_items, off_shipping, adds_up) = match split {
        Some((items, shipping)) => (items, shipping, true),
        None => (discounts.iter().collect(), Vec::new(), false),
    };
    if !off_items.is_empty() {
        table.row(Kind::Part, "items", &[], gross)?;
    }
    table.discounts(&off_items)?;
    if adds_up {
        table.row(Kind::Part, subtotal, &[], totals.subtotal)?;
    }
    table.named("shipping", &order.shipping, totals.shipping)?;
    table.discounts(&off_shipping)?;
    for extra in &totals.extras {
        table.named("extra", std::slice::from_ref(extra), extra.amount)?;
    }
    if !order.taxes_included {
        table.taxes(Kind::Part, order)?;
    }
    table.row(Kind::Total, if taxed { "total-incl-tax" } else { "total" }, &[], totals.total)?;
    if !adds_up {
        table.row(Kind::Note, "subtotal-after-discounts", &[], totals.subtotal)?;
    }
    if order.taxes_included {
        table.taxes(Kind::Note, order)?;
    }
    table.credits(order)?;
    Ok(table.rows)
}

/// Discounts by name; one without a name where the platform printed only their sum.
fn discounts(order: &Order) -> Vec<Named> {
    if order.discounts.is_empty() && !order.totals.discounts.is_zero() {
        return vec![Named { name: String::new(), amount: order.totals.discounts }];
    }
    order.discounts.clone()
}

/// Which discounts come off the items and which off shipping, so that both sums come out; `None` if that can't
/// be told.
fn off_items_and_shipping(
    discounts: &[Named],
    off_items: Money,
    off_all: Money,
) -> Option<(Vec<&Named>, Vec<&Named>)> {
    let off_shipping = off_all - off_items;
    if off_shipping.is_zero() {
        return Some((discounts.iter().collect(), Vec::new()));
    }
    if off_items.is_zero() {
        return Some((Vec::new(), discounts.iter().collect()));
    }
    let of_shipping = discounts.iter().position(|d| d.amount == off_shipping)?;
    let (shipping, items): (Vec<_>, Vec<_>) =
        discounts.iter().enumerate().partition(|(i, _)| *i == of_shipping);
    let plain = |list: Vec<(usize, _)>| list.into_iter().map(|(_, d)| d).collect();
    Some((plain(items), plain(shipping)))
}

struct Table<'a> {
    speech: &'a Speech,
    strings: &'a Strings,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn row(
        &mut self,
        kind: Kind,
        key: &str,
        words: &[(&str, Word)],
        amount: Money,
    ) -> Result<(), Unmailable> {
        let label = self.strings.say(key, words, Fence::WhereDirectionsMix)?;
        self.rows.push(Row { kind, label, amount: self.speech.numbers.money(amount)? });
        Ok(())
    }

    /// `key` alone, or `key-named` with the name.
    fn maybe_named(&mut self, key: &str, name: &str, amount: Money) -> Result<(), Unmailable> {
        match clean::optional(Some(name), "order.totals.name")? {
            None => self.row(Kind::Part, key, &[], amount),
            Some(name) => {
                self.row(Kind::Part, &format!("{key}-named"), &[("name", Word::Text(name))], amount)
            }
        }
    }

    fn named(&mut self, key: &str, list: &[Named], sum: Money) -> Result<(), Unmailable> {
        if list.is_empty() && !sum.is_zero() {
            return self.row(Kind::Part, key, &[], sum);
        }
        list.iter().try_for_each(|named| self.maybe_named(key, &named.name, named.amount))
    }

    fn discounts(&mut self, list: &[&Named]) -> Result<(), Unmailable> {
        list.iter().try_for_each(|discount| self.maybe_named("discount", &discount.name, -discount.amount))
    }

    /// What gift cards and credits pay of the total, and what that leaves.
    fn credits(&mut self, order: &Order) -> Result<(), Unmailable> {
        let mut left = order.totals.total;
        for tender in order.payment.tenders.iter().filter(|tender| is_credit(tender)) {
            let Some(amount) = known_amount(tender, order.currency).filter(|m| m.minor > 0) else { continue };
            let (key, digits) = match (tender.kind, last_four(tender)) {
                (TenderKind::StoreCredit, _) => ("paid-store-credit", None),
                (_, None) => ("paid-gift-card", None),
                (_, digits) => ("paid-gift-card-ending", digits),
            };
            let words: Vec<_> = digits.map(|digits| ("digits", digits.into())).into_iter().collect();
            self.row(Kind::Credit, key, &words, -amount)?;
            left = left - amount;
        }
        if left == order.totals.total || left.minor <= 0 {
            return Ok(());
        }
        let open = matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::PartlyPaid);
        self.row(Kind::Credit, if open { "still-to-pay" } else { "paid-otherwise" }, &[], left)
    }

    fn taxes(&mut self, kind: Kind, order: &Order) -> Result<(), Unmailable> {
        let prefix = if kind == Kind::Note { "tax-contained" } else { "tax" };
        if order.taxes.is_empty() && !order.totals.tax.is_zero() {
            return self.row(kind, prefix, &[], order.totals.tax);
        }
        order.taxes.iter().try_for_each(|tax| self.tax(kind, prefix, tax))
    }

    fn tax(&mut self, kind: Kind, prefix: &str, tax: &TaxLine) -> Result<(), Unmailable> {
        let name = match clean::optional(Some(&tax.name), "order.taxes.name")? {
            Some(name) => name,
            None => self.strings.say("tax", &[], Fence::Never)?,
        };
        let rate = self.speech.numbers.percent(&tax.rate)?.unwrap_or_default();
        let name = if rate.is_empty() || says_a_rate(&name) { name } else { format!("{name} {rate}") };
        let mut words = vec![("name", Word::Text(name))];
        let mut key = format!("{prefix}-named");
        if let Some(base) = tax.base {
            words.push(("base", Word::Text(self.speech.numbers.money(base)?)));
            key.push_str("-on-base");
        }
        self.row(kind, &key, &words, tax.amount)
    }
}

/// Whether the shop has put the rate into the tax's name, as many do: "19 % MwSt.", "VAT (20%)".
fn says_a_rate(name: &str) -> bool {
    let mut signs = name.match_indices(['%', '\u{66a}', '\u{ff05}']);
    signs.any(|(at, _)| name[..at].trim_end().ends_with(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_said_once() {
        for (name, says) in [
            ("19 % MwSt.", true),
            ("19\u{a0}% MwSt.", true),
            ("VAT (20%)", true),
            ("消費税10％", true),
            ("MwSt.", false),
            ("VAT", false),
            ("100 percent tax", false),
            ("% tax", false),
            ("", false),
        ] {
            assert_eq!(says_a_rate(name), says, "{name}");
        }
    }
}
