//! How tests are run, and what the runner is told.

use std::io::Write as _;

/// Whether all of it is to be tried: `test --full`, or `NIGHTSHIFT_FULL` set. A sample will do otherwise.
pub fn is_full() -> bool {
    std::env::var_os("NIGHTSHIFT_FULL").is_some()
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
