//! What a page asks the world for, and what it is answered: nothing but what a test has laid out leaves or enters.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::chromium::lock;

/// Every picture of a shop, whatever its address.
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="240" height="120"><rect width="240" height="120" fill="#c9b7a0"/><circle cx="120" cy="60" r="40" fill="#6b5843"/></svg>"##;

/// An answer laid out for an address.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A page that was found.
    pub(crate) fn html(text: &str) -> Self {
        Self::of("text/html; charset=utf-8", text)
    }

    fn of(kind: &str, text: &str) -> Self {
        Self { status: 200, headers: vec![("content-type".into(), kind.into())], body: text.into() }
    }
}

/// A page's only way to the world.
#[derive(Debug)]
pub(crate) struct Desk {
    answers: Mutex<HashMap<String, Answer>>,
    pictures: AtomicBool,
    asked: Mutex<Vec<String>>,
    noise: Mutex<Vec<String>>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            answers: Mutex::default(),
            pictures: AtomicBool::new(true),
            asked: Mutex::default(),
            noise: Mutex::default(),
        }
    }

    /// Lays out the answer to an address.
    pub(crate) fn lay_out(&self, url: &str, answer: Answer) {
        lock(&self.answers).insert(url.to_owned(), answer);
    }

    /// Whether pictures come.
    pub(crate) fn set_pictures(&self, come: bool) {
        self.pictures.store(come, Ordering::Relaxed);
    }

    /// All addresses that were asked for so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        lock(&self.asked).clone()
    }

    /// What a quiet page never does: dialogs, exceptions, errors in its console.
    pub(crate) fn noise(&self) -> Vec<String> {
        lock(&self.noise).clone()
    }

    /// What is to be said about what happened.
    pub(crate) fn on(&self, event: &str, params: Value) -> Option<(&'static str, Value)> {
        match event {
            "Fetch.requestPaused" => Some(self.decide(&params)),
            "Page.javascriptDialogOpening" => {
                lock(&self.noise).push(format!("a dialog: {}", params["message"]));
                Some(("Page.handleJavaScriptDialog", json!({"accept": false})))
            }
            "Runtime.exceptionThrown" => {
                lock(&self.noise).push(format!("an exception: {}", params["exceptionDetails"]));
                None
            }
            "Log.entryAdded" => {
                let (entry, url) = (&params["entry"], params["entry"]["url"].as_str().unwrap_or_default());
                // What this desk refused is found among what was asked.
                if entry["level"] == "error" && entry["source"] != "network" {
                    lock(&self.noise).push(format!("{} ({url})", entry["text"]));
                }
                None
            }
            _ => None,
        }
    }

    fn decide(&self, params: &Value) -> (&'static str, Value) {
        let (id, url) = (&params["requestId"], params["request"]["url"].as_str().unwrap_or_default());
        lock(&self.asked).push(url.to_owned());
        let plain = url.split('#').next().unwrap_or_default();
        let laid_out = lock(&self.answers).get(plain).cloned();
        let is_picture = params["resourceType"] == "Image";
        let picture = || {
            let shown = is_picture && url.starts_with("https://") && self.pictures.load(Ordering::Relaxed);
            shown.then(|| Answer::of("image/svg+xml", PICTURE))
        };
        if let Some(answer) = laid_out.or_else(picture) {
            let header = |(name, value): &(String, String)| json!({"name": name, "value": value});
            let headers: Vec<_> = answer.headers.iter().map(header).collect();
            let body = STANDARD.encode(&answer.body);
            let said = json!({"requestId": id, "responseCode": answer.status, "responseHeaders": headers, "body": body});
            return ("Fetch.fulfillRequest", said);
        }
        if is_loopback(url) {
            return ("Fetch.continueRequest", json!({"requestId": id}));
        }
        ("Fetch.failRequest", json!({"requestId": id, "errorReason": "BlockedByClient"}))
    }
}

/// Whether the address is this machine's own.
fn is_loopback(url: &str) -> bool {
    let host = url.strip_prefix("http://").and_then(|rest| rest.split(['/', ':']).next());
    matches!(host, Some("127.0.0.1" | "localhost"))
}
