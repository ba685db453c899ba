//! The workspace as it lies on disk.

use std::{
    collections::BTreeSet,
    path::Path,
    process::{Command, Stdio},
};

pub(crate) use bundle_tests::house::{binaries, binary, files, root};
use serde::Deserialize;

/// What a function's binary says of itself.
#[derive(Debug, Deserialize)]
pub(crate) struct Description {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) wakes_on: BTreeSet<String>,
    pub(crate) env: BTreeSet<String>,
}

/// A file of the workspace.
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The functions, by their folders.
pub(crate) fn functions() -> Vec<String> {
    let folder = std::fs::read_dir(root().join("functions")).expect("there are functions");
    let folders = folder.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    assert!(!names.is_empty(), "no function was found");
    names
}

/// Asks a function's binary what it is.
pub(crate) fn describe(function: &str) -> Description {
    let binary = binary(function);
    let said = Command::new(&binary).arg("describe").stdin(Stdio::null()).output().expect("binaries start");
    serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|e| panic!("`{function} describe` answers in no form that is understood: {e}"))
}

/// The words of a list, for a message; nothing if it is empty.
pub(crate) fn assert_none(what: &str, mend: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n  {}\nmend: {mend}", found.join("\n  "));
}
