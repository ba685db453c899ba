//! Functions behind the HTTP API.

use std::{future::Future, panic::AssertUnwindSafe, process::ExitCode, sync::Arc};

use futures::FutureExt as _;
use lambda_http::{Body, Request, RequestExt as _, Response, service_fn};
use serde_json::{Value, json};

use crate::{Boot, BootError, Face, TimeLeft, boot, metrics, terminal::Words};

/// A request, bytes as they were signed.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// Parameters of the path, such as `shop`.
    pub path: Vec<(String, String)>,
    /// The body, decoded from the API's transport form.
    pub body: Vec<u8>,
}

impl Asked {
    /// A parameter of the path; empty if the route has none of that name.
    pub fn parameter(&self, name: &str) -> &str {
        self.path.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }
}

/// An answer as JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Value,
}

impl Answer {
    /// A status with a body.
    pub fn new(status: u16, body: Value) -> Self {
        Self { status, body }
    }
}

/// Whoever answers requests.
pub trait Door: Send + Sync + 'static {
    /// Answers one request. Whatever goes wrong has its status, too.
    fn answer(&self, asked: Asked, time: &TimeLeft) -> impl Future<Output = Answer> + Send;
}

/// Runs a door.
pub fn door<D: Door>(face: Face, open: impl FnOnce(&Boot) -> Result<D, BootError>) -> ExitCode {
    boot::run(face, Words::default(), async |boot| {
        let door = Arc::new(open(&boot)?);
        let function = boot.name();
        lambda_http::run(service_fn(move |request: Request| {
            let door = Arc::clone(&door);
            async move {
                let time = TimeLeft::until(request.lambda_context().deadline());
                let answering = AssertUnwindSafe(door.answer(asked(request), &time)).catch_unwind().await;
                let answer = answering.unwrap_or_else(|_| {
                    tracing::error!("a request met a mistake of ours");
                    metrics::count(function, "Bug", 1);
                    Answer::new(500, json!({"outcome": "failed"}))
                });
                respond(answer).map_err(lambda_http::Error::from)
            }
        }))
        .await
    })
}

fn asked(request: Request) -> Asked {
    let path = request.path_parameters();
    let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let headers = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let body = match request.into_body() {
        Body::Text(text) => text.into_bytes(),
        Body::Binary(bytes) => bytes,
        _ => Vec::new(),
    };
    Asked { headers, path, body }
}

fn respond(answer: Answer) -> Result<Response<Body>, lambda_http::http::Error> {
    Response::builder()
        .status(answer.status)
        .header("content-type", "application/json")
        .header("cache-control", "no-store")
        .header("x-content-type-options", "nosniff")
        .body(Body::Text(answer.body.to_string()))
}
