//! What is wrong with a question, by RFC 9457. Nothing of the question is repeated: it may hold anything.

use serde_json::{Value, json};
use shell::Answer;

/// A problem: what, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    /// What programs go by.
    pub(crate) code: &'static str,
    /// A JSON pointer into the body (`#/lines/3/quantity`), or the name of a parameter; empty where it is about the whole.
    pub(crate) at: String,
    detail: &'static str,
    mend: &'static str,
}

impl Problem {
    /// Something at a place is wrong.
    pub(crate) fn at(
        at: impl Into<String>,
        code: &'static str,
        detail: &'static str,
        mend: &'static str,
    ) -> Self {
        Self { status: 422, code, at: at.into(), detail, mend }
    }

    /// The whole is wrong.
    pub(crate) fn whole(status: u16, code: &'static str, detail: &'static str, mend: &'static str) -> Self {
        Self { status, code, at: String::new(), detail, mend }
    }

    /// Whatever is wrong with a shop, this is the answer.
    pub(crate) fn no_such_shop() -> Self {
        Self::whole(
            404,
            "no-such-shop",
            "No shop of this name quotes delivery dates.",
            "Look at the spelling, and whether [automations.edd-calculation] is published and switched on.",
        )
    }

    pub(crate) fn no_such_path() -> Self {
        Self::whole(404, "no-such-path", "There is nothing under this path.", "See /edd/openapi.json.")
    }

    pub(crate) fn method(allowed: &'static str) -> Self {
        Self::whole(405, "method-not-allowed", "This path isn't asked with this method.", allowed)
    }

    /// As JSON.
    pub(crate) fn body(&self) -> Value {
        let title = match self.status {
            400 => "Bad Request",
            404 => "Not Found",
            405 => "Method Not Allowed",
            413 => "Content Too Large",
            _ => "Unprocessable Content",
        };
        let mut body = json!({
            "type": format!("urn:nightshift:problem:{}", self.code),
            "title": title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "mend": self.mend,
        });
        if !self.at.is_empty() {
            let place = if self.at.starts_with('#') { "pointer" } else { "parameter" };
            body[place] = self.at.as_str().into();
        }
        body
    }

    /// As an answer.
    pub(crate) fn answer(&self) -> Answer {
        let answer = Answer::new(self.status, self.body()).with("content-type", "application/problem+json");
        // A page that asks for a shop that isn't there asks no more often than it must.
        if self.status == 404 { answer.with("cache-control", "public, max-age=60") } else { answer }
    }
}
