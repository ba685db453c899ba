//! Ways of shipping.

use domain::{
    Money,
    order::{Named, Pickup},
    webhook::Refusal,
};

use super::{
    lines::{Cut, allocated},
    money::Currencies,
    sums::Basis,
    wire,
};
use crate::{json::filled, share::Share};

/// What shipping is called where the shop has no word for it.
const SHIPPING: &str = "Shipping";

/// A way of shipping, as it now stands.
pub(super) struct Way {
    /// Its place in the payload.
    pub(super) index: usize,
    /// Its name and its price before discounts; once part of it was given back, what is left after them.
    pub(super) named: Named,
    /// Its discounts.
    pub(super) discounts: Vec<Share<Cut>>,
    /// What is left of its price, and what it was, in minor units.
    pub(super) left: (i64, i64),
}

/// Reads the ways of shipping that weren't taken off.
pub(super) fn read(order: &wire::Order, money: Currencies, basis: Basis) -> Result<Vec<Way>, Refusal> {
    let kept = order.shipping_lines.iter().enumerate().filter(|(_, line)| line.is_removed != Some(true));
    kept.map(|(index, line)| way(index, line, money, basis)).collect()
}

/// Where the order is fetched, if a way of shipping says that it is. Shopify's own local pick-up mostly doesn't: then
/// only its title tells, and the shop's settings say which titles are places.
pub(super) fn pickup(order: &wire::Order) -> Option<Pickup> {
    let says = |text: &Option<crate::json::Text>| {
        let word = filled(text).unwrap_or_default().to_lowercase().replace(['_', '-', ' '], "");
        matches!(word.as_str(), "pickup" | "localpickup" | "instorepickup")
    };
    let mut kept = order.shipping_lines.iter().filter(|line| line.is_removed != Some(true));
    let line = kept.find(|line| says(&line.delivery_category) || says(&line.source) || says(&line.code))?;
    let name = filled(&line.title).or_else(|| filled(&line.code)).unwrap_or_else(|| SHIPPING.to_owned());
    Some(Pickup { name, address: None, hours: Vec::new() })
}

fn way(index: usize, line: &wire::ShippingLine, money: Currencies, basis: Basis) -> Result<Way, Refusal> {
    let path = format!("shipping_lines[{index}]");
    let price = money.required(&format!("{path}.price"), &line.price, &line.price_set)?;
    let name = filled(&line.title).or_else(|| filled(&line.code)).unwrap_or_else(|| SHIPPING.to_owned());
    if let (Basis::Current, Some((now, before))) = (basis, given_back(line, money, &path)?) {
        let named = Named { name, amount: now };
        return Ok(Way { index, named, discounts: Vec::new(), left: (now.minor, before.minor) });
    }
    let cut = |application| Cut { line: None, application };
    let discounts = allocated(&line.discount_allocations, money, &path)?
        .into_iter()
        .map(|(application, amount)| Share::of(cut(application), amount.minor, 1, 1))
        .collect();
    Ok(Way { index, named: Named { name, amount: price }, discounts, left: (1, 1) })
}

/// What is left of a discounted price and what it was, where the two differ.
fn given_back(
    line: &wire::ShippingLine,
    money: Currencies,
    path: &str,
) -> Result<Option<(Money, Money)>, Refusal> {
    let current = format!("{path}.current_discounted_price");
    let now = money.amount(&current, &None, &line.current_discounted_price_set)?;
    let path = format!("{path}.discounted_price");
    let before = money.amount(&path, &line.discounted_price, &line.discounted_price_set)?;
    Ok(now.zip(before).filter(|(now, before)| now != before))
}

/// The shipping lines and their sum. An order may print a sum without saying which way.
pub(super) fn named(
    ways: &[Way],
    printed: Option<Money>,
    money: Currencies,
) -> Result<(Vec<Named>, Money), Refusal> {
    if ways.is_empty() {
        let amount = printed.unwrap_or(Money::zero(money.charged));
        let named = (!amount.is_zero()).then(|| Named { name: SHIPPING.to_owned(), amount });
        return Ok((named.into_iter().collect(), amount));
    }
    let named: Vec<_> = ways.iter().map(|way| way.named.clone()).collect();
    let sum = named.iter().map(|n| i128::from(n.amount.minor)).sum();
    Ok((named, money.bounded("shipping_lines", sum)?))
}
