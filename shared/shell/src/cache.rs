//! Values read from elsewhere, kept for a while.

use std::{collections::HashMap, future::Future, sync::Arc, time::Duration};

use tokio::{sync::Mutex, time::Instant};

/// Values by key, fresh for `fresh`; when a reload fails, the old value serves for `grace` more, then nothing does.
#[derive(Debug)]
pub struct Cache<V> {
    fresh: Duration,
    grace: Duration,
    kept: Mutex<HashMap<String, (Instant, Arc<V>)>>,
}

/// More keys than any one instance serves.
const MOST_KEYS: usize = 1000;

impl<V> Cache<V> {
    /// An empty cache.
    pub fn new(fresh: Duration, grace: Duration) -> Self {
        Self { fresh, grace, kept: Mutex::new(HashMap::new()) }
    }

    /// The value under `key`, loaded if it isn't fresh.
    pub async fn get<E, F>(&self, key: &str, load: impl FnOnce() -> F) -> Result<Arc<V>, E>
    where
        F: Future<Output = Result<V, E>>,
    {
        self.get_younger(key, self.fresh, load).await
    }

    /// The same, but a value older than `fresh` is loaded anew, however long the cache would keep it.
    pub async fn get_younger<E, F>(
        &self,
        key: &str,
        fresh: Duration,
        load: impl FnOnce() -> F,
    ) -> Result<Arc<V>, E>
    where
        F: Future<Output = Result<V, E>>,
    {
        // Held while loading: neighbours wait for one load instead of each making its own.
        let mut kept = self.kept.lock().await;
        let old = kept.get(key).map(|(at, value)| (at.elapsed(), Arc::clone(value)));
        if let Some((_, value)) = old.as_ref().filter(|(age, _)| *age < fresh) {
            return Ok(Arc::clone(value));
        }
        match load().await {
            Ok(value) => {
                let value = Arc::new(value);
                // Keys may come from strangers (a shop's name in an address): the cache stays bounded.
                if kept.len() >= MOST_KEYS {
                    kept.clear();
                }
                kept.insert(key.to_owned(), (Instant::now(), Arc::clone(&value)));
                Ok(value)
            }
            Err(error) => match old {
                Some((age, value)) if age < self.fresh + self.grace => Ok(value),
                _ => Err(error),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn serves_fresh_then_reloads_then_graces_then_fails() {
        let cache = Cache::new(Duration::from_secs(60), Duration::from_secs(300));
        let get = async |result: Result<u32, ()>| cache.get("k", || async { result }).await.map(|v| *v);
        for (advance, offered, expected) in [
            (0, Ok(1), Ok(1)),
            (59, Ok(2), Ok(1)),
            (1, Ok(2), Ok(2)),
            (61, Err(()), Ok(2)),
            (298, Err(()), Ok(2)),
            (1, Err(()), Err(())),
            (0, Ok(3), Ok(3)),
        ] {
            tokio::time::advance(Duration::from_secs(advance)).await;
            assert_eq!(get(offered).await, expected, "after {advance} s, offered {offered:?}");
        }
    }
}
