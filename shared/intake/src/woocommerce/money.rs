//! Amounts with and without tax, and numbers that were never rounded.

use domain::{Currency, Money, webhook::Refusal};

use crate::{
    amount::{self, bounded},
    json::Decimal,
};

/// How many decimals [`finely`] keeps: more than the digits of a double after the point that mean anything.
const FINE: u32 = 12;

/// One, as finely as [`finely`] reckons.
pub(super) const ONE: i128 = 10_i128.pow(FINE);

/// Which of WooCommerce's numbers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// Prices without tax, and the tax on top.
    Net,
    /// Prices with the tax that is printed beside them.
    Gross,
}

/// How the amounts of an order are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purse {
    pub(super) currency: Currency,
    pub(super) basis: Basis,
}

impl Purse {
    /// What is printed at `path.name`, with the tax at `path.tax_name` where prices are read with it. In minor units;
    /// `None` where nothing is printed.
    pub(super) fn amount(
        self,
        path: &str,
        (name, net): (&str, &Option<Decimal>),
        (tax_name, tax): (&str, &Option<Decimal>),
    ) -> Result<Option<i128>, Refusal> {
        let within = |name| if path.is_empty() { name } else { format!("{path}.{name}") };
        let Some(net) = self.plain(&within(name.to_owned()), net)? else { return Ok(None) };
        let tax = match self.basis {
            Basis::Net => None,
            Basis::Gross => self.plain(&within(tax_name.to_owned()), tax)?,
        };
        Ok(Some(net + tax.unwrap_or(0)))
    }

    /// What is printed at `path`, in minor units.
    pub(super) fn plain(self, path: &str, decimal: &Option<Decimal>) -> Result<Option<i128>, Refusal> {
        let read = |decimal| amount::signed(path, decimal, self.currency).map(|money| money.minor.into());
        decimal.as_ref().map(read).transpose()
    }

    /// What stands unrounded at `path`, in units of 10^-12.
    pub(super) fn fine(self, path: &str, decimal: &Option<Decimal>) -> Result<Option<i128>, Refusal> {
        match decimal.as_ref().map(|decimal| finely(&decimal.0)) {
            Some(None) => Ok(self.plain(path, decimal)?.map(|minor| minor * self.unit())), // for its refusal
            fine => Ok(fine.flatten()),
        }
    }

    /// One minor unit as finely as [`finely`] reckons.
    pub(super) fn unit(self) -> i128 {
        10_i128.pow(FINE - self.currency.exponent().min(FINE))
    }

    /// Minor units as an amount at `path`.
    pub(super) fn money(self, path: &str, minor: i128) -> Result<Money, Refusal> {
        bounded(path, minor, self.currency)
    }
}

/// `fine` in whole units, halves away from zero.
pub(super) fn rounded(fine: i128, unit: i128) -> i128 {
    (fine.abs() + unit / 2) / unit * fine.signum()
}

/// `fine` in whole units, halves down; for what is zero or more.
pub(super) fn rounded_down(fine: i128, unit: i128) -> i128 {
    (fine + unit.div_euclid(2) - 1).div_euclid(unit)
}

/// A plain decimal of up to 15 digits before its point, in units of 10^-12; what is finer is cut off.
pub(super) fn finely(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain =
        |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole, 15) || !plain(fraction, 64) {
        return None;
    }
    let places = FINE as usize;
    let kept = &fraction[..fraction.len().min(places)];
    format!("{whole}{kept:0<places$}").parse::<i128>().ok().map(|fine| sign * fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_or_down() {
        for (fine, up, down) in [(25, 3, 2), (24, 2, 2), (26, 3, 3), (20, 2, 2), (5, 1, 0), (0, 0, 0)] {
            assert_eq!((rounded(fine, 10), rounded_down(fine, 10)), (up, down), "{fine}");
        }
        assert_eq!(rounded(-25, 10), -3);
    }

    #[test]
    fn decimals_are_read_finely_and_rounded_like_php() {
        for (text, code, minor) in [
            ("1.2", "EUR", Some(120)),
            ("8.325", "EUR", Some(833)),
            ("-8.325", "EUR", Some(-833)),
            ("10.799999999999999", "USD", Some(1080)),
            ("0.004999", "EUR", Some(0)),
            ("1000.5", "JPY", Some(1001)),
            ("1.2345", "KWD", Some(1235)),
            ("1.0e-5", "EUR", None),
            ("", "EUR", None),
            ("1.", "EUR", None),
            (".5", "EUR", None),
            ("9999999999999999", "EUR", None),
        ] {
            let purse = Purse { currency: code.parse().expect("a currency"), basis: Basis::Net };
            assert_eq!(finely(text).map(|fine| rounded(fine, purse.unit())), minor, "{text} {code}");
            let read = purse.fine("x", &Some(Decimal(text.to_owned())));
            assert_eq!(read.ok().flatten().is_some(), minor.is_some(), "{text} {code}");
        }
    }
}
