//! What of a text can be shown. Characters that no font of ours has aren't passed over in silence: a sign stands for them.

use super::fonts::{self, Font, Weight};

/// Stands for what can't be shown.
const UNKNOWN: char = '\u{fffd}';

/// What only turns the direction of writing: it is heeded, and not drawn.
pub(crate) fn is_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that say how the character before them looks, or where a word may break: nothing is lost without them.
fn is_nothing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0000}'..='\u{e0fff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Joiners: they matter between Arabic letters and nowhere else that we write.
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Little pictures. They adorn a name and don't make it.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{20e3}')
}

/// The text as it can be shown, and how many of its characters can't be. Pictures go, anything else leaves a sign.
pub(crate) fn shown(text: &str) -> (String, u32) {
    let (mut out, mut unshown) = (String::with_capacity(text.len()), 0_u32);
    let mut last = None;
    for c in text.chars() {
        if is_direction(c) {
            out.push(c);
            continue;
        }
        if is_nothing(c) {
            continue;
        }
        if is_joiner(c) {
            if last == Some(Font::Arabic) {
                out.push(c);
            }
            continue;
        }
        match fonts::having(c, Weight::Regular) {
            Some(font) => {
                out.push(c);
                last = Some(font);
            }
            None if c.is_whitespace() => out.push(' '),
            None => {
                unshown += 1;
                if !is_picture(c) && !out.ends_with(UNKNOWN) {
                    out.push(UNKNOWN);
                }
                last = None;
            }
        }
    }
    if unshown > 0 && out.chars().all(|c| c.is_whitespace() || is_direction(c)) {
        out = UNKNOWN.to_string();
    }
    (out, unshown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_shown_leaves_a_sign() {
        for (text, expected, unshown) in [
            ("Mug", "Mug", 0),
            ("🎄 Mug 👩‍👩‍👧 blue", " Mug  blue", 4),
            ("🎄", "\u{fffd}", 1),
            ("简体 한국어 עברית", "\u{fffd}体 \u{fffd} \u{fffd}", 9),
            ("\u{202e}abc\u{202c}", "\u{202e}abc\u{202c}", 0),
            ("a\u{0}b\u{7}\u{feff}\u{fe0f}", "ab", 0),
            ("می\u{200c}خواهم a\u{200d}b", "می\u{200c}خواهم ab", 0),
            ("e\u{301}", "e\u{301}", 0),
        ] {
            assert_eq!(shown(text), (expected.to_owned(), unshown), "{text:?}");
        }
    }
}
