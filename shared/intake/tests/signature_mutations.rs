//! No mutation of body, signature, header or secret is accepted.

use intake::{Headers, Secret, source};

const BODY: &[u8] = br#"{"id":820982911946154508,"name":"No 9999","total_price":"388.00"}"#;
const SECRET: &str = "a secret of the shop, thirty-two";
const HEADER: &str = "x-shopify-hmac-sha256";

fn accepted(header: &str, signature: &str, body: &[u8], secret: &[u8]) -> bool {
    let now = "2026-03-02T09:15:31Z".parse().expect("a time");
    let headers = Headers::new([(header, signature)]);
    source("shopify").expect("a source").verify(&headers, body, &[Secret::new(secret)], now).is_ok()
}

fn flips(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * 8).map(|bit| {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        flipped
    })
}

#[test]
fn twenty_thousand_mutations_and_none_accepted() {
    let shopify = source("shopify").expect("a source");
    let now = "2026-03-02T09:15:31Z".parse().expect("a time");
    let signed = shopify.sign("orders/create", BODY, &Secret::new(SECRET), now);
    let signature = signed.into_iter().find(|(name, _)| *name == HEADER).expect("a signature").1;
    assert!(accepted(HEADER, &signature, BODY, SECRET.as_bytes()));

    let mut tried = 0_u32;
    let mut refused = |header: &str, signature: &str, body: &[u8], secret: &[u8], what: &str| {
        assert!(!accepted(header, signature, body, secret), "{what}: {header}: {signature}");
        tried += 1;
    };
    let secret = SECRET.as_bytes();

    for body in flips(BODY) {
        refused(HEADER, &signature, &body, secret, "one bit of the body");
        for other in flips(&body[..4]) {
            refused(
                HEADER,
                &signature,
                &[&other[..], &body[4..]].concat()[1..],
                secret,
                "two bits and a byte less",
            );
        }
    }
    for length in 0..BODY.len() {
        refused(HEADER, &signature, &BODY[..length], secret, "a shorter body");
    }
    for byte in 0..=u8::MAX {
        refused(HEADER, &signature, &[BODY, &[byte]].concat(), secret, "a longer body");
        refused(HEADER, &signature, &[&[byte], BODY].concat(), secret, "a body with something before it");
    }
    for other in flips(secret) {
        refused(HEADER, &signature, BODY, &other, "one bit of the secret");
    }
    for at in 0..signature.len() {
        for byte in (0x20..0x7f).filter(|b| *b != signature.as_bytes()[at]) {
            let mut bytes = signature.clone().into_bytes();
            bytes[at] = byte;
            refused(HEADER, std::str::from_utf8(&bytes).expect("ASCII"), BODY, secret, "one character");
        }
        let (head, tail) = signature.split_at(at);
        refused(HEADER, head, BODY, secret, "a shorter signature");
        for extra in [" ", "=", "A", "\n", "\0", ",", "ä"] {
            refused(HEADER, &format!("{head}{extra}{tail}"), BODY, secret, "a longer signature");
        }
    }
    for other in [signature.to_lowercase(), signature.to_uppercase(), signature.replace('=', "")] {
        refused(HEADER, &other, BODY, secret, "another encoding");
    }
    for header in
        ["x-shopify-hmac-sha1", "shopify-hmac-sha256", "x-shopify-hmac-sha256 ", "authorization", ""]
    {
        refused(header, &signature, BODY, secret, "another header");
    }
    // Signatures of other bodies and secrets, and random-looking ones of the right form.
    for n in 0_u32..1000 {
        let other = shopify.sign("orders/create", &n.to_le_bytes(), &Secret::new(SECRET), now);
        refused(HEADER, &other[2].1, BODY, secret, "a signature of another body");
        let other = shopify.sign("orders/create", BODY, &Secret::new(n.to_le_bytes()), now);
        refused(HEADER, &other[2].1, BODY, secret, "a signature by another secret");
    }
    println!("{tried} mutations, none accepted");
    assert!(tried >= 20_000, "{tried}");
}
