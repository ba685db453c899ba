//! Text becomes glyphs: cut where the font or the direction changes, each piece shaped by itself.

use std::ops::Range;

use rustybuzz::{BufferClusterLevel, Direction, UnicodeBuffer};

use super::{
    fonts::{self, Font, Weight},
    shown::{is_direction, is_joiner},
};

/// A glyph, in thousandths of its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: i64,
    pub(crate) dx: i64,
    pub(crate) dy: i64,
    /// The characters that it shows, if it is the first one to show them.
    pub(crate) text: String,
}

/// Glyphs of one font that run one way, as they stand from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) font: Font,
    /// What it says, as it is read.
    pub(crate) text: String,
    pub(crate) rtl: bool,
    pub(crate) glyphs: Vec<Glyph>,
}

impl Run {
    /// How wide it is, in thousandths of its size.
    pub(crate) fn advance(&self) -> i64 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

/// The pieces of a range of a text, each with its font, as they are read.
pub(crate) fn pieces(text: &str, range: Range<usize>, weight: Weight) -> Vec<(Font, Range<usize>)> {
    let mut pieces: Vec<(Font, Range<usize>)> = Vec::new();
    for (at, c) in text[range.clone()].char_indices() {
        let (at, end) = (range.start + at, range.start + at + c.len_utf8());
        if is_direction(c) {
            if let Some((_, last)) = pieces.last_mut() {
                last.end = end;
            }
            continue;
        }
        let stays = |font: Font| is_joiner(c) || ((c.is_whitespace() || is_mark(c)) && font.has(c));
        let font = match pieces.last() {
            Some((font, _)) if stays(*font) => *font,
            // What no font has, `shown` has taken out.
            _ => fonts::having(c, weight).unwrap_or(Font::Sans),
        };
        match pieces.last_mut() {
            Some((last, covered)) if *last == font => covered.end = end,
            _ => pieces.push((font, at..end)),
        }
    }
    pieces
}

/// What stands upon the character before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{3099}' | '\u{309a}')
}

/// Shapes a piece.
pub(crate) fn shape(text: &str, range: Range<usize>, font: Font, rtl: bool) -> Run {
    let mut buffer = UnicodeBuffer::new();
    let mut said = String::new();
    for (at, c) in text[range.clone()].char_indices().filter(|(_, c)| !is_direction(*c)) {
        let whole = u32::try_from(at).unwrap_or(u32::MAX);
        // A space is a space: no font has all of them.
        let c = if c.is_whitespace() { ' ' } else { c };
        buffer.add(c, whole);
        said.push(c);
    }
    buffer.guess_segment_properties();
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    if font == Font::Japanese
        && let Ok(japanese) = "ja".parse()
    {
        buffer.set_language(japanese);
    }
    let shaped = rustybuzz::shape(font.face(), &[], buffer);
    let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    starts.sort_unstable();
    starts.dedup();
    let piece = &text[range];
    let mut told = None; // glyphs for one character follow each other
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(shaped.len());
    // As it is read, so that of several glyphs for one character the first one tells it.
    let mut order: Vec<usize> = (0..shaped.len()).collect();
    if rtl {
        order.reverse();
    }
    for at in order {
        let (info, place) = (&shaped.glyph_infos()[at], &shaped.glyph_positions()[at]);
        let start = info.cluster as usize;
        let end = starts.get(starts.partition_point(|next| *next <= start)).copied().unwrap_or(piece.len());
        let text = if told == Some(start) { String::new() } else { spoken(&piece[start..end]) };
        told = Some(start);
        let mut letters = text.chars();
        let first = if rtl { letters.next().map(String::from).unwrap_or_default() } else { text.clone() };
        glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or_default(),
            advance: place.x_advance.into(),
            dx: place.x_offset.into(),
            dy: place.y_offset.into(),
            text: first,
        });
        // Readers turn what runs from right to left letter by letter. Of two letters in one glyph (lam and alef) the second one is
        // told by a glyph that shows nothing and takes no place.
        if rtl {
            let nothing = font.face().glyph_index(' ').map_or(0, |space| space.0);
            let told =
                |letter: char| Glyph { id: nothing, advance: 0, dx: 0, dy: 0, text: letter.to_string() };
            glyphs.extend(letters.map(told));
        }
    }
    if rtl {
        glyphs.reverse();
    }
    Run { font, text: said, rtl, glyphs }
}

fn spoken(text: &str) -> String {
    let plain = text.chars().filter(|c| !is_direction(*c));
    plain.map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}
