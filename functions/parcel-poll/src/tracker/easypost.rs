//! EasyPost: `GET /v2/trackers?tracking_code=…`, by HTTP Basic with the API key as the user's name.
//!
//! One number a request. Its lists may be asked five times a second. A tracker is made with the label or by the shop; none is made
//! here, as each one costs.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::tracking::Number;
use web::Ask;

use super::Tracker;

pub(super) static EASYPOST: Tracker = Tracker {
    name: "easypost",
    most: 1,
    pace: Duration::from_millis(250),
    topic: "tracker.updated",
    list: &["trackers"],
    ask,
};

fn ask(api: &str, key: &str, numbers: &[Number]) -> Ask {
    // A number has only letters and digits: nothing in it is to be escaped.
    let number = numbers.first().map(Number::as_str).unwrap_or_default();
    Ask {
        // The same number may have been tracked several times, the newest first.
        url: format!("{api}/v2/trackers?tracking_code={number}&page_size=20"),
        headers: vec![("authorization", format!("Basic {}", STANDARD.encode(format!("{key}:"))))],
        body: None,
    }
}
