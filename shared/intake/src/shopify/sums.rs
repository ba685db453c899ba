//! Lines, shipping, discounts, taxes and totals of an order, reckoned on one basis.

use domain::{
    Money,
    order::{LineItem, Named, TaxLine, Totals},
    webhook::Refusal,
};

use super::{discounts, lines, money::Currencies, shipping, taxes, wire};

/// Which of Shopify's two sets of numbers is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// As the order was placed.
    Placed,
    /// As it now stands, after edits, returns and refunds: the `current_*` fields.
    Current,
}

/// The parts of an order that must add up.
pub(super) struct Sums {
    pub(super) lines: Vec<LineItem>,
    pub(super) discounts: Vec<Named>,
    pub(super) shipping: Vec<Named>,
    pub(super) taxes: Vec<TaxLine>,
    pub(super) totals: Totals,
}

/// What is printed under the order.
struct Printed {
    subtotal: Option<Money>,
    discounts: Option<Money>,
    tax: Option<Money>,
    total: Money,
    duties: Option<Money>,
    fees: Option<Money>,
}

impl Printed {
    fn read(o: &wire::Order, money: Currencies, basis: Basis) -> Result<Self, Refusal> {
        let amount = |path, plain, set| money.amount(path, plain, set);
        Ok(match basis {
            Basis::Placed => Self {
                subtotal: amount("subtotal_price", &o.subtotal_price, &o.subtotal_price_set)?,
                discounts: amount("total_discounts", &o.total_discounts, &o.total_discounts_set)?,
                tax: amount("total_tax", &o.total_tax, &o.total_tax_set)?,
                total: money.required("total_price", &o.total_price, &o.total_price_set)?,
                duties: amount("original_total_duties", &None, &o.original_total_duties_set)?,
                fees: amount("original_total_additional_fees", &None, &o.original_total_additional_fees_set)?,
            },
            Basis::Current => Self {
                subtotal: amount(
                    "current_subtotal_price",
                    &o.current_subtotal_price,
                    &o.current_subtotal_price_set,
                )?,
                discounts: amount(
                    "current_total_discounts",
                    &o.current_total_discounts,
                    &o.current_total_discounts_set,
                )?,
                tax: amount("current_total_tax", &o.current_total_tax, &o.current_total_tax_set)?,
                total: money.required(
                    "current_total_price",
                    &o.current_total_price,
                    &o.current_total_price_set,
                )?,
                duties: amount("current_total_duties", &None, &o.current_total_duties_set)?,
                fees: amount("current_total_additional_fees", &None, &o.current_total_additional_fees_set)?,
            },
        })
    }
}

/// Reads the sums of `order`. Whether cash rounding is part of the total is the caller's guess: Shopify's documents
/// don't say, so the caller tries.
pub(super) fn reckon(
    order: &wire::Order,
    money: Currencies,
    basis: Basis,
    with_rounding: bool,
) -> Result<Sums, Refusal> {
    let printed = Printed::read(order, money, basis)?;
    let mut lines = lines::read(order, money, basis)?;
    let ways = shipping::read(order, money, basis)?;
    let path = "total_shipping_price";
    let printed_shipping = money.amount(path, &None, &order.total_shipping_price_set)?;
    let (shipping, shipping_sum) = shipping::named(&ways, printed_shipping, money)?;
    let (taxes, tax) = taxes::read(order, &ways, money, basis, printed.tax)?;
    let extras = extras(order, &printed, &lines.tips, money, with_rounding)?;

    let gross = lines.items.iter().map(|line| i128::from(line.gross().minor)).sum::<i128>();
    let added = extras.iter().map(|e| i128::from(e.amount.minor)).sum::<i128>();
    let tax_on_top = if order.taxes_included == Some(true) { 0 } else { i128::from(tax.minor) };
    let parts = gross + i128::from(shipping_sum.minor) + added + tax_on_top;

    let mut shares = std::mem::take(&mut lines.discounts);
    shares.extend(ways.into_iter().flat_map(|way| way.discounts));
    let target = discounts::target(printed.discounts, &mut shares, parts - i128::from(printed.total.minor));
    discounts::apply(&mut lines.items, &shares, money)?;
    let discounts = discounts::named(order, &shares, target, money)?;

    let of_lines = lines.items.iter().map(|line| i128::from(line.discount.minor)).sum::<i128>();
    let subtotal = match printed.subtotal {
        Some(subtotal) => subtotal,
        None => money.bounded("subtotal_price", gross - of_lines)?,
    };
    let totals = Totals {
        subtotal,
        discounts: money.bounded("total_discounts", target)?,
        shipping: shipping_sum,
        tax,
        extras,
        total: printed.total,
    };
    Ok(Sums { lines: lines.items, discounts, shipping, taxes, totals })
}

/// Duties, tips, fees and rounding, where there are any.
fn extras(
    order: &wire::Order,
    printed: &Printed,
    tips: &[Named],
    money: Currencies,
    with_rounding: bool,
) -> Result<Vec<Named>, Refusal> {
    let mut extras = Vec::new();
    let mut add = |name: &str, amount: Option<Money>| {
        extras.extend(amount.filter(|a| !a.is_zero()).map(|amount| Named { name: name.to_owned(), amount }));
    };
    add("Duties", printed.duties.filter(|_| order.duties_included != Some(true)));
    add("Additional fees", printed.fees);
    if tips.is_empty() {
        let path = "total_tip_received";
        add("Tip", money.amount(path, &order.total_tip_received, &order.total_tip_received_set)?);
    }
    for tip in tips {
        add(&tip.name, Some(tip.amount)); // listed as lines, so the sum of tips would count them twice
    }
    if with_rounding {
        let deeper = || order.total_cash_rounding_adjustment.as_ref()?.payment_set.as_ref();
        let set = order.total_cash_rounding_payment_adjustment_set.as_ref().or_else(deeper);
        add(Totals::CASH_ROUNDING, money.signed("total_cash_rounding_payment_adjustment", set)?);
    }
    Ok(extras)
}
