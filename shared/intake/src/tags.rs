//! Tags of orders, customers and products.

use serde::{Deserialize, de::IgnoredAny};

use crate::tender::masked;

/// Set apart by commas, as Shopify's webhooks have them, or a list, as its GraphQL does. Anything else says nothing: no order is refused for it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Tags {
    Joined(String),
    Listed(Vec<String>),
    Other(IgnoredAny),
}

/// Shopify itself takes so many.
const MOST: usize = 250;

impl Tags {
    /// Each by itself; unknown if absent.
    pub(crate) fn words(&self) -> Option<Vec<String>> {
        self.each(str::to_owned)
    }

    /// The same for an order, with nobody's card in it.
    pub(crate) fn of_order(&self) -> Option<Vec<String>> {
        self.each(masked)
    }

    fn each(&self, kept: fn(&str) -> String) -> Option<Vec<String>> {
        let words: Vec<String> = match self {
            Self::Joined(words) => kept(words).split(',').map(str::to_owned).collect(),
            Self::Listed(words) => words.iter().map(|word| kept(word)).collect(),
            Self::Other(_) => return None,
        };
        let words = words.iter().map(|word| word.trim()).filter(|word| (1..=255).contains(&word.len()));
        Some(words.take(MOST).map(str::to_owned).collect())
    }
}
