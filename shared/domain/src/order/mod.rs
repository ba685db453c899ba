//! An order, in no platform's dialect.

mod delivery;
mod finding;
mod line;
mod payment;
mod progress;
mod promotion;
mod totals;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Currency, Money, event::hash_of};

pub use delivery::{Pickup, Promise, Promised, Shipment, ShipmentStatus, Shipped};
pub use finding::spoken;
pub use line::{Availability, LineItem, LineKind};
pub use payment::{Payment, PaymentStatus, Tender, TenderKind};
pub use progress::Progress;
pub use promotion::Promotion;
pub use totals::{SumError, Totals};

/// An order as its shop last told it. All amounts are in the currency the buyer was charged in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The shop's id, as printed; ids pass 2^53.
    pub id: String,
    /// The number that people say, such as `#1001`.
    pub name: String,
    /// When the buyer placed it.
    pub placed_at: Timestamp,
    /// When the platform made its record; later than `placed_at` for imports.
    pub created_at: Timestamp,
    /// When it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_at: Option<Timestamp>,
    /// A test order: no money moved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub test: bool,
    /// Made by staff from a draft, or not placed yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The sales channel by the platform's word, such as `web`, `pos`, `amazon`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The platform's id of the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The shop's tags of the customer, such as a tier's; absent where it doesn't say which there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_tags: Option<Vec<String>>,
    /// How many payments of the customer failed or were charged back, all orders together; absent where the shop doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_failed_payments: Option<i64>,
    /// The shop's tags of the order itself; absent where it doesn't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Where the buyer gets mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The buyer's locale at checkout, such as `ar-EG`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// The currency charged; every amount below is in it.
    pub currency: Currency,
    /// The total in the shop's own currency, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop_total: Option<Money>,
    /// How the payment stands.
    pub payment: Payment,
    /// What was bought, as it now stands (edits applied).
    pub lines: Vec<LineItem>,
    /// Discounts by name, as positive amounts; their sum is `totals.discounts`.
    #[serde(default)]
    pub discounts: Vec<Named>,
    /// Discounts among them that hold for whole groups of pieces only, as far as the shop says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// Ways of shipping, before discounts.
    #[serde(default)]
    pub shipping: Vec<Named>,
    /// Whether prices contain the tax.
    #[serde(default)]
    pub taxes_included: bool,
    /// One entry per tax rate.
    #[serde(default)]
    pub taxes: Vec<TaxLine>,
    /// What the platform printed.
    pub totals: Totals,
    /// Where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Address>,
    /// Where the buyer fetches it, if it isn't sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Pickup>,
    /// The parcels so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<Shipment>,
    /// When it will be there, as the buyer was told at checkout; absent where no date was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// The quote of delivery dates that the buyer saw, as its token came: [`crate::edd::Quote::open`] says whether to believe it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// The buyer's page of this order at the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
}

/// An amount with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// What the shop calls it.
    pub name: String,
    /// How much.
    pub amount: Money,
}

/// A tax rate with what it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxLine {
    /// What the shop calls it, such as `VAT`.
    pub name: String,
    /// The rate as a decimal fraction, as the platform printed it: `0.19`.
    pub rate: String,
    /// The tax.
    pub amount: Money,
    /// What it is reckoned on, where the platform says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Money>,
}

/// A postal address as its parts came.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// Person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Street lines.
    #[serde(default)]
    pub lines: Vec<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province or prefecture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The second half of its ISO 3166-2 code, where the shop says it beside the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_code: Option<String>,
    /// Postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

impl Address {
    /// An address that is known line by line: nobody says which is the town.
    pub fn of_lines(lines: &[String]) -> Option<Self> {
        (!lines.is_empty()).then(|| Self { lines: lines.to_vec(), ..Self::default() })
    }
}

/// Small facts of an order beside its body, kept at its head under [`Marks::NAME`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// When the shop last edited the order. The edited snapshot may come later than the word of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
}

impl Marks {
    /// The key in the head's memory.
    pub const NAME: &'static str = "order";
}

impl Order {
    /// Names what a confirmation tells: lines and total. An edit that changes neither is no news.
    pub fn fingerprint(&self) -> String {
        let lines: BTreeMap<_, _> = self
            .lines
            .iter()
            .map(|l| (l.id.as_str(), (l.quantity, l.unit_price.minor, l.discount.minor)))
            .collect();
        let told = serde_json::to_string(&(lines, self.totals.total)).expect("plain data");
        let mut hash = hash_of(told);
        hash.truncate(16);
        hash
    }
}
