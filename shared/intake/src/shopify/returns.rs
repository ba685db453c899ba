//! Webhooks of returns. None of them says when; requests and approvals carry the lines, the later ones only a status,
//! and a change only what was changed.

use domain::{
    EntityRef, SourceVersion,
    returns::{
        Condition, Method, Outcome, Request, RequestLine,
        told::{EXCHANGED, Told},
    },
    webhook::Refusal,
};
use serde::{Deserialize, de::IgnoredAny};

use super::{facts::notice, id};
use crate::{
    json::{self, Count, Few, Id, Instant, Text, filled},
    topic::Facts,
};

/// Who asked, where a buyer did on the platform.
const BUYER: &str = "buyer";
/// Where it was asked for.
const CHANNEL: &str = "shopify";

/// `returns/*`.
#[derive(Debug, Deserialize)]
struct Return {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    status: Option<Text>,
    updated_at: Option<Instant>,
    order: Option<Order>,
    order_id: Option<Id>,
    #[serde(default)]
    return_line_items: Few<Line>,
    #[serde(default)]
    exchange_line_items: Few<IgnoredAny>,
}

/// `returns/update`, which has no plain id, and of the lines only what was taken away.
#[derive(Debug, Deserialize)]
struct Changed {
    id: Option<Id>,
    admin_graphql_api_id: Option<Text>,
}

/// The order that a return is from.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
struct Order {
    id: Id,
    admin_graphql_api_id: Option<Text>,
}

/// Pieces that come back.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object")]
struct Line {
    quantity: Option<Count>,
    return_reason: Option<Text>,
    fulfillment_line_item: Option<Fulfilled>,
}

/// What was sent of a line.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object")]
struct Fulfilled {
    line_item: Option<Bought>,
}

/// The order's line.
#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object")]
struct Bought {
    id: Option<Id>,
    admin_graphql_api_id: Option<Text>,
}

/// How a return now stands.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    told(body, None)
}

/// A return that a buyer asks for.
pub(super) fn requested(body: &[u8]) -> Result<Facts, Refusal> {
    told(body, Some(BUYER))
}

/// A return that the shop has approved, or made itself.
pub(super) fn approved(body: &[u8]) -> Result<Facts, Refusal> {
    told(body, Some(CHANNEL))
}

/// That a return was changed.
pub(super) fn changed(body: &[u8]) -> Result<Facts, Refusal> {
    let it: Changed = json::read(body)?;
    let id = id::either("Return", "", &it.id, &it.admin_graphql_api_id)?;
    Ok(notice(EntityRef::new("RETURN", &id), None))
}

fn told(body: &[u8], by: Option<&str>) -> Result<Facts, Refusal> {
    let it: Return = json::read(body)?;
    let id = id::exact("Return", "", &it.id, &it.admin_graphql_api_id)?;
    let order = match &it.order {
        Some(order) => Some(id::exact("Order", "order", &order.id, &order.admin_graphql_api_id)?),
        None => it.order_id.map(|id| id.0),
    };
    let mut lines = Vec::new();
    for (index, line) in it.return_line_items.iter().enumerate() {
        lines.extend(asked(index, line)?);
    }
    let request = by.zip(order.clone()).filter(|_| !lines.is_empty()).map(|(by, order)| Request {
        key: id.clone(),
        order,
        // No body says when; whoever takes it in knows.
        at: it.updated_at.map_or(SourceVersion::UNDATED, |at| at.0),
        channel: CHANNEL.to_owned(),
        by: by.to_owned(),
        withdrawal: false,
        method: Method::OwnPost,
        lines,
    });
    // Nothing weighs it by its time: what is known of a return is ours, and its head names our body.
    Ok(notice(EntityRef::new("RETURN", &id), it.updated_at)
        .detail("order", order)
        .detail("status", filled(&it.status))
        // Which line something is sent for isn't said.
        .detail(EXCHANGED, (!it.exchange_line_items.is_empty()).then_some("yes"))
        .returned(request.map(|request| Told::Requested { request })))
}

/// What comes back of a line; nothing of one that names none.
fn asked(index: usize, line: &Line) -> Result<Option<RequestLine>, Refusal> {
    let bought = line.fulfillment_line_item.as_ref().and_then(|fulfilled| fulfilled.line_item.as_ref());
    let (Some(bought), Some(quantity)) = (bought, line.quantity) else { return Ok(None) };
    let path = format!("return_line_items[{index}].fulfillment_line_item.line_item");
    Ok(Some(RequestLine {
        line: id::either("LineItem", &path, &bought.id, &bought.admin_graphql_api_id)?,
        quantity: quantity.0,
        reason: filled(&line.return_reason).and_then(|reason| reason_of(&reason)),
        condition: Condition::Unsaid,
        outcome: Outcome::Refund,
        instead: None,
        photos: 0,
    }))
}

/// The platform's reasons as the usual list of a shop calls them; others by their own words. What says nothing is no reason.
fn reason_of(word: &str) -> Option<String> {
    let code = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let own: String = word.chars().take(40).map(code).collect();
    match own.as_str() {
        "size-too-small" => Some("too-small".to_owned()),
        "size-too-large" => Some("too-large".to_owned()),
        "unwanted" | "style" | "color" => Some("changed-mind".to_owned()),
        "other" | "unknown" => None,
        _ => Some(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shopify_s_reasons_are_those_of_the_usual_list() {
        for (word, reason) in [
            ("SIZE_TOO_SMALL", Some("too-small")),
            ("size_too_large", Some("too-large")),
            ("unwanted", Some("changed-mind")),
            ("defective", Some("defective")),
            ("wrong_item", Some("wrong-item")),
            ("not_as_described", Some("not-as-described")),
            ("other", None),
            ("unknown", None),
        ] {
            assert_eq!(reason_of(word).as_deref(), reason, "{word}");
        }
    }
}
