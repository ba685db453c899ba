//! S3 itself, by its REST protocol.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials as _, SharedCredentialsProvider},
};
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
        SigningSettings, UriPathNormalizationMode, sign,
    },
    sign::v4,
};
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_runtime_api::{
    client::{
        http::{HttpConnector as _, HttpConnectorSettings, SharedHttpConnector},
        identity::Identity,
    },
    http::{Request, Response},
};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};
use aws_types::SdkConfig;
use futures::{FutureExt as _, future::BoxFuture};
use jiff::Timestamp;

use crate::{First, Listing, ObjectsError, Room, Shown, Upload, UploadForm, form::Signer, listing};

/// How often a call is tried: each is safe to repeat, since what is written is the same bytes.
const TRIES: u32 = 3;
/// The longest pause before the second try; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// How long an answer may take to begin, and how long all of it.
const TO_CONNECT: Duration = Duration::from_secs(2);
const TO_ANSWER: Duration = Duration::from_secs(20);
const IN_ALL: Duration = Duration::from_secs(60);
/// A page of keys, or an error, is never larger.
const MOST_XML: usize = 2 << 20;

/// A bucket.
#[derive(Debug)]
pub struct S3 {
    /// Before a key, with its slash.
    base: String,
    bucket: String,
    region: String,
    credentials: Option<SharedCredentialsProvider>,
    http: Option<SharedHttpConnector>,
}

/// One call.
struct Call<'c> {
    method: &'static str,
    /// What follows the base, without anything that would have to be escaped but in the query.
    path: Cow<'c, str>,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    most: usize,
}

impl<'c> Call<'c> {
    fn new(method: &'static str, path: &'c str) -> Self {
        Self { method, path: path.into(), headers: vec![], body: vec![], most: MOST_XML }
    }
}

/// What was answered.
struct Answered {
    status: u16,
    /// Which part of how much it is, where a part was asked for.
    range: Option<String>,
    body: Vec<u8>,
}

impl S3 {
    /// A bucket, by the configuration's region, credentials and, for a local cloud, endpoint.
    pub fn new(config: &SdkConfig, bucket: &str) -> Self {
        let region = config.region().map_or("us-east-1", |region| region.as_ref()).to_owned();
        let base = match config.endpoint_url() {
            Some(endpoint) => format!("{}/{bucket}/", endpoint.trim_end_matches('/')),
            None => {
                let domain = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
                format!("https://{bucket}.s3.{region}.{domain}/")
            }
        };
        let settings =
            HttpConnectorSettings::builder().connect_timeout(TO_CONNECT).read_timeout(TO_ANSWER).build();
        Self {
            base,
            bucket: bucket.to_owned(),
            region,
            credentials: config.credentials_provider(),
            http: aws_smithy_http_client::default_connector(
                &settings,
                Some(SharedAsyncSleep::new(TokioSleep::new())),
            ),
        }
    }

    /// Makes a call, again where that may help. What isn't an answer to the question is an error.
    async fn call(&self, call: Call<'_>, answers: &[u16]) -> Result<Answered, ObjectsError> {
        let mut tried = 1;
        loop {
            let once = tokio::time::timeout(IN_ALL, self.once(&call)).await;
            let answered =
                once.unwrap_or_else(|_| Err(ObjectsError::Unavailable("no answer in time".into())));
            let error = match answered {
                Ok(answered) if answers.contains(&answered.status) && !is_without_bucket(&answered) => {
                    return Ok(answered);
                }
                Ok(answered) => refusal(&answered),
                Err(error) => error,
            };
            let again = matches!(error, ObjectsError::Busy(_) | ObjectsError::Unavailable(_));
            if !again || tried == TRIES {
                return Err(error);
            }
            // Two that met don't meet again.
            tokio::time::sleep((FIRST_PAUSE * 2_u32.pow(tried - 1)).mul_f64(fastrand::f64())).await;
            tried += 1;
        }
    }

    async fn keys(&self) -> Result<Credentials, ObjectsError> {
        let credentials = self
            .credentials
            .as_ref()
            .ok_or_else(|| ObjectsError::Denied("there are no credentials".into()))?;
        credentials.provide_credentials().await.map_err(|e| ObjectsError::Unavailable(e.to_string()))
    }

    async fn once(&self, call: &Call<'_>) -> Result<Answered, ObjectsError> {
        let unavailable = |e: &dyn std::fmt::Display| ObjectsError::Unavailable(e.to_string());
        let identity: Identity = self.keys().await?.into();
        let request = self.signed(call, &identity, SystemTime::now())?;
        let http = self.http.as_ref().ok_or_else(|| ObjectsError::Invalid("no HTTP client".into()))?;
        let response = http.call(request).await.map_err(|e| unavailable(&e))?;
        let status = response.status().as_u16();
        let range = response.headers().get("content-range").map(str::to_owned);
        Ok(Answered { status, range, body: body(response, call.most).await? })
    }

    fn signed(&self, call: &Call<'_>, identity: &Identity, now: SystemTime) -> Result<Request, ObjectsError> {
        let invalid = |e: &dyn std::fmt::Display| ObjectsError::Invalid(e.to_string());
        let settings = of_s3();
        let parameters = v4::SigningParams::builder()
            .identity(identity)
            .region(&self.region)
            .name("s3")
            .time(now)
            .settings(settings)
            .build()
            .map_err(|e| invalid(&e))?;
        let uri = format!("{}{}", self.base, call.path);
        let signable = SignableRequest::new(
            call.method,
            uri.as_str(),
            call.headers.iter().map(|(name, value)| (*name, value.as_str())),
            SignableBody::Bytes(&call.body),
        );
        let signed = sign(signable.map_err(|e| invalid(&e))?, &parameters.into()).map_err(|e| invalid(&e))?;
        let mut request = Request::new(SdkBody::from(call.body.clone()));
        request.set_method(call.method).map_err(|e| invalid(&e))?;
        request.set_uri(uri.as_str()).map_err(|e| invalid(&e))?;
        let headers = request.headers_mut();
        for (name, value) in &call.headers {
            headers.insert(*name, value.clone());
        }
        for (name, value) in signed.output().headers() {
            headers.insert(name.to_owned(), value.to_owned());
        }
        if call.method == "PUT" {
            headers.insert("content-length", call.body.len().to_string());
        }
        Ok(request)
    }
}

/// What S3 wants otherwise than other services.
fn of_s3() -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings
}

/// A value in a query.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

impl S3 {
    /// An address with its signature in the query.
    fn presigned(
        &self,
        path: &str,
        identity: &Identity,
        (now, within): (SystemTime, Duration),
    ) -> Result<String, ObjectsError> {
        let invalid = |e: &dyn std::fmt::Display| ObjectsError::Invalid(e.to_string());
        let mut settings = of_s3();
        settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(within);
        let parameters = v4::SigningParams::builder()
            .identity(identity)
            .region(&self.region)
            .name("s3")
            .time(now)
            .settings(settings)
            .build()
            .map_err(|e| invalid(&e))?;
        let uri = format!("{}{path}", self.base);
        let none = std::iter::empty();
        let signable = SignableRequest::new("GET", uri.as_str(), none, SignableBody::UnsignedPayload);
        let signed = sign(signable.map_err(|e| invalid(&e))?, &parameters.into()).map_err(|e| invalid(&e))?;
        let mut address = uri;
        for (name, value) in signed.output().params() {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&format!("{name}={}", escaped(value)));
        }
        Ok(address)
    }
}

/// So much of an error's text is read, in bytes.
const LEAST_OF_ERRORS: usize = 4096;

/// Reads a body as far as it may be.
async fn body(response: Response, most: usize) -> Result<Vec<u8>, ObjectsError> {
    let is_fine = response.status().is_success();
    // What an error says is read whatever the object may be as long as.
    let most = if is_fine { most } else { most.max(LEAST_OF_ERRORS) };
    let announced = response.headers().get("content-length").and_then(|length| length.parse::<usize>().ok());
    if is_fine && announced.is_some_and(|length| length > most) {
        return Err(ObjectsError::TooLarge { most });
    }
    let mut stream = ByteStream::new(response.into_body());
    let mut body = Vec::with_capacity(announced.unwrap_or_default().min(most));
    while let Some(part) = stream.next().await {
        let part = part.map_err(|e| ObjectsError::Unavailable(format!("the answer broke off: {e}")))?;
        if body.len() + part.len() > most {
            // An error's text is cut; an object isn't.
            return if is_fine { Err(ObjectsError::TooLarge { most }) } else { Ok(body) };
        }
        body.extend_from_slice(&part);
    }
    if is_fine && announced.is_some_and(|length| length > body.len()) {
        return Err(ObjectsError::Unavailable("the answer broke off".into()));
    }
    Ok(body)
}

/// A bucket that isn't there is no object that isn't.
fn is_without_bucket(answered: &Answered) -> bool {
    answered.status == NOT_FOUND && listing::code(&answered.body).as_deref() == Some("NoSuchBucket")
}

/// What an answer says that isn't one to the question.
fn refusal(answered: &Answered) -> ObjectsError {
    let code = listing::code(&answered.body).unwrap_or_else(|| "no code".to_owned());
    let told = format!("{} {code}", answered.status);
    match (answered.status, code.as_str()) {
        (
            _,
            "SlowDown"
            | "ServiceUnavailable"
            | "OperationAborted"
            | "ConditionalRequestConflict"
            | "RequestTimeout",
        )
        | (429 | 503, _) => ObjectsError::Busy(told),
        (500..=599, _) => ObjectsError::Unavailable(told),
        (401 | 403, _) => ObjectsError::Denied(told),
        (404, _) => ObjectsError::Denied(format!("{told}: the bucket isn't there")),
        _ => ObjectsError::Invalid(told),
    }
}

const FINE: u16 = 200;
const NO_CONTENT: u16 = 204;
const PARTIAL: u16 = 206;
const NOT_FOUND: u16 = 404;
const PRECONDITION_FAILED: u16 = 412;
const NOT_THAT_LONG: u16 = 416;

impl Room for S3 {
    fn put(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectsError>> {
        let key = key.to_owned();
        async move {
            let call = Call { body: bytes, ..Call::new("PUT", &key) };
            self.call(call, &[FINE]).await.map(drop)
        }
        .boxed()
    }

    fn put_new(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<bool, ObjectsError>> {
        let key = key.to_owned();
        async move {
            let call = Call {
                body: bytes,
                headers: vec![("if-none-match", "*".to_owned())],
                ..Call::new("PUT", &key)
            };
            Ok(self.call(call, &[FINE, PRECONDITION_FAILED]).await?.status == FINE)
        }
        .boxed()
    }

    fn get(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectsError>> {
        let key = key.to_owned();
        async move {
            let answered = self.call(Call { most, ..Call::new("GET", &key) }, &[FINE, NOT_FOUND]).await?;
            Ok((answered.status == FINE).then_some(answered.body))
        }
        .boxed()
    }

    fn first(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<First>, ObjectsError>> {
        let key = key.to_owned();
        async move {
            let range = format!("bytes=0-{}", most.saturating_sub(1));
            let call = Call { most, headers: vec![("range", range)], ..Call::new("GET", &key) };
            let answered = self.call(call, &[FINE, PARTIAL, NOT_FOUND, NOT_THAT_LONG]).await?;
            let whole = answered.body.len() as u64;
            match answered.status {
                PARTIAL => {
                    let length =
                        answered.range.as_deref().and_then(|range| range.rsplit('/').next()?.parse().ok());
                    let length = length
                        .ok_or_else(|| ObjectsError::Unavailable("a part of nobody says how much".into()))?;
                    Ok(Some(First { bytes: answered.body, length }))
                }
                FINE => Ok(Some(First { bytes: answered.body, length: whole })),
                // Of an object without any bytes there is no first one.
                NOT_THAT_LONG => Ok(Some(First::default())),
                _ => Ok(None),
            }
        }
        .boxed()
    }

    fn form<'r>(
        &'r self,
        upload: &'r Upload,
        now: Timestamp,
    ) -> BoxFuture<'r, Result<UploadForm, ObjectsError>> {
        async move {
            let keys = self.keys().await?;
            let signer = Signer {
                id: keys.access_key_id(),
                secret: keys.secret_access_key(),
                token: keys.session_token(),
                region: &self.region,
            };
            signer.form((&self.base, &self.bucket), upload, now)
        }
        .boxed()
    }

    fn link<'r>(&'r self, what: &'r Shown<'r>) -> BoxFuture<'r, Result<String, ObjectsError>> {
        async move {
            let identity: Identity = self.keys().await?.into();
            let Shown { key, media_type, within, now } = *what;
            let path = format!(
                "{key}?response-cache-control=private%2C%20no-store&response-content-disposition=inline&response-content-type={}",
                escaped(media_type)
            );
            let invalid = |_| ObjectsError::Invalid("a time before there was any".into());
            let seconds = Duration::from_secs(u64::try_from(now.as_second()).map_err(invalid)?);
            let within = Duration::try_from(within).map_err(|_| ObjectsError::Invalid("a link for no time".into()))?;
            self.presigned(&path, &identity, (SystemTime::UNIX_EPOCH + seconds, within))
        }
        .boxed()
    }

    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>> {
        let mut path = format!("?list-type=2&prefix={}", escaped(prefix));
        if let Some(after) = after {
            path.push_str("&start-after=");
            path.push_str(&escaped(after));
        }
        async move { listing::listing(&self.call(Call::new("GET", &path), &[FINE]).await?.body) }.boxed()
    }

    fn delete(&self, key: &str) -> BoxFuture<'_, Result<(), ObjectsError>> {
        let key = key.to_owned();
        async move { self.call(Call::new("DELETE", &key), &[FINE, NO_CONTENT, NOT_FOUND]).await.map(drop) }
            .boxed()
    }
}

#[cfg(test)]
mod tests;
