//! How an order is paid.
//!
//! Shopify took `payment_details` out of orders with version 2023-04, so of newer webhooks only the gateways' names are
//! to be had; the GraphQL question asks for the transactions' cards.

use domain::{
    order::{Payment, PaymentStatus, Tender, TenderKind},
    webhook::Refusal,
};

use super::wire;
use crate::{
    json::{Text, filled},
    refusal::refuse,
    tender::{brand, by_name, last_four, masked},
};

/// Reads it.
pub(super) fn read(wire: &wire::Order) -> Result<Payment, Refusal> {
    let status = status(&wire.financial_status)?;
    let mut gateways: Vec<_> = wire.payment_gateway_names.iter().filter_map(Text::filled).collect();
    if gateways.is_empty() {
        gateways.extend(filled(&wire.gateway));
    }
    let mut tenders = cards(wire);
    for gateway in &gateways {
        let tender = by_gateway(gateway, !tenders.is_empty());
        tenders.extend(tender.filter(|tender| !tenders.contains(tender)));
    }
    let gateways = gateways.iter().map(|name| masked(name)).collect();
    Ok(Payment { status, gateways, tenders })
}

/// The cards that paid, or are to pay.
fn cards(wire: &wire::Order) -> Vec<Tender> {
    let says = |word: &Option<Text>, words: &[&str]| {
        word.as_ref().is_some_and(|word| words.contains(&word.0.to_ascii_lowercase().as_str()))
    };
    let pays = |of: &&wire::Transaction| {
        says(&of.kind, &["sale", "authorization"]) && says(&of.status, &["success", "pending"])
    };
    let told = wire.transactions.iter().filter(pays).filter_map(|of| of.payment_details.as_ref());
    let mut cards: Vec<Tender> = Vec::new();
    for card in wire.payment_details.iter().chain(told) {
        let last_four = filled(&card.credit_card_number).and_then(|number| last_four(&number));
        let name = filled(&card.credit_card_company).map(|company| brand(&company)).unwrap_or_default();
        let tender = Tender { kind: TenderKind::Card, name, last_four, amount: None };
        let says_something = !tender.name.is_empty() || tender.last_four.is_some();
        if says_something && !cards.contains(&tender) {
            cards.push(tender);
        }
    }
    cards
}

/// What a gateway's name says of the means: Shopify's own words, or the name that the shop gave a manual one. What only
/// a machine would understand, and what only processes a card, is left out.
fn by_gateway(gateway: &str, has_card: bool) -> Option<Tender> {
    let tender =
        |kind, name: &str| Some(Tender { kind, name: name.to_owned(), last_four: None, amount: None });
    let word = gateway.to_lowercase().replace([' ', '-'], "_");
    match word.as_str() {
        "gift_card" => return tender(TenderKind::GiftCard, ""),
        "store_credit" | "shopify_store_credit" => return tender(TenderKind::StoreCredit, ""),
        "cash_on_delivery" => return tender(TenderKind::OnDelivery, ""),
        "paypal" => return tender(TenderKind::Other, "PayPal"),
        "klarna" => return tender(TenderKind::Other, "Klarna"),
        "amazon_payments" => return tender(TenderKind::Other, "Amazon Pay"),
        _ => {}
    }
    let kind = by_name(gateway);
    let for_people = gateway.chars().any(|c| c.is_uppercase() || c.is_whitespace() || !c.is_ascii());
    let shown = kind != TenderKind::Other || for_people && !has_card;
    shown.then(|| Tender { kind, name: masked(gateway), last_four: None, amount: None })
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
