//! Lines, shipping, discounts, taxes and totals of an order, reckoned on one basis.

use domain::{
    Money,
    order::{LineItem, Named, TaxLine, Totals},
    webhook::Refusal,
};

use super::{
    discounts, lines,
    money::{Basis, Purse, rounded},
    taxes,
    wire::{self, shown},
};
use crate::{
    amount,
    share::{Share, settle, sum},
};

/// What shipping and a fee are called where the shop has no word for it.
const SHIPPING: &str = "Shipping";
const FEE: &str = "Fee";

/// The parts of an order that must add up.
pub(super) struct Sums {
    pub(super) lines: Vec<LineItem>,
    pub(super) discounts: Vec<Named>,
    pub(super) shipping: Vec<Named>,
    pub(super) taxes: Vec<TaxLine>,
    pub(super) totals: Totals,
}

/// What the buyer is charged.
pub(super) fn total(order: &wire::Order) -> Result<Money, Refusal> {
    amount::positive("total", &order.total, order.currency.0)
}

/// Reads the sums of `order`. Whether gift cards are off the total already is the caller's guess: they are a plugin's,
/// and some make a discount of them.
pub(super) fn reckon(order: &wire::Order, purse: Purse, with_gift_cards: bool) -> Result<Sums, Refusal> {
    let total = total(order)?;
    let (shipping, shipping_sum) = shipping(order, purse)?;
    let (taxes, tax) = taxes::read(order, purse)?;
    let tax_on_top = if purse.basis == Basis::Gross { 0 } else { tax };
    let coupons = discounts::coupons(order, purse)?;
    let printed = discounts::printed(order, &coupons, purse)?;

    let mut lines = lines::read(order, purse)?;
    let mut extras = lines.extras(purse)?;
    extras.extend(fees(order, purse)?);
    if with_gift_cards {
        extras.extend(gift_cards(order, purse)?);
    }
    let added = |extras: &[Named]| extras.iter().map(|e| i128::from(e.amount.minor)).sum::<i128>();
    let beside = shipping_sum + added(&extras) + tax_on_top;
    lines.settle(i128::from(total.minor) - beside);

    let (after, off) = (lines.after(), lines.off());
    let (items, left) = lines.priced(purse)?;
    if left != 0 {
        extras.push(Named { name: Totals::ROUNDING.to_owned(), amount: purse.money("line_items", left)? });
    }
    let target = discounts::target(printed, off, after + off + beside - i128::from(total.minor));
    let totals = Totals {
        subtotal: purse.money("line_items", after - left)?,
        discounts: purse.money("discount_total", target)?,
        shipping: purse.money("shipping_total", shipping_sum)?,
        tax: purse.money("total_tax", tax)?,
        extras,
        total,
    };
    let discounts = discounts::named(coupons, target, purse)?;
    Ok(Sums { lines: items, discounts, shipping, taxes, totals })
}

/// The ways of shipping and their printed sum. An order may print a sum without saying which way.
fn shipping(order: &wire::Order, purse: Purse) -> Result<(Vec<Named>, i128), Refusal> {
    let mut ways = Vec::new();
    for (index, way) in order.shipping_lines.iter().enumerate() {
        let path = format!("shipping_lines[{index}]");
        let minor = purse.amount(&path, ("total", &way.total), ("total_tax", &way.total_tax))?.unwrap_or(0);
        let name = shown(&way.method_title).unwrap_or_else(|| SHIPPING.to_owned());
        ways.push(Share { key: name, minor, prorated: purse.basis == Basis::Gross && minor != 0 });
    }
    let total = ("shipping_total", &order.shipping_total);
    let printed = purse.amount("", total, ("shipping_tax", &order.shipping_tax))?;
    let target = printed.unwrap_or_else(|| sum(&ways));
    if ways.is_empty() && target != 0 {
        ways.push(Share { key: SHIPPING.to_owned(), minor: target, prorated: false });
    }
    settle(&mut ways, target);
    let named =
        |way: Share<String>| Ok(Named { name: way.key, amount: purse.money("shipping_lines", way.minor)? });
    Ok((ways.into_iter().map(named).collect::<Result<_, Refusal>>()?, target))
}

/// Surcharges, and what is off as a fee below zero.
fn fees(order: &wire::Order, purse: Purse) -> Result<Vec<Named>, Refusal> {
    let mut fees = Vec::new();
    for (index, fee) in order.fee_lines.iter().enumerate() {
        let path = format!("fee_lines[{index}]");
        let minor = purse.amount(&path, ("total", &fee.total), ("total_tax", &fee.total_tax))?.unwrap_or(0);
        if minor != 0 {
            let name = shown(&fee.name).unwrap_or_else(|| FEE.to_owned());
            fees.push(Named { name, amount: purse.money(&path, minor)? });
        }
    }
    Ok(fees)
}

/// What gift cards paid, as amounts below zero. Their codes are left where they are.
fn gift_cards(order: &wire::Order, purse: Purse) -> Result<Vec<Named>, Refusal> {
    let mut cards = Vec::new();
    for (index, card) in order.gift_cards.iter().enumerate() {
        let path = format!("gift_cards[{index}].amount");
        let paid = purse.fine(&path, &card.amount)?.unwrap_or(0);
        let minor = rounded(paid.abs(), purse.unit());
        if minor != 0 {
            cards.push(Named { name: Totals::GIFT_CARD.to_owned(), amount: purse.money(&path, -minor)? });
        }
    }
    Ok(cards)
}
