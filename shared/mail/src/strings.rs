//! The words of a language, by way of Fluent: what all messages share, and the message's own.

use std::{
    convert::Infallible,
    sync::{Arc, LazyLock},
};

use domain::settings::Wording;
use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, memoizer::MemoizerKind,
};
use fluent_syntax::ast::{Entry, PatternElement};
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use crate::{
    Unmailable, clean,
    files::{LOCALES, MESSAGES, PAGES, PAPERS, PHRASES, file_name},
    locale::Speech,
    numbers::Numbers,
    wording,
};

/// Every `.ftl` file there is, parsed: the folder (`""` for the shared words), the language, the words.
static FILES: LazyLock<Vec<(&'static str, &'static str, Arc<FluentResource>)>> = LazyLock::new(|| {
    let shared = LOCALES.files().map(|file| ("", file));
    let own = MESSAGES.dirs().chain(PAGES.dirs()).chain(PAPERS.dirs()).chain(PHRASES.dirs());
    let own = own.flat_map(|dir| dir.files().map(|file| (file_name(dir.path()), file)));
    shared
        .chain(own)
        .filter_map(|(folder, file)| {
            let language = file_name(file.path()).strip_suffix(".ftl")?;
            let text = file.contents_utf8().unwrap_or_default().to_owned();
            // What can't be parsed is left out; that all of it can, a test sees to.
            let words = FluentResource::try_new(text).unwrap_or_else(|(good, _)| good);
            Some((folder, language, Arc::new(words)))
        })
        .collect()
});

/// Our words of one folder (`""` for the shared ones) in one language.
pub(crate) fn ours(folder: &str, language: &str) -> Option<&'static FluentResource> {
    FILES.iter().find(|(f, l, _)| *f == folder && *l == language).map(|(.., words)| &**words)
}

/// One of the shared sentences in English, for terminals; nothing of one that is filled in.
pub fn sentence(key: &str) -> Option<String> {
    let message = ours("", "en")?.entries().find_map(|entry| match entry {
        Entry::Message(message) if message.id.name == key => message.value.as_ref(),
        _ => None,
    })?;
    let text = message.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    text.collect()
}

/// Whether values are fenced off against the sentence's direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fence {
    /// In bodies.
    WhereDirectionsMix,
    /// In headers, which carry no marks of direction.
    Never,
}

/// A message's or a page's words in one language.
#[derive(Clone)]
pub(crate) struct Strings {
    bundle: Arc<FluentBundle<Arc<FluentResource>>>,
    rtl: bool,
}

impl Strings {
    /// The words of `message` as `speech` has them, the shop's own in place of ours.
    pub(crate) fn of(message: &str, speech: &Speech, wording: &Wording) -> Result<Self, Unmailable> {
        let locale: LanguageIdentifier =
            speech.tag.parse().map_err(|e| bug(&speech.tag, &format!("{e:?}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false); // done for texts only, and only where directions mix
        bundle.set_formatter(Some(own_digits));
        for (folder, language, words) in FILES.iter() {
            if *language == speech.language && (folder.is_empty() || *folder == message) {
                bundle.add_resource(Arc::clone(words)).map_err(|e| bug(folder, &format!("{e:?}")))?;
            }
        }
        for words in wording::own_words(wording, speech.language, message) {
            bundle.add_resource_overriding(Arc::new(words));
        }
        Ok(Self { bundle: Arc::new(bundle), rtl: speech.rtl })
    }

    /// Whether there is a sentence `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The sentence `key` with `values` filled in.
    pub(crate) fn say(&self, key: &str, values: &[(&str, Word)], fence: Fence) -> Result<String, Unmailable> {
        let pattern =
            self.bundle.get_message(key).and_then(|m| m.value()).ok_or_else(|| bug(key, "no such string"))?;
        let mut args = FluentArgs::new();
        for (name, word) in values {
            args.set(
                *name,
                match word {
                    Word::Count(count) => FluentValue::from(*count),
                    Word::Text(text) if fence == Fence::Never => FluentValue::from(text.clone()),
                    Word::Text(text) => FluentValue::from(clean::isolated(text, self.rtl)),
                },
            );
        }
        let mut mistakes = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut mistakes).into_owned();
        if mistakes.is_empty() { Ok(said) } else { Err(bug(key, &format!("{mistakes:?}"))) }
    }
}

/// What a sentence is filled with.
#[derive(Debug, Clone)]
pub(crate) enum Word {
    /// Chooses the plural form, and is written in the locale's digits.
    Count(i64),
    /// Stands as it is.
    Text(String),
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

fn bug(key: &str, problem: &str) -> Unmailable {
    Unmailable::Template(format!("string {key:?}: {problem}"))
}

/// A locale's digits, kept by the bundle.
struct Digits(Option<Numbers>);

impl Memoizable for Digits {
    type Args = ();
    type Error = Infallible;
    fn construct(locale: LanguageIdentifier, (): ()) -> Result<Self, Infallible> {
        Ok(Self(locale.to_string().parse().ok().map(Numbers::of)))
    }
}

/// Writes counts in the locale's digits; Fluent's Rust has only Latin ones. Counts are whole and far below 2^53.
fn own_digits<M: MemoizerKind>(value: &FluentValue, memoizer: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let count = number.value as i64;
    let Ok(written) =
        memoizer.with_try_get_threadsafe((), |digits: &Digits| digits.0.as_ref()?.count(count).ok());
    written
}
