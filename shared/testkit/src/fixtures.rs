//! Real payloads that lie beside the project, where they are there.

use std::path::PathBuf;

/// The folder of real payloads: `NIGHTSHIFT_FIXTURES`, or `../shared/fixtures` beside the project.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("NIGHTSHIFT_FIXTURES").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures"));
    named.into_iter().chain([beside]).find(|folder| folder.join("INDEX.md").is_file())
}
