//! What an order's page shows beside what mails show, in the reader's words and digits.

use serde::Serialize;

use super::facts::{Facts, ParcelFacts};
use crate::{Unmailable, context::Context, locale::Speech};

/// What the template sees beside the order itself.
#[derive(Debug, Serialize)]
pub(super) struct StatusView {
    /// Words that name the sentences.
    progress: &'static str,
    payment: String,
    promises: Vec<PromiseView>,
    parcels: Vec<ParcelView>,
    contact: Option<String>,
}

/// When a shipment is to come, while it is waited for.
#[derive(Debug, Serialize)]
struct PromiseView {
    when: String,
    lines: Vec<String>,
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
