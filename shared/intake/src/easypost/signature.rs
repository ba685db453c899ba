//! `X-Hmac-Signature`: `hmac-sha256-hex=` and HMAC-SHA256 over the raw body, under the secret in Unicode's form NFKD.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::{Headers, Secret, Unverified, mac};

/// The header of the signature.
pub(super) const HEADER: &str = "x-hmac-signature";
const SCHEME: &str = "hmac-sha256-hex=";

/// Checks the signature against every secret, and takes as long whichever of them fits.
pub(super) fn verify(headers: &Headers, body: &[u8], secrets: &[Secret]) -> Result<(), Unverified> {
    let secrets = mac::set(secrets)?;
    let signature = headers.get(HEADER).ok_or(Unverified::MissingHeader)?;
    let digits = signature.strip_prefix(SCHEME).ok_or(Unverified::Malformed)?;
    // EasyPost writes small letters; there is one way only of writing a signature.
    if digits.bytes().any(|b| b.is_ascii_uppercase()) {
        return Err(Unverified::Malformed);
    }
    let mut signature = [0; mac::LENGTH];
    hex::decode_to_slice(digits, &mut signature).map_err(|_| Unverified::Malformed)?;
    mac::fits(secrets.map(key), &[body], &[signature])
}

/// The signature that a true sender would set.
pub(super) fn sign(body: &[u8], secret: &Secret) -> String {
    format!("{SCHEME}{}", hex::encode(mac::sign(&key(secret), &[body])))
}

/// The key: letters taken apart from their accents, as EasyPost's own libraries do. What is no text stays as it is.
fn key(secret: &Secret) -> Vec<u8> {
    match std::str::from_utf8(secret.bytes()) {
        Ok(text) => DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned().into_bytes(),
        Err(_) => secret.bytes().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"object":"Event","description":"tracker.updated"}"#;

    fn check(signature: &str, secret: &str) -> Result<(), Unverified> {
        verify(&Headers::new([("X-Hmac-Signature", signature)]), BODY, &[Secret::new(secret)])
    }

    #[test]
    fn the_secret_is_taken_apart() {
        for (secret, key_of) in [
            ("hush", "hush"),
            ("s\u{e9}cret", "se\u{301}cret"),
            ("se\u{301}cret", "se\u{301}cret"),
            ("\u{fb01}t\u{b2}", "fit2"),
            ("\u{1e9b}\u{323}", "s\u{323}\u{307}"),
        ] {
            assert_eq!(key(&Secret::new(secret)), key_of.as_bytes(), "{secret}");
        }
        assert_eq!(key(&Secret::new(*b"\xff\xfe")), b"\xff\xfe");
        // Either form of the secret makes the same signature.
        assert_eq!(check(&sign(BODY, &Secret::new("s\u{e9}cret")), "se\u{301}cret"), Ok(()));
    }

    #[test]
    fn a_signature_is_written_in_one_way() {
        let good = sign(BODY, &Secret::new("hush"));
        let digits = good.strip_prefix(SCHEME).expect("its scheme");
        for (signature, expected) in [
            (good.clone(), Ok(())),
            (digits.to_owned(), Err(Unverified::Malformed)),
            (format!("{SCHEME}{}", digits.to_uppercase()), Err(Unverified::Malformed)),
            (format!("{SCHEME}{digits}00"), Err(Unverified::Malformed)),
            (format!("{SCHEME}{}", &digits[2..]), Err(Unverified::Malformed)),
            (format!("{good}, {good}"), Err(Unverified::Malformed)),
            (format!("hmac-sha1-hex={digits}"), Err(Unverified::Malformed)),
            (format!("{SCHEME}{}", "0".repeat(64)), Err(Unverified::Mismatch)),
            (String::new(), Err(Unverified::Malformed)),
        ] {
            assert_eq!(check(&signature, "hush"), expected, "{signature}");
        }
        assert_eq!(verify(&Headers::default(), BODY, &[Secret::new("hush")]), Err(Unverified::MissingHeader));
        assert_eq!(check(&good, " \n"), Err(Unverified::NoSecret));
    }
}
