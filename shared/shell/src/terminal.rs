//! The face that a function shows at a terminal.

use std::{
    io::{Read as _, Write as _},
    process::ExitCode,
};

use serde_json::Value;

use crate::Face;

/// Says in a settings schema whether the switch's keys belong into its table; whoever puts a shop's schema together looks.
pub(crate) const SWITCHED: &str = "x-switched";

/// What a function can answer beside `describe`.
#[derive(Default)]
pub(crate) struct Words {
    /// Its table in the shop's settings, as a JSON Schema.
    pub(crate) settings_schema: Option<fn() -> Value>,
    /// Decides on `{event, facts, settings, at}`.
    pub(crate) decide: Option<Decide>,
}

/// From a question's text to the decision, or to what can't be read in it.
pub(crate) type Decide = fn(&str) -> Result<Value, String>;

/// Exit code for input that can't be understood.
const BAD_INPUT: u8 = 2;

/// Answers the word on the command line.
pub(crate) fn answer(face: &Face, words: &Words) -> ExitCode {
    let word = std::env::args().nth(1).unwrap_or_default();
    let answer = match (word.as_str(), words.settings_schema, words.decide) {
        ("describe", _, _) => serde_json::to_value(face).map_err(|e| e.to_string()),
        ("settings-schema", Some(schema), _) => Ok(schema()),
        ("settings-schema", None, _) => {
            Ok(serde_json::json!({"type": "object", "additionalProperties": false}))
        }
        ("decide", _, Some(decide)) => {
            let mut input = String::new();
            match std::io::stdin().read_to_string(&mut input) {
                Ok(_) => decide(&input),
                Err(e) => Err(format!("standard input can't be read: {e}")),
            }
        }
        _ => Err(usage(face, words)),
    };
    match answer {
        Ok(value) => {
            let written = writeln!(std::io::stdout(), "{value:#}");
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{}: {message}", face.name);
            ExitCode::from(BAD_INPUT)
        }
    }
}

fn usage(face: &Face, words: &Words) -> String {
    let decide = if words.decide.is_some() {
        "\n  decide            reads {event, facts, settings, at} as JSON and prints the decision"
    } else {
        ""
    };
    format!(
        "this is a Lambda function; at a terminal it answers\n  \
         describe          what it is and what wakes it\n  \
         settings-schema   its table in shop.toml{decide}\n\
         for example: {} describe",
        face.name
    )
}
