//! Files that go with a mail: which of them fit, and what they may be called.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use crate::{File, LARGEST_MAIL, clean};

/// The one kind of text that is attached.
const CSV: &str = "text/csv";

/// What is left of a mail for its two texts and its headers, in bytes.
const ROOM: usize = 2_000_000;

/// What a file's headers and boundary come to at most.
const AROUND: usize = 2_000;

/// The longest name.
const LONGEST_NAME: usize = 100;

/// What a file is called whose name says nothing.
const UNNAMED: &str = "file";

/// A file as it stands in the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attached<'a> {
    /// Without folders, controls and what systems of files take for something else.
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: &'a [u8],
}

impl Attached<'_> {
    /// Base64 by our own hand, where the builder would take the file for text and end its lines anew.
    pub(crate) fn as_text(&self) -> Option<String> {
        let encoded = self.media_type.starts_with("text/").then(|| BASE64.encode(self.bytes))?;
        let lines =
            encoded.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("base64 is ASCII"));
        Some(lines.collect::<Vec<_>>().join("\r\n") + "\r\n")
    }
}

/// The files that fit, in their order, and how many don't.
pub(crate) fn fitting<'a>(files: &[File<'a>]) -> (Vec<Attached<'a>>, usize) {
    let mut left = LARGEST_MAIL - ROOM;
    let mut fitting = Vec::new();
    for file in files {
        let Some(after) = left.checked_sub(encoded(file.bytes.len())) else { continue };
        left = after;
        let (name, media_type) = (name(file.name), media_type(file.media_type));
        fitting.push(Attached { name, media_type, bytes: file.bytes });
    }
    let left_out = files.len() - fitting.len();
    (fitting, left_out)
}

/// What so many bytes come to in base64, in lines of 76 and their ends.
fn encoded(bytes: usize) -> usize {
    let letters = bytes.div_ceil(3).saturating_mul(4);
    letters.saturating_add(letters.div_ceil(76).saturating_mul(2)).saturating_add(AROUND)
}

/// A name that names nothing but itself, wherever the reader keeps it.
fn name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = clean::line(last, "file.name").unwrap_or_default();
    let plain: String = line.chars().map(|c| if "<>:\"|?*%;=".contains(c) { '_' } else { c }).collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 8 => (stem, Some(ending)),
        _ => (plain, None),
    };
    let stem: String = stem.chars().take(LONGEST_NAME).collect();
    let stem = if stem.trim().is_empty() { UNNAMED } else { stem.trim_end() };
    ending.map_or_else(|| stem.to_owned(), |ending| format!("{stem}.{ending}"))
}

/// `type/subtype`, or what says nothing. Of text only tables are attached.
fn media_type(text: &str) -> String {
    if text == CSV {
        return format!("{CSV}; charset=utf-8");
    }
    let word = |part: &str| {
        (1..=60).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-+.".contains(&b))
    };
    let known = text.split_once('/').is_some_and(|(kind, subtype)| word(kind) && word(subtype));
    let wrapped = text.starts_with("text/") || text.starts_with("multipart/") || text.starts_with("message/");
    if known && !wrapped { text.to_owned() } else { "application/octet-stream".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_names_and_nothing_more() {
        for (text, expect) in [
            ("terms-de.pdf", "terms-de.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\evil.exe", "evil.exe"),
            ("a\r\nBcc: x@y.example.pdf", "a Bcc_ x@y.example.pdf"),
            ("\u{202e}fdp.exe", "fdp.exe"),
            (".htaccess", "htaccess"),
            ("Bedingungen für Käufer.pdf", "Bedingungen für Käufer.pdf"),
            ("شروط البيع.pdf", "شروط البيع.pdf"),
            ("a\"; name=\"b.pdf", "a__ name__b.pdf"),
            ("terms.pdf/", "file"),
            (" . ", "file"),
            ("\0", "file"),
        ] {
            assert_eq!(name(text), expect, "{text:?}");
        }
        let long = name(&format!("{}.pdf", "ä".repeat(500)));
        assert_eq!((long.chars().count(), long.ends_with(".pdf")), (104, true));
        for (text, expect) in [
            ("application/pdf", "application/pdf"),
            ("text/html", "application/octet-stream"),
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/csv; header=present", "application/octet-stream"),
            ("application/pdf; name=x", "application/octet-stream"),
            ("pdf", "application/octet-stream"),
            ("a/b\r\nX: y", "application/octet-stream"),
        ] {
            assert_eq!(media_type(text), expect, "{text:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_smaller_ones_go() {
        let large = vec![0; 5_900_000];
        let small = vec![0; 10_000];
        let file = |name, bytes| File { name, media_type: "application/pdf", bytes };
        let (found, left_out) =
            fitting(&[file("a.pdf", &small), file("b.pdf", &large), file("c.pdf", &small)]);
        let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, left_out), (vec!["a.pdf", "c.pdf"], 1));
        assert_eq!(fitting(&[]), (vec![], 0));
    }
}
