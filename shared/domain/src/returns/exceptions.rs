//! What the shop's own people say beside the policy: an order may come back for longer, a customer stands on a list.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rules::List;
use crate::Payload;

/// Data of `return.window-extended`, journalled with the order: until when it may come back, whatever the windows say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// The last day, of the buyer's calendar; absent where the windows count again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Who says so.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
}

impl Payload for Extended {
    const KIND: &'static str = "return.window-extended";
}

/// Data of `return.customer-listed`, journalled with the customer: what `customer.blocked` and `customer.allowed` say from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The list; absent where they stand on none any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
    /// Who says so.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
}

impl Payload for Listed {
    const KIND: &'static str = "return.customer-listed";
}
