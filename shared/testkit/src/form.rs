//! Forms as S3 takes them: the signature, the time, and every field by a condition of the policy.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use domain::Timestamp;
use objects::form::Signer;
use serde_json::Value;

/// The bucket.
pub(crate) const BUCKET: &str = "bucket";
/// Where its forms are posted to.
pub(crate) const URL: &str = "https://bucket.s3.eu-central-1.amazonaws.com/";
/// Who signs.
pub(crate) const SIGNER: Signer<'static> = Signer {
    id: "AKIAINMEMORY",
    secret: "a secret of the twin's",
    token: Some("lent"),
    region: "eu-central-1",
};

/// What a browser is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// To go to this address.
    Go(String),
    /// Nothing.
    Nothing,
}

/// S3's code for why it isn't taken.
pub type RefusedForm = &'static str;

/// Whether S3 would take it: under which key, and what it answers.
pub(crate) fn admit(
    fields: &[(String, String)],
    file: &[u8],
    now: Timestamp,
) -> Result<(String, Posted), RefusedForm> {
    let said: BTreeMap<String, &str> =
        fields.iter().map(|(name, value)| (name.to_lowercase(), value.as_str())).collect();
    let field = |name: &str| said.get(name).copied().ok_or("InvalidArgument");
    let (policy, key) = (field("policy")?, field("key")?.to_owned());
    let signed_at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", field("x-amz-date")?)
        .ok()
        .and_then(|at| Some(at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp()))
        .ok_or("InvalidArgument")?;
    let scope = format!("{}/{}/{}/s3/aws4_request", SIGNER.id, signed_at.strftime("%Y%m%d"), SIGNER.region);
    if field("x-amz-credential")? != scope || field("x-amz-algorithm")? != "AWS4-HMAC-SHA256" {
        return Err("InvalidArgument");
    }
    if SIGNER.token != said.get("x-amz-security-token").copied() {
        return Err("InvalidToken");
    }
    if field("x-amz-signature")? != SIGNER.signature(policy, signed_at) {
        return Err("SignatureDoesNotMatch");
    }
    let policy = BASE64.decode(policy).map_err(|_| "InvalidPolicyDocument")?;
    let policy: Value = serde_json::from_slice(&policy).map_err(|_| "InvalidPolicyDocument")?;
    let until: Timestamp =
        policy["expiration"].as_str().and_then(|until| until.parse().ok()).ok_or("InvalidPolicyDocument")?;
    if now >= until {
        return Err("AccessDenied");
    }
    let covered = conditions(&policy, &said, file.len() as u64)?;
    let exempt = ["policy", "x-amz-signature", "file"];
    if said.keys().any(|name| !covered.contains(name.as_str()) && !exempt.contains(&name.as_str())) {
        return Err("AccessDenied");
    }
    let posted = match said.get("success_action_redirect") {
        Some(address) => {
            let sign = if address.contains('?') { '&' } else { '?' };
            Posted::Go(format!("{address}{sign}bucket={BUCKET}&key={}", key.replace('/', "%2F")))
        }
        None => Posted::Nothing,
    };
    Ok((key, posted))
}

/// The fields that the policy names, if all of its conditions hold.
fn conditions<'p>(
    policy: &'p Value,
    said: &BTreeMap<String, &str>,
    length: u64,
) -> Result<BTreeSet<String>, RefusedForm> {
    let mut covered = BTreeSet::new();
    let text = |value: &'p Value| value.as_str().ok_or("InvalidPolicyDocument");
    for condition in policy["conditions"].as_array().ok_or("InvalidPolicyDocument")? {
        if let Some(same) = condition.as_object() {
            for (name, value) in same {
                let name = name.to_lowercase();
                let own = if name == "bucket" { Some(BUCKET) } else { said.get(&name).copied() };
                if own != Some(text(value)?) {
                    return Err("AccessDenied");
                }
                covered.insert(name);
            }
            continue;
        }
        let parts = condition.as_array().filter(|parts| parts.len() == 3).ok_or("InvalidPolicyDocument")?;
        match text(&parts[0])? {
            "content-length-range" => {
                let bound = |at: usize| parts[at].as_u64().ok_or("InvalidPolicyDocument");
                if length < bound(1)? {
                    return Err("EntityTooSmall");
                }
                if length > bound(2)? {
                    return Err("EntityTooLarge");
                }
            }
            "starts-with" => {
                let name = text(&parts[1])?.trim_start_matches('$').to_lowercase();
                let begins = text(&parts[2])?;
                if !said.get(&name).is_some_and(|value| value.starts_with(begins)) {
                    return Err("AccessDenied");
                }
                covered.insert(name);
            }
            _ => return Err("InvalidPolicyDocument"),
        }
    }
    Ok(covered)
}
