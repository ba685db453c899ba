//! Values read from elsewhere, kept for a while.

use std::{
    collections::{BTreeMap, HashMap},
    future::Future,
    sync::Arc,
    time::Duration,
};

use domain::settings::History;
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
                keep(&mut kept, key, &value);
                Ok(value)
            }
            Err(error) => match old {
                Some((age, value)) if age < self.fresh + self.grace => Ok(value),
                _ => Err(error),
            },
        }
    }
}

impl Cache<History> {
    /// Of shops' settings. What is published is seen within a minute, and its `effective_from` lies at least as far ahead; the
    /// last ones serve for ten more while the table can't be read.
    pub fn of_settings() -> Self {
        Self::new(Duration::from_secs(60), Duration::from_secs(600))
    }
}

impl<V: Default> Cache<V> {
    /// The values under several keys; those that aren't fresh are loaded together, each once. What the load leaves out is kept
    /// as it is by default. When it fails, old values serve if there is one for each.
    pub async fn get_all<E, F>(
        &self,
        keys: &[String],
        load: impl FnOnce(Vec<String>) -> F,
    ) -> Result<BTreeMap<String, Arc<V>>, E>
    where
        F: Future<Output = Result<BTreeMap<String, V>, E>>,
    {
        let mut kept = self.kept.lock().await;
        let (mut found, mut old, mut missing) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for key in keys {
            match kept.get(key).map(|(at, value)| (at.elapsed(), Arc::clone(value))) {
                Some((age, value)) if age < self.fresh => _ = found.insert(key.clone(), value),
                _ if missing.contains(key) => {}
                stale => {
                    missing.push(key.clone());
                    let serves = stale.filter(|(age, _)| *age < self.fresh + self.grace);
                    old.extend(serves.map(|(_, value)| (key.clone(), value)));
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        match load(missing.clone()).await {
            Ok(mut loaded) => {
                for key in missing {
                    let value = Arc::new(loaded.remove(&key).unwrap_or_default());
                    keep(&mut kept, &key, &value);
                    found.insert(key, value);
                }
                Ok(found)
            }
            Err(_) if old.len() == missing.len() => {
                found.extend(old);
                Ok(found)
            }
            Err(error) => Err(error),
        }
    }
}

/// Keys may come from strangers (a shop's name in an address): the cache stays bounded.
fn keep<V>(kept: &mut HashMap<String, (Instant, Arc<V>)>, key: &str, value: &Arc<V>) {
    if kept.len() >= MOST_KEYS {
        kept.clear();
    }
    kept.insert(key.to_owned(), (Instant::now(), Arc::clone(value)));
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

    #[tokio::test(start_paused = true)]
    async fn several_are_loaded_together_and_only_those_that_are_missing() {
        let cache = Cache::new(Duration::from_secs(60), Duration::from_secs(300));
        let get = async |keys: &str, offered: Result<u32, ()>| {
            let keys: Vec<String> = keys.chars().map(String::from).collect();
            let mut asked = String::new();
            let load = |missing: Vec<String>| {
                asked = missing.concat();
                let known = missing.into_iter().filter(|key| key != "x");
                let loaded = offered.map(|value| known.map(|key| (key, value)).collect());
                async { loaded }
            };
            let found = cache.get_all(&keys, load).await;
            let found = found.map(|found| found.into_iter().map(|(key, value)| (key, *value)).collect());
            (asked, found.map(|found: Vec<(String, u32)>| found))
        };
        let all =
            |values: &[(&str, u32)]| Ok(values.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect());
        for (advance, keys, offered, asked, expected) in [
            (0, "", Ok(1), "", all(&[])),
            (0, "abxa", Ok(1), "abx", all(&[("a", 1), ("b", 1), ("x", 0)])),
            (30, "ac", Ok(2), "c", all(&[("a", 1), ("c", 2)])),
            (30, "abcx", Ok(3), "abx", all(&[("a", 3), ("b", 3), ("c", 2), ("x", 0)])),
            (60, "ab", Err(()), "ab", all(&[("a", 3), ("b", 3)])),
            (0, "ad", Err(()), "ad", Err(())),
            (300, "a", Err(()), "a", Err(())),
        ] {
            tokio::time::advance(Duration::from_secs(advance)).await;
            assert_eq!(get(keys, offered).await, (asked.to_owned(), expected), "{keys} after {advance} s");
        }
    }
}
