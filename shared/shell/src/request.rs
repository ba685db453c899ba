//! What is asked of a door.

use crate::Answer;

/// Longer lists of languages and kinds say nothing more that anybody means.
const MOST_WISHES: usize = 32;

/// A request, bytes as they were signed.
#[derive(Debug, Clone, Default)]
pub struct HttpRequest {
    /// The method, in capitals.
    pub method: String,
    /// Headers; names in lower case.
    pub headers: Vec<(String, String)>,
    /// Parameters of the path, such as `shop`.
    pub path: Vec<(String, String)>,
    /// Parameters behind the question mark.
    pub query: Vec<(String, String)>,
    /// The body, decoded from the API's transport form.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// A parameter of the path; empty if the route has none of that name.
    pub fn parameter(&self, name: &str) -> &str {
        self.path.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// A parameter behind the question mark.
    pub fn queried(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The refusal of a method that isn't one of these.
    pub fn refusal_unless(&self, methods: &[&str]) -> Option<Answer> {
        let allowed = methods.join(", ");
        let is_one = methods.contains(&self.method.as_str());
        (!is_one).then(|| Answer::text(405, allowed.clone()).with("allow", allowed))
    }

    /// A header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The languages that the reader wishes for, the dearest first.
    pub fn languages(&self) -> Vec<&str> {
        let mut wishes = self.wishes("accept-language");
        wishes.retain(|(language, weight)| *language != "*" && *weight > 0);
        wishes.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        wishes.into_iter().map(|(language, _)| language).collect()
    }

    /// Whether JSON is wished for, and more so than a page. Whoever takes anything gets the page.
    pub fn prefers_json(&self) -> bool {
        let wishes = self.wishes("accept");
        let weight = |kind: &str| wishes.iter().filter(|(k, _)| k == &kind).map(|(_, weight)| *weight).max();
        let (json, html) = (weight("application/json"), weight("text/html"));
        json.is_some_and(|json| json > 0 && json > html.unwrap_or(0))
    }

    /// What a header lists, each with its weight in thousandths.
    fn wishes(&self, header: &str) -> Vec<(&str, u16)> {
        let list = self.header(header).unwrap_or_default();
        let wish = |part| {
            let mut fields = str::split(part, ';').map(str::trim);
            let name = fields.next().filter(|name| !name.is_empty())?;
            let weight = fields.find_map(|field| field.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
            Some((name, weight))
        };
        list.split(',').take(MOST_WISHES).filter_map(wish).collect()
    }
}

/// `0.8` in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    match (whole, digits) {
        ("0", true) => format!("{part:0<3}").parse().ok(),
        ("1", true) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(header: &str, value: &str) -> HttpRequest {
        HttpRequest { headers: vec![(header.into(), value.into())], ..HttpRequest::default() }
    }

    #[test]
    fn languages_are_read_dearest_first() {
        for (header, expected) in [
            ("de", vec!["de"]),
            ("de-AT, de;q=0.9, en;q=0.8, *;q=0.1", vec!["de-AT", "de", "en"]),
            ("en;q=0.2, ar-EG;q=0.85 ,fr ; q=0.9", vec!["fr", "ar-EG", "en"]),
            ("ru;q=0, uk", vec!["uk"]),
            ("en;q=2, it;q=abc, ja;q=0.1234, es", vec!["es"]),
            ("", vec![]),
            (",,;q=1,", vec![]),
        ] {
            assert_eq!(asked("accept-language", header).languages(), expected, "{header:?}");
        }
        assert_eq!(asked("accept-language", &"de,".repeat(10_000)).languages().len(), MOST_WISHES);
        assert_eq!(HttpRequest::default().languages(), Vec::<&str>::new());
    }

    #[test]
    fn a_page_unless_json_is_wished_for_more() {
        for (header, json) in [
            ("application/json", true),
            ("application/json, text/html;q=0.9", true),
            ("text/html, application/json", false),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false),
            ("application/json;q=0", false),
            ("*/*", false),
            ("", false),
        ] {
            assert_eq!(asked("accept", header).prefers_json(), json, "{header:?}");
        }
    }
}
