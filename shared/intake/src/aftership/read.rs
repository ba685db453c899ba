//! Reading a tracking, in its event or by itself, as AfterShip's API answers it.
//!
//! Its `order_id` isn't read: integrations write an order's id there, or the number that people see, and what is the number of one
//! order is the id of another. Nor is a checkpoint's `message` or `location`, or who signed.

use domain::{
    SourceVersion,
    tracking::{Code, Expected, Report, Scan},
    webhook::Refusal,
};
use serde::{Deserialize, de::IgnoredAny};

use super::countries;
use crate::{
    json::{self, Few, Text, filled},
    refusal::missing,
    scans,
    topic::Facts,
};

/// Which of the two it is.
#[derive(Deserialize)]
struct Which {
    msg: Option<IgnoredAny>,
    tracking_number: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Event {
    msg: Tracking,
}

#[derive(Deserialize)]
#[serde(expecting = "a tracking as an object")]
struct Tracking {
    tracking_number: Text,
    slug: Option<Text>,
    updated_at: Option<Text>,
    last_updated_at: Option<Text>,
    expected_delivery: Option<Text>,
    courier_estimated_delivery_date: Option<Estimate>,
    #[serde(default)]
    checkpoints: Few<Checkpoint>,
}

#[derive(Deserialize)]
#[serde(expecting = "an estimate as an object")]
struct Estimate {
    estimated_delivery_date: Option<Text>,
    estimated_delivery_date_max: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "a checkpoint as an object")]
struct Checkpoint {
    checkpoint_time: Option<Text>,
    tag: Option<Text>,
    subtag: Option<Text>,
    raw_tag: Option<Text>,
    slug: Option<Text>,
    city: Option<Text>,
    state: Option<Text>,
    country_iso3: Option<Text>,
    country_region: Option<Text>,
}

/// `tracking_update` and `edd_revise`.
pub(super) fn tracking(body: &[u8]) -> Result<Facts, Refusal> {
    let which: Which = json::read(body)?;
    match (which.msg, which.tracking_number) {
        (Some(_), _) => facts("msg.", json::read::<Event>(body)?.msg),
        (None, Some(_)) => facts("", json::read(body)?),
        (None, None) => Err(missing("msg")),
    }
}

fn facts(path: &str, it: Tracking) -> Result<Facts, Refusal> {
    let number = scans::number(&format!("{path}tracking_number"), &it.tracking_number)?;
    let mut found = Vec::with_capacity(it.checkpoints.len());
    for (index, checkpoint) in it.checkpoints.iter().enumerate() {
        found.extend(scan(&format!("{path}checkpoints[{index}]"), checkpoint, &it.slug)?);
    }
    let nowhere = domain::tracking::Place::default();
    let instant = |name: &str, text| scans::when_at(&format!("{path}{name}"), text, &nowhere);
    let said = match instant("updated_at", &it.updated_at)? {
        Some(said) => Some(said),
        None => instant("last_updated_at", &it.last_updated_at)?,
    };
    let newest = || found.iter().map(|scan: &Scan| scan.at).max();
    let at = said.map(|said| said.at).or_else(newest).unwrap_or(SourceVersion::UNDATED);
    // Of a stretch of days the last: nobody is promised too much.
    let stretch = it.courier_estimated_delivery_date.as_ref();
    let day = stretch
        .and_then(|of| {
            scans::day(&of.estimated_delivery_date_max).or_else(|| scans::day(&of.estimated_delivery_date))
        })
        .or_else(|| scans::day(&it.expected_delivery));
    let expected = day.map(|day| Expected { said: at, day });
    Ok(Facts::parcel(Report { number, scans: found, expected, order: None }, at))
}

fn scan(path: &str, it: &Checkpoint, slug: &Option<Text>) -> Result<Option<Scan>, Refusal> {
    let country = filled(&it.country_iso3).or_else(|| filled(&it.country_region));
    let place = scans::place(&it.city, &it.state, country.and_then(|code| countries::two_letters(&code)));
    let when = scans::when_at(&format!("{path}.checkpoint_time"), &it.checkpoint_time, &place)?;
    Ok(when.map(|when| Scan {
        at: when.at,
        code: code(it),
        day: when.day,
        place,
        carrier: scans::word(&[if it.slug.is_some() { &it.slug } else { slug }]),
        word: scans::word(&[if it.subtag.is_some() { &it.subtag } else { &it.tag }, &it.raw_tag]),
    }))
}

/// AfterShip's tag, told apart by its subtag. A word that is new to us says nothing, and is kept.
fn code(it: &Checkpoint) -> Code {
    let word = |text: &Option<Text>| text.as_ref().map(|t| t.0.trim().to_owned()).unwrap_or_default();
    match (word(&it.tag).as_str(), word(&it.subtag).as_str()) {
        ("InfoReceived", _) => Code::PreTransit,
        ("InTransit", "InTransit_002") => Code::Accepted,
        // Somebody was called, or a day was agreed on: it isn't in the van for that.
        ("InTransit", _) | ("OutForDelivery", "OutForDelivery_003" | "OutForDelivery_004") => Code::InTransit,
        ("OutForDelivery", _) => Code::OutForDelivery,
        ("AttemptFail", _) => Code::AttemptFailed,
        ("AvailableForPickup", _) => Code::AvailableForPickup,
        ("Delivered", _) => Code::Delivered,
        ("Exception", "Exception_010") => Code::Returning,
        ("Exception", "Exception_011") => Code::Returned,
        ("Exception", _) => Code::Exception,
        _ => Code::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UPDATE: &str = include_str!("../../tests/payloads/aftership/update.json");

    fn report(facts: Facts) -> Report {
        facts.parcel.expect("a parcel")
    }

    #[test]
    fn a_tracking_is_read_in_its_event_and_by_itself() {
        let facts = tracking(UPDATE.as_bytes()).expect("readable");
        assert_eq!(facts.entity.to_string(), "PARCEL#RB123456785GB");
        assert_eq!(facts.at.to_string(), "2026-03-05T17:02:11Z");
        let told = report(facts);
        let scans: Vec<_> = told
            .scans
            .iter()
            .map(|s| (s.code, s.at.to_string(), s.day.to_string(), s.word.as_str(), s.carrier.as_str()))
            .collect();
        let at = |at: &str, day: &str| (at.to_owned(), day.to_owned());
        let expected = [
            (
                Code::PreTransit,
                at("2026-03-01T00:00:00Z", "2026-03-01"),
                "InfoReceived_001/EVPPA",
                "royal-mail",
            ),
            (Code::Accepted, at("2026-03-02T16:47:00Z", "2026-03-02"), "InTransit_002/EVAIP", "royal-mail"),
            (Code::InTransit, at("2026-03-05T04:40:00Z", "2026-03-04"), "InTransit_003/10", "usps"),
            // Without an offset: by the clock of Brooklyn.
            (Code::Returning, at("2026-03-05T14:00:00Z", "2026-03-05"), "Exception_010/21", "usps"),
        ];
        assert_eq!(scans, expected.map(|(code, (at, day), word, carrier)| (code, at, day, word, carrier)));
        assert_eq!(told.expected.map(|e| e.day.to_string()).as_deref(), Some("2026-03-07"));
        assert_eq!(told.order, None, "it may be another order's id");
        let kept = serde_json::to_string(&told).expect("plain data");
        for personal in ["Muster", "anna", "signed", "Refused"] {
            assert!(!kept.contains(personal), "{personal}: {kept}");
        }
        let event: serde_json::Value = serde_json::from_str(UPDATE).expect("JSON");
        let alone = event["msg"].to_string();
        assert_eq!(report(tracking(alone.as_bytes()).expect("readable")), told);
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_its_path() {
        for (body, field) in [
            (r#"{"event": "tracking_update"}"#, "msg"),
            (r#"{"msg": {"tracking_number": "Anna"}}"#, "msg.tracking_number"),
            (r#"{"msg": {"tracking_number": "12345", "updated_at": "soon"}}"#, "msg.updated_at"),
            (
                r#"{"msg": {"tracking_number": "12345", "checkpoints": [{"checkpoint_time": "soon"}]}}"#,
                "msg.checkpoints[0].checkpoint_time",
            ),
        ] {
            assert_eq!(tracking(body.as_bytes()).expect_err(body).field, field, "{body}");
        }
    }

    #[test]
    fn tags_are_told_apart_by_their_subtags() {
        for (tag, subtag, code) in [
            ("Pending", "Pending_001", Code::Unknown),
            ("InfoReceived", "InfoReceived_001", Code::PreTransit),
            ("InTransit", "InTransit_007", Code::InTransit),
            ("OutForDelivery", "OutForDelivery_001", Code::OutForDelivery),
            ("OutForDelivery", "OutForDelivery_004", Code::InTransit),
            ("AttemptFail", "AttemptFail_002", Code::AttemptFailed),
            ("AvailableForPickup", "AvailableForPickup_001", Code::AvailableForPickup),
            ("Delivered", "Delivered_003", Code::Delivered),
            ("Exception", "Exception_001", Code::Exception),
            ("Exception", "Exception_011", Code::Returned),
            ("Expired", "Expired_001", Code::Unknown),
        ] {
            let body = format!(
                r#"{{"tracking_number": "12345", "checkpoints": [{{"checkpoint_time": "2026-03-05T17:01:00Z", "tag": "{tag}",
                    "subtag": "{subtag}"}}]}}"#
            );
            let told = report(tracking(body.as_bytes()).expect("readable"));
            assert_eq!(told.scans[0].code, code, "{tag} {subtag}");
        }
    }
}
