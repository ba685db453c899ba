//! Every language says everything, in all its plural forms; every message speaks every language.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};
use mail::{locales, messages};
use scraper::{Html, Selector};

use crate::samples;

/// The plural categories of CLDR for the languages we speak; a new language brings its row.
const PLURALS: [(&str, &[&str]); 2] =
    [("ar", &["zero", "one", "two", "few", "many", "other"]), ("en", &["one", "other"])];

#[derive(Debug, Default)]
struct Sentence {
    placeholders: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
}

impl Sentence {
    fn read(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            match expression {
                Expression::Inline(inline) => self.inline(inline),
                Expression::Select { selector, variants } => {
                    self.inline(selector);
                    let names = variants.iter().map(|v| match &v.key {
                        VariantKey::Identifier { name } => name.clone(),
                        VariantKey::NumberLiteral { value } => value.clone(),
                    });
                    self.plurals.push(names.collect());
                    variants.iter().for_each(|v| self.read(&v.value));
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.placeholders.insert(id.name.clone());
            }
            InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
                positional.iter().for_each(|argument| self.inline(argument));
            }
            InlineExpression::Placeable { expression } => {
                if let Expression::Inline(inner) = &**expression {
                    self.inline(inner);
                }
            }
            _ => {}
        }
    }
}

fn sentences(path: &Path) -> BTreeMap<String, Sentence> {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    let parsed = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
    let mut found = BTreeMap::new();
    for entry in parsed.body {
        let Entry::Message(message) = entry else { continue };
        let mut sentence = Sentence::default();
        sentence.read(
            message
                .value
                .as_ref()
                .unwrap_or_else(|| panic!("{}: {} is empty", path.display(), message.id.name)),
        );
        let twice = found.insert(message.id.name.clone(), sentence);
        assert!(twice.is_none(), "{}: {} stands there twice", path.display(), message.id.name);
    }
    found
}

/// The folder of the shared words, then each message's, with what their keys begin with.
fn folders() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = messages().iter().map(|m| (root.join("messages").join(m.name), format!("{}-", m.name)));
    std::iter::once((root.join("locales"), String::new())).chain(own).collect()
}

#[test]
fn all_languages_say_the_same() {
    for (folder, prefix) in folders() {
        let english = sentences(&folder.join("en.ftl"));
        for language in locales() {
            let path = folder.join(format!("{language}.ftl"));
            let spoken = sentences(&path);
            let keys = |list: &BTreeMap<String, Sentence>| list.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&spoken), keys(&english), "{}: other strings than en.ftl", path.display());
            let plurals = PLURALS
                .iter()
                .find(|(l, _)| l == language)
                .unwrap_or_else(|| panic!("{language}: add its plural forms"));
            let plurals: BTreeSet<_> = plurals.1.iter().map(|p| (*p).to_owned()).collect();
            for (key, sentence) in &spoken {
                assert_eq!(sentence.placeholders, english[key].placeholders, "{}: {key}", path.display());
                assert!(key.starts_with(&prefix), "{}: {key} should begin with {prefix}", path.display());
                assert!(
                    sentence.plurals.iter().all(|p| *p == plurals),
                    "{}: {key} lacks a plural form",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn messages_and_languages_are_well_formed() {
    assert!(locales().contains(&"en"), "English is the last resort");
    assert!(messages().len() >= 2);
    for message in messages() {
        let plain = message.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(plain && message.name.len() <= 64, "{}: a folder's name is a tag at SES", message.name);
    }
}

#[test]
fn every_message_speaks_every_language() {
    for sample in samples::all() {
        for message in samples::of_orders() {
            for locale in locales() {
                for count in [0, 1, 2, 3, 11, 100] {
                    let mut sample = sample.clone();
                    let line = &mut sample.order.lines[0];
                    line.quantity = count;
                    let mail = sample.render_in(message.name, Some(locale));
                    let mail = mail.unwrap_or_else(|e| panic!("{} in {locale}: {e}", message.name));
                    assert_eq!(mail.locale, *locale);
                }
            }
        }
    }
}

#[test]
fn the_language_is_the_orders_then_the_shops_then_english() {
    for (order, shop, asked, spoken) in [
        (Some("ar-EG"), "en-GB", None, "ar-EG"),
        (Some("ar_EG"), "en-GB", None, "ar-EG"),
        (Some("ca-ES"), "ar-KW", None, "ar-KW"),
        (Some("ca-ES"), "nl-NL", None, "en"),
        (None, "ar", None, "ar"),
        (Some(""), "en-GB", None, "en-GB"),
        (Some("ar"), "en", Some("en-IE"), "en-IE"),
        (Some("ar"), "en-GB", Some("xx"), "en-GB"),
    ] {
        let mut sample = samples::bare();
        sample.order.locale = order.map(Into::into);
        sample.shop.locale = shop.into();
        let mail = sample.render_in("order-confirmation", asked).expect("a mail");
        assert_eq!(mail.locale, spoken, "order {order:?}, shop {shop}, asked {asked:?}");
        let page = Html::parse_document(&mail.html);
        let html = page.select(&Selector::parse("html").expect("a selector")).next().expect("a root");
        assert_eq!(html.attr("lang"), Some(spoken));
        assert_eq!(html.attr("dir"), Some(if spoken.starts_with("ar") { "rtl" } else { "ltr" }));
    }
}

#[test]
fn a_shop_is_held_to_the_languages_in_which_it_writes() {
    for (locales, shop, order, spoken) in [
        (vec![], "en", "ar-EG", "ar-EG"),
        (vec!["en"], "en", "ar-EG", "en"),
        (vec!["en", "ar"], "en", "ar-EG", "ar-EG"),
        (vec!["ar-KW"], "ar-KW", "ar-EG", "ar-EG"),
        (vec!["ar"], "ar", "en-GB", "ar"),
        (vec!["nl"], "ar", "en-GB", "ar"),
        (vec!["en"], "nl", "ar", "en"),
    ] {
        let mut sample = samples::bare();
        sample.shop.locales = locales.iter().map(|l| (*l).to_owned()).collect();
        sample.shop.locale = shop.into();
        sample.order.locale = Some(order.into());
        assert_eq!(sample.confirmation().locale, spoken, "{locales:?}, shop {shop}, order {order}");
    }
    let mut errand = samples::erasure();
    errand.shop.locale = "ar-EG".into();
    assert_eq!(errand.mail().locale, "ar-EG", "the shop's own people read the shop's language");
}

#[test]
fn only_mixed_directions_are_fenced() {
    let marked = |text: &str| text.contains(['\u{2068}', '\u{2069}']);
    let english = samples::euro().confirmation();
    assert!(!marked(&english.text) && !marked(&english.subject));
    let arabic = samples::dinar().confirmation();
    assert!(marked(&arabic.text) && !marked(&arabic.subject));
    for part in [&arabic.text, &arabic.html] {
        assert_eq!(part.matches('\u{2068}').count(), part.matches('\u{2069}').count());
    }
}
