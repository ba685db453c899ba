//! Of every source: the published signatures hold (S1), secrets are changed without a gap (S2), what is signed with a
//! time holds for five minutes (S3), and a door without a secret stays shut (S16).

use std::{fs, path::Path};

use crate::every::{OLDER, RETIRED, SECRET, now, secrets};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::Timestamp;
use intake::{Headers, Secret, Source, Unverified, source, sources};
use serde_json::Value;

const BODY: &[u8] = br#"{"scope":"store/order/created","type":"order.created","id":1001}"#;
const SIGNATURE: &str = "webhook-signature";

fn signed(source: &dyn Source, secret: &str) -> Vec<(&'static str, String)> {
    source.sign("orders/create", BODY, &Secret::new(secret), now())
}

fn check(
    source: &dyn Source,
    headers: &[(&'static str, String)],
    with: &[&str],
    now: Timestamp,
) -> Result<(), Unverified> {
    source.verify(&Headers::new(headers.iter().cloned()), BODY, &secrets(with), now)
}

#[test]
fn a_secret_is_changed_without_a_gap() {
    for source in sources() {
        let name = source.name();
        for signer in [OLDER, SECRET] {
            let headers = signed(*source, signer);
            for with in
                [&[OLDER, SECRET][..], &[SECRET, OLDER], &[signer], &["", signer], &[RETIRED, OLDER, SECRET]]
            {
                assert_eq!(check(*source, &headers, with, now()), Ok(()), "{name}");
            }
        }
        let retired = signed(*source, RETIRED);
        assert_eq!(check(*source, &retired, &[OLDER, SECRET], now()), Err(Unverified::Mismatch), "{name}");
        assert_eq!(check(*source, &retired, &[SECRET], now()), Err(Unverified::Mismatch), "{name}");
    }
}

/// A sender that changes its secret writes several signatures into one header. A peer keeps the last only.
#[test]
fn one_of_several_signatures_is_enough_wherever_it_stands() {
    let mut tried = 0;
    for source in sources().iter().filter(|s| signed(**s, SECRET).iter().any(|(name, _)| *name == SIGNATURE))
    {
        let by = |secret| {
            let headers = signed(*source, secret);
            headers.into_iter().find(|(name, _)| *name == SIGNATURE).expect("a signature").1
        };
        let (ours, older, retired) = (by(SECRET), by(OLDER), by(RETIRED));
        let guess = format!("v1,{}", STANDARD.encode([7; 32]));
        let others = [&older, &retired, &guess, "v1a,AAAA", "v2,x"].map(str::to_owned);
        for count in 0..=others.len() {
            for first in 0..others.len() {
                let beside: Vec<_> = others.iter().cycle().skip(first).take(count).cloned().collect();
                for place in 0..=count {
                    let mut all = beside.clone();
                    all.insert(place, ours.clone());
                    let mut headers = signed(*source, SECRET);
                    let header =
                        headers.iter_mut().find(|(name, _)| *name == SIGNATURE).expect("a signature");
                    header.1 = all.join(" ");
                    assert_eq!(check(*source, &headers, &[SECRET], now()), Ok(()), "{all:?}");
                    assert_eq!(check(*source, &headers, &[RETIRED, SECRET], now()), Ok(()), "{all:?}");
                    tried += 1;
                }
            }
        }
        let mut headers = signed(*source, SECRET);
        headers.iter_mut().find(|(name, _)| *name == SIGNATURE).expect("a signature").1 = others.join(" ");
        assert_eq!(check(*source, &headers, &[SECRET], now()), Err(Unverified::Mismatch));
    }
    assert!(tried > 0);
    println!("figure: S2: {tried} headers of several signatures, ours in any place, all accepted");
}

#[test]
fn what_is_signed_with_a_time_holds_for_five_minutes_either_way() {
    let (mut timed, mut untimed) = (Vec::new(), Vec::new());
    for source in sources() {
        let headers = signed(*source, SECRET);
        let at = |late: i64| Timestamp::from_second(now().as_second() + late).expect("a time");
        let stamped = headers.iter().any(|(name, _)| *name == "webhook-timestamp");
        for (late, holds) in [(0, true), (299, true), (300, true), (301, false), (100_000_000, false)] {
            for late in [late, -late] {
                let expect = if holds || !stamped { Ok(()) } else { Err(Unverified::Stale) };
                assert_eq!(
                    check(*source, &headers, &[SECRET], at(late)),
                    expect,
                    "{}: {late} s",
                    source.name()
                );
            }
        }
        // An old request by somebody without the secret is told from one that is only old.
        assert_eq!(check(*source, &headers, &[OLDER], at(301)), Err(Unverified::Mismatch));
        if stamped { timed.push(source.name()) } else { untimed.push(source.name()) }
    }
    println!("figure: S3: 299 and 300 s accepted, 301 s refused, both sides: {}", timed.join(", "));
    println!("figure: S3: no time is signed, so a request holds for ever: {}", untimed.join(", "));
}

#[test]
fn without_a_secret_nothing_holds() {
    for source in sources() {
        let name = source.name();
        for none in [&[][..], &[""], &["", " \n"]] {
            for signer in [SECRET, "", " \n"] {
                let headers = signed(*source, signer);
                assert_eq!(check(*source, &headers, none, now()), Err(Unverified::NoSecret), "{name}");
            }
        }
        let headers = signed(*source, SECRET);
        let blank: Vec<_> = headers.iter().map(|(name, _)| (*name, String::new())).collect();
        assert!(check(*source, &blank, &[SECRET], now()).is_err(), "{name}");
        assert_eq!(check(*source, &[], &[SECRET], now()), Err(Unverified::MissingHeader), "{name}");
    }
}

#[test]
fn published_vectors_hold() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    let folder = std::env::var_os("NIGHTSHIFT_FIXTURES").map_or_else(beside, Into::into);
    let Ok(vectors) = fs::read(folder.join("_vectors/vectors.json")) else {
        println!("skipped: no fixtures (set NIGHTSHIFT_FIXTURES to their folder)");
        return;
    };
    let vectors: Vec<Value> = serde_json::from_slice(&vectors).expect("a list");
    let (mut accepted, mut without) = (0, Vec::new());
    for vector in &vectors {
        let text = |key: &str| vector[key].as_str().unwrap_or_default();
        let verify = |name: &str, secret: Vec<u8>, signature: &str| {
            let at = vector["timestamp"].as_i64().unwrap_or(now().as_second());
            let headers = [
                ("webhook-id", text("id")),
                ("webhook-timestamp", &at.to_string()),
                (SIGNATURE, signature),
                ("x-shopify-hmac-sha256", signature),
                ("x-hmac-signature", signature),
            ];
            let now = Timestamp::from_second(at).expect("a time");
            let source = source(name).expect("a source");
            let body = match text("body_file") {
                "" => text("body").to_owned(),
                file => fs::read_to_string(folder.join("_vectors").join(file)).expect("a readable file"),
            };
            // The file's last line has an end that wasn't signed.
            let body = body.strip_suffix('\n').unwrap_or(&body);
            source.verify(&Headers::new(headers), body.as_bytes(), &[Secret::new(secret)], now)
        };
        match text("scheme") {
            "shopify" => {
                assert_eq!(verify("shopify", text("secret").into(), text("signature")), Ok(()));
                for negative in vector["negatives"].as_array().into_iter().flatten() {
                    let signature = negative.as_str().expect("a text");
                    assert!(verify("shopify", text("secret").into(), signature).is_err(), "{signature}");
                }
                accepted += 1;
            }
            "standard-webhooks/v1" => {
                assert_eq!(verify("own", text("secret").into(), text("signature")), Ok(()));
                // BigCommerce's key is the client secret itself, which libraries are given in base64.
                let key = STANDARD.decode(text("secret").trim_start_matches("whsec_")).expect("base64");
                assert_eq!(verify("bigcommerce", key, text("signature")), Ok(()));
                accepted += 1;
            }
            "easypost/hmac-sha256-hex" => {
                assert_eq!(verify("easypost", text("secret").into(), text("signature")), Ok(()));
                accepted += 1;
            }
            scheme => without.push(scheme.to_owned()),
        }
    }
    assert_eq!(accepted, 5);
    let without = without.join(", ");
    println!("figure: S1 vectors: {accepted} of {} accepted; without a door here: {without}", vectors.len());
}
