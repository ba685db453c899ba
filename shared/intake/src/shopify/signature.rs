//! `X-Shopify-Hmac-SHA256`: base64 of HMAC-SHA256 over the raw body.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Headers, Secret, Unverified, mac};

/// The header of the signature.
pub(super) const HEADER: &str = "x-shopify-hmac-sha256";

/// Checks the signature against every secret, and takes as long whichever of them fits.
pub(super) fn verify(headers: &Headers, body: &[u8], secrets: &[Secret]) -> Result<(), Unverified> {
    let secrets = mac::set(secrets)?;
    let signature = headers.get(HEADER).ok_or(Unverified::MissingHeader)?;
    let signature = STANDARD.decode(signature).map_err(|_| Unverified::Malformed)?;
    let signature = signature.try_into().map_err(|_| Unverified::Malformed)?;
    mac::fits(secrets.map(Secret::bytes), &[body], &[signature])
}

/// The signature that a true sender would set.
pub(super) fn sign(body: &[u8], secret: &Secret) -> String {
    STANDARD.encode(mac::sign(secret.bytes(), &[body]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published by Shopify/shopify-app-js and bold-commerce/go-shopify.
    const VECTORS: [(&str, &str, &str); 2] = [
        ("test_secret_key", r#"{"foo": "bar"}"#, "B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g="),
        ("hush", r#""my secret message""#, "hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI="),
    ];

    fn check(signature: &str, body: &[u8], secrets: &[&str]) -> Result<(), Unverified> {
        let secrets: Vec<_> = secrets.iter().map(|s| Secret::new(*s)).collect();
        verify(&Headers::new([("X-Shopify-Hmac-SHA256", signature)]), body, &secrets)
    }

    #[test]
    fn published_signatures_hold() {
        for (secret, body, signature) in VECTORS {
            assert_eq!(check(signature, body.as_bytes(), &[secret]), Ok(()));
            assert_eq!(sign(body.as_bytes(), &Secret::new(secret)), signature);
        }
    }

    #[test]
    fn either_of_two_secrets_holds_in_either_order() {
        let (secret, body, signature) = VECTORS[0];
        for secrets in [[secret, "older"], ["older", secret], ["", secret]] {
            assert_eq!(check(signature, body.as_bytes(), &secrets), Ok(()), "{secrets:?}");
        }
        assert_eq!(check(signature, body.as_bytes(), &["older", "oldest"]), Err(Unverified::Mismatch));
    }

    #[test]
    fn without_a_secret_nothing_holds() {
        let (_, body, signature) = VECTORS[0];
        for secrets in [&[][..], &[""], &["", ""], &[" \n"]] {
            assert_eq!(check(signature, body.as_bytes(), secrets), Err(Unverified::NoSecret), "{secrets:?}");
        }
        let blank = sign(body.as_bytes(), &Secret::new(""));
        assert_eq!(check(&blank, body.as_bytes(), &[""]), Err(Unverified::NoSecret));
        assert_eq!(check(&blank, body.as_bytes(), &["", "hush"]), Err(Unverified::Mismatch));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let (secret, body, signature) = VECTORS[1];
        let long = "hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKIthissignatureisnowwaytoolongohmanicantbelievehowlongthisis=";
        let doubled = format!("{signature}, {signature}");
        let url_safe = signature.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned();
        for bad in [
            "wronghash",
            long,
            "YmxhaGJsYWgK",
            "XXXXXaGVsbG8=",
            "",
            &doubled,
            &url_safe,
            &format!(" {signature}"),
        ] {
            assert_eq!(check(bad, body.as_bytes(), &[secret]), Err(Unverified::Malformed), "{bad}");
        }
        let none = Headers::new([("x-shopify-topic", "orders/create")]);
        assert_eq!(verify(&none, body.as_bytes(), &[Secret::new(secret)]), Err(Unverified::MissingHeader));
    }
}
