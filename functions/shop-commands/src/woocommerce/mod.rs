//! WooCommerce's REST API, version 3.
//!
//! Written from its documentation and its source (`wc_create_refund`), and tried against a shop of our own only. It has no
//! idempotency keys. A refund is recorded first, with its reason, and only then does the gateway pay; should that fail, the
//! record is deleted. So the once-key stands in the reason, and a record whose `refunded_payment` is false is one of which
//! nobody knows whether it was paid.

mod answer;
mod by_hand;
mod refund;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    Currency, Money,
    command::{Cancel, Command, Known, Outcome, Standing, Why},
};
use futures::{FutureExt as _, future::BoxFuture};
use serde_json::{Value, json};
use web::Ask;

use crate::job::{Job, Lookup, Seen, Shop};

use answer::{body, told};

pub(crate) struct WooCommerce;

impl Shop for WooCommerce {
    fn ask<'a>(&'a self, job: &'a Job<'a>) -> BoxFuture<'a, Lookup> {
        async move {
            match &job.requested.command {
                Command::Refund(_) | Command::Cancel(_) => ask(job).await,
                _ => Known::Nothing(None).into(),
            }
        }
        .boxed()
    }

    fn tell<'a>(&'a self, job: &'a Job<'a>, seen: &'a Seen) -> BoxFuture<'a, Outcome> {
        async move {
            let order = format!("orders/{}", job.requested.order);
            let (path, body) = match &job.requested.command {
                Command::Refund(refund) => match refund::body(job, refund, &seen.0) {
                    Ok(body) => (format!("{order}/refunds"), body),
                    Err((why, detail)) => return Outcome::Unsendable(why, detail),
                },
                Command::Cancel(Cancel { refund: false, .. }) => (order, json!({"status": "cancelled"})),
                Command::Cancel(_) => {
                    let detail =
                        "WooCommerce gives no money back when an order is called off: refund it first";
                    return Outcome::Unsendable(Why::CannotDo, detail.to_owned());
                }
                other => {
                    let detail = format!("WooCommerce knows no {}", other.kind());
                    return Outcome::Unsendable(Why::CannotDo, detail);
                }
            };
            let Some(ask) = question(job, &path, Some(body.to_string())) else {
                return Outcome::Unsendable(Why::NoAccess, NO_KEYS.to_owned());
            };
            match job.tell(&ask).await {
                Ok(answer) => told(&answer, &job.requested.command),
                Err(outcome) => outcome,
            }
        }
        .boxed()
    }
}

const NO_KEYS: &str = "the settings name no consumer key and consumer secret that exist";

fn question(job: &Job<'_>, path: &str, body: Option<String>) -> Option<Ask> {
    let [key, secret, ..] = job.keys else { return None };
    let basic = format!("Basic {}", STANDARD.encode(format!("{key}:{secret}")));
    let url = format!("{}/wp-json/wc/v3/{path}", job.url);
    Some(Ask { url, headers: vec![("authorization", basic)], body })
}

/// The answer to a question that changes nothing.
async fn read(job: &Job<'_>, path: &str) -> Result<Value, Known> {
    let question = question(job, path, None).ok_or_else(|| Known::NoAccess(NO_KEYS.to_owned()))?;
    Ok(body(&job.ask(&question).await?)?)
}

async fn ask(job: &Job<'_>) -> Lookup {
    let id = &job.requested.order;
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_digit()) {
        return Known::NoAccess("the order's id isn't one of WooCommerce's".to_owned()).into();
    }
    let mut order = match read(job, &format!("orders/{id}")).await {
        Ok(order) => order,
        Err(known) => return known.into(),
    };
    let cancelled = order["status"] == "cancelled";
    if matches!(job.requested.command, Command::Cancel(_)) {
        let known = if cancelled { Known::Done(None) } else { Known::Nothing(None) };
        return known.into();
    }
    let mark = job.id.mark();
    let refunds = order["refunds"].as_array().cloned().unwrap_or_default();
    if let Some(ours) =
        refunds.iter().find(|refund| refund["reason"].as_str().is_some_and(|reason| reason.contains(&mark)))
    {
        return found(job, ours).await.into();
    }
    let Some(standing) = standing(&order, &refunds, job.order.currency, cancelled) else {
        let reason = "the order's sums can't be read, or are of another currency".to_owned();
        return Known::NotNow { reason, pause_seconds: None }.into();
    };
    // What its people refunded by hand is told by no webhook of its own, and the order names sums alone: the goods stand here.
    if !refunds.iter().all(by_hand::is_ours) {
        order["refunds"] = match read(job, &format!("orders/{id}/refunds?per_page=100")).await {
            Ok(refunds) => refunds,
            Err(known) => return known.into(),
        };
    }
    Lookup { known: Known::Nothing(Some(standing)), seen: Seen(order) }
}

/// Ours is recorded; whether it was paid says the record itself.
async fn found(job: &Job<'_>, ours: &Value) -> Known {
    let Some(id) = ours["id"].as_i64() else {
        return Known::Unclear("the shop has recorded it without an id".to_owned());
    };
    match read(job, &format!("orders/{}/refunds/{id}", job.requested.order)).await {
        Ok(refund) if refund["refunded_payment"] == true => Known::Done(Some(id.to_string())),
        Ok(_) => {
            Known::Unclear(format!("the shop has recorded refund {id}, and says nothing of its payment"))
        }
        Err(known) => known,
    }
}

/// What was paid and what has gone back. An order without a time of payment wasn't paid.
fn standing(order: &Value, refunds: &[Value], currency: Currency, cancelled: bool) -> Option<Standing> {
    (order["currency"] == currency.code()).then_some(())?;
    let total = Money::parse(order["total"].as_str()?, currency).ok()?;
    let mut refunded = Money::zero(currency);
    for refund in refunds {
        // Refunds are negative.
        let amount = Money::parse(refund["total"].as_str()?, currency).ok()?;
        refunded = refunded + Money::new(amount.minor.abs(), currency);
    }
    let is_paid = ["date_paid_gmt", "date_paid"].iter().any(|key| order[*key].is_string());
    let captured = if is_paid { total } else { Money::zero(currency) };
    Some(Standing { captured, refunded, cancelled })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_says_how_its_money_stands() {
        let eur: Currency = "EUR".parse().expect("a currency");
        let order = |change: &[(&str, Value)]| {
            let mut order =
                json!({"currency": "EUR", "total": "100.00", "date_paid_gmt": "2026-01-15T09:00:00"});
            change.iter().for_each(|(key, value)| order[*key] = value.clone());
            order
        };
        let refunds = [json!({"total": "-12.50"}), json!({"total": "-0.50"})];
        let sums = |order: &Value, refunds: &[Value]| {
            standing(order, refunds, eur, false).map(|s| (s.captured.minor, s.refunded.minor))
        };
        assert_eq!(sums(&order(&[]), &refunds), Some((10_000, 1300)));
        assert_eq!(sums(&order(&[("date_paid_gmt", Value::Null)]), &[]), Some((0, 0)));
        assert_eq!(sums(&order(&[("currency", json!("USD"))]), &[]), None);
        assert_eq!(sums(&order(&[("total", json!(100))]), &[]), None);
        assert_eq!(sums(&order(&[]), &[json!({"total": "?"})]), None);
    }
}
