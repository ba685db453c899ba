//! Text from merchants and customers: what may stand in a mail at all.
//!
//! Escaping is the template engine's; this is about what no escaping mends. A control character breaks a header
//! or a parser, an override of the writing direction makes a price read backwards.

use crate::Unmailable;

/// The longest text used of anything that comes from outside, in bytes.
const LONGEST: usize = 8 * 1024;

/// Opens an isolate whose direction follows its own first letter.
const FSI: char = '\u{2068}';
/// Closes it.
const PDI: char = '\u{2069}';

pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// On one line, without controls and without marks that turn the writing direction. White space is folded.
pub(crate) fn line(text: &str, what: &'static str) -> Result<String, Unmailable> {
    if text.len() > LONGEST {
        return Err(Unmailable::BadText { what });
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !(c.is_control() || is_bidi_control(c) || is_no_character(c)) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    Ok(out)
}

/// A line that must say something and fit into a header.
pub(crate) fn short(text: &str, most: usize, what: &'static str) -> Result<String, Unmailable> {
    let line = line(text, what)?;
    // Joiners and the like alone show nothing.
    let says_something =
        line.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'));
    if says_something && line.chars().count() <= most { Ok(line) } else { Err(Unmailable::BadText { what }) }
}

/// A line for a header: what only looks like an encoded word (RFC 2047) must not be decoded at the other end,
/// where it could become the controls that were taken out here.
pub(crate) fn header(line: &str) -> String {
    line.replace("=?", "= ?")
}

/// A line, or nothing where there is none or it says nothing.
pub(crate) fn optional(text: Option<&str>, what: &'static str) -> Result<Option<String>, Unmailable> {
    Ok(text.map(|text| line(text, what)).transpose()?.filter(|line| !line.is_empty()))
}

/// Byte order marks and noncharacters, which some parsers choke on.
fn is_no_character(c: char) -> bool {
    c == '\u{feff}' || matches!(c, '\u{fdd0}'..='\u{fdef}') || (u32::from(c) & 0xfffe) == 0xfffe
}

/// Whether the text has letters that run from right to left.
fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{0590}'..='\u{08ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Fences a text off from its sentence where the two may run in different directions; else leaves it plain, so
/// that an English mail to an English buyer has no invisible characters.
pub(crate) fn isolated(text: &str, sentence_is_rtl: bool) -> String {
    if sentence_is_rtl || has_rtl(text) { format!("{FSI}{text}{PDI}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_plain() {
        for (text, plain) in [
            ("Blue shirt", "Blue shirt"),
            ("  two\t words \n", "two words"),
            ("A\r\nBcc: x@y.example", "A Bcc: x@y.example"),
            ("a\0b\u{7}c\u{85}d", "abc d"),
            ("\u{202e}gnp.exe\u{202c}", "gnp.exe"),
            ("\u{2066}x\u{2069}\u{200f}\u{61c}y", "xy"),
            ("line\u{2028}sep", "line sep"),
            ("\u{feff}bom\u{ffff}", "bom"),
            ("👩‍👩‍👧 قميص", "👩‍👩‍👧 قميص"),
        ] {
            assert_eq!(line(text, "x").as_deref(), Ok(plain), "{text:?}");
        }
        assert_eq!(line(&"x".repeat(LONGEST + 1), "x"), Err(Unmailable::BadText { what: "x" }));
        assert_eq!(header("=?utf-8?Q?=0D=0ABcc:?="), "= ?utf-8?Q?=0D=0ABcc:?=");
        for nothing in ["", " \r\n", "\u{202e}", "\0", "\u{200d}"] {
            assert_eq!(short(nothing, 9, "x"), Err(Unmailable::BadText { what: "x" }), "{nothing:?}");
        }
        assert_eq!(short("0123456789", 9, "x"), Err(Unmailable::BadText { what: "x" }));
    }

    #[test]
    fn isolates_stand_where_directions_mix() {
        assert_eq!(isolated("Acme", false), "Acme");
        assert_eq!(isolated("Acme", true), "\u{2068}Acme\u{2069}");
        assert_eq!(isolated("متجر", false), "\u{2068}متجر\u{2069}");
    }
}
