//! What can be asked, for programs: an OpenAPI document.

use std::sync::LazyLock;

use serde_json::Value;
use shell::Answer;

/// `openapi.json` beside the sources: written by hand, held to the door by tests.
static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../openapi.json")).expect("a test reads it"));

/// The document.
pub(crate) fn answer() -> Answer {
    Answer::new(200, DOCUMENT.clone())
        .with("cache-control", "public, max-age=3600")
        .with("access-control-allow-origin", "*")
}
