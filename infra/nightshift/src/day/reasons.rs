//! Why nothing was done. That is written nowhere but in the functions' logs, so it is read from there.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

/// The reason of each decision, by the id of the event that it was about: log lines say `"message":"decided"`.
pub(crate) fn from_log(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read(path).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().filter_map(decided).collect()
}

fn decided(line: &str) -> Option<(String, String)> {
    let line: Value = serde_json::from_str(&line[line.find('{')?..]).ok()?;
    let text = |key: &str| line[key].as_str().map(str::to_owned);
    (line["message"] == "decided").then(|| Some((text("event")?, text("because")?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_found_among_other_lines() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        let log = "noise\n2026 INFO x: {\"message\":\"decided\",\"event\":\"e1\",\"because\":\"already-confirmed\"}\n\
                   {\"message\":\"sent\",\"event\":\"e2\"}\n{broken\n";
        std::fs::write(&path, log).expect("written");
        assert_eq!(from_log(&path), BTreeMap::from([("e1".to_owned(), "already-confirmed".to_owned())]));
        assert!(from_log(&folder.path().join("absent")).is_empty());
    }
}
