//! The order as a shop of its own making writes it. Unknown keys are passed over.

use serde::Deserialize;

use super::event::Key;
use crate::{
    json::{Code, Count, Day, Decimal, Few, Instant, Lenient, Loose, Text},
    tags::Tags,
};

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
    pub(super) customer_tags: Option<Tags>,
    pub(super) customer_failed_payments: Option<Lenient<Count>>,
    pub(super) tags: Option<Tags>,
    pub(super) email: Option<Text>,
    pub(super) locale: Option<Text>,
    pub(super) currency: Code,
    pub(super) lines: Few<Line>,
    #[serde(default)]
    pub(super) discounts: Few<Named>,
    pub(super) promotions: Option<Lenient<Few<Promotion>>>,
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
    pub(super) pickup: Option<Pickup>,
    #[serde(default)]
    pub(super) shipments: Few<Shipment>,
    pub(super) promise: Option<Promise>,
    pub(super) quote: Option<Loose>,
    pub(super) status_url: Option<Text>,
}

/// What `order.refunded` says beside the order.
#[derive(Deserialize)]
pub(super) struct Refunded {
    pub(super) refund: Option<Refund>,
}

#[derive(Deserialize)]
#[serde(expecting = "a refund as an object")]
pub(super) struct Refund {
    pub(super) id: Key,
    pub(super) amount: Option<Decimal>,
    #[serde(default)]
    pub(super) lines: Few<Shipped>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "a line of an order as an object")]
pub(super) struct Line {
    pub(super) id: Key,
    pub(super) sku: Option<Text>,
    pub(super) item: Option<Key>,
    pub(super) title: Text,
    pub(super) variant: Option<Text>,
    #[serde(default)]
    pub(super) options: Few<Choice>,
    pub(super) quantity: Count,
    pub(super) unit_price: Decimal,
    pub(super) discount: Option<Decimal>,
    pub(super) image: Option<Text>,
    pub(super) url: Option<Text>,
    pub(super) kind: Option<Text>,
    pub(super) availability: Option<Availability>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with a state")]
pub(super) struct Availability {
    pub(super) state: Text,
    pub(super) expected: Option<Day>,
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
#[serde(expecting = "an object with name, lines, group and discounts")]
pub(super) struct Promotion {
    pub(super) name: Text,
    pub(super) lines: Few<Key>,
    pub(super) group: Count,
    pub(super) discounts: Few<Off>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with line and amount")]
pub(super) struct Off {
    pub(super) line: Key,
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
    #[serde(default)]
    pub(super) tenders: Few<Tender>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with a kind")]
pub(super) struct Tender {
    pub(super) kind: Text,
    pub(super) name: Option<Text>,
    pub(super) last_four: Option<Text>,
    pub(super) amount: Option<Decimal>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with a name")]
pub(super) struct Pickup {
    pub(super) name: Text,
    pub(super) address: Option<Address>,
    #[serde(default)]
    pub(super) hours: Few<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "a shipment as an object")]
pub(super) struct Shipment {
    pub(super) id: Key,
    pub(super) status: Option<Text>,
    pub(super) carrier: Option<Text>,
    pub(super) tracking: Option<Text>,
    pub(super) url: Option<Text>,
    pub(super) shipped_at: Option<Instant>,
    #[serde(default)]
    pub(super) lines: Few<Shipped>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with line and quantity")]
pub(super) struct Shipped {
    pub(super) line: Key,
    pub(super) quantity: Count,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with shipments")]
pub(super) struct Promise {
    pub(super) shipments: Few<Promised>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with earliest and latest")]
pub(super) struct Promised {
    #[serde(default)]
    pub(super) lines: Few<Key>,
    pub(super) earliest: Day,
    pub(super) latest: Day,
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
