//! What a door answers: JSON for machines, pages for people. A page comes with everything that keeps it to itself.

use std::ops::Index;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Body,
    /// Headers beside those that the kind of body brings, names in lower case.
    pub headers: Vec<(&'static str, String)>,
}

/// A body, by its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// For machines.
    Json(Value),
    /// A page.
    Html(String),
    /// Plain.
    Text(String),
    /// A file that is shown or kept, by its media type.
    File(&'static str, Vec<u8>),
}

/// On every answer: it is for whoever asked, now, and is what it says it is.
const ALWAYS: [(&str, &str); 2] = [("cache-control", "no-store"), ("x-content-type-options", "nosniff")];

/// On every page. Its address may hold a secret: it is told to nobody, kept nowhere, and never framed.
const OF_PAGES: [(&str, &str); 6] = [
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow, noarchive"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "browsing-topics=(), camera=(), geolocation=(), interest-cohort=(), microphone=(), payment=(), usb=()",
    ),
];

impl Answer {
    /// A status with JSON.
    pub fn new(status: u16, body: Value) -> Self {
        Self { status, body: Body::Json(body), headers: Vec::new() }
    }

    /// A status with a page. It runs no script; of style it may have one element `<style>`, and no attributes.
    pub fn page(status: u16, html: String) -> Self {
        Self { status, body: Body::Html(html), headers: Vec::new() }
    }

    /// A status with a page whose form is sent to where the page came from, and nowhere else.
    pub fn form(status: u16, html: String) -> Self {
        let policy = security_policy(&html, "'self'");
        Self::page(status, html).with("content-security-policy", policy)
    }

    /// The same, whose forms may be sent to these origins as well, and which shows pictures from there.
    pub fn form_to(status: u16, html: String, origins: &[&str]) -> Self {
        let forms = ["'self'"].iter().chain(origins).copied().collect::<Vec<_>>().join(" ");
        let mut policy = security_policy(&html, &forms);
        if let Some(at) = policy.find("img-src ") {
            let pictures: String = origins.iter().map(|origin| format!("{origin} ")).collect();
            policy.insert_str(at + "img-src ".len(), &pictures);
        }
        Self::page(status, html).with("content-security-policy", policy)
    }

    /// A file, under a name that browsers give it.
    pub fn file(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Self {
        // Letters that a header can't hold are left out: the name is for people, and ours are plain.
        let plain: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        Self { status: 200, body: Body::File(media_type, bytes), headers: Vec::new() }
            .with("content-disposition", format!("inline; filename=\"{plain}\""))
            .with("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
            .with("referrer-policy", "no-referrer")
            .with("x-robots-tag", "noindex, nofollow, noarchive")
    }

    /// A status with plain text.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self { status, body: Body::Text(text.into()), headers: Vec::new() }
    }

    /// With one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// All headers, each name once: those that were added take the place of the usual ones.
    pub fn all_headers(&self) -> Vec<(&'static str, String)> {
        let kind = match &self.body {
            Body::Json(_) => "application/json",
            Body::Html(_) => "text/html; charset=utf-8",
            Body::Text(_) => "text/plain; charset=utf-8",
            Body::File(media_type, _) => media_type,
        };
        let mut all: Vec<(&'static str, String)> = vec![("content-type", kind.to_owned())];
        all.extend(ALWAYS.map(|(name, value)| (name, value.to_owned())));
        if let Body::Html(html) = &self.body {
            all.extend(OF_PAGES.map(|(name, value)| (name, value.to_owned())));
            all.push(("content-security-policy", security_policy(html, "'none'")));
        }
        for (name, value) in &self.headers {
            all.retain(|(usual, _)| usual != name);
            all.push((name, value.clone()));
        }
        all
    }
}

/// Nothing but pictures and the page's own style, which its hash names: one that was put in by somebody else, or an
/// attribute `style`, does nothing. `forms` says where its forms may go.
fn security_policy(html: &str, forms: &str) -> String {
    let style = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let style = match style {
        Some((style, _)) => format!("'sha256-{}'", BASE64.encode(Sha256::digest(style))),
        None => "'none'".to_owned(),
    };
    format!(
        "default-src 'none'; img-src https: data:; style-src {style}; base-uri 'none'; form-action {forms}; frame-ancestors 'none'"
    )
}

/// A field of a JSON body; null in any other.
impl Index<&str> for Body {
    type Output = Value;

    fn index(&self, field: &str) -> &Value {
        match self {
            Self::Json(value) => &value[field],
            Self::Html(_) | Self::Text(_) | Self::File(..) => &Value::Null,
        }
    }
}

impl Body {
    /// Its text as it is sent; of a file as much as is text.
    pub fn to_text(&self) -> String {
        match self {
            Self::Json(value) => value.to_string(),
            Self::Html(text) | Self::Text(text) => text.clone(),
            Self::File(_, bytes) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn header(answer: &Answer, name: &str) -> Vec<String> {
        answer.all_headers().into_iter().filter(|(n, _)| *n == name).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_page_keeps_to_itself() {
        let page = Answer::page(200, "<html><style>p{color:red}</style><style>x</style></html>".into());
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("x-robots-tag", "noindex, nofollow, noarchive"),
        ] {
            assert_eq!(header(&page, name), [value], "{name}");
        }
        assert_eq!(header(&page, "permissions-policy").len(), 1);
        // `printf 'p{color:red}' | openssl dgst -sha256 -binary | base64`
        let hash = "'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='";
        assert_eq!(
            header(&page, "content-security-policy"),
            [format!(
                "default-src 'none'; img-src https: data:; style-src {hash}; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'none'"
            )]
        );
        for unstyled in ["", "<style>p{", "</style><style>"] {
            let policy = header(&Answer::page(404, unstyled.into()), "content-security-policy").remove(0);
            assert!(policy.contains("style-src 'none';"), "{policy}");
            assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{policy}");
        }
    }

    #[test]
    fn a_form_goes_to_its_own_page_only() {
        let html = "<style>p{}</style><form method=post></form>".to_owned();
        let policy = |answer: &Answer| header(answer, "content-security-policy").remove(0);
        let (page, form) = (policy(&Answer::page(200, html.clone())), policy(&Answer::form(200, html)));
        assert!(page.contains("form-action 'none';") && form.contains("form-action 'self';"), "{form}");
        assert_eq!(page.replace("form-action 'none'", "form-action 'self'"), form);
    }

    #[test]
    fn json_and_text_are_what_they_were() {
        let json = Answer::new(422, json!({"field": "total_price"}));
        let sent = [
            ("content-type", "application/json".to_owned()),
            ("cache-control", "no-store".to_owned()),
            ("x-content-type-options", "nosniff".to_owned()),
        ];
        assert_eq!(json.all_headers(), sent);
        assert_eq!(
            (&json.body["field"], json.body.to_text().as_str()),
            (&json!("total_price"), r#"{"field":"total_price"}"#)
        );
        let text = Answer::text(405, "no").with("allow", "GET, HEAD").with("cache-control", "private");
        assert_eq!(
            (header(&text, "allow"), header(&text, "cache-control")),
            (vec!["GET, HEAD".into()], vec!["private".into()])
        );
        assert_eq!(text.body["field"], Value::Null);
    }
}
