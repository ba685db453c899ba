//! A number as Code 128, drawn bar by bar, with the number under it. Whoever can't see it reads the number.

use barcoders::sym::code128::Code128;
use mail::paper::plain;
use pdf_writer::types::StructRole;

use super::sheet::{INK, Place, STRONG, Sheet, Side};
use crate::{
    pdf::Rgb,
    text::{Base, lines},
};

/// As wide as a bar is at least: what cheap scanners read.
const NARROWEST: i64 = 600;
/// And at most.
const WIDEST: i64 = 1_000;
/// Nothing stands so many bars' widths beside it.
const QUIET: i64 = 10;
/// No grey: scanners look for what is dark and what isn't.
const BLACK: Rgb = [0, 0, 0];

/// The modules of a text: 1 is dark. `None` if it has other signs than ASCII's.
pub(super) fn modules(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return None;
    }
    // Set B has every printable sign of ASCII.
    Some(Code128::new(format!("\u{181}{text}")).ok()?.encode())
}

/// Draws it into a place, as wide as it gets, and answers where it ends. What doesn't fit is the number alone.
pub(super) fn draw(sheet: &mut Sheet, text: &str, place: Place, side: Side, (top, high): (i64, i64)) -> i64 {
    let text = plain(text);
    let mut y = top;
    if let Some(modules) = modules(&text) {
        let count = i64::try_from(modules.len()).unwrap_or(i64::MAX).saturating_add(2 * QUIET);
        let wide = (place.wide / count).min(WIDEST);
        if wide >= NARROWEST {
            let at_right = sheet.head.rtl == (side == Side::Start);
            let start = sheet.left_edge(place) + if at_right { place.wide - wide * count } else { 0 };
            // Where there is nothing beside it anyway, the quiet zone isn't seen as an indent.
            let outside = if at_right { 2 * QUIET } else { 0 };
            bars(sheet, &modules, (start + wide * outside, top), (wide, high));
            y += high + 3_000;
        }
    }
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
    let number = lines(&text, STRONG, Base::Ltr, place.wide);
    sheet.put(Some(tag), &number, STRONG, (place, side), y, INK)
}

/// Bars that touch are one.
fn bars(sheet: &mut Sheet, modules: &[u8], (x, y): (i64, i64), (wide, high): (i64, i64)) {
    sheet.paper.open(sheet.at, None);
    let mut at = x;
    for run in modules.chunk_by(|one, next| one == next) {
        let long = wide * i64::try_from(run.len()).unwrap_or_default();
        if run[0] == 1 {
            sheet.paper.rectangle(sheet.at, (at, y), (long, high), BLACK);
        }
        at += long;
    }
    sheet.paper.close(sheet.at);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The widths of a code's bars and gaps, in modules.
    fn widths(text: &str) -> String {
        let modules = modules(text).expect("a barcode");
        modules.chunk_by(|one, next| one == next).map(|run| run.len().to_string()).collect()
    }

    /// Widths by the table of ISO/IEC 15417, put together by hand: start B, each sign, the check sign, stop.
    #[test]
    fn bars_are_those_of_the_standard() {
        // Start B (104) 211214; A (33) 111323; check (104 + 33) % 103 = 34 (B) 131123; stop 2331112.
        assert_eq!(widths("A"), ["211214", "111323", "131123", "2331112"].concat());
        // R (50), M (45), A (33), - (13), 1 (17): 104 + 50 + 2·45 + 3·33 + 4·13 + 5·17 = 480; check 480 % 103 = 68.
        let signs = ["211214", "231131", "113123", "111323", "122132", "123221", "141221", "2331112"];
        assert_eq!(widths("RMA-1"), signs.concat());
        for (text, is_one) in
            [("RMA-1001-1", true), (" ~", true), ("", false), ("ä", false), ("a\n", false), ("Ɓ", false)]
        {
            assert_eq!(modules(text).is_some(), is_one, "{text:?}");
        }
    }
}
