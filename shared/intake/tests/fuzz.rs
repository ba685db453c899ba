//! Whatever the bytes, at every source and under every topic: an answer, never a panic; nothing unsigned is accepted;
//! and a refusal repeats no text of the body. For five seconds, or as many as `NIGHTSHIFT_FUZZ_SECONDS` says. A failure
//! prints `BOLERO_RANDOM_SEED`, with which it comes again.

mod every;

use std::{
    collections::HashSet,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use every::{look, payloads, topics};
use intake::{Headers, Source, sources};
use serde_json::Value;

/// How much of a text of the body a refusal may repeat, in bytes: less than a name or an address.
const RUN: usize = 12;

fn seconds() -> Duration {
    let seconds = std::env::var("NIGHTSHIFT_FUZZ_SECONDS").ok().map(|s| s.parse().expect("a whole number"));
    Duration::from_secs(seconds.unwrap_or(5))
}

/// Every source with one of its topics, by a roll of the dice.
fn each(roll: usize) -> impl Iterator<Item = (&'static dyn Source, String)> {
    sources().iter().map(move |source| {
        let mut topics = topics(*source);
        let at = roll % topics.len();
        (*source, topics.swap_remove(at))
    })
}

/// The texts in a body, keys aside: names of fields may be told.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        Value::Object(object) => object.values().for_each(|value| texts(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A platform's own vocabulary, such as `partially_refunded`, a global id or a time: a refusal may say what it expects.
fn is_vocabulary(text: &str) -> bool {
    let word = |b: u8| b.is_ascii_lowercase() || b == b'_' || b == b'-';
    let is_time = text.get(4..5) == Some("-") && text.get(10..11) == Some("T");
    is_time || text.starts_with("gid://shopify/") || text.len() <= 20 && text.bytes().all(word)
}

fn tells_nothing(told: &str, body: &[u8]) {
    let Ok(value) = serde_json::from_slice(body) else { return };
    let mut found = Vec::new();
    texts(&value, &mut found);
    let runs: HashSet<_> = told.as_bytes().windows(RUN).collect();
    for text in found.iter().filter(|text| !is_vocabulary(text)) {
        let repeated = text.as_bytes().windows(RUN).any(|run| runs.contains(run));
        assert!(!repeated, "the refusal \"{told}\" repeats the body's \"{text}\"");
    }
}

fn survives(source: &dyn Source, topic: &str, body: &[u8]) {
    every::answer(source, topic, body);
    if let Err(refusal) = source.translate(topic, body) {
        tells_nothing(&refusal.to_string(), body);
    }
}

#[test]
fn any_bytes_and_any_bent_payload_come_to_an_answer() {
    static TRIED: AtomicU64 = AtomicU64::new(0);
    let seeds: Vec<_> = payloads().into_iter().map(|body| String::from_utf8(body).expect("UTF-8")).collect();
    bolero::check!().with_max_len(1024).with_test_time(seconds() / 2).for_each(|input: &[u8]| {
        let (head, body) = input.split_at(input.len().min(4));
        let roll = head.iter().fold(0, |roll, byte| roll * 31 + usize::from(*byte));
        let headers = Headers::new([
            ("content-type", "application/x-www-form-urlencoded"),
            ("webhook-id", "msg_1"),
            ("webhook-timestamp", &every::now().as_second().to_string()),
            ("webhook-signature", &String::from_utf8_lossy(body)),
            ("x-shopify-hmac-sha256", &String::from_utf8_lossy(body)),
            ("x-wc-webhook-signature", &String::from_utf8_lossy(body)),
            ("x-hmac-signature", &String::from_utf8_lossy(body)),
            ("aftership-hmac-sha256", &String::from_utf8_lossy(body)),
        ]);
        for (source, topic) in each(roll) {
            look(source, &headers, body);
            survives(source, &topic, body);
        }
        TRIED.fetch_add(1, Ordering::Relaxed);
    });
    let bytes = TRIED.swap(0, Ordering::Relaxed);
    bolero::check!().with_max_len(64).with_test_time(seconds() / 2).for_each(|input: &[u8]| {
        let body = bent(&seeds, input);
        let roll = input.iter().fold(7, |roll: usize, byte| roll.wrapping_mul(31) + usize::from(*byte));
        for (source, topic) in each(roll) {
            look(source, &Headers::default(), &body);
            survives(source, &topic, &body);
            // The topic that such a body most likely came under.
            let guessed = serde_json::from_slice(&body).ok().and_then(|body| source.guess_topic(&body));
            if let Some(topic) = guessed {
                survives(source, topic, &body);
            }
        }
        TRIED.fetch_add(1, Ordering::Relaxed);
    });
    let payloads = TRIED.load(Ordering::Relaxed);
    println!(
        "figure: fuzz: {bytes} inputs of any bytes and {payloads} bent payloads in {:?}, 0 panics",
        seconds()
    );
    assert!(bytes > 0 && payloads > 0);
}

/// Values that have broken somebody's parser, and texts that would be telling.
const VALUES: &[&str] = &[
    "null",
    "[]",
    "{}",
    "0",
    "-1",
    "1e999",
    "9007199254740993",
    "99999999999999999999",
    "\"\"",
    "\"9999999999999.99\"",
    "\"-0.01\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "true",
    "[[[[]]]]",
    "\"NaN\"",
    "\"Anna Beatrix Mustermann, Hauptstr. 1\"",
    "\"anna.mustermann@post.example, expected nothing\"",
    "[\"Anna Beatrix Mustermann\"]",
    "{\"Anna Beatrix\": \"Mustermann of Berlin\"}",
    "\"missing field `Anna Mustermann`\"",
    "\"intake: Anna Mustermann is not well\"",
];

/// One of our payloads, bent as the input says: four bytes each for what is done, where, and with what.
fn bent(seeds: &[String], input: &[u8]) -> Vec<u8> {
    let (seed, steps) = input.split_first().unwrap_or((&0, &[]));
    let mut text = seeds[usize::from(*seed) % seeds.len()].clone();
    for step in steps.chunks_exact(4) {
        let (what, with) = (step[0], usize::from(step[3]));
        let place = usize::from(u16::from_le_bytes([step[1], step[2]]));
        let colons: Vec<_> = text.match_indices("\":").map(|(at, _)| at + 2).collect();
        let Some(from) = colons.get(place % colons.len().max(1)).copied() else { break };
        let length = text[from..].find([',', '}', ']', '{', '[']).unwrap_or(0);
        let value = VALUES[with % VALUES.len()];
        match what % 5 {
            0 | 1 => text.replace_range(from..from + length, value),
            2 => text.insert(from - 2, 'x'),
            3 => {
                let key = text[..from].rfind([',', '{']).map(|at| text[at + 1..from].to_owned());
                text.insert_str(from + length, &format!(",{}{value}", key.unwrap_or_default()));
            }
            _ => {
                let Some((at, _)) = text.char_indices().nth(place % text.len()) else { continue };
                text.truncate(at);
            }
        }
    }
    text.into_bytes()
}
