//! Objects in memory, with faults.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::{FutureExt as _, future::BoxFuture};
use objects::{Listed, Listing, ObjectsError, Room};

use crate::Faults;

/// A bucket in memory. Pages are short, so that whoever lists has to go on.
#[derive(Debug, Clone, Default)]
pub struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    faults: Arc<Faults>,
}

/// Objects in a page.
const PAGE: usize = 3;

impl Bucket {
    /// An empty one, whose calls fail as planned.
    pub fn with(faults: Arc<Faults>) -> Self {
        Self { faults, ..Self::default() }
    }

    /// Everything in it.
    pub fn all(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes one call.
    fn call<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> Result<T, ObjectsError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, ObjectsError>> {
        let lost = || ObjectsError::Unavailable("a planned fault".into());
        async move { self.faults.call(name, async { work(&mut self.all()) }, lost, None).await }.boxed()
    }
}

impl Room for Bucket {
    fn put(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectsError>> {
        let key = key.to_owned();
        self.call("put object", move |all| {
            all.insert(key, bytes);
            Ok(())
        })
    }

    fn put_new(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<bool, ObjectsError>> {
        let key = key.to_owned();
        self.call("put new object", move |all| {
            let is_new = !all.contains_key(&key);
            all.entry(key).or_insert(bytes);
            Ok(is_new)
        })
    }

    fn get(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectsError>> {
        let key = key.to_owned();
        self.call("get object", move |all| match all.get(&key) {
            Some(bytes) if bytes.len() > most => Err(ObjectsError::TooLarge { most }),
            found => Ok(found.cloned()),
        })
    }

    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        self.call("list objects", move |all| {
            let own = all.iter().filter(|(key, _)| {
                key.starts_with(&prefix) && after.as_ref().is_none_or(|after| *key > after)
            });
            let mut found: Vec<_> = own
                .take(PAGE + 1)
                .map(|(key, bytes)| Listed { key: key.clone(), bytes: bytes.len() as u64 })
                .collect();
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            Ok(Listing { found, more })
        })
    }

    fn delete(&self, key: &str) -> BoxFuture<'_, Result<(), ObjectsError>> {
        let key = key.to_owned();
        self.call("delete object", move |all| {
            all.remove(&key);
            Ok(())
        })
    }
}
