//! The small door by which the other commands speak to the process that owns the local cloud.

use std::sync::{Arc, atomic::Ordering};

use hyper::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use tokio::{net::TcpListener, sync::Notify};

use super::{
    http::{self, Answer, HttpRequest},
    pretend::{Pretend, Rules},
    proxy::{Counts, Disturbance, Switches},
    sink::Sink,
};

/// Every request carries this header, so that a web page in a browser can't reach in.
pub(crate) const HEADER: &str = "x-nightshift";

/// What has happened so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Status {
    /// Mails kept.
    pub(crate) mails: u64,
    /// Events told to the feedback topic.
    pub(crate) events: u64,
    /// Sends at the proxy.
    pub(crate) ses: Counts,
}

/// Where SES's events go.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Feedback {
    /// The topic's ARN.
    pub(crate) topic: String,
}

/// What stands behind the door.
pub(super) struct Behind {
    pub(super) sink: Arc<Sink>,
    pub(super) switches: Arc<Switches>,
    pub(super) pretend: Arc<Pretend>,
    pub(super) stop: Arc<Notify>,
}

/// Answers until the process ends.
pub(super) async fn serve(listener: TcpListener, behind: Arc<Behind>) {
    let handler = move |asked: HttpRequest| std::future::ready(Some(handle(&asked, &behind)));
    http::serve(listener, handler).await;
}

fn handle(asked: &HttpRequest, behind: &Behind) -> Answer {
    let Behind { sink, switches, pretend, stop } = behind;
    let said = |status, body: String| http::answer(status, "application/json", body);
    if !asked.headers.contains_key(HEADER) {
        return said(StatusCode::FORBIDDEN, format!("{{\"error\":\"the header {HEADER} is missing\"}}"));
    }
    let read = |e: serde_json::Error| {
        said(StatusCode::BAD_REQUEST, serde_json::json!({"error": e.to_string()}).to_string())
    };
    match (&asked.method, asked.uri.path()) {
        (&Method::GET, "/status") => {
            let (mails, events) = (sink.kept.load(Ordering::SeqCst), sink.told.load(Ordering::SeqCst));
            let status = Status { mails, events, ses: switches.counts() };
            said(StatusCode::OK, serde_json::to_string(&status).expect("plain data"))
        }
        (&Method::POST, "/feedback") => match serde_json::from_slice::<Feedback>(&asked.body) {
            Ok(feedback) => {
                sink.report_to(feedback.topic);
                said(StatusCode::OK, "{}".into())
            }
            Err(e) => read(e),
        },
        (&Method::POST, "/ses") => match serde_json::from_slice::<Disturbance>(&asked.body) {
            Ok(disturbance) => {
                switches.set(disturbance);
                said(StatusCode::OK, "{}".into())
            }
            Err(e) => read(e),
        },
        (&Method::GET, "/shop") => {
            said(StatusCode::OK, serde_json::to_string(&pretend.carried()).expect("plain data"))
        }
        (&Method::POST, "/shop") => match serde_json::from_slice::<Rules>(&asked.body) {
            Ok(rules) => {
                pretend.rule(rules);
                said(StatusCode::OK, "{}".into())
            }
            Err(e) => read(e),
        },
        (&Method::POST, "/stop") => {
            stop.notify_one();
            said(StatusCode::OK, "{}".into())
        }
        _ => said(
            StatusCode::NOT_FOUND,
            "{\"error\":\"GET /status or /shop, POST /feedback, /ses, /shop or /stop\"}".into(),
        ),
    }
}
