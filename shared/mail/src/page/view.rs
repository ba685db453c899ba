//! What an order's page shows beside what mails show, in the reader's words and digits.

use domain::{edd::Span, order::Progress};
use serde::Serialize;

use super::facts::{Facts, ParcelFacts};
use crate::{Unmailable, context::Context, delay::why, locale::Speech};

/// What the template sees beside the order itself.
#[derive(Debug, Serialize)]
pub(super) struct StatusView {
    /// Words that name the sentences.
    progress: &'static str,
    payment: String,
    promises: Vec<PromiseView>,
    dates: Option<DatesView>,
    parcels: Vec<ParcelView>,
    contact: Option<String>,
}

/// When a shipment is to come, while it is waited for.
#[derive(Debug, Serialize)]
struct PromiseView {
    when: String,
    lines: Vec<String>,
}

/// What became of a promise of ours.
#[derive(Debug, Serialize)]
struct DatesView {
    /// By which day it was promised.
    promised: Option<String>,
    /// On which day it came.
    delivered: Option<String>,
    /// Whether it is waited for, and something else is expected than was promised.
    moved: bool,
    /// What is expected; absent where nobody can say.
    expected: Option<String>,
    /// The sentence that says why it is late, if it is.
    why: Option<&'static str>,
}

impl DatesView {
    fn of(facts: &Facts, cx: &Context) -> Result<Option<Self>, Unmailable> {
        if facts.promised.is_none() && facts.delivered.is_none() {
            return Ok(None);
        }
        let days = |span: Span| cx.speech.dates.days((span.earliest, span.latest), cx.today, cx.strings);
        let waits = facts.status != Progress::Delivered;
        Ok(Some(Self {
            promised: facts.promised.map(|span| cx.day(span.latest)).transpose()?,
            delivered: facts.delivered.map(|day| cx.day(day)).transpose()?,
            moved: waits && facts.expected != facts.promised,
            expected: facts.expected.map(days).transpose()?,
            why: facts.delay.map(why),
        }))
    }
}

#[derive(Debug, Serialize)]
struct ParcelView {
    number: String,
    status: String,
    carrier: Option<String>,
    tracking: Option<String>,
    url: Option<String>,
    lines: Vec<(String, String)>,
}

impl StatusView {
    pub(super) fn of(facts: &Facts, cx: &Context) -> Result<Self, Unmailable> {
        let promises = facts.promises.iter().map(|promise| {
            let when = cx.speech.dates.days((promise.earliest, promise.latest), cx.today, cx.strings)?;
            Ok(PromiseView { when, lines: promise.lines.clone() })
        });
        Ok(Self {
            progress: facts.status.as_str(),
            payment: word(&facts.payment.status)?,
            promises: promises.collect::<Result<_, Unmailable>>()?,
            dates: DatesView::of(facts, cx)?,
            parcels: facts.parcels.iter().map(|p| ParcelView::of(p, cx.speech)).collect::<Result<_, _>>()?,
            contact: facts.contact.clone(),
        })
    }
}

impl ParcelView {
    fn of(parcel: &ParcelFacts, speech: &Speech) -> Result<Self, Unmailable> {
        let part = |(title, quantity): &(String, i64)| -> Result<_, Unmailable> {
            Ok((title.clone(), speech.numbers.count(*quantity)?))
        };
        Ok(Self {
            number: speech.numbers.count(i64::try_from(parcel.number).unwrap_or(i64::MAX))?,
            status: word(&parcel.status)?,
            carrier: parcel.carrier.clone(),
            tracking: parcel.tracking.clone(),
            url: parcel.url.clone(),
            lines: parcel.lines.iter().flatten().map(part).collect::<Result<_, _>>()?,
        })
    }
}

/// The word by which a state is written in JSON, which is how its sentence is named, too.
fn word(state: &impl Serialize) -> Result<String, Unmailable> {
    let word = minijinja::Value::from(minijinja::value::Serde(state));
    word.as_str().map(str::to_owned).ok_or_else(|| Unmailable::Template("a state is no word".into()))
}
