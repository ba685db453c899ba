//! S6: bodies made to break a parser come to an answer at every source and under every topic.

mod every;

use domain::webhook::Translation;
use every::{answer, look, payloads, readers};
use intake::{Headers, Source, sources};

/// Values that are bombs: deep, long, many, or a number that no machine has.
fn values() -> Vec<(String, String)> {
    let nested =
        |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
    let mut values = Vec::new();
    for depth in [127, 128, 129, 1_000_000] {
        values.push((format!("lists {depth} deep"), nested("[", "]", depth)));
        values.push((
            format!("objects {depth} deep"),
            format!("{}1{}", "{\"id\":".repeat(depth), "}".repeat(depth)),
        ));
        values.push((format!("{depth} lists left open"), "[".repeat(depth)));
    }
    let keys: Vec<_> = (0..100_000).map(|n| format!("\"k{n}\":{n}")).collect();
    values.push(("100000 keys".into(), format!("{{{}}}", keys.join(","))));
    values.push(("one key 100000 times".into(), format!("{{{}}}", vec!["\"id\":1"; 100_000].join(","))));
    values.push(("1000000 numbers".into(), format!("[{}]", vec!["1"; 1_000_000].join(","))));
    values.push(("100000 objects".into(), format!("[{}]", vec!["{}"; 100_000].join(","))));
    for number in ["1e400", "-1e400", "1e-400", "1e999999999999"] {
        values.push((number.into(), number.into()));
    }
    values.push(("401 digits".into(), format!("1{}", "0".repeat(400))));
    values.push(("401 digits in a text".into(), format!("\"1{}\"", "0".repeat(400))));
    values.push(("a million digits".into(), "9".repeat(1_000_000)));
    values.push(("a text of escapes".into(), format!("\"{}\"", "\\u0041".repeat(100_000))));
    values.push(("a text of 10 MB".into(), format!("\"{}\"", "a".repeat(10_000_000))));
    values
}

/// Keys that some source reads; a bomb under each of them is met by some topic.
const KEYS: &[&str] = &[
    "id",
    "scope",
    "type",
    "data",
    "line_items",
    "created_at",
    "order_id",
    "time",
    "result",
    "msg",
    "checkpoints",
];

#[test]
fn bombs_come_to_a_refusal_or_are_left_aside() {
    let mut tried = 0_u32;
    for (what, value) in values() {
        let mut bodies = vec![value.clone()];
        // A large body is parsed for as long as a thousand small ones.
        let keys = if value.len() < 500_000 { KEYS } else { &KEYS[..1] };
        bodies.extend(keys.iter().map(|key| format!("{{\"{key}\":{value}}}")));
        for body in bodies {
            for source in sources() {
                look(*source, &Headers::default(), body.as_bytes());
                for topic in readers(*source) {
                    let answer = answer(*source, &topic, body.as_bytes());
                    let happened = matches!(answer, Some(Translation::Happened(_)));
                    assert!(!happened, "{} {topic}: {what}", source.name());
                    tried += 1;
                }
            }
        }
    }
    println!("figure: S6: {tried} bombs under every topic of {} sources, 0 panics", sources().len());
}

#[test]
fn a_bomb_in_place_of_any_field_comes_to_an_answer() {
    let small = |(what, _): &(String, String)| {
        ["lists 129 deep", "objects 128 deep", "1e400", "401 digits", "401 digits in a text"]
            .contains(&what.as_str())
    };
    let values: Vec<_> = values().into_iter().filter(small).collect();
    assert_eq!(values.len(), 5);
    let mut tried = 0_u32;
    for payload in payloads() {
        let payload: serde_json::Value = serde_json::from_slice(&payload).expect("our payloads are JSON");
        let text = payload.to_string();
        let understood = |source: &dyn Source, topic: &str| {
            matches!(answer(source, topic, text.as_bytes()), Some(Translation::Happened(_)))
        };
        for source in sources() {
            let Some(topic) = readers(*source).into_iter().find(|topic| understood(*source, topic)) else {
                continue;
            };
            for (colon, _) in text.match_indices("\":") {
                let from = colon + 2;
                let length = text[from..].find([',', '}', ']', '{', '[']).unwrap_or(0);
                for (_, value) in &values {
                    let body = [&text[..from], value, &text[from + length..]].concat();
                    answer(*source, &topic, body.as_bytes());
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 10_000, "{tried}");
    println!("figure: S6: {tried} payloads with a bomb in place of a field, 0 panics");
}
