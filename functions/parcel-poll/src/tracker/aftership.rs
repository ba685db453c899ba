//! AfterShip: `GET /tracking/{version}/trackings?tracking_numbers=…`, with the API key in `as-api-key`.
//!
//! Forty numbers a request of the fifty that it takes, up to two hundred trackings in an answer. It may be asked six times a second.

use std::time::Duration;

use domain::tracking::Number;
use web::Ask;

use super::Tracker;

pub(super) static AFTERSHIP: Tracker = Tracker {
    name: "aftership",
    most: 40,
    pace: Duration::from_millis(200),
    topic: "tracking_update",
    list: &["data", "trackings"],
    ask,
};

/// The version of the API that is asked.
const VERSION: &str = "2026-01";

fn ask(api: &str, key: &str, numbers: &[Number]) -> Ask {
    // A number has only letters and digits: nothing in it is to be escaped.
    let numbers: Vec<&str> = numbers.iter().map(Number::as_str).collect();
    let numbers = numbers.join(",");
    Ask {
        url: format!("{api}/tracking/{VERSION}/trackings?tracking_numbers={numbers}&limit=200"),
        headers: vec![("as-api-key", key.to_owned())],
        body: None,
    }
}
