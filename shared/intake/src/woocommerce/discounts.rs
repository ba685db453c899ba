//! Discounts by their coupons.

use domain::{order::Named, webhook::Refusal};

use super::{
    money::{Basis, Purse, rounded},
    wire::{self, shown},
};
use crate::share::{Share, settle, sum};

/// What a discount is called where no coupon explains it.
const DISCOUNT: &str = "Discount";

/// The sum of all discounts: the printed one, unless only those of the lines make the order add up. The total that
/// the buyer is charged is the judge; `needed` is what it leaves for discounts.
pub(super) fn target(printed: Option<i128>, of_lines: i128, needed: i128) -> i128 {
    match printed {
        Some(printed) if printed == needed || of_lines != needed => printed,
        _ => of_lines,
    }
}

/// What each coupon takes off. Unlike all other amounts they are printed as they were reckoned, so they are rounded
/// here, together with their tax.
pub(super) fn coupons(order: &wire::Order, purse: Purse) -> Result<Vec<Share<String>>, Refusal> {
    let mut coupons = Vec::new();
    for (index, coupon) in order.coupon_lines.iter().enumerate() {
        let path = format!("coupon_lines[{index}]");
        let fine = |name: &str, amount| purse.fine(&format!("{path}.{name}"), amount);
        let tax = match purse.basis {
            Basis::Net => None,
            Basis::Gross => fine("discount_tax", &coupon.discount_tax)?,
        };
        let off = fine("discount", &coupon.discount)?.unwrap_or(0) + tax.unwrap_or(0);
        let minor = rounded(off, purse.unit());
        let name = shown(&coupon.code).unwrap_or_else(|| DISCOUNT.to_owned());
        coupons.push(Share { key: name, minor, prorated: minor > 0 });
    }
    Ok(coupons)
}

/// The printed sum of all discounts. With tax it is that of two numbers that may both have been rounded up; coupons
/// that come to one unit less tell of it.
pub(super) fn printed(
    order: &wire::Order,
    coupons: &[Share<String>],
    purse: Purse,
) -> Result<Option<i128>, Refusal> {
    let total = ("discount_total", &order.discount_total);
    let printed = purse.amount("", total, ("discount_tax", &order.discount_tax))?;
    let twice =
        |printed: i128| purse.basis == Basis::Gross && printed - sum(coupons) == 1 && !coupons.is_empty();
    Ok(printed.map(|printed| if twice(printed) { printed - 1 } else { printed }))
}

/// Discounts by coupon, coming to `target`. What no coupon explains is named plainly.
pub(super) fn named(
    mut coupons: Vec<Share<String>>,
    target: i128,
    purse: Purse,
) -> Result<Vec<Named>, Refusal> {
    settle(&mut coupons, target);
    let explained = sum(&coupons);
    let mut named: Vec<_> = coupons.into_iter().map(|share| (share.key, share.minor)).collect();
    if explained < target {
        named.push((DISCOUNT.to_owned(), target - explained));
    } else if explained > target {
        let name = if let [(only, _)] = named.as_slice() { only.clone() } else { DISCOUNT.to_owned() };
        named = vec![(name, target)];
    }
    let shown = named.into_iter().filter(|(_, minor)| *minor != 0);
    shown.map(|(name, minor)| Ok(Named { name, amount: purse.money("discount_total", minor)? })).collect()
}
