//! Orders as the Admin GraphQL API answers when it is asked for them: for what webhooks have missed.
//!
//! The question renames each field to what a webhook calls it, so an order is read by the same code and becomes the
//! same [`domain::order::Order`].

mod trouble;

use domain::{
    Timestamp,
    webhook::{Happened, Refusal, Translation},
};
use serde::Deserialize;
use serde_json::{json, value::RawValue};

use super::order;
use crate::{
    Topic,
    json::{self, Few, Text, filled},
    refusal::refuse,
    topic::translate,
};

pub use trouble::PageTrouble;

/// The question for a page of orders, oldest change first. [`question`] fills it in.
pub const ORDERS_QUERY: &str = include_str!("orders.graphql");

/// The version of the Admin API that the question is asked of: `/admin/api/{version}/graphql.json`.
pub const API_VERSION: &str = "2026-07";

/// How many orders are asked for at once: about 890 of the 1000 points that a question may cost. See the query.
pub const ORDERS_A_PAGE: u32 = 5;

/// How many lines of an order are asked for; one with more is refused rather than cut.
pub const LINES_AN_ORDER: u32 = 100;

/// How many parcels of an order are asked for. Shopify doesn't say whether there are more: a list of just so many may be
/// cut off, and then what webhooks have told of others stays.
const PARCELS_AN_ORDER: u32 = 5;

/// The same where points are short.
const PARCELS_AT_LEAST: u32 = 2;

/// A page of orders.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdersPage {
    /// The orders, oldest change first.
    pub orders: Vec<PolledOrder>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// One order of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PolledOrder {
    /// It alone as it came, byte for byte: what is kept, and hashed, as the body of a webhook would be.
    pub body: Vec<u8>,
    /// What it says, as an `order.updated`; or why it can't be read, which doesn't touch its neighbours.
    pub happened: Result<Happened, Refusal>,
}

/// The body of the request for `orders` orders with up to `lines` lines each that changed at or after `since`, in whole
/// seconds, from where `after` says.
pub fn question(since: Timestamp, after: Option<&str>, orders: u32, lines: u32) -> String {
    let query = format!("updated_at:>='{}'", since.strftime("%Y-%m-%dT%H:%M:%SZ"));
    let parcels = if lines < LINES_AN_ORDER { PARCELS_AT_LEAST } else { PARCELS_AN_ORDER };
    let variables =
        json!({"first": orders, "lines": lines, "parcels": parcels, "after": after, "query": query});
    json!({"query": ORDERS_QUERY, "variables": variables}).to_string()
}

/// Reads the answer to [`ORDERS_QUERY`]. An answer with any error is trouble as a whole: an order of which part was
/// withheld would be another order.
pub fn orders_page(body: &[u8]) -> Result<OrdersPage, PageTrouble> {
    let answer: Answer<'_> = json::read(body)?;
    if let Some(errors) = answer.errors.filter(|raw| !matches!(raw.get(), "null" | "[]")) {
        return Err(trouble::told(errors, answer.extensions.and_then(|e| e.cost)));
    }
    let data = answer.data.ok_or_else(|| crate::refusal::missing("data"))?;
    let Data { orders } = json::read(data.get().as_bytes())?;
    let next = match orders.page_info {
        PageInfo { has_next_page: false, .. } => None,
        PageInfo { end_cursor, .. } => Some(filled(&end_cursor).ok_or_else(|| {
            refuse("orders.pageInfo.endCursor", "is missing", "ask for it: there is a next page")
        })?),
    };
    Ok(OrdersPage { orders: orders.nodes.iter().map(|node| polled(node.get())).collect(), next })
}

/// Where an order is read as under a topic of ours that no webhook has.
static POLL: &[Topic] = &[Topic::event("poll", "order.updated", order::read)];

fn polled(node: &str) -> PolledOrder {
    let happened = match translate(POLL, "poll", node.as_bytes()) {
        Ok(Translation::Happened(happened)) => {
            Ok(Happened { parcels_cut_off: may_be_cut_off(node), ..*happened })
        }
        Ok(Translation::Ignored { reason }) => {
            Err(refuse("body", reason, "this is a fault of Nightshift: report it"))
        }
        Err(refusal) => Err(refusal),
    };
    PolledOrder { body: node.as_bytes().to_vec(), happened }
}

/// Whether the list of parcels is as long as one of those that are asked for.
fn may_be_cut_off(node: &str) -> bool {
    let parcels = json::read::<Parcels<'_>>(node.as_bytes()).map_or(0, |order| order.fulfillments.len());
    [PARCELS_AT_LEAST, PARCELS_AN_ORDER].iter().any(|bound| parcels == *bound as usize)
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Parcels<'a> {
    #[serde(borrow, default)]
    fulfillments: Few<&'a RawValue>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    errors: Option<&'a RawValue>,
    extensions: Option<Extensions>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct Extensions {
    cost: Option<trouble::Cost>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    orders: Orders<'a>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with nodes and pageInfo")]
struct Orders<'a> {
    #[serde(borrow)]
    nodes: Few<&'a RawValue>,
    #[serde(rename = "pageInfo")]
    page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with hasNextPage and endCursor")]
struct PageInfo {
    #[serde(rename = "hasNextPage")]
    has_next_page: bool,
    #[serde(rename = "endCursor")]
    end_cursor: Option<Text>,
}
