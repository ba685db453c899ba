//! `X-WC-Webhook-Signature`: base64 of HMAC-SHA256 over the raw body.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Headers, Secret, Unverified, entities, mac};

/// The header of the signature.
pub(super) const HEADER: &str = "x-wc-webhook-signature";

/// Checks the signature against every secret, and takes as long whichever of them fits.
pub(super) fn verify(headers: &Headers, body: &[u8], secrets: &[Secret]) -> Result<(), Unverified> {
    let secrets = mac::set(secrets)?;
    let signature = headers.get(HEADER).ok_or(Unverified::MissingHeader)?;
    let signature = STANDARD.decode(signature).map_err(|_| Unverified::Malformed)?;
    let signature = signature.try_into().map_err(|_| Unverified::Malformed)?;
    mac::fits(secrets.map(key), &[body], &[signature])
}

/// The signature that a true sender would set.
pub(super) fn sign(body: &[u8], secret: &Secret) -> String {
    STANDARD.encode(mac::sign(&key(secret), &[body]))
}

/// The key that WooCommerce signs with: WordPress may have saved the secret as HTML, so `wp_specialchars_decode`
/// with `ENT_QUOTES` is applied to it first. A secret without entities stays as it is.
fn key(secret: &Secret) -> Vec<u8> {
    entities::decode(secret.bytes(), special)
}

/// The entities that `wp_specialchars_decode` knows, and no others: `&apos;` and `&#x3c;` are not among them.
fn special(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return [("quot", '"'), ("amp", '&'), ("lt", '<'), ("gt", '>')]
            .into_iter()
            .find_map(|(known, char)| (known == name).then_some(char));
    };
    if let Some(hex) = number.strip_prefix(['x', 'X']) {
        return match hex.trim_start_matches('0') {
            "22" => Some('"'),
            "26" => Some('&'),
            "27" => Some('\''),
            _ => None,
        };
    }
    match number.trim_start_matches('0') {
        "34" => Some('"'),
        "38" => Some('&'),
        "39" => Some('\''),
        "60" => Some('<'),
        "62" => Some('>'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"id":4711,"status":"processing"}"#;

    fn check(signature: &str, secrets: &[&str]) -> Result<(), Unverified> {
        let secrets: Vec<_> = secrets.iter().map(|s| Secret::new(*s)).collect();
        verify(&Headers::new([("X-WC-Webhook-Signature", signature)]), BODY, &secrets)
    }

    fn signed(secret: &str) -> String {
        sign(BODY, &Secret::new(secret))
    }

    /// Reckoned by Python's `hmac`: `base64(hmac.new(key, body, sha256).digest())`.
    #[test]
    fn signatures_are_those_of_another_implementation() {
        for (secret, signature) in [
            ("hush", "T+kUEBxdacrL9rhTIkQ9bh6tPttwaxNPVDToKmuUIkY="),
            ("it's <&\">", "gqwcvnDO3/KP+JjkPmCPSZT+RwUYocpl4VL2MbP96Og="),
            ("it&#039;s &lt;&amp;&quot;&gt;", "gqwcvnDO3/KP+JjkPmCPSZT+RwUYocpl4VL2MbP96Og="),
        ] {
            assert_eq!(check(signature, &[secret]), Ok(()), "{secret}");
            assert_eq!(signed(secret), signature, "{secret}");
        }
    }

    #[test]
    fn secrets_are_decoded_as_wordpress_does() {
        for (saved, key) in [
            ("a&lt;b&gt;c", "a<b>c"),
            ("&#39;&#0039;&#039;&#x27;&#X027;", "'''''"),
            ("&quot;&#34;&#034;&#x22;", "\"\"\"\""),
            ("&#60;&#0062;&#38;&#x26;", "<>&&"),
            ("&amp;lt;", "&lt;"),
            ("&&amp;", "&&"),
            ("&apos;&LT;&#x3c;&nbsp;&#65;", "&apos;&LT;&#x3c;&nbsp;&#65;"),
            ("&lt", "&lt"),
            ("ä&amp;ö", "ä&ö"),
        ] {
            assert_eq!(key_of(saved), key.as_bytes(), "{saved}");
        }
        assert_eq!(key(&Secret::new(*b"\xff&amp;\xfe")), b"\xff&\xfe");
    }

    fn key_of(secret: &str) -> Vec<u8> {
        key(&Secret::new(secret))
    }

    #[test]
    fn either_of_two_secrets_holds_in_either_order() {
        let signature = signed("hush");
        for secrets in [["hush", "older"], ["older", "hush"], ["", "hush"]] {
            assert_eq!(check(&signature, &secrets), Ok(()), "{secrets:?}");
        }
        assert_eq!(check(&signature, &["older", "oldest"]), Err(Unverified::Mismatch));
    }

    #[test]
    fn without_a_secret_nothing_holds() {
        let blank = signed("");
        for secrets in [&[][..], &[""], &["", ""], &[" \n"]] {
            assert_eq!(check(&signed("hush"), secrets), Err(Unverified::NoSecret), "{secrets:?}");
            assert_eq!(check(&blank, secrets), Err(Unverified::NoSecret), "{secrets:?}");
        }
        assert_eq!(check(&blank, &["", "hush"]), Err(Unverified::Mismatch));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let signature = signed("hush");
        let doubled = format!("{signature}, {signature}");
        for bad in ["", "wronghash", "YmxhaGJsYWgK", &doubled, &format!(" {signature}"), &"A".repeat(88)] {
            assert_eq!(check(bad, &["hush"]), Err(Unverified::Malformed), "{bad}");
        }
        let none = Headers::new([("x-wc-webhook-topic", "order.created")]);
        assert_eq!(verify(&none, BODY, &[Secret::new("hush")]), Err(Unverified::MissingHeader));
    }
}
