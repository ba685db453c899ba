//! Webhooks of returns. None of them says when; approvals carry the lines, the later ones only a status.

use domain::{EntityRef, webhook::Refusal};
use serde::Deserialize;

use super::{facts::state, id};
use crate::{
    json::{self, Id, Instant, Text, filled},
    topic::Facts,
};

/// `returns/*`.
#[derive(Debug, Deserialize)]
struct Return {
    id: Id,
    admin_graphql_api_id: Option<Text>,
    status: Option<Text>,
    updated_at: Option<Instant>,
    order: Option<Order>,
    order_id: Option<Id>,
}

/// The order that a return is from.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
struct Order {
    id: Id,
    admin_graphql_api_id: Option<Text>,
}

/// How a return now stands.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let it: Return = json::read(body)?;
    let id = id::exact("Return", "", &it.id, &it.admin_graphql_api_id)?;
    let order = match &it.order {
        Some(order) => Some(id::exact("Order", "order", &order.id, &order.admin_graphql_api_id)?),
        None => it.order_id.map(|id| id.0),
    };
    Ok(state(EntityRef::new("RETURN", &id), it.updated_at)
        .detail("order", order)
        .detail("status", filled(&it.status)))
}
