//! What a function that asks touches beside its store: platforms over HTTPS, and the passing of time.

use std::{future::Future, time::Duration};

use crate::{Answer, Ask, Https, Trouble};

/// Whoever carries a question to a platform.
pub trait Web: Send + Sync + 'static {
    /// Asks once, and waits for the whole answer for so long.
    fn fetch(&self, ask: &Ask, patience: Duration) -> impl Future<Output = Result<Answer, Trouble>> + Send;
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

impl Web for Https {
    async fn fetch(&self, ask: &Ask, patience: Duration) -> Result<Answer, Trouble> {
        Self::fetch(self, ask, patience).await.map_err(Trouble::from)
    }
}
