//! Signs a payload and posts it.

use std::time::{Duration, Instant};

use domain::Timestamp;
use intake::{Secret, Source};
use serde_json::Value;

use super::index::Said;
use crate::trouble::{Explain, Trouble};

/// A signed request, ready to be sent any number of times.
#[derive(Debug)]
pub(crate) struct Signed {
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Signed {
    /// Signs `body` as the true sender would at `at`.
    pub(crate) fn new(
        source: &dyn Source,
        topic: &str,
        body: String,
        secret: &Secret,
        at: Timestamp,
    ) -> Self {
        Self { headers: source.sign(topic, body.as_bytes(), secret, at), body }
    }

    /// Leaves `body` unsigned, as a form.
    pub(crate) fn by_nobody(body: String) -> Self {
        Self { headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())], body }
    }
}

/// What the door answered.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// The body, as JSON where it is some.
    pub(crate) body: Value,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Answer {
    /// In one word.
    pub(crate) fn said(&self) -> Said {
        match (self.status, self.body["outcome"].as_str()) {
            (200, Some("accepted")) => Said::Accepted,
            (200, Some("duplicate")) => Said::Duplicate,
            (200, Some("ignored")) => Said::Ignored,
            (200, Some("ping")) => Said::Ping,
            (422, _) => Said::Refused,
            (401, _) => Said::Unauthorised,
            _ => Said::Else,
        }
    }
}

/// A client that doesn't wait for ever.
pub(crate) fn client() -> Result<reqwest::Client, Trouble> {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .build()
        .while_trying("no HTTP client can be made")
}

/// Sends it.
pub(crate) async fn post(client: &reqwest::Client, url: &str, signed: &Signed) -> Result<Answer, Trouble> {
    let started = Instant::now();
    let mut request = client.post(url).body(signed.body.clone());
    for (name, value) in &signed.headers {
        request = request.header(*name, value);
    }
    let answer = request.send().await.while_trying(format!("{url} doesn't answer"))?;
    let status = answer.status().as_u16();
    let text = answer.text().await.while_trying(format!("{url} breaks off"))?;
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Ok(Answer { status, body, took: started.elapsed() })
}
