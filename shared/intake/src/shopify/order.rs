//! A Shopify order becomes an order of ours.

use domain::{Money, edd::Quote, order::Order, webhook::Refusal};

use super::{
    address, id,
    money::Currencies,
    payment, shipments, shipping,
    sums::{Basis, Sums, reckon},
    wire,
};
use crate::{
    json::{self, filled},
    tags::Tags,
    topic::Facts,
};

/// The attribute of a cart in which the quote of delivery dates comes that the buyer saw.
const QUOTE: &str = "nightshift_quote";

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
        customer_failed_payments: None,
        customer_tags: wire
            .customer
            .as_ref()
            .and_then(|customer| customer.tags.as_ref())
            .and_then(Tags::of_order),
        tags: wire.tags.as_ref().and_then(Tags::of_order),
        email: email(wire),
        locale: filled(&wire.customer_locale),
        currency: money.charged,
        shop_total: shop_total(wire, money, basis)?,
        payment: payment::read(wire)?,
        shipments: shipments::read(wire, &lines)?,
        lines,
        discounts,
        promotions: Vec::new(), // which pieces a discount counted isn't told, only which got cheaper
        shipping,
        taxes_included: wire.taxes_included == Some(true),
        taxes,
        totals,
        pickup: shipping::pickup(wire),
        promise: None, // Shopify tells nobody what its checkout promised
        quote: wire.note_attributes.first(QUOTE).and_then(Quote::token),
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
