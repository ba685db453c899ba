//! A page of a list, split into its entries.

use std::collections::BTreeMap;

use domain::webhook::Refusal;
use serde_json::value::RawValue;

use super::{Few, explain, read};
use crate::refusal::{missing, refuse};

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

/// The entries of the list that stands in a JSON object at the end of a path of names. A list that is `null` is empty.
pub fn elements_at<'b>(body: &'b [u8], path: &[&str]) -> Result<Vec<&'b [u8]>, Refusal> {
    let mut rest = body;
    for (depth, name) in path.iter().enumerate() {
        let mut fields: BTreeMap<String, &RawValue> = read(rest)?;
        let field = fields.remove(*name).ok_or_else(|| missing(path[..=depth].join(".")))?;
        rest = field.get().as_bytes();
    }
    if rest == b"null" { Ok(Vec::new()) } else { elements(rest) }
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

    #[test]
    fn a_list_is_found_by_its_path() {
        let at = |body: &'static str, path: &[&str]| {
            let found = elements_at(body.as_bytes(), path).map_err(|refusal| refusal.field);
            found.map(|entries| {
                entries.iter().map(|e| String::from_utf8_lossy(e).into_owned()).collect::<Vec<_>>()
            })
        };
        let body = r#"{"meta": {"code": 200}, "data": {"trackings": [{"a":  1}, 2.0], "more": null}}"#;
        for (path, expected) in [
            (&["data", "trackings"][..], Ok(vec![r#"{"a":  1}"#.to_owned(), "2.0".to_owned()])),
            (&["data", "more"], Ok(vec![])),
            (&["data", "orders"], Err("data.orders".to_owned())),
            (&["trackings"], Err("trackings".to_owned())),
            (&["data"], Err("body".to_owned())),
        ] {
            assert_eq!(at(body, path), expected, "{path:?}");
        }
        for broken in ["", "<html>", "[]", r#"{"data": 1}"#, r#"{"data""#] {
            assert!(at(broken, &["data", "trackings"]).is_err(), "{broken}");
        }
    }
}
