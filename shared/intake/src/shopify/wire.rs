//! Shopify's shapes, as far as they are read. Everything else in a body is passed over.
//!
//! Derived structs refuse a key that comes twice, so an amount can't be smuggled past whoever reads the first.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::list::List;
use crate::{
    json::{Code, Count, Decimal, Few, Id, Instant, Loose, MOST, Text, own},
    tags::Tags,
};

/// `orders/*`, and an order as our GraphQL question shapes it: see `graphql/orders.graphql`.
#[derive(Debug, Deserialize)]
pub(super) struct Order {
    pub(super) id: Id,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) name: Option<Text>,
    pub(super) order_number: Option<Id>,
    pub(super) created_at: Instant,
    pub(super) processed_at: Option<Instant>,
    pub(super) updated_at: Option<Instant>,
    pub(super) cancelled_at: Option<Instant>,
    pub(super) test: Option<bool>,
    pub(super) source_name: Option<Text>,
    pub(super) email: Option<Text>,
    pub(super) contact_email: Option<Text>,
    pub(super) customer: Option<Customer>,
    pub(super) tags: Option<Tags>,
    pub(super) customer_locale: Option<Text>,
    pub(super) order_status_url: Option<Text>,
    #[serde(default)]
    pub(super) note_attributes: Notes,
    pub(super) shipping_address: Option<Address>,
    pub(super) billing_address: Option<Address>,

    pub(super) financial_status: Option<Text>,
    pub(super) gateway: Option<Text>,
    #[serde(default)]
    pub(super) payment_gateway_names: Few<Text>,
    /// Orders have it up to version 2023-01.
    pub(super) payment_details: Option<Card>,
    /// Only GraphQL has them.
    #[serde(default)]
    pub(super) transactions: Few<Transaction>,
    #[serde(default)]
    pub(super) fulfillments: Few<Parcel>,

    pub(super) currency: Code,
    pub(super) presentment_currency: Option<Code>,
    pub(super) taxes_included: Option<bool>,
    pub(super) duties_included: Option<bool>,
    #[serde(default)]
    pub(super) tax_lines: Few<TaxLine>,
    pub(super) line_items: List<LineItem>,
    #[serde(default)]
    pub(super) shipping_lines: List<ShippingLine>,
    #[serde(default)]
    pub(super) discount_applications: List<DiscountApplication>,
    #[serde(default)]
    pub(super) discount_codes: Few<DiscountCode>,
    /// GraphQL's codes, which have no amounts.
    #[serde(default)]
    pub(super) bare_discount_codes: Few<Text>,

    pub(super) subtotal_price: Option<Decimal>,
    pub(super) subtotal_price_set: Option<MoneySet>,
    pub(super) total_discounts: Option<Decimal>,
    pub(super) total_discounts_set: Option<MoneySet>,
    pub(super) total_tax: Option<Decimal>,
    pub(super) total_tax_set: Option<MoneySet>,
    pub(super) total_price: Option<Decimal>,
    pub(super) total_price_set: Option<MoneySet>,
    pub(super) total_shipping_price_set: Option<MoneySet>,
    pub(super) original_total_duties_set: Option<MoneySet>,
    pub(super) original_total_additional_fees_set: Option<MoneySet>,

    pub(super) current_subtotal_price: Option<Decimal>,
    pub(super) current_subtotal_price_set: Option<MoneySet>,
    pub(super) current_total_discounts: Option<Decimal>,
    pub(super) current_total_discounts_set: Option<MoneySet>,
    pub(super) current_total_tax: Option<Decimal>,
    pub(super) current_total_tax_set: Option<MoneySet>,
    pub(super) current_total_price: Option<Decimal>,
    pub(super) current_total_price_set: Option<MoneySet>,
    pub(super) current_total_duties_set: Option<MoneySet>,
    pub(super) current_total_additional_fees_set: Option<MoneySet>,

    pub(super) total_tip_received: Option<Decimal>,
    pub(super) total_tip_received_set: Option<MoneySet>,
    pub(super) total_cash_rounding_payment_adjustment_set: Option<MoneySet>,
    /// GraphQL has the same one level deeper.
    pub(super) total_cash_rounding_adjustment: Option<CashRounding>,
}

/// What was rounded because somebody paid in cash.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct CashRounding {
    pub(super) payment_set: Option<MoneySet>,
}

/// An amount in both currencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with shop_money and presentment_money")]
pub(super) struct MoneySet {
    pub(super) shop_money: Option<Money>,
    pub(super) presentment_money: Money,
}

/// An amount with its currency.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with amount and currency_code")]
pub(super) struct Money {
    pub(super) amount: Decimal,
    pub(super) currency_code: Code,
}

/// A line of an order.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct LineItem {
    /// GraphQL has only the global one.
    pub(super) id: Option<Id>,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) title: Option<Text>,
    pub(super) name: Option<Text>,
    pub(super) variant_title: Option<Text>,
    pub(super) sku: Option<Text>,
    pub(super) variant_id: Option<Id>,
    /// GraphQL has it one level deeper.
    pub(super) variant: Option<Variant>,
    pub(super) quantity: Count,
    pub(super) current_quantity: Option<Count>,
    pub(super) price: Option<Decimal>,
    pub(super) price_set: Option<MoneySet>,
    pub(super) total_discount: Option<Decimal>,
    pub(super) total_discount_set: Option<MoneySet>,
    #[serde(default)]
    pub(super) discount_allocations: Few<Allocation>,
    #[serde(default)]
    pub(super) tax_lines: Few<TaxLine>,
    #[serde(default)]
    pub(super) properties: Properties,
    /// Only tips have it.
    pub(super) tip_payment_method: Option<Text>,
    /// Only tips have it.
    pub(super) tip_payment_gateway: Option<Text>,
    /// Only GraphQL says it under this name; tips are never shipped, and GraphQL doesn't mark them otherwise.
    pub(super) shipped: Option<bool>,
    pub(super) requires_shipping: Option<bool>,
    pub(super) gift_card: Option<bool>,
}

/// The variant that a line is of.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Variant {
    pub(super) admin_graphql_api_id: Text,
}

/// What is told of a card. Its first digits, which Shopify has too, aren't read.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Card {
    pub(super) credit_card_company: Option<Text>,
    /// All but the last four digits are masked.
    pub(super) credit_card_number: Option<Text>,
}

/// Something done about money.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Transaction {
    pub(super) kind: Option<Text>,
    pub(super) status: Option<Text>,
    pub(super) payment_details: Option<Card>,
}

/// A fulfilment.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Parcel {
    pub(super) id: Id,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) status: Option<Text>,
    pub(super) shipment_status: Option<Text>,
    pub(super) created_at: Option<Instant>,
    pub(super) tracking_company: Option<Text>,
    pub(super) tracking_number: Option<Text>,
    #[serde(default)]
    pub(super) tracking_numbers: Few<Option<Text>>,
    pub(super) tracking_url: Option<Text>,
    #[serde(default)]
    pub(super) tracking_urls: Few<Option<Text>>,
    /// GraphQL has all of it one level deeper.
    #[serde(default)]
    pub(super) tracking: Few<Tracking>,
    #[serde(default)]
    pub(super) line_items: List<Packed>,
}

/// Where a parcel is told of.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Tracking {
    pub(super) company: Option<Text>,
    pub(super) number: Option<Text>,
    pub(super) url: Option<Text>,
}

/// Pieces of a line in a parcel.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Packed {
    pub(super) id: Option<Id>,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) quantity: Option<Count>,
    /// GraphQL has the line one level deeper.
    pub(super) line_item: Option<Whose>,
}

/// The line that pieces are of.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Whose {
    pub(super) admin_graphql_api_id: Text,
}

/// A free field: a list of them hangs on a line.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with name and value")]
pub(super) struct Property {
    pub(super) name: Option<Loose>,
    pub(super) value: Option<Loose>,
}

/// The free fields of a line: a list as documented, or a lone one as some apps send it.
#[derive(Debug, Default)]
pub(super) struct Properties(pub(super) Vec<Property>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?;
        let read = match raw.get().as_bytes().first() {
            Some(b'[') => serde_json::from_str::<Vec<Property>>(raw.get()),
            Some(b'{') => serde_json::from_str(raw.get()).map(|one| vec![one]),
            _ => Ok(Vec::new()),
        };
        read.ok()
            .filter(|all| all.len() <= MOST)
            .map(Self)
            .ok_or_else(|| own("should be a list of at most 1000 entries with a short name and value"))
    }
}

/// What scripts of the storefront put on a cart. Anything may be in it, so nothing in it is ever refused.
#[derive(Debug, Default)]
pub(super) struct Notes(Vec<(String, String)>);

impl Notes {
    /// The value of the first one of that name.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

impl<'de> Deserialize<'de> for Notes {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?;
        let entries: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
        let read = |raw: &RawValue| {
            let Property { name, value } = serde_json::from_str(raw.get()).ok()?;
            Some((name?.0, value?.0))
        };
        Ok(Self(entries.into_iter().take(MOST).filter_map(read).collect()))
    }
}

/// A part of a discount that falls on one line.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Allocation {
    pub(super) amount: Option<Decimal>,
    pub(super) amount_set: Option<MoneySet>,
    pub(super) discount_application_index: Option<Count>,
    /// GraphQL has the index one level deeper.
    pub(super) discount_application: Option<Place>,
}

impl Allocation {
    /// The place of the discount among the applications.
    pub(super) fn application(&self) -> Option<usize> {
        let deeper = || self.discount_application.as_ref().map(|place| place.index);
        self.discount_application_index.or_else(deeper).and_then(|n| usize::try_from(n.0).ok())
    }
}

/// A place among the discount applications.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Place {
    pub(super) index: Count,
}

/// A discount by what was entered or configured.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct DiscountApplication {
    /// GraphQL says its place; webhooks list them in order.
    pub(super) index: Option<Count>,
    pub(super) title: Option<Text>,
    pub(super) code: Option<Text>,
    pub(super) description: Option<Text>,
}

/// A code that the buyer entered. Its amount is in the shop's currency.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct DiscountCode {
    pub(super) code: Option<Text>,
    pub(super) amount: Option<Decimal>,
}

/// A tax of a line, or of the order.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct TaxLine {
    pub(super) title: Option<Text>,
    pub(super) rate: Option<Decimal>,
    pub(super) price: Option<Decimal>,
    pub(super) price_set: Option<MoneySet>,
}

/// A way of shipping.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct ShippingLine {
    pub(super) title: Option<Text>,
    pub(super) code: Option<Text>,
    pub(super) source: Option<Text>,
    pub(super) delivery_category: Option<Text>,
    pub(super) is_removed: Option<bool>,
    pub(super) price: Option<Decimal>,
    pub(super) price_set: Option<MoneySet>,
    pub(super) discounted_price: Option<Decimal>,
    pub(super) discounted_price_set: Option<MoneySet>,
    pub(super) current_discounted_price_set: Option<MoneySet>,
    #[serde(default)]
    pub(super) discount_allocations: Few<Allocation>,
    #[serde(default)]
    pub(super) tax_lines: Few<TaxLine>,
}

/// Who bought.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Customer {
    pub(super) id: Option<Id>,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) email: Option<Text>,
    /// GraphQL has the address one level deeper.
    pub(super) default_email_address: Option<EmailAddress>,
    /// Webhooks lost them with version 2025-01; GraphQL has them.
    pub(super) tags: Option<Tags>,
}

/// A customer's address for mail.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct EmailAddress {
    pub(super) email: Option<Text>,
}

/// A postal address.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Address {
    pub(super) name: Option<Text>,
    pub(super) first_name: Option<Text>,
    pub(super) last_name: Option<Text>,
    pub(super) company: Option<Text>,
    pub(super) address1: Option<Text>,
    pub(super) address2: Option<Text>,
    pub(super) city: Option<Text>,
    pub(super) province: Option<Text>,
    pub(super) province_code: Option<Text>,
    pub(super) zip: Option<Text>,
    pub(super) country_code: Option<Text>,
}

/// `orders/edited`.
#[derive(Debug, Deserialize)]
pub(super) struct Edited {
    pub(super) order_edit: OrderEdit,
}

/// An edit of an order.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct OrderEdit {
    pub(super) order_id: Id,
    pub(super) committed_at: Option<Instant>,
    pub(super) created_at: Option<Instant>,
}

/// `refunds/create`.
#[derive(Debug, Deserialize)]
pub(super) struct Refund {
    pub(super) id: Option<Id>,
    pub(super) admin_graphql_api_id: Option<Text>,
    pub(super) order_id: Id,
    pub(super) processed_at: Option<Instant>,
    pub(super) created_at: Option<Instant>,
    #[serde(default)]
    pub(super) refund_line_items: Few<RefundLine>,
    #[serde(default)]
    pub(super) transactions: Few<Repaid>,
}

/// Money that moved with a refund.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Repaid {
    pub(super) amount: Option<Loose>,
    pub(super) currency: Option<Loose>,
    pub(super) kind: Option<Loose>,
    pub(super) status: Option<Loose>,
}

/// What a refund takes off an order, and what becomes of the goods.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct RefundLine {
    pub(super) line_item_id: Option<Id>,
    pub(super) quantity: Option<Count>,
    pub(super) restock_type: Option<Text>,
    pub(super) location_id: Option<Id>,
    pub(super) line_item: Option<Refunded>,
}

/// The line that is refunded.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Refunded {
    pub(super) variant_id: Option<Id>,
}
