//! What holds of every page, for the tests of each.

use std::path::Path;

/// A page is whole, and nothing in it runs, is fetched or stands beside its name.
pub(crate) fn sound(page: &str) {
    // For a person to look at: a folder.
    if let Some(folder) = std::env::var_os("NIGHTSHIFT_SHOW") {
        let title = page.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
        let name = title.unwrap_or("page").replace(|sign: char| !sign.is_alphanumeric(), "-");
        std::fs::write(Path::new(&folder).join(format!("{name}.html")), page).expect("written");
    }
    for part in [
        "<!doctype html><html lang=\"en\">",
        "content=\"default-src 'none';",
        "name=\"viewport\"",
        "name=\"color-scheme\" content=\"light dark\"",
        "prefers-color-scheme: dark",
        "<main><h1>",
        "</footer></body></html>\n",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    for runs in [
        "<script",
        "javascript:",
        "onerror=\"",
        "<img",
        "<link rel=\"stylesheet",
        "@import",
        "url(",
        "src=\"",
        "href=\"http",
        "NaN",
        "=\"-inf",
        "\"inf",
        "width=\"-",
        "height=\"-",
        "\u{0}",
    ] {
        assert!(!page.contains(runs), "{runs} in {page}");
    }
    // Names are given once, and whatever is named is there.
    let of = |what: &str| -> Vec<String> {
        let rest = page.split(what).skip(1).filter_map(|rest| rest.split('"').next());
        rest.map(str::to_owned).collect()
    };
    let mut ids = of(" id=\"");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    let wanted = of("href=\"#").into_iter().chain(of("aria-labelledby=\""));
    for wanted in wanted.flat_map(|names| names.split(' ').map(str::to_owned).collect::<Vec<_>>()) {
        assert!(ids.contains(&wanted), "{wanted}");
    }
    // Whoever doesn't see a drawing is told of it; keys of legends stand beside their words.
    for drawn in page.split("<svg ").skip(1) {
        let whole = drawn.split("</svg>").next().unwrap_or_default();
        let told =
            whole.contains("role=\"img\"") && whole.contains("<title id=") && whole.contains("<desc id=");
        assert!(told || whole.contains("aria-hidden=\"true\""), "{whole}");
    }
}
