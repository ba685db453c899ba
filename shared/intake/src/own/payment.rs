//! How the order of a shop without a platform is paid.

use domain::{
    Currency,
    order::{Payment, PaymentStatus, Tender, TenderKind},
    webhook::Refusal,
};

use super::wire;
use crate::{
    amount,
    json::{Text, filled},
    refusal::refuse,
    tender::masked,
};

/// Reads it.
pub(super) fn read(wire: &wire::Payment, currency: Currency) -> Result<Payment, Refusal> {
    let status = match wire.status.0.as_str() {
        "pending" => PaymentStatus::Pending,
        "authorised" => PaymentStatus::Authorised,
        "partly-paid" => PaymentStatus::PartlyPaid,
        "paid" => PaymentStatus::Paid,
        "partly-refunded" => PaymentStatus::PartlyRefunded,
        "refunded" => PaymentStatus::Refunded,
        "voided" => PaymentStatus::Voided,
        "expired" => PaymentStatus::Expired,
        _ => {
            let mend = "send one of pending, authorised, partly-paid, paid, partly-refunded, refunded, voided, expired";
            return Err(refuse("data.payment.status", "is not a known state of a payment", mend));
        }
    };
    let tender = |(index, wire)| tender(&format!("data.payment.tenders[{index}]"), wire, currency);
    Ok(Payment {
        status,
        gateways: wire.methods.iter().filter_map(Text::filled).map(|name| masked(&name)).collect(),
        tenders: wire.tenders.iter().enumerate().map(tender).collect::<Result<_, _>>()?,
    })
}

/// One means. More of a card's number than its last four digits is refused, so that whoever sends it learns of it.
fn tender(path: &str, wire: &wire::Tender, currency: Currency) -> Result<Tender, Refusal> {
    let kind = match wire.kind.0.as_str() {
        "card" => TenderKind::Card,
        "gift-card" => TenderKind::GiftCard,
        "store-credit" => TenderKind::StoreCredit,
        "bank-transfer" => TenderKind::BankTransfer,
        "on-delivery" => TenderKind::OnDelivery,
        "other" => TenderKind::Other,
        _ => {
            let mend = "send one of card, gift-card, store-credit, bank-transfer, on-delivery, other";
            return Err(refuse(format!("{path}.kind"), "is not a known means of payment", mend));
        }
    };
    let digits = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    if wire.last_four.as_ref().is_some_and(|text| !digits(&text.0)) {
        let mend = "send the last four digits as a text such as \"4242\", and never more of the number";
        return Err(refuse(format!("{path}.last_four"), "is not exactly four digits", mend));
    }
    let amount = wire.amount.as_ref();
    Ok(Tender {
        kind,
        name: filled(&wire.name).map(|name| masked(&name)).unwrap_or_default(),
        last_four: wire.last_four.as_ref().map(|text| text.0.clone()),
        amount: amount.map(|a| amount::positive(&format!("{path}.amount"), a, currency)).transpose()?,
    })
}
