//! Returns: wishes with their lines, and what a carrier or a warehouse says of what comes back.

use domain::{
    EntityRef,
    returns::{
        Condition, Grade, Method, Outcome, Request, RequestLine,
        rma::{self, Receipt, ReceivedLine},
        told::Told,
    },
    webhook::Refusal,
};
use serde::Deserialize;

use super::event::{self, Key};
use crate::{
    json::{Count, Few, Instant, Text, filled},
    refusal::refuse,
    topic::Facts,
};

#[derive(Deserialize)]
#[serde(expecting = "an object with id and order")]
struct Return {
    id: Key,
    order: Key,
    requested_at: Option<Instant>,
    updated_at: Option<Instant>,
    channel: Option<Key>,
    by: Option<Key>,
    withdrawal: Option<bool>,
    method: Option<Text>,
    #[serde(default)]
    lines: Few<Line>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with line and quantity")]
struct Line {
    line: Key,
    quantity: Count,
    reason: Option<Key>,
    condition: Option<Text>,
    outcome: Option<Text>,
    instead: Option<Key>,
    photos: Option<Count>,
}

/// How a return now stands; with `lines`, what is wanted. Nothing of it is weighed by its time: what is known of a return is ours, and
/// its head names our body.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Return) = event::read(body)?;
    let at = it.updated_at.map_or(sent, |at| at.0);
    let facts =
        Facts::about(EntityRef::new(rma::ENTITY, &it.id.0), at).detail("order", Some(it.order.0.clone()));
    if it.lines.is_empty() {
        return Ok(facts);
    }
    let lines = it.lines.iter().enumerate().map(|(index, line)| asked(index, line));
    let request = Request {
        key: it.id.0.clone(),
        order: it.order.0.clone(),
        at: it.requested_at.map_or(sent, |at| at.0),
        channel: it.channel.map_or_else(|| "own".to_owned(), |channel| channel.0),
        by: it.by.map_or_else(|| "buyer".to_owned(), |by| by.0),
        withdrawal: it.withdrawal.unwrap_or(false),
        method: word("data.method", &it.method, Method::ALL)?.unwrap_or(Method::OwnPost),
        lines: lines.collect::<Result<_, _>>()?,
    };
    Ok(facts.returned(Some(Told::Requested { request })))
}

fn asked(index: usize, line: &Line) -> Result<RequestLine, Refusal> {
    let path = |field: &str| format!("data.lines[{index}].{field}");
    if line.quantity.0 < 1 {
        return Err(refuse(path("quantity"), "is less than 1", "send how many pieces come back"));
    }
    Ok(RequestLine {
        line: line.line.0.clone(),
        quantity: line.quantity.0,
        reason: line.reason.clone().map(|reason| reason.0),
        condition: word(&path("condition"), &line.condition, Condition::ALL)?.unwrap_or(Condition::Unsaid),
        outcome: word(&path("outcome"), &line.outcome, Outcome::ALL)?.unwrap_or(Outcome::Refund),
        instead: line.instead.clone().map(|variant| variant.0),
        photos: line.photos.map_or(0, |photos| u8::try_from(photos.0).unwrap_or(u8::MAX)),
    })
}

/// One of a closed list of words.
fn word<W: Copy + std::str::FromStr>(
    field: &str,
    text: &Option<Text>,
    all: &[W],
) -> Result<Option<W>, Refusal> {
    let Some(text) = filled(text) else { return Ok(None) };
    let mend = format!("send one of the {} words that the format's page lists", all.len());
    text.parse().map(Some).map_err(|_| refuse(field, "is not a known word", mend))
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id")]
struct Shipped {
    id: Key,
    shipped_at: Option<Instant>,
}

/// It is on its way.
pub(super) fn shipped(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Shipped) = event::read(body)?;
    let at = it.shipped_at.map_or(sent, |at| at.0);
    Ok(Facts::about(EntityRef::new(rma::ENTITY, &it.id.0), at).returned(Some(Told::Shipped { at })))
}

#[derive(Deserialize)]
#[serde(expecting = "an object with id, receipt and lines")]
struct Arrived {
    id: Key,
    receipt: Key,
    at: Option<Instant>,
    lines: Few<Came>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with pieces")]
struct Came {
    line: Option<Key>,
    pieces: Count,
    grade: Option<Text>,
    percent: Option<Count>,
}

/// A parcel arrived.
pub(super) fn arrived(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Arrived) = event::read(body)?;
    let at = it.at.map_or(sent, |at| at.0);
    let receipt = Receipt { at, lines: lines(&it.lines)? };
    let told = Told::Arrived { id: it.receipt.0, receipt };
    Ok(Facts::about(EntityRef::new(rma::ENTITY, &it.id.0), at).returned(Some(told)))
}

/// Somebody looked at what arrived.
pub(super) fn graded(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it): (_, Arrived) = event::read(body)?;
    let at = it.at.map_or(sent, |at| at.0);
    let lines = lines(&it.lines)?;
    if let Some(index) = lines.iter().position(|line| line.grade.is_none()) {
        return Err(refuse(format!("data.lines[{index}].grade"), "is missing", "send a, b or c"));
    }
    let told = Told::Graded { id: it.receipt.0, lines };
    Ok(Facts::about(EntityRef::new(rma::ENTITY, &it.id.0), at).returned(Some(told)))
}

fn lines(came: &Few<Came>) -> Result<Vec<ReceivedLine>, Refusal> {
    let line = |(index, came): (usize, &Came)| {
        let path = |field: &str| format!("data.lines[{index}].{field}");
        let percent = came.percent.as_ref().map(|percent| percent.0);
        if percent.is_some_and(|percent| percent > 100) {
            return Err(refuse(path("percent"), "is more than 100", "send 0 to 100"));
        }
        Ok(ReceivedLine {
            line: came.line.clone().map(|line| line.0),
            pieces: came.pieces.0,
            grade: word(&path("grade"), &came.grade, Grade::ALL)?,
            percent,
        })
    };
    came.iter().enumerate().map(line).collect()
}
