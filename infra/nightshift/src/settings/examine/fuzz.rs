//! Whatever stands in a `shop.toml`: it is read, or every mistake is told at a line that is there; never a panic. For
//! five seconds, or as many as `NIGHTSHIFT_FUZZ_SECONDS` says.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use super::*;
use crate::settings::schema::tests::schema;

/// Whole files, of which parts are bent.
const SEEDS: [&str; 2] =
    [include_str!("../../../../local/shops/acme.toml"), include_str!("../../../../local/shops/rosen.toml")];

/// What may stand where a value should, and beside it.
const PIECES: &[&str] = &[
    "\"\"",
    "''",
    "0",
    "-1",
    "9223372036854775808",
    "1e999",
    "nan",
    "inf",
    "true",
    "[]",
    "{}",
    "[[]]",
    "{ a = { b = [1] } }",
    "2026-11-25",
    "2026-11-25T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "07:32:00",
    "25:00",
    "\"\\u0000\"",
    "\"\\u202e\"",
    "\"acme\"",
    "\"https://acme.example\"",
    "\"Europe/Berlin\"",
    "\"a@b.example\\r\\nBcc: c@d.example\"",
    "\"../../etc/passwd\"",
    "\"DE\"",
    "\"DE89370400440532013000\"",
    "\"live\"",
    "\"redirect\"",
    "=",
    "\n",
    "#",
    "\"",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "{",
    "}",
    ".",
    ",",
    "\r",
    "\0",
    "\u{feff}",
    "é",
    "[automations.order-confirmation]\n",
    "[sender]\n",
    "id = \"acme\"\n",
    "mode = \"live\"\n",
    "a.b.c = 1\n",
];

fn seconds() -> Duration {
    let seconds = std::env::var("NIGHTSHIFT_FUZZ_SECONDS").ok().map(|s| s.parse().expect("a whole number"));
    Duration::from_secs(seconds.unwrap_or(5))
}

/// A file of ours, bent as the input says: four bytes each for what is done, where, and with what.
fn bent(input: &[u8]) -> String {
    let (seed, steps) = input.split_first().unwrap_or((&0, &[]));
    let mut text = SEEDS[usize::from(*seed) % SEEDS.len()].to_owned();
    for step in steps.chunks_exact(4) {
        let (what, with) = (step[0], usize::from(step[3]));
        let place = usize::from(u16::from_le_bytes([step[1], step[2]]));
        let piece = PIECES[with % PIECES.len()];
        let values: Vec<usize> = text.match_indices("= ").map(|(at, _)| at + 2).collect();
        match (what % 5, values.get(place % values.len().max(1))) {
            // A value.
            (0 | 1, Some(from)) => {
                let length = text[*from..].find('\n').unwrap_or(text.len() - from);
                text.replace_range(*from..from + length, piece);
            }
            // A key.
            (2, Some(from)) => text.insert(text.floor_char_boundary(from.saturating_sub(3)), 'x'),
            // A line goes.
            (3, _) => {
                let lines: Vec<&str> = text.lines().collect();
                let gone = place % lines.len().max(1);
                let kept = lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line);
                text = kept.collect::<Vec<_>>().join("\n");
            }
            // A piece anywhere.
            _ => {
                let at = text.char_indices().map(|(at, _)| at).nth(place % text.len().max(1));
                text.insert_str(at.unwrap_or(0), piece);
            }
        }
    }
    text
}

fn survives(schema: &Schema, text: &str) {
    let beside = Beside::Published(&Default::default());
    let examined = examine(text, schema, "2026-11-21T12:00:00Z".parse().expect("an instant"), &beside);
    assert_eq!(examined.shop.is_some(), examined.mistakes.is_empty(), "{text}");
    let lines = text.matches('\n').count() + 1;
    for note in examined.mistakes.iter().chain(&examined.warnings) {
        assert!((1..=lines).contains(&note.place.line) && note.place.column >= 1, "{note:?}\n{text}");
        assert!(!note.text.trim().is_empty(), "{text}");
    }
    if let Some(shop) = examined.shop {
        let published = serde_json::to_string(&shop).expect("settings are plain data");
        assert_eq!(serde_json::from_str::<Shop>(&published).ok().as_ref(), Some(&shop), "{text}");
    }
}

#[test]
fn any_text_and_any_bent_file_is_read_or_told_why_not() {
    static TRIED: AtomicU64 = AtomicU64::new(0);
    let schema = schema();
    bolero::check!().with_max_len(512).with_test_time(seconds() / 4).for_each(|input: &[u8]| {
        survives(&schema, &String::from_utf8_lossy(input));
        TRIED.fetch_add(1, Ordering::Relaxed);
    });
    let bytes = TRIED.swap(0, Ordering::Relaxed);
    bolero::check!().with_max_len(64).with_test_time(seconds() * 3 / 4).for_each(|input: &[u8]| {
        survives(&schema, &bent(input));
        TRIED.fetch_add(1, Ordering::Relaxed);
    });
    let files = TRIED.load(Ordering::Relaxed);
    println!(
        "figure: fuzz: settings: {bytes} texts of any bytes and {files} bent files in {:?}, 0 panics",
        seconds()
    );
    assert!(bytes > 0 && files > 0);
}
