//! Which language a mail speaks, and how its region writes numbers.

use std::sync::LazyLock;

use domain::settings::Shop;
use icu_locale_core::{LanguageIdentifier, Locale, subtags::Variants};

use crate::{
    dates::Dates,
    files::{LOCALES, file_name},
    numbers::Numbers,
};

/// Spoken when neither the order's nor the shop's language is.
const LAST_RESORT: &str = "en";

/// Whose readers read another language with ease, so that it is spoken before the shop's own. Only where nearly
/// all of them do, and gladly: nobody who wrote to us in Ukrainian is answered in Russian.
const NEAREST: [(&str, &str); 2] = [("ca", "es"), ("gl", "es")];

/// The languages of which we have the words of one region, and speak those in every other.
const ONE_REGION: [(&str, &str); 1] = [("pt", "pt-BR")];

static LANGUAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut all: Vec<_> = LOCALES.files().filter_map(|f| file_name(f.path()).strip_suffix(".ftl")).collect();
    all.sort_unstable();
    all
});

/// The languages that mails speak, such as `ar`: one file each under `locales/`.
pub fn locales() -> &'static [&'static str] {
    &LANGUAGES
}

/// Whether mails speak this locale's language, be it by a near one.
pub fn is_spoken(tag: &str) -> bool {
    Speech::of(tag).is_some()
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
    /// Its days.
    pub(crate) dates: Dates,
}

impl Speech {
    /// The first that we speak of: the one wished for and the one nearest to it, if the shop writes in that
    /// language; the shop's and the one nearest to that; English. Each by itself, then by its language alone. A
    /// region that we have no strings for still writes its own numbers.
    pub(crate) fn choose(wish: Option<&str>, shop: &Shop) -> Self {
        let mut theirs = wish.into_iter().flat_map(Self::of_it_or_nearest);
        theirs
            .find(|speech| speech.is_written_by(shop))
            .or_else(|| [&shop.locale, LAST_RESORT].into_iter().flat_map(Self::of_it_or_nearest).next())
            .expect("English is among the languages; a test sees to it")
    }

    /// The language of the first of a reader's wishes that we speak, or English; without a region, which wishes could
    /// name at will.
    pub(crate) fn of_reader(wishes: &[&str]) -> Self {
        let spoken = wishes.iter().flat_map(|wish| Self::of_it_or_nearest(wish)).next();
        Self::of(spoken.map_or(LAST_RESORT, |speech| speech.language))
            .expect("English is among the languages; a test sees to it")
    }

    /// The first of a reader's wishes that the shop writes in, or the shop's own. With the shop's region where that is its
    /// language, else without one, which wishes could name at will.
    pub(crate) fn of_reader_at(wishes: &[&str], shop: &Shop) -> Self {
        let spoken = wishes.iter().flat_map(|wish| Self::of_it_or_nearest(wish));
        let wished = spoken.filter(|speech| speech.is_written_by(shop)).map(|speech| speech.language).next();
        let own = Self::choose(None, shop);
        match wished {
            Some(language) if language != own.language => Self::choose(Some(language), shop),
            _ => own,
        }
    }

    /// How the locale speaks, and how its readers are spoken to next; either only if we speak it.
    fn of_it_or_nearest(tag: &str) -> impl Iterator<Item = Self> {
        let wished = read(tag);
        let nearest = wished.clone().and_then(nearest);
        [wished, nearest].into_iter().flatten().filter_map(Self::speaking)
    }

    /// Whether the shop writes in this language, in whichever region.
    fn is_written_by(&self, shop: &Shop) -> bool {
        let mut written = shop.locales.iter().filter_map(|tag| Self::of(tag));
        shop.locales.is_empty() || written.any(|other| other.language == self.language)
    }

    /// How the locale speaks; `None` if we don't speak its language.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        Self::speaking(read(tag)?)
    }

    fn speaking(wished: LanguageIdentifier) -> Option<Self> {
        let mut shorter = wished.clone();
        let language = loop {
            let tag = shorter.to_string();
            let tag = ONE_REGION.iter().find(|(all, _)| *all == tag).map_or(tag.as_str(), |(_, one)| *one);
            if let Some(found) = locales().iter().find(|spoken| **spoken == tag) {
                break found;
            }
            // `zh-Hant-TW` may become `zh-Hant`, never `zh`: that is another script.
            match (shorter.region.take(), shorter.script) {
                (Some(_), _) => {}
                (None, Some(script)) if usual_script(&shorter, script.as_str()) => shorter.script = None,
                (None, _) => return None,
            }
        };
        let rtl = is_rtl(&wished);
        let (tag, locale) = (wished.to_string(), Locale::from(wished));
        let (numbers, dates) = (Numbers::of(locale.clone()), Dates::of(locale));
        Some(Self { language, tag, rtl, numbers, dates })
    }
}

/// The locale that a tag names.
fn read(tag: &str) -> Option<LanguageIdentifier> {
    // Platforms write `ar_EG` as well; anything longer than this is no locale.
    let tag = (tag.len() <= 35).then(|| tag.replace('_', "-"))?;
    let mut id = Locale::try_from_str(&tag).ok()?.id;
    id.variants = Variants::new();
    Some(id)
}

/// The language of [`NEAREST`], in the same region.
fn nearest(mut id: LanguageIdentifier) -> Option<LanguageIdentifier> {
    let (_, other) = NEAREST.iter().find(|(language, _)| *language == id.language.as_str())?;
    id.language = other.parse().ok()?;
    Some(id)
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
            ("de-AT", "de", "de-AT", false),
            ("fr_CA", "fr", "fr-CA", false),
            ("it-CH", "it", "it-CH", false),
            ("es-419", "es", "es-419", false),
            ("ca-ES-valencia", "ca", "ca-ES", false),
            ("pl-PL", "pl", "pl-PL", false),
            ("ru", "ru", "ru", false),
            ("uk-UA", "uk", "uk-UA", false),
            ("ja-Jpan-JP", "ja", "ja-Jpan-JP", false),
            ("pt-br", "pt-BR", "pt-BR", false),
            ("pt", "pt-BR", "pt", false),
            ("pt-PT", "pt-BR", "pt-PT", false),
        ] {
            let speech = Speech::of(wish).expect(wish);
            assert_eq!((speech.language, speech.tag.as_str(), speech.rtl), (language, tag, rtl), "{wish}");
        }
        for (tag, spoken) in
            [("en-GB", true), ("EN", true), ("en_US", true), ("pt-PT", true), ("tlh", false), ("", false)]
        {
            assert_eq!(is_spoken(tag), spoken, "{tag}");
        }
        for unspoken in [
            "",
            "xx",
            "zh-Hant",
            "en-Shaw",
            "ar-Latn",
            "uk-Latn",
            "gl",
            "be",
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
