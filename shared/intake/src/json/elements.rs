//! A page of a list, split into its entries.

use domain::webhook::Refusal;
use serde_json::value::RawValue;

use super::{Few, explain};
use crate::refusal::refuse;

/// What to do about a page that is no list.
const SEND_LIST: &str = "ask for a page of the list, as the platform's documentation shows it";

/// The entries of a JSON list, each byte for byte as it stands there. At most 1000, so ask for pages of fewer.
pub fn elements(body: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    if body.iter().find(|b| !b.is_ascii_whitespace()) != Some(&b'[') {
        return Err(refuse("body", "is not a JSON list", SEND_LIST));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    let entries: Few<&RawValue> = serde_path_to_error::deserialize(&mut json).map_err(|e| explain(&e))?;
    json.end().map_err(|_| refuse("body", "goes on after its JSON list", SEND_LIST))?;
    Ok(entries.iter().map(|entry| entry.get().as_bytes()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_byte_for_byte() {
        for (body, expect) in [
            ("[]", &[][..]),
            (" [ {\"id\":  9007199254740993}, 1.50 ] ", &["{\"id\":  9007199254740993}", "1.50"]),
            (r#"[{"a": [1, {"b": "\u00e9]"}]}, null]"#, &[r#"{"a": [1, {"b": "\u00e9]"}]}"#, "null"]),
        ] {
            let split = elements(body.as_bytes()).expect(body);
            assert_eq!(split, expect.iter().map(|e| e.as_bytes()).collect::<Vec<_>>(), "{body}");
        }
        let list = |count: usize| format!("[{}]", vec!["{}"; count].join(","));
        assert_eq!(elements(list(1000).as_bytes()).map(|e| e.len()), Ok(1000));
        assert_eq!(
            elements(list(1001).as_bytes()).expect_err("too many").problem,
            "has more than 1000 entries"
        );
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for body in ["", "{}", "null", "[1", "[1] 2", "[1,]", "\"[]\"", "[\"\\x\"]"] {
            assert_eq!(elements(body.as_bytes()).expect_err(body).field, "body", "{body}");
        }
        assert_eq!(elements(b"[\"\xff\"]").expect_err("no UTF-8").field, "body");
    }
}
