//! What goes back, to where and when, as settings say it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    order::TenderKind,
    returns::{Outcome, RefundAt},
    settings::Amount,
};

/// When sending it is paid back too. With everything that is withdrawn by law, always: the standard way's price.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Shipping {
    /// When everything comes back without the law.
    pub all_returned: Paid,
    /// When something comes back by the shop's or the carrier's fault and nothing of the order stays.
    pub by_fault: Fully,
    /// What the standard way costs, tax included, by ISO 3166 country code, `EU`, or `default`: who chose a dearer one gets this much
    /// back for it. What was paid counts as the standard's price where nothing stands here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub standard: BTreeMap<String, Amount>,
}

/// What of the outward freight is paid back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paid {
    /// Nothing.
    #[default]
    Nothing,
    /// What the standard way costs.
    Standard,
    /// All of it.
    All,
}

/// The same, where it is the shop's fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fully {
    /// All of it.
    #[default]
    All,
    /// What the standard way costs.
    Standard,
    /// Nothing.
    Nothing,
}

/// Who pays for the way back. It is told, and taken off no refund: whoever pays for it pays the carrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct WayBack {
    /// Where the buyer thought better of it.
    pub by_choice: Payer,
    /// Where it is the shop's or the carrier's fault.
    #[serde(default = "Payer::shop")]
    pub by_fault: Payer,
    /// How a buyer gets the label that the shop pays for.
    #[serde(default)]
    pub label: LabelFrom,
}

/// Who pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Payer {
    /// The buyer, at a carrier of their own.
    Buyer,
    /// The shop.
    Shop,
}

impl Payer {
    fn shop() -> Self {
        Self::Shop
    }
}

/// How a label comes to a buyer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LabelFrom {
    /// It is loaded down and printed.
    #[default]
    Download,
    /// It lay in the parcel.
    InBox,
}

/// What may be had for a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Outcomes {
    /// What the shop offers.
    pub offered: Vec<Outcome>,
    /// So many percent more for whoever takes store credit.
    #[schemars(range(min = 0, max = 100))]
    pub credit_bonus_percent: i64,
    /// Of a partial credit: so many percent of what was paid.
    #[schemars(range(min = 1, max = 99))]
    pub partial_percent: i64,
    /// Days for which an exchange keeps the new item.
    #[schemars(range(min = 1, max = 60))]
    pub reserve_days: u16,
    /// The most that fees take off, in percent of what goes back.
    #[schemars(range(min = 0, max = 100))]
    pub fee_cap_percent: i64,
}

impl Default for Outcomes {
    fn default() -> Self {
        Self {
            offered: vec![Outcome::Refund, Outcome::StoreCredit, Outcome::Exchange, Outcome::Replacement],
            credit_bonus_percent: 0,
            partial_percent: 30,
            reserve_days: 14,
            fee_cap_percent: 50,
        }
    }
}

/// A means of payment, in the order in which they get money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tender {
    /// A card.
    Card,
    /// A gift card.
    GiftCard,
    /// Store credit.
    StoreCredit,
    /// A transfer.
    BankTransfer,
    /// Paid to whoever brought it.
    OnDelivery,
    /// Anything else.
    Other,
}

impl Tender {
    /// The order's word for it.
    pub fn kind(self) -> TenderKind {
        match self {
            Self::Card => TenderKind::Card,
            Self::GiftCard => TenderKind::GiftCard,
            Self::StoreCredit => TenderKind::StoreCredit,
            Self::BankTransfer => TenderKind::BankTransfer,
            Self::OnDelivery => TenderKind::OnDelivery,
            Self::Other => TenderKind::Other,
        }
    }
}

/// When the money goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Refunds {
    /// Usually.
    pub at: RefundAt,
    /// Of a return that comes to no more than this: at once at the first scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_scan_up_to: Option<Amount>,
    /// Of a return that comes to more than this: once it was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_from: Option<Amount>,
}

impl Default for Refunds {
    fn default() -> Self {
        Self { at: RefundAt::Receipt, first_scan_up_to: None, inspection_from: None }
    }
}
