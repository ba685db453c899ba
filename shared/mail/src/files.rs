//! What is embedded in the binary: messages, layout, languages.

use include_dir::{Dir, include_dir};

/// `messages/<name>/…`
pub(crate) static MESSAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/messages");
/// `pages/<name>/…`
pub(crate) static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/pages");
/// `papers/<name>/<language>.ftl`
pub(crate) static PAPERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/papers");
/// `phrases/<name>/<language>.ftl`
pub(crate) static PHRASES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/phrases");
/// What messages share, and what pages do.
pub(crate) static LAYOUT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/layout");
/// `locales/<language>.ftl`
pub(crate) static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// A file's name without its folder.
pub(crate) fn file_name(path: &'static std::path::Path) -> &'static str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
