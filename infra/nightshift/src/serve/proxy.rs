//! The proxy in front of SES: it can throttle sends, or lose the answers to them.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use hyper::{StatusCode, header};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use super::{
    events,
    http::{self, Answer, HttpRequest},
};

/// What the proxy does to sends.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Disturbance {
    /// Sends a second that are let through; 0 for all.
    #[serde(default)]
    pub(crate) throttle: u32,
    /// Answers still to be lost. The mail goes out, and the sender never hears of it.
    #[serde(default)]
    pub(crate) lose: u32,
}

/// How many sends met what.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    /// Passed on.
    pub(crate) sent: u64,
    /// Answered with `Throttling`.
    pub(crate) throttled: u64,
    /// Passed on, answer lost.
    pub(crate) lost: u64,
}

/// The proxy's memory.
#[derive(Default)]
pub(super) struct Switches(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    disturbance: Disturbance,
    counts: Counts,
    recent: VecDeque<Instant>,
    asked: HashMap<String, events::SendRequest>,
}

impl Switches {
    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().expect("no holder panics"))
    }

    /// From now on.
    pub(super) fn set(&self, disturbance: Disturbance) {
        self.with(|inner| inner.disturbance = disturbance);
    }

    /// So far.
    pub(super) fn counts(&self) -> Counts {
        self.with(|inner| inner.counts)
    }

    /// Tags and configuration set that were named in the request for the mail with this id.
    pub(super) fn asked(&self, message_id: &str) -> Option<events::SendRequest> {
        self.with(|inner| inner.asked.remove(message_id))
    }

    /// Whether a send at `now` is let through.
    fn admit(&self, now: Instant) -> bool {
        self.with(|inner| {
            let limit = inner.disturbance.throttle as usize;
            while inner.recent.front().is_some_and(|then| now.duration_since(*then) >= Duration::from_secs(1))
            {
                inner.recent.pop_front();
            }
            let admitted = limit == 0 || inner.recent.len() < limit;
            if admitted {
                inner.recent.push_back(now);
                inner.counts.sent += 1;
            } else {
                inner.counts.throttled += 1;
            }
            admitted
        })
    }

    /// Whether the answer to a send is to be lost.
    fn lose(&self) -> bool {
        self.with(|inner| {
            let lose = inner.disturbance.lose > 0;
            if lose {
                inner.disturbance.lose -= 1;
                inner.counts.lost += 1;
            }
            lose
        })
    }
}

/// Stands in front of SES until the process ends.
pub(super) async fn serve(listener: TcpListener, ses: String, switches: Arc<Switches>) {
    let client = reqwest::Client::new();
    http::serve(listener, move |asked| pass(client.clone(), ses.clone(), Arc::clone(&switches), asked)).await;
}

async fn pass(
    client: reqwest::Client,
    ses: String,
    switches: Arc<Switches>,
    asked: HttpRequest,
) -> Option<Answer> {
    let form = form(&asked.body);
    let sends = form.get("Action").is_some_and(|action| action.starts_with("Send"));
    if sends && !switches.admit(Instant::now()) {
        return Some(http::answer(StatusCode::BAD_REQUEST, "text/xml", THROTTLING));
    }
    let path = asked.uri.path_and_query().map_or("/", |p| p.as_str());
    let mut headers = asked.headers;
    for hop in [header::HOST, header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
        headers.remove(hop);
    }
    let request = client.request(asked.method, format!("{ses}{path}")).headers(headers).body(asked.body);
    let answer = request.send().await.ok()?;
    let status = answer.status();
    let body = answer.bytes().await.ok()?;
    if sends && status.is_success() {
        if let Some(id) = between(&String::from_utf8_lossy(&body), "<MessageId>", "</MessageId>") {
            switches.with(|inner| inner.asked.insert(id.to_owned(), named_in(&form)));
        }
        if switches.lose() {
            return None;
        }
    }
    Some(http::answer(status, "text/xml", body))
}

const THROTTLING: &str = "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error>\
<Type>Sender</Type><Code>Throttling</Code><Message>Maximum sending rate exceeded.</Message></Error>\
<RequestId>nightshift-local</RequestId></ErrorResponse>";

fn form(body: &[u8]) -> BTreeMap<String, String> {
    // A query string and a form are written alike.
    let text = String::from_utf8_lossy(body);
    reqwest::Url::parse(&format!("http://localhost/?{text}"))
        .map(|url| url.query_pairs().into_owned().filter(|(name, _)| name != "RawMessage.Data").collect())
        .unwrap_or_default()
}

fn named_in(form: &BTreeMap<String, String>) -> events::SendRequest {
    let tag = |n: usize, part: &str| form.get(&format!("Tags.member.{n}.{part}")).cloned();
    let tags = (1..).map_while(|n| Some((tag(n, "Name")?, tag(n, "Value")?))).collect();
    events::SendRequest { configuration_set: form.get("ConfigurationSetName").cloned(), tags }
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?.1.split_once(close).map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_a_second_and_no_more() {
        let switches = Switches::default();
        let start = Instant::now();
        assert!((0..5).all(|_| switches.admit(start)), "unlimited by default");
        switches.set(Disturbance { throttle: 2, lose: 0 });
        let later = start + Duration::from_secs(2);
        assert_eq!(
            [0, 1, 999, 1000].map(|ms| switches.admit(later + Duration::from_millis(ms))),
            [true, true, false, true]
        );
        assert_eq!(switches.counts(), Counts { sent: 8, throttled: 1, lost: 0 });
    }

    #[tokio::test]
    async fn a_lost_answer_is_a_closed_connection_after_the_send() {
        let (ses, ses_port) = super::super::listen().await.expect("a port");
        tokio::spawn(http::serve(ses, |_| async {
            Some(http::answer(StatusCode::OK, "text/xml", "<MessageId>m1</MessageId>"))
        }));
        let (front, port) = super::super::listen().await.expect("a port");
        let switches = Arc::new(Switches::default());
        switches.set(Disturbance { throttle: 0, lose: 1 });
        tokio::spawn(serve(front, format!("http://127.0.0.1:{ses_port}"), Arc::clone(&switches)));

        let send = || {
            reqwest::Client::new()
                .post(format!("http://127.0.0.1:{port}/"))
                .body("Action=SendRawEmail&Tags.member.1.Name=send_id&Tags.member.1.Value=0a%2B&ConfigurationSetName=bulk")
                .send()
        };
        assert!(send().await.is_err(), "the first answer is lost");
        assert_eq!(send().await.expect("an answer").status(), 200);
        assert_eq!(switches.counts(), Counts { sent: 2, throttled: 0, lost: 1 });
        let asked = switches.asked("m1").expect("remembered");
        assert_eq!(asked.configuration_set.as_deref(), Some("bulk"));
        assert_eq!(asked.tags["send_id"], "0a+");
    }
}
