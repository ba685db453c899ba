//! Shopify's Admin GraphQL API.
//!
//! Written from its documentation of version 2026-07, and tried against a shop of our own only. `refundCreate` wants the
//! directive `@idempotent` since 2026-04: Shopify knows a key again for a day and answers as it did. That is a second net;
//! the first is that the order's refunds are looked through for ours, whose note begins with the once-key.

mod answer;
mod money;

use domain::command::{Cancel, CancelReason, Command, Decline, DeclineReason, Known, Outcome, Why};
use futures::{FutureExt as _, future::BoxFuture};
use intake::shopify_orders::API_VERSION;
use serde_json::{Value, json};
use web::Ask;

use crate::job::{Job, Lookup, Seen, Shop};

use answer::{data, told};

pub(crate) struct Shopify;

const RETURN: &str = "query($id: ID!) { return(id: $id) { id status order { cancelledAt } } }";
const APPROVE: &str = "mutation($input: ReturnApproveRequestInput!) { done: returnApproveRequest(input: $input) \
    { return { id status } userErrors { field message } } }";
const DECLINE: &str = "mutation($input: ReturnDeclineRequestInput!) { done: returnDeclineRequest(input: $input) \
    { return { id status } userErrors { field message } } }";
const CLOSE: &str = "mutation($id: ID!) { done: returnClose(returnId: $id) { return { id status } \
    userErrors { field message } } }";
const CANCEL: &str = "mutation($orderId: ID!, $notify: Boolean, $refund: OrderCancelRefundMethodInput!, $restock: \
    Boolean!, $reason: OrderCancelReason!, $note: String) { done: orderCancel(orderId: $orderId, notifyCustomer: $notify, \
    refundMethod: $refund, restock: $restock, reason: $reason, staffNote: $note) { job { id done } \
    userErrors: orderCancelUserErrors { field message } } }";

impl Shop for Shopify {
    fn ask<'a>(&'a self, job: &'a Job<'a>) -> BoxFuture<'a, Lookup> {
        async move {
            match &job.requested.command {
                Command::Refund(_) | Command::StoreCredit(_) | Command::Cancel(_) => money::ask(job).await,
                Command::ReturnApprove(of) | Command::ReturnClose(of) => ask_return(job, &of.id).await,
                Command::ReturnDecline(of) => ask_return(job, &of.id).await,
                Command::Exchange(_) => Known::Nothing(None).into(),
            }
        }
        .boxed()
    }

    fn tell<'a>(&'a self, job: &'a Job<'a>, seen: &'a Seen) -> BoxFuture<'a, Outcome> {
        async move {
            let (query, variables) = match &job.requested.command {
                Command::Refund(refund) => match money::refund(job, refund, seen) {
                    Ok(variables) => (money::REFUND, variables),
                    Err((why, detail)) => return Outcome::Unsendable(why, detail),
                },
                Command::StoreCredit(credit) => (money::REFUND, money::store_credit(job, credit)),
                Command::ReturnApprove(of) => (APPROVE, json!({"input": {"id": gid("Return", &of.id)}})),
                Command::ReturnDecline(of) => (DECLINE, json!({"input": decline(of)})),
                Command::ReturnClose(of) => (CLOSE, json!({"id": gid("Return", &of.id)})),
                Command::Cancel(cancel) => (CANCEL, called_off(job, cancel)),
                Command::Exchange(_) => {
                    return Outcome::Unsendable(
                        Why::CannotDo,
                        "an exchange on Shopify is made by hand".to_owned(),
                    );
                }
            };
            let Some(question) = question(job, query, &variables) else {
                return Outcome::Unsendable(Why::NoAccess, NO_TOKEN.to_owned());
            };
            match job.tell(&question).await {
                Ok(answer) => told(&answer, &job.requested.command),
                Err(outcome) => outcome,
            }
        }
        .boxed()
    }
}

const NO_TOKEN: &str = "the settings name no access token that exists";

/// A question; none without a token.
fn question(job: &Job<'_>, query: &str, variables: &Value) -> Option<Ask> {
    let token = job.keys.first()?;
    Some(Ask {
        url: format!("{}/admin/api/{API_VERSION}/graphql.json", job.url),
        headers: vec![("x-shopify-access-token", token.clone())],
        body: Some(json!({"query": query, "variables": variables}).to_string()),
    })
}

/// The answer to a question that changes nothing; or why there is none, which says nothing about the command.
async fn read(job: &Job<'_>, query: &str, variables: &Value) -> Result<Value, Known> {
    let question = question(job, query, variables).ok_or_else(|| Known::NoAccess(NO_TOKEN.to_owned()))?;
    Ok(data(&job.ask(&question).await?)?)
}

/// How a return stands. Answering one twice does nothing: its state says whether it was answered so.
async fn ask_return(job: &Job<'_>, id: &str) -> Lookup {
    let data = match read(job, RETURN, &json!({"id": gid("Return", id)})).await {
        Ok(data) => data,
        Err(known) => return known.into(),
    };
    let found = &data["return"];
    let Some(status) = found["status"].as_str() else {
        return Known::NoAccess("the shop doesn't know the return, or doesn't show it".to_owned()).into();
    };
    let answered = match &job.requested.command {
        Command::ReturnApprove(_) => matches!(status, "OPEN" | "CLOSED"),
        Command::ReturnDecline(_) => status == "DECLINED",
        _ => status == "CLOSED",
    };
    if answered { Known::Done(Some(tail(found))).into() } else { Known::Nothing(None).into() }
}

fn decline(of: &Decline) -> Value {
    let reason = match of.reason {
        DeclineReason::PeriodEnded => "RETURN_PERIOD_ENDED",
        DeclineReason::FinalSale => "FINAL_SALE",
        DeclineReason::Other => "OTHER",
    };
    let mut input = json!({"id": gid("Return", &of.id), "declineReason": reason, "notifyCustomer": false});
    if let Some(note) = &of.note {
        input["declineNote"] = note.chars().take(500).collect::<String>().into();
    }
    input
}

fn called_off(job: &Job<'_>, cancel: &Cancel) -> Value {
    let reason = match cancel.reason {
        CancelReason::Customer => "CUSTOMER",
        CancelReason::Inventory => "INVENTORY",
        CancelReason::Fraud => "FRAUD",
        CancelReason::Declined => "DECLINED",
        CancelReason::Other => "OTHER",
    };
    json!({"orderId": gid("Order", &job.requested.order), "notify": cancel.notify, "restock": cancel.restock,
        "refund": {"originalPaymentMethodsRefund": cancel.refund}, "reason": reason, "note": job.id.mark()})
}

/// A global id of something that is known by its number.
fn gid(kind: &str, id: &str) -> String {
    if id.starts_with("gid://") { id.to_owned() } else { format!("gid://shopify/{kind}/{id}") }
}

/// The number of something that is known by its global id.
fn tail(of: &Value) -> String {
    let id = of["id"].as_str().unwrap_or_default();
    id.rsplit('/').next().unwrap_or_default().chars().take(80).collect()
}
