//! The script for product pages, as it is served: without its comments.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};
use shell::{Answer, HttpRequest};

/// It is read beside the sources; what is served is the same without what only its readers need.
static SCRIPT: LazyLock<(String, String)> = LazyLock::new(|| {
    let script = tight(include_str!("../script/nightshift.js"));
    let mut hash = hex::encode(Sha256::digest(&script));
    hash.truncate(16);
    (script, format!("\"{hash}\""))
});

/// The script, for a day; whoever has it is told that it is still the same.
pub(crate) fn answer(asked: &HttpRequest) -> Answer {
    let (script, tag) = &*SCRIPT;
    let has_it = asked.header("if-none-match").is_some_and(|tags| tags.contains(tag.as_str()));
    let answer = if has_it { Answer::text(304, "") } else { Answer::text(200, script.as_str()) };
    answer
        .with("content-type", "text/javascript; charset=utf-8")
        .with("cache-control", "public, max-age=86400, stale-while-revalidate=604800")
        .with("etag", tag.as_str())
        // Any page may run it, and check its integrity.
        .with("access-control-allow-origin", "*")
        .with("cross-origin-resource-policy", "cross-origin")
}

/// Without comments that stand on lines of their own, indentation and empty lines. Line breaks stay, so that nothing is joined
/// that was apart.
fn tight(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_below_three_kilobytes_and_safe_under_any_policy() {
        let (script, tag) = &*SCRIPT;
        assert!(script.len() < 3072, "{} bytes", script.len());
        println!("figure: S1e the script for product pages has {} bytes", script.len());
        for forbidden in
            ["eval(", "new Function", "innerHTML", "document.write", "//", "cookie", "localStorage", ".style"]
        {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
        assert_eq!(tag.len(), 18);
    }

    #[test]
    fn only_what_readers_need_is_left_out() {
        let source = "// Why.\n(function () {\n  // How.\n\n  const a = 'b';\n})();\n";
        assert_eq!(tight(source), "(function () {\nconst a = 'b';\n})();");
    }
}
