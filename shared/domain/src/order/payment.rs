//! How an order is paid.

use serde::{Deserialize, Serialize};

use crate::Money;

/// How the payment stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payment {
    /// The state.
    pub status: PaymentStatus,
    /// The ways of paying, by the platform's words.
    #[serde(default)]
    pub gateways: Vec<String>,
    /// What pays for it, where the platform says more than a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<Tender>,
}

/// Words of platforms for a transfer by the buyer: WooCommerce's, Shopify's, those of our own format.
const TRANSFERS: [&str; 6] =
    ["bacs", "bank deposit", "bank transfer", "bank-transfer", "bank_transfer", "vorkasse"];

impl Payment {
    /// Whether the buyer transfers the money.
    pub fn is_by_transfer(&self) -> bool {
        let word = |gateway: &String| TRANSFERS.iter().any(|word| gateway.trim().eq_ignore_ascii_case(word));
        self.tenders.iter().any(|tender| tender.kind == TenderKind::BankTransfer)
            || self.gateways.iter().any(word)
    }
}

/// The states of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentStatus {
    /// Nothing yet.
    Pending,
    /// The money is reserved.
    Authorised,
    /// Part of the money is here.
    PartlyPaid,
    /// The money is here.
    Paid,
    /// Part of it went back.
    PartlyRefunded,
    /// All of it went back.
    Refunded,
    /// The reservation was given up.
    Voided,
    /// The reservation ran out.
    Expired,
}

/// One means that pays for an order, or for a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tender {
    /// What it is.
    pub kind: TenderKind,
    /// What the shop calls it, such as `Visa`, `PayPal` or `Vorkasse`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The last four digits of the card or gift card; nothing else of its number is ever kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// What it pays, where the platform says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// The kinds of means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TenderKind {
    /// A credit or debit card.
    Card,
    /// A gift card or voucher that was paid for.
    GiftCard,
    /// Credit that the shop keeps for the buyer.
    StoreCredit,
    /// The buyer transfers the money.
    BankTransfer,
    /// The buyer pays whoever brings it.
    OnDelivery,
    /// Anything else: a wallet, an instalment plan.
    #[default]
    Other,
}
