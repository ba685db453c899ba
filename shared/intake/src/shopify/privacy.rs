//! Requests that the law gives a deadline. They name a person by address and telephone: what is passed on is ids.

use std::fmt;

use domain::{
    EntityRef,
    webhook::{Refusal, Wants},
};
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
};

use super::facts::notice;
use crate::{
    json::{self, Id},
    topic::Facts,
};

/// How long there is by law, in days: a month, at its shortest but for February.
const DAYS: u16 = 30;
/// The route of who answers.
const OWNER: &str = "privacy";
/// How many orders are named; the rest stand in the raw body.
const NAMED: usize = 20;

/// `customers/data_request`, `customers/redact`.
#[derive(Debug, Deserialize)]
struct OfCustomer {
    shop_id: Option<Id>,
    customer: Customer,
    data_request: Option<Request>,
    #[serde(default)]
    orders_requested: Orders,
    #[serde(default)]
    orders_to_redact: Orders,
}

/// A list of orders, however long: a deadline isn't missed for a good customer's many orders.
#[derive(Debug, Default)]
struct Orders {
    first: Vec<Id>,
    in_all: usize,
}

impl<'de> Deserialize<'de> for Orders {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Self::default())
    }
}

impl<'de> Visitor<'de> for Orders {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Self, A::Error> {
        while self.first.len() < NAMED
            && let Some(id) = seq.next_element()?
        {
            self.first.push(id);
        }
        self.in_all = self.first.len();
        while seq.next_element::<IgnoredAny>()?.is_some() {
            self.in_all += 1;
        }
        Ok(self)
    }
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
struct Customer {
    id: Id,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "an object")]
struct Request {
    id: Id,
}

/// A customer wants to see what is kept.
pub(super) fn data_request(body: &[u8]) -> Result<Facts, Refusal> {
    of_customer(body, "export-customer")
}

/// What is kept of a customer must go.
pub(super) fn redact(body: &[u8]) -> Result<Facts, Refusal> {
    of_customer(body, "erase-customer")
}

fn of_customer(body: &[u8], reason: &'static str) -> Result<Facts, Refusal> {
    let it: OfCustomer = json::read(body)?;
    let (asked, gone) = (it.orders_requested, it.orders_to_redact);
    let in_all = asked.in_all + gone.in_all;
    let named =
        asked.first.iter().chain(&gone.first).take(NAMED).map(|id| &*id.0).collect::<Vec<_>>().join(" ");
    let facts = notice(EntityRef::customer(&it.customer.id.0), None)
        .detail("shop", it.shop_id.map(|id| id.0))
        .detail("request", it.data_request.map(|request| request.id.0))
        .detail("orders", (!named.is_empty()).then_some(named))
        .detail("orders-in-all", (in_all > NAMED).then(|| in_all.to_string()));
    Ok(wanting(facts, reason))
}

/// `shop/redact`.
#[derive(Debug, Deserialize)]
struct OfShop {
    shop_id: Id,
}

/// The app was uninstalled two days ago: what is kept of the shop must go.
pub(super) fn redact_shop(body: &[u8]) -> Result<Facts, Refusal> {
    let it: OfShop = json::read(body)?;
    Ok(wanting(notice(EntityRef::new("SHOP", &it.shop_id.0), None), "erase-shop"))
}

fn wanting(facts: Facts, reason: &'static str) -> Facts {
    Facts { wants: Some(Wants { reason, owner: OWNER, days: DAYS }), ..facts }
}
