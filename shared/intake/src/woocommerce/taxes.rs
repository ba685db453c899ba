//! Taxes, one entry per name and rate.

use domain::{order::TaxLine, webhook::Refusal};

use super::{
    money::Purse,
    wire::{self, shown, word},
};
use crate::{
    refusal::refuse,
    share::{Share, settle, sum},
};

/// What a tax is called where the shop has no word for it.
const TAX: &str = "Tax";

/// The rate of a tax that doesn't say.
const NO_RATE: &str = "0";

/// The taxes and their sum. Each is printed rounded, so they are settled to the printed sum.
pub(super) fn read(order: &wire::Order, purse: Purse) -> Result<(Vec<TaxLine>, i128), Refusal> {
    let mut shares = Vec::new();
    for (index, line) in order.tax_lines.iter().enumerate() {
        let path = format!("tax_lines[{index}]");
        let on_goods = purse.plain(&format!("{path}.tax_total"), &line.tax_total)?;
        let on_shipping = purse.plain(&format!("{path}.shipping_tax_total"), &line.shipping_tax_total)?;
        let name = shown(&line.label).or_else(|| shown(&line.rate_code)).unwrap_or_else(|| TAX.to_owned());
        let key = (name, rate(line, &path)?);
        let minor = on_goods.unwrap_or(0) + on_shipping.unwrap_or(0);
        shares.push(Share { key, minor, prorated: minor != 0 });
    }
    let printed = purse.plain("total_tax", &order.total_tax)?;
    if shares.is_empty() && printed.is_some_and(|tax| tax != 0) {
        let key = (TAX.to_owned(), NO_RATE.to_owned());
        shares.push(Share { key, minor: printed.unwrap_or(0), prorated: false });
    }
    let target = printed.unwrap_or_else(|| sum(&shares));
    settle(&mut shares, target);

    let mut merged: Vec<((String, String), i128)> = Vec::new();
    for share in shares {
        match merged.iter_mut().find(|(key, _)| *key == share.key) {
            Some((_, minor)) => *minor += share.minor,
            None => merged.push((share.key, share.minor)),
        }
    }
    let entry = |((name, rate), minor)| {
        Ok(TaxLine { name, rate, amount: purse.money("tax_lines", minor)?, base: None }) // no base is printed
    };
    Ok((merged.into_iter().map(entry).collect::<Result<_, Refusal>>()?, target))
}

/// The rate as a decimal fraction: 19 per cent are 0.19.
fn rate(line: &wire::TaxLine, path: &str) -> Result<String, Refusal> {
    let Some(percent) = word(&line.rate_percent) else { return Ok(NO_RATE.to_owned()) };
    fraction(percent).ok_or_else(|| {
        let path = format!("{path}.rate_percent");
        refuse(path, "is not a plain number of per cent", "send the rate as 19 for 19 %")
    })
}

/// A plain decimal divided by a hundred, digit for digit.
fn fraction(percent: &str) -> Option<String> {
    let (whole, decimals) = percent.split_once('.').unwrap_or((percent, "0"));
    let digits = |part: &str| (1..=12).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(decimals) {
        return None;
    }
    let whole = format!("{whole:0>3}");
    let (units, hundredths) = whole.split_at(whole.len() - 2);
    let units = units.trim_start_matches('0');
    let fraction = format!("{}.{hundredths}{decimals}", if units.is_empty() { "0" } else { units });
    Some(fraction.trim_end_matches('0').trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_become_fractions() {
        for (percent, rate) in [
            ("19", Some("0.19")),
            ("2", Some("0.02")),
            ("8.875", Some("0.08875")),
            ("4.5", Some("0.045")),
            ("20.0000", Some("0.2")),
            ("0", Some("0")),
            ("100", Some("1")),
            ("127.5", Some("1.275")),
            ("-1", None),
            ("19 %", None),
            ("1e1", None),
            ("19.", None),
        ] {
            assert_eq!(fraction(percent).as_deref(), rate, "{percent}");
        }
    }
}
