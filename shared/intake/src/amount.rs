//! Amounts as they were written.

use domain::{
    Currency, Money,
    money::{LARGEST_MINOR, MoneyError},
    webhook::Refusal,
};

use crate::{json::Decimal, refusal::refuse};

/// The decimal at `path` as an amount.
pub(crate) fn signed(path: &str, decimal: &Decimal, currency: Currency) -> Result<Money, Refusal> {
    Money::parse(&decimal.0, currency).map_err(|error| {
        let problem = match error {
            MoneyError::TooPrecise { exponent, .. } => {
                format!("has more than the {exponent} decimals of {currency}")
            }
            MoneyError::TooLarge(_) => "is larger than any order".to_owned(),
            MoneyError::NotDecimal(_) | MoneyError::UnknownCurrency(_) => {
                "is not a decimal amount".to_owned()
            }
        };
        refuse(path, problem, "send a plain decimal such as \"12.50\"")
    })
}

/// The decimal at `path` as an amount that isn't below zero.
pub(crate) fn positive(path: &str, decimal: &Decimal, currency: Currency) -> Result<Money, Refusal> {
    let money = signed(path, decimal, currency)?;
    if money.minor < 0 {
        return Err(refuse(path, "is below zero", "send the amount without a sign"));
    }
    Ok(money)
}

/// Minor units as the amount at `path`, unless they are more than any order comes to.
pub(crate) fn bounded(path: &str, minor: i128, currency: Currency) -> Result<Money, Refusal> {
    i64::try_from(minor)
        .ok()
        .filter(|m| m.abs() <= LARGEST_MINOR)
        .map(|m| Money::new(m, currency))
        .ok_or_else(|| refuse(path, "comes to more than any order", "check prices and quantities"))
}
