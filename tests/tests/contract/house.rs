//! The workspace as it lies on disk.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

pub(crate) use bundle_tests::root;
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

/// Where the workspace's binaries lie.
pub(crate) fn binaries() -> PathBuf {
    let here = std::env::current_exe().expect("a test is a program");
    here.ancestors().nth(2).expect("tests lie in deps, beside the binaries").to_owned()
}

/// Asks a function's binary what it is.
pub(crate) fn describe(function: &str) -> Description {
    let binary = binaries().join(function);
    assert!(
        binary.is_file(),
        "the binary of {function} isn't built: run `cargo nightshift test`, or `cargo build --workspace --bins` with \
         the same profile"
    );
    let said = Command::new(&binary).arg("describe").stdin(Stdio::null()).output().expect("binaries start");
    serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|e| panic!("`{function} describe` answers in no form that is understood: {e}"))
}

/// What git tracks or would track, relative to the workspace; everything, where there is no git.
pub(crate) fn files() -> Vec<PathBuf> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = Command::new("git").args(arguments).current_dir(root()).output();
    let listed = match listed {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).into_owned(),
        _ => String::new(),
    };
    let mut files: Vec<PathBuf> =
        listed.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    if files.is_empty() {
        below(&root(), &mut files);
    }
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    let kept = |name: &str| !["target", ".git", ".local", ".aws-sam", "__pycache__"].contains(&name);
    for entry in std::fs::read_dir(folder).expect("readable").filter_map(Result::ok) {
        if entry.path().is_dir() {
            if entry.file_name().to_str().is_some_and(kept) {
                below(&entry.path(), files);
            }
        } else if let Ok(file) = entry.path().strip_prefix(root()) {
            files.push(file.to_owned());
        }
    }
}

/// The words of a list, for a message; nothing if it is empty.
pub(crate) fn assert_none(what: &str, mend: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n  {}\nmend: {mend}", found.join("\n  "));
}
