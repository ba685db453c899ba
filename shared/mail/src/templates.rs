//! The template engine: strict about names, escaping by the kind of file.

use std::sync::LazyLock;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Kwargs, Value, ValueKind},
};

use crate::{
    clean,
    files::{LAYOUT, MESSAGES, PAGES},
    strings::{Fence, Strings, Word},
};

/// All templates: `layout/…` and `pages/…` as they stand there, messages as `<name>/html.html` and so on.
static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    let tidy = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    engine.set_syntax(tidy.expect("only the treatment of white space differs from the default"));
    engine.add_filter("fence", fence);
    // A function needs a few of them: each is compiled when it is first asked for.
    engine.set_loader(|name| Ok(text_of(name).map(str::to_owned)));
    engine
});

/// The engine.
pub(crate) fn engine() -> &'static Environment<'static> {
    &ENGINE
}

/// The text of a template, if it is there.
fn text_of(name: &str) -> Option<&'static str> {
    let (folder, path) = match name.split_once('/') {
        Some(("layout", path)) => (&LAYOUT, path),
        Some(("pages", path)) => (&PAGES, path),
        _ => (&MESSAGES, name),
    };
    folder.get_file(path)?.contents_utf8()
}

/// `t("key", n = 3, name = "…")` for templates.
pub(crate) fn translator(strings: Strings, fence: Fence) -> Value {
    Value::from_function(move |key: &str, kwargs: Kwargs| -> Result<String, Error> {
        let mut words = Vec::new();
        for name in kwargs.args() {
            let value: Value = kwargs.get(name)?;
            words.push((
                name,
                match value.kind() {
                    ValueKind::Number => Word::Count(i64::try_from(value)?),
                    ValueKind::String => Word::Text(value.to_string()),
                    kind => {
                        return Err(Error::new(
                            ErrorKind::InvalidOperation,
                            format!("{key}: {name} is {kind}"),
                        ));
                    }
                },
            ));
        }
        strings.say(key, &words, fence).map_err(|e| Error::new(ErrorKind::InvalidOperation, e.to_string()))
    })
}

/// `{{ name|fence }}` in plain text: keeps a name from turning the line around it.
fn fence(state: &State, text: &str) -> String {
    let rtl = state.lookup("rtl").is_some_and(|rtl| rtl.is_true());
    clean::isolated(text, rtl)
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;

    #[test]
    fn every_template_compiles() {
        let mut compiled = 0;
        for (prefix, folder) in [("layout/", &LAYOUT), ("pages/", &PAGES), ("", &MESSAGES)] {
            for file in folder.files().chain(folder.dirs().flat_map(include_dir::Dir::files)) {
                if file.path().extension().is_some_and(|e| e == "html" || e == "txt") {
                    let name = format!("{prefix}{}", file.path().display());
                    engine().get_template(&name).unwrap_or_else(|e| panic!("{name}: {e}"));
                    compiled += 1;
                }
            }
        }
        assert!(compiled > 10, "{compiled}");
    }

    #[test]
    fn strict_about_names_and_escaping_by_kind() {
        let name = context! { name => "<b>\"A\" & 'B'</b>", rtl => false };
        assert!(engine().render_str("{{ nobody }}", name.clone()).is_err());
        assert!(engine().render_str("{% if nobody %}x{% endif %}", name.clone()).is_err());
        let html = engine().render_named_str("x.html", "{{ name }}", name.clone()).expect("a page");
        assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
        assert_eq!(
            engine().render_named_str("x.txt", "{{ name|fence }}", name).expect("a text"),
            "<b>\"A\" & 'B'</b>"
        );
    }
}
