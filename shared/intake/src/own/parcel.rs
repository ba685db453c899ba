//! What a carrier says of a parcel, in our own words.

use domain::{
    tracking::{Code, Expected, Report, Scan},
    webhook::Refusal,
};
use serde::Deserialize;

use super::event::{self, Key};
use crate::{
    json::{Day, Few, Instant, Text},
    refusal::refuse,
    scans,
    topic::Facts,
};

#[derive(Deserialize)]
#[serde(expecting = "an object with number and scans")]
struct Parcel {
    number: Text,
    carrier: Option<Key>,
    order: Option<Key>,
    expected: Option<Day>,
    updated_at: Option<Instant>,
    #[serde(default)]
    scans: Few<Scanned>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "an object with code and at")]
struct Scanned {
    code: Text,
    at: Text,
    word: Option<Text>,
    city: Option<Text>,
    region: Option<Text>,
    country: Option<Text>,
}

/// `parcel.scanned`.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, it) = event::read::<Parcel>(body)?;
    let number = scans::number("data.number", &it.number)?;
    let at = it.updated_at.map_or(sent, |at| at.0);
    let carrier = it.carrier.map(|carrier| carrier.0).unwrap_or_default();
    let scan = |(index, scan): (usize, &Scanned)| {
        let path = format!("data.scans[{index}]");
        let code = code(&format!("{path}.code"), &scan.code)?;
        let place = scans::place(&scan.city, &scan.region, scans::country(&scan.country));
        let mend = "send an RFC 3339 time with its offset, or without one by the clock of its place";
        let when = scans::when(&scan.at.0, &place).ok_or_else(|| {
            refuse(format!("{path}.at"), "is not a time such as 2026-03-02T09:15:30+01:00", mend)
        })?;
        let word = scans::word(&[&scan.word]);
        Ok(Scan { at: when.at, code, day: when.day, place, carrier: carrier.clone(), word })
    };
    let scans = it.scans.iter().enumerate().map(scan).collect::<Result<_, Refusal>>()?;
    let expected = it.expected.map(|day| Expected { said: at, day: day.0 });
    let order = it.order.map(|order| order.0);
    Ok(Facts::parcel(Report { number, scans, expected, order }, at))
}

fn code(path: &str, word: &Text) -> Result<Code, Refusal> {
    Code::of(&word.0).ok_or_else(|| {
        let known: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        refuse(path, "is not a known code of a scan", format!("send one of {}", known.join(", ")))
    })
}
