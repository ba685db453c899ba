//! Reading JSON from outside: the exact field of what is wrong, limits, and scalars in their raw text.

mod elements;
mod few;
mod lenient;
mod level;
mod scalars;

use domain::webhook::Refusal;
use serde::Deserialize;

use crate::refusal::refuse;

pub use elements::{elements, elements_at};
pub(crate) use few::{Few, MOST};
pub(crate) use lenient::Lenient;
pub(crate) use level::Level;
pub(crate) use scalars::{Code, Count, Day, Decimal, Id, Instant, Loose, Text, filled, own};

const SEND_JSON: &str = "send the body as the platform made it: one JSON object in UTF-8";

/// Reads a body that must be one JSON object. A refusal names the field by its path and quotes nothing.
pub(crate) fn read<'de, T: Deserialize<'de>>(body: &'de [u8]) -> Result<T, Refusal> {
    if body.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'{') {
        return Err(refuse("body", "is not a JSON object", SEND_JSON));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = serde_path_to_error::deserialize(&mut json).map_err(|e| explain(&e))?;
    json.end().map_err(|_| refuse("body", "goes on after its JSON object", SEND_JSON))?;
    Ok(read)
}

fn explain(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    let inner = error.inner();
    if !inner.is_data() {
        let (line, column) = (inner.line(), inner.column());
        return refuse("body", format!("is not JSON (line {line}, column {column})"), SEND_JSON);
    }
    let path = error.path().to_string();
    let path = if path == "." { "body" } else { path.as_str() };
    let within = |field: &str| if path == "body" { field.to_owned() } else { format!("{path}.{field}") };
    // serde's messages quote values; only what follows ", expected " is ours. The last one counts, as a value may
    // contain those words too.
    let message = inner.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(head, _)| head);
    let named = |prefix: &str| message.strip_prefix(prefix)?.strip_suffix('`');
    if let Some(field) = named("missing field `") {
        crate::refusal::missing(within(field))
    } else if let Some(field) = named("duplicate field `") {
        refuse(within(field), "comes twice", "send each key once")
    } else if let Some(own) = message.strip_prefix(scalars::OWN) {
        refuse(path, own, "send the field as the platform's documentation shows it")
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        let problem = format!("should be {}", expected.trim_start_matches("struct "));
        refuse(path, problem, "send the field as the platform's documentation shows it")
    } else {
        refuse(path, "can't be read", "send the field as the platform's documentation shows it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(expecting = "an object with an amount")]
    struct Inner {
        #[expect(dead_code, reason = "only read")]
        amount: Decimal,
    }

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(default)]
        #[expect(dead_code, reason = "only read")]
        rows: Few<Inner>,
    }

    #[test]
    fn refusals_name_the_field_and_quote_nothing() {
        for (body, field, problem) in [
            ("", "body", "is not a JSON object"),
            ("[]", "body", "is not a JSON object"),
            ("{", "body", "is not JSON (line 1, column 1)"),
            ("{} x", "body", "goes on after its JSON object"),
            (r#"{"rows": 3}"#, "rows", "should be a list"),
            (r#"{"rows": [{"amount": "1"}, {}]}"#, "rows[1].amount", "is missing"),
            (r#"{"rows": [{"amount": "1", "amount": "2"}]}"#, "rows[0].amount", "comes twice"),
            (r#"{"rows": ["Bob, expected nothing"]}"#, "rows[0]", "should be an object with an amount"),
            (r#"{"rows": [{"amount": {"Bob": 1}}]}"#, "rows[0].amount", "should be a decimal amount"),
            (r#"{"rows": [], "rows": []}"#, "rows", "comes twice"),
        ] {
            let refusal = read::<Outer>(body.as_bytes()).expect_err(body);
            assert_eq!((refusal.field.as_str(), refusal.problem.as_str()), (field, problem), "{body}");
            assert!(!refusal.to_string().contains("Bob"), "{refusal}");
        }
        assert!(read::<Outer>(b" \n{\"rows\": null, \"else\": [[[]]]} ").is_ok());
        assert_eq!(read::<Outer>(b"{\"rows\": \"\xff\"}").expect_err("no UTF-8").field, "body");
    }
}
