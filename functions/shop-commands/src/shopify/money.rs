//! Refunds: what an order's money looks like, and to which of its payments each share goes back.

use std::collections::BTreeMap;

use domain::{
    Currency, Money,
    command::{Command, Known, Refund, Restock, Share, Standing, Why},
    order::TenderKind,
};
use serde_json::{Value, json};

use super::{gid, read, tail};
use crate::job::{Job, Lookup, Seen};

/// How the order's money stands, and which refunds there are.
const ORDER: &str = "query($id: ID!) { order(id: $id) { id cancelledAt \
    totalReceivedSet { presentmentMoney { amount currencyCode } } \
    totalRefundedSet { presentmentMoney { amount currencyCode } } \
    refunds(first: 100) { id note } \
    transactions(first: 100) { id kind status gateway manualPaymentGateway parentTransaction { id } \
    amountSet { presentmentMoney { amount currencyCode } } } } }";

/// `@idempotent` is Shopify's second net; without it, `refundCreate` is refused since 2026-04.
pub(super) const REFUND: &str = "mutation($input: RefundInput!, $key: String!) { done: refundCreate(input: $input) \
    @idempotent(key: $key) { refund { id } userErrors { field message } } }";

/// More of a note isn't sent.
const NOTE: usize = 120;

pub(super) async fn ask(job: &Job<'_>) -> Lookup {
    let variables = json!({"id": gid("Order", &job.requested.order)});
    let data = match read(job, ORDER, &variables).await {
        Ok(data) => data,
        Err(known) => return known.into(),
    };
    let order = &data["order"];
    if order.is_null() {
        return Known::NoAccess("the shop doesn't know the order, or doesn't show it".to_owned()).into();
    }
    let cancelled = !order["cancelledAt"].is_null();
    if matches!(job.requested.command, Command::Cancel(_)) {
        let known = if cancelled { Known::Done(None) } else { Known::Nothing(None) };
        return known.into();
    }
    let mark = job.id.mark();
    let is_ours = |refund: &&Value| refund["note"].as_str().is_some_and(|note| note.contains(&mark));
    if let Some(ours) = order["refunds"].as_array().into_iter().flatten().find(is_ours) {
        return Known::Done(Some(tail(ours))).into();
    }
    let sum = |set: &str| money(&order[set], job.order.currency);
    let Some((captured, refunded)) = sum("totalReceivedSet").zip(sum("totalRefundedSet")) else {
        let reason = "the order's sums can't be read, or are of another currency".to_owned();
        return Known::NotNow { reason, pause_seconds: None }.into();
    };
    let known = Known::Nothing(Some(Standing { captured, refunded, cancelled }));
    Lookup { known, seen: Seen(order.clone()) }
}

/// An amount in the currency that the buyer was charged in.
fn money(set: &Value, currency: Currency) -> Option<Money> {
    let money = &set["presentmentMoney"];
    (money["currencyCode"] == currency.code()).then_some(())?;
    Money::parse(money["amount"].as_str()?, currency).ok()
}

/// The variables of a refund to what paid; or why there is none.
pub(super) fn refund(job: &Job<'_>, refund: &Refund, seen: &Seen) -> Result<Value, (Why, String)> {
    let payments = payments(&seen.0, job.order.currency);
    let mut input = input(job, refund);
    let of = gid("Order", &job.requested.order);
    let parts = allot(&refund.shares, payments).map_err(|detail| (Why::ByHand, detail))?;
    input["transactions"] = parts
        .into_iter()
        .map(|(paid, amount)| {
            json!({"orderId": of, "parentId": paid.id, "gateway": paid.gateway, "kind": "REFUND",
                "amount": amount.decimal()})
        })
        .collect();
    Ok(json!({"input": input, "key": job.id.uuid()}))
}

/// The variables of a refund as credit that the shop keeps.
pub(super) fn store_credit(job: &Job<'_>, credit: &Refund) -> Value {
    let mut input = input(job, credit);
    let total = credit.total().unwrap_or(Money::zero(job.order.currency));
    input["refundMethods"] = json!([{"storeCreditRefund": {"amount":
        {"amount": total.decimal(), "currencyCode": total.currency.code()}}}]);
    json!({"input": input, "key": job.id.uuid()})
}

fn input(job: &Job<'_>, refund: &Refund) -> Value {
    let note: String = refund.note.iter().flat_map(|note| note.chars()).take(NOTE).collect();
    let lines = refund.lines.iter().map(|line| {
        let (restock, place) = match &line.restock {
            Restock::Nothing => ("NO_RESTOCK", None),
            Restock::Returned { place } => ("RETURN", place.as_deref()),
            Restock::Unsent => ("CANCEL", None),
        };
        let mut input = json!({"lineItemId": gid("LineItem", &line.line), "quantity": line.quantity,
            "restockType": restock});
        if let Some(place) = place {
            input["locationId"] = gid("Location", place).into();
        }
        input
    });
    let mut input = json!({"orderId": gid("Order", &job.requested.order), "currency": job.order.currency.code(),
        "note": format!("{} {note}", job.id.mark()).trim_end(), "notify": refund.notify,
        "refundLineItems": lines.collect::<Vec<_>>()});
    if let Some(shipping) = refund.shipping.filter(|shipping| !shipping.is_zero()) {
        input["shipping"] = json!({"amount": shipping.decimal()});
    }
    input
}

/// A payment, and what of it hasn't gone back.
#[derive(Debug, Clone, PartialEq)]
struct Paid {
    id: String,
    gateway: String,
    left: Money,
}

/// What paid and takes money back by itself.
fn payments(order: &Value, currency: Currency) -> Vec<Paid> {
    let all = order["transactions"].as_array().cloned().unwrap_or_default();
    let is = |of: &Value, kinds: &[&str], states: &[&str]| {
        let one_of = |key: &str, words: &[&str]| of[key].as_str().is_some_and(|word| words.contains(&word));
        one_of("kind", kinds) && one_of("status", states)
    };
    let amount = |of: &Value| money(&of["amountSet"], currency);
    let mut back: BTreeMap<&str, i64> = BTreeMap::new();
    for of in all.iter().filter(|of| is(of, &["REFUND"], &["SUCCESS", "PENDING"])) {
        if let (Some(parent), Some(amount)) = (of["parentTransaction"]["id"].as_str(), amount(of)) {
            *back.entry(parent).or_default() += amount.minor;
        }
    }
    let paid = all
        .iter()
        .filter(|of| is(of, &["SALE", "CAPTURE"], &["SUCCESS"]) && of["manualPaymentGateway"] != true);
    paid.filter_map(|of| {
        let (id, gateway) = (of["id"].as_str()?, of["gateway"].as_str()?);
        let left = amount(of)? - Money::new(back.get(id).copied().unwrap_or_default(), currency);
        Some(Paid { id: id.to_owned(), gateway: gateway.to_owned(), left })
    })
    .collect()
}

/// Which payment gives back how much. A share goes to payments of its own kind only, in the order in which they came.
fn allot(shares: &[Share], mut payments: Vec<Paid>) -> Result<Vec<(Paid, Money)>, String> {
    let mut parts: Vec<(Paid, Money)> = Vec::new();
    for share in shares {
        let mut open = share.amount;
        for paid in payments.iter_mut().filter(|paid| fits(share, &paid.gateway)) {
            let part = Money::new(open.minor.min(paid.left.minor), open.currency);
            if part.minor < 1 {
                continue;
            }
            open = open - part;
            paid.left = paid.left - part;
            match parts.iter_mut().find(|(known, _)| known.id == paid.id) {
                Some((_, sum)) => *sum = *sum + part,
                None => parts.push((paid.clone(), part)),
            }
        }
        if !open.is_zero() {
            return Err(format!("{open} of {} finds no payment that takes it back", share.amount));
        }
    }
    Ok(parts)
}

fn fits(share: &Share, gateway: &str) -> bool {
    let word = gateway.to_lowercase().replace([' ', '-'], "_");
    let of = match word.as_str() {
        "gift_card" => TenderKind::GiftCard,
        "store_credit" | "shopify_store_credit" => TenderKind::StoreCredit,
        // Cards, wallets, instalments: gateways don't say which, and a payment gives back to whatever it came from.
        _ => TenderKind::Other,
    };
    match (&share.gateway, share.tender) {
        (Some(named), _) => named.eq_ignore_ascii_case(gateway),
        (None, TenderKind::GiftCard | TenderKind::StoreCredit) => of == share.tender,
        (None, _) => of == TenderKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur() -> Currency {
        "EUR".parse().expect("a currency")
    }

    fn transaction(id: &str, kind: &str, gateway: &str, amount: &str, parent: Option<&str>) -> Value {
        json!({"id": id, "kind": kind, "status": "SUCCESS", "gateway": gateway, "manualPaymentGateway": gateway == "COD",
            "parentTransaction": parent.map(|id| json!({"id": id})),
            "amountSet": {"presentmentMoney": {"amount": amount, "currencyCode": "EUR"}}})
    }

    #[test]
    fn each_share_goes_back_to_what_paid() {
        let order = json!({"transactions": [
            transaction("auth", "AUTHORIZATION", "shopify_payments", "60.00", None),
            transaction("gift", "SALE", "gift_card", "20.00", None),
            transaction("one", "CAPTURE", "shopify_payments", "30.00", Some("auth")),
            transaction("two", "CAPTURE", "shopify_payments", "30.00", Some("auth")),
            transaction("cash", "SALE", "COD", "50.00", None),
            transaction("back", "REFUND", "shopify_payments", "5.00", Some("one")),
        ]});
        let share = |tender: &str, gateway: Option<&str>, minor: i64| -> Share {
            serde_json::from_value(
                json!({"tender": tender, "gateway": gateway, "amount": Money::new(minor, eur())}),
            )
            .expect("a share")
        };
        let any = |tender, minor| share(tender, None, minor);
        for (shares, expected) in [
            (vec![any("card", 1000)], Ok("one 10.00")),
            (vec![any("card", 4000)], Ok("one 25.00, two 15.00")),
            (vec![any("card", 2000), any("other", 1000)], Ok("one 25.00, two 5.00")),
            (vec![any("gift-card", 2000), any("card", 100)], Ok("gift 20.00, one 1.00")),
            (vec![any("gift-card", 2001)], Err("0.01 EUR of 20.01 EUR")),
            (vec![any("card", 5501)], Err("0.01 EUR of 55.01 EUR")),
            (vec![any("store-credit", 1)], Err("0.01 EUR of 0.01 EUR")),
            (vec![share("other", Some("Shopify_Payments"), 1)], Ok("one 0.01")),
            (vec![share("card", Some("paypal"), 1)], Err("0.01 EUR of 0.01 EUR")),
            (vec![share("on-delivery", Some("COD"), 1)], Err("0.01 EUR of 0.01 EUR")),
        ] {
            let allotted = allot(&shares, payments(&order, eur())).map(|parts| {
                let parts = parts.iter().map(|(paid, amount)| format!("{} {}", paid.id, amount.decimal()));
                parts.collect::<Vec<_>>().join(", ")
            });
            match expected {
                Ok(parts) => assert_eq!(allotted.as_deref(), Ok(parts), "{shares:?}"),
                Err(begins) => {
                    let detail = allotted.expect_err("it finds none");
                    assert!(detail.starts_with(begins), "{shares:?}: {detail}");
                }
            }
        }
    }

    #[test]
    fn what_can_not_be_read_is_no_money() {
        let set = |amount: Value, currency: &str| json!({"presentmentMoney": {"amount": amount, "currencyCode": currency}});
        assert_eq!(money(&set(json!("12.5"), "EUR"), eur()), Some(Money::new(1250, eur())));
        for set in [set(json!("12.5"), "USD"), set(json!(12.5), "EUR"), set(json!("a"), "EUR"), Value::Null] {
            assert_eq!(money(&set, eur()), None, "{set}");
        }
    }
}
