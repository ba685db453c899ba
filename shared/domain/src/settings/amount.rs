//! Amounts of money as people write them in settings: a decimal text, which becomes money with its currency.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Currency, Money, money::MoneyError};

/// An amount such as `"12.50"`. A text, as a TOML number is a binary fraction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("format" = "amount"))]
pub struct Amount(pub String);

impl Amount {
    /// The amount in a currency; an error where it has more decimals than the currency.
    pub fn of(&self, currency: Currency) -> Result<Money, MoneyError> {
        Money::parse(&self.0, currency)
    }
}

impl From<&str> for Amount {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
