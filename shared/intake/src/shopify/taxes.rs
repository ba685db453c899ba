//! Taxes, one entry per name and rate.

use domain::{Money, order::TaxLine, webhook::Refusal};

use super::{lines::quantities, money::Currencies, shipping::Way, sums::Basis, wire};
use crate::{
    json::filled,
    refusal::refuse,
    share::{Share, settle, sum},
};

/// What a tax is called where the shop has no word for it.
const TAX: &str = "Tax";

/// A tax's name and rate.
type Key = (String, String);

/// The taxes and their sum: as the order prints them, else gathered from what is left of lines and shipping.
pub(super) fn read(
    order: &wire::Order,
    ways: &[Way],
    money: Currencies,
    basis: Basis,
    printed: Option<Money>,
) -> Result<(Vec<TaxLine>, Money), Refusal> {
    let mut shares = Vec::new();
    gather(&mut shares, &order.tax_lines, money, "tax_lines", (1, 1))?;
    let target = match printed {
        Some(printed) => printed,
        None => money.bounded("tax_lines", sum(&shares))?,
    };
    if sum(&shares) != i128::from(target.minor) && (basis == Basis::Current || shares.is_empty()) {
        let mut parts = of_parts(order, ways, money, basis)?;
        settle(&mut parts, i128::from(target.minor));
        // Parts that don't come to the printed sum are no better than the order's own list.
        if sum(&parts) == i128::from(target.minor) {
            shares = parts;
        }
    }
    Ok((merged(shares, money)?, target))
}

fn of_parts(
    order: &wire::Order,
    ways: &[Way],
    money: Currencies,
    basis: Basis,
) -> Result<Vec<Share<Key>>, Refusal> {
    let mut shares = Vec::new();
    for (index, line) in order.line_items.iter().enumerate() {
        let left = quantities(line, basis);
        if left.0 > 0 {
            gather(&mut shares, &line.tax_lines, money, &format!("line_items[{index}].tax_lines"), left)?;
        }
    }
    for way in ways {
        let path = format!("shipping_lines[{}].tax_lines", way.index);
        gather(&mut shares, &order.shipping_lines[way.index].tax_lines, money, &path, way.left)?;
    }
    Ok(shares)
}

/// Adds the taxes at `path`, prorated to what is left of what they are on.
fn gather(
    shares: &mut Vec<Share<Key>>,
    lines: &[wire::TaxLine],
    money: Currencies,
    path: &str,
    (now, before): (i64, i64),
) -> Result<(), Refusal> {
    for (index, line) in lines.iter().enumerate() {
        let path = format!("{path}[{index}]");
        let amount = money.required(&format!("{path}.price"), &line.price, &line.price_set)?;
        let name = filled(&line.title).unwrap_or_else(|| TAX.to_owned());
        let key = (name, rate(line, &path)?);
        shares.push(Share::of(key, amount.minor, now, before));
    }
    Ok(())
}

/// The rate as it was written: a plain decimal fraction.
fn rate(line: &wire::TaxLine, path: &str) -> Result<String, Refusal> {
    let text = line.rate.as_ref().map_or("0", |rate| rate.0.as_str());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| (1..=12).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if digits(whole) && digits(fraction) {
        return Ok(text.to_owned());
    }
    Err(refuse(format!("{path}.rate"), "is not a plain decimal fraction", "send the rate as 0.19 for 19 %"))
}

fn merged(shares: Vec<Share<Key>>, money: Currencies) -> Result<Vec<TaxLine>, Refusal> {
    let mut by_key: Vec<(Key, i128)> = Vec::new();
    for share in shares {
        match by_key.iter_mut().find(|(key, _)| *key == share.key) {
            Some((_, minor)) => *minor += share.minor,
            None => by_key.push((share.key, share.minor)),
        }
    }
    let entry = |((name, rate), minor): (Key, i128)| {
        let amount = money.bounded("tax_lines", minor)?;
        Ok(TaxLine { name, rate, amount, base: None }) // orders print no base
    };
    by_key.into_iter().map(entry).collect()
}
