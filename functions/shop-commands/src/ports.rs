//! What the carrier touches beside the store: shops over HTTPS, and what opens them.

use std::time::Duration;

use futures::{FutureExt as _, future::BoxFuture};
use shell::{SecretError, Secrets};
use web::{Answer, Ask, Https, Unanswered};

/// Whoever carries a request to a shop.
pub trait Web: Send + Sync + 'static {
    /// Asks once, and waits for the whole answer for so long.
    fn fetch<'a>(&'a self, ask: &'a Ask, patience: Duration) -> BoxFuture<'a, Result<Answer, Unanswered>>;
}

impl Web for Https {
    fn fetch<'a>(&'a self, ask: &'a Ask, patience: Duration) -> BoxFuture<'a, Result<Answer, Unanswered>> {
        Self::fetch(self, ask, patience).boxed()
    }
}

/// Where credentials come from, by reference.
pub trait Credentials: Send + Sync + 'static {
    /// The values of those that exist, in the order of their names.
    fn read<'a>(&'a self, names: &'a [String]) -> BoxFuture<'a, Result<Vec<String>, SecretError>>;
}

impl Credentials for Secrets {
    fn read<'a>(&'a self, names: &'a [String]) -> BoxFuture<'a, Result<Vec<String>, SecretError>> {
        self.texts(names).boxed()
    }
}
