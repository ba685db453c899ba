//! Lambda's Runtime API on loopback, for one process: it is asked for the next event, and told what came of it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use hyper::{Method, StatusCode, body::Bytes};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    sync::{Mutex, mpsc, oneshot, watch},
    task::JoinHandle,
};

use crate::{
    serve::http::{self, Answer, HttpRequest},
    trouble::{Explain, Trouble},
};

/// How long an invocation may take, as its deadline says.
const TIME: Duration = Duration::from_secs(60);

/// What came of an invocation.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The function's answer.
    pub(super) answer: Value,
    /// From handing the event over to the answer's last byte.
    pub(super) took: Duration,
}

/// What a process answers, when it did so; an error's text if it failed.
type Answered = (Result<Bytes, String>, Instant);

struct Waiting {
    event: Bytes,
    handed: oneshot::Sender<Instant>,
}

struct Shared {
    polled: watch::Sender<Option<Instant>>,
    events: Mutex<mpsc::Receiver<Waiting>>,
    answers: mpsc::Sender<Answered>,
    number: AtomicU64,
}

/// One process's Runtime API.
pub(super) struct Runtime {
    /// Where it listens.
    pub(super) address: String,
    polled: watch::Receiver<Option<Instant>>,
    events: mpsc::Sender<Waiting>,
    answers: mpsc::Receiver<Answered>,
    serving: JoinHandle<()>,
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Runtime {
    /// Opens on a free port.
    pub(super) async fn open() -> Result<Self, Trouble> {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.while_trying("no port is free on 127.0.0.1")?;
        let address = listener.local_addr().while_trying("the port just opened has no number")?.to_string();
        let (polled_tell, polled) = watch::channel(None);
        let (events, events_ask) = mpsc::channel(1);
        let (answers_tell, answers) = mpsc::channel(1);
        let shared = Arc::new(Shared {
            polled: polled_tell,
            events: Mutex::new(events_ask),
            answers: answers_tell,
            number: AtomicU64::new(0),
        });
        let serving = tokio::spawn(http::serve(listener, move |asked| answer(Arc::clone(&shared), asked)));
        Ok(Self { address, polled, events, answers, serving })
    }

    /// When the process first asked for an event.
    pub(super) async fn first_poll(&mut self) -> Option<Instant> {
        self.polled.wait_for(Option::is_some).await.ok().and_then(|at| *at)
    }

    /// Gives the process one event, and waits for what comes of it.
    pub(super) async fn invoke(&mut self, name: &str, event: &Value) -> Result<Outcome, Trouble> {
        let failed = |why: String| Trouble::failed(format!("{name} doesn't answer")).saying(why);
        let (handed, when) = oneshot::channel();
        let waiting = Waiting { event: event.to_string().into(), handed };
        self.events.send(waiting).await.map_err(|_| failed("its runtime is gone".into()))?;
        let answered = tokio::time::timeout(TIME, self.answers.recv()).await;
        let (answer, ended) =
            answered.ok().flatten().ok_or_else(|| failed("nothing came within a minute".into()))?;
        let started = when.await.map_err(|_| failed("it answered before it was asked".into()))?;
        let answer = serde_json::from_slice(&answer.map_err(failed)?).map_err(|e| failed(e.to_string()))?;
        Ok(Outcome { answer, took: ended.duration_since(started) })
    }
}

async fn answer(shared: Arc<Shared>, asked: HttpRequest) -> Option<Answer> {
    let path = asked.uri.path().trim_start_matches("/2018-06-01/runtime/").to_owned();
    if asked.method == Method::GET && path == "invocation/next" {
        shared.polled.send_if_modified(|at| at.is_none() && at.replace(Instant::now()).is_none());
        let waiting = shared.events.lock().await.recv().await?;
        return Some(next(&shared, waiting));
    }
    let ended = Instant::now();
    let body = asked.body;
    let result = match path.rsplit('/').next() {
        Some("response") => Ok(body),
        _ => Err(String::from_utf8_lossy(&body).into_owned()),
    };
    shared.answers.send((result, ended)).await.ok()?;
    Some(http::answer(StatusCode::ACCEPTED, "application/json", r#"{"status":"OK"}"#))
}

fn next(shared: &Shared, waiting: Waiting) -> Answer {
    let number = shared.number.fetch_add(1, Ordering::Relaxed);
    let deadline = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + TIME;
    let mut answer = http::answer(StatusCode::OK, "application/json", waiting.event);
    let headers = [
        ("lambda-runtime-aws-request-id", format!("00000000-0000-0000-0000-{number:012}")),
        ("lambda-runtime-deadline-ms", deadline.as_millis().to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:eu-central-1:000000000000:function:bench".into(),
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0".into(),
        ),
    ];
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            answer.headers_mut().insert(name, value);
        }
    }
    let _ = waiting.handed.send(Instant::now());
    answer
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A process as small as can be: asks twice, answers what it was given.
    async fn echo(address: String) {
        let client = reqwest::Client::new();
        let base = format!("http://{address}/2018-06-01/runtime/invocation");
        for word in ["response", "error"] {
            let next = client.get(format!("{base}/next")).send().await.expect("an event");
            let id = next.headers()["lambda-runtime-aws-request-id"].to_str().expect("text").to_owned();
            assert!(next.headers().contains_key("lambda-runtime-deadline-ms"));
            let body = next.bytes().await.expect("a body");
            client.post(format!("{base}/{id}/{word}")).body(body).send().await.expect("taken");
        }
    }

    #[tokio::test]
    async fn an_event_goes_in_and_its_answer_comes_out() {
        let mut runtime = Runtime::open().await.expect("a port");
        let process = tokio::spawn(echo(runtime.address.clone()));
        assert!(runtime.first_poll().await.is_some());
        let outcome = runtime.invoke("echo", &json!({"a": 1})).await.expect("an answer");
        assert_eq!(outcome.answer, json!({"a": 1}));
        assert!(outcome.took < Duration::from_secs(5));
        let failed = runtime.invoke("echo", &json!("broken")).await.expect_err("an error");
        assert!(failed.to_string().contains("broken"), "{failed}");
        process.await.expect("ends well");
    }
}
