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
const PLURALS: [(&str, &[&str]); 12] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("ca", &["one", "many", "other"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("it", &["one", "many", "other"]),
    ("ja", &["other"]),
    ("pl", &["one", "few", "many", "other"]),
    ("pt-BR", &["one", "many", "other"]),
    ("ru", &["one", "few", "many", "other"]),
    ("uk", &["one", "few", "many", "other"]),
];

/// Strings that are right although English has the same: the key, the languages, and why.
const AS_IN_ENGLISH: [(&str, &[&str], &str); 30] = [
    ("delivery-adherence-named", EVERY, "nothing but the name"),
    (
        "delivery-date-days",
        &["ar", "ca", "de", "es", "fr", "it", "pl", "pt-BR"],
        "nothing but what it is made of",
    ),
    ("purchase-paper-gtin", EVERY, "an international name"),
    ("return-slip-date", &["fr"], "the same word"),
    ("return-slip-name", &["pt-BR"], "the same word"),
    ("purchase-paper-gln", EVERY, "an international name"),
    ("purchase-paper-total", &["ca", "es", "fr", "pt-BR"], "the same word"),
    ("colon", &["ar", "ca", "de", "es", "it", "pl", "pt-BR", "ru", "uk"], "most write it so"),
    ("extra-named", EVERY, "nothing but the name"),
    ("tax-named", EVERY, "nothing but the name"),
    ("task-about-unknown", EVERY, "nothing but names"),
    ("subtotal", &["ca", "es", "pt-BR"], "the same word"),
    ("total", &["ca", "es", "fr", "pt-BR"], "the same word"),
    ("transfer-iban", EVERY, "an international name"),
    ("transfer-bic", EVERY, "an international name"),
    (
        "instant",
        &["ar", "ca", "de", "es", "fr", "it", "pl", "pt-BR", "ru", "uk"],
        "nothing but what it is made of",
    ),
    (
        "task-subject",
        &["ar", "ca", "de", "es", "it", "pl", "pt-BR", "ru", "uk"],
        "nothing but what it is made of",
    ),
    ("task-about-shop", &["de"], "what Germans call a shop online"),
    ("task-about-sku", &["fr"], "the same word"),
    ("task-about-source", &["fr"], "the same word"),
    ("action-about-sku", &["fr"], "the same word"),
    ("action-about-other", EVERY, "nothing but names"),
    (
        "stock-with",
        &["ar", "ca", "de", "es", "fr", "it", "pl", "pt-BR", "ru", "uk"],
        "nothing but what it is made of",
    ),
    ("stock-item", &["pt-BR"], "the same word"),
    ("stock-lost-in", &["de", "it"], "the same word"),
    (
        "low-stock-subject",
        &["ar", "ca", "de", "es", "it", "pl", "pt-BR", "ru", "uk"],
        "nothing but what it is made of",
    ),
    (
        "low-stock-heading",
        &["ar", "ca", "de", "es", "it", "pl", "pt-BR", "ru", "uk"],
        "nothing but what it is made of",
    ),
    ("returns-portal-error", &["ca", "es"], "the same word"),
    ("returns-portal-heading-photos", &["fr"], "the same word"),
    ("returns-portal-photo", &["fr"], "the same word"),
];
const EVERY: &[&str] = &["ar", "ca", "de", "es", "fr", "it", "ja", "pl", "pt-BR", "ru", "uk"];

#[derive(Debug, Default)]
struct Sentence {
    /// Everything that is written in it, choices one after the other.
    text: String,
    placeholders: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
}

impl Sentence {
    fn read(&mut self, pattern: &Pattern<String>) {
        for element in &pattern.elements {
            let expression = match element {
                PatternElement::TextElement { value } => {
                    self.text += value;
                    continue;
                }
                PatternElement::Placeable { expression } => expression,
            };
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
                self.text += &format!("{{ ${} }}", id.name);
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

/// The folder of the shared words, then each message's and each page's, with what their keys begin with.
fn folders() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = messages().iter().map(|m| (root.join("messages").join(m.name), format!("{}-", m.name)));
    let pages = fs::read_dir(root.join("pages")).expect("there are pages").flatten().map(|folder| {
        let name = folder.file_name().into_string().expect("a plain name");
        assert!(mail::message(&name).is_none(), "{name}: a message has that name, and its words");
        (folder.path(), format!("{name}-"))
    });
    let papers = mail::papers().into_iter().map(|name| (root.join("papers").join(name), format!("{name}-")));
    let phrases =
        mail::phrases().into_iter().map(|name| (root.join("phrases").join(name), format!("{name}-")));
    let mut pages: Vec<_> = pages.chain(papers).chain(phrases).collect();
    pages.sort();
    std::iter::once((root.join("locales"), String::new())).chain(own).chain(pages).collect()
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
                let counts = plurals.len() > 1 && !english[key].plurals.is_empty();
                assert!(!counts || !sentence.plurals.is_empty(), "{}: {key} counts", path.display());
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

/// Each language's strings: the language, the file, the strings.
fn all_strings() -> Vec<(&'static str, PathBuf, BTreeMap<String, Sentence>)> {
    let of = |folder: &Path, language: &'static str| {
        let path = folder.join(format!("{language}.ftl"));
        let spoken = sentences(&path);
        (language, path, spoken)
    };
    folders().iter().flat_map(|(folder, _)| locales().iter().map(move |l| of(folder, l))).collect()
}

#[test]
fn nothing_is_left_in_english() {
    let all = all_strings();
    let mut used = BTreeSet::new();
    for (language, path, spoken) in all.iter().filter(|(language, ..)| *language != "en") {
        let english = path.with_file_name("en.ftl");
        let (.., english) = all.iter().find(|(_, path, _)| *path == english).expect("English is spoken");
        for (key, sentence) in spoken.iter().filter(|(key, sentence)| sentence.text == english[*key].text) {
            let known = |(k, languages, _): &(&str, &[&str], &str)| k == key && languages.contains(language);
            let why = AS_IN_ENGLISH.iter().any(known);
            assert!(why, "{}: {key} is English: {:?}", path.display(), sentence.text);
            used.insert((key.clone(), *language));
        }
    }
    for (key, languages, why) in AS_IN_ENGLISH {
        for language in languages {
            let same = used.contains(&(key.to_owned(), *language));
            assert!(same, "{key} ({why}) differs in {language}: take it off the list");
        }
    }
}

#[test]
fn every_language_has_its_own_signs() {
    let narrow = ["\u{202f};", "\u{202f}!", "\u{202f}?", "\u{a0}:", "«\u{a0}", "\u{a0}»"];
    for (language, path, spoken) in all_strings() {
        let pair = match language {
            "en" | "pt-BR" => "“”",
            "de" => "„“",
            "pl" => "„”",
            "ja" => "「」",
            _ => "«»",
        };
        for (key, sentence) in spoken {
            let wrong = |sign: &str| format!("{}: {key} has {sign:?}: {}", path.display(), sentence.text);
            for typewritten in ["'", "\"", "...", "  "] {
                assert!(!sentence.text.contains(typewritten), "{}", wrong(typewritten));
            }
            for spaced in narrow.iter().filter(|_| language == "fr") {
                let sign = spaced.trim_matches(['\u{a0}', '\u{202f}']);
                let (all, right) =
                    (sentence.text.matches(sign).count(), sentence.text.matches(spaced).count());
                assert_eq!(all, right, "{}", wrong(sign));
            }
            let strange = |c: char| "«»‹›„‚“”‘「」『』".contains(c) && !pair.contains(c);
            assert!(!sentence.text.contains(strange), "{}", wrong(pair));
        }
    }
}

#[test]
fn messages_and_languages_are_well_formed() {
    assert!(locales().contains(&"en"), "English is the last resort");
    assert!(PLURALS.map(|(language, _)| language) == *locales(), "a row of plural forms for each language");
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
                for count in [0, 1, 2, 3, 7, 11, 100, 1_000_000] {
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
        (Some("nl-NL"), "ar-KW", None, "ar-KW"),
        (Some("nl-BE"), "nl-NL", None, "en"),
        (Some("ca-ES"), "en-GB", None, "ca-ES"),
        (Some("gl-ES"), "en-GB", None, "es-ES"),
        (Some("gl"), "gl-ES", None, "es"),
        (Some("nl"), "gl-ES", None, "es-ES"),
        (Some("pt-PT"), "en-GB", None, "pt-PT"),
        (Some("pt"), "en-GB", None, "pt"),
        (Some("be-BY"), "en-GB", None, "en-GB"),
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
        (vec!["ca", "es"], "es-ES", "ca-ES", "ca-ES"),
        (vec!["es", "en"], "en", "ca-ES", "es-ES"),
        (vec!["es", "en"], "en", "ca", "es"),
        (vec!["en"], "en-IE", "ca-ES", "en-IE"),
        (vec!["ca", "en"], "en", "es-ES", "en"),
        (vec!["ru", "en"], "en", "uk-UA", "en"),
        (vec!["pt-BR", "en"], "en", "pt-PT", "pt-PT"),
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

/// OC-15: `ca-ES`, `ca`, `es`, the shop's own; whoever works there in which language never matters.
#[test]
fn catalan_then_spanish_then_the_shops_own() {
    for (written, spoken) in [
        (vec!["ca-ES", "es", "en"], "ca-ES"),
        (vec!["ca", "es", "en"], "ca-ES"),
        (vec!["es", "en"], "es-ES"),
        (vec!["en", "de"], "en-GB"),
        (vec![], "ca-ES"),
    ] {
        let mut sample = samples::bare();
        sample.shop.locales = written.iter().map(|l| (*l).to_owned()).collect();
        sample.shop.locale = "en-GB".into();
        sample.order.locale = Some("ca-ES".into());
        assert_eq!(sample.confirmation().locale, spoken, "{written:?}");
    }
}

#[test]
fn only_arabic_runs_from_right_to_left() {
    for language in locales() {
        let mail = samples::euro().render_in("order-confirmation", Some(language)).expect("a mail");
        let rtl = *language == "ar";
        let page = Html::parse_document(&mail.html);
        let directed = Selector::parse("[dir]:not(img)").expect("a selector");
        let directions: BTreeSet<_> = page.select(&directed).filter_map(|e| e.attr("dir")).collect();
        assert_eq!(directions, [if rtl { "rtl" } else { "ltr" }].into(), "{language}");
        for mark in ['\u{200e}', '\u{200f}', '\u{61c}', '\u{2068}', '\u{2069}'] {
            assert!(rtl || !mail.text.contains(mark), "{language} has {mark:?}");
            assert!(rtl || !mail.html.contains(mark), "{language} has {mark:?}");
        }
    }
}

/// A browser that looks for itself which way a text runs goes by its first letter or mark: the mark that stands beside a percent sign
/// in Arabic would turn all of it. Of a text of ours the direction is said.
#[test]
fn no_mark_turns_an_arabic_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let guessed = Selector::parse("bdi:not([dir]), [dir=auto]").expect("a selector");
    let (mut looked, mut turned) = (0, vec![]);
    for file in fs::read_dir(folder).expect("snapshots").flatten().map(|entry| entry.path()) {
        if !file.to_string_lossy().ends_with("arabic.html") {
            continue;
        }
        let page = Html::parse_document(&fs::read_to_string(&file).expect("readable"));
        for text in page.select(&guessed).map(|element| element.text().collect::<String>()) {
            let mark = |c: char| c == '\u{200e}' || c.is_alphabetic();
            let first = text.chars().find(|c| mark(*c));
            looked += 1;
            if first == Some('\u{200e}') && text.contains(|c: char| ('\u{620}'..='\u{64a}').contains(&c)) {
                turned.push(format!("{}: {text}", file.display()));
            }
        }
    }
    assert!(looked > 50, "{looked}");
    assert_eq!(turned, Vec::<String>::new());
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
