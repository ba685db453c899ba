//! How an order is paid, and what is still to be done about it.

use domain::{
    Currency, Money,
    order::{Order, PaymentStatus, Tender, TenderKind},
    settings::Bank,
};
use jiff::Span;
use serde::Serialize;

use crate::{
    Unmailable, clean,
    context::Context,
    mime::Inline,
    order::LARGEST_MINOR,
    qr::{self, Transfer},
    strings::{Fence, Word},
};

/// How the HTML calls the picture of the code.
const CODE: &str = "payment-code";
/// What a bank carries of a reference.
const LONGEST_REFERENCE: usize = 35;

#[derive(Debug, Serialize)]
pub(crate) struct PaymentView {
    tenders: Vec<TenderView>,
    transfer: Option<TransferView>,
}

#[derive(Debug, Serialize)]
struct TenderView {
    name: String,
    amount: Option<String>,
}

/// What a buyer types into a banking app.
#[derive(Debug, Serialize)]
struct TransferView {
    holder: String,
    iban: String,
    bic: Option<String>,
    amount: Option<String>,
    reference: String,
    due: String,
    /// Where the picture with all of it is, within the mail.
    code: Option<&'static str>,
}

impl PaymentView {
    /// The view, and the picture that it shows.
    pub(crate) fn of(order: &Order, cx: &Context) -> Result<(Self, Option<Inline>), Unmailable> {
        let tenders = order.payment.tenders.iter().map(|tender| {
            let amount = known_amount(tender, order.currency);
            let amount = amount.map(|amount| cx.speech.numbers.money(amount)).transpose()?;
            Ok(TenderView { name: name_of(tender, cx)?, amount })
        });
        let tenders = tenders.collect::<Result<_, Unmailable>>()?;
        let (transfer, picture) = match transfer(order, cx)? {
            None => (None, None),
            Some((view, picture)) => (Some(view), picture),
        };
        Ok((Self { tenders, transfer }, picture))
    }
}

/// What a tender pays, if it is said in the order's currency and of an honest size.
pub(crate) fn known_amount(tender: &Tender, currency: Currency) -> Option<Money> {
    tender.amount.filter(|m| m.currency == currency && m.minor.unsigned_abs() <= LARGEST_MINOR)
}

/// The last four digits, if that is what they are.
pub(crate) fn last_four(tender: &Tender) -> Option<&str> {
    let digits = tender.last_four.as_deref()?.trim();
    (digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Whether money that lies at the shop already pays: a gift card, a credit.
pub(crate) fn is_credit(tender: &Tender) -> bool {
    matches!(tender.kind, TenderKind::GiftCard | TenderKind::StoreCredit)
}

/// What a kind of payment is called.
pub(crate) fn kind_key(kind: TenderKind) -> &'static str {
    match kind {
        TenderKind::Card => "tender-card",
        TenderKind::GiftCard => "tender-gift-card",
        TenderKind::StoreCredit => "tender-store-credit",
        TenderKind::BankTransfer => "tender-bank-transfer",
        TenderKind::OnDelivery => "tender-on-delivery",
        TenderKind::Other => "tender-other",
    }
}

/// `Visa ending in 4242`, `Gift card`. Never more digits than four.
pub(crate) fn name_of(tender: &Tender, cx: &Context) -> Result<String, Unmailable> {
    let key = kind_key(tender.kind);
    let own = clean::optional(Some(&tender.name), "payment.name")?;
    // A shop's word may hold a number that should have been kept from us.
    let own = own.filter(|name| !is_credit(tender) && name.chars().filter(|c| c.is_numeric()).count() <= 4);
    let name = match own {
        Some(name) => cx.isolated(&name),
        None => cx.strings.say(key, &[], Fence::Never)?,
    };
    match last_four(tender) {
        None => Ok(name),
        Some(digits) => {
            let words = [("name", Word::Text(name)), ("digits", digits.into())];
            cx.strings.say("tender-ending", &words, Fence::Never)
        }
    }
}

/// The transfer that the shop waits for.
fn transfer(order: &Order, cx: &Context) -> Result<Option<(TransferView, Option<Inline>)>, Unmailable> {
    let waits = matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::PartlyPaid);
    let account = cx.shop.bank.as_ref().and_then(|bank| Some((bank, bank.checked_iban()?)));
    let expected = waits && order.payment.is_by_transfer() && order.cancelled_at.is_none();
    let amount = match open_amount(order) {
        Some(amount) if amount.minor <= 0 => return Ok(None),
        amount => amount,
    };
    let Some((bank, iban)) = account.filter(|_| expected) else { return Ok(None) };
    let holder = clean::short(&bank.holder, 70, "bank.holder")?;
    let bic = bank.checked_bic();
    let reference = reference(&order.name).or_else(|| reference(&order.id)).unwrap_or_default();
    let placed = order.placed_at.to_zoned(cx.zone.clone()).date();
    let due = placed.saturating_add(Span::new().days(i64::from(bank.due_days)));
    let picture = match amount {
        None => None,
        Some(amount) => {
            let bic = bic.as_deref();
            picture(bank, &Transfer { holder: &holder, iban: &iban, bic, amount, reference: &reference })?
        }
    };
    let view = TransferView {
        iban: in_fours(&iban),
        amount: amount.map(|amount| cx.speech.numbers.money(amount)).transpose()?,
        due: cx.speech.dates.full(due)?,
        code: picture.as_ref().map(|picture| picture.cid),
        holder,
        bic,
        reference,
    };
    Ok(Some((view, picture)))
}

/// What is still to be paid; `None` where nobody says how much is here already.
fn open_amount(order: &Order) -> Option<Money> {
    let amount = |tender| known_amount(tender, order.currency);
    let is_transfer = |tender: &&Tender| tender.kind == TenderKind::BankTransfer;
    let by_transfer: Vec<_> = order.payment.tenders.iter().filter(is_transfer).collect();
    match by_transfer[..] {
        [one] if amount(one).is_some() => amount(one),
        _ => {
            let others = order.payment.tenders.iter().filter(|tender| !is_transfer(tender));
            let paid = others.clone().filter_map(amount);
            let unsure = others.clone().any(|tender| amount(tender).is_none())
                || (order.payment.status == PaymentStatus::PartlyPaid && others.count() == 0);
            (!unsure).then(|| order.totals.total - Money::sum(order.currency, paid))
        }
    }
}

fn picture(bank: &Bank, transfer: &Transfer) -> Result<Option<Inline>, Unmailable> {
    let Some(text) = bank.qr.then(|| qr::payload(transfer)).flatten() else { return Ok(None) };
    let bytes = qr::picture(&text)?;
    Ok(bytes.map(|bytes| Inline { cid: CODE, media_type: "image/png", bytes }))
}

/// The signs of an order's number that banks carry unchanged.
fn reference(name: &str) -> Option<String> {
    let carried = |c: &char| c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(*c);
    let kept: String = name.chars().filter(carried).take(LONGEST_REFERENCE).collect();
    // A reference neither begins nor ends in a slash, nor has two in a row.
    let parts: Vec<_> = kept.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    Some(parts.join("/")).filter(|text| text.contains(|c: char| c.is_ascii_alphanumeric()))
}

fn in_fours(iban: &str) -> String {
    let groups: Vec<_> = iban.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_what_banks_carry() {
        for (name, carried) in [
            ("#1001", Some("1001")),
            ("EXPORT/2026/0001", Some("EXPORT/2026/0001")),
            ("/a//b/", Some("a/b")),
            ("№ 17-ä", Some("17-")),
            ("#", None),
            ("注文", None),
            ("-", None),
        ] {
            assert_eq!(reference(name).as_deref(), carried, "{name}");
        }
        assert_eq!(reference(&"1".repeat(64)).map(|r| r.len()), Some(LONGEST_REFERENCE));
        assert_eq!(in_fours("DE89370400440532013000"), "DE89 3704 0044 0532 0130 00");
    }
}
