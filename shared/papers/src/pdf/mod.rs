//! A PDF that says what it shows: tagged as PDF/UA-1 and PDF/A-2a want it. Nothing in it comes from a clock or from chance.

mod finish;
mod letters;

use std::io::Write;

use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{
    Content, Name, Str,
    types::{ArtifactType, StructRole, TableHeaderScope, TextRenderingMode},
};

pub(crate) use finish::About;
use letters::Letters;

use crate::text::{Font, Line, Run, Style, Weight, fonts};

/// From this size on, in thousandths of a point, what is bold in Japanese is drawn with an outline.
const SMALLEST_OUTLINED: i64 = 12_000;

/// Red, green and blue.
pub(crate) type Rgb = [u8; 3];

/// A part of the document as readers that can't see it are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag(usize);

struct Told {
    role: StructRole,
    scope: Option<TableHeaderScope>,
    parent: Option<usize>,
    parts: Vec<Part>,
}

enum Part {
    Tag(usize),
    Marked { page: usize, number: i32 },
}

struct Page {
    content: Content,
    /// By number: the tag whose content it is.
    marked: Vec<usize>,
}

/// A PDF in the making.
pub(crate) struct Paper {
    pages: Vec<Page>,
    told: Vec<Told>,
    letters: [Letters; 5],
    /// In thousandths of a point.
    size: (i64, i64),
}

/// Thousandths of a point as PDF wants them.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "PDF's numbers; no money here")]
fn pt(thousandths: i64) -> f32 {
    thousandths as f32 / 1000.0
}

/// A whole number as PDF wants it.
#[expect(clippy::cast_precision_loss, reason = "PDF's numbers; no money here")]
fn whole(number: i64) -> f32 {
    number as f32
}

fn parts(colour: Rgb) -> [f32; 3] {
    colour.map(|part| pt(i64::from(part) * 1000 / 255))
}

/// Zlib at a fixed level: the same bytes each time.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory doesn't fail")
}

impl Paper {
    /// An empty one; sizes are in thousandths of a point.
    pub(crate) fn new(size: (i64, i64)) -> Self {
        Self { pages: Vec::new(), told: Vec::new(), letters: Default::default(), size }
    }

    /// Begins the next page, and answers its number.
    pub(crate) fn page(&mut self) -> usize {
        self.pages.push(Page { content: Content::new(), marked: Vec::new() });
        self.pages.len() - 1
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// A part of the document; the first one is the whole.
    pub(crate) fn tag(&mut self, parent: Option<Tag>, role: StructRole) -> Tag {
        let at = self.told.len();
        self.told.push(Told { role, scope: None, parent: parent.map(|tag| tag.0), parts: Vec::new() });
        if let Some(parent) = parent {
            self.told[parent.0].parts.push(Part::Tag(at));
        }
        Tag(at)
    }

    /// The head of a row or a column.
    pub(crate) fn head(&mut self, parent: Tag, scope: TableHeaderScope) -> Tag {
        let tag = self.tag(Some(parent), StructRole::TH);
        self.told[tag.0].scope = Some(scope);
        tag
    }

    /// What is drawn until `close` is this tag's; nobody's but the eye's, if there is none.
    pub(crate) fn open(&mut self, page: usize, tag: Option<Tag>) {
        let Page { content, marked } = &mut self.pages[page];
        match tag {
            Some(tag) => {
                let number = i32::try_from(marked.len()).unwrap_or(i32::MAX);
                marked.push(tag.0);
                let told = &mut self.told[tag.0];
                told.parts.push(Part::Marked { page, number });
                let name = told.role.to_name();
                content.begin_marked_content_with_properties(name).properties().identify(number);
            }
            None => {
                let mut mark = content.begin_marked_content_with_properties(Name(b"Artifact"));
                mark.properties().artifact().kind(ArtifactType::Layout);
            }
        }
    }

    pub(crate) fn close(&mut self, page: usize) {
        self.pages[page].content.end_marked_content();
    }

    /// A rectangle: its upper left corner from the page's, its width and height.
    pub(crate) fn rectangle(
        &mut self,
        page: usize,
        (x, y): (i64, i64),
        (wide, high): (i64, i64),
        colour: Rgb,
    ) {
        let [red, green, blue] = parts(colour);
        let bottom = self.size.1 - y - high;
        let content = &mut self.pages[page].content;
        content.set_fill_rgb(red, green, blue).rect(pt(x), pt(bottom), pt(wide), pt(high)).fill_nonzero();
    }

    /// A line of text whose letters stand on `y` and begin at `x`, from the page's upper left corner.
    pub(crate) fn text(&mut self, page: usize, line: &Line, style: Style, (x, y): (i64, i64), colour: Rgb) {
        let [red, green, blue] = parts(colour);
        let bottom = self.size.1 - y;
        let mut left = x;
        let content = &mut self.pages[page].content;
        content.set_fill_rgb(red, green, blue).begin_text();
        for run in &line.runs {
            content.set_font(Name(resource(run.font).as_bytes()), pt(style.size));
            // Screens draw no line thinner than a dot: small letters would run together.
            let outlined =
                run.font == Font::Japanese && style.weight == Weight::Bold && style.size >= SMALLEST_OUTLINED;
            if outlined {
                content
                    .set_stroke_rgb(red, green, blue)
                    .set_line_width(pt(style.size / 50))
                    .set_text_rendering_mode(TextRenderingMode::FillStroke);
            }
            if run.rtl {
                // What is drawn from left to right here is read from right to left.
                content.begin_marked_content(Name(b"ReversedChars"));
            }
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, pt(left), pt(bottom)]);
            show(content, &mut self.letters[run.font.place()], run, style.size);
            if run.rtl {
                content.end_marked_content();
            }
            if outlined {
                content.set_text_rendering_mode(TextRenderingMode::Fill);
            }
            left += run.advance() * style.size / 1000;
        }
        content.end_text();
    }
}

/// What a font is called in the pages' resources.
fn resource(font: Font) -> &'static str {
    ["F0", "F1", "F2", "F3", "F4"][font.place()]
}

/// Shows a run's glyphs from left to right, each where it was shaped to stand.
fn show(content: &mut Content, letters: &mut Letters, run: &Run, size: i64) {
    let mut placed = Vec::with_capacity(run.glyphs.len());
    let mut left = 0;
    for glyph in &run.glyphs {
        placed.push((left + glyph.dx, glyph));
        left += glyph.advance;
    }
    let mut placed = placed.into_iter().peekable();
    let mut pen = 0; // in thousandths, from where the run begins
    while let Some(rise) = placed.peek().map(|(_, glyph)| glyph.dy) {
        if rise != 0 {
            content.set_rise(pt(rise * size / 1000));
        }
        let mut positioned = content.show_positioned();
        let mut items = positioned.items();
        let mut bytes = Vec::new();
        while let Some((place, glyph)) = placed.next_if(|(_, glyph)| glyph.dy == rise) {
            let (number, wide) = letters.show(run.font, glyph.id, &glyph.text);
            if place != pen {
                if !bytes.is_empty() {
                    items.show(Str(&bytes));
                    bytes.clear();
                }
                items.adjust(whole(pen - place));
            }
            bytes.extend(number.to_be_bytes());
            pen = place + wide;
        }
        if !bytes.is_empty() {
            items.show(Str(&bytes));
        }
        drop(items);
        drop(positioned);
        if rise != 0 {
            content.set_rise(0.0);
        }
    }
}

/// The fonts that are shown, each at its place.
fn used(letters: &[Letters; 5]) -> impl Iterator<Item = (Font, &Letters)> {
    fonts::ALL.into_iter().zip(letters).filter(|(_, letters)| !letters.is_empty())
}
