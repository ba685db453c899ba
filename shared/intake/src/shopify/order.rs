//! A Shopify order becomes an order of ours.

use domain::{
    Money,
    order::{Order, Payment, PaymentStatus},
    webhook::Refusal,
};

use super::{
    address, id,
    money::Currencies,
    sums::{Basis, Sums, reckon},
    wire,
};
use crate::{
    json::{self, Text, filled},
    refusal::refuse,
    topic::Facts,
};

/// `orders/*`: the whole order.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let wire: wire::Order = json::read(body)?;
    let order = order(&wire)?;
    let at = wire.updated_at.unwrap_or(wire.created_at).0;
    Ok(Facts::order(order, at))
}

/// The order by the numbers that add up. An order whose quantities were changed is read by its `current_*` fields,
/// any other by those it was placed with. Should those not add up, the other reading is tried: an edit may have added
/// a line that only the current totals know, and a refund may have emptied lines without touching any total. Where
/// nothing adds up the first reading stands, and `Order::check_sums` tells on it.
fn order(wire: &wire::Order) -> Result<Order, Refusal> {
    let money = Currencies::of(wire);
    let changed = wire.line_items.iter().any(|l| l.current_quantity.is_some_and(|now| now != l.quantity));
    let (usual, other) =
        if changed { (Basis::Current, Basis::Placed) } else { (Basis::Placed, Basis::Current) };
    let first = reading(wire, money, usual, false)?;
    let adds_up = |order: &Order| order.check_sums().is_ok();
    if adds_up(&first) {
        return Ok(first);
    }
    // What was placed may only stand for what is left if Shopify prints one total for both.
    let fits = |order: &Order| adds_up(order) && (!changed || order.totals.total == first.totals.total);
    let readings = [(usual, true), (other, false), (other, true)];
    let found = readings
        .into_iter()
        .find_map(|(basis, rounding)| reading(wire, money, basis, rounding).ok().filter(fits));
    Ok(found.unwrap_or(first))
}

/// The order read in one way.
fn reading(wire: &wire::Order, money: Currencies, basis: Basis, rounding: bool) -> Result<Order, Refusal> {
    let Sums { lines, discounts, shipping, taxes, totals } = reckon(wire, money, basis, rounding)?;
    let id = id::exact("Order", "", &wire.id, &wire.admin_graphql_api_id)?;
    let channel = filled(&wire.source_name);
    Ok(Order {
        name: name(wire, &id),
        id,
        placed_at: wire.processed_at.unwrap_or(wire.created_at).0,
        created_at: wire.created_at.0,
        cancelled_at: wire.cancelled_at.map(|at| at.0),
        test: wire.test == Some(true),
        draft: channel.as_deref() == Some("shopify_draft_order"),
        channel,
        customer: customer(wire)?,
        email: email(wire),
        locale: filled(&wire.customer_locale),
        currency: money.charged,
        shop_total: shop_total(wire, money, basis)?,
        payment: payment(wire)?,
        lines,
        discounts,
        shipping,
        taxes_included: wire.taxes_included == Some(true),
        taxes,
        totals,
        pickup: None,
        shipments: Vec::new(),
        promise: None,
        shipping_address: address::read(&wire.shipping_address),
        billing_address: address::read(&wire.billing_address),
        status_url: filled(&wire.order_status_url).filter(|url| url.starts_with("https://")),
    })
}

/// What people call the order.
fn name(wire: &wire::Order, id: &str) -> String {
    filled(&wire.name).unwrap_or_else(|| format!("#{}", wire.order_number.as_ref().map_or(id, |n| &n.0)))
}

fn customer(wire: &wire::Order) -> Result<Option<String>, Refusal> {
    let Some(customer) = &wire.customer else { return Ok(None) };
    let exact = |id| id::exact("Customer", "customer", id, &customer.admin_graphql_api_id);
    customer.id.as_ref().map(exact).transpose()
}

fn email(wire: &wire::Order) -> Option<String> {
    let customer = || {
        let customer = wire.customer.as_ref()?;
        filled(&customer.email).or_else(|| filled(&customer.default_email_address.as_ref()?.email))
    };
    filled(&wire.email).or_else(|| filled(&wire.contact_email)).or_else(customer)
}

/// The total in the shop's own currency, where that is another than the one charged.
fn shop_total(wire: &wire::Order, money: Currencies, basis: Basis) -> Result<Option<Money>, Refusal> {
    if money.shop == money.charged {
        return Ok(None);
    }
    match basis {
        Basis::Placed => money.in_shop("total_price", &wire.total_price, &wire.total_price_set),
        Basis::Current => {
            money.in_shop("current_total_price", &wire.current_total_price, &wire.current_total_price_set)
        }
    }
}

fn payment(wire: &wire::Order) -> Result<Payment, Refusal> {
    let status = status(&wire.financial_status)?;
    let mut gateways: Vec<_> = wire.payment_gateway_names.iter().filter_map(Text::filled).collect();
    if gateways.is_empty() {
        gateways.extend(filled(&wire.gateway));
    }
    Ok(Payment { status, gateways, tenders: Vec::new() })
}

/// How the payment stands. An order that doesn't say is pending: nothing is claimed about money that wasn't said.
fn status(word: &Option<Text>) -> Result<PaymentStatus, Refusal> {
    // GraphQL writes the same words in capitals.
    Ok(match word.as_ref().map(|word| word.0.to_ascii_lowercase()).as_deref() {
        None | Some("pending") => PaymentStatus::Pending,
        Some("authorized") => PaymentStatus::Authorised,
        Some("partially_paid") => PaymentStatus::PartlyPaid,
        Some("paid") => PaymentStatus::Paid,
        Some("partially_refunded") => PaymentStatus::PartlyRefunded,
        Some("refunded") => PaymentStatus::Refunded,
        Some("voided") => PaymentStatus::Voided,
        Some("expired") => PaymentStatus::Expired,
        Some(_) => {
            let mend = "send one of pending, authorized, partially_paid, paid, partially_refunded, refunded, voided \
                        and expired; a new word of Shopify's needs a new version of Nightshift";
            return Err(refuse("financial_status", "is not a known state of a payment", mend));
        }
    })
}
