//! Discounts by name, such that they come to the printed sum.

use domain::{
    Money,
    order::{LineItem, Named},
    webhook::Refusal,
};

use super::{lines::Cut, money::Currencies, wire};
use crate::{
    json::{Text, filled},
    share::{Share, settle, sum},
};

/// What a discount is called where the shop has no word for it.
const DISCOUNT: &str = "Discount";

/// The sum of all discounts: the printed one, unless only the allocated ones make the order add up. The total that
/// the buyer is charged is the judge; `needed` is what it leaves for discounts.
pub(super) fn target(printed: Option<Money>, shares: &mut [Share<Cut>], needed: i128) -> i128 {
    settle(shares, needed);
    let allocated = sum(shares);
    match printed.map(|printed| i128::from(printed.minor)) {
        Some(printed) if printed == needed || allocated != needed => printed,
        _ => allocated,
    }
}

/// Takes each line's discounts off it.
pub(super) fn apply(items: &mut [LineItem], shares: &[Share<Cut>], money: Currencies) -> Result<(), Refusal> {
    let mut off = vec![0; items.len()];
    for share in shares {
        if let Some(line) = share.key.line {
            off[line] += share.minor;
        }
    }
    for (item, off) in items.iter_mut().zip(off) {
        item.discount = money.bounded("line_items", off)?;
    }
    Ok(())
}

/// Discounts by name, coming to `target` where they can: what no application explains is named by the codes that
/// were entered, and else just "Discount".
pub(super) fn named(
    order: &wire::Order,
    shares: &[Share<Cut>],
    target: i128,
    money: Currencies,
) -> Result<Vec<Named>, Refusal> {
    let unexplained = unexplained(order);
    let mut by_name = Sums(Vec::new());
    if shares.iter().all(|s| s.key.application.is_none())
        && let Some(codes) = by_code(order, target, money)?
    {
        by_name = codes;
    } else {
        for share in shares {
            let name = share.key.application.and_then(|index| application(order, index));
            by_name.add(name.unwrap_or_else(|| unexplained.clone()), share.minor);
        }
        let rest = target - sum(shares);
        if rest > 0 {
            by_name.add(unexplained, rest);
        }
    }
    let shown = by_name.0.into_iter().filter(|(_, minor)| *minor != 0);
    shown.map(|(name, minor)| Ok(Named { name, amount: money.bounded("total_discounts", minor)? })).collect()
}

/// What the shop calls the discount at this place.
fn application(order: &wire::Order, index: usize) -> Option<String> {
    let mut placed = order.discount_applications.iter().enumerate();
    let at = |(place, a): &(usize, &wire::DiscountApplication)| {
        a.index.map_or(*place == index, |said| usize::try_from(said.0) == Ok(index))
    };
    let (_, application) = placed.find(at)?;
    filled(&application.title)
        .or_else(|| filled(&application.code))
        .or_else(|| filled(&application.description))
}

/// The name for what no application explains: the code, where only one was entered.
fn unexplained(order: &wire::Order) -> String {
    let amounted = order.discount_codes.iter().filter_map(|code| filled(&code.code));
    let mut codes = amounted.chain(order.bare_discount_codes.iter().filter_map(Text::filled));
    match (codes.next(), codes.next()) {
        (Some(code), None) => code,
        _ => DISCOUNT.to_owned(),
    }
}

/// The amounts of the codes, where they are in the currency charged and explain everything.
fn by_code(order: &wire::Order, target: i128, money: Currencies) -> Result<Option<Sums>, Refusal> {
    if money.shop != money.charged {
        return Ok(None);
    }
    let mut codes = Sums(Vec::new());
    for (index, code) in order.discount_codes.iter().enumerate() {
        let path = format!("discount_codes[{index}].amount");
        let amount = money.amount(&path, &code.amount, &None)?.unwrap_or(Money::zero(money.charged));
        codes.add(filled(&code.code).unwrap_or_else(|| DISCOUNT.to_owned()), i128::from(amount.minor));
    }
    let sum: i128 = codes.0.iter().map(|(_, minor)| minor).sum();
    Ok((sum == target).then_some(codes))
}

/// Sums by name, in order of appearance.
struct Sums(Vec<(String, i128)>);

impl Sums {
    fn add(&mut self, name: String, minor: i128) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += minor,
            None => self.0.push((name, minor)),
        }
    }
}
