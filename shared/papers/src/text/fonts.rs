//! The letters that there are: five files, one script and weight each, and which of them has a character.

use std::sync::LazyLock;

use rustybuzz::Face;

/// A file of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Font {
    Sans,
    SansBold,
    Arabic,
    ArabicBold,
    /// One weight alone, as it is ten times as large as the others: what is bold is drawn with an outline.
    Japanese,
}

/// How strong letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// All of them, each at the place of its number.
pub(crate) const ALL: [Font; 5] =
    [Font::Sans, Font::SansBold, Font::Arabic, Font::ArabicBold, Font::Japanese];

static FACES: LazyLock<[Face<'static>; 5]> = LazyLock::new(|| {
    ALL.map(|font| Face::from_slice(font.data(), 0).expect("the fonts in this folder are fonts"))
});

impl Font {
    /// The file.
    pub(crate) fn data(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../../fonts/NotoSans-Regular.ttf"),
            Self::SansBold => include_bytes!("../../fonts/NotoSans-Bold.ttf"),
            Self::Arabic => include_bytes!("../../fonts/IBMPlexSansArabic-Regular.ttf"),
            Self::ArabicBold => include_bytes!("../../fonts/IBMPlexSansArabic-Bold.ttf"),
            Self::Japanese => include_bytes!("../../fonts/NotoSansJP-Regular.ttf"),
        }
    }

    /// Its name in a PDF.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sans => "NotoSans-Regular",
            Self::SansBold => "NotoSans-Bold",
            Self::Arabic => "IBMPlexSansArabic-Regular",
            Self::ArabicBold => "IBMPlexSansArabic-Bold",
            Self::Japanese => "NotoSansJP-Regular",
        }
    }

    /// Its place among [`ALL`].
    pub(crate) fn place(self) -> usize {
        self as usize
    }

    pub(crate) fn face(self) -> &'static Face<'static> {
        &FACES[self.place()]
    }

    pub(crate) fn has(self, c: char) -> bool {
        self.face().glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }
}

/// The font that has a character, if any does.
pub(crate) fn having(c: char, weight: Weight) -> Option<Font> {
    let those = match weight {
        Weight::Regular => [Font::Sans, Font::Arabic, Font::Japanese],
        Weight::Bold => [Font::SansBold, Font::ArabicBold, Font::Japanese],
    };
    those.into_iter().find(|font| font.has(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_of_ours_has_letters() {
        for text in [
            "Grüße, œuvre, añadir, l·l, è, ż, ã, –…“”„«»‹›€£¥₴₽zł№ªº",
            "Привет, Україно: ґєїі №",
            "أمر شراء؟ ٠١٢٣٤٥٦٧٨٩ ٫٬ ـ لا ﷼",
            "注文書、品名・数量：「髙﨑」ｱﾞ￥",
            "Ελληνικά \u{fffd}",
        ] {
            for c in text.chars() {
                for weight in [Weight::Regular, Weight::Bold] {
                    assert!(having(c, weight).is_some(), "{c:?} {weight:?}");
                }
            }
        }
        for font in ALL {
            assert_eq!(font.face().units_per_em(), 1000, "{font:?}: widths are reckoned in thousandths");
            assert!(font.has(' '), "{font:?}: what shows nothing becomes a space");
        }
        assert_eq!(having('\u{1f384}', Weight::Regular), None);
    }
}
