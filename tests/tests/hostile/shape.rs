//! What of a mail no text may change.

use std::collections::BTreeSet;

use mail::Mail;
use mail_parser::MessageParser;
use scraper::{Html, node::Node};
use serde_json::Value;

/// Values that are a text or address of somebody else's by nature.
const THEIRS: &[&str] = &["href", "src", "alt", "title", "lang"];

/// Attributes that name an address.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "srcset",
    "background",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "ping",
    "xlink:href",
];

/// A mail as a browser reads it.
pub(crate) fn page(mail: &Mail) -> Html {
    Html::parse_document(&mail.html)
}

/// Elements and attributes in order, as a browser's parser finds them; linked data with its keys.
pub(crate) fn shape(page: &Html) -> String {
    let mut shape = String::new();
    for node in page.tree.root().descendants() {
        match node.value() {
            Node::Element(element) => {
                shape.push_str(element.name());
                for (name, value) in element.attrs() {
                    assert!(!name.starts_with("on"), "a handler: {name}={value}");
                    shape.push(' ');
                    shape.push_str(name);
                    if !THEIRS.contains(&name) {
                        shape.push('=');
                        shape.push_str(value);
                    }
                }
                shape.push('\n');
                if element.name() == "script" {
                    assert_eq!(element.attr("type"), Some("application/ld+json"));
                    let data: String =
                        node.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect();
                    keys(&serde_json::from_str(&data).expect("linked data is JSON"), &mut shape);
                }
                if element.name() == "style" {
                    // Nothing of anybody else's is in a sheet but the shop's colour.
                    let sheet: String =
                        node.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect();
                    assert!(!sheet.contains("url(") && !sheet.contains("@import"), "{sheet}");
                }
            }
            Node::Comment(_) => shape.push_str("a comment\n"),
            _ => {}
        }
    }
    shape
}

/// The keys of linked data, and what kinds of things it names.
fn keys(data: &Value, shape: &mut String) {
    match data {
        Value::Object(fields) => {
            for (key, value) in fields {
                shape.push_str(&format!("  {key}"));
                if key == "@type" || key == "@context" {
                    shape.push_str(&format!("={value}"));
                }
                shape.push('\n');
                keys(value, shape);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, shape)),
        _ => {}
    }
}

/// Where a shape goes its own way.
pub(crate) fn first_difference(found: &str, allowed: &BTreeSet<String>) -> String {
    let same = |other: &String| found.lines().zip(other.lines()).take_while(|(a, b)| a == b).count();
    let line = allowed.iter().map(same).max().unwrap_or(0);
    let nearest = allowed.iter().max_by_key(|other| same(other)).expect("its own");
    let shown = |shape: &str| shape.lines().nth(line).unwrap_or("the end").to_owned();
    format!("line {line}: {}\ninstead of {}", shown(found), shown(nearest))
}

/// The hosts of all addresses, linked data's among them; an address that has none whole.
pub(crate) fn hosts(page: &Html) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for node in page.tree.root().descendants() {
        let Node::Element(element) = node.value() else { continue };
        found.extend(
            element.attrs().filter(|(name, _)| ADDRESSES.contains(name)).map(|(_, value)| host(value)),
        );
        found.extend(element.attr("style").filter(|style| style.contains("url(")).map(str::to_owned));
        if element.name() == "script" {
            let data: String =
                node.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect();
            of_data(&serde_json::from_str(&data).expect("linked data is JSON"), &mut found);
        }
    }
    found
}

fn of_data(data: &Value, found: &mut BTreeSet<String>) {
    match data {
        Value::Object(fields) => {
            for (key, value) in fields {
                let is_address = ["url", "image", "logo", "target", "@id", "sameAs"].contains(&key.as_str());
                found.extend(value.as_str().filter(|_| is_address).map(host));
                of_data(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| of_data(value, found)),
        _ => {}
    }
}

/// The host of a plain address; anything else as it is.
fn host(address: &str) -> String {
    let host = address.get(..8).filter(|scheme| scheme.eq_ignore_ascii_case("https://")).and_then(|_| {
        let host = address[8..].split(['/', '?', '#']).next()?;
        host.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
            .then(|| host.to_ascii_lowercase())
    });
    if ["data:image/png;base64,", "cid:"].iter().any(|ours| address.starts_with(ours)) {
        "a picture of ours".to_owned()
    } else {
        host.unwrap_or_else(|| address.to_owned())
    }
}

/// The headers are those of `base` and hold nothing that ends a line; there is one sender and one recipient.
pub(crate) fn assert_envelope(mail: &Mail, base: &Mail, what: &str) {
    let headers = headers(&mail.raw, what);
    let names =
        |headers: &[(String, String)]| headers.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&headers), names(&self::headers(&base.raw, what)), "{what}");
    let read = MessageParser::default().parse(&mail.raw).unwrap_or_else(|| panic!("{what}: no mail"));
    let groups = [read.to(), read.cc(), read.bcc()];
    let recipients: Vec<_> = groups.into_iter().flatten().flat_map(|list| list.iter()).collect();
    assert_eq!(recipients.len(), 1, "{what}");
    assert_eq!(recipients[0].address(), Some(mail.to.as_str()), "{what}");
    assert!(
        mail.to.bytes().all(|b| b.is_ascii_graphic()) && mail.to.matches('@').count() == 1,
        "{what}: {}",
        mail.to
    );
    for (list, name) in [(read.from(), "From"), (read.reply_to(), "Reply-To")] {
        assert_eq!(list.map(|list| list.iter().count()), Some(1), "{what}: {name}");
    }
    // What the other end decodes: encoded words are undone.
    let name = |list: Option<&mail_parser::Address>| {
        let first = list.and_then(|list| list.iter().next().and_then(|a| a.name().map(str::to_owned)));
        first.unwrap_or_default()
    };
    let subject = read.subject().unwrap_or_default().to_owned();
    for decoded in [subject, name(read.from()), name(read.reply_to()), name(read.to())] {
        assert!(!decoded.chars().any(char::is_control), "{what}: {decoded:?}");
        assert!(!decoded.contains("=?"), "{what}: {decoded:?} would be decoded once more");
    }
}

/// Names and unfolded values, read off the bytes without any library.
fn headers(raw: &[u8], what: &str) -> Vec<(String, String)> {
    let end = raw
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("{what}: no end of headers"));
    let head = std::str::from_utf8(&raw[..end])
        .unwrap_or_else(|_| panic!("{what}: headers of more than seven bits"));
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let split = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("{what}: {line:?} is no header"));
        assert!(!value.contains(['\r', '\n', '\0']) && value.is_ascii(), "{what}: {line:?}");
        (name.to_owned(), value.trim().to_owned())
    };
    unfolded.split("\r\n").map(split).collect()
}
