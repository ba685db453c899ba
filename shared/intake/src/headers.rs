//! Headers of a request, by lower-cased name.

use std::collections::BTreeMap;

/// Headers of a request. Names are lower-cased; a name that comes twice keeps both values, joined by `", "` as
/// HTTP does, so that a doubled signature is malformed rather than a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(BTreeMap<String, String>);

impl Headers {
    /// Headers from names and values.
    pub fn new<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut headers = BTreeMap::<String, String>::new();
        for (name, value) in pairs {
            let (name, value) = (name.into().to_ascii_lowercase(), value.into());
            headers
                .entry(name)
                .and_modify(|held| {
                    held.push_str(", ");
                    held.push_str(&value);
                })
                .or_insert(value);
        }
        Self(headers)
    }

    /// The value under `name`, whatever its capitals.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(&name.to_ascii_lowercase()).map(String::as_str)
    }

    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_capitals_and_doubles_are_joined() {
        let headers = Headers::new([("X-Topic", "a"), ("x-topic", "b"), ("Other", "c")]);
        assert_eq!(headers.get("X-TOPIC"), Some("a, b"));
        assert_eq!(headers.get("other"), Some("c"));
        assert_eq!(headers.get("none"), None);
        assert_eq!(headers.iter().count(), 2);
    }
}
