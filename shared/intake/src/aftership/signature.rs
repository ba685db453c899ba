//! `aftership-hmac-sha256`: base64 of HMAC-SHA256 over the raw body. AfterShip's other products sign under other headers, and
//! aren't let in.

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Headers, Secret, Unverified, mac};

/// The header of the signature.
pub(super) const HEADER: &str = "aftership-hmac-sha256";

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

    /// Reckoned by OpenSSL: `openssl dgst -sha256 -hmac hush -binary | base64`.
    #[test]
    fn signatures_are_those_of_another_implementation() {
        let body = br#"{"event":"tracking_update","msg":{}}"#;
        let secrets = [Secret::new("older"), Secret::new("hush")];
        let signature = "MRRSLkbdfir/HJo6RFPxQdqN174EkONs6zMPz/BZfzU=";
        assert_eq!(sign(body, &secrets[1]), signature);
        assert_eq!(verify(&Headers::new([("Aftership-Hmac-Sha256", signature)]), body, &secrets), Ok(()));
        // Those of its other products.
        for other in ["as-signature-hmac-sha256", "am-webhook-signature"] {
            let headers = Headers::new([(other, signature)]);
            assert_eq!(verify(&headers, body, &secrets), Err(Unverified::MissingHeader));
        }
    }
}
