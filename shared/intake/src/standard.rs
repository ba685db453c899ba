//! Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` and one or more signatures over both and the body.
//!
//! Only `v1`, HMAC-SHA256, is checked. Signatures of other versions, `v1a` with its public keys among them, are passed
//! over: no sender that has a door here uses one alone.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::Timestamp;

use crate::{Headers, Secret, Unverified, mac};

pub(crate) const ID: &str = "webhook-id";
pub(crate) const TIMESTAMP: &str = "webhook-timestamp";
pub(crate) const SIGNATURE: &str = "webhook-signature";

/// How far a signed time may be from now, in seconds, either way.
const TOLERANCE: u64 = 300;
/// How many signatures a header may hold: two or three while a secret is rotated.
const MOST: usize = 16;
/// How long a secret may be once decoded, in bytes.
const SECRET: std::ops::RangeInclusive<usize> = 24..=64;

/// The keys of those secrets that are of the standard's form: base64 of 24 to 64 bytes, perhaps after `whsec_`. A
/// secret of any other form counts as none.
pub(crate) fn keys(secrets: &[Secret]) -> Vec<Vec<u8>> {
    secrets.iter().filter_map(key).collect()
}

fn key(secret: &Secret) -> Option<Vec<u8>> {
    let secret = secret.bytes().trim_ascii();
    let key = STANDARD.decode(secret.strip_prefix(b"whsec_").unwrap_or(secret)).ok()?;
    SECRET.contains(&key.len()).then_some(key)
}

/// Checks every `v1` signature against every key, and after that the signed time, seconds since 1970.
pub(crate) fn verify(
    headers: &Headers,
    body: &[u8],
    keys: impl Iterator<Item = impl AsRef<[u8]>>,
    now: Timestamp,
) -> Result<(), Unverified> {
    let header = |name| headers.get(name).ok_or(Unverified::MissingHeader);
    let (id, timestamp, signature) = (header(ID)?, header(TIMESTAMP)?, header(SIGNATURE)?);
    // A dot ends the id and the time, so that what is signed can be cut in one way only.
    if id.is_empty() || id.contains('.') || !timestamp.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Unverified::Malformed);
    }
    let at: i64 = timestamp.parse().map_err(|_| Unverified::Malformed)?;
    let macs = macs(signature)?;
    mac::fits(keys, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body], &macs)?;
    if now.as_second().abs_diff(at) > TOLERANCE { Err(Unverified::Stale) } else { Ok(()) }
}

/// The `v1` signatures of a header. One that is malformed spoils them all: a doubled header is no choice.
fn macs(signatures: &str) -> Result<Vec<[u8; mac::LENGTH]>, Unverified> {
    let mut macs = Vec::new();
    for (n, signature) in signatures.split(' ').enumerate() {
        let (version, value) = signature.split_once(',').ok_or(Unverified::Malformed)?;
        if n == MOST || version.is_empty() || value.is_empty() || value.contains(',') {
            return Err(Unverified::Malformed);
        }
        if version == "v1" {
            let mac = STANDARD.decode(value).map_err(|_| Unverified::Malformed)?;
            macs.push(mac.try_into().map_err(|_| Unverified::Malformed)?);
        }
    }
    if macs.is_empty() { Err(Unverified::Malformed) } else { Ok(macs) }
}

/// An id for a delivery that is named by `hash`.
pub(crate) fn id(mut hash: String) -> String {
    hash.truncate(24);
    format!("msg_{hash}")
}

/// The headers that a true sender of `body` would set at `now`.
pub(crate) fn sign(id: String, body: &[u8], key: &[u8], now: Timestamp) -> Vec<(&'static str, String)> {
    let at = now.as_second().to_string();
    let mac = mac::sign(key, &[id.as_bytes(), b".", at.as_bytes(), b".", body]);
    let signature = format!("v1,{}", STANDARD.encode(mac));
    vec![("content-type", "application/json".to_owned()), (ID, id), (TIMESTAMP, at), (SIGNATURE, signature)]
}

/// The headers of a webhook of ours, named by `id` and signed with each of these secrets, so that one can be rotated; `None`
/// if none of them is of the standard's form.
pub fn sign_webhook(
    id: &str,
    body: &[u8],
    secrets: &[Secret],
    now: Timestamp,
) -> Option<Vec<(&'static str, String)>> {
    let signed = |key: &Vec<u8>| sign(id.to_owned(), body, key, now);
    let mut all: Vec<_> = keys(secrets).iter().map(signed).collect();
    let signature = |headers: &[(&str, String)]| headers[headers.len() - 1].1.clone();
    let signatures: Vec<String> = all.iter().map(|headers| signature(headers)).collect();
    let mut headers = all.pop()?;
    headers.pop();
    headers.push((SIGNATURE, signatures.join(" ")));
    Some(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published by standard-webhooks/standard-webhooks.
    const VECTORS: [(&str, &str, i64, &str, &str); 2] = [
        (
            "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
            "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk",
            1_649_367_553,
            r#"{"email":"test@example.com","username":"test_user"}"#,
            "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
        ),
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
    ];

    const V1A: &str =
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";

    fn check(n: usize, signature: &str, secret: &str, late: i64) -> Result<(), Unverified> {
        let (_, id, at, body, _) = VECTORS[n];
        let headers = Headers::new([
            ("Webhook-Id", id),
            ("Webhook-Timestamp", &at.to_string()),
            ("Webhook-Signature", signature),
        ]);
        let keys = keys(&[Secret::new(secret)]);
        let now = Timestamp::from_second(at + late).expect("a time");
        verify(&headers, body.as_bytes(), keys.iter(), now)
    }

    #[test]
    fn published_signatures_hold() {
        for (n, (secret, id, at, body, signature)) in VECTORS.into_iter().enumerate() {
            assert_eq!(check(n, signature, secret, 0), Ok(()));
            assert_eq!(check(n, signature, secret.trim_start_matches("whsec_"), 0), Ok(()));
            let now = Timestamp::from_second(at).expect("a time");
            let key = &keys(&[Secret::new(secret)])[0];
            assert_eq!(sign(id.to_owned(), body.as_bytes(), key, now)[3].1, signature);
        }
    }

    #[test]
    fn a_signature_holds_in_any_position_and_other_versions_are_passed_over() {
        let (secret, .., good) = VECTORS[1];
        let bad = VECTORS[0].4;
        for (header, expect) in [
            (format!("{bad} {good}"), Ok(())),
            (format!("{good} {bad}"), Ok(())),
            (format!("{V1A} v2,x {bad} {good}"), Ok(())),
            (bad.to_owned(), Err(Unverified::Mismatch)),
            (V1A.to_owned(), Err(Unverified::Malformed)),
            (good.replace("v1,", "v2,"), Err(Unverified::Malformed)),
            (format!("{good}, {good}"), Err(Unverified::Malformed)),
            (format!("v2,x, {good}"), Err(Unverified::Malformed)),
            (format!("{good} "), Err(Unverified::Malformed)),
            (format!(", {good}"), Err(Unverified::Malformed)),
            (format!("{good} v1,AAAA"), Err(Unverified::Malformed)),
            (vec![good; MOST].join(" "), Ok(())),
            (vec![good; MOST + 1].join(" "), Err(Unverified::Malformed)),
            (String::new(), Err(Unverified::Malformed)),
        ] {
            assert_eq!(check(1, &header, secret, 0), expect, "{header}");
        }
    }

    #[test]
    fn the_signed_time_is_near_now_and_is_judged_last() {
        let (secret, .., good) = VECTORS[0];
        for (late, expect) in [
            (299, Ok(())),
            (300, Ok(())),
            (301, Err(Unverified::Stale)),
            (-299, Ok(())),
            (-300, Ok(())),
            (-301, Err(Unverified::Stale)),
        ] {
            assert_eq!(check(0, good, secret, late), expect, "{late}");
        }
        assert_eq!(check(0, VECTORS[1].4, secret, 301), Err(Unverified::Mismatch));
    }

    #[test]
    fn secrets_of_another_form_are_none() {
        let secret = |bytes: usize| STANDARD.encode(vec![7; bytes]);
        for (text, expect) in [
            (secret(23), None),
            (secret(24), Some(24)),
            (format!("whsec_{}\n", secret(32)), Some(32)),
            (secret(64), Some(64)),
            (secret(65), None),
            (String::new(), None),
            ("whsec_".to_owned(), None),
            (format!("whpk_{}", secret(32)), None),
            (secret(32).replace('=', ""), None),
            ("not base64, but as long as one".to_owned(), None),
        ] {
            assert_eq!(key(&Secret::new(&*text)).map(|k| k.len()), expect, "{text}");
        }
    }

    #[test]
    fn what_we_send_is_signed_as_published_with_every_secret_there_is() {
        let (secret, id, at, body, signature) = VECTORS[0];
        let now = Timestamp::from_second(at).expect("a time");
        let signed = |secrets: &[&str]| {
            let secrets: Vec<_> = secrets.iter().map(|secret| Secret::new(*secret)).collect();
            sign_webhook(id, body.as_bytes(), &secrets, now)
        };
        let headers = signed(&[secret]).expect("a secret");
        assert_eq!(
            headers[1..],
            [(ID, id.into()), (TIMESTAMP, at.to_string()), (SIGNATURE, signature.into())]
        );
        let both = signed(&[secret, VECTORS[1].0]).expect("secrets");
        let (first, second) = both[3].1.split_once(' ').expect("two signatures");
        assert!(first == signature && second.starts_with("v1,") && second != signature);
        assert_eq!(signed(&["too short"]), None);
    }
}
