//! Real payloads that lie beside the project, where they are there; and a way to say that a test was skipped.

use std::{io::Write as _, path::PathBuf};

/// The folder of real payloads: `NIGHTSHIFT_FIXTURES`, or `../shared/fixtures` beside the project.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("NIGHTSHIFT_FIXTURES").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures"));
    named.into_iter().chain([beside]).find(|folder| folder.join("INDEX.md").is_file())
}

/// Says that a test, or a part of one, was skipped. The runner lists it, and doesn't take the test for passed.
pub fn skip(what: &str, why: &str) {
    let test = std::thread::current().name().unwrap_or_default().to_owned(); // so the harness names its threads
    let line = format!("{test}\t{what}: {why}\n");
    if let Some(file) = std::env::var_os("NIGHTSHIFT_SKIPS") {
        let opened = std::fs::OpenOptions::new().create(true).append(true).open(file);
        opened
            .and_then(|mut file| file.write_all(line.as_bytes()))
            .expect("the runner's list of skips is writable");
    }
    eprint!("skipped: {line}");
}
