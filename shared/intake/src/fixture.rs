//! Unwrapping recorded webhooks: what people have on disk is often a body inside something else.

use std::collections::BTreeMap;

use domain::webhook::Refusal;
use serde_json::value::RawValue;

use crate::{Headers, json};

/// A recorded webhook, out of its wrapper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwrapped {
    /// The headers, where they were recorded.
    pub headers: Headers,
    /// The topic, where the wrapper names it.
    pub topic: Option<String>,
    /// The body, byte for byte as it stands in the file.
    pub body: Vec<u8>,
}

/// Names under which an admin interface answers with one resource.
const ENVELOPES: &[&str] = &[
    "order",
    "refund",
    "checkout",
    "draft_order",
    "fulfillment",
    "customer",
    "product",
    "return",
    "gift_card",
    "inventory_level",
];

/// Takes a body out of the wrappers that recorded webhooks come in:
///
/// - `{headers, body, topic}`, whose body is an object or a text;
/// - `{name, response}`, a platform's description of a topic with its sample;
/// - `{order: {…}}`, an admin interface's answer, perhaps with a notice beside it;
/// - `{data: {…}}` and nothing else, an app's answer; `{meta, data: {tracking: {…}}}`, AfterShip's.
///
/// Anything else is a body as it is.
pub fn unwrap_fixture(file: &[u8]) -> Result<Unwrapped, Refusal> {
    let keys: BTreeMap<String, &RawValue> = json::read(file)?;
    let text = |key: &str| keys.get(key).and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let object = |key: &str| keys.get(key).filter(|raw| raw.get().starts_with('{'));
    let bare = |raw: &RawValue| raw.get().as_bytes().to_vec();

    if let Some(body) =
        keys.get("body").filter(|_| keys.contains_key("headers") || keys.contains_key("topic"))
    {
        let headers = keys.get("headers").map(|raw| headers_of(raw)).unwrap_or_default();
        let body = text("body").map_or_else(|| bare(body), String::into_bytes);
        return Ok(Unwrapped { headers, topic: text("topic"), body });
    }
    if let (Some(response), Some(name)) = (object("response"), text("name")) {
        return Ok(Unwrapped { headers: Headers::default(), topic: Some(name), body: bare(response) });
    }
    let alone = || object("data").filter(|_| keys.len() == 1);
    if let Some(tracking) =
        object("data").filter(|_| object("meta").is_some()).and_then(|data| within(data, "tracking"))
    {
        return Ok(Unwrapped { headers: Headers::default(), topic: None, body: bare(tracking) });
    }
    // What names itself, or its shop, is no envelope.
    let named = ["id", "shop_id"].iter().any(|key| keys.contains_key(*key));
    let envelope = ENVELOPES.iter().find_map(|key| object(key)).filter(|_| !named);
    let envelope = envelope.or_else(alone);
    let body = envelope.map_or_else(|| file.to_vec(), |raw| bare(raw));
    Ok(Unwrapped { headers: Headers::default(), topic: None, body })
}

/// The object under a key of an object.
fn within<'r>(object: &'r RawValue, key: &str) -> Option<&'r RawValue> {
    let keys: BTreeMap<String, &RawValue> = serde_json::from_str(object.get()).ok()?;
    keys.get(key).copied().filter(|raw| raw.get().starts_with('{'))
}

/// Headers of a recording; a value that is no text is kept as it is written.
fn headers_of(raw: &RawValue) -> Headers {
    let pairs: BTreeMap<String, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    Headers::new(pairs.into_iter().map(|(name, value)| {
        let text = serde_json::from_str::<String>(value.get());
        (name, text.unwrap_or_else(|_| value.get().to_owned()))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_come_out_of_their_wrappers_byte_for_byte() {
        for (file, topic, body) in [
            (r#"{"id": 1}"#, None, r#"{"id": 1}"#),
            (r#"{"headers": {}, "body": {"id":  1}}"#, None, r#"{"id":  1}"#),
            (
                r#"{"headers": {}, "body": "{\"id\":1}", "topic": "orders/create"}"#,
                Some("orders/create"),
                r#"{"id":1}"#,
            ),
            (
                r#"{"name": "orders/create", "response": {"id":820982911946154508}}"#,
                Some("orders/create"),
                r#"{"id":820982911946154508}"#,
            ),
            (r#"{"order": {"id":1}}"#, None, r#"{"id":1}"#),
            (r#"{"order": {"id":1}, "id": 2}"#, None, r#"{"order": {"id":1}, "id": 2}"#),
            (r#"{"order": {"id":1}, "notice": "Cancelled"}"#, None, r#"{"id":1}"#),
            (r#"{"data": {"id":1}}"#, None, r#"{"id":1}"#),
            (r#"{"meta": {}, "data": {"tracking": {"id":1}}}"#, None, r#"{"id":1}"#),
            (r#"{"data": {"id":1}, "hash": "x"}"#, None, r#"{"data": {"id":1}, "hash": "x"}"#),
            (r#"{"shop_id": 2, "customer": {"id":1}}"#, None, r#"{"shop_id": 2, "customer": {"id":1}}"#),
            (r#"{"order_edit": {"id":1}}"#, None, r#"{"order_edit": {"id":1}}"#),
        ] {
            let unwrapped = unwrap_fixture(file.as_bytes()).expect(file);
            assert_eq!(unwrapped.topic.as_deref(), topic, "{file}");
            assert_eq!(unwrapped.body, body.as_bytes(), "{file}");
        }
        assert_eq!(unwrap_fixture(b"[]").expect_err("a list").field, "body");
    }

    #[test]
    fn recorded_headers_are_kept() {
        let file = br#"{"headers": {"X-Shopify-Topic": "orders/paid", "content-length": 5}, "body": {}}"#;
        let unwrapped = unwrap_fixture(file).expect("a recording");
        assert_eq!(unwrapped.headers.get("x-shopify-topic"), Some("orders/paid"));
        assert_eq!(unwrapped.headers.get("content-length"), Some("5"));
    }
}
