//! The fonts of a PDF: of each the glyphs that are shown, how wide they are and what they say.

use std::collections::BTreeMap;

use pdf_writer::{
    Filter, Finish, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};
use rustybuzz::ttf_parser::GlyphId;
use subsetter::GlyphRemapper;

use super::{deflated, whole};
use crate::text::Font;

/// What a PDF shows of one font.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    glyphs: GlyphRemapper,
    /// A glyph and what it says: the same one may be a part of several letters, and has a number for each, so that what is taken
    /// out of the PDF is what was written.
    numbers: BTreeMap<(u16, String), u16>,
    /// By number, beginning with 1: the glyph in the PDF's font, how wide it is there, and what it says.
    shown: Vec<(u16, i64, String)>,
}

/// Objects that a font takes.
pub(crate) const OBJECTS: i32 = 6;

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl Letters {
    /// The number of a glyph that says this, and how wide it is.
    pub(crate) fn show(&mut self, font: Font, glyph: u16, text: &str) -> (u16, i64) {
        let there = self.glyphs.remap(glyph);
        let next = u16::try_from(self.shown.len() + 1).unwrap_or(u16::MAX);
        let number = *self.numbers.entry((there, text.to_owned())).or_insert(next);
        if number == next {
            let wide = font.face().glyph_hor_advance(GlyphId(glyph)).unwrap_or_default();
            self.shown.push((there, wide.into(), text.to_owned()));
        }
        (number, self.shown[usize::from(number) - 1].1)
    }

    fn numbered(&self) -> impl Iterator<Item = (u16, &(u16, i64, String))> {
        (1..).zip(&self.shown)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Writes the font's objects, `first` and those after it.
    pub(crate) fn write(&self, font: Font, pdf: &mut Pdf, first: Ref) {
        let at = |n: i32| Ref::new(first.get() + n);
        let (cid, descriptor, file, cmap, glyphs) = (at(1), at(2), at(3), at(4), at(5));
        // Two files of one font with other glyphs need other names: this one follows from the glyphs.
        let name = format!("{}+{}", tag(&self.shown), font.name());
        let name = Name(name.as_bytes());
        pdf.type0_font(first)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);
        let mut described = pdf.cid_font(cid);
        described
            .subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_stream(glyphs);
        let mut widths = described.widths();
        widths.consecutive(1, self.shown.iter().map(|(_, wide, _)| whole(*wide)));
        widths.finish();
        described.finish();
        let face = font.face();
        let bounds = face.global_bounding_box();
        let [x_min, y_min, x_max, y_max] =
            [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|edge| whole(edge.into()));
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(x_min, y_min, x_max, y_max))
            .italic_angle(0.0)
            .ascent(whole(face.ascender().into()))
            .descent(whole(face.descender().into()))
            .cap_height(whole(face.capital_height().unwrap_or_else(|| face.ascender()).into()))
            .stem_v(if matches!(font, Font::SansBold | Font::ArabicBold) { 140.0 } else { 80.0 })
            .font_file2(file);
        let bytes =
            subsetter::subset(font.data(), 0, &self.glyphs).expect("the fonts in this folder are fonts");
        let packed = deflated(&bytes);
        let mut stream = pdf.stream(file, &packed);
        stream
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        stream.finish();
        let mut words = UnicodeCmap::<u16>::new(Name(b"Words"), IDENTITY);
        for (number, (.., text)) in self.numbered().filter(|(_, (.., text))| !text.is_empty()) {
            words.pair_with_multiple(number, text.chars());
        }
        let packed = deflated(words.finish().as_slice());
        pdf.cmap(cmap, &packed).filter(Filter::FlateDecode);
        let by_number = std::iter::once(0).chain(self.shown.iter().map(|(glyph, ..)| *glyph));
        let packed = deflated(&by_number.flat_map(u16::to_be_bytes).collect::<Vec<_>>());
        pdf.stream(glyphs, &packed).filter(Filter::FlateDecode);
    }
}

/// Six letters that follow from what is shown.
fn tag(shown: &[(u16, i64, String)]) -> String {
    let said: String = shown.iter().map(|(glyph, _, text)| format!("{glyph}{text}")).collect();
    let hash = domain::event::hash_of(said);
    hash.bytes().take(6).map(|digit| char::from(b'A' + (digit % 26))).collect()
}
