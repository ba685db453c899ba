//! The words of a language, by way of Fluent: what all messages share, and the message's own.

use std::{
    convert::Infallible,
    sync::{Arc, LazyLock, OnceLock},
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

/// A `.ftl` file. There are hundreds and a mail needs a few, so each is parsed when it is first asked for: parsed, all of them take
/// eight megabytes.
struct File {
    /// `""` for the shared words.
    folder: &'static str,
    language: &'static str,
    text: &'static str,
    words: OnceLock<Arc<FluentResource>>,
}

impl File {
    fn words(&self) -> &Arc<FluentResource> {
        // What can't be parsed is left out; that all of it can, a test sees to.
        let parse = || FluentResource::try_new(self.text.to_owned()).unwrap_or_else(|(good, _)| good);
        self.words.get_or_init(|| Arc::new(parse()))
    }
}

/// Every one there is.
static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let shared = LOCALES.files().map(|file| ("", file));
    let own = MESSAGES.dirs().chain(PAGES.dirs()).chain(PAPERS.dirs()).chain(PHRASES.dirs());
    let own = own.flat_map(|dir| dir.files().map(|file| (file_name(dir.path()), file)));
    shared
        .chain(own)
        .filter_map(|(folder, file)| {
            let language = file_name(file.path()).strip_suffix(".ftl")?;
            let text = file.contents_utf8().unwrap_or_default();
            Some(File { folder, language, text, words: OnceLock::new() })
        })
        .collect()
});

/// Our words of one folder (`""` for the shared ones) in one language.
pub(crate) fn ours(folder: &str, language: &str) -> Option<&'static FluentResource> {
    let of = |file: &&File| file.folder == folder && file.language == language;
    FILES.iter().find(of).map(|file| &**file.words())
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
        let of = |file: &&File| {
            file.language == speech.language && (file.folder.is_empty() || file.folder == message)
        };
        for file in FILES.iter().filter(of) {
            bundle.add_resource(Arc::clone(file.words())).map_err(|e| bug(file.folder, &format!("{e:?}")))?;
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
