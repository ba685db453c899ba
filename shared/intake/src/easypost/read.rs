//! Reading a tracker, in its event or by itself, as EasyPost's API answers it. Who signed for it is never read.

use domain::{
    SourceVersion,
    tracking::{Code, Expected, Report, Scan},
    webhook::Refusal,
};
use serde::{Deserialize, de::IgnoredAny};

use crate::{
    json::{self, Few, Instant, Text},
    refusal::missing,
    scans,
    topic::Facts,
};

/// Which of the two it is.
#[derive(Deserialize)]
struct Which {
    result: Option<IgnoredAny>,
    tracking_code: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Event {
    result: Tracker,
}

#[derive(Deserialize)]
#[serde(expecting = "a tracker as an object")]
struct Tracker {
    tracking_code: Text,
    carrier: Option<Text>,
    updated_at: Option<Instant>,
    created_at: Option<Instant>,
    est_delivery_date: Option<Text>,
    carrier_detail: Option<CarrierDetail>,
    #[serde(default)]
    tracking_details: Few<Detail>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object")]
struct CarrierDetail {
    est_delivery_date_local: Option<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(expecting = "a scan as an object")]
struct Detail {
    status: Option<Text>,
    status_detail: Option<Text>,
    carrier_code: Option<Text>,
    datetime: Option<Text>,
    source: Option<Text>,
    tracking_location: Option<Location>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(expecting = "a place as an object")]
struct Location {
    city: Option<Text>,
    state: Option<Text>,
    country: Option<Text>,
}

/// `tracker.*`.
pub(super) fn tracker(body: &[u8]) -> Result<Facts, Refusal> {
    let which: Which = json::read(body)?;
    match (which.result, which.tracking_code) {
        (Some(_), _) => facts("result.", json::read::<Event>(body)?.result),
        (None, Some(_)) => facts("", json::read(body)?),
        (None, None) => Err(missing("result")),
    }
}

fn facts(path: &str, it: Tracker) -> Result<Facts, Refusal> {
    let number = scans::number(&format!("{path}tracking_code"), &it.tracking_code)?;
    let mut found = Vec::with_capacity(it.tracking_details.len());
    for (index, detail) in it.tracking_details.iter().enumerate() {
        let path = format!("{path}tracking_details[{index}]");
        found.extend(scan(&path, detail, &it.carrier)?);
    }
    let local = it.carrier_detail.as_ref().and_then(|detail| scans::day(&detail.est_delivery_date_local));
    let said = it.updated_at.or(it.created_at).map(|at| at.0);
    let at = said.or_else(|| found.iter().map(|scan: &Scan| scan.at).max()).unwrap_or(SourceVersion::UNDATED);
    let expected = local.or_else(|| scans::day(&it.est_delivery_date)).map(|day| Expected { said: at, day });
    Ok(Facts::parcel(Report { number, scans: found, expected, order: None }, at))
}

fn scan(path: &str, detail: &Detail, carrier: &Option<Text>) -> Result<Option<Scan>, Refusal> {
    let nowhere = Location::default();
    let at = detail.tracking_location.as_ref().unwrap_or(&nowhere);
    let place = scans::place(&at.city, &at.state, scans::country(&at.country));
    let when = scans::when_at(&format!("{path}.datetime"), &detail.datetime, &place)?;
    Ok(when.map(|when| Scan {
        at: when.at,
        code: code(detail),
        day: when.day,
        place,
        carrier: scans::word(&[if detail.source.is_some() { &detail.source } else { carrier }]),
        word: scans::word(&[&detail.status, &detail.status_detail, &detail.carrier_code]),
    }))
}

/// EasyPost's status, told apart by its detail. A word that is new to us says nothing, and is kept.
fn code(detail: &Detail) -> Code {
    let word =
        |text: &Option<Text>| text.as_ref().map(|t| t.0.trim().to_ascii_lowercase()).unwrap_or_default();
    match (word(&detail.status).as_str(), word(&detail.status_detail).as_str()) {
        ("pre_transit", _) => Code::PreTransit,
        ("in_transit", "received_at_origin_facility") => Code::Accepted,
        ("in_transit", "return") => Code::Returning,
        (
            "in_transit",
            "address_correction" | "damaged" | "delayed" | "delivery_exception" | "failure" | "held" | "lost"
            | "missorted" | "refused" | "transit_exception" | "weather_delay",
        ) => Code::Exception,
        ("in_transit", _) => Code::InTransit,
        ("out_for_delivery", _) => Code::OutForDelivery,
        ("available_for_pickup", _) => Code::AvailableForPickup,
        ("delivered", _) => Code::Delivered,
        ("return_to_sender", _) => Code::Returning,
        ("failure", _) => Code::Exception,
        ("cancelled", _) => Code::Cancelled,
        _ => Code::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Facts;

    const DELIVERED: &str = include_str!("../../tests/payloads/easypost/delivered.json");

    fn report(facts: Facts) -> Report {
        facts.parcel.expect("a parcel")
    }

    #[test]
    fn a_tracker_is_read_in_its_event_and_by_itself() {
        let facts = tracker(DELIVERED.as_bytes()).expect("readable");
        assert_eq!(facts.entity.to_string(), "PARCEL#1Z999AA10123456784");
        assert_eq!(facts.at.to_string(), "2026-03-05T17:02:10Z");
        let told = report(facts);
        let scans: Vec<_> = told.scans.iter().map(|s| (s.code, s.day.to_string(), s.word.as_str())).collect();
        let day = |day: &str| day.to_owned();
        assert_eq!(
            scans,
            [
                (Code::PreTransit, day("2026-03-02"), "pre_transit/label_created/MP"),
                // Half past nine in the evening in Florida.
                (Code::Accepted, day("2026-03-02"), "in_transit/received_at_origin_facility/OR"),
                (Code::Exception, day("2026-03-04"), "in_transit/weather_delay/X1"),
                (Code::Unknown, day("2026-03-04"), "teleported/beam/BM"),
                (Code::OutForDelivery, day("2026-03-05"), "out_for_delivery/out_for_delivery/OF"),
                (Code::Delivered, day("2026-03-05"), "delivered/arrived_at_destination/FS"),
            ]
        );
        assert_eq!(told.expected.map(|e| e.day.to_string()).as_deref(), Some("2026-03-05"));
        let kept = serde_json::to_string(&told).expect("plain data");
        for personal in ["Muster", "MUSTER", "Main", "11201", "Anna", "signed"] {
            assert!(!kept.contains(personal), "{personal}: {kept}");
        }
        let event: serde_json::Value = serde_json::from_str(DELIVERED).expect("JSON");
        let alone = event["result"].to_string();
        assert_eq!(report(tracker(alone.as_bytes()).expect("readable")), told);
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_its_path() {
        for (body, field) in [
            (r#"{"description": "tracker.created"}"#, "result"),
            (r#"{"result": {}}"#, "result.tracking_code"),
            (r#"{"result": {"tracking_code": "Anna"}}"#, "result.tracking_code"),
            (r#"{"tracking_code": "see mail"}"#, "tracking_code"),
            (
                r#"{"result": {"tracking_code": "12345", "tracking_details": [{"datetime": "soon"}]}}"#,
                "result.tracking_details[0].datetime",
            ),
        ] {
            assert_eq!(tracker(body.as_bytes()).expect_err(body).field, field, "{body}");
        }
    }

    #[test]
    fn statuses_are_told_apart_by_their_details() {
        for (status, detail, code) in [
            ("unknown", "status_update", Code::Unknown),
            ("pre_transit", "label_created", Code::PreTransit),
            ("in_transit", "departed_facility", Code::InTransit),
            ("in_transit", "delayed", Code::Exception),
            ("in_transit", "return", Code::Returning),
            ("available_for_pickup", "arrived_at_pickup_location", Code::AvailableForPickup),
            ("return_to_sender", "return", Code::Returning),
            ("failure", "refused", Code::Exception),
            ("cancelled", "cancelled", Code::Cancelled),
            ("error", "", Code::Unknown),
            ("", "", Code::Unknown),
        ] {
            let body = format!(
                r#"{{"tracking_code": "12345", "tracking_details": [{{"datetime": "2026-03-05T17:01:00Z", "status": "{status}",
                    "status_detail": "{detail}"}}]}}"#
            );
            let told = report(tracker(body.as_bytes()).expect("readable"));
            assert_eq!(told.scans[0].code, code, "{status} {detail}");
        }
    }
}
