//! Pages that commands write: one file each, with charts, for a desk and a phone, in light and dark. No script, and nothing is
//! fetched.
//!
//! A page is data that the template engine writes, drawings included. Whatever comes from outside is escaped there and nowhere
//! else: no page's code writes a tag, and no template marks anything as safe.

pub(crate) mod chart;
mod parts;
#[cfg(test)]
pub(crate) mod proof;
pub(crate) mod svg;

use std::{borrow::Cow, sync::LazyLock};

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior, Value, escape_formatter, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;

pub(crate) use self::parts::{Column, Figure, Row, Section, Table};

/// What every page has of, by name.
const SHARED: [(&str, &str); 5] = [
    ("frame.html", include_str!("frame.html")),
    ("parts.html", include_str!("parts.html")),
    ("drawing.svg", include_str!("drawing.svg")),
    ("style.css", include_str!("style.css")),
    ("chart.css", include_str!("chart.css")),
];

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Strict);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    let tidy = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    engine.set_syntax(tidy.expect("only the treatment of white space differs from the default"));
    engine.set_formatter(|out, state, value| match value.as_str().map(clean) {
        Some(Cow::Owned(text)) if !value.is_safe() => escape_formatter(out, state, &Value::from(text)),
        _ => escape_formatter(out, state, value),
    });
    for (name, text) in SHARED {
        engine.add_template(name, text).expect("the tests write all of them");
    }
    engine
});

/// Without signs that are none of a text: an SVG with them is no XML.
fn clean(text: &str) -> Cow<'_, str> {
    let none = |sign: char| sign.is_control() && sign != '\n' && sign != '\t';
    if text.contains(none) { text.replace(none, "").into() } else { text.into() }
}

/// A template that may use what the pages share, filled in.
pub(crate) fn written(name: &str, template: &str, data: Value) -> String {
    ENGINE.render_named_str(name, template, data).expect("a template fits its data, and each has a test")
}

/// A page of facts, figures and tables.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Page {
    /// In the browser's tab.
    pub(crate) title: String,
    /// At the top.
    pub(crate) heading: String,
    /// What it comes to.
    pub(crate) lead: String,
    /// The command that wrote it, behind `cargo nightshift`.
    pub(crate) command: &'static str,
    /// Numbers at a glance, each with what it is.
    pub(crate) facts: Vec<(String, String)>,
    /// The rest.
    pub(crate) sections: Vec<Section>,
    /// How it is to be read.
    pub(crate) note: String,
}

impl Page {
    /// The file.
    pub(crate) fn html(&self) -> String {
        written("page.html", include_str!("page.html"), Value::from(Serde(self)))
    }
}

#[cfg(test)]
mod tests {
    use super::{
        svg::{Drawing, Key, Mark},
        *,
    };

    #[test]
    fn whatever_stands_on_a_page_is_escaped() {
        let hostile = "\"><script>alert('1')</script>\u{1}";
        let text = || hostile.to_owned();
        let drawing = Drawing::begin("one", hostile, hostile, 9);
        let table = Table {
            title: text(),
            columns: vec![Column::words(hostile), Column::numbers(hostile)],
            rows: vec![Row { strong: true, link: Some(text()), cells: vec![text(), text()] }],
        };
        let page = Page {
            title: text(),
            heading: text(),
            lead: text(),
            command: "report",
            facts: vec![(text(), text())],
            sections: vec![Section {
                title: text(),
                said: text(),
                figures: vec![
                    Figure::new(hostile, drawing, vec![Key::mark(Mark::No, hostile)]),
                    Figure::none(hostile, hostile),
                ],
                tables: vec![table],
                note: text(),
                verbatim: text(),
            }],
            note: text(),
        }
        .html();
        proof::sound(&page);
        let escaped = "&quot;&gt;&lt;script&gt;alert(&#x27;1&#x27;)&lt;&#x2f;script&gt;";
        assert_eq!(page.matches(escaped).count(), 23, "{page}");
    }

    #[test]
    fn nothing_is_marked_as_safe() {
        let own = [
            ("page.html", include_str!("page.html")),
            ("day.html", include_str!("../report/page.html")),
            ("file.svg", include_str!("file.svg")),
        ];
        for (name, text) in SHARED.into_iter().chain(own) {
            for way in ["|safe", "| safe", "autoescape"] {
                assert!(!text.contains(way), "{name}: {way}");
            }
        }
    }

    #[test]
    fn what_is_none_of_a_text_is_left_out() {
        for (text, left) in [("a\u{0}b\u{7f}\r\n\tc", "ab\n\tc"), ("abc", "abc"), ("", "")] {
            assert_eq!(clean(text), left);
        }
    }
}
