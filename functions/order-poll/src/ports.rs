//! What order-poll touches beside the store: platforms over HTTPS, their credentials, the passing of time.

use std::{future::Future, time::Duration};

use shell::{SecretError, Secrets};
use web::{Answer, Ask, Https, Unanswered};

use crate::platform::Trouble;

/// Whoever carries a question to a platform.
pub trait Web: Send + Sync + 'static {
    /// Asks once, and waits for the whole answer for so long.
    fn fetch(&self, ask: &Ask, patience: Duration) -> impl Future<Output = Result<Answer, Trouble>> + Send;
}

/// Where credentials come from, by reference.
pub trait Credentials: Send + Sync + 'static {
    /// The values of those that exist, in the order of their names.
    fn read(&self, names: &[String]) -> impl Future<Output = Result<Vec<String>, SecretError>> + Send;
}

/// Whoever waits.
pub trait Pauses: Send + Sync + 'static {
    /// Waits for so long.
    fn pause(&self, how_long: Duration) -> impl Future<Output = ()> + Send;
}

/// Waits by the clock.
#[derive(Debug, Clone, Copy)]
pub struct Sleep;

impl Pauses for Sleep {
    async fn pause(&self, how_long: Duration) {
        tokio::time::sleep(how_long).await;
    }
}

/// Credentials from SSM.
#[derive(Debug)]
pub struct SsmCredentials(pub Secrets);

impl Credentials for SsmCredentials {
    async fn read(&self, names: &[String]) -> Result<Vec<String>, SecretError> {
        self.0.texts(names).await
    }
}

impl Web for Https {
    async fn fetch(&self, ask: &Ask, patience: Duration) -> Result<Answer, Trouble> {
        Self::fetch(self, ask, patience).await.map_err(|why| match why {
            Unanswered::Unusable => Trouble::Refuses(why.to_string()),
            Unanswered::TooLong => Trouble::TooMuch,
            Unanswered::NoConnection | Unanswered::Late | Unanswered::BrokenOff => {
                Trouble::Passing(why.to_string())
            }
        })
    }
}
