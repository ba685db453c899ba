//! Which language a mail speaks, and how its region writes numbers.

use std::sync::LazyLock;

use domain::settings::Shop;
use icu_locale_core::{LanguageIdentifier, Locale, subtags::Variants};

use crate::{
    files::{LOCALES, file_name},
    numbers::Numbers,
};

/// Spoken when neither the order's nor the shop's language is.
const LAST_RESORT: &str = "en";

static LANGUAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut all: Vec<_> = LOCALES.files().filter_map(|f| file_name(f.path()).strip_suffix(".ftl")).collect();
    all.sort_unstable();
    all
});

/// The languages that mails speak, such as `ar`: one file each under `locales/`.
pub fn locales() -> &'static [&'static str] {
    &LANGUAGES
}

/// How one mail speaks.
#[derive(Debug, Clone)]
pub(crate) struct Speech {
    /// Whose strings are used: one of [`locales`].
    pub(crate) language: &'static str,
    /// The locale itself, region included: `lang`, `Content-Language`.
    pub(crate) tag: String,
    /// Whether it is written from right to left.
    pub(crate) rtl: bool,
    /// Its numbers.
    pub(crate) numbers: Numbers,
}

impl Speech {
    /// The first that we speak of: the one wished for, if the shop writes in that language; the shop's;
    /// English. Each by itself, then by its language alone. A region that we have no strings for still writes its
    /// own numbers.
    pub(crate) fn choose(wish: Option<&str>, shop: &Shop) -> Self {
        let theirs = wish.and_then(Self::of).filter(|speech| speech.is_written_by(shop));
        theirs
            .or_else(|| [&shop.locale, LAST_RESORT].into_iter().find_map(Self::of))
            .expect("English is among the languages; a test sees to it")
    }

    /// Whether the shop writes in this language, in whichever region.
    fn is_written_by(&self, shop: &Shop) -> bool {
        let mut written = shop.locales.iter().filter_map(|tag| Self::of(tag));
        shop.locales.is_empty() || written.any(|other| other.language == self.language)
    }

    /// How the locale speaks; `None` if we don't speak its language.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        // Platforms write `ar_EG` as well; anything longer than this is no locale.
        let wished = (tag.len() <= 35).then(|| tag.replace('_', "-"))?;
        let mut wished: LanguageIdentifier = Locale::try_from_str(&wished).ok()?.id;
        wished.variants = Variants::new();
        let mut nearest = wished.clone();
        let language = loop {
            let tag = nearest.to_string();
            if let Some(found) = locales().iter().find(|spoken| **spoken == tag) {
                break found;
            }
            // `zh-Hant-TW` may become `zh-Hant`, never `zh`: that is another script.
            match (nearest.region.take(), nearest.script) {
                (Some(_), _) => {}
                (None, Some(script)) if usual_script(&nearest, script.as_str()) => nearest.script = None,
                (None, _) => return None,
            }
        };
        let rtl = is_rtl(&wished);
        Some(Self { language, tag: wished.to_string(), rtl, numbers: Numbers::of(wished.into()) })
    }
}

/// Whether a script says no more than the language does.
fn usual_script(id: &LanguageIdentifier, script: &str) -> bool {
    match id.language.as_str() {
        "ar" | "fa" | "ur" => script == "Arab",
        "he" => script == "Hebr",
        "zh" => script == "Hans",
        "ja" => script == "Jpan",
        "ko" => script == "Kore",
        "ru" | "uk" | "bg" => script == "Cyrl",
        "el" => script == "Grek",
        _ => script == "Latn",
    }
}

fn is_rtl(id: &LanguageIdentifier) -> bool {
    match id.script {
        Some(script) => ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"].contains(&script.as_str()),
        None => ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(&id.language.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_we_speak() {
        for (wish, language, tag, rtl) in [
            ("en", "en", "en", false),
            ("en-GB", "en", "en-GB", false),
            ("EN_us", "en", "en-US", false),
            ("ar-EG", "ar", "ar-EG", true),
            ("ar_EG", "ar", "ar-EG", true),
            ("ar-Arab-EG", "ar", "ar-Arab-EG", true),
            ("ar-u-nu-latn", "ar", "ar", true),
            ("en-GB-oxendict", "en", "en-GB", false),
        ] {
            let speech = Speech::of(wish).expect(wish);
            assert_eq!((speech.language, speech.tag.as_str(), speech.rtl), (language, tag, rtl), "{wish}");
        }
        for unspoken in [
            "",
            "xx",
            "zh-Hant",
            "en-Shaw",
            "ar-Latn",
            "e",
            "../en",
            "und",
            "no locale at all",
            &"e".repeat(99),
        ] {
            assert!(Speech::of(unspoken).is_none(), "{unspoken:?}");
        }
    }
}
