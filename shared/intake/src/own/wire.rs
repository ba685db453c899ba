//! The order as a shop of its own making writes it. Unknown keys are passed over.

use serde::Deserialize;

use super::event::Key;
use crate::json::{Code, Count, Decimal, Few, Instant, Text};

#[derive(Deserialize)]
#[serde(expecting = "an order as an object")]
pub(super) struct Order {
    pub(super) id: Key,
    pub(super) name: Option<Text>,
    pub(super) placed_at: Instant,
    pub(super) created_at: Option<Instant>,
    pub(super) updated_at: Option<Instant>,
    pub(super) cancelled_at: Option<Instant>,
    #[serde(default)]
    pub(super) test: bool,
    #[serde(default)]
    pub(super) draft: bool,
    pub(super) channel: Option<Text>,
    pub(super) customer: Option<Key>,
    pub(super) email: Option<Text>,
    pub(super) locale: Option<Text>,
    pub(super) currency: Code,
    pub(super) lines: Few<Line>,
    #[serde(default)]
    pub(super) discounts: Few<Named>,
    #[serde(default)]
    pub(super) shipping: Few<Named>,
    #[serde(default)]
    pub(super) extras: Few<Named>,
    pub(super) taxes_included: bool,
    #[serde(default)]
    pub(super) taxes: Few<Tax>,
    pub(super) total: Decimal,
    pub(super) payment: Payment,
    pub(super) shipping_address: Option<Address>,
    pub(super) billing_address: Option<Address>,
    pub(super) status_url: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "a line of an order as an object")]
pub(super) struct Line {
    pub(super) id: Key,
    pub(super) sku: Option<Text>,
    pub(super) title: Text,
    pub(super) variant: Option<Text>,
    #[serde(default)]
    pub(super) options: Few<Choice>,
    pub(super) quantity: Count,
    pub(super) unit_price: Decimal,
    pub(super) discount: Option<Decimal>,
    pub(super) image: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with name and value")]
pub(super) struct Choice {
    pub(super) name: Text,
    pub(super) value: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with name and amount")]
pub(super) struct Named {
    pub(super) name: Text,
    pub(super) amount: Decimal,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with name, rate and amount")]
pub(super) struct Tax {
    pub(super) name: Text,
    pub(super) rate: Decimal,
    pub(super) amount: Decimal,
    pub(super) base: Option<Decimal>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with a status")]
pub(super) struct Payment {
    pub(super) status: Text,
    #[serde(default)]
    pub(super) methods: Few<Text>,
}

#[derive(Deserialize)]
#[serde(expecting = "an address as an object")]
pub(super) struct Address {
    pub(super) name: Option<Text>,
    pub(super) company: Option<Text>,
    #[serde(default)]
    pub(super) lines: Few<Text>,
    pub(super) city: Option<Text>,
    pub(super) region: Option<Text>,
    pub(super) postcode: Option<Text>,
    pub(super) country: Option<Text>,
}
