//! The orders in a file, each in its raw text: ids pass 2^53, and amounts keep their digits.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use crate::trouble::Trouble;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'f> {
    /// The line of the file on which it begins; the first is 1.
    pub(super) line: usize,
    /// Its bytes as they stand there.
    pub(super) body: &'f [u8],
}

/// An answer of a platform's own API.
#[derive(Deserialize)]
struct Many<'f> {
    #[serde(borrow)]
    orders: Vec<&'f RawValue>,
}

/// Finds them: one to a line, a list, `{"orders": […]}`, or one alone. A line that is no JSON is a record, too: whoever
/// reads it says what is wrong with it.
pub(super) fn records(file: &[u8]) -> Result<Vec<Record<'_>>, Trouble> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    match file.trim_ascii().first() {
        Some(b'[') => {
            let all: Vec<&RawValue> = serde_json::from_slice(file).map_err(|e| broken(&e))?;
            Ok(placed(file, &all))
        }
        Some(b'{') if is_one_to_a_line(file) => {
            let mut lines = lines(file);
            match (lines.next(), lines.next()) {
                (Some(one), None) => Ok(unfolded(file, one)),
                (first, second) => Ok(first.into_iter().chain(second).chain(lines).collect()),
            }
        }
        Some(b'{') => {
            serde_json::from_slice::<IgnoredAny>(file).map_err(|e| broken(&e))?;
            let line = 1 + newlines(&file[..file.len() - file.trim_ascii_start().len()]);
            Ok(unfolded(file, Record { line, body: file.trim_ascii() }))
        }
        Some(_) => Err(Trouble::input("this is neither JSON nor JSON lines")
            .mend("export orders as the platform's API prints them; tables such as CSV leave too much out")),
        None => Err(Trouble::input("the file is empty")),
    }
}

/// Whether one of the first two lines is a whole object: a single document that spans lines never has one so early.
fn is_one_to_a_line(file: &[u8]) -> bool {
    let whole = |line: Record<'_>| {
        line.body.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line.body).is_ok()
    };
    lines(file).take(2).any(whole)
}

/// All lines that aren't blank.
fn lines(file: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let lines = file.split(|b| *b == b'\n').enumerate();
    lines
        .map(|(index, line)| Record { line: index + 1, body: line.trim_ascii() })
        .filter(|record| !record.body.is_empty())
}

/// The orders of a platform's answer; anything else is one order.
fn unfolded<'f>(file: &'f [u8], one: Record<'f>) -> Vec<Record<'f>> {
    match serde_json::from_slice::<Many<'f>>(one.body) {
        Ok(many) => placed(file, &many.orders),
        Err(_) => vec![one],
    }
}

/// Where each stands in the file that it was read from.
fn placed<'f>(file: &'f [u8], all: &[&'f RawValue]) -> Vec<Record<'f>> {
    let (mut line, mut from) = (1, 0);
    let place = |raw: &&'f RawValue| {
        let body = raw.get().as_bytes();
        // It borrows from the file, so its distance from the beginning is its place.
        let at = body.as_ptr().addr() - file.as_ptr().addr();
        line += newlines(&file[from..at]);
        from = at;
        Record { line, body }
    };
    all.iter().map(place).collect()
}

fn newlines(text: &[u8]) -> usize {
    text.iter().filter(|b| **b == b'\n').count()
}

fn broken(error: &serde_json::Error) -> Trouble {
    // Where, not what: the message may quote the file.
    Trouble::input("the file is no JSON")
        .saying(format!("line {}, column {}", error.line(), error.column()))
        .mend("export it again, or write one order to a line: then the others are read all the same")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str) -> Vec<(usize, String)> {
        let records = records(file.as_bytes()).expect(file);
        records.iter().map(|r| (r.line, String::from_utf8_lossy(r.body).into_owned())).collect()
    }

    #[test]
    fn orders_are_found_with_their_line_and_their_own_text() {
        let big = "{\"id\":820982911946154508,\"total\":1.10}";
        for (file, lines) in [
            (format!("{big}\n\n{big}\r\n"), vec![1, 3]),
            (format!("\u{feff}{big}"), vec![1]),
            (format!("[{big},\n {big}]"), vec![1, 2]),
            (format!("\n[\n{big},\n{big}\n]\n"), vec![3, 4]),
            (format!("{{\"orders\":[{big},{big}]}}"), vec![1, 1]),
            (format!("{{\n\"orders\": [\n{big}\n]}}"), vec![3]),
            ("[]".to_owned(), vec![]),
            ("{\"orders\": []}".to_owned(), vec![]),
        ] {
            let found = found(&file);
            assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), lines, "{file}");
            assert!(found.iter().all(|(_, body)| body == big), "{file}: {found:?}");
        }
        let alone = "\n{\n  \"id\": 1,\n  \"x\": {}\n}\n";
        assert_eq!(found(alone), [(2, alone.trim().to_owned())]);
    }

    #[test]
    fn a_broken_line_stays_a_record_of_its_own() {
        assert_eq!(found("{\"id\": 1}\n{\"id\": \n{\"id\": 3}").len(), 3);
        assert_eq!(found("{\"id\": \n{\"id\": 2}\n").len(), 2);
    }

    #[test]
    fn what_is_no_json_is_told_and_not_quoted() {
        for (file, says) in [
            ("", "empty"),
            (" \n", "empty"),
            ("Name,Email\nBob,bob@x.example\n", "neither"),
            ("[{\"name\": \"Bob\"},", "line 1, column"),
            ("{\n\"name\": \"Bob\",\n", "line 3"),
        ] {
            let trouble = records(file.as_bytes()).expect_err(file).to_string();
            assert!(trouble.contains(says) && !trouble.contains("Bob"), "{file}: {trouble}");
        }
    }
}
