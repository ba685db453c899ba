//! What is too large for the table and never changes: objects in S3, each under a key that is written once.
//!
//! The only crate that knows S3. It speaks S3's own protocol with what the AWS SDK brings along anyway: `aws-sigv4` signs, the
//! SDK's HTTP client carries, `aws-smithy-xml` reads. `aws-sdk-s3` would be one of the largest crates of the tree for five calls.

mod error;
pub mod form;
mod gz;
mod listing;
mod models;
mod photos;
mod s3;
mod transit;

use std::sync::Arc;

use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};

pub use error::ObjectsError;
pub use form::{Then, Upload, UploadForm};
pub use models::Models;
pub use photos::Swept;
pub use s3::S3;
pub use transit::{NoDay, NoModel};

/// A place where objects lie.
pub trait Room: Send + Sync {
    /// Writes the object, whatever was there.
    fn put(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<(), ObjectsError>>;

    /// Writes the object if nothing is there. `false` if something was.
    ///
    /// A lost answer is asked for again, and then finds what was written: whoever needs to know whose bytes stand there compares.
    fn put_new(&self, key: &str, bytes: Vec<u8>) -> BoxFuture<'_, Result<bool, ObjectsError>>;

    /// Reads an object of at most `most` bytes; `None` if there is none.
    fn get(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectsError>>;

    /// Reads the first bytes of an object, at most `most`, and how long all of it is; `None` if there is none.
    fn first(&self, key: &str, most: usize) -> BoxFuture<'_, Result<Option<First>, ObjectsError>>;

    /// A form by which a browser writes an object itself.
    fn form<'r>(
        &'r self,
        upload: &'r Upload,
        now: Timestamp,
    ) -> BoxFuture<'r, Result<UploadForm, ObjectsError>>;

    /// An address that shows an object for a time, as a media type and nothing else.
    fn link<'r>(&'r self, what: &'r Shown<'r>) -> BoxFuture<'r, Result<String, ObjectsError>>;

    /// A page of the keys that begin with `prefix`, in the order of their bytes: those after `after`, if it is given.
    fn page(&self, prefix: &str, after: Option<&str>) -> BoxFuture<'_, Result<Listing, ObjectsError>>;

    /// Removes an object. That it isn't there is no error.
    fn delete(&self, key: &str) -> BoxFuture<'_, Result<(), ObjectsError>>;
}

/// How an object begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct First {
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// How many it has.
    pub length: u64,
}

/// What an address shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'s> {
    /// The object.
    pub key: &'s str,
    /// What it is shown as.
    pub media_type: &'s str,
    /// For how long.
    pub within: SignedDuration,
    /// From when on.
    pub now: Timestamp,
}

/// A page of keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The objects.
    pub found: Vec<Listed>,
    /// Whether more come after these.
    pub more: bool,
}

/// One object of a listing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was written, as the room says.
    pub at: Option<Timestamp>,
}

/// Objects of a house.
#[derive(Clone)]
pub struct Objects {
    room: Arc<dyn Room>,
}

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Objects")
    }
}

/// The longest key.
const LONGEST_KEY: usize = 512;

impl Objects {
    /// In a bucket of S3.
    pub fn open(config: &aws_types::SdkConfig, bucket: &str) -> Self {
        Self::on(Arc::new(S3::new(config, bucket)))
    }

    /// In any room.
    pub fn on(room: Arc<dyn Room>) -> Self {
        Self { room }
    }

    /// Writes the object, whatever was there.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), ObjectsError> {
        self.room.put(sound(key)?, bytes).await
    }

    /// Writes the object if nothing is there. `false` if something was.
    pub async fn put_new(&self, key: &str, bytes: Vec<u8>) -> Result<bool, ObjectsError> {
        self.room.put_new(sound(key)?, bytes).await
    }

    /// Reads an object of at most `most` bytes; `None` if there is none. A larger one isn't read to its end.
    pub async fn get(&self, key: &str, most: usize) -> Result<Option<Vec<u8>>, ObjectsError> {
        self.room.get(sound(key)?, most).await
    }

    /// Reads the first bytes of an object, at most `most`, and how long all of it is; `None` if there is none.
    pub async fn first(&self, key: &str, most: usize) -> Result<Option<First>, ObjectsError> {
        self.room.first(sound(key)?, most).await
    }

    /// A form by which a browser writes an object itself: under one key, so long, until then.
    pub async fn form(&self, upload: &Upload, now: Timestamp) -> Result<UploadForm, ObjectsError> {
        self.room.form(upload, now).await
    }

    /// An address that shows an object for a time, as a media type and nothing else.
    pub async fn link(
        &self,
        key: &str,
        media_type: &str,
        within: SignedDuration,
        now: Timestamp,
    ) -> Result<String, ObjectsError> {
        self.room.link(&Shown { key: sound(key)?, media_type, within, now }).await
    }

    /// All objects whose keys begin with `prefix`, in the order of their keys.
    pub async fn list(&self, prefix: &str) -> Result<Vec<Listed>, ObjectsError> {
        let prefix = sound(prefix)?;
        let mut all: Vec<Listed> = vec![];
        loop {
            let after = all.last().map(|listed| listed.key.clone());
            let page = self.room.page(prefix, after.as_deref()).await?;
            let more = page.more && !page.found.is_empty();
            all.extend(page.found);
            if !more {
                return Ok(all);
            }
        }
    }

    /// Removes an object. That it isn't there is no error.
    pub async fn delete(&self, key: &str) -> Result<(), ObjectsError> {
        self.room.delete(sound(key)?).await
    }
}

/// Keys are ours: letters, digits, `-_.` and `/`. So nothing has to be escaped, and a text that came from outside makes no key.
fn sound(key: &str) -> Result<&str, ObjectsError> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    let is_sound = (1..=LONGEST_KEY).contains(&key.len())
        && key.bytes().all(plain)
        && !key.starts_with('/')
        && !key.contains("//")
        && !key.split('/').any(|part| part == "." || part == "..");
    if is_sound {
        Ok(key)
    } else {
        Err(ObjectsError::Invalid("a key of other signs than a-z, 0-9, -_./".into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_plain() {
        for key in ["acme/days/v1/2026/11/25.gz", "a", "models/0af3"] {
            assert_eq!(sound(key), Ok(key));
        }
        let long = "k".repeat(LONGEST_KEY + 1);
        for key in ["", "/a", "a//b", "a/../b", "./a", "a b", "a?b", "ä", "a%2fb", "a\n", &long] {
            assert!(sound(key).is_err(), "{key}");
        }
    }
}
