//! Money: integer minor units with their currency. No floating point anywhere.

use std::{
    fmt,
    ops::{Add, Neg, Sub},
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// How many decimals the currency has: 0 for JPY, 2 for EUR, 3 for KWD.
    pub fn exponent(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(0))
    }

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(code)
            .map(Currency)
            .ok_or_else(|| MoneyError::UnknownCurrency(code.chars().take(16).collect()))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        code.parse().map_err(de::Error::custom)
    }
}

/// An amount in minor units (cents, fils, yen) of one currency.
///
/// Arithmetic between two currencies is a bug in the caller and panics; amounts are bounded by what
/// [`Money::parse`] accepts, far below what 64 bits hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative for what is given back.
    pub minor: i64,
    /// The currency of those units.
    pub currency: Currency,
}

/// The largest amount accepted from outside, in minor units: ten trillion major units of a two-decimal currency.
pub const LARGEST_MINOR: i64 = 1_000_000_000_000_000;

/// Why a text isn't an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 code.
    #[error("{0:?} is not an ISO 4217 currency code")]
    UnknownCurrency(String),
    /// Not a plain decimal number.
    #[error("{0:?} is not a decimal amount such as \"12.50\"")]
    NotDecimal(String),
    /// More decimals than the currency has, and they aren't zeros.
    #[error("{text:?} has more decimals than {currency} has ({exponent})")]
    TooPrecise {
        /// The text as it came, shortened.
        text: String,
        /// The currency it was read in.
        currency: Currency,
        /// That currency's decimals.
        exponent: u32,
    },
    /// Beyond [`LARGEST_MINOR`].
    #[error("{0:?} is larger than any order")]
    TooLarge(String),
}

impl Money {
    /// `minor` units of `currency`.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether the amount is zero.
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Reads a plain decimal such as `"12.50"`, `"-3"` or `"1000.0"`. Surplus decimals must be zeros:
    /// a platform that prints JPY as `"1000.00"` is understood, `"0.005"` EUR is refused.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let short = || text.chars().take(32).collect::<String>();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let dangling_point = digits.contains('.') && fraction.is_empty();
        if whole.is_empty() || dangling_point || !all_digits(whole) || !all_digits(fraction) {
            return Err(MoneyError::NotDecimal(short()));
        }
        let exponent = currency.exponent();
        let kept = fraction.len().min(exponent as usize);
        if fraction[kept..].bytes().any(|b| b != b'0') {
            return Err(MoneyError::TooPrecise { text: short(), currency, exponent });
        }
        let mut minor: i64 = 0;
        let padding = std::iter::repeat_n(b'0', exponent as usize - kept);
        for digit in whole.bytes().chain(fraction[..kept].bytes()).chain(padding) {
            minor = minor
                .checked_mul(10)
                .and_then(|m| m.checked_add(i64::from(digit - b'0')))
                .filter(|m| *m <= LARGEST_MINOR)
                .ok_or_else(|| MoneyError::TooLarge(short()))?;
        }
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The amount times a count.
    pub fn times(self, count: i64) -> Self {
        Self::new(self.minor.saturating_mul(count), self.currency)
    }

    /// The plain decimal text, `"12.50"`: for machines. People get the mail crate's CLDR formatting.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent() as usize;
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let (whole, fraction) = digits.split_at(digits.len() - exponent);
        let sign = if self.minor < 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    fn same_currency(self, other: Self) {
        assert_eq!(self.currency, other.currency, "amounts of two currencies can't be added");
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.same_currency(other);
        Self::new(self.minor + other.minor, self.currency)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.same_currency(other);
        Self::new(self.minor - other.minor, self.currency)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.minor, self.currency)
    }
}

impl Money {
    /// The sum of `amounts`, all in `currency`; zero for none.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Money {
        amounts.into_iter().fold(Money::zero(currency), Add::add)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a test's currency")
    }

    #[test]
    fn reads_and_prints_by_the_currency_exponent() {
        for (text, code, minor, printed) in [
            ("12.50", "EUR", 1250, "12.50"),
            ("12.5", "EUR", 1250, "12.50"),
            ("0", "EUR", 0, "0.00"),
            ("-0.07", "EUR", -7, "-0.07"),
            ("1000", "JPY", 1000, "1000"),
            ("1000.00", "JPY", 1000, "1000"),
            ("1.234", "KWD", 1234, "1.234"),
            ("1.2", "BHD", 1200, "1.200"),
        ] {
            let money = Money::parse(text, currency(code)).expect(text);
            assert_eq!((money.minor, money.decimal().as_str()), (minor, printed), "{text} {code}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in
            ["", "example string", "1,50", "1e3", "+1", " 1", "1.", ".5", "-", "--1", "1.2.3", "NaN", "٣"]
        {
            assert_eq!(
                Money::parse(text, currency("EUR")),
                Err(MoneyError::NotDecimal(text.into())),
                "{text:?}"
            );
        }
        assert!(matches!(Money::parse("0.005", currency("EUR")), Err(MoneyError::TooPrecise { .. })));
        assert!(matches!(Money::parse("1.5", currency("JPY")), Err(MoneyError::TooPrecise { .. })));
        assert!(matches!(Money::parse(&"9".repeat(40), currency("EUR")), Err(MoneyError::TooLarge(_))));
        assert!("EURO".parse::<Currency>().is_err());
    }
}
