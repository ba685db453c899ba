//! Forms by which a browser sends a file to the bucket itself: S3's POST policy, signed. What isn't in the policy, S3 refuses.
//!
//! `aws-sdk-s3` can't sign one either (its issue 863). The policy is the text that is signed; everything that the form may say
//! stands in it, so that nobody can add a field, take another key or send more.

use std::time::{Duration, SystemTime};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use aws_smithy_types::base64;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::ObjectsError;

/// No form is good for longer.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// What a browser may send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Under this key and no other.
    pub key: String,
    /// How the media type begins that it says, such as `image/`. It is only said: nobody looks into the file.
    pub media_type: String,
    /// What the form says as long as no script knows better: one that begins so.
    pub usual: String,
    /// At most so many bytes, and at least one.
    pub most: u64,
    /// Until then.
    pub until: Timestamp,
    /// What the browser is told once it is there.
    pub then: Then,
}

/// What the browser is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// To go to this address (303); S3 adds `bucket`, `key` and `etag` to its query.
    Go(String),
    /// Nothing (204).
    Nothing,
}

/// A form: `multipart/form-data`, posted to `url`, with these fields before the last one, `file`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadForm {
    /// Where it is posted to. The page's policy has to allow its origin as `form-action`.
    pub url: String,
    /// Its hidden fields, in their order.
    pub fields: Vec<(String, String)>,
}

impl UploadForm {
    /// The scheme, host and port that it is posted to.
    pub fn origin(&self) -> &str {
        let host = self.url.find("://").map_or(0, |at| at + 3);
        self.url[host..].find('/').map_or(self.url.as_str(), |end| &self.url[..host + end])
    }
}

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'s> {
    /// The key's id.
    pub id: &'s str,
    /// The key.
    pub secret: &'s str,
    /// What goes with keys that are lent for a time.
    pub token: Option<&'s str>,
    /// The bucket's region.
    pub region: &'s str,
}

impl Signer<'_> {
    /// Makes the form.
    pub fn form(
        &self,
        (url, bucket): (&str, &str),
        upload: &Upload,
        now: Timestamp,
    ) -> Result<UploadForm, ObjectsError> {
        check(upload, now)?;
        let credential = format!("{}/{}/{}/s3/aws4_request", self.id, now.strftime("%Y%m%d"), self.region);
        let mut fields = vec![("key", upload.key.clone())];
        match &upload.then {
            Then::Go(address) => fields.push(("success_action_redirect", address.clone())),
            Then::Nothing => fields.push(("success_action_status", "204".to_owned())),
        }
        fields.push(("x-amz-algorithm", "AWS4-HMAC-SHA256".to_owned()));
        fields.push(("x-amz-credential", credential));
        fields.push(("x-amz-date", now.strftime("%Y%m%dT%H%M%SZ").to_string()));
        let lent = self.token.filter(|token| !token.is_empty());
        fields.extend(lent.map(|token| ("x-amz-security-token", token.to_owned())));
        let mut conditions: Vec<Value> = fields.iter().map(|(name, value)| json!({*name: value})).collect();
        conditions.push(json!({"bucket": bucket}));
        conditions.push(json!(["starts-with", "$Content-Type", upload.media_type]));
        conditions.push(json!(["content-length-range", 1, upload.most]));
        let expiration = upload.until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let policy = json!({"expiration": expiration, "conditions": conditions}).to_string();
        let policy = base64::encode(policy);
        let signature = self.signature(&policy, now);
        fields.push(("Content-Type", upload.usual.clone()));
        fields.push(("policy", policy));
        fields.push(("x-amz-signature", signature));
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Ok(UploadForm { url: url.to_owned(), fields })
    }

    /// The signature of a policy, as it stands in the form.
    pub fn signature(&self, policy: &str, at: Timestamp) -> String {
        let seconds = u64::try_from(at.as_second()).unwrap_or_default();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        calculate_signature(generate_signing_key(self.secret, time, self.region, "s3"), policy.as_bytes())
    }
}

/// What would let more through than anybody meant is a bug of ours.
fn check(upload: &Upload, now: Timestamp) -> Result<(), ObjectsError> {
    let invalid = |why: &str| Err(ObjectsError::Invalid(format!("a form for {why}")));
    crate::sound(&upload.key)?;
    let is_word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-+.".contains(&b));
    if upload.media_type.is_empty()
        || !is_word(&upload.usual)
        || !upload.usual.starts_with(&upload.media_type)
    {
        return invalid("a media type that it doesn't allow");
    }
    if upload.most == 0 {
        return invalid("nothing");
    }
    if upload.until <= now || upload.until.duration_since(now) > LONGEST {
        return invalid("longer than an hour, or no time at all");
    }
    let is_address = |text: &str| {
        (text.starts_with("https://") || text.starts_with("http://"))
            && text.len() <= 2_000
            && text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\$".contains(&b))
    };
    match &upload.then {
        Then::Go(address) if !is_address(address) => invalid("an address that is none"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWS: Signer<'static> = Signer {
        id: "AKIAIOSFODNN7EXAMPLE",
        secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        token: None,
        region: "us-east-1",
    };

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    /// "Example: Browser-Based Upload using HTTP POST (Using AWS Signature Version 4)" in S3's API reference, its line ends included.
    #[test]
    fn a_policy_is_signed_as_in_awss_own_example() {
        let policy = [
            "{ \"expiration\": \"2015-12-30T12:00:00.000Z\",",
            "  \"conditions\": [",
            "    {\"bucket\": \"sigv4examplebucket\"},",
            "    [\"starts-with\", \"$key\", \"user/user1/\"],",
            "    {\"acl\": \"public-read\"},",
            "    {\"success_action_redirect\": \"http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html\"},",
            "    [\"starts-with\", \"$Content-Type\", \"image/\"],",
            "    {\"x-amz-meta-uuid\": \"14365123651274\"},",
            "    {\"x-amz-server-side-encryption\": \"AES256\"},",
            "    [\"starts-with\", \"$x-amz-meta-tag\", \"\"],",
            "",
            "    {\"x-amz-credential\": \"AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request\"},",
            "    {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"},",
            "    {\"x-amz-date\": \"20151229T000000Z\" }",
            "  ]",
            "}",
        ];
        let encoded = base64::encode(policy.join("\r\n"));
        // The page's own base64, from its begin to its end.
        assert_eq!(encoded.len(), 864);
        assert!(encoded.starts_with("eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0K"));
        assert!(encoded.ends_with("LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9"));
        let signature = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";
        assert_eq!(AWS.signature(&encoded, at("2015-12-29T00:00:00Z")), signature);
    }

    fn upload() -> Upload {
        Upload {
            key: "returns/photos/acme/0af3/7".into(),
            media_type: "image/".into(),
            usual: "image/jpeg".into(),
            most: 8 << 20,
            until: at("2026-11-26T05:15:00Z"),
            then: Then::Go("https://x.example/returns/t?step=photos".into()),
        }
    }

    const WHERE: (&str, &str) = ("https://b.s3.eu-central-1.amazonaws.com/", "b");

    #[test]
    fn every_field_stands_in_the_policy_and_nothing_is_left_open_but_the_media_type() {
        let signer = Signer { token: Some("lent//+="), region: "eu-central-1", ..AWS };
        let now = at("2026-11-26T05:00:00Z");
        let form = signer.form(WHERE, &upload(), now).expect("a form");
        assert_eq!(form.origin(), "https://b.s3.eu-central-1.amazonaws.com");
        let field =
            |name: &str| form.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let policy = field("policy").expect("a policy");
        assert_eq!(field("x-amz-signature"), Some(signer.signature(policy, now).as_str()));
        let policy: Value = serde_json::from_slice(&base64::decode(policy).expect("base64")).expect("JSON");
        let expected = json!({
            "expiration": "2026-11-26T05:15:00Z",
            "conditions": [
                {"key": "returns/photos/acme/0af3/7"},
                {"success_action_redirect": "https://x.example/returns/t?step=photos"},
                {"x-amz-algorithm": "AWS4-HMAC-SHA256"},
                {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20261126/eu-central-1/s3/aws4_request"},
                {"x-amz-date": "20261126T050000Z"},
                {"x-amz-security-token": "lent//+="},
                {"bucket": "b"},
                ["starts-with", "$Content-Type", "image/"],
                ["content-length-range", 1, 8_388_608],
            ],
        });
        assert_eq!(policy, expected);
        let names: Vec<&str> = form.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "key",
                "success_action_redirect",
                "x-amz-algorithm",
                "x-amz-credential",
                "x-amz-date",
                "x-amz-security-token",
                "Content-Type",
                "policy",
                "x-amz-signature"
            ]
        );
        let silent = Upload { then: Then::Nothing, ..upload() };
        let form = AWS.form(WHERE, &silent, now).expect("a form");
        assert!(form.fields.contains(&("success_action_status".into(), "204".into())));
        assert!(form.fields.iter().all(|(name, _)| name != "x-amz-security-token"));
    }

    #[test]
    fn what_would_let_too_much_through_is_no_form() {
        let now = at("2026-11-26T05:00:00Z");
        type Breaks = fn(&mut Upload);
        let breaks: [Breaks; 10] = [
            |u| u.key = "returns/../all".into(),
            |u| u.key = "returns/${filename}".into(),
            |u| u.key.clear(),
            |u| u.media_type.clear(),
            |u| u.usual = "text/html".into(),
            |u| u.usual = "image/svg\r\nX: y".into(),
            |u| u.most = 0,
            |u| u.until = at("2026-11-26T05:00:00Z"),
            |u| u.until = at("2026-11-26T06:00:01Z"),
            |u| u.then = Then::Go("javascript:alert(1)".into()),
        ];
        for (place, break_it) in breaks.into_iter().enumerate() {
            let mut upload = upload();
            break_it(&mut upload);
            assert!(
                matches!(AWS.form(WHERE, &upload, now), Err(ObjectsError::Invalid(_))),
                "{place}: {upload:?}"
            );
        }
    }
}
