//! Reads a PDF as any reader would: which glyphs it shows, in which font, and what its fonts say those are.

use std::{collections::BTreeMap, io::Read as _};

use flate2::read::ZlibDecoder;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// What the glyphs say, in the order in which they are drawn; `\u{0}` where a glyph says nothing.
    pub(super) glyphs: String,
    /// Glyphs that stand for "no such glyph".
    pub(super) missing: usize,
    /// Marks that were opened and not closed, or the other way round.
    pub(super) unbalanced: i64,
}

/// The objects' texts, by number; streams unpacked.
fn objects(pdf: &[u8]) -> BTreeMap<u32, (String, Vec<u8>)> {
    let mut found = BTreeMap::new();
    let mut rest = pdf;
    while let Some(at) = position(rest, b" 0 obj\n") {
        let digits = rest[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[at - digits..at]).expect("digits").parse().expect("a number");
        let body = &rest[at + 7..];
        let head =
            position(body, b"stream\n").unwrap_or(usize::MAX).min(position(body, b"endobj").expect("an end"));
        let words = String::from_utf8_lossy(&body[..head]).into_owned();
        let mut stream = Vec::new();
        let mut after = head;
        if body[head..].starts_with(b"stream\n") {
            let length: usize = words
                .split("/Length ")
                .nth(1)
                .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
                .expect("a length");
            let packed = &body[head + 7..head + 7 + length];
            if words.contains("/FlateDecode") {
                ZlibDecoder::new(packed).read_to_end(&mut stream).expect("it unpacks");
            } else {
                stream.extend(packed);
            }
            after = head + 7 + length;
        }
        found.insert(number, (words, stream));
        rest = &body[after..];
    }
    found
}

fn position(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn reference(words: &str, key: &str) -> Option<u32> {
    let rest = words.split(&format!("{key} ")).nth(1)?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> =
        (0..hex.len() / 4).map(|n| u16::from_str_radix(&hex[n * 4..n * 4 + 4], 16).expect("hex")).collect();
    String::from_utf16(&units).expect("UTF-16")
}

pub(super) fn read(pdf: &[u8]) -> Read {
    let objects = objects(pdf);
    let mut said = Read::default();
    let (_, tree) = objects.iter().find(|(_, (words, _))| words.contains("/Type /Pages")).expect("pages");
    let pages: Vec<u32> = tree
        .0
        .split("/Kids [")
        .nth(1)
        .and_then(|kids| kids.split(']').next())
        .expect("kids")
        .split(" 0 R")
        .filter_map(|n| n.trim().parse().ok())
        .collect();
    for page in pages {
        let (words, _) = &objects[&page];
        let fonts: BTreeMap<String, BTreeMap<u16, String>> = (0..5)
            .filter_map(|n| {
                let font = reference(words, &format!("/F{n}"))?;
                let map = reference(&objects[&font].0, "/ToUnicode").expect("what its glyphs say");
                Some((format!("F{n}"), spoken(&objects[&map].1)))
            })
            .collect();
        let content = &objects[&reference(words, "/Contents").expect("a content")].1;
        show(content, &fonts, &mut said);
    }
    said
}

/// A font's glyphs and what they say.
fn spoken(map: &[u8]) -> BTreeMap<u16, String> {
    let text = String::from_utf8_lossy(map);
    let lines = text.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    lines
        .filter(|(glyph, said)| glyph.len() == 4 && said.len() % 4 == 0 && *glyph != "0000")
        .map(|(glyph, said)| (u16::from_str_radix(glyph, 16).expect("hex"), utf16(said)))
        .collect()
}

/// Goes through a page's content, token by token.
fn show(content: &[u8], fonts: &BTreeMap<String, BTreeMap<u16, String>>, said: &mut Read) {
    let mut font = String::new();
    let mut last_name = String::new();
    let mut at = 0;
    let mut reversed: Option<Vec<String>> = None;
    while at < content.len() {
        match content[at] {
            b'/' => {
                let end = content[at + 1..].iter().position(|b| !b.is_ascii_alphanumeric()).expect("an end");
                last_name = String::from_utf8_lossy(&content[at + 1..at + 1 + end]).into_owned();
                at += 1 + end;
            }
            b'<' if content.get(at + 1) == Some(&b'<') => at += 2,
            b'(' | b'<' => {
                let (bytes, end) = string(content, at);
                if let Some(map) = fonts.get(&font) {
                    for pair in bytes.chunks(2) {
                        let glyph = u16::from_be_bytes([pair[0], pair[1]]);
                        said.missing += usize::from(glyph == 0);
                        let words = map.get(&glyph).map_or("\u{0}", String::as_str);
                        match &mut reversed {
                            Some(words_so_far) => words_so_far.push(words.to_owned()),
                            None => said.glyphs.push_str(words),
                        }
                    }
                }
                at = end;
            }
            b if b.is_ascii_alphabetic() => {
                let end =
                    content[at..].iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(content.len() - at);
                match &content[at..at + end] {
                    b"Tf" => font.clone_from(&last_name),
                    b"BDC" => said.unbalanced += 1,
                    b"BMC" => {
                        said.unbalanced += 1;
                        reversed = (last_name == "ReversedChars").then(Vec::new);
                    }
                    b"EMC" => {
                        said.unbalanced -= 1;
                        said.glyphs
                            .extend(reversed.take().into_iter().flat_map(|words| words.into_iter().rev()));
                    }
                    b"ET" => said.glyphs.push('\n'),
                    _ => {}
                }
                at += end;
            }
            _ => at += 1,
        }
    }
}

/// A string's bytes, and where it ends.
fn string(content: &[u8], at: usize) -> (Vec<u8>, usize) {
    if content[at] == b'<' {
        let end = at + content[at..].iter().position(|b| *b == b'>').expect("an end");
        let hex = std::str::from_utf8(&content[at + 1..end]).expect("hex");
        return (
            (0..hex.len() / 2)
                .map(|n| u8::from_str_radix(&hex[n * 2..n * 2 + 2], 16).expect("hex"))
                .collect(),
            end + 1,
        );
    }
    let (mut bytes, mut at, mut depth) = (Vec::new(), at + 1, 1);
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                let octal = content[at..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                if octal > 0 {
                    let digits = std::str::from_utf8(&content[at..at + octal]).expect("digits");
                    bytes.push(u8::from_str_radix(digits, 8).expect("octal"));
                    at += octal;
                    continue;
                }
                bytes.push(match content[at] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
            }
            b')' if depth == 1 => return (bytes, at + 1),
            other => {
                depth += i32::from(other == b'(') - i32::from(other == b')');
                bytes.push(other);
            }
        }
        at += 1;
    }
}
