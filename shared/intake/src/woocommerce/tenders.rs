//! What pays for an order, by the gateway's own word and by what two gateways note of a card.

use domain::order::{Tender, TenderKind};

use super::wire::{self, shown, word};
use crate::tender::{brand, last_four, masked};

/// Where WooPayments notes a card's company and last digits, and where the Stripe gateway notes the company.
const COMPANY: &[&str] = &["_card_brand", "_stripe_card_brand"];
const LAST_FOUR: &[&str] = &["last4"];

/// Reads it; `None` for an order that costs nothing and doesn't say. Only the two gateways that WooCommerce itself brings
/// for bank transfers and for paying at the door are taken for such: others' names are anybody's.
pub(super) fn read(order: &wire::Order) -> Option<Tender> {
    let method = word(&order.payment_method)?;
    let name = shown(&order.payment_method_title).map(|title| masked(&title)).unwrap_or_default();
    let tender = |kind| Some(Tender { kind, name: name.clone(), last_four: None, amount: None });
    match method {
        "bacs" => return tender(TenderKind::BankTransfer),
        "cod" => return tender(TenderKind::OnDelivery),
        _ => {}
    }
    if method.starts_with("woocommerce_payments") || method.starts_with("stripe") {
        let company = order.meta_data.first(COMPANY).map(brand);
        let last_four = order.meta_data.first(LAST_FOUR).and_then(last_four);
        if company.is_some() || last_four.is_some() {
            let name = company.unwrap_or(name);
            return Some(Tender { kind: TenderKind::Card, name, last_four, amount: None });
        }
    }
    if name.is_empty() { None } else { tender(TenderKind::Other) }
}
