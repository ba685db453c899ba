//! Trackers as their documentation describes them, EasyPost's and AfterShip's lists of parcels, with trouble on request.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::Timestamp;
use serde_json::{Value, json};
use web::{Answer, Ask, Pauses, Trouble, Web};

use crate::{
    fake_shop::Fault,
    loopback::{Answers, HttpRequest, Loopback},
};

/// What opens them.
pub const KEY: &str = "key_test";
/// The same as EasyPost's header says it.
const BASIC: &str = "Basic a2V5X3Rlc3Q6";

/// A scan: when, and EasyPost's word for it.
type Scan = (Timestamp, &'static str);

#[derive(Debug, Default)]
struct State {
    /// What is scanned, by number; of which source it is known.
    parcels: BTreeMap<String, Vec<Scan>>,
    only: BTreeMap<String, &'static str>,
    spoilt: Vec<String>,
    /// Whoever asks for one of these gets no answer.
    failing: Vec<String>,
    /// What goes wrong with the requests that come next.
    faults: VecDeque<Option<Fault>>,
    always: Option<Fault>,
    asked: Vec<Vec<String>>,
    paused: Vec<Duration>,
}

/// Both of them: each knows every parcel, unless it is said to be known to one.
#[derive(Debug, Default)]
pub struct Tracker(Mutex<State>);

/// Them behind a socket.
pub type FakeTracker = Loopback<Tracker>;

impl Tracker {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A parcel is scanned.
    pub fn scan(&self, number: &str, at: Timestamp, status: &'static str) {
        self.state().parcels.entry(number.to_owned()).or_default().push((at, status));
    }

    /// A parcel is known to one tracker only.
    pub fn only(&self, number: &str, source: &'static str) {
        self.state().only.insert(number.to_owned(), source);
    }

    /// A parcel's scans get times that are none.
    pub fn spoil(&self, number: &str) {
        self.state().spoilt.push(number.to_owned());
    }

    /// Every request for a parcel fails.
    pub fn fail(&self, number: &str) {
        self.state().failing.push(number.to_owned());
    }

    /// What goes wrong with the next requests.
    pub fn plan(&self, faults: impl IntoIterator<Item = Option<Fault>>) {
        self.state().faults = faults.into_iter().collect();
    }

    /// What goes wrong with every request from now on.
    pub fn always(&self, fault: Option<Fault>) {
        self.state().always = fault;
    }

    /// The numbers of each request since this was last asked.
    pub fn asked(&self) -> Vec<Vec<String>> {
        std::mem::take(&mut self.state().asked)
    }

    /// How long whoever asks has waited, each time.
    pub fn paused(&self) -> Vec<Duration> {
        std::mem::take(&mut self.state().paused)
    }
}

impl Answers for Tracker {
    fn answer(&self, asked: &HttpRequest<'_>) -> (Option<Answer>, bool) {
        let mut state = self.state();
        let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
        let named = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.into_iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_owned())
        };
        let numbers = named("tracking_code").or_else(|| named("tracking_numbers")).unwrap_or_default();
        let numbers: Vec<String> = numbers.split(',').map(str::to_owned).collect();
        state.asked.push(numbers.clone());
        let fault = state.faults.pop_front().flatten().or(state.always);
        let fails = numbers.iter().any(|number| state.failing.contains(number));
        let fault = fault.or(fails.then_some(Fault::Status(500)));
        let page = |status, headers: Vec<(String, String)>| {
            Some(Answer { status, headers, body: b"<html>One moment, please</html>".to_vec() })
        };
        let (opens, source) = match path {
            "/v2/trackers" => ((asked.header)("authorization").as_deref() == Some(BASIC), "easypost"),
            "/tracking/2026-01/trackings" => {
                ((asked.header)("as-api-key").as_deref() == Some(KEY), "aftership")
            }
            _ => return (page(404, vec![]), false),
        };
        if !opens {
            return (page(401, vec![]), false);
        }
        let list = match fault {
            Some(Fault::Cut | Fault::Down | Fault::Lost) => return (None, false),
            Some(Fault::Status(status)) => return (page(status, vec![]), false),
            Some(Fault::Html) => return (page(200, vec![]), false),
            Some(Fault::TooMany(after)) => {
                return (page(429, vec![("retry-after".to_owned(), after.to_string())]), false);
            }
            Some(Fault::Moved) => return (page(301, vec![]), false),
            Some(Fault::Half) | None => state.list(&numbers, source),
        };
        let body = match source {
            "easypost" => json!({"trackers": list, "has_more": false}),
            _ => {
                json!({"meta": {"code": 200}, "data": {"pagination": {"has_next_page": false}, "trackings": list}})
            }
        };
        let answer = Answer { status: 200, headers: vec![], body: body.to_string().into_bytes() };
        (Some(answer), fault == Some(Fault::Half))
    }
}

impl State {
    /// The parcels of these numbers that a tracker knows.
    fn list(&self, numbers: &[String], source: &str) -> Vec<Value> {
        let is_known = |number: &&String| self.only.get(*number).is_none_or(|only| *only == source);
        let known =
            numbers.iter().filter(is_known).filter_map(|number| Some((number, self.parcels.get(number)?)));
        known.map(|(number, scans)| self.parcel(number, scans, source)).collect()
    }

    fn parcel(&self, number: &String, scans: &[Scan], source: &str) -> Value {
        let said = scans.iter().map(|(at, _)| *at).max().unwrap_or_default().to_string();
        let at =
            |at: &Timestamp| if self.spoilt.contains(number) { "soon".to_owned() } else { at.to_string() };
        if source == "easypost" {
            let detail = |(when, status): &Scan| {
                json!({"object": "TrackingDetail", "status": status, "status_detail": "status_update", "datetime": at(when),
                    "message": "Signed by A. Muster", "source": "UPS"})
            };
            let details: Vec<Value> = scans.iter().map(detail).collect();
            return json!({"object": "Tracker", "id": "trk_1", "tracking_code": number, "carrier": "UPS", "signed_by": "A. Muster",
                "updated_at": said, "tracking_details": details});
        }
        let checkpoint = |(when, status): &Scan| {
            let tag = match *status {
                "pre_transit" => "InfoReceived",
                "delivered" => "Delivered",
                _ => "InTransit",
            };
            json!({"checkpoint_time": at(when), "tag": tag, "message": "Signed by A. Muster", "slug": "ups"})
        };
        let checkpoints: Vec<Value> = scans.iter().map(checkpoint).collect();
        json!({"id": "1", "tracking_number": number, "slug": "ups", "signed_by": "A. Muster", "updated_at": said,
            "checkpoints": checkpoints})
    }
}

/// The trackers without a socket, for tests that stop the clock.
#[derive(Debug, Clone)]
pub struct InProcess(pub Arc<Tracker>);

impl Web for InProcess {
    async fn fetch(&self, ask: &Ask, _: Duration) -> Result<Answer, Trouble> {
        let header =
            |name: &str| ask.headers.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
        let target = ask.url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        match self.0.answer(&HttpRequest { target: target.unwrap_or("/"), header: &header, body: b"" }) {
            (Some(answer), false) => Ok(answer),
            _ => Err(Trouble::Passing("the answer broke off".to_owned())),
        }
    }
}

/// Whoever waits for them doesn't wait long.
#[derive(Debug, Clone)]
pub struct Noted(pub Arc<Tracker>);

impl Pauses for Noted {
    async fn pause(&self, how_long: Duration) {
        self.0.state().paused.push(how_long);
    }
}
