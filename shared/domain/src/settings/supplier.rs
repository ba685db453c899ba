//! Who delivers what a shop sells.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[suppliers."Kiln & Co"]`: somebody who delivers what the shop sells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Supplier {
    /// Where orders to them are mailed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Days from an order to its delivery. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: Option<u16>,
    /// Days between two looks at what to order from them. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub review_days: Option<u16>,
    /// Article codes, or ids of items or variants, that they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<String>,
    /// Ids of products that they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Vendors, as the shop names them with its products, whose goods they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<String>,
    /// Whether they send to buyers themselves, from a stock of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drop_ships: bool,
}

/// By name.
pub type Suppliers = std::collections::BTreeMap<String, Supplier>;
