//! What every page of the portal is built by, whatever is in it.

use std::collections::BTreeSet;

use mail::page::Page;
use scraper::{ElementRef, Html, Selector};

use crate::facts::plain;

pub(crate) fn select<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn within<'p>(element: &ElementRef<'p>, selector: &str) -> Vec<ElementRef<'p>> {
    element.select(&Selector::parse(selector).expect("a selector")).collect()
}

pub(crate) fn text_of(element: &ElementRef) -> String {
    plain(&element.text().collect::<String>())
}

fn assert_different(names: &[String], what: &str) {
    let all: BTreeSet<_> = names.iter().collect();
    assert_eq!(all.len(), names.len(), "{what}: each has a name of its own: {names:?}");
}

/// Everything that accessibility rests on, and that a hostile text must not change.
pub(crate) fn assert_well_built(page: &Page, what: &str) {
    let html = Html::parse_document(&page.html);
    let count = |selector: &str| select(&html, selector).len();
    let root = select(&html, "html")[0];
    assert_eq!(root.attr("lang"), Some(page.locale.as_str()), "{what}");
    assert_eq!(root.attr("dir"), Some(if page.locale.starts_with("ar") { "rtl" } else { "ltr" }), "{what}");
    for one in ["h1", "main", "main h1", "title", "header", "footer", "style", "head > style", "link"] {
        assert_eq!(count(one), 1, "{what}: {one}");
    }
    let mut level = 0;
    for heading in select(&html, "h1, h2, h3, h4, h5, h6") {
        let next = heading.value().name().as_bytes()[1] - b'0';
        assert!(next <= level + 1 && !text_of(&heading).is_empty(), "{what}: h{next} after h{level}");
        level = next;
    }
    let ids: Vec<_> = select(&html, "[id]").iter().filter_map(|e| e.attr("id").map(str::to_owned)).collect();
    assert_different(&ids, what);
    for name in ["aria-labelledby", "aria-describedby"] {
        for element in select(&html, &format!("[{name}]")) {
            let named: Vec<_> = element.attr(name).unwrap_or_default().split_whitespace().collect();
            let known = named.iter().all(|id| ids.iter().any(|known| known == id));
            assert!(!named.is_empty() && known, "{what}: {name} {named:?}");
        }
    }
    assert_eq!(count("table tr"), count("table tr > th[scope=row]"), "{what}: each row has its head");
    assert_eq!(count("img:not([alt])") + count("header img[alt='']"), 0, "{what}");
    let never =
        "script, iframe, object, embed, base, svg, [style], meta[http-equiv], [formaction], [target], [ping]";
    assert_eq!(count(never), 0, "{what}");
    assert_fields(&html, what);
    assert_forms(&html, what);
    for element in select(&html, "*") {
        let value = element.value();
        assert!(value.attrs().all(|(name, _)| !name.starts_with("on") && name != "srcset"), "{what}");
        for address in [value.attr("href"), value.attr("src"), value.attr("action")].into_iter().flatten() {
            assert_address(address, &ids, what);
        }
    }
    assert_different(&select(&html, "main a").iter().map(named).collect::<Vec<_>>(), what);
}

/// A link's name: its text, or its picture's.
fn named(link: &ElementRef) -> String {
    let pictures = within(link, "img").iter().filter_map(|img| img.attr("alt")).collect::<String>();
    let name = text_of(link) + &pictures;
    assert!(!name.is_empty(), "a link without a name");
    name
}

/// Whoever fills it in is told what: each field has its words.
fn assert_fields(html: &Html, what: &str) {
    for field in select(html, "input:not([type=hidden]), select, textarea") {
        let own = field.attr("id").map(|id| select(html, &format!("label[for='{id}']")));
        let around = field.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == "label");
        let labels = own.iter().flatten().filter(|label| !text_of(label).is_empty()).count();
        assert!(around || labels == 1, "{what}: {} has no words", field.html());
        let wrong = field.attr("aria-invalid").is_some();
        let told = field.attr("aria-describedby").is_some() || field.attr("type") == Some("radio");
        assert!(!wrong || told, "{what}: {} doesn't say what is wrong", field.html());
    }
    for group in select(html, "fieldset") {
        let first = group.children().filter_map(ElementRef::wrap).next();
        let words = first.filter(|first| first.value().name() == "legend").map(|legend| text_of(&legend));
        assert!(words.is_some_and(|words| !words.is_empty()), "{what}: a group without words");
    }
}

/// Each form comes back to its page with its proof, and says what is to be done; but the store's takes its own fields alone.
fn assert_forms(html: &Html, what: &str) {
    for form in select(html, "form") {
        assert_eq!(form.attr("method"), Some("post"), "{what}");
        let proofs = within(&form, "input[type=hidden][name=proof]").len();
        let buttons = within(&form, "button");
        if form.attr("enctype").is_some() {
            assert_eq!((proofs, within(&form, "[name=do]").len()), (0, 0), "{what}");
            let last = within(&form, "input").last().and_then(|input| input.attr("name"));
            assert_eq!(last, Some("file"), "{what}: the store passes over what comes after the file");
            continue;
        }
        assert_eq!((form.attr("action"), proofs), (None, 1), "{what}: to where it came from");
        for button in &buttons {
            let does = button.attr("value").is_some_and(|value| !value.is_empty());
            assert!(button.attr("name") == Some("do") && does, "{what}: {}", button.html());
        }
        let shown = buttons.iter().filter(|button| button.attr("aria-hidden").is_none());
        assert_different(&shown.map(text_of).collect::<Vec<_>>(), what);
    }
    let main = select(html, "main button.button:not(.plain), main a.button:not(.plain)");
    assert!(main.len() <= 1, "{what}: more than one main button");
}

fn assert_address(address: &str, ids: &[String], what: &str) {
    let within = address.strip_prefix('#').is_some_and(|id| ids.iter().any(|known| known == id));
    let plain = address.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/.".contains(&b));
    let outside = ["https://acme.example", "mailto:help@acme.example", "data:,"];
    let allowed = outside.iter().any(|allowed| address.to_ascii_lowercase().starts_with(allowed));
    assert!(within || plain || allowed, "{what}: {address}");
}

/// What a reader sees and may choose, a line each.
pub(crate) fn read(page: &Page) -> String {
    let html = Html::parse_document(&page.html);
    let parts = "title, h1, h2, h3, p, li, tr, dl > div, legend, label, option, button, summary";
    let mut lines = String::new();
    for element in select(&html, parts) {
        let name = element.value().name();
        let inner = within(&element, "p, li, button, label, dl");
        if element.attr("aria-hidden").is_some() || (["li", "p"].contains(&name) && !inner.is_empty()) {
            continue;
        }
        let cells = within(&element, "th, td, dt, dd");
        let cells: Vec<_> = cells.iter().map(text_of).collect();
        let text = if cells.is_empty() { text_of(&element) } else { cells.join(" | ") };
        let mark = match name {
            "h1" => "# ",
            "h2" => "## ",
            "h3" => "### ",
            "option" => "  ( ) ",
            "button" => "[ ] ",
            _ => "",
        };
        if !text.is_empty() {
            lines += &format!("{mark}{text}\n");
        }
    }
    lines
}
