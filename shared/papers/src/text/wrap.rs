//! Lines: broken where Unicode lets them, and their runs put in the order in which they stand.

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;

use super::{
    fonts::{self, Weight},
    shape::{self, Run},
    shown::{is_direction, shown},
};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// In thousandths of a point.
    pub(crate) size: i64,
    pub(crate) weight: Weight,
}

/// Which way a text runs as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    Ltr,
    Rtl,
    /// As its first letter does; where it has none, as given.
    OfText {
        /// From right to left.
        else_rtl: bool,
    },
}

/// A line, its runs from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// In thousandths of a point.
    pub(crate) width: i64,
}

/// Thousandths of a size in thousandths of a point.
fn scaled(thousandths: i64, size: i64) -> i64 {
    thousandths * size / 1000
}

/// How wide a text is on one line, in thousandths of a point.
pub(crate) fn width(text: &str, style: Style) -> i64 {
    measure(&shown(text).0, style)
}

fn measure(text: &str, style: Style) -> i64 {
    let pieces = shape::pieces(text, 0..text.len(), style.weight);
    let advance = |(font, range): (_, std::ops::Range<usize>)| {
        shape::shape(text, range.clone(), font, is_rtl(&text[range])).advance()
    };
    scaled(pieces.into_iter().map(advance).sum(), style.size)
}

/// Whether the letters of a piece run from right to left: enough to measure it.
fn is_rtl(piece: &str) -> bool {
    piece
        .chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// A text without what only turns it.
pub(crate) fn plain(text: &str) -> String {
    shown(text).0.chars().filter(|c| !is_direction(*c)).collect()
}

/// The lines of a text, each at most as wide as given unless a single character is wider.
pub(crate) fn lines(text: &str, style: Style, base: Base, widest: i64) -> Vec<Line> {
    let (text, _) = shown(text);
    if text.is_empty() {
        return Vec::new();
    }
    let level = match base {
        Base::Ltr => Some(Level::ltr()),
        Base::Rtl => Some(Level::rtl()),
        Base::OfText { else_rtl } => {
            let strong = |c: char| is_rtl(c.encode_utf8(&mut [0; 4])) || c.is_alphabetic();
            if text.chars().any(strong) {
                None
            } else {
                Some(if else_rtl { Level::rtl() } else { Level::ltr() })
            }
        }
    };
    let info = BidiInfo::new(&text, level);
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let ranges = broken(&text, style, widest);
    ranges
        .into_iter()
        .map(|range| {
            let (levels, order) = info.visual_runs(paragraph, range);
            let mut runs = Vec::new();
            for run in order {
                let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
                let mut pieces = shape::pieces(&text, run, style.weight);
                if rtl {
                    pieces.reverse();
                }
                runs.extend(pieces.into_iter().map(|(font, range)| shape::shape(&text, range, font, rtl)));
            }
            runs.retain(|run: &Run| !run.glyphs.is_empty());
            let width = scaled(runs.iter().map(Run::advance).sum(), style.size);
            Line { runs, width }
        })
        .collect()
}

/// Where the lines are, without the spaces at their ends.
fn broken(text: &str, style: Style, widest: i64) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut filled) = (0, 0, 0);
    for (next, _) in linebreaks(text) {
        let word = &text[end..next];
        let long = measure(word, style);
        let bare = measure(word.trim_end(), style);
        if filled + bare <= widest {
            (end, filled) = (next, filled + long);
            continue;
        }
        if end > start {
            lines.push(start..end);
            start = end;
        }
        // A word that is wider than a line is broken where it must be.
        if bare > widest {
            let cut = cut(&text[start..next], style, widest);
            for (from, to) in cut.iter().zip(&cut[1..]) {
                lines.push(start + from..start + to);
            }
            start += cut.last().copied().unwrap_or_default();
        }
        (end, filled) = (next, measure(&text[start..next], style));
    }
    if end > start {
        lines.push(start..end);
    }
    let trimmed = |range: std::ops::Range<usize>| range.start..range.start + text[range].trim_end().len();
    lines.into_iter().map(trimmed).filter(|range| !range.is_empty()).collect()
}

/// Where a long word begins and is broken; what follows the last place fits a line.
fn cut(word: &str, style: Style, widest: i64) -> Vec<usize> {
    let mut places = vec![0];
    let mut filled = 0;
    for (at, c) in word.char_indices() {
        let font = fonts::having(c, style.weight);
        let advance = font.and_then(|font| font.face().glyph_hor_advance(font.face().glyph_index(c)?));
        let wide = scaled(advance.unwrap_or_default().into(), style.size);
        if filled + wide > widest && filled > 0 && wide > 0 {
            places.push(at);
            filled = 0;
        }
        filled += wide;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { size: 10_000, weight: Weight::Regular };

    fn said(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_break_where_their_script_lets_them() {
        let of = |text: &str, widest| said(&lines(text, STYLE, Base::Ltr, widest));
        assert_eq!(of("one two three", 42_000), ["one two", "three"]);
        assert_eq!(of("one two three", 1_000_000), ["one two three"]);
        assert_eq!(of("注文書は明日届きます", 50_000), ["注文書は明", "日届きます"]);
        assert_eq!(
            of("品名。数量、単価", 30_000),
            ["品名。", "数量、", "単価"],
            "no line begins with a stop"
        );
        assert_eq!(of("", 50_000), Vec::<String>::new());
        let long = lines(&"W".repeat(10_000), STYLE, Base::Ltr, 100_000);
        assert!(long.len() > 500 && long.iter().all(|line| line.width <= 100_000), "{}", long.len());
        let whole: usize = said(&long).iter().map(String::len).sum();
        assert_eq!(whole, 10_000);
    }

    #[test]
    fn arabic_joins_and_runs_from_right_to_left() {
        let line = &lines("شراء 25 mugs", STYLE, Base::Rtl, 500_000)[0];
        let runs: Vec<_> = line.runs.iter().map(|run| (run.text.trim(), run.rtl)).collect();
        assert_eq!(runs.last(), Some(&("شراء", true)), "{runs:?}");
        // The letter in the middle of a word isn't the one that stands alone.
        let alone = &lines("ع", STYLE, Base::Rtl, 500_000)[0].runs[0].glyphs;
        let joined = &lines("ععع", STYLE, Base::Rtl, 500_000)[0].runs[0].glyphs;
        let ids: Vec<_> = joined.iter().map(|glyph| glyph.id).collect();
        assert!(!ids.contains(&alone[0].id) && ids[0] != ids[1] && ids[1] != ids[2], "{ids:?}");
        // Lam and alef are one glyph that tells both.
        let both = &lines("لا", STYLE, Base::Rtl, 500_000)[0].runs[0].glyphs;
        assert!(both.iter().map(|g| g.text.as_str()).collect::<String>().contains('ل'), "{both:?}");
    }

    #[test]
    fn every_character_is_told_by_a_glyph_and_none_is_missing() {
        for text in ["Grüße ﬁ Ｗ", "Привет ґ", "شِراءٌ ١٢٣ ﷼ لا إله", "注文書ｶﾞが髙", "e\u{301} x"]
        {
            for base in [Base::Ltr, Base::Rtl, Base::OfText { else_rtl: true }] {
                for line in lines(text, STYLE, base, 1_000_000) {
                    for run in &line.runs {
                        let mut told: Vec<char> = run.glyphs.iter().flat_map(|g| g.text.chars()).collect();
                        let mut all: Vec<char> = run.text.chars().collect();
                        told.sort_unstable();
                        all.sort_unstable();
                        assert_eq!(told, all, "{text}");
                        assert!(run.glyphs.iter().all(|glyph| glyph.id != 0), "{text}");
                    }
                }
            }
        }
    }
}
