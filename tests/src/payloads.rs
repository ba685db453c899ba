//! The hostile texts in `hostile/payloads.toml`.

use crate::samples::root;

/// A text that wants to be something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// What it tries.
    pub group: String,
    /// The text.
    pub text: String,
}

impl Payload {
    /// The text as a failure may show it.
    pub fn shown(&self) -> String {
        format!("{} {:?}", self.group, self.text.chars().take(60).collect::<String>())
    }
}

/// All of them.
pub fn payloads() -> Vec<Payload> {
    let path = root().join("tests/hostile/payloads.toml");
    let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let groups: toml::Table = file.parse().expect("the payloads are TOML");
    let mut found = Vec::new();
    for (group, list) in groups {
        for entry in list.as_array().expect("a list") {
            let text = match entry.as_str() {
                Some(text) => text.to_owned(),
                None => {
                    let times = entry["times"].as_integer().expect("how often");
                    let times = usize::try_from(times).expect("a count");
                    entry["text"].as_str().expect("a text").repeat(times)
                }
            };
            found.push(Payload { group: group.clone(), text });
        }
    }
    found
}
