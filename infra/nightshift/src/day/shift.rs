//! Moves the time stamps of a payload.

use jiff::{SignedDuration, Timestamp, fmt::temporal::Pieces, tz::Offset};

/// Moves every RFC 3339 stamp that stands alone between quotes by `by`. Its offset stays, and so does every other byte.
pub(crate) fn stamps(json: &str, by: SignedDuration) -> String {
    let mut moved = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(open) = rest.find('"') {
        let (before, after) = rest.split_at(open + 1);
        moved.push_str(before);
        let text = &after[..end_of_string(after)];
        match stamp(text, by) {
            Some(stamp) => moved.push_str(&stamp),
            None => moved.push_str(text),
        }
        rest = &after[text.len()..];
        if let Some(after) = rest.strip_prefix('"') {
            moved.push('"');
            rest = after;
        }
    }
    moved.push_str(rest);
    moved
}

/// The newest stamp of a payload.
pub(crate) fn newest(json: &str) -> Option<Timestamp> {
    json.split('"').filter(|text| text.len() >= 20).filter_map(|text| text.parse().ok()).max()
}

/// How far it is to the quote that closes a string.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    text.bytes()
        .position(|b| {
            let ends = b == b'"' && !escaped;
            escaped = b == b'\\' && !escaped;
            ends
        })
        .unwrap_or(text.len())
}

fn stamp(text: &str, by: SignedDuration) -> Option<String> {
    let looks_so = text.len() >= 20 && text.as_bytes().get(10) == Some(&b'T') && !text.ends_with(']');
    if !looks_so {
        return None;
    }
    let offset = Pieces::parse(text).ok()?.to_numeric_offset()?;
    let moved = text.parse::<Timestamp>().ok()? + by;
    Some(if text.ends_with('Z') || offset == Offset::UTC {
        moved.to_string()
    } else {
        moved.display_with_offset(offset).to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stamp_is_found_across_offsets() {
        let json = r#"{"a":"2026-03-02T08:00:00+01:00","b":"2026-03-02T07:30:00Z","c":"x"}"#;
        assert_eq!(newest(json), "2026-03-02T07:30:00Z".parse().ok());
        assert_eq!(newest("{}"), None);
    }

    #[test]
    fn stamps_move_and_nothing_else() {
        let day = SignedDuration::from_hours(24);
        for (json, moved) in [
            (r#"{"a":"2026-03-02T08:00:00+01:00"}"#, r#"{"a":"2026-03-03T08:00:00+01:00"}"#),
            (r#"{"a":"2026-02-28T23:30:00Z"}"#, r#"{"a":"2026-03-01T23:30:00Z"}"#),
            (r#"{"a":"2026-12-31T20:00:00-05:00"}"#, r#"{"a":"2027-01-01T20:00:00-05:00"}"#),
            (r#"{"a":"2026-03-02T08:00:00.125Z"}"#, r#"{"a":"2026-03-03T08:00:00.125Z"}"#),
            (
                r#"{"at 2026-03-02T08:00:00Z":"on 2026-03-02"}"#,
                r#"{"at 2026-03-02T08:00:00Z":"on 2026-03-02"}"#,
            ),
            (
                r#"{"a":"\"2026-03-02T08:00:00Z\"","b":"\\","c":1.50}"#,
                r#"{"a":"\"2026-03-02T08:00:00Z\"","b":"\\","c":1.50}"#,
            ),
            (r#"{"a":"2026-13-02T08:00:00Z"}"#, r#"{"a":"2026-13-02T08:00:00Z"}"#),
            (r#""broken"#, r#""broken"#),
        ] {
            assert_eq!(stamps(json, day), moved);
        }
    }
}
