//! What a refund says to WooCommerce.

use domain::{
    Money,
    command::{Refund, RefundedLine, Restock, Why},
    order::TenderKind,
};
use serde_json::{Value, json};

use super::by_hand;
use crate::job::Job;

/// Where the once-key stands as well, for the shop's own programs. It is written after the payment: the reason is what is asked by.
const META: &str = "_nightshift_command";
/// More of a note isn't sent.
const NOTE: usize = 120;

/// The body; or why there is none.
pub(super) fn body(job: &Job<'_>, refund: &Refund, order: &Value) -> Result<Value, (Why, String)> {
    // An order has one payment here. What extensions take off as gift cards or credit, this interface doesn't give back.
    let own = |tender| matches!(tender, TenderKind::GiftCard | TenderKind::StoreCredit);
    if let Some(share) = refund.shares.iter().find(|share| own(share.tender)) {
        return Err((Why::ByHand, format!("{} on a gift card or as credit", share.amount)));
    }
    let contradiction = || (Why::Contradiction, "shares of no currency, or of two".to_owned());
    let total = refund.total().ok_or_else(contradiction)?;
    if let Some(other) = by_hand::perhaps_the_same(refund, total, &order["refunds"], job.looked_at) {
        let detail = format!("refund {} was made by hand, perhaps for the same goods", other["id"]);
        return Err((Why::TooMuch, detail));
    }
    let restock = refund.lines.iter().any(|line| line.restock != Restock::Nothing);
    let lines = refund.lines.iter().map(|line| goods(line, order, restock));
    let shipping = refund.shipping.filter(|shipping| !shipping.is_zero());
    let lines: Vec<Value> = lines.chain(shipping.and_then(|amount| freight(amount, order))).collect();
    let note: String = refund.note.iter().flat_map(|note| note.chars()).take(NOTE).collect();
    Ok(
        json!({"amount": total.decimal(), "reason": format!("{} {note}", job.id.mark()).trim_end(), "api_refund": true,
        "api_restock": restock, "line_items": lines, "meta_data": [{"key": META, "value": job.id.as_str()}]}),
    )
}

/// A line. Whether goods lie in stock again is said once for all of them: what doesn't come back counts as no pieces then.
fn goods(line: &RefundedLine, order: &Value, restock: bool) -> Value {
    let back = !restock || line.restock != Restock::Nothing;
    let item = item(order, "line_items", &line.line);
    // Where prices contain their tax nobody says it apart, and this interface takes it apart.
    let parts = match item.filter(|_| line.tax.is_zero()) {
        Some(item) => apart(line.amount, item),
        None => None,
    };
    let (net, tax) = parts.unwrap_or((line.amount, line.tax));
    let taxes = item.map(|item| split(tax, &item["taxes"])).unwrap_or_default();
    let net = if taxes.is_empty() { line.amount } else { net };
    json!({"id": number(&line.line), "quantity": if back { line.quantity } else { 0 },
        "refund_total": net.decimal(), "refund_tax": taxes})
}

/// An amount with tax as what is for an item of the order, and what is for its tax.
fn apart(amount: Money, item: &Value) -> Option<(Money, Money)> {
    let sum =
        |key: &str| Money::parse(item[key].as_str()?, amount.currency).ok().map(|sum| i128::from(sum.minor));
    let (net, tax) = (sum("total")?, sum("total_tax").unwrap_or_default());
    let of_tax = if net + tax > 0 { i128::from(amount.minor) * tax / (net + tax) } else { 0 };
    let tax = Money::new(i64::try_from(of_tax).unwrap_or_default(), amount.currency);
    Some((amount - tax, tax))
}

/// Shipping, on the order's first way of it, its tax apart.
fn freight(amount: Money, order: &Value) -> Option<Value> {
    let way = order["shipping_lines"].as_array()?.first()?;
    let (net, tax) = apart(amount, way)?;
    Some(json!({"id": way["id"], "quantity": 1, "refund_total": net.decimal(),
        "refund_tax": split(tax, &way["taxes"])}))
}

fn item<'o>(order: &'o Value, list: &str, id: &str) -> Option<&'o Value> {
    order[list].as_array()?.iter().find(|item| item["id"] == number(id))
}

/// Ids are numbers here.
fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| id.into(), Value::from)
}

/// A tax over the rates that it came from, in proportion; what doesn't divide goes to the first.
fn split(tax: Money, rates: &Value) -> Vec<Value> {
    let rates: Vec<(&Value, i128)> = rates
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|rate| {
            // More decimals than the currency has are usual here: proportions take them.
            let total = rate["total"].as_str()?;
            let digits: String = total.chars().filter(char::is_ascii_digit).collect();
            let decimals = total.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            let scaled: i128 = digits.parse().ok()?;
            (decimals <= 8)
                .then(|| (&rate["id"], scaled * 10_i128.pow(8 - u32::try_from(decimals).unwrap_or(8))))
        })
        .collect();
    let sum: i128 = rates.iter().map(|(_, total)| total).sum();
    if tax.is_zero() || sum == 0 {
        return Vec::new();
    }
    let part = |total: i128| i64::try_from(i128::from(tax.minor) * total / sum).unwrap_or_default();
    let mut parts: Vec<i64> = rates.iter().map(|(_, total)| part(*total)).collect();
    let rest = tax.minor - parts.iter().sum::<i64>();
    parts[0] += rest;
    let told = rates
        .iter()
        .zip(parts)
        .map(|((id, _), part)| json!({"id": id, "refund_total": Money::new(part, tax.currency).decimal()}));
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taxes_go_back_to_the_rates_they_came_from() {
        let eur = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        let rates = json!([{"id": 1, "total": "7.600000"}, {"id": 2, "total": "3.8"}]);
        let parts = |minor, rates: &Value| {
            let parts = split(eur(minor), rates);
            let part =
                |part: &Value| format!("{}: {}", part["id"], part["refund_total"].as_str().unwrap_or("?"));
            parts.iter().map(part).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(parts(300, &rates), "1: 2.00, 2: 1.00");
        assert_eq!(parts(100, &rates), "1: 0.67, 2: 0.33");
        assert_eq!(parts(0, &rates), "");
        assert_eq!(parts(100, &json!([])), "");
        assert_eq!(parts(100, &json!([{"id": 1, "total": "0"}])), "");
    }
    /// Here a line's total is without its tax, whatever prices contain.
    #[test]
    fn tax_that_nobody_says_apart_is_taken_apart() {
        let eur = |minor: i64| Money::new(minor, "EUR".parse().expect("a currency"));
        let taxed =
            json!({"id": 5, "total": "200.00", "total_tax": "38.00", "taxes": [{"id": 1, "total": "38.00"}]});
        let free = json!({"id": 5, "total": "238.00", "total_tax": "0.00", "taxes": []});
        let untold = json!({"id": 5, "taxes": [{"id": 1, "total": "38.00"}]});
        for (what, item, amount, tax, expected) in [
            ("one of two, tax in its price", &taxed, 11_900, 0, ("100.00", Some("19.00"))),
            ("a half of it", &taxed, 5950, 0, ("50.00", Some("9.50"))),
            ("tax on top", &taxed, 10_000, 1900, ("100.00", Some("19.00"))),
            ("no tax", &free, 11_900, 0, ("119.00", None)),
            ("sums that the shop doesn't name", &untold, 11_900, 0, ("119.00", None)),
        ] {
            let line = RefundedLine {
                line: "5".into(),
                quantity: 1,
                restock: Restock::Nothing,
                amount: eur(amount),
                tax: eur(tax),
            };
            let told = goods(&line, &json!({"line_items": [item]}), false);
            let of_tax = told["refund_tax"][0]["refund_total"].as_str();
            assert_eq!((told["refund_total"].as_str(), of_tax), (Some(expected.0), expected.1), "{what}");
        }
    }
}
