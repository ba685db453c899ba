//! What a supplier offers: an article at a price, in which quantities.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Amount;

/// `[[suppliers."Kiln & Co".offers]]`: one article of theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Offer {
    /// The shop's article code, or the id of the item or of its variant.
    pub sku: String,
    /// The supplier's own article code, which purchase orders name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What one costs, in the supplier's currency, before tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// What one costs from a quantity on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<PriceBreak>,
    /// The least that they deliver at once. 1 to 1 000 000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub minimum: Option<i64>,
    /// They deliver whole packs of so many. 1 to 1 000 000.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub multiple: Option<i64>,
    /// Days from an order of this to its delivery, if not as usual with them. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: Option<u16>,
    /// Whether this is bought from them though another's offer is better.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub preferred: bool,
}

/// A price from a quantity on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PriceBreak {
    /// The least quantity. 2 to 1 000 000.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub from: i64,
    /// What one costs then.
    pub price: Amount,
}

/// What becomes of an order below the supplier's least value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BelowMinimum {
    /// It waits until more is needed.
    #[default]
    Hold,
    /// What is needed next is ordered along.
    TopUp,
    /// It goes out as it is.
    Send,
}
