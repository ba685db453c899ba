//! S3 itself, by its REST protocol.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime},
};

use aws_credential_types::provider::{ProvideCredentials as _, SharedCredentialsProvider};
use aws_sigv4::{
    http_request::{
        PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
        UriPathNormalizationMode, sign,
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

use crate::{Listing, ObjectsError, Room, listing};

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
    region: String,
    credentials: Option<SharedCredentialsProvider>,
    http: Option<SharedHttpConnector>,
}

/// One call.
struct Call<'c> {
    method: &'static str,
    /// What follows the base, without anything that would have to be escaped but in the query.
    path: Cow<'c, str>,
    headers: &'static [(&'static str, &'static str)],
    body: Vec<u8>,
    most: usize,
}

impl<'c> Call<'c> {
    fn new(method: &'static str, path: &'c str) -> Self {
        Self { method, path: path.into(), headers: &[], body: vec![], most: MOST_XML }
    }
}

/// What was answered.
struct Answered {
    status: u16,
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
                Ok(answered) if answers.contains(&answered.status) => return Ok(answered),
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

    async fn once(&self, call: &Call<'_>) -> Result<Answered, ObjectsError> {
        let unavailable = |e: &dyn std::fmt::Display| ObjectsError::Unavailable(e.to_string());
        let credentials = self
            .credentials
            .as_ref()
            .ok_or_else(|| ObjectsError::Denied("there are no credentials".into()))?;
        let identity: Identity = credentials.provide_credentials().await.map_err(|e| unavailable(&e))?.into();
        let request = self.signed(call, &identity, SystemTime::now())?;
        let http = self.http.as_ref().ok_or_else(|| ObjectsError::Invalid("no HTTP client".into()))?;
        let response = http.call(request).await.map_err(|e| unavailable(&e))?;
        let status = response.status().as_u16();
        Ok(Answered { status, body: body(response, call.most).await? })
    }

    fn signed(&self, call: &Call<'_>, identity: &Identity, now: SystemTime) -> Result<Request, ObjectsError> {
        let invalid = |e: &dyn std::fmt::Display| ObjectsError::Invalid(e.to_string());
        let mut settings = SigningSettings::default();
        // What S3 wants otherwise than other services.
        settings.percent_encoding_mode = PercentEncodingMode::Single;
        settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
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
            call.headers.iter().copied(),
            SignableBody::Bytes(&call.body),
        );
        let signed = sign(signable.map_err(|e| invalid(&e))?, &parameters.into()).map_err(|e| invalid(&e))?;
        let mut request = Request::new(SdkBody::from(call.body.clone()));
        request.set_method(call.method).map_err(|e| invalid(&e))?;
        request.set_uri(uri.as_str()).map_err(|e| invalid(&e))?;
        let headers = request.headers_mut();
        for (name, value) in call.headers {
            headers.insert(*name, *value);
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
const NOT_FOUND: u16 = 404;
const PRECONDITION_FAILED: u16 = 412;

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
            let call = Call { body: bytes, headers: &[("if-none-match", "*")], ..Call::new("PUT", &key) };
            Ok(self.call(call, &[FINE, PRECONDITION_FAILED]).await?.status == FINE)
        }
        .boxed()
    }

    fn get(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectsError>> {
        let key = key.to_owned();
        async move {
            let answered = self.call(Call { most, ..Call::new("GET", &key) }, &[FINE, NOT_FOUND]).await?;
            match answered.status {
                FINE => Ok(Some(answered.body)),
                // A bucket that isn't there is no object that isn't.
                _ if listing::code(&answered.body).as_deref() == Some("NoSuchBucket") => {
                    Err(refusal(&answered))
                }
                _ => Ok(None),
            }
        }
        .boxed()
    }

    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>> {
        let escaped = |key: &str| key.replace('/', "%2F");
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
