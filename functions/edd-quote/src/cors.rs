//! Which pages may read an answer. A shop's own may, and those that its settings name; nobody sends credentials.

use shell::{Answer, HttpRequest};

use crate::known::Ready;

/// How long a browser remembers what it may ask.
const REMEMBERED: &str = "600";

/// Who may read it: the page that asks, if the shop says so.
pub(crate) fn readable(answer: Answer, ready: Option<&Ready>, asked: &HttpRequest) -> Answer {
    let answer = answer.with("vary", "origin");
    match asked.header("origin").filter(|origin| ready.is_some_and(|ready| allows(ready, origin))) {
        Some(origin) => answer.with("access-control-allow-origin", origin),
        None => answer,
    }
}

/// What a browser asks before it asks. The body, which may name the shop, doesn't come along: without a shop in the address any
/// page may ask, and only those that the shop allows may read the answer.
pub(crate) fn preflight(ready: Option<&Ready>, asked: &HttpRequest, methods: &'static str) -> Answer {
    let answer = Answer::text(204, "").with("allow", methods).with("vary", "origin");
    let allowed = |origin: &&str| ready.is_none_or(|ready| allows(ready, origin));
    match asked.header("origin").filter(allowed) {
        Some(origin) => answer
            .with("access-control-allow-origin", origin)
            .with("access-control-allow-methods", methods)
            .with("access-control-allow-headers", "content-type")
            .with("access-control-max-age", REMEMBERED),
        None => answer,
    }
}

fn allows(ready: &Ready, origin: &str) -> bool {
    let named = &ready.reckoner.rules().cors;
    let same = |url: &str| origin_of(url).is_some_and(|own| own.eq_ignore_ascii_case(origin));
    if named.is_empty() { same(&ready.reckoner.shop().url) } else { named.iter().any(|named| same(named)) }
}

/// `https://acme.example` of `https://acme.example/shop`.
fn origin_of(url: &str) -> Option<&str> {
    let scheme = url.find("://")? + 3;
    let end = url[scheme..].find(['/', '?', '#']).map_or(url.len(), |at| scheme + at);
    (end > scheme).then(|| &url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for (url, origin) in [
            ("https://acme.example", Some("https://acme.example")),
            ("https://acme.example/shop?x#y", Some("https://acme.example")),
            ("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080")),
            ("acme.example", None),
            ("https://", None),
        ] {
            assert_eq!(origin_of(url), origin, "{url}");
        }
    }
}
