//! Whatever the bytes: an answer, never a panic; and a refusal that says where.

mod common;

use domain::webhook::Translation;
use intake::{source, unwrap_fixture};
use proptest::prelude::*;

const TOPICS: [&str; 4] = ["orders/create", "orders/edited", "refunds/create", "orders/delete"];
const PAYLOADS: [&str; 8] = [
    "eur-tax-included",
    "usd-discount-code",
    "presentment",
    "edited-order",
    "tip-duties-rounding",
    "order-edit",
    "refund",
    "huge-ids",
];

fn survives(topic: &str, body: &[u8]) {
    match source("shopify").expect("a source").translate(topic, body) {
        Ok(Translation::Happened(happened)) => {
            if let Some(order) = happened.order {
                _ = order.check_sums();
                _ = order.fingerprint();
            }
        }
        Ok(Translation::Ignored { reason }) => assert!(!reason.is_empty()),
        Err(refusal) => assert!(!refusal.field.is_empty() && !refusal.problem.is_empty()),
    }
    _ = unwrap_fixture(body);
}

/// Values that have broken somebody's parser.
const NASTY: [&str; 16] = [
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
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(body in proptest::collection::vec(any::<u8>(), 0..512), topic in 0..4_usize) {
        survives(TOPICS[topic], &body);
    }

    #[test]
    fn flipped_bytes(payload in 0..8_usize, topic in 0..3_usize, flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let mut body = common::payload(PAYLOADS[payload]).into_bytes();
        for (at, byte) in flips {
            let at = at % body.len();
            body[at] = byte;
        }
        survives(TOPICS[topic], &body);
    }

    #[test]
    fn nasty_values(payload in 0..8_usize, topic in 0..3_usize, swaps in proptest::collection::vec((any::<usize>(), 0..16_usize), 1..6)) {
        let body: serde_json::Value = serde_json::from_str(&common::payload(PAYLOADS[payload])).expect("JSON");
        let mut text = serde_json::to_string(&body).expect("JSON");
        for (at, nasty) in swaps {
            // Puts the value in place of the scalar after some colon.
            let colons: Vec<_> = text.match_indices("\":").map(|(at, _)| at + 2).collect();
            let from = colons[at % colons.len()];
            let length = text[from..].find([',', '}', ']', '{', '[']).unwrap_or(0);
            text.replace_range(from..from + length, NASTY[nasty]);
        }
        survives(TOPICS[topic], text.as_bytes());
    }
}
