//! Objects in memory, with faults.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::Timestamp;
use futures::{FutureExt as _, future::BoxFuture};
use objects::{First, Listed, Listing, ObjectsError, Room, Shown, Upload, UploadForm};

use crate::{
    Faults,
    form::{self, Posted, RefusedForm},
};

/// A bucket in memory. Pages are short, so that whoever lists has to go on.
#[derive(Debug, Clone, Default)]
pub struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    clock: Arc<Mutex<Clock>>,
    faults: Arc<Faults>,
}

/// When it is, and when what was written.
#[derive(Debug, Default)]
struct Clock {
    now: Timestamp,
    written: BTreeMap<String, Timestamp>,
}

impl Clock {
    fn note(&mut self, key: &str) {
        self.written.insert(key.to_owned(), self.now);
    }
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

    /// From now on it is then: what is written is noted with it.
    pub fn is_now(&self, now: Timestamp) {
        self.clock().now = now;
    }

    fn clock(&self) -> MutexGuard<'_, Clock> {
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A form's fields and its file, as a browser posts them: looked at as S3 looks at them, and written.
    pub fn post(&self, fields: &[(String, String)], file: &[u8]) -> Result<Posted, RefusedForm> {
        let mut clock = self.clock();
        let (key, posted) = form::admit(fields, file, clock.now)?;
        clock.note(&key);
        self.all().insert(key, file.to_vec());
        Ok(posted)
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
        let (key, clock) = (key.to_owned(), Arc::clone(&self.clock));
        self.call("put object", move |all| {
            clock.lock().unwrap_or_else(PoisonError::into_inner).note(&key);
            all.insert(key, bytes);
            Ok(())
        })
    }

    fn put_new(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<bool, ObjectsError>> {
        let (key, clock) = (key.to_owned(), Arc::clone(&self.clock));
        self.call("put new object", move |all| {
            let is_new = !all.contains_key(&key);
            if is_new {
                clock.lock().unwrap_or_else(PoisonError::into_inner).note(&key);
            }
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

    fn first(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<First>, ObjectsError>> {
        let key = key.to_owned();
        self.call("get first bytes", move |all| {
            let first = |all: &Vec<u8>| First {
                bytes: all[..all.len().min(most)].to_vec(),
                length: all.len() as u64,
            };
            Ok(all.get(&key).map(first))
        })
    }

    fn form<'r>(
        &'r self,
        upload: &'r Upload,
        now: Timestamp,
    ) -> BoxFuture<'r, Result<UploadForm, ObjectsError>> {
        async move { form::SIGNER.form((form::URL, form::BUCKET), upload, now) }.boxed()
    }

    fn link<'r>(&'r self, what: &'r Shown<'r>) -> BoxFuture<'r, Result<String, ObjectsError>> {
        async move { Ok(format!("{}{}?as={}", form::URL, what.key, what.media_type)) }.boxed()
    }

    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        let clock = Arc::clone(&self.clock);
        self.call("list objects", move |all| {
            let own = all.iter().filter(|(key, _)| {
                key.starts_with(&prefix) && after.as_ref().is_none_or(|after| *key > after)
            });
            let clock = clock.lock().unwrap_or_else(PoisonError::into_inner);
            let listed = |(key, bytes): (&String, &Vec<u8>)| Listed {
                key: key.clone(),
                bytes: bytes.len() as u64,
                at: clock.written.get(key).copied(),
            };
            let mut found: Vec<_> = own.take(PAGE + 1).map(listed).collect();
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
