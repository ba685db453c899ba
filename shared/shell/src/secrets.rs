//! Secrets from SSM SecureString parameters, by reference.

use std::{sync::Arc, time::Duration};

use aws_sdk_ssm::{
    Client,
    config::{Builder, retry::RetryConfig, timeout::TimeoutConfig},
    error::ProvideErrorMetadata,
};

use crate::Cache;

/// Secrets, each list of parameter names cached for five minutes.
#[derive(Debug)]
pub struct Secrets {
    client: Client,
    cache: Cache<Values>,
}

/// The store of secrets can't be reached, and the cache has none. Fails closed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("secrets can't be read: {0}")]
pub struct SecretError(String);

impl SecretError {
    /// Because of `code`.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }
}

/// Values that never show in logs.
struct Values(Vec<Vec<u8>>);

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} secrets", self.0.len())
    }
}

const TIMEOUT: Duration = Duration::from_millis(1500);
/// How long a secret is kept before it is read again.
pub(crate) const FRESH: Duration = Duration::from_secs(300);
/// How long a cached secret still serves while SSM can't be reached.
const GRACE: Duration = Duration::from_secs(3600);
/// A failed signature may ask for newer secrets this often, so that forged ones can't drain SSM.
pub(crate) const REFRESH_AT_MOST_EVERY: Duration = Duration::from_secs(30);

impl Secrets {
    /// On SSM.
    pub fn new(config: &aws_types::SdkConfig) -> Self {
        // One short try: while SSM hangs, the cached secrets must serve within the sender's patience.
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config =
            Builder::from(config).timeout_config(timeouts).retry_config(RetryConfig::disabled()).build();
        Self { client: Client::from_conf(config), cache: Cache::new(FRESH, GRACE) }
    }

    /// The values of those parameters that exist. None at all is for the caller to refuse.
    pub async fn get(&self, names: &[String]) -> Result<Vec<Vec<u8>>, SecretError> {
        self.read(names, FRESH, true).await
    }

    /// The texts of those that exist, in the order of their names: SSM answers several in an order of its own, and which is
    /// the key and which its secret matters.
    pub async fn texts(&self, names: &[String]) -> Result<Vec<String>, SecretError> {
        let mut values = Vec::with_capacity(names.len());
        for name in names {
            for value in self.get(std::slice::from_ref(name)).await? {
                values.extend(String::from_utf8(value).ok().map(|value| value.trim().to_owned()));
            }
        }
        Ok(values)
    }

    /// The same, read again unless that happened moments ago: a secret may just have been rotated.
    pub async fn refresh(&self, names: &[String]) -> Result<Vec<Vec<u8>>, SecretError> {
        self.read(names, REFRESH_AT_MOST_EVERY, true).await
    }

    /// Values of at most that age. Of names that the settings name it is told which are missing; others may well be.
    pub(crate) async fn read(
        &self,
        names: &[String],
        age: Duration,
        named: bool,
    ) -> Result<Vec<Vec<u8>>, SecretError> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let kept: Arc<Values> =
            self.cache.get_younger(&names.join(","), age, || self.load(names, named)).await?;
        Ok(kept.0.clone())
    }

    async fn load(&self, names: &[String], named: bool) -> Result<Values, SecretError> {
        let answer = self
            .client
            .get_parameters()
            .set_names(Some(names.to_vec()))
            .with_decryption(true)
            .send()
            .await
            .map_err(|e| SecretError(e.code().unwrap_or("no answer").to_owned()))?;
        for missing in answer.invalid_parameters().iter().filter(|_| named) {
            tracing::warn!(parameter = missing.as_str(), "a secret named in the settings doesn't exist");
        }
        let values = answer.parameters().iter().filter_map(|p| p.value()).filter(|v| !v.is_empty());
        Ok(Values(values.map(|v| v.as_bytes().to_vec()).collect()))
    }
}

/// Where credentials come from, by reference.
pub trait Credentials: Send + Sync + 'static {
    /// The values of those that exist, in the order of their names.
    fn read(&self, names: &[String]) -> impl Future<Output = Result<Vec<String>, SecretError>> + Send;
}

impl Credentials for Secrets {
    async fn read(&self, names: &[String]) -> Result<Vec<String>, SecretError> {
        self.texts(names).await
    }
}
